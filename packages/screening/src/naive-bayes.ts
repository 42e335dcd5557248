/**
 * Multinomial naive Bayes over weighted terms.
 * Source: Rennie et al. (2003), "Tackling the poor assumptions of naive Bayes text classifiers", ICML 20:616-623.
 */
import { addRow, allRowsTimes, type TermMatrix } from "./term-matrix.ts";

export interface NaiveBayesOptions {
  /** Added to each term in each class. */
  readonly smoothing: number;
  /** How many times the included records count as much as the excluded ones, all of each taken together. */
  readonly balance: number;
}

/** Log odds of each record, up to a constant. */
export function naiveBayesScores(
  matrix: TermMatrix,
  included: readonly number[],
  excluded: readonly number[],
  { smoothing, balance }: NaiveBayesOptions,
): Float64Array {
  const read = included.length + excluded.length;
  const share = balance / (1 + balance);
  const kept = classTerms(matrix, included, (share * read) / included.length, smoothing);
  const left = classTerms(matrix, excluded, ((1 - share) * read) / excluded.length, smoothing);
  const odds = kept.terms.map((weight, term) =>
    Math.log((weight * left.sum) / (left.terms[term]! * kept.sum)),
  );
  return allRowsTimes(matrix, odds);
}

function classTerms(matrix: TermMatrix, rows: readonly number[], weight: number, smoothing: number) {
  const terms = new Float64Array(matrix.columns).fill(smoothing);
  for (const row of rows) addRow(matrix, row, weight, terms);
  return { terms, sum: terms.reduce((sum, value) => sum + value, 0) };
}
