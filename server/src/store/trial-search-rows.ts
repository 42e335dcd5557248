/** The search's own copy of what trials say, written with them. */
import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import { type SearchDocument, searchDocument } from "trials";
import type { Database } from "./database.ts";
import { takeTurn } from "./loading-turns.ts";
import { mark, marksOf, wordKinds } from "./search-marks.ts";

export interface SearchRow {
  readonly registryId: string;
  readonly document: SearchDocument;
}

/** @param record the record's JSON; what is none gives a trial that is found by its number only. */
export function searchRow(registryId: string, record: string): SearchRow {
  return { registryId, document: searchDocument(recordJson(record), registryId) };
}

/** A stored record as JSON; undefined where it is none. */
export function recordJson(record: string): unknown {
  try {
    return JSON.parse(record);
  } catch {
    return undefined;
  }
}

/** PostgreSQL stores no null character, and a lone half of a pair has no UTF-8. */
const storable = (text: string) => text.replaceAll("\0", "").toWellFormed();

/** One row as the columns that are sent, in this order; the vectors are made of the words by the database. */
export function columnsOf({ registryId, document }: SearchRow): (string | number | null)[] {
  const { card, words } = document;
  return [
    registryId,
    words.titles,
    words.conditions,
    words.interventions,
    words.names,
    words.summary,
    words.rest,
    marksOf(document).join("\n"),
    card.minimumAge?.months ?? null,
    card.maximumAge?.months ?? null,
    card.lastUpdate ?? "",
    // As JSON every character has an escape that can be stored.
    JSON.stringify(card),
  ];
}

/** The columns of `columnsOf`, in its order. */
export const wordColumns: readonly (readonly [name: string, type: string])[] = [
  ["registry_id", "text"],
  ["titles", "text"],
  ["conditions", "text"],
  ["interventions", "text"],
  ["names", "text"],
  ["summary", "text"],
  ["rest", "text"],
  ["marks", "text"],
  ["minimum_months", "integer"],
  ["maximum_months", "integer"],
  ["updated", "text"],
  ["card", "text"],
];

/** @param words a relation with the columns of `columnsOf`. */
export const searchRowsFrom = (words: RawBuilder<unknown>) => sql`
  select registry_id,
    setweight(to_tsvector('english', titles), 'A') || setweight(to_tsvector('english', conditions), 'B')
      || setweight(to_tsvector('english', interventions), 'C') || to_tsvector('english', names),
    setweight(to_tsvector('english', titles), 'A') || setweight(to_tsvector('english', conditions), 'B')
      || setweight(to_tsvector('english', interventions), 'B') || setweight(to_tsvector('english', summary), 'C')
      || to_tsvector('english', names) || to_tsvector('english', rest)
      || array_to_tsvector(array(
        select mark from unnest(string_to_array(marks, E'\n')) as mark where left(mark, 1) = any(${wordKinds}::text[]))),
    string_to_array(marks, E'\n'), minimum_months, maximum_months, updated, card
  from ${words}`;

/** Writes what the search knows of these trials, in place of what it knew. */
export async function saveSearchRows(trx: Transaction<Database>, rows: readonly SearchRow[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = rows.map(columnsOf);
  const column = (at: number) => columns.map((row) => row[at] ?? null);
  await sql`
    insert into trial_search (registry_id, head, body, marks, minimum_months, maximum_months, updated, card)
    ${searchRowsFrom(
      sql`unnest(${sql.join(
        wordColumns.map(([, type], at) => sql`${column(at)}::${sql.raw(type)}[]`),
      )}) as words (${sql.raw(wordColumns.map(([name]) => name).join(", "))})`,
    )}
    on conflict (registry_id) do update set head = excluded.head, body = excluded.body, marks = excluded.marks,
      minimum_months = excluded.minimum_months, maximum_months = excluded.maximum_months,
      updated = excluded.updated, card = excluded.card`.execute(trx);
  await trx
    .deleteFrom("trial_site")
    .where(
      "registry_id",
      "in",
      rows.map(({ registryId }) => registryId),
    )
    .execute();
  const sites = rows.flatMap(siteColumns);
  for (let at = 0; at < sites.length; at += 5_000) {
    const part = sites.slice(at, at + 5_000);
    const of = (at: number) => part.map((row) => row[at] ?? null);
    await sql`
      insert into trial_site select * from unnest(${of(0)}::text[], ${of(1)}::integer[], ${of(2)}::text[],
        ${of(3)}::text[], ${of(4)}::text[], ${of(5)}::text[], ${of(6)}::text[], ${of(7)}::real[],
        ${of(8)}::real[])`.execute(trx);
  }
}

export const siteColumnNames = [
  "registry_id",
  "place",
  "name",
  "city",
  "country_name",
  "country_code",
  "status",
  "latitude",
  "longitude",
];

export function siteColumns({ registryId, document }: SearchRow): (string | number | null)[][] {
  return document.sites.map(({ name, city, country, status, position }, place) => [
    registryId,
    place,
    name === undefined ? null : storable(name),
    city === undefined ? null : storable(city),
    country === undefined ? null : storable(country.name),
    country?.code ?? null,
    status === undefined ? null : storable(status),
    position?.latitude ?? null,
    position?.longitude ?? null,
  ]);
}

/** Of these trials, takes those out of the search that nobody is to see. */
export async function hideFromSearch(trx: Transaction<Database>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const hidden = await trx
    .selectFrom("trial")
    .select("registry_id")
    .where("registry_id", "in", ids)
    .where("is_hidden", "=", true)
    .execute();
  const numbers = hidden.map(({ registry_id }) => registry_id);
  if (numbers.length === 0) return;
  await trx.deleteFrom("trial_search").where("registry_id", "in", numbers).execute();
  await trx.deleteFrom("trial_site").where("registry_id", "in", numbers).execute();
}

/** Of the trials that people see, those that the search does not know. */
const unknownToSearch = (db: Kysely<Database>) =>
  db
    .selectFrom("trial")
    .where("is_hidden", "=", false)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("trial_search")
            .select("trial_search.registry_id")
            .whereRef("trial_search.registry_id", "=", "trial.registry_id"),
        ),
      ),
    );

export async function countUnknownToSearch(db: Kysely<Database>): Promise<number> {
  const { count } = await unknownToSearch(db)
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/**
 * Brings some trials into the search that were stored before it knew of them, in turn with whoever loads.
 * @param after a registry number; those before it were seen to.
 * @returns how many, and the last of them; none where there are no more.
 */
export async function indexSomeForSearch(
  db: Kysely<Database>,
  after: string,
): Promise<{ readonly count: number; readonly last: string }> {
  return db.transaction().execute(async (trx) => {
    await takeTurn(trx);
    const rows = await unknownToSearch(trx)
      .select(["registry_id", "record"])
      .where("registry_id", ">", after)
      .orderBy("registry_id")
      .limit(250)
      .execute();
    await saveSearchRows(
      trx,
      rows.map(({ registry_id, record }) => searchRow(registry_id, record)),
    );
    return { count: rows.length, last: rows.at(-1)?.registry_id ?? after };
  });
}

/**
 * One index for words and filters. Made here because a load of a whole registry leaves it out until the end; does
 * nothing where it is.
 */
export async function createSearchIndex(db: Kysely<Database>): Promise<void> {
  await sql`create index if not exists trial_search_words on trial_search using gin (head, body, marks)`.execute(
    db,
  );
}

export async function hasSearchIndex(db: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select to_regclass('trial_search_words') is not null as has`.execute(db);
  return rows[0]!.has;
}

/**
 * Puts the trials in the order of their last update, before the index is made. Words that stand in many trials are
 * looked for in the newest months only; where those lie together, so do they in each list of the index, and only that
 * part of a list is read. What is written later comes to lie at the end, and is the newest, without doing anything.
 */
export async function sortByUpdate(db: Kysely<Database>): Promise<void> {
  await sql`create index if not exists trial_search_updated on trial_search (updated collate "C")`.execute(
    db,
  );
  await sql`cluster trial_search using trial_search_updated`.execute(db);
  await sql`drop index trial_search_updated`.execute(db);
}

/** Estimates need no more; larger stores are counted by a sample. */
const countedTrials = 20_000;

/**
 * Counts in how many trials each word and each mark stands, which the search needs to weigh words and to plan. To be
 * called after a load; until then the search works, but with the counts it has.
 */
export async function refreshSearchCounts(db: Kysely<Database>): Promise<void> {
  const { all } = await db
    .selectFrom("trial_search")
    .select(({ fn }) => fn.countAll<number>().as("all"))
    .executeTakeFirstOrThrow();
  const share = all > countedTrials ? countedTrials / all : 1;
  // Repeatable, so that the same store always counts alike.
  const sample = share < 1 ? `tablesample bernoulli (${share * 100}) repeatable (1)` : "";
  const words = (column: string) => `ts_stat('select ${column} from trial_search ${sample}')`;
  await db.transaction().execute(async (trx) => {
    await sql`delete from search_count`.execute(trx);
    await sql`
      insert into search_count (key, head, body)
      select word, max(head), max(body) from (
        select word, (ndoc / ${share}::float8)::integer as head, 0 as body from ${sql.raw(words("head"))}
        union all
        select word, 0, (ndoc / ${share}::float8)::integer from ${sql.raw(words("body"))}
      ) as counted group by word`.execute(trx);
    // Marks that are no words of the body; of times, the newest must not be missed by a sample.
    await sql`
      insert into search_count (key, head, body)
      select mark, 0, (count(*) / ${share}::float8)::integer from trial_search ${sql.raw(sample)}, unnest(marks) as mark
      where left(mark, 2) in (${mark("square", "")}, ${mark("wideSquare", "")}) group by mark`.execute(trx);
    await sql`
      insert into search_count (key, head, body)
      select mark, 0, count(*) from trial_search, lateral (values
        (${mark("updatedYear", "")} || left(updated, 4)),
        (case when length(updated) >= 7 then ${mark("updatedMonth", "")} || left(updated, 7) end),
        (case when length(updated) = 10 then ${mark("updatedDay", "")} || updated end)) as time (mark)
      where updated <> '' and mark is not null group by mark`.execute(trx);
    // The empty key counts the trials.
    await sql`insert into search_count (key, head, body) values ('', ${all}, ${all})`.execute(trx);
  });
  await sql`analyze search_count`.execute(db);
}
