/**
 * The data set as tables of comma-separated values, after RFC 4180: a line for the names, CRLF between lines, quotes
 * where a value needs them. The first two columns say which data set, so that a table that was cut out still does.
 */
import { type DataSet, type DataSetVersion, figureIndex } from "evidence";

type Value = string | number | boolean | undefined;
type Line = Readonly<Record<string, Value>>;

/** A value of one cell. A text that a spreadsheet would take for a formula gets an apostrophe before it. */
function cell(value: Value): string {
  if (value === undefined) return "";
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Lines of the same names; a name that some lack is empty there. */
export function csv(lines: readonly Line[], { version, date }: DataSetVersion): string {
  const names = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  const head = ["data_set_version", "data_set_date", ...names].map(cell);
  const rows = lines.map((line) => [version, date, ...names.map((name) => line[name])].map(cell));
  return `${[head, ...rows].map((row) => row.join(",")).join("\r\n")}\r\n`;
}

const listed = (value: unknown): Value => {
  if (Array.isArray(value))
    return value.map((item) => (typeof item === "string" ? item : JSON.stringify(item))).join("; ");
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return value as Value;
};

/** A record in one line: lists joined by semicolons, parts as JSON, its figures in a table of their own. */
const flat = ({ figures: _, ...fields }: Readonly<Record<string, unknown>>): Line =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, listed(value)]));

const recordTables = [
  "works",
  "studies",
  "arms",
  "outcomes",
  "harms",
  "pooled",
  "facts",
  "conflicts",
  "judgements",
  "bias",
  "questions",
  "claims",
] as const satisfies readonly (keyof DataSet)[];

/** One line a figure, with all that is known of where it is from. */
function figureLines(data: DataSet): Line[] {
  return [...figureIndex(data).values()].map(({ id, derivation, ...figure }) => ({
    id,
    record: id.slice(0, id.lastIndexOf("/")),
    slot: id.slice(id.lastIndexOf("/") + 1),
    ...figure,
    formula: derivation?.formula,
    inputs: derivation?.inputs.join("; "),
  }));
}

export const csvTables = ["figures", ...recordTables] as const;
export type CsvTable = (typeof csvTables)[number];

export function evidenceCsv(table: CsvTable, data: DataSet, version: DataSetVersion): string {
  const lines =
    table === "figures"
      ? figureLines(data)
      : data[table].map((row) => flat({ ...row } as Record<string, unknown>));
  return csv(lines, version);
}
