import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * What it takes to keep up with a registry: how far a sync has come, other numbers of a trial, why it is here, and
 * eligibility texts that were replaced. Every unique key of a table with one row per trial holds the trial's number,
 * by which a cluster would distribute it.
 */
export const keepingUp: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      alter table trial
        add column gone text check (gone in ('vanished', 'renumbered')),
        add column gone_on text,
        add column first_as_of text,
        add column via text check (via in ('ictrp')),
        add column is_hidden boolean not null
          generated always as (gone is not null or coalesce(status = 'WITHHELD', false)) stored`.execute(db);
    await sql`drop index trial_cerebral_palsy`.execute(db);
    await sql`
      create index trial_cerebral_palsy on trial (registry_id)
        where is_cerebral_palsy and not is_hidden`.execute(db);
    await sql`
      create table trial_alias (
        registry_id text not null,
        alias text not null,
        primary key (registry_id, alias)
      )`.execute(db);
    await sql`create index trial_alias_alias on trial_alias (alias)`.execute(db);
    await sql`
      create table trial_reason (
        registry_id text not null,
        kind text not null check (kind in ('search', 'record')),
        name text not null,
        field text,
        words text,
        first_seen text not null,
        last_seen text not null,
        primary key (registry_id, kind, name)
      )`.execute(db);
    await sql`
      create table eligibility_text (
        registry_id text not null,
        text_hash text not null,
        text_json text not null,
        first_seen text not null,
        last_seen text,
        primary key (registry_id, text_hash)
      )`.execute(db);
    await sql`
      create table sync_state (
        source text not null,
        scope text not null,
        state text not null,
        revision integer not null,
        saved_at timestamptz not null,
        primary key (source, scope)
      )`.execute(db);
    await sql`
      create table sync_sighting (
        scope text not null,
        registry_id text not null,
        last_update text,
        status text,
        due text check (due in ('listed', 'alone')),
        primary key (registry_id, scope)
      )`.execute(db);
    await sql`
      create table published_content (
        hash text primary key,
        content text not null
      )`.execute(db);
    await sql`
      create table published (
        kind text not null,
        key text not null,
        hash text not null references published_content (hash),
        published_at timestamptz not null,
        primary key (kind, key)
      )`.execute(db);
  },
};
