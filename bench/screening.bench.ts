/**
 * What the ranker saves on a finished review: `npm run bench:screening -- FILE.csv.gz`.
 * The file: CSV, gzipped or not, with the columns title, abstract, and label_included or included (1 or 0).
 * Without a file a small made-up collection is read, which shows that it runs and says nothing about real ones.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { CsvError, parse } from "csv-parse/sync";
import { randomStream } from "meta";
import { type Labelled, readInOrder } from "screening";

const runs = 15;

/** Something that whoever gave the file can change. */
class FileProblem extends Error {}

function collection(file: string): Labelled[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(resolve(process.env.INIT_CWD ?? ".", file));
  } catch (cause) {
    throw new FileProblem(
      `${file} cannot be read (${(cause as NodeJS.ErrnoException).code}). Check the name.`,
    );
  }
  const rows = csvRows(file, unpacked(file, bytes));
  const [head = [], ...body] = rows;
  const columns = head.map((name) => name.trim().toLowerCase());
  const column = (...names: readonly string[]) => {
    const at = columns.findIndex((name) => names.includes(name));
    if (at < 0) {
      throw new FileProblem(
        `${file} has no column ${names.join(" or ")}; expected title, abstract, and label_included or included. It has: ${columns.join(", ").slice(0, 200)}.`,
      );
    }
    return at;
  };
  const [title, abstract, label] = [
    column("title"),
    column("abstract"),
    column("label_included", "included"),
  ];
  return body.map((row, index) => {
    const value = (row[label] ?? "").trim();
    if (!/^[01](\.0+)?$/.test(value)) {
      throw new FileProblem(
        `${file}, record ${index + 1}: ${columns[label]} is "${value.slice(0, 40)}"; expected 1 (kept) or 0 (not).`,
      );
    }
    return { title: row[title] ?? "", abstract: row[abstract] ?? "", included: value.startsWith("1") };
  });
}

function unpacked(file: string, bytes: Buffer): string {
  let plain = bytes;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      plain = gunzipSync(bytes);
    } catch {
      throw new FileProblem(
        `${file} begins as a gzip file but cannot be unpacked; it may have been cut short. Fetch it again.`,
      );
    }
  }
  let text: string | undefined;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(plain);
  } catch {
    // Told below, as for a text with null characters.
  }
  if (text === undefined || text.includes("\0")) {
    throw new FileProblem(`${file} is not a text file; expected CSV in UTF-8, gzipped or not.`);
  }
  if (text.trim() === "") throw new FileProblem(`${file} is empty; expected CSV with a head line.`);
  return text;
}

function csvRows(file: string, text: string): string[][] {
  try {
    return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new FileProblem(`${file} is no CSV: ${cause.message}. Often a quotation mark is missing.`);
  }
}

/** 400 records of ten made-up words each, 20 of them of one subject. */
function madeUp(): Labelled[] {
  const { below } = randomStream(1);
  return Array.from({ length: 400 }, (_, index) => {
    const included = index % 20 === 0;
    const word = () => (included && below(3) === 0 ? `subject${below(6)}` : `word${below(300)}`);
    const words = (count: number) => Array.from({ length: count }, word).join(" ");
    return { title: words(4), abstract: words(30), included };
  });
}

function measure(name: string, records: readonly Labelled[]): void {
  const started = performance.now();
  const kept = records.filter(({ included }) => included).length;
  console.log(`${name}: ${records.length} records, ${kept} of them included`);
  const saved: number[] = [];
  for (let run = 1; run <= runs; run++) {
    const reading = readInOrder(records, randomStream(run).uniform);
    if (!reading) {
      throw new FileProblem(
        `${name} has ${kept} included records and ${records.length - kept} others; expected at least 2 and 1, or there is nothing to find.`,
      );
    }
    saved.push(reading.wss95);
    console.log(`run ${run}: ${reading.read} of ${reading.records} read, WSS@95 ${reading.wss95.toFixed(1)}`);
  }
  console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`);
  const [median] = saved.sort((a, b) => a - b).slice((runs - 1) / 2);
  console.log(`median WSS@95 of ${runs} runs: ${median!.toFixed(1)}`);
}

const [file, ...more] = process.argv.slice(2);
try {
  if (more.length > 0) throw new FileProblem(`One file was expected, got ${more.length + 1}.`);
  if (file === undefined) measure("a made-up collection", madeUp());
  else measure(file, collection(file));
} catch (cause) {
  if (!(cause instanceof FileProblem)) throw cause;
  console.error(cause.message);
  process.exitCode = 2;
}
