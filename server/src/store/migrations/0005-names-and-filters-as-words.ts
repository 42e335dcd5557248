import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Filters, and all names of a thing, become words of the text's vector. The trials' rows are made anew at the next start. */
export const namesAndFiltersAsWords: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`delete from trial_search`.execute(db);
    await sql`drop index if exists trial_search_words`.execute(db);
    await sql`create index trial_search_words on trial_search using gin (head, body, marks)`.execute(db);
    // There is one way to search, so that the planner need not weigh any: to read what it knows of thousands of words
    // takes it longer than many a search, and to gather it takes long after each load.
    await sql`
      alter table trial_search alter column head set statistics 0, alter column body set statistics 0,
        alter column marks set statistics 0`.execute(db);
  },
};
