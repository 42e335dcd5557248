/** What a search of a literature database gives out, page by page. */
import type { FoundRecord } from "screening";

export interface FoundPage {
  readonly records: readonly FoundRecord[];
  /** Records that were listed but cannot be used, by the source's number. */
  readonly refused: readonly { readonly sourceId: string; readonly because: "not-delivered" | "no-title" }[];
  /** How many the source says that it found. */
  readonly found: number;
  /** From where the search goes on after this page; the business of whoever reads the source. */
  readonly mark: string | undefined;
}

/** Where a search that was broken off goes on. */
export interface Resume {
  /** As the last page that was kept gave it. */
  readonly mark?: string | undefined;
  /** The source's numbers that are kept already. */
  readonly done: ReadonlySet<string>;
}

export interface Question {
  readonly query: string;
  /** Only records that came into the database on this day or later, yyyy-MM-dd. */
  readonly since?: string | undefined;
}
