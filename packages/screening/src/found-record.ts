/** A record as a literature database gave it, in the words of the field; nothing is guessed where it said nothing. */

/** The databases that are searched. */
export const searchedSources = ["pubmed", "europe-pmc"] as const;
export type SearchedSource = (typeof searchedSources)[number];

export interface Identifiers {
  /** Lower case, without the address in front: 10.1002/sctm.17-0102. */
  readonly doi?: string;
  /** Digits only. */
  readonly pmid?: string;
  /** PMC and digits. */
  readonly pmcid?: string;
  /** Numbers of trials in registries that the record names, such as NCT01147653. */
  readonly registry: readonly string[];
}

export interface FoundRecord extends Identifiers {
  readonly source: SearchedSource;
  /** The source's own number: a PMID, or Europe PMC's source and number, such as PPR/PPR123456. */
  readonly sourceId: string;
  readonly title: string;
  /** Empty where the source has none. */
  readonly abstract: string;
  readonly firstAuthor?: string;
  readonly journal?: string;
  /** Of publication. */
  readonly year?: number;
  /** The source's words for its kind, such as "Randomized Controlled Trial". */
  readonly kinds: readonly string[];
}

/** Addresses and the "doi:" in front are taken off, and what is no DOI is undefined. */
export function readDoi(text: string | undefined): string | undefined {
  const doi = text
    ?.trim()
    .toLowerCase()
    .replace(/^(https?:\/\/(dx\.)?doi\.org\/|doi:\s*)/, "");
  return doi !== undefined && /^10\.\d{4,9}\/\S+$/.test(doi) ? doi : undefined;
}

export function readPmid(text: string | undefined): string | undefined {
  const pmid = text?.trim().replace(/^0+/, "");
  return pmid !== undefined && /^\d{1,9}$/.test(pmid) ? pmid : undefined;
}

export function readPmcid(text: string | undefined): string | undefined {
  const digits = /^(?:PMC)?0*(\d{1,9})$/i.exec(text?.trim() ?? "")?.[1];
  return digits === undefined ? undefined : `PMC${digits}`;
}

/** Registries whose numbers can be told from other words. */
const registryNumber =
  /\b(NCT\d{8}|ISRCTN\d{8}|ACTRN\d{14}|ChiCTR[-\w]*\d{8,10}|EUCTR\d{4}-\d{6}-\d{2}|IRCT\w*\d{8,}(?:N\d+)?|CTRI\/\d{4}\/\d+\/\d+|KCT\d{7}|JPRN-\w+\d+|UMIN\d{9})/giu;

/** Every registry number in a text, in capitals, each once. */
export function registryNumbersIn(text: string): string[] {
  return [...new Set([...text.matchAll(registryNumber)].map(([, number]) => number!.toUpperCase()))];
}
