/**
 * Files of registry records: a JSON list, `{"studies": [...]}` as the registry answers, one study, or one study a
 * line (NDJSON), or an export of another registry as a table or XML, each of them gzipped or not; which of them it is,
 * the content tells. All but a JSON list are read as a stream, whatever the file's size.
 */
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { type Copy, ictrpExportDay, readPartialDate, readRecords } from "trials";
import { exportKind, NotText, tableRecords, xmlRecords } from "../sources/export-files.ts";
import type { PlacedRecord, Refusal } from "./placed-record.ts";

export type FileProblem =
  /** It is no text: an image, a program, a spreadsheet. */
  | { readonly code: "file-not-text" }
  /** It begins as gzip does, but cannot be unpacked. */
  | { readonly code: "file-not-unpacked" };

/** The file cannot be read, from its beginning or from some place on. */
export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
  readonly problem: FileProblem;
  constructor(problem: FileProblem, options?: ErrorOptions) {
    super(problem.code, options);
    this.problem = problem;
  }
}

/** How to tell the day of a copy, where the record itself does not. */
export interface CopyDay {
  readonly origin: Copy["origin"];
  /** As whoever loads the file says; goes before anything else. */
  readonly given?: string;
  /** Last resort: when the file was written. */
  readonly fileDay: string;
}

export type FromFile =
  | { readonly kind: "record"; readonly record: PlacedRecord }
  | { readonly kind: "refusal"; readonly refusal: Refusal };

/**
 * The lines of a file in which each line is a record, unread, so that other threads can read them.
 * @throws UnreadableFile when it is no text.
 */
export async function* recordLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  for await (const line of linesOf(unpacked(bytes))) if (line.text.trim() !== "") yield line;
}

/**
 * The records of a file, one after the other; what is none is told as a refusal and never stops the rest.
 * @throws UnreadableFile when it is no text.
 */
export async function* recordsIn(bytes: AsyncIterable<Uint8Array>, day: CopyDay): AsyncGenerator<FromFile> {
  const { start, all } = await begun(unpacked(bytes));
  const kind = exportKind(start);
  if (kind !== undefined) {
    yield* exported(kind === "csv" ? tableRecords(all) : xmlRecords(all), day);
    return;
  }
  const lines = linesOf(all);
  const first = await firstLine(lines);
  const study = first && parsed(first.text);
  if (first && isStudy(study)) {
    yield fromLine(first, day);
    for await (const line of lines) if (line.text.trim() !== "") yield fromLine(line, day);
    return;
  }
  const text = first ? "\n".repeat(first.number - 1) + [first.text, ...(await rest(lines))].join("\n") : "";
  yield* fromWhole(text, day);
}

async function* exported(records: ReturnType<typeof xmlRecords>, day: CopyDay): AsyncGenerator<FromFile> {
  let found = 0;
  try {
    for await (const one of records) {
      found++;
      const at = { line: one.line };
      if (one.kind === "record") {
        yield { kind: "record", record: { at, json: one.json, copy: copyOf(one.json, day) } };
      } else yield { kind: "refusal", refusal: { at, because: { code: one.code, values: at } } };
    }
  } catch (cause) {
    if (cause instanceof NotText) throw new UnreadableFile({ code: "file-not-text" }, { cause });
    throw cause;
  }
  if (found > 0) return;
  const because = { code: "file-of-another-shape", values: { found: "no trial" } } as const;
  yield { kind: "refusal", refusal: { because } };
}

/** How much of a file it takes to tell what it is: a table's first row has some sixty names. */
const headBytes = 4096;

/** The file's first bytes, and all of them, the first ones too. */
async function begun(bytes: AsyncIterable<Uint8Array>) {
  const iterator = bytes[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let length = 0;
  while (length < headBytes) {
    const { value, done } = await iterator.next();
    if (done) break;
    pieces.push(value);
    length += value.length;
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    if (length > 0) yield Buffer.concat(pieces);
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  return { start: Buffer.concat(pieces).subarray(0, headBytes), all: all() };
}

/** A line of a file, counted from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

async function firstLine(lines: AsyncGenerator<Line>): Promise<Line | undefined> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done) return undefined;
    if (value.text.trim() !== "") return value;
  }
}

async function rest(lines: AsyncGenerator<Line>): Promise<string[]> {
  const texts = [];
  for await (const { text } of lines) texts.push(text);
  return texts;
}

/** The record in a line of NDJSON. */
export function fromLine({ number, text }: Line, day: CopyDay): FromFile {
  const at = { line: number };
  const json = parsed(text);
  if (json === undefined) {
    return { kind: "refusal", refusal: { at, because: { code: "line-not-json", values: at } } };
  }
  return { kind: "record", record: { at, json, text: text.trim(), copy: copyOf(json, day) } };
}

function* fromWhole(text: string, day: CopyDay): Generator<FromFile> {
  const whole = parsed(text);
  const studies = Array.isArray(whole) ? whole : (property(whole, "studies") ?? (isStudy(whole) && [whole]));
  if (Array.isArray(studies)) {
    for (const [index, json] of studies.entries()) {
      yield { kind: "record", record: { at: { index }, json, copy: copyOf(json, day) } };
    }
    return;
  }
  // Either lines of which the first is damaged, or no such file at all; the package says why it refuses those.
  const lines = text.split("\n").map((line, index) => ({ number: index + 1, text: line }));
  if (whole === undefined && lines.some((line) => isStudy(parsed(line.text)))) {
    for (const line of lines) if (line.text.trim() !== "") yield fromLine(line, day);
    return;
  }
  const reading = readRecords(text, { origin: day.origin, asOf: day.fileDay });
  for (const refusal of reading.refused) yield { kind: "refusal", refusal };
}

/**
 * The registry writes into each record of which day its data are. Failing that, the record's own last change: a copy
 * cannot be older, and a file's day is too often that of an unpacking.
 */
function copyOf(json: unknown, { origin, given, fileDay }: CopyDay): Copy {
  const protocol = property(json, "protocolSection");
  const holder = property(property(property(json, "derivedSection"), "miscInfoModule"), "versionHolder");
  const updated = property(property(property(protocol, "statusModule"), "lastUpdatePostDateStruct"), "date");
  const exportDay = ictrpExportDay(property(json, "ictrp"));
  const asOf = given ?? readPartialDate(holder) ?? readPartialDate(updated) ?? exportDay ?? fileDay;
  return { origin, asOf };
}

const isStudy = (json: unknown): boolean => property(json, "protocolSection") !== undefined;

function property(json: unknown, name: string): unknown {
  return typeof json === "object" && json !== null && Object.hasOwn(json, name)
    ? (json as Record<string, unknown>)[name]
    : undefined;
}

/** Undefined where it is no JSON; JSON itself has no undefined. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  // Fatal: letters put in for what cannot be read would be stored as if a sponsor had written them.
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let number = 0;
  let pending: string[] = [];
  for await (const chunk of bytes) {
    const pieces = decoded(() => decoder.decode(chunk, { stream: true })).split("\n");
    for (const piece of pieces.slice(0, -1)) {
      yield { number: ++number, text: [...pending, piece].join("") };
      pending = [];
    }
    pending.push(pieces.at(-1)!);
  }
  pending.push(decoded(() => decoder.decode()));
  yield { number: ++number, text: pending.join("") };
}

function decoded(decode: () => string): string {
  let text: string;
  try {
    text = decode();
  } catch (cause) {
    throw new UnreadableFile({ code: "file-not-text" }, { cause });
  }
  // JSON writes a null character as an escape; as itself it is a sign of something else than text.
  if (text.includes("\0")) throw new UnreadableFile({ code: "file-not-text" });
  return text;
}

/** Gzip is told by its first two bytes, not by a file's name, which standard input does not have. */
async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  let ended = false;
  while (head.length < 2 && !ended) {
    const { value, done } = await iterator.next();
    if (done) ended = true;
    else head = Buffer.concat([head, value]);
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    if (head.length > 0) yield head;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* all();
    return;
  }
  const source = Readable.from(all());
  const gunzip = createGunzip();
  source.on("error", (cause) => gunzip.destroy(cause));
  try {
    yield* source.pipe(gunzip);
  } catch (cause) {
    throw new UnreadableFile({ code: "file-not-unpacked" }, { cause });
  }
}
