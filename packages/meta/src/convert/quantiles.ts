/**
 * Mean and standard deviation from a median with quartiles, extremes or both, for samples that may be taken
 * as roughly normal.
 * Sources: Wan et al. (2014), BMC Med Res Methodol 14:135, eq. 2, 9, 10, 12 to 16; Luo et al. (2018), Stat Methods
 * Med Res 27(6):1785-1805, eq. 7, 11 and 15; Shi et al. (2020), Res Synth Methods 11(5):641-654, eq. 11.
 */
import { demand, requireFinite } from "../arguments.ts";
import { normalQuantile } from "../distributions/normal.ts";

/** A median with the extremes, the quartiles, or all of them. */
export interface FiveNumbers {
  readonly min?: number;
  readonly q1?: number;
  readonly median: number;
  readonly q3?: number;
  readonly max?: number;
  readonly n: number;
}

export interface MeanAndSd {
  readonly mean: number;
  readonly sd: number;
}

export interface QuantileMethods {
  /** "luo" weights by sample size; "wan" does not. */
  readonly mean?: "luo" | "wan";
  /** With all five numbers: "shi" weights range and quartiles by sample size, "wan" equally. */
  readonly sd?: "shi" | "wan";
}

/** @throws RangeError when the numbers are out of order, too few, or n is below 2. */
export function fromQuantiles(
  five: FiveNumbers,
  { mean: meanMethod = "luo", sd: sdMethod = "shi" }: QuantileMethods = {},
): MeanAndSd {
  const { range, quartiles } = requireFiveNumbers("fromQuantiles", five);
  const { median, n } = five;
  const ofRange = normalQuantile((n - 0.375) / (n + 0.25));
  const ofQuartiles = normalQuantile((0.75 * n - 0.125) / (n + 0.25));
  if (range && quartiles) {
    const [low, high] = range;
    const [q25, q75] = quartiles;
    const [w1, w2] = [2.2 / (2.2 + n ** 0.75), 0.7 - 0.72 / n ** 0.55];
    const luo = (w1 * (low + high)) / 2 + (w2 * (q25 + q75)) / 2 + (1 - w1 - w2) * median;
    const wan = (low + 2 * q25 + 2 * median + 2 * q75 + high) / 8;
    const [byRange, byQuartiles] = [(high - low) / ofRange, (q75 - q25) / ofQuartiles];
    const shi = byRange / (2 + 0.14 * n ** 0.6) + byQuartiles / (2 + 2 / (0.07 * n ** 0.6));
    return {
      mean: meanMethod === "luo" ? luo : wan,
      sd: sdMethod === "shi" ? shi : (byRange + byQuartiles) / 4,
    };
  }
  if (range) {
    const [low, high] = range;
    const w = 4 / (4 + n ** 0.75);
    const mean =
      meanMethod === "luo" ? (w * (low + high)) / 2 + (1 - w) * median : (low + 2 * median + high) / 4;
    return { mean, sd: (high - low) / (2 * ofRange) };
  }
  const w = 0.7 + 0.39 / n;
  const [low, high] = quartiles!;
  const mean = meanMethod === "luo" ? (w * (low + high)) / 2 + (1 - w) * median : (low + median + high) / 3;
  return { mean, sd: (high - low) / (2 * ofQuartiles) };
}

/**
 * The extremes and the quartiles, each where both of a pair are given.
 * @throws RangeError when the numbers are out of order, not finite, too few, or n is below 2.
 */
export function requireFiveNumbers(
  of: string,
  { min, q1, median, q3, max, n }: FiveNumbers,
): { readonly range?: readonly [number, number]; readonly quartiles?: readonly [number, number] } {
  demand(n >= 2 && n < Number.POSITIVE_INFINITY, `${of} n`, n, "a sample of at least 2");
  const given = Object.entries({ min, q1, median, q3, max }).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) requireFinite(`${of} ${name}`, value ?? Number.NaN);
  const range = min !== undefined && max !== undefined;
  const quartiles = q1 !== undefined && q3 !== undefined;
  demand(range || quartiles, of, "a median alone", "the quartiles, the extremes, or both");
  const inOrder = given.map(([, value]) => value!);
  demand(
    inOrder.every((value, i) => i === 0 || value >= inOrder[i - 1]!),
    of,
    inOrder,
    "numbers in ascending order",
  );
  return { ...(range ? { range: [min, max] } : {}), ...(quartiles ? { quartiles: [q1, q3] } : {}) };
}
