/** Trial records: written by batches, read whole. */
import { type Kysely, type Selectable, sql, type Transaction } from "kysely";
import { columnText } from "./column-text.ts";
import { type Copy, decide, type Outcome } from "./copies.ts";
import type { AsOfMeans, Database, Origin, TrialTable } from "./database.ts";
import { takeTurn } from "./loading-turns.ts";
import { refreshSearchCounts, saveSearchRows, searchRow } from "./trial-search-rows.ts";

/** A registry record with what the store has to know about it. */
export interface TrialCopy extends Copy {
  readonly registryId: string;
  /** The record's JSON, whole. */
  readonly record: string;
  readonly asOfMeans: AsOfMeans;
  readonly status: string | null;
  readonly isCerebralPalsy: boolean;
}

export type Outcomes = Readonly<Record<Outcome, number>>;

/**
 * Writes the copies that are better than what is stored. Of several copies of one trial the best one counts.
 * @param trx a transaction, so that a batch is there whole or not at all.
 */
export async function saveTrials(
  trx: Transaction<Database>,
  copies: readonly TrialCopy[],
  loadedAt: Date,
): Promise<Outcomes> {
  await takeTurn(trx);
  const stored = await storedCopies(
    trx,
    copies.map((copy) => copy.registryId),
  );
  const outcomes: Record<Outcome, number> = { added: 0, changed: 0, confirmed: 0, same: 0, kept: 0 };
  const toWrite = new Map<string, TrialCopy>();
  for (const copy of copies) {
    const outcome = decide(stored.get(copy.registryId), copy);
    outcomes[outcome]++;
    if (outcome === "same" || outcome === "kept") continue;
    stored.set(copy.registryId, copy);
    toWrite.set(copy.registryId, copy);
  }
  if (toWrite.size > 0) await write(trx, [...toWrite.values()], loadedAt);
  return outcomes;
}

/** What is stored of these trials, as far as it takes to compare copies. */
export async function storedCopies(db: Kysely<Database>, ids: readonly string[]): Promise<Map<string, Copy>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("trial")
    .select(["registry_id", "origin", "as_of", "last_update", "content_hash", "via"])
    .where("registry_id", "in", ids)
    .execute();
  return new Map(
    rows.map((row) => [
      row.registry_id,
      {
        origin: row.origin,
        asOf: row.as_of,
        lastUpdate: row.last_update,
        contentHash: row.content_hash,
        via: row.via,
      },
    ]),
  );
}

async function write(
  trx: Transaction<Database>,
  copies: readonly TrialCopy[],
  loadedAt: Date,
): Promise<void> {
  await trx
    .insertInto("trial")
    .values(copies.map((copy) => trialRow(copy, loadedAt)))
    .onConflict((conflict) =>
      conflict.column("registry_id").doUpdateSet((from) => ({
        record: from.ref("excluded.record"),
        origin: from.ref("excluded.origin"),
        as_of: from.ref("excluded.as_of"),
        as_of_means: from.ref("excluded.as_of_means"),
        status: from.ref("excluded.status"),
        last_update: from.ref("excluded.last_update"),
        is_cerebral_palsy: from.ref("excluded.is_cerebral_palsy"),
        content_hash: from.ref("excluded.content_hash"),
        loaded_at: from.ref("excluded.loaded_at"),
        via: from.ref("excluded.via"),
        // When our own words give way to the registry's, it is those that are seen for the first time.
        first_as_of: sql<string | null>`case when trial.origin = excluded.origin
          then trial.first_as_of else excluded.first_as_of end`,
      })),
    )
    .execute();
  // They were read from the words that were there before.
  await trx
    .deleteFrom("trial_criteria")
    .where(
      "registry_id",
      "in",
      copies.map(({ registryId }) => registryId),
    )
    .execute();
  await saveSearchRows(
    trx,
    copies.map(({ registryId, record }) => searchRow(registryId, record)),
  );
}

export const trialRow = (copy: TrialCopy, loadedAt: Date) => ({
  registry_id: copy.registryId,
  record: copy.record,
  origin: copy.origin,
  as_of: copy.asOf,
  as_of_means: copy.asOfMeans,
  first_as_of: copy.asOf,
  status: copy.status === null ? null : columnText(copy.status),
  last_update: copy.lastUpdate,
  is_cerebral_palsy: copy.isCerebralPalsy,
  content_hash: copy.contentHash,
  loaded_at: loadedAt,
  via: copy.via ?? null,
});

/** One trial as stored; the record is still JSON, to be read by the package that knows its shape. */
export interface StoredTrial {
  readonly registryId: string;
  readonly record: string;
  readonly origin: Origin;
  readonly asOf: string;
  readonly asOfMeans: AsOfMeans;
  readonly contentHash: string;
  /** The day on which the registry was seen to have it no longer under this number. */
  readonly goneOn?: string;
}

const storedColumns = [
  "registry_id",
  "record",
  "origin",
  "as_of",
  "as_of_means",
  "content_hash",
  "gone_on",
] as const;

const stored = (row: Pick<Selectable<TrialTable>, (typeof storedColumns)[number]>): StoredTrial => ({
  registryId: row.registry_id,
  record: row.record,
  origin: row.origin,
  asOf: row.as_of,
  asOfMeans: row.as_of_means,
  contentHash: row.content_hash,
  ...(row.gone_on !== null && { goneOn: row.gone_on }),
});

/** The trials about cerebral palsy, by registry number, but for those that are withheld or gone. */
export async function cerebralPalsyTrials(db: Kysely<Database>): Promise<StoredTrial[]> {
  const rows = await db
    .selectFrom("trial")
    .select(storedColumns)
    .where("is_cerebral_palsy", "=", true)
    .where("is_hidden", "=", false)
    .orderBy(sql`registry_id collate "C"`)
    .execute();
  return rows.map(stored);
}

/** One trial, whatever it is about. */
export async function trialByNumber(
  db: Kysely<Database>,
  registryId: string,
): Promise<StoredTrial | undefined> {
  const row = await db
    .selectFrom("trial")
    .select(storedColumns)
    .where("registry_id", "=", registryId)
    .executeTakeFirst();
  return row && stored(row);
}

export interface TrialCounts {
  readonly all: number;
  readonly cerebralPalsy: number;
}

export async function countTrials(db: Kysely<Database>): Promise<TrialCounts> {
  return db
    .selectFrom("trial")
    .select(({ fn }) => [
      fn.countAll<number>().as("all"),
      fn
        .countAll<number>()
        .filterWhere("is_cerebral_palsy", "=", true)
        .filterWhere("is_hidden", "=", false)
        .as("cerebralPalsy"),
    ])
    .executeTakeFirstOrThrow();
}

/** To be called after a load: the embedded database never does it by itself, and plans badly without. */
export async function analyzeTrials(db: Kysely<Database>): Promise<void> {
  await sql`analyze trial, trial_search, trial_site`.execute(db);
  // What was written waits in a list beside the index, which every search reads from end to end.
  await sql`
    select gin_clean_pending_list(oid) from pg_class where oid = to_regclass('trial_search_words')`.execute(
    db,
  );
  await refreshSearchCounts(db);
}
