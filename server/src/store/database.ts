/** The tables, as the newest migration leaves them. */
import type { ColumnType, Generated } from "kysely";
import type { Trial } from "trials";

export interface Database {
  trial: TrialTable;
  load: LoadTable;
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
