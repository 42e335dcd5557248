/**
 * Numbers under which registries list trials. A trial that stands in two registries names the other number among its
 * secondary ones. Source: the primary registries of the WHO's network (https://www.who.int/clinical-trials-registry-platform)
 * and the shapes of their numbers as they publish them.
 */

interface Registry {
  readonly name: string;
  readonly number: RegExp;
  readonly url?: (number: string) => string;
}

const registries: readonly Registry[] = [
  {
    name: "ClinicalTrials.gov",
    number: /NCT\d{8}/,
    url: (number) => `https://clinicaltrials.gov/study/${number}`,
  },
  {
    name: "ANZCTR",
    number: /ACTRN\d{14}/,
    url: (number) => `https://anzctr.org.au/${number}.aspx`,
  },
  { name: "ISRCTN", number: /ISRCTN\d{8}/, url: (number) => `https://www.isrctn.com/${number}` },
  { name: "EU CTR", number: /EUCTR\d{4}-\d{6}-\d{2}(?:-[A-Z]{2})?/ },
  { name: "CTIS", number: /CTIS\d{4}-\d{6}-\d{2}-\d{2}/ },
  { name: "ChiCTR", number: /ChiCTR-?[A-Z]{0,6}-?\d{8,10}/i },
  { name: "CTRI", number: /CTRI\/\d{4}\/\d{2,3}\/\d{6}/ },
  { name: "CRiS", number: /KCT\d{7}/ },
  { name: "DRKS", number: /DRKS\d{8}/, url: (number) => `https://drks.de/search/en/trial/${number}` },
  { name: "IRCT", number: /IRCT\d{8,20}N\d{1,4}/ },
  { name: "JPRN", number: /(?:JPRN-)?(?:UMIN\d{9}|jRCTs?\d{9,10}|JapicCTI-?\d{6}|JMA-IIA\d{5})/i },
  { name: "PACTR", number: /PACTR\d{15,16}/ },
  { name: "ReBEC", number: /RBR-[0-9a-z]{5,9}/i },
  { name: "RPCEC", number: /RPCEC\d{8}/ },
  { name: "SLCTR", number: /SLCTR\/\d{4}\/\d{3}/ },
  { name: "TCTR", number: /TCTR\d{11}/ },
  { name: "LBCTR", number: /LBCTR\d{10}/ },
  { name: "NTR", number: /(?:NTR\d{2,5}|NL-OMON\d{4,6}|NL\d{3,5})/ },
  { name: "REPEC", number: /PER-\d{3}-\d{2}/ },
];

const letter = "[A-Za-z0-9]";
const anyNumber = new RegExp(
  `(?<!${letter})(?:${registries.map(({ number }) => number.source).join("|")})(?!${letter})`,
  "gi",
);

/** Registry numbers named in a text, each once, as registries write them. */
export function registryNumbersIn(text: string): string[] {
  return [...new Set([...text.matchAll(anyNumber)].map(([found]) => asWritten(found)))];
}

/** The number when the text is one and nothing else. */
export function registryNumber(text: string): string | undefined {
  const [only] = registryNumbersIn(text);
  return only !== undefined && only === asWritten(text.trim()) ? only : undefined;
}

/** The registry's name, such as ANZCTR, and the page of the trial where its address is known. */
export function registryOf(
  number: string,
): { readonly name: string; readonly url: string | undefined } | undefined {
  const registry = registries.find(({ number: shape }) =>
    new RegExp(`^(?:${shape.source})$`, "i").test(number),
  );
  return registry && { name: registry.name, url: registry.url?.(number) };
}

/** Capital letters, but for the registries that write theirs otherwise; a Japanese number without the WHO's prefix. */
function asWritten(found: string): string {
  const upper = found.toUpperCase().replace(/^JPRN-/, "");
  if (upper.startsWith("CHICTR")) return `ChiCTR${upper.slice(6)}`;
  if (upper.startsWith("JRCT")) return `jRCT${found.slice(-1 * (upper.length - 4)).replace(/^S/, "s")}`;
  if (upper.startsWith("RBR-")) return `RBR-${upper.slice(4).toLowerCase()}`;
  if (upper.startsWith("JAPICCTI")) return `JapicCTI${upper.slice(8)}`;
  return upper;
}
