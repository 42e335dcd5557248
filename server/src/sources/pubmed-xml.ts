/** PubMed's article sets, read as they come: a stack of element names, and text kept where it is wanted. */

import { SaxesParser } from "saxes";
import { type FoundRecord, readDoi, readPmcid, readPmid, registryNumbersIn } from "screening";

export interface PubmedArticles {
  readonly records: readonly FoundRecord[];
  /** Numbers of articles that have no title of any kind. */
  readonly untitled: readonly string[];
  /** What EFetch says instead of an answer. */
  readonly error: string | undefined;
}

interface Draft {
  pmid?: string;
  title: string;
  vernacularTitle: string;
  readonly abstract: string[];
  journal?: string;
  years: string[];
  author?: string;
  doi?: string;
  pmcid?: string;
  readonly accessions: string[];
  readonly kinds: string[];
}

const roots = ["PubmedArticleSet", "eFetchResult"];

/**
 * Elements inside of titles and abstracts, such as <i> and <sup>, only lend them their text.
 * @throws Error when it is not well-formed or none of PubMed's documents, as when it was cut short.
 */
export function readPubmedXml(xml: string): PubmedArticles {
  const records: FoundRecord[] = [];
  const untitled: string[] = [];
  let error: string | undefined;
  const path: string[] = [];
  const labels: string[] = [];
  let idType = "";
  let text = "";
  let draft: Draft | undefined;

  const parser = new SaxesParser();
  parser.on("error", (fault) => {
    throw fault;
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (path.length === 0 && !roots.includes(name))
      throw new Error(`<${name}> is none of PubMed's documents`);
    path.push(name);
    if (name === "PubmedArticle" || name === "PubmedBookArticle") {
      draft = { title: "", vernacularTitle: "", abstract: [], years: [], accessions: [], kinds: [] };
    }
    if (name === "ELocationID") idType = attributes.EIdType ?? "";
    if (name === "ArticleId") idType = attributes.IdType ?? "";
    if (name === "AbstractText") labels.push(attributes.Label ?? "");
    if (!isInline(path)) text = "";
  });
  parser.on("text", (piece) => {
    text += piece;
  });
  parser.on("cdata", (piece) => {
    text += piece;
  });
  parser.on("closetag", ({ name }) => {
    if (draft && (name === "PubmedArticle" || name === "PubmedBookArticle")) {
      finish(draft, records, untitled);
      draft = undefined;
    } else if (draft) take(draft, path, text, idType, labels);
    else if (name === "ERROR") error ??= text.trim();
    if (!isInline(path)) text = "";
    path.pop();
  });
  parser.write(xml).close();
  if (path.length > 0) throw new Error("the document ends too early");
  return { records, untitled, error };
}

const textual = ["ArticleTitle", "VernacularTitle", "AbstractText", "BookTitle"];
/** Inside of an element whose text is one piece, markup and all. */
const isInline = (path: readonly string[]) => textual.some((name) => path.slice(0, -1).includes(name));

function take(draft: Draft, path: readonly string[], raw: string, idType: string, labels: string[]): void {
  const name = path.at(-1)!;
  const parent = path.at(-2) ?? "";
  // The article's own, not those of its references and corrections, which have the same names further down.
  if (path.includes("ReferenceList") || path.includes("CommentsCorrectionsList") || isInline(path)) return;
  const text = raw.replaceAll(/\s+/g, " ").trim();
  if (text === "") return;
  switch (name) {
    case "PMID":
      if (["MedlineCitation", "BookDocument"].includes(parent)) draft.pmid ??= text;
      break;
    case "ArticleTitle":
      draft.title ||= text;
      break;
    case "BookTitle":
    case "VernacularTitle":
      draft.vernacularTitle ||= text;
      break;
    case "AbstractText": {
      const label = labels.at(-1);
      if (path.includes("OtherAbstract")) break;
      draft.abstract.push(label ? `${label}: ${text}` : text);
      break;
    }
    case "Title":
      if (parent === "Journal") draft.journal ??= text;
      break;
    case "Year":
    case "MedlineDate":
      if (["PubDate", "ArticleDate"].includes(parent)) draft.years.push(text);
      break;
    case "LastName":
      draft.author ??= text;
      break;
    case "Initials":
      // The first family name's own initials; later authors find it complete.
      if (draft.author && !draft.author.includes(" ")) draft.author = `${draft.author} ${text}`;
      break;
    case "ELocationID":
    case "ArticleId": {
      const doi = idType === "doi" ? readDoi(text) : undefined;
      if (doi) draft.doi ??= doi;
      const pmcid = idType === "pmc" ? readPmcid(text) : undefined;
      if (pmcid) draft.pmcid ??= pmcid;
      break;
    }
    case "AccessionNumber":
      draft.accessions.push(text);
      break;
    case "PublicationType":
      draft.kinds.push(text);
      break;
  }
}

function finish(draft: Draft, records: FoundRecord[], untitled: string[]): void {
  const pmid = readPmid(draft.pmid);
  if (pmid === undefined) return;
  const title = draft.title || draft.vernacularTitle;
  if (title === "") {
    untitled.push(pmid);
    return;
  }
  const abstract = draft.abstract.join("\n");
  const year = draft.years.map((text) => /\b(19|20)\d{2}\b/.exec(text)?.[0]).find(Boolean);
  records.push({
    source: "pubmed",
    sourceId: pmid,
    pmid,
    title,
    abstract,
    registry: registryNumbersIn([...draft.accessions, abstract].join(" ")),
    kinds: draft.kinds,
    ...(draft.doi !== undefined && { doi: draft.doi }),
    ...(draft.pmcid !== undefined && { pmcid: draft.pmcid }),
    ...(draft.author !== undefined && { firstAuthor: draft.author }),
    ...(draft.journal !== undefined && { journal: draft.journal }),
    ...(year !== undefined && { year: Number(year) }),
  });
}
