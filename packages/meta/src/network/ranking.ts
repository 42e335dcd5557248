/**
 * Ranking treatments of a network, never without how uncertain a rank is.
 * P-score: the mean probability that a treatment is better than another one, from the estimates and their
 * standard errors alone; the same as SUCRA. Ranks: how often each rank is taken when effects are drawn from
 * their joint normal distribution.
 * Sources: Ruecker and Schwarzer (2015), BMC Med Res Methodol 15:58; Salanti, Ades and Ioannidis
 * (2011), J Clin Epidemiol 64(2):163-171 (rank probabilities, SUCRA).
 */
import { demand, requireLevel, requireWhole } from "../arguments.ts";
import { normalLower } from "../distributions/normal.ts";
import { cholesky, fromRows } from "../matrix.ts";
import { randomStream } from "../random.ts";
import type { ConvergedNetwork } from "./network.ts";

export interface Ranked {
  readonly treatment: string;
  /** 0 (certainly the worst) to 1 (certainly the best). */
  readonly pScore: number;
  /** Probability of each rank, the best first. */
  readonly rankProbabilities: readonly number[];
  readonly meanRank: number;
  readonly medianRank: number;
  /** The ranks that hold `level` percent of the draws in the middle. */
  readonly lowest: number;
  readonly highest: number;
}

/**
 * In the order of the P-scores, the best first. A rank says nothing of whether differences matter, and its
 * interval is often most of all ranks.
 * @param better whether higher or lower outcomes are.
 * @param seed of the draws: the same seed gives the same ranks.
 */
export function rankTreatments(
  { treatments, effects, covariance }: ConvergedNetwork,
  {
    better,
    seed,
    draws = 10_000,
    level = 95,
  }: { better: "higher" | "lower"; seed: number; draws?: number; level?: number },
): Ranked[] {
  requireLevel(level);
  requireWhole("draws", draws, 100);
  const t = treatments.length;
  const sign = better === "higher" ? 1 : -1;
  const mean = [0, ...effects.map(({ estimate }) => estimate)];
  const v = (i: number, j: number) => (i > 0 && j > 0 ? covariance[i - 1]![j - 1]! : 0);
  const pScores = treatments.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < t; j++) {
      if (j !== i)
        sum += normalLower((sign * (mean[i]! - mean[j]!)) / Math.sqrt(v(i, i) + v(j, j) - 2 * v(i, j)));
    }
    return sum / (t - 1);
  });
  const l = cholesky(fromRows(covariance));
  demand(l !== undefined, "covariance", covariance, "that of a fitted network");
  const random = randomStream(seed);
  const counts = treatments.map(() => new Float64Array(t));
  const drawn = new Float64Array(t);
  for (let draw = 0; draw < draws; draw++) {
    const z = Float64Array.from({ length: t - 1 }, () => random.normal());
    for (let i = 1; i < t; i++) {
      let value = mean[i]!;
      for (let j = 0; j < i; j++) value += l.values[(i - 1) * (t - 1) + j]! * z[j]!;
      drawn[i] = value;
    }
    const order = [...drawn.keys()].sort((a, b) => sign * (drawn[b]! - drawn[a]!));
    order.forEach((treatment, rank) => {
      counts[treatment]![rank]!++;
    });
  }
  const quantile = (probabilities: Float64Array, at: number) => {
    let sum = 0;
    for (let rank = 0; rank < t; rank++) {
      sum += probabilities[rank]!;
      if (sum >= at - 1e-12) return rank + 1;
    }
    return t;
  };
  return treatments
    .map((treatment, i): Ranked => {
      const probabilities = counts[i]!.map((count) => count / draws);
      return {
        treatment,
        pScore: pScores[i]!,
        rankProbabilities: [...probabilities],
        meanRank: probabilities.reduce((sum, p, rank) => sum + p * (rank + 1), 0),
        medianRank: quantile(probabilities, 0.5),
        lowest: quantile(probabilities, 0.5 - level / 200),
        highest: quantile(probabilities, 0.5 + level / 200),
      };
    })
    .sort((a, b) => b.pScore - a.pScore);
}
