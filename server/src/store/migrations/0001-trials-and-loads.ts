import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

export const trialsAndLoads: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table trial (
        registry_id text primary key,
        record text not null,
        origin text not null check (origin in ('registry', 'restated')),
        as_of text not null,
        as_of_means text not null check (as_of_means in ('copy', 'status-seen', 'restating')),
        status text,
        last_update text,
        is_cerebral_palsy boolean not null,
        content_hash text not null,
        loaded_at timestamptz not null
      )`.execute(db);
    await sql`create index trial_cerebral_palsy on trial (registry_id) where is_cerebral_palsy`.execute(db);
    await sql`
      create table load (
        id integer generated always as identity primary key,
        source text not null,
        origin text not null check (origin in ('registry', 'restated')),
        started_at timestamptz not null,
        finished_at timestamptz,
        added integer not null default 0,
        changed integer not null default 0,
        same integer not null default 0,
        kept integer not null default 0,
        refused integer not null default 0
      )`.execute(db);
  },
};
