/** Records as rows of weighted terms: sparse, each row of length one. */
import { termsOf } from "./terms.ts";

export interface Readable {
  readonly title: string;
  readonly abstract: string;
}

export interface TermMatrix {
  readonly rows: number;
  readonly columns: number;
  /** Row i's entries are those from starts[i] to below starts[i + 1]. */
  readonly starts: Int32Array;
  readonly terms: Int32Array;
  readonly weights: Float64Array;
}

export interface Weighting {
  /** What a term counts that stands `times` times in a record. */
  frequency(times: number): number;
  /** The power of the inverse document frequency: 0 leaves it out, 1 is plain TF-IDF. */
  readonly rarity: number;
  /** Terms in a greater share of all records are left out; 1 keeps all. */
  readonly commonest: number;
  /** How much a term counts, as a term of its own, when it stands in the title; 0 where titles are but text. */
  readonly title: number;
}

const fewestToBeCommon = 20;

/** Every other term counts, also one that stands in a single record: it tells how much of a record is new. */
export function termMatrix(
  records: readonly Readable[],
  { frequency, rarity, commonest, title }: Weighting,
): TermMatrix {
  const counts = records.map((record) => {
    const times = new Map<string, number>();
    for (const term of termsOf(`${record.title}\n${record.abstract}`))
      times.set(term, (times.get(term) ?? 0) + 1);
    if (title > 0) for (const term of termsOf(record.title)) times.set(`title ${term}`, title);
    return times;
  });
  const inRecords = new Map<string, number>();
  for (const times of counts)
    for (const term of times.keys()) inRecords.set(term, (inRecords.get(term) ?? 0) + 1);
  // In a handful of records every term is a common one.
  const most = Math.max(fewestToBeCommon, commonest * records.length);
  for (const [term, holding] of inRecords) if (holding > most) inRecords.delete(term);
  const columnOf = new Map([...inRecords.keys()].map((term, column) => [term, column]));
  const rarities = new Map(
    [...inRecords].map(([term, holding]) => [
      term,
      (Math.log((1 + records.length) / (1 + holding)) + 1) ** rarity,
    ]),
  );
  const starts = new Int32Array(records.length + 1);
  const entries = counts.reduce((sum, times) => sum + times.size, 0);
  const terms = new Int32Array(entries);
  const weights = new Float64Array(entries);
  let at = 0;
  for (const [row, times] of counts.entries()) {
    const start = at;
    let squares = 0;
    for (const [term, count] of times) {
      const column = columnOf.get(term);
      if (column === undefined) continue;
      const weight = frequency(count) * rarities.get(term)!;
      terms[at] = column;
      weights[at++] = weight;
      squares += weight ** 2;
    }
    const length = Math.sqrt(squares);
    for (let entry = start; entry < at; entry++) weights[entry]! /= length;
    starts[row + 1] = at;
  }
  return { rows: records.length, columns: columnOf.size, starts, terms, weights };
}

/** The product of a row and a vector with a number for each term. */
export function rowTimes({ starts, terms, weights }: TermMatrix, row: number, vector: Float64Array): number {
  let sum = 0;
  const end = starts[row + 1]!;
  for (let entry = starts[row]!; entry < end; entry++) sum += weights[entry]! * vector[terms[entry]!]!;
  return sum;
}

/** Adds a multiple of a row to a vector with a number for each term. */
export function addRow(
  { starts, terms, weights }: TermMatrix,
  row: number,
  factor: number,
  vector: Float64Array,
): void {
  const end = starts[row + 1]!;
  for (let entry = starts[row]!; entry < end; entry++) vector[terms[entry]!]! += factor * weights[entry]!;
}

export const allRowsTimes = (matrix: TermMatrix, vector: Float64Array): Float64Array =>
  Float64Array.from({ length: matrix.rows }, (_, row) => rowTimes(matrix, row, vector));
