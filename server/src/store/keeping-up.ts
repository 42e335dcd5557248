/** What is kept of a trial beside its record: other numbers, the reasons why it is here, replaced eligibility texts. */
import { createHash } from "node:crypto";
import { type Kysely, sql, type Transaction } from "kysely";
import type { TrialReason } from "../api/contract.ts";
import { columnText } from "./column-text.ts";
import { decide } from "./copies.ts";
import type { Database } from "./database.ts";
import { takeTurn } from "./loading-turns.ts";
import { hideFromSearch, saveSearchRows, searchRow } from "./trial-search-rows.ts";
import { type Outcomes, saveTrials, storedCopies, type TrialCopy } from "./trials.ts";

/** Why a trial is in the store, by what its record says. */
export interface RecordReason {
  /** What it is about, such as "cerebral-palsy". */
  readonly name: string;
  readonly field: string;
  /** As they stand in the record. */
  readonly words: string;
}

/** A copy with what is kept beside the record. */
export interface KnownCopy extends TrialCopy {
  /** As in the record, to the letter. */
  readonly eligibility: string;
  /** Numbers under which the registry has had the trial before. */
  readonly aliases: readonly string[];
  readonly reasons: readonly RecordReason[];
}

/** Reads the eligibility text out of a stored record; the store knows no record's shape itself. */
export type EligibilityOf = (record: string) => string;

/**
 * Saves copies as `saveTrials` does, and with them what is kept beside.
 * @param eligibilityOf asked only for records that are about to be replaced.
 */
export async function saveKnown(
  trx: Transaction<Database>,
  copies: readonly KnownCopy[],
  loadedAt: Date,
  eligibilityOf: EligibilityOf,
): Promise<Outcomes> {
  await takeTurn(trx);
  const before = await storedCopies(
    trx,
    copies.map(({ registryId }) => registryId),
  );
  const written = new Map<string, KnownCopy>();
  for (const copy of copies) {
    const stored = written.get(copy.registryId) ?? before.get(copy.registryId);
    if (["added", "changed"].includes(decide(stored, copy))) written.set(copy.registryId, copy);
  }
  const replaced = [...written.values()].filter(({ registryId, origin, via }) => {
    // Words of ours, or a portal's, that the registry's own replace were never a text of the registry's.
    return before.get(registryId)?.origin === origin && before.get(registryId)?.via === (via ?? null);
  });
  await keepReplacedTexts(trx, replaced, eligibilityOf);
  const outcomes = await saveTrials(trx, copies, loadedAt);
  await saveBeside(trx, [...written.values()]);
  return outcomes;
}

/** What is kept beside records that were just written. */
export async function saveBeside(trx: Transaction<Database>, copies: readonly KnownCopy[]): Promise<void> {
  if (copies.length === 0) return;
  await saveAliases(trx, copies);
  await saveRecordReasons(trx, copies);
  await hideFromSearch(
    trx,
    copies.flatMap(({ registryId, aliases }) => [registryId, ...aliases]),
  );
}

async function keepReplacedTexts(
  trx: Transaction<Database>,
  replacing: readonly KnownCopy[],
  eligibilityOf: EligibilityOf,
): Promise<void> {
  if (replacing.length === 0) return;
  const coming = new Map(replacing.map((copy) => [copy.registryId, copy]));
  const rows = await trx
    .selectFrom("trial")
    .select(["registry_id", "record", "as_of", "first_as_of"])
    .where("registry_id", "in", [...coming.keys()])
    .execute();
  for (const { registry_id, record, as_of, first_as_of } of rows) {
    const { eligibility, asOf } = coming.get(registry_id)!;
    const old = eligibilityOf(record);
    if (old === eligibility) continue;
    await trx
      .insertInto("eligibility_text")
      .values([
        { ...textRow(registry_id, old), first_seen: first_as_of ?? as_of, last_seen: as_of },
        { ...textRow(registry_id, eligibility), first_seen: asOf, last_seen: null },
      ])
      .onConflict((conflict) =>
        // A text that comes back, or one that was the current one until now.
        conflict
          .columns(["registry_id", "text_hash"])
          .doUpdateSet((from) => ({ last_seen: from.ref("excluded.last_seen") })),
      )
      .execute();
  }
}

const textRow = (registryId: string, text: string) => ({
  registry_id: registryId,
  text_hash: createHash("sha256").update(JSON.stringify(text)).digest("hex"),
  // As JSON, because a column cannot hold the null character, nor half of a surrogate pair.
  text_json: JSON.stringify(text),
});

async function saveAliases(trx: Transaction<Database>, copies: readonly KnownCopy[]): Promise<void> {
  const rows = copies.flatMap(({ registryId, aliases }) =>
    aliases.map((alias) => ({ registry_id: registryId, alias: columnText(alias) })),
  );
  if (rows.length === 0) return;
  await trx
    .deleteFrom("trial_alias")
    .where(
      "alias",
      "in",
      rows.map(({ alias }) => alias),
    )
    .execute();
  await trx
    .insertInto("trial_alias")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await trx
    .updateTable("trial")
    .set(({ ref }) => ({ gone: "renumbered", gone_on: ref("as_of") }))
    .where(
      "registry_id",
      "in",
      rows.map(({ alias }) => alias),
    )
    .where("gone", "is", null)
    .execute();
}

async function saveRecordReasons(trx: Transaction<Database>, copies: readonly KnownCopy[]): Promise<void> {
  const stale = trx
    .deleteFrom("trial_reason")
    .where("kind", "=", "record")
    .where(
      "registry_id",
      "in",
      copies.map(({ registryId }) => registryId),
    );
  const rows = copies.flatMap(({ registryId, asOf, reasons }) =>
    reasons.map(({ name, field, words }) => ({
      registry_id: registryId,
      kind: "record" as const,
      name,
      field,
      words: columnText(words),
      first_seen: asOf,
      last_seen: asOf,
    })),
  );
  await stale.execute();
  if (rows.length > 0) await trx.insertInto("trial_reason").values(rows).execute();
}

/** The registry has them after all. A number that gave way to another one stays given up. */
export async function backAgain(trx: Transaction<Database>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const back = await trx
    .updateTable("trial")
    .set({ gone: null, gone_on: null })
    .where("registry_id", "in", ids)
    .where("gone", "=", "vanished")
    .returning(["registry_id", "record", "is_hidden"])
    .execute();
  const seen = back.filter(({ is_hidden }) => !is_hidden);
  await saveSearchRows(
    trx,
    seen.map(({ registry_id, record }) => searchRow(registry_id, record)),
  );
}

/** Notes that a search of the registry found these trials. @param day of the registry's data, yyyy-MM-dd. */
export async function noteFoundBy(
  trx: Transaction<Database>,
  search: string,
  ids: readonly string[],
  day: string,
): Promise<void> {
  if (ids.length === 0) return;
  const found = [...new Set(ids)].map((registryId) => ({
    registry_id: registryId,
    kind: "search" as const,
    name: search,
    field: null,
    words: null,
    first_seen: day,
    last_seen: day,
  }));
  await trx
    .insertInto("trial_reason")
    .values(found)
    .onConflict((conflict) =>
      conflict
        .columns(["registry_id", "kind", "name"])
        .doUpdateSet((from) => ({ last_seen: from.ref("excluded.last_seen") })),
    )
    .execute();
}

/** Why a trial is in the store: the searches that find it, and the words of its record. */
export async function reasonsOf(db: Kysely<Database>, registryId: string): Promise<TrialReason[]> {
  const rows = await db
    .selectFrom("trial_reason")
    .selectAll()
    .where("registry_id", "=", registryId)
    .orderBy("kind")
    .orderBy("name")
    .execute();
  return rows.map(({ kind, name, field, words, first_seen, last_seen }) => ({
    kind,
    name,
    field,
    words,
    firstSeen: first_seen,
    lastSeen: last_seen,
  }));
}

/**
 * The number under which a trial is now, where the one asked for is an older number of it.
 * @param asked from outside: what no column can hold comes back as what one can.
 */
export async function currentNumber(db: Kysely<Database>, asked: string): Promise<string> {
  const number = columnText(asked);
  const row = await db
    .selectFrom("trial_alias")
    .select("registry_id")
    .where("alias", "=", number)
    .orderBy("registry_id")
    .executeTakeFirst();
  return row?.registry_id ?? number;
}

export interface EligibilityText {
  readonly text: string;
  readonly firstSeen: string;
  /** Absent for the text that the record has now. */
  readonly lastSeen?: string;
}

/**
 * The last texts a trial has had, the oldest first; none where its text never changed since it was first loaded. One
 * that came back stands once, where it was seen last.
 */
export async function eligibilityTexts(
  db: Kysely<Database>,
  registryId: string,
  most: number,
): Promise<EligibilityText[]> {
  const rows = await db
    .selectFrom("eligibility_text")
    .select(["text_json", "first_seen", "last_seen"])
    .where("registry_id", "=", registryId)
    .orderBy(sql`last_seen desc nulls first`)
    .orderBy("first_seen", "desc")
    .limit(most)
    .execute();
  return rows.reverse().map(({ text_json, first_seen, last_seen }) => ({
    text: JSON.parse(text_json) as string,
    firstSeen: first_seen,
    ...(last_seen !== null && { lastSeen: last_seen }),
  }));
}
