/** The screening queue: searches, the records they found, what belongs together, and what people decided. */
import { type Kysely, sql, type Transaction } from "kysely";
import type { FoundRecord, Given, Keyed, Link, SearchedSource } from "screening";
import type { Database, ReviewDecisionTable, ReviewLinkTable } from "./database.ts";

export interface SearchKey {
  readonly source: SearchedSource;
  readonly strategy: string;
  readonly query: string;
  readonly since: string | undefined;
}

export interface SearchRow extends SearchKey {
  readonly id: number;
  readonly startedAt: Date;
  readonly finishedAt: Date | undefined;
  readonly mark: string | undefined;
  readonly found: number | undefined;
  readonly refused: number;
  /** Records it found and the store has. */
  readonly records: number;
}

/** Writers of the queue take turns by it: who links new records has to see all others. */
const queueKey = 4_161_927;
export const takeTurn = async (trx: Transaction<Database>): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${queueKey})`.execute(trx);
};

/** The same search where it was broken off, or a new one. */
export async function openSearch(
  trx: Transaction<Database>,
  key: SearchKey,
  startedAt: Date,
): Promise<{ readonly id: number; readonly mark: string | undefined; readonly resumed: boolean }> {
  await takeTurn(trx);
  const open = await trx
    .selectFrom("review_search")
    .select(["id", "mark"])
    .where("source", "=", key.source)
    .where("query", "=", key.query)
    .where("since", "is not distinct from", key.since ?? null)
    .where("finished_at", "is", null)
    .orderBy("id", "desc")
    .executeTakeFirst();
  if (open) return { id: open.id, mark: open.mark ?? undefined, resumed: true };
  const { id } = await trx
    .insertInto("review_search")
    .values({ ...key, since: key.since ?? null, started_at: startedAt })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { id, mark: undefined, resumed: false };
}

/** The source's numbers of what a search has brought into the store. */
export async function foundBy(db: Kysely<Database>, search: number): Promise<Set<string>> {
  const rows = await db
    .selectFrom("review_found")
    .innerJoin("review_record", "review_record.id", "review_found.record_id")
    .select("source_id")
    .where("search_id", "=", search)
    .execute();
  return new Set(rows.map((row) => row.source_id));
}

/** @returns the keys of the records, in their order. */
export async function keepRecords(
  trx: Transaction<Database>,
  search: number,
  records: readonly FoundRecord[],
  at: Date,
): Promise<number[]> {
  if (records.length === 0) return [];
  const once = [...new Map(records.map((record) => [record.sourceId, record])).values()];
  const rows = await trx
    .insertInto("review_record")
    .values(
      once.map((record) => ({
        source: record.source,
        source_id: clean(record.sourceId),
        title: clean(record.title),
        abstract: clean(record.abstract),
        first_author: cleanOr(record.firstAuthor),
        journal: cleanOr(record.journal),
        year: record.year ?? null,
        doi: cleanOr(record.doi),
        pmid: record.pmid ?? null,
        pmcid: record.pmcid ?? null,
        registry: [...record.registry],
        kinds: record.kinds.map(clean),
        first_found_at: at,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["source", "source_id"]).doUpdateSet((from) => ({
        title: from.ref("excluded.title"),
        abstract: from.ref("excluded.abstract"),
        first_author: from.ref("excluded.first_author"),
        journal: from.ref("excluded.journal"),
        year: from.ref("excluded.year"),
        doi: from.ref("excluded.doi"),
        pmid: from.ref("excluded.pmid"),
        pmcid: from.ref("excluded.pmcid"),
        registry: from.ref("excluded.registry"),
        kinds: from.ref("excluded.kinds"),
      })),
    )
    .returning("id")
    .execute();
  const ids = rows.map(({ id }) => id);
  await trx
    .insertInto("review_found")
    .values(ids.map((id) => ({ search_id: search, record_id: id })))
    .onConflict((conflict) => conflict.columns(["search_id", "record_id"]).doNothing())
    .execute();
  return ids;
}

/** Null characters, which PostgreSQL refuses, and halves of surrogate pairs become U+FFFD. */
const clean = (text: string) => text.replaceAll("\0", "\ufffd").toWellFormed();
const cleanOr = (text: string | undefined) => (text === undefined ? null : clean(text));

export async function keepLinks(trx: Transaction<Database>, links: readonly Link[], at: Date): Promise<void> {
  if (links.length === 0) return;
  await trx
    .insertInto("review_link")
    .values(links.map(({ a, b, kind, because }) => ({ a, b, kind, because, made_at: at })))
    .onConflict((conflict) => conflict.columns(["a", "b"]).doNothing())
    .execute();
}

export async function noteProgress(
  trx: Transaction<Database>,
  search: number,
  {
    mark,
    found,
    refused,
  }: { readonly mark: string | undefined; readonly found: number; readonly refused: number },
): Promise<void> {
  await trx
    .updateTable("review_search")
    .set(({ eb }) => ({ mark: mark ?? null, found, refused: eb("refused", "+", refused) }))
    .where("id", "=", search)
    .execute();
}

/** A search whose source gave out too little begins at the beginning the next time; what it brought stays. */
export async function forgetMark(db: Kysely<Database>, search: number): Promise<void> {
  await db.updateTable("review_search").set({ mark: null }).where("id", "=", search).execute();
}

export async function finishSearch(db: Kysely<Database>, search: number, at: Date): Promise<void> {
  await db.updateTable("review_search").set({ finished_at: at }).where("id", "=", search).execute();
}

/** Every search, the first one first. */
export async function searches(db: Kysely<Database>): Promise<SearchRow[]> {
  const rows = await db
    .selectFrom("review_search")
    .selectAll()
    .select(({ selectFrom }) =>
      selectFrom("review_found")
        .select(({ fn }) => fn.countAll<number>().as("n"))
        .whereRef("search_id", "=", "review_search.id")
        .as("records"),
    )
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    source: row.source,
    strategy: row.strategy,
    query: row.query,
    since: row.since ?? undefined,
    startedAt: row.started_at,
    finishedAt: row.finished_at ?? undefined,
    mark: row.mark ?? undefined,
    found: row.found ?? undefined,
    refused: row.refused,
    records: row.records ?? 0,
  }));
}

/** What it takes to compare records with each other. */
export async function describedRecords(db: Kysely<Database>): Promise<Keyed[]> {
  const rows = await db
    .selectFrom("review_record")
    .select(["id", "title", "year", "doi", "pmid", "pmcid", "registry"])
    .orderBy("id")
    .execute();
  return rows.map(({ id, title, year, doi, pmid, pmcid, registry }) => ({
    ...{ key: id, title, registry },
    ...(year !== null && { year }),
    ...(doi !== null && { doi }),
    ...(pmid !== null && { pmid }),
    ...(pmcid !== null && { pmcid }),
  }));
}

export interface QueuedRecord extends FoundRecord, Keyed {
  readonly priority: number | undefined;
}

export async function queuedRecords(db: Kysely<Database>): Promise<QueuedRecord[]> {
  const rows = await db.selectFrom("review_record").selectAll().orderBy("id").execute();
  return rows.map((row) => ({
    key: row.id,
    source: row.source,
    sourceId: row.source_id,
    title: row.title,
    abstract: row.abstract,
    registry: row.registry,
    kinds: row.kinds,
    priority: row.priority ?? undefined,
    ...(row.first_author !== null && { firstAuthor: row.first_author }),
    ...(row.journal !== null && { journal: row.journal }),
    ...(row.year !== null && { year: row.year }),
    ...(row.doi !== null && { doi: row.doi }),
    ...(row.pmid !== null && { pmid: row.pmid }),
    ...(row.pmcid !== null && { pmcid: row.pmcid }),
  }));
}

export type LinkRow = Pick<ReviewLinkTable, "a" | "b" | "kind" | "because">;

/** Those that stand. */
export async function links(db: Kysely<Database>): Promise<LinkRow[]> {
  return db
    .selectFrom("review_link")
    .select(["a", "b", "kind", "because"])
    .where("undone_at", "is", null)
    .orderBy("a")
    .orderBy("b")
    .execute();
}

/** @returns how many links of this record with others were taken back. */
export async function takeApart(
  trx: Transaction<Database>,
  record: number,
  by: string,
  at: Date,
): Promise<number> {
  await takeTurn(trx);
  const { numUpdatedRows } = await trx
    .updateTable("review_link")
    .set({ undone_at: at, undone_by: by })
    .where("undone_at", "is", null)
    .where(({ eb, or }) => or([eb("a", "=", record), eb("b", "=", record)]))
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

export interface DecisionRow extends Given {
  readonly record: number;
}

/** In the order in which they were made. */
export async function decisions(db: Kysely<Database>): Promise<DecisionRow[]> {
  const rows = await db.selectFrom("review_decision").selectAll().orderBy("id").execute();
  return rows.map((row) => ({
    record: row.record_id,
    by: row.screener,
    resolves: row.resolves,
    decision:
      row.decision === "exclude" ? { kind: "exclude", because: row.because! } : { kind: row.decision },
  }));
}

export async function addDecision(
  trx: Transaction<Database>,
  { record, by, decision, resolves }: DecisionRow,
  at: Date,
): Promise<void> {
  const row: Omit<ReviewDecisionTable, "id" | "decided_at"> = {
    record_id: record,
    screener: by,
    decision: decision.kind,
    because: decision.kind === "exclude" ? decision.because : null,
    resolves,
  };
  await trx
    .insertInto("review_decision")
    .values({ ...row, decided_at: at })
    .execute();
}

/** @param priorities by record; records that are not named have none any more. */
export async function setPriorities(
  trx: Transaction<Database>,
  priorities: ReadonlyMap<number, number>,
): Promise<void> {
  await takeTurn(trx);
  await trx.updateTable("review_record").set({ priority: null }).where("priority", "is not", null).execute();
  if (priorities.size === 0) return;
  const [ids, values] = [[...priorities.keys()], [...priorities.values()]];
  await sql`
    update review_record set priority = given.priority
    from unnest(${ids}::integer[], ${values}::double precision[]) as given (id, priority)
    where review_record.id = given.id`.execute(trx);
}
