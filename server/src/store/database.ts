/** The tables, as the newest migration leaves them. Dates are strings `yyyy-MM-dd`, on both engines. */
import type { ColumnType, Generated } from "kysely";

export interface Database {
  trial: TrialTable;
  load: LoadTable;
}

/** `registry`: the registry's own words. `restated`: facts written anew by this project, until the record itself comes. */
export type Origin = "registry" | "restated";

export interface TrialTable {
  /** The registry's number, such as NCT01193660. */
  registry_id: string;
  /**
   * The record's JSON, whole. Text and not jsonb, because jsonb refuses the escape of the null character and lone
   * surrogates, both of which registries have published; what is asked of a record in SQL has its own column.
   */
  record: string;
  origin: Origin;
  /** The day on which the copy was taken. */
  as_of: string;
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
  as_of: string;
  started_at: ColumnType<Date, Date, never>;
  /** Null while it runs, and for ever where it was killed. */
  finished_at: Date | null;
  added: number;
  changed: number;
  same: number;
  kept: number;
  refused: number;
}
