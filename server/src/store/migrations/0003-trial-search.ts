import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

export const trialSearch: Migration = {
  async up(db: Kysely<unknown>) {
    // Written once and read rarely: LZ4 costs a fraction of the time. PGlite is built without it and keeps its own way.
    await sql`
      do $$ begin
        alter table trial alter column record set compression lz4;
      exception when feature_not_supported then null;
      end $$`.execute(db);
    // Rows stay narrow: what ranks and filters lies in the row, the long vector and the card beside the table.
    await sql`
      create table trial_search (
        registry_id text primary key,
        head tsvector not null,
        body tsvector not null,
        marks text[] not null,
        minimum_months integer,
        maximum_months integer,
        updated text not null,
        card text not null
      ) with (toast_tuple_target = 1200)`.execute(db);
    await sql`alter table trial_search alter column head set storage main`.execute(db);
    await sql`
      do $$ begin
        alter table trial_search alter column body set compression lz4, alter column card set compression lz4;
      exception when feature_not_supported then null;
      end $$`.execute(db);
    await sql`
      create table trial_site (
        registry_id text not null,
        place integer not null,
        name text,
        city text,
        country_name text,
        country_code text,
        status text,
        latitude real,
        longitude real,
        primary key (registry_id, place)
      )`.execute(db);
    await sql`
      create table search_count (
        key text collate "C" primary key,
        head integer not null,
        body integer not null
      )`.execute(db);
    await sql`
      create table trial_criteria (
        registry_id text primary key,
        content_hash text not null,
        reader integer not null,
        lines bytea not null
      )`.execute(db);
    await sql`alter table trial_criteria alter column lines set storage external`.execute(db);
    await sql`create index trial_search_words on trial_search using gin (head, body, marks)`.execute(db);
  },
};
