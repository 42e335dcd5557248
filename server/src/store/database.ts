/** The tables, as the newest migration leaves them. */
import type { ColumnType, Generated } from "kysely";
import type { Trial } from "trials";

export interface Database {
  trial: TrialTable;
  load: LoadTable;
  trial_search: TrialSearchTable;
  trial_site: TrialSiteTable;
  search_count: SearchCountTable;
}

/** Whose words a record has; `restated` ones were written anew by this project, until the record itself comes. */
export type Origin = Trial["origin"];
export type AsOfMeans = Trial["asOfMeans"];

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
