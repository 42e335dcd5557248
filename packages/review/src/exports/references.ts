/**
 * The works as references: RIS (the tags that reference managers agree on) and BibTeX. What was not read about a work
 * is left out, never filled in.
 */
import {
  type Citation,
  citation,
  type DataSet,
  type DataSetVersion,
  type Work,
  type WorkKind,
} from "evidence";
import { provenance } from "./provenance.ts";

const risTypes: Readonly<Record<WorkKind, string>> = {
  article: "JOUR",
  review: "JOUR",
  "conference abstract": "CPAPER",
  "registry record": "DBASE",
  page: "ELEC",
  guidance: "RPRT",
  "own computation": "GEN",
};

const bibtexTypes: Readonly<Record<WorkKind, string>> = {
  article: "article",
  review: "article",
  "conference abstract": "inproceedings",
  "registry record": "misc",
  page: "misc",
  guidance: "techreport",
  "own computation": "misc",
};

/** RIS has no quoting: a line is a tag and its value, so a value must be one line. */
const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();

export function ris(data: DataSet, version: DataSetVersion): string {
  return data.works.map((work) => risOf(work, citation(work), version)).join("");
}

function risOf(work: Work, { link }: Citation, version: DataSetVersion): string {
  const lines: [tag: string, value: string | number | undefined][] = [
    ["TY", risTypes[work.kind]],
    ["ID", work.id],
    ["AU", work.firstAuthor && authorName(work.firstAuthor)],
    ["TI", work.title],
    ["T2", work.journal],
    ["PB", work.publisher],
    ["PY", work.year],
    ["DO", work.doi],
    ["AN", work.pmid && `PMID ${work.pmid}`],
    ["C2", work.pmcid],
    ...(work.registry ?? []).map((number): [string, string] => ["M1", number]),
    ["UR", link],
    ["DB", provenance(version)],
  ];
  const told = lines.flatMap(([tag, value]) =>
    value === undefined ? [] : `${tag}  - ${oneLine(String(value))}`,
  );
  return `${[...told, "ER  - "].join("\r\n")}\r\n\r\n`;
}

/** "Sun JM" as "Sun, JM". A name in any other form stays as it is. */
function authorName(printed: string): string {
  const [, family, initials] = /^(\p{L}[\p{L}'’ -]*?) (\p{Lu}{1,4})( Jr)?$/u.exec(printed) ?? [];
  return family && initials ? `${family}, ${initials}` : printed;
}

const special: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  "&": "\\&",
  "%": "\\%",
  $: "\\$",
  "#": "\\#",
  _: "\\_",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};
const escaped = (text: string) => oneLine(text).replace(/[\\{}&%$#_~^]/g, (sign) => special[sign]!);

/** An address is printed by \url, which takes signs as they are; braces and blanks would end it. */
const address = (text: string) => oneLine(text).replace(/[{}\\\s]/g, encodeURIComponent);

export function bibtex(data: DataSet, version: DataSetVersion): string {
  const keys = new Set<string>();
  const entries = data.works.map((work) => {
    const { link } = citation(work);
    const fields: [name: string, value: string | undefined][] = [
      ["author", work.firstAuthor && escaped(authorName(work.firstAuthor))],
      // A second pair of braces keeps capitals as printed.
      ["title", `{${escaped(work.title)}}`],
      [work.kind === "conference abstract" ? "booktitle" : "journal", work.journal && escaped(work.journal)],
      [work.kind === "guidance" ? "institution" : "publisher", work.publisher && escaped(work.publisher)],
      ["year", work.year?.toString()],
      ["doi", work.doi && address(work.doi)],
      ["pmid", work.pmid],
      ["pmcid", work.pmcid],
      ["note", work.registry && escaped(work.registry.join(", "))],
      ["url", link && address(link)],
    ];
    const told = fields.flatMap(([name, value]) => (value === undefined ? [] : `  ${name} = {${value}}`));
    return `@${bibtexTypes[work.kind]}{${keyOf(work.id, keys)},\n${told.join(",\n")}\n}\n`;
  });
  return `% ${provenance(version)}\n\n${entries.join("\n")}`;
}

/** Letters, digits and dashes only, each key once. */
function keyOf(id: string, taken: Set<string>): string {
  const plain = id.replace(/[^A-Za-z0-9-]/g, "-");
  let key = plain;
  for (let count = 2; taken.has(key.toLowerCase()); count++) key = `${plain}-${count}`;
  taken.add(key.toLowerCase());
  return key;
}
