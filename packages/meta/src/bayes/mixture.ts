/**
 * A mixture of normal distributions: what a posterior is when, given tau, everything is normal.
 * Source: Rover (2020), J Stat Softw 93(6), section 2.9: the mixture is evaluated, not sampled.
 */
import { demand, requireFinite, requireLevel } from "../arguments.ts";
import { normalDensity, normalLower, normalUpper } from "../distributions/normal.ts";
import { brentRoot } from "../root.ts";

/** The distribution of one unknown, given the data. */
export interface Posterior {
  /** Undefined where the posterior's tail is too heavy to have one. */
  readonly mean: number | undefined;
  readonly sd: number | undefined;
  readonly median: number;
  /** The value below which the unknown lies with this probability. */
  quantile(probability: number): number;
  /** Between equal tails; level in percent, 95 unless given. */
  interval(level?: number): { readonly low: number; readonly high: number };
  probabilityAbove(value: number): number;
  probabilityBelow(value: number): number;
  density(value: number): number;
}

/** @param moments how many of mean and variance exist. */
export function mixture(
  weights: Float64Array,
  means: Float64Array,
  sds: Float64Array,
  moments: number,
): Posterior {
  let [mean, variance] = [0, 0];
  for (let n = 0; n < weights.length; n++) mean += weights[n]! * means[n]!;
  for (let n = 0; n < weights.length; n++) variance += weights[n]! * (sds[n]! ** 2 + (means[n]! - mean) ** 2);
  const sum = (f: (z: number, sd: number) => number) => (x: number) => {
    let total = 0;
    for (let n = 0; n < weights.length; n++) total += weights[n]! * f((x - means[n]!) / sds[n]!, sds[n]!);
    return total;
  };
  const below = sum(normalLower);
  const above = sum(normalUpper);
  const quantile = (probability: number) => {
    demand(probability > 0 && probability < 1, "probability", probability, "a probability between 0 and 1");
    // The tail that holds less is the one that keeps its digits.
    const f =
      probability <= 0.5 ? (x: number) => below(x) - probability : (x: number) => 1 - probability - above(x);
    const step = Math.sqrt(variance);
    let [low, high] = [mean - 3 * step, mean + 3 * step];
    for (let tries = 0; f(low) > 0 && tries < 200; tries++) low -= step * 2 ** tries;
    for (let tries = 0; f(high) < 0 && tries < 200; tries++) high += step * 2 ** tries;
    const root = brentRoot(f, low, high, { tolerance: 1e-13 * step });
    return root.status === "converged" ? root.x : root.status === "not-converged" ? root.lastX : mean;
  };
  return {
    mean: moments >= 1 ? mean : undefined,
    sd: moments >= 2 ? Math.sqrt(variance) : undefined,
    median: quantile(0.5),
    quantile,
    interval: intervalBy(quantile),
    probabilityAbove: (value) => {
      requireFinite("value", value);
      return above(value);
    },
    probabilityBelow: (value) => {
      requireFinite("value", value);
      return below(value);
    },
    density: sum((z, sd) => normalDensity(z) / sd),
  };
}

export function intervalBy(quantile: (probability: number) => number) {
  return (level = 95) => {
    requireLevel(level);
    const tail = (100 - level) / 200;
    return { low: quantile(tail), high: quantile(1 - tail) };
  };
}
