/** A fact about a child in words, for a sheet or a page. */
export interface FactRow {
  /** Path of the fact in a child file; `birthMonth` also stands for an age in years. */
  readonly field: string;
  readonly label: string;
  readonly value: string;
  readonly given: boolean;
}
