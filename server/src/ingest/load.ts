/** Records into the store, batch by batch, so that a load that is killed has kept every batch it told of. */
import type { Kysely, Transaction } from "kysely";
import { isConnectionLost } from "../store/connections.ts";
import type { Database, Origin } from "../store/database.ts";
import { type KnownCopy, saveKnown } from "../store/keeping-up.ts";
import { finishLoad, noteBatch, startLoad } from "../store/loads.ts";
import { analyzeTrials, type Outcomes } from "../store/trials.ts";
import { eligibilityOf, type PlacedRecord, type Refusal, readForStore } from "./placed-record.ts";

export interface LoadCounts {
  /** Records read so far, refused ones included. */
  readonly read: number;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  /** Where the stored copy is better: newer, or real where this one is restated. */
  readonly kept: number;
  readonly refused: number;
}

export interface LoadReport extends LoadCounts {
  readonly refusals: readonly Refusal[];
}

export type Incoming =
  | { readonly kind: "record"; readonly record: PlacedRecord }
  | { readonly kind: "refusal"; readonly refusal: Refusal };

export interface LoadOptions {
  /** Where the records come from, in a few words. */
  readonly source: string;
  readonly origin: Origin;
  now(): Date;
  /** Told after every batch, when it is in the store. */
  onProgress?(counts: LoadCounts): void;
}

/** Small enough that little is lost, large enough that the way there and back counts for little. */
const batchSize = 250;

/**
 * Loads records; what cannot be read is reported and never stops the rest.
 * @throws whatever `incoming` throws; what came before it is in the store.
 */
export async function loadRecords(
  db: Kysely<Database>,
  incoming: AsyncIterable<Incoming> | Iterable<Incoming>,
  { source, origin, now, onProgress }: LoadOptions,
): Promise<LoadReport> {
  const load = await startLoad(db, { source, origin, startedAt: now() });
  const refusals: Refusal[] = [];
  let counts: LoadCounts = { read: 0, added: 0, changed: 0, same: 0, kept: 0, refused: 0 };
  let batch: KnownCopy[] = [];
  let batchRefusals: Refusal[] = [];

  async function keep() {
    if (batch.length + batchRefusals.length === 0) return;
    const outcomes = await repeated(db, async (trx) => {
      const outcomes = await saveKnown(trx, batch, now(), eligibilityOf);
      await noteBatch(trx, load, outcomes, batchRefusals.length);
      return outcomes;
    });
    counts = sum(counts, outcomes, batchRefusals.length);
    refusals.push(...batchRefusals);
    batch = [];
    batchRefusals = [];
    onProgress?.(counts);
  }

  try {
    for await (const next of incoming) {
      const reading =
        next.kind === "record"
          ? readForStore(next.record)
          : { status: "refused" as const, refusal: next.refusal };
      if (reading.status === "read") batch.push(reading.trial);
      else batchRefusals.push(reading.refusal);
      if (batch.length + batchRefusals.length >= batchSize) await keep();
    }
  } finally {
    // Also where the records break off: what was read before is not lost.
    await keep();
  }
  await analyzeTrials(db);
  await finishLoad(db, load, now());
  return { ...counts, refusals };
}

export function sum(counts: LoadCounts, outcomes: Outcomes, refused: number): LoadCounts {
  const { added, changed, confirmed, same, kept } = outcomes;
  return {
    read: counts.read + added + changed + confirmed + same + kept + refused,
    added: counts.added + added,
    changed: counts.changed + changed,
    same: counts.same + confirmed + same,
    kept: counts.kept + kept,
    refused: counts.refused + refused,
  };
}

/**
 * A transaction, and once more when the connection was lost: another process that owned the embedded database may
 * have ended. Saving the same batch twice changes no trial.
 */
export async function repeated<Result>(
  db: Kysely<Database>,
  work: (trx: Transaction<Database>) => Promise<Result>,
): Promise<Result> {
  try {
    return await db.transaction().execute(work);
  } catch (cause) {
    if (!isConnectionLost(cause)) throw cause;
    return db.transaction().execute(work);
  }
}
