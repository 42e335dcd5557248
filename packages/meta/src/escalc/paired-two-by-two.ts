/**
 * Effect sizes of a binary outcome measured twice in the same people, or in matched pairs: ai positive both times,
 * bi the first time only, ci the second time only, di neither.
 * Sources: Zou (2007), Stat Med 26(17):3369-3381 (MPRR, MPRD); Becker and Balagtas (1993), J R Stat Soc C
 * 42(4):583-592 (MPOR); Curtin et al. (2002), Stat Med 21(15):2131-2144 (MPORC); the Peto method for pairs.
 */
import { demand, requireNonNegative } from "../arguments.ts";
import type { Continuity } from "./continuity.ts";
import { type EffectSize, effectSize } from "./effect-size.ts";
import { adjust, type TwoByTwo } from "./two-by-two.ts";

export const pairedTwoByTwoMeasures = ["MPRR", "MPOR", "MPRD", "MPORC", "MPPETO"] as const;
export type PairedTwoByTwoMeasure = (typeof pairedTwoByTwoMeasures)[number];

/** @throws RangeError when a count is negative or not finite. */
export function fromPairedTwoByTwo(
  measure: PairedTwoByTwoMeasure,
  tables: readonly TwoByTwo[],
  continuity: Continuity = {},
): EffectSize[] {
  demand(pairedTwoByTwoMeasures.includes(measure), "measure", measure, pairedTwoByTwoMeasures.join(", "));
  for (const table of tables) {
    for (const [cell, count] of Object.entries(table)) requireNonNegative(`${measure} ${cell}`, count);
  }
  return adjust(tables, continuity).map((table) => ofPairs(measure, table));
}

function ofPairs(measure: PairedTwoByTwoMeasure, { ai, bi, ci, di }: TwoByTwo): EffectSize {
  const n = ai + bi + ci + di;
  const [first, second] = [ai + bi, ai + ci];
  const [notFirst, notSecond] = [ci + di, bi + di];
  switch (measure) {
    case "MPRR":
      return effectSize(Math.log(first / second), (bi + ci) / (first * second));
    case "MPOR": {
      const covariance = (n * (ai * di - bi * ci)) / (first * notFirst * second * notSecond);
      return effectSize(
        Math.log(((first / notFirst) * notSecond) / second),
        1 / first + 1 / notFirst + 1 / second + 1 / notSecond - 2 * covariance,
      );
    }
    case "MPRD":
      return effectSize((bi - ci) / n, (bi + ci) / n ** 2 - (bi - ci) ** 2 / n ** 3);
    case "MPORC":
      return effectSize(Math.log(bi / ci), 1 / bi + 1 / ci);
    case "MPPETO":
      return effectSize((2 * (bi - ci)) / (bi + ci), 4 / (bi + ci));
  }
}
