/**
 * Which records to read next: two classifiers, made to disagree. Naive Bayes, with little smoothing, follows rare words
 * of few included records; logistic regression, strongly penalised, holds on to what all of them share. The sum of
 * their standardised scores finds what either alone leaves to the end.
 */
import { emptyModel, fitLogistic } from "./logistic-regression.ts";
import { naiveBayesScores } from "./naive-bayes.ts";
import { allRowsTimes, type Readable, termMatrix } from "./term-matrix.ts";

export interface ReadSoFar {
  /** Indices of records; one of each at least. */
  readonly included: readonly number[];
  readonly excluded: readonly number[];
}

/** A score for every record, read or not; the greater, the sooner to be read. Only its order means anything. */
export type Ranker = (read: ReadSoFar) => Float64Array;

/**
 * Weights of naive Bayes and of both classifiers were set on two finished reviews and on random parts of them
 * (bench/screening.bench.ts), never on one order of reading.
 */
const settings = {
  bayes: { smoothing: 0.02, balance: 8, share: 2 },
  logistic: { cost: 0.01, share: 1 },
} as const;

/**
 * A ranker for one collection. It keeps its last model to start from, which saves time and changes scores in their
 * last digits only.
 */
export function rankerOf(records: readonly Readable[]): Ranker {
  // Naive Bayes weighs rare words by itself, so that it gets none of the weights logistic regression needs.
  const plain = termMatrix(records, {
    frequency: (times) => 1 + Math.log(times),
    rarity: 0,
    commonest: 0.3,
    title: 3,
  });
  const weighted = termMatrix(records, { frequency: (times) => times, rarity: 0.5, commonest: 1, title: 0 });
  let model = emptyModel(weighted.columns);
  return ({ included, excluded }) => {
    if (included.length === 0 || excluded.length === 0) {
      throw new RangeError("To learn from, at least one included and one excluded record were expected.");
    }
    model = fitLogistic(weighted, included, excluded, settings.logistic.cost, model);
    const bayes = standardised(naiveBayesScores(plain, included, excluded, settings.bayes));
    const logistic = standardised(allRowsTimes(weighted, model.terms));
    return bayes.map((score, row) => settings.bayes.share * score + settings.logistic.share * logistic[row]!);
  };
}

/** Mean 0 and standard deviation 1 over all records. */
function standardised(scores: Float64Array): Float64Array {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length;
  const deviation = Math.sqrt(variance) || 1;
  return scores.map((score) => (score - mean) / deviation);
}
