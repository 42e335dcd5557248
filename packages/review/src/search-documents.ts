/** What can be searched: every claim and every study, with the words that others use for the same things. */
import { type DataSet, evidenceList } from "evidence";
import { countryWords, givenWords, studyName } from "visit";
import { type ClaimWords, claimCard } from "./claims.ts";

export interface SearchDocument {
  readonly id: string;
  readonly kind: "claim" | "study";
  /** Where its page is, without the locale. */
  readonly path: string;
  readonly title: string;
  /** A line under the title. */
  readonly text: string;
  /** Not shown: words of the field that mean the same as words of title or text. */
  readonly also: string;
}

/** Claims in the order of the ledger, then studies, cord blood first. */
export function searchDocuments(data: DataSet, words: ClaimWords): SearchDocument[] {
  const { say, locale } = words;
  const claims = data.claims.map((claim) => {
    const { id, statement, careful, verdictWords } = claimCard(claim, data, words);
    return document("claim", id, `/claims/${id}/`, statement, `${verdictWords}. ${careful}`);
  });
  const studies = evidenceList(data).map((row) => {
    const study = data.studies.find(({ id }) => id === row.id)!;
    const work = data.works.find(({ id }) => id === study.work)!;
    const country = study.country === undefined ? "" : countryWords(study.country, locale);
    const registry = (work.registry ?? []).join(" ");
    return document(
      "study",
      row.id,
      `/evidence/studies/${row.id}/`,
      work.firstAuthor === undefined ? work.title : `${studyName(work)}. ${work.title}`,
      [givenWords(row, say, locale), say(`study.design.${row.design}`)].join(" "),
      [country, registry].join(" "),
    );
  });
  return [...claims, ...studies];

  function document(
    kind: SearchDocument["kind"],
    id: string,
    path: string,
    title: string,
    text: string,
    further = "",
  ): SearchDocument {
    const also = [alsoCalled(`${title} ${text} ${kind}`), further].join(" ").trim();
    return { id: `${kind}-${id}`, kind, path, title, text, also };
  }
}

/** Groups of words that stand for the same thing; in English, as the pages are. */
const sameThing: readonly (readonly string[])[] = [
  ["cerebral palsy", "cp"],
  ["cord blood", "ucb", "umbilical", "stem cells"],
  ["cord tissue", "msc", "mesenchymal", "wharton"],
  ["vein", "intravenous", "iv", "drip", "infusion", "transfusion"],
  ["spine", "intrathecal", "spinal", "lumbar puncture"],
  ["own", "autologous"],
  ["donor", "allogeneic", "allogenic", "unrelated"],
  ["brother", "sister", "sibling"],
  ["cells per kilogram", "dose", "tnc", "more cells", "how many cells"],
  ["therapy", "rehab", "rehabilitation", "physio", "physiotherapy", "exercise"],
  ["programme", "expanded access", "eap", "compassionate use", "program"],
  ["approved", "licence", "license", "fda", "legal", "allowed"],
  ["dollars", "cost", "price", "pay", "money", "fee"],
  ["harm", "safe", "safety", "risk", "side effects", "adverse", "reaction"],
  ["years", "age", "older", "teenager", "young"],
  ["gmfcs", "level", "severe", "mild", "severity"],
  ["walk", "walking", "move", "motor", "gmfm"],
  ["clinic", "clinics", "abroad", "stem cell clinic", "scam"],
  ["store", "stored", "storage", "bank", "banking", "freezer", "frozen"],
  ["trial", "trials", "study", "research", "clinicaltrials.gov", "registry", "nct"],
  ["chance", "randomised", "randomized", "rct", "placebo"],
  ["growth", "gain", "improve", "better", "work", "effect", "benefit"],
  ["lasts", "long term", "years later", "permanent"],
  ["germs", "infection", "contamination", "sterility"],
  ["doors", "shut out", "exclude", "later trial", "eligible"],
];

/** The other words of every group that a text touches. */
function alsoCalled(text: string): string {
  const plain = ` ${text
    .toLowerCase()
    .replace(/\.(?!\p{L})|[^\p{L}\p{N}.]+/gu, " ")
    .replace(/ +/g, " ")} `;
  return sameThing
    .filter((group) => group.some((word) => plain.includes(` ${word} `)))
    .flat()
    .join(" ");
}
