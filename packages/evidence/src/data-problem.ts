/** What is wrong with a data set, as data: a curator finds the line by it. */
export interface DataProblem {
  /** Id of the record, or its table and place when it has none. */
  readonly record: string;
  readonly field: string;
  readonly expected: string;
  readonly found: string;
}
