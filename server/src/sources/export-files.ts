/**
 * Files that other registries let people download: tables (CSV) and XML, in whatever encoding a spreadsheet or an old
 * program gave them. Records come one after the other, as JSON that keeps the file's own names; a fault is told with its
 * line, and what came before it is not lost.
 */
import { parse } from "csv-parse";
import { SaxesParser } from "saxes";

export type ExportKind = "csv" | "xml";

export type Exported =
  | { readonly kind: "record"; readonly line: number; readonly json: unknown }
  /** After a fault of the XML nothing more can be read; after one of a row, the rows that follow may be. */
  | {
      readonly kind: "fault";
      readonly line: number;
      readonly code: "xml-not-readable" | "row-not-readable";
    };

/** It is no text in any encoding that is known here. */
export class NotText extends Error {
  override readonly name = "NotText";
}

/** Whether a file that begins like this is an export, and of which kind; undefined where it is something else. */
export function exportKind(start: Uint8Array): ExportKind | undefined {
  const head = new TextDecoder(encodingOf(start) ?? "windows-1252")
    .decode(start)
    .replace(/^\ufeff/, "")
    .trimStart();
  if (head.startsWith("<")) return /^<(?:!doctype\s+)?html\b/i.test(head) ? undefined : "xml";
  if (/^[{[]/.test(head)) return undefined;
  const columns = plain(head.slice(0, Math.max(0, head.search(/[\r\n]|$/))));
  const isIctrp = columns.includes("trialid") && /publictitle|scientifictitle/.test(columns);
  return isIctrp || /actrnumber|actrn\b/.test(columns) ? "csv" : undefined;
}

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** From a byte order mark, or from what an XML file says of itself. */
function encodingOf(start: Uint8Array): string | undefined {
  const [a, b, c] = start;
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  const declared = /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)["']/.exec(
    Buffer.from(start.subarray(0, 200)).toString("latin1"),
  )?.[1];
  try {
    return declared && new TextDecoder(declared).encoding;
  } catch {
    return undefined;
  }
}

/**
 * The file's text in pieces. Files that do not say otherwise are read as UTF-8 until that fails, and from there as
 * Windows wrote them in the West, unless letters beyond ASCII have been read as UTF-8 before.
 * @throws NotText
 */
async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let isPlain = true;
  let isFirst = true;
  const decoded = (chunk?: Uint8Array): string => {
    let text: string;
    try {
      text = chunk ? decoder!.decode(chunk, { stream: true }) : decoder!.decode();
    } catch (cause) {
      if (!isPlain || decoder!.encoding !== "utf-8") throw new NotText("not text", { cause });
      decoder = new TextDecoder("windows-1252");
      text = chunk ? decoder.decode(chunk, { stream: true }) : "";
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: anything beyond ASCII is meant
    isPlain &&= /^[\x00-\x7f]*$/.test(text);
    if (text.includes("\0")) throw new NotText("null characters");
    if (isFirst && text !== "") {
      isFirst = false;
      return text.replace(/^\ufeff/, "");
    }
    return text;
  };
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(encodingOf(chunk) ?? "utf-8", { fatal: true, ignoreBOM: true });
    yield decoded(chunk);
  }
  if (decoder) yield decoded();
}

/** Records of a table whose first row names its columns. Cells beyond the last column are kept, under "more". */
export async function* tableRecords(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Exported> {
  const ready: Exported[] = [];
  let columns: string[] | undefined;
  let fault: Error | undefined;
  let lines = 0;
  const take = (cells: readonly string[], line: number) => {
    lines = line;
    if (columns === undefined) {
      columns = cells.map((name) => name.trim().replace(/\s+/g, "_"));
      return;
    }
    const named = cells.slice(0, columns.length).flatMap((cell, at) => {
      return cell.trim() === "" ? [] : [[columns![at]!, cell.trim()] as const];
    });
    const more = cells.slice(columns.length).filter((cell) => cell.trim() !== "");
    const row = Object.fromEntries([...named, ...(more.length > 0 ? [["more", more] as const] : [])]);
    const isIctrp = columns.some((name) => plain(name) === "trialid") && !columns.some(isActrn);
    ready.push({ kind: "record", line, json: isIctrp ? { ictrp: row } : { anzctr: row } });
  };
  let parser: ReturnType<typeof parse> | undefined;
  for await (const text of textOf(bytes)) {
    if (text === "") continue;
    parser ??= parse({
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      on_record(cells: string[], { lines: line }) {
        take(cells, line);
        return null;
      },
    })
      .on("error", (cause: Error) => {
        fault = cause;
      })
      .resume();
    await new Promise<void>((written) => parser!.write(text, () => written()));
    yield* ready.splice(0);
    if (fault) break;
  }
  if (parser && !fault) {
    await new Promise<void>((ended) => parser!.once("error", () => ended()).end(() => ended()));
  }
  yield* ready.splice(0);
  if (fault) {
    const line = (fault as Error & { lines?: number }).lines ?? lines + 1;
    yield { kind: "fault", line, code: "row-not-readable" };
  }
}

const isActrn = (name: string) => ["actrnumber", "actrn"].includes(plain(name));

/** What parts the cells of the first row, which holds names only. */
function delimiterOf(text: string): string {
  const [first = ""] = text.split("\n", 1);
  const often = (mark: string) => first.split(mark).length;
  return [",", ";", "\t"].sort((a, b) => often(b) - often(a))[0]!;
}

/** An element as JSON: its text, or its children by name, several of one name as a list. */
type Element = { readonly name: string; text: string; readonly children: Map<string, unknown[]> };

/** Deeper than any export is. */
const deepest = 50;

/** Records of an XML file: elements just below its root that hold a trial's number, or the root itself. */
export async function* xmlRecords(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Exported> {
  const parser = new SaxesParser({ position: true });
  const ready: Exported[] = [];
  const open: Element[] = [];
  let fault: number | undefined;
  let read = 0;
  let bareAmpersand: number | undefined;
  const failed = () => {
    fault ??= parser.line;
  };
  parser.on("error", ({ message }) => {
    // The parser looks for the end of an entity to the end of the file, and only there says that there is none.
    if (/entity|unclosed|unexpected end/.test(message)) fault ??= bareAmpersand;
    failed();
  });
  parser.on("opentag", ({ name }) => {
    open.push({ name, text: "", children: new Map() });
    if (open.length > deepest) failed();
  });
  const addText = (text: string) => {
    const at = open.at(-1);
    if (at) at.text += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    if (fault !== undefined) return;
    const closed = open.pop()!;
    const value = jsonOf(closed);
    const record = open.length <= 1 ? recordOf(value) : undefined;
    if (record) ready.push({ kind: "record", line: parser.line, json: record });
    else {
      const siblings = open.at(-1)?.children;
      if (!siblings) return;
      const alike = siblings.get(closed.name);
      if (alike) alike.push(value);
      else siblings.set(closed.name, [value]);
    }
  });
  for await (const text of textOf(bytes)) {
    const bare = text.search(/&(?!#?\w{1,40};|#?\w{0,40}$)/);
    if (bare >= 0) bareAmpersand ??= 1 + read + linesBefore(text, bare);
    read += linesBefore(text, text.length);
    parser.write(text);
    yield* ready.splice(0);
    if (fault !== undefined) break;
  }
  if (fault === undefined) parser.close();
  yield* ready.splice(0);
  if (fault !== undefined) yield { kind: "fault", line: fault, code: "xml-not-readable" };
}

const linesBefore = (text: string, at: number) => text.slice(0, at).split("\n").length - 1;

function jsonOf({ text, children }: Element): unknown {
  if (children.size === 0) return text.trim();
  // By way of entries, so that no name of an element is special.
  return Object.fromEntries(
    [...children].flatMap(([name, values]) => {
      const said = values.filter((value) => value !== "");
      return said.length === 0 ? [] : [[name, said.length === 1 ? said[0] : said] as const];
    }),
  );
}

function recordOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  const names = Object.keys(value).map(plain);
  if (names.includes("trialid")) return { ictrp: value };
  return names.some(isActrn) ? { anzctr: value } : undefined;
}
