/** The tables, as the newest migration leaves them. */
import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { ExclusionReason, Sameness, SearchedSource } from "screening";
import type { Trial } from "trials";

export interface Database {
  trial: TrialTable;
  load: LoadTable;
  trial_alias: TrialAliasTable;
  trial_reason: TrialReasonTable;
  eligibility_text: EligibilityTextTable;
  sync_state: SyncStateTable;
  sync_sighting: SyncSightingTable;
  published: PublishedTable;
  published_content: PublishedContentTable;
  trial_search: TrialSearchTable;
  trial_site: TrialSiteTable;
  search_count: SearchCountTable;
  trial_criteria: TrialCriteriaTable;
  review_search: ReviewSearchTable;
  review_record: ReviewRecordTable;
  review_found: ReviewFoundTable;
  review_link: ReviewLinkTable;
  review_decision: ReviewDecisionTable;
}

/** Whose words a record has; `restated` ones were written anew by this project, until the record itself comes. */
export type Origin = Trial["origin"];
export type AsOfMeans = Trial["asOfMeans"];
/** Portals hand on a part of what registries publish. "ictrp": the World Health Organization's. */
export type Via = NonNullable<Trial["via"]>;

export interface TrialTable {
  /** The registry's number, such as NCT01193660. */
  registry_id: string;
  /**
   * The record's JSON, whole. Text and not jsonb, because jsonb refuses the escape of the null character and lone
   * surrogates, both of which registries have published; what is asked of a record in SQL has its own column.
   */
  record: string;
  origin: Origin;
  /** The day the copy was made, or what `as_of_means` says: yyyy, yyyy-MM or yyyy-MM-dd, as exactly as it is known. */
  as_of: string;
  /** As `asOfMeans` in the package trials. */
  as_of_means: AsOfMeans;
  /** The registry's own word, such as RECRUITING; null where the record does not say. */
  status: string | null;
  /** As the record has it: yyyy, yyyy-MM or yyyy-MM-dd. */
  last_update: string | null;
  is_cerebral_palsy: boolean;
  /** SHA-256 of the record with its keys in order, in hexadecimal. */
  content_hash: string;
  loaded_at: ColumnType<Date, Date, Date>;
  /** Set where the registry no longer has it under this number; the record is kept. */
  gone: ColumnType<"vanished" | "renumbered" | null, undefined, "vanished" | "renumbered" | null>;
  gone_on: ColumnType<string | null, undefined, string | null>;
  /** The day of the first copy there was, where that is known. */
  first_as_of: ColumnType<string | null, string | null | undefined, string | null>;
  /** The portal through which the copy came; null where it came from the registry itself. */
  via: ColumnType<Via | null, Via | null | undefined, Via | null>;
  /** Withheld by the registry, or gone: kept, but in no list that people see. */
  is_hidden: GeneratedAlways<boolean>;
}

/** A number under which the registry has had a trial before. */
export interface TrialAliasTable {
  registry_id: string;
  alias: string;
}

/** Why a trial is in the store: a search of the registry that finds it, or words in its record. */
export interface TrialReasonTable {
  registry_id: string;
  kind: "search" | "record";
  /** The search's name, or what the words are about. */
  name: string;
  field: string | null;
  words: string | null;
  /** Days of the registry's data. */
  first_seen: string;
  last_seen: string;
}

/** Texts of trials whose eligibility text has changed, the replaced ones and the current one. */
export interface EligibilityTextTable {
  registry_id: string;
  /** SHA-256 of `text_json`, in hexadecimal. */
  text_hash: string;
  /** The text as JSON, which can hold what a column cannot. */
  text_json: string;
  first_seen: string;
  /** Null for the text the record has now. */
  last_seen: string | null;
}

export interface SyncStateTable {
  source: string;
  scope: string;
  state: string;
  /** Grows by one with each save, so that of two processes one learns that it came second. */
  revision: number;
  saved_at: ColumnType<Date, Date, Date>;
}

/** What a drift check has seen in the registry's list and not yet dealt with. */
export interface SyncSightingTable {
  scope: string;
  registry_id: string;
  last_update: string | null;
  status: string | null;
  due: "listed" | "alone" | null;
}

/** Which content was published for a state of the store. */
export interface PublishedTable {
  kind: string;
  /** The state it was made from: making it again gives the same. */
  key: string;
  hash: string;
  published_at: ColumnType<Date, Date, never>;
}

export interface PublishedContentTable {
  /** SHA-256 of the content, in hexadecimal. */
  hash: string;
  content: string;
}

/** One load from one source, with how far it has come: the counts are written with the records they count. */
export interface LoadTable {
  id: Generated<number>;
  source: string;
  origin: Origin;
  started_at: ColumnType<Date, Date, never>;
  /** Null while it runs, and for ever where it was killed. */
  finished_at: Date | null;
  added: number;
  changed: number;
  same: number;
  kept: number;
  refused: number;
}

/** What the search knows of a trial; made anew from the record whenever that is written. */
export interface TrialSearchTable {
  registry_id: string;
  /** Titles (A), conditions and keywords (B), interventions (C), numbers and sponsors (D). */
  head: string;
  /** Titles (A), conditions, keywords and interventions (B), the summary (C), everything else (D). */
  body: string;
  /** As in search-marks.ts. */
  marks: string[];
  /** Completed months, both in the range; null where there is no limit or it could not be read. */
  minimum_months: number | null;
  maximum_months: number | null;
  /** The registry's last update as the record has it, or an empty text; sorted by code units. */
  updated: string;
  /** A TrialCard as JSON. */
  card: string;
}

/** Where a trial takes place, in the order of its record. */
export interface TrialSiteTable {
  registry_id: string;
  place: number;
  name: string | null;
  city: string | null;
  country_name: string | null;
  country_code: string | null;
  status: string | null;
  latitude: number | null;
  longitude: number | null;
}

/** In how many trials a word or mark stands, in `head` and in `body`; the empty key counts the trials. */
export interface SearchCountTable {
  key: string;
  head: number;
  body: number;
}

/** What was read from a trial's eligibility text, where that was done when it was loaded. */
export interface TrialCriteriaTable {
  registry_id: string;
  /** Of the record it was read from. */
  content_hash: string;
  /** `criteriaReader` when it was read. */
  reader: number;
  /** Compact lines as JSON, deflated: a third of what the database itself would make of them. */
  lines: Uint8Array;
}

/** One search of a literature database, with how far it has come: saved with the records that took it there. */
export interface ReviewSearchTable {
  id: Generated<number>;
  source: SearchedSource;
  /** The version of the search strategy. */
  strategy: string;
  query: string;
  /** yyyy-MM-dd; null where everything was asked for. */
  since: string | null;
  started_at: ColumnType<Date, Date, never>;
  finished_at: ColumnType<Date | null, undefined, Date>;
  /** Where it goes on; null at its beginning, and for sources that tell it from the records alone. */
  mark: ColumnType<string | null, undefined, string | null>;
  /** How many the source says that it found. */
  found: ColumnType<number | null, undefined, number>;
  /** Listed by the source, but not to be used. */
  refused: ColumnType<number, undefined, number>;
}

/** A record as a source gave it last. */
export interface ReviewRecordTable {
  id: Generated<number>;
  source: SearchedSource;
  source_id: string;
  title: string;
  abstract: string;
  first_author: string | null;
  journal: string | null;
  year: number | null;
  doi: string | null;
  pmid: string | null;
  pmcid: string | null;
  registry: string[];
  kinds: string[];
  first_found_at: ColumnType<Date, Date, never>;
  /** The greater, the sooner it should be read; null until enough was screened to learn from. */
  priority: ColumnType<number | null, undefined, number | null>;
}

export interface ReviewFoundTable {
  search_id: number;
  record_id: number;
}

/** Two records that belong together, unless somebody took them apart. */
export interface ReviewLinkTable {
  a: number;
  b: number;
  kind: Sameness["kind"];
  because: Sameness["because"];
  made_at: ColumnType<Date, Date, never>;
  undone_at: ColumnType<Date | null, undefined, Date>;
  undone_by: ColumnType<string | null, undefined, string>;
}

/** Never changed or deleted: who changes their mind adds a row. */
export interface ReviewDecisionTable {
  id: Generated<number>;
  record_id: number;
  screener: string;
  decision: "include" | "exclude" | "withdrawn";
  because: ExclusionReason | null;
  /** A third person's word on a conflict. */
  resolves: boolean;
  decided_at: ColumnType<Date, Date, never>;
}
