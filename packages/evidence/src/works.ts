/**
 * The works that figures come from: articles, registry records, reviews, pages of public bodies.
 * A figure cites the work it belongs to; where it was actually read is said by the figure.
 */

export type WorkId = string;

export const workKinds = [
  "article",
  "review",
  "conference abstract",
  "registry record",
  "page",
  "guidance",
  "own computation",
] as const;
export type WorkKind = (typeof workKinds)[number];

/** Who gains by what a work says. "commercial": its publisher or authors sell cells or their storage. */
export const interests = ["commercial", "treating centre", "advocacy"] as const;
export type Interest = (typeof interests)[number];

export interface Work {
  readonly id: WorkId;
  readonly kind: WorkKind;
  readonly title: string;
  /** As printed, family name first; absent where it was not read. */
  readonly firstAuthor?: string;
  readonly publisher?: string;
  readonly journal?: string;
  /** Of publication; absent where it was not read, never guessed. */
  readonly year?: number;
  readonly doi?: string;
  readonly pmid?: string;
  readonly pmcid?: string;
  /** Numbers in trial registries, such as NCT01147653. */
  readonly registry?: readonly string[];
  readonly interest?: Interest;
  /** For curators. */
  readonly note?: string;
}

/** What a reader needs to find a work, as data; `link` leads to the public page with the most lasting address. */
export interface Citation
  extends Pick<Work, "kind" | "title" | "firstAuthor" | "publisher" | "journal" | "year" | "interest"> {
  readonly work: WorkId;
  /** `doi:…`, `PMID …`, `PMC…`, registry numbers, in that order. */
  readonly identifiers: readonly string[];
  readonly link?: string;
}

export function citation(work: Work): Citation {
  const {
    id,
    kind,
    title,
    firstAuthor,
    publisher,
    journal,
    year,
    doi,
    pmid,
    pmcid,
    registry = [],
    interest,
  } = work;
  const link = linkTo(work);
  return {
    work: id,
    kind,
    title,
    ...(firstAuthor !== undefined && { firstAuthor }),
    ...(publisher !== undefined && { publisher }),
    ...(journal !== undefined && { journal }),
    ...(year !== undefined && { year }),
    identifiers: [
      ...(doi === undefined ? [] : [`doi:${doi}`]),
      ...(pmid === undefined ? [] : [`PMID ${pmid}`]),
      ...(pmcid === undefined ? [] : [pmcid]),
      ...registry,
    ],
    ...(link !== undefined && { link }),
    ...(interest !== undefined && { interest }),
  };
}

function linkTo({ doi, pmid, pmcid, registry = [] }: Work): string | undefined {
  if (doi !== undefined) return `https://doi.org/${doi}`;
  if (pmid !== undefined) return `https://pubmed.ncbi.nlm.nih.gov/${pmid}/`;
  if (pmcid !== undefined) return `https://pmc.ncbi.nlm.nih.gov/articles/${pmcid}/`;
  const nct = registry.find((number) => number.startsWith("NCT"));
  return nct === undefined ? undefined : `https://clinicaltrials.gov/study/${nct}`;
}
