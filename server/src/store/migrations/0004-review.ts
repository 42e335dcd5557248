import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

export const review: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table review_search (
        id integer generated always as identity primary key,
        source text not null check (source in ('pubmed', 'europe-pmc')),
        strategy text not null,
        query text not null,
        since text,
        started_at timestamptz not null,
        finished_at timestamptz,
        mark text,
        found integer,
        refused integer not null default 0
      )`.execute(db);
    await sql`
      create table review_record (
        id integer generated always as identity primary key,
        source text not null check (source in ('pubmed', 'europe-pmc')),
        source_id text not null,
        title text not null,
        abstract text not null,
        first_author text,
        journal text,
        year integer,
        doi text,
        pmid text,
        pmcid text,
        registry text[] not null,
        kinds text[] not null,
        first_found_at timestamptz not null,
        priority double precision,
        unique (source, source_id)
      )`.execute(db);
    await sql`
      create table review_found (
        search_id integer not null references review_search,
        record_id integer not null references review_record,
        primary key (search_id, record_id)
      )`.execute(db);
    // A pair that a person took apart stays on record, so that no later search joins it again.
    await sql`
      create table review_link (
        a integer not null references review_record,
        b integer not null references review_record,
        kind text not null check (kind in ('report', 'study')),
        because text not null,
        made_at timestamptz not null,
        undone_at timestamptz,
        undone_by text,
        primary key (a, b),
        check (a < b)
      )`.execute(db);
    await sql`
      create table review_decision (
        id integer generated always as identity primary key,
        record_id integer not null references review_record,
        screener text not null,
        decision text not null check (decision in ('include', 'exclude', 'withdrawn')),
        because text,
        resolves boolean not null,
        decided_at timestamptz not null,
        check ((decision = 'exclude') = (because is not null))
      )`.execute(db);
    await sql`create index review_decision_record on review_decision (record_id)`.execute(db);
  },
};
