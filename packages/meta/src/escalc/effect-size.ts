/** One study's effect size, or the reason why its data give none. */

export type EffectSize =
  | {
      readonly status: "estimated";
      /** The effect, on the scale its measure names. */
      readonly yi: number;
      /** Its sampling variance; 0 only where the data leave the estimator no variance, as a proportion of 0. */
      readonly vi: number;
    }
  | {
      readonly status: "undefined";
      readonly because: string;
      /** Where the data give an estimate but no sampling variance, as a correlation of 1: to be shown, not pooled. */
      readonly limit?: number;
    };

/** Data can lead to a logarithm of 0 or a division by 0: that is an undefined effect, not an infinite one. */
export function effectSize(yi: number, vi: number): EffectSize {
  if (!Number.isFinite(yi)) return undefinedEffect("the effect is not finite for these data");
  if (!Number.isFinite(vi) || vi < 0)
    return undefinedEffect("its sampling variance is not finite for these data");
  return { status: "estimated", yi, vi };
}

export function undefinedEffect(because: string, limit?: number): EffectSize {
  return { status: "undefined", because, ...(limit === undefined ? {} : { limit }) };
}

/** A change of scale y' = g(y) carries the variance with the square of g'(y): the delta method. */
export function onScale(
  size: EffectSize,
  yi: (y: number) => number,
  slope: (y: number) => number,
): EffectSize {
  if (size.status === "undefined") return undefinedEffect(size.because);
  return effectSize(yi(size.yi), size.vi * slope(size.yi) ** 2);
}

/** Fisher's z of a correlation. */
export function fisherZ(size: EffectSize): EffectSize {
  return onScale(size, Math.atanh, (r) => 1 / (1 - r * r));
}

/** The mean of values weighted by sizes. */
export function weightedMean(values: readonly number[], weights: readonly number[]): number {
  let [sum, total] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    sum += values[i]! * weights[i]!;
    total += weights[i]!;
  }
  return sum / total;
}
