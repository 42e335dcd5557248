/** How far a sync has come, saved with the records that took it there; and what a drift check has sighted. */
import { type Kysely, sql, type Transaction } from "kysely";
import { columnText } from "./column-text.ts";
import type { Database } from "./database.ts";
import { hideFromSearch } from "./trial-search-rows.ts";

export interface SavedSync {
  /** JSON; its shape is the business of whoever syncs. */
  readonly state: string;
  readonly revision: number;
  readonly savedAt: Date;
}

export interface SyncKey {
  /** The registry's address. */
  readonly source: string;
  readonly scope: string;
}

export async function savedSync(db: Kysely<Database>, key: SyncKey): Promise<SavedSync | undefined> {
  const row = await db
    .selectFrom("sync_state")
    .select(["state", "revision", "saved_at"])
    .where("source", "=", key.source)
    .where("scope", "=", key.scope)
    .executeTakeFirst();
  return row && { state: row.state, revision: row.revision, savedAt: row.saved_at };
}

/** Somebody else has moved the same sync on in the meantime; nothing of this transaction may stay. */
export class SyncMoved extends Error {
  override readonly name = "SyncMoved";
}

/**
 * @param revision of the state this one follows; 0 for the first.
 * @throws SyncMoved when another process was faster.
 */
export async function saveSync(
  trx: Transaction<Database>,
  key: SyncKey,
  revision: number,
  state: string,
  savedAt: Date,
): Promise<void> {
  const row = { ...key, state, revision: revision + 1, saved_at: savedAt };
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto("sync_state")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(["source", "scope"])
        .doUpdateSet({ state, revision: revision + 1, saved_at: savedAt })
        .where("sync_state.revision", "=", revision),
    )
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) throw new SyncMoved();
}

/** What the registry's list says of a trial, enough to tell whether the stored copy is still the newest. */
export interface Sighting {
  readonly registryId: string;
  readonly lastUpdate: string | null;
  readonly status: string | null;
}

export async function noteSightings(
  trx: Transaction<Database>,
  scope: string,
  sightings: readonly Sighting[],
): Promise<void> {
  const once = new Map(sightings.map((sighting) => [sighting.registryId, sighting]));
  if (once.size === 0) return;
  await trx
    .insertInto("sync_sighting")
    .values(
      [...once.values()].map(({ registryId, lastUpdate, status }) => ({
        scope,
        registry_id: registryId,
        last_update: lastUpdate,
        status: status === null ? null : columnText(status),
        due: null,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["registry_id", "scope"]).doUpdateSet((from) => ({
        last_update: from.ref("excluded.last_update"),
        status: from.ref("excluded.status"),
      })),
    )
    .execute();
}

export async function forgetSightings(trx: Transaction<Database>, scope: string): Promise<void> {
  await trx.deleteFrom("sync_sighting").where("scope", "=", scope).execute();
}

/**
 * Compares what was sighted with what is stored: copies that are still the newest are confirmed as of this day, all
 * others become due, and so do stored trials that were not sighted.
 * @param searches whose stored findings belong to this scope; all trials of the registry do where it is absent.
 * @returns how many were confirmed and how many are due.
 */
export async function compareSightings(
  trx: Transaction<Database>,
  scope: string,
  day: string,
  searches: readonly string[] | undefined,
): Promise<{ readonly confirmed: number; readonly due: number }> {
  const inScope = searches
    ? sql`exists (select from trial_reason where trial_reason.registry_id = trial.registry_id
        and kind = 'search' and name in (${sql.join(searches)}))`
    : sql`true`;
  // A trial that was gone before stays gone until it is sighted.
  await sql`
    insert into sync_sighting (scope, registry_id, due)
    select ${scope}, registry_id, 'listed' from trial
    where origin = 'registry' and via is null and registry_id like 'NCT%' and gone is null and ${inScope}
    on conflict (registry_id, scope) do nothing`.execute(trx);
  const same = sql`
    sync_sighting.scope = ${scope} and sync_sighting.due is null
    and trial.registry_id = sync_sighting.registry_id and trial.origin = 'registry'
    and trial.via is null and trial.gone is null
    and trial.last_update is not distinct from sync_sighting.last_update
    and trial.status is not distinct from sync_sighting.status`;
  const confirmed = await sql`
    update trial set as_of = greatest(trial.as_of collate "C", ${day} collate "C")
    from sync_sighting where ${same}`.execute(trx);
  await sql`delete from sync_sighting using trial where ${same}`.execute(trx);
  await sql`update sync_sighting set due = 'listed' where scope = ${scope}`.execute(trx);
  if (searches) {
    await sql`delete from trial_reason where kind = 'search' and name in (${sql.join(searches)})
      and last_seen collate "C" < ${day} collate "C"`.execute(trx);
  }
  const { due } = await trx
    .selectFrom("sync_sighting")
    .select(({ fn }) => fn.countAll<number>().as("due"))
    .where("scope", "=", scope)
    .executeTakeFirstOrThrow();
  return { confirmed: Number(confirmed.numAffectedRows ?? 0), due };
}

/** The next trials to be asked for, by number; those that a list did not bring are asked for alone. */
export async function dueTrials(
  db: Kysely<Database>,
  scope: string,
  due: "listed" | "alone",
  most: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom("sync_sighting")
    .select("registry_id")
    .where("scope", "=", scope)
    .where("due", "=", due)
    .orderBy(sql`registry_id collate "C"`)
    .limit(most)
    .execute();
  return rows.map(({ registry_id }) => registry_id);
}

export async function settleDue(
  trx: Transaction<Database>,
  scope: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await trx.deleteFrom("sync_sighting").where("scope", "=", scope).where("registry_id", "in", ids).execute();
}

export async function askAlone(
  trx: Transaction<Database>,
  scope: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .updateTable("sync_sighting")
    .set({ due: "alone" })
    .where("scope", "=", scope)
    .where("registry_id", "in", ids)
    .execute();
}

/** The registry no longer has the trial, or has it under another number: kept, and hidden. */
export async function markGone(
  trx: Transaction<Database>,
  registryId: string,
  gone: { readonly on: string; readonly nowAs?: string },
): Promise<void> {
  await trx
    .updateTable("trial")
    .set({ gone: gone.nowAs === undefined ? "vanished" : "renumbered", gone_on: gone.on })
    .where("registry_id", "=", registryId)
    .execute();
  await hideFromSearch(trx, [registryId]);
  if (gone.nowAs === undefined) return;
  await trx.deleteFrom("trial_alias").where("alias", "=", registryId).execute();
  await trx.insertInto("trial_alias").values({ registry_id: gone.nowAs, alias: registryId }).execute();
}
