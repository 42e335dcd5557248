/**
 * A whole registry at once: a file of one record a line is read by several threads, criteria included, while one
 * connection writes. What is in memory at any time is a few batches, whatever the size of the file.
 */
import { Worker } from "node:worker_threads";
import { openBulkStore } from "../store/bulk.ts";
import { finishLoad, noteBatch, startLoad } from "../store/loads.ts";
import type { Store } from "../store/open.ts";
import type { ReadLines } from "./bulk-reader.worker.ts";
import { type LoadCounts, type LoadOptions, type LoadReport, sum } from "./load.ts";
import { eligibilityOf, type Refusal } from "./placed-record.ts";
import type { CopyDay, Line } from "./record-file.ts";

export interface BulkOptions extends LoadOptions {
  readonly day: CopyDay;
  /** How many threads read. */
  readonly threads: number;
}

/** A transaction costs a few milliseconds and a thread holds three batches, so neither very small nor very large. */
const batchSize = 500;
/** In characters: records may be thousands of times as long as they should be, and a batch is in memory whole. */
const batchLength = 8_000_000;
/** A file full of refused lines must not fill the memory with them. */
const mostToldOf = 1_000;

/** @throws whatever `lines` throws; the batches before it are in the store, and the same load can be run again. */
export async function bulkLoad(
  store: Store,
  lines: AsyncIterable<Line> | Iterable<Line>,
  { source, origin, now, onProgress, day, threads }: BulkOptions,
): Promise<LoadReport> {
  const load = await startLoad(store.db, { source, origin, startedAt: now() });
  const bulk = await openBulkStore(store, eligibilityOf);
  const readers = Array.from({ length: threads }, () => new Reader(day));
  const refusals: Refusal[] = [];
  let counts: LoadCounts = { read: 0, added: 0, changed: 0, same: 0, kept: 0, refused: 0 };

  async function keep({ ready, refusals: refused }: ReadLines) {
    const outcomes = await bulk.save(ready, now(), (trx, outcomes) =>
      noteBatch(trx, load, outcomes, refused.length),
    );
    counts = sum(counts, outcomes, refused.length);
    refusals.push(...refused.slice(0, mostToldOf - refusals.length));
    onProgress?.(counts);
  }

  try {
    // Two batches a thread: one that it reads, and one that waits, so that no thread is ever idle.
    const reading: Promise<ReadLines>[] = [];
    let next = 0;
    for await (const batch of batches(lines)) {
      if (reading.length >= threads * 2) await keep(await reading.shift()!);
      reading.push(readers[next++ % threads]!.read(batch));
    }
    for (const read of reading) await keep(await read);
    await bulk.finish();
  } finally {
    await Promise.all(readers.map((reader) => reader.end()));
    await bulk.close();
  }
  await finishLoad(store.db, load, now());
  return { ...counts, refusals };
}

async function* batches(lines: AsyncIterable<Line> | Iterable<Line>): AsyncGenerator<Line[]> {
  let batch: Line[] = [];
  let length = 0;
  for await (const line of lines) {
    batch.push(line);
    length += line.text.length;
    if (batch.length < batchSize && length < batchLength) continue;
    yield batch;
    batch = [];
    length = 0;
  }
  if (batch.length > 0) yield batch;
}

/** A thread that answers batches in the order they were given to it. */
class Reader {
  readonly #worker: Worker;
  readonly #waiting: { resolve(read: ReadLines): void; reject(cause: unknown): void }[] = [];

  constructor(day: CopyDay) {
    this.#worker = new Worker(new URL("./bulk-reader.worker.ts", import.meta.url), {
      workerData: day,
      // Ample for a batch; left to itself, a thread lets its garbage grow to gigabytes before it looks at it.
      resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 },
    });
    this.#worker.on("message", (read: ReadLines) => this.#waiting.shift()?.resolve(read));
    this.#worker.on("error", (cause) => this.#fail(cause));
    this.#worker.on("exit", () => this.#fail(new Error("a thread that reads records ended")));
  }

  read(lines: readonly Line[]): Promise<ReadLines> {
    const answer = new Promise<ReadLines>((resolve, reject) => this.#waiting.push({ resolve, reject }));
    // It is awaited in its turn; until then its failure is nobody's.
    answer.catch(() => {});
    this.#worker.postMessage(lines);
    return answer;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(cause: unknown): void {
    for (const { reject } of this.#waiting.splice(0)) reject(cause);
  }
}
