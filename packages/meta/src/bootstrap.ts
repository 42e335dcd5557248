/**
 * Parametric bootstrap of a random-effects fit: effects are drawn anew from the fitted model and refitted.
 * Source: van den Noortgate and Onghena (2005), Behav Res Methods 37(1):11-22; Efron and Tibshirani (1993), An
 * Introduction to the Bootstrap, section 13.3 (percentile interval).
 */
import { requireLevel, requireWhole } from "./arguments.ts";
import { type ConvergedFit, fit } from "./fit.ts";
import type { Interval } from "./predict.ts";
import { randomStream } from "./random.ts";

export interface Bootstrap {
  /** One for each refit that converged, in the order drawn. */
  readonly coefficients: readonly (readonly number[])[];
  readonly tau2: readonly number[];
  /** Percentile intervals at the fit's level. */
  readonly coefficientIntervals: readonly Interval[];
  readonly tau2Interval: Interval;
  readonly failed: number;
}

/** @throws RangeError unless refits and seed are whole numbers. */
export function parametricBootstrap(
  fitted: ConvergedFit,
  {
    refits = 1000,
    seed,
    level = fitted.level,
  }: { readonly refits?: number; readonly seed: number; readonly level?: number },
): Bootstrap {
  requireWhole("refits", refits, 2);
  requireLevel(level);
  const random = randomStream(seed);
  const { effects, options, coefficients, tau2 } = fitted;
  const means = effects.map((_, i) => {
    const row = options.design?.rows[i] ?? [1];
    return row.reduce((sum, x, j) => sum + x * coefficients[j]!.estimate, 0);
  });
  const drawn: number[][] = [];
  const variances: number[] = [];
  for (let r = 0; r < refits; r++) {
    const again = fit(
      effects.map(({ vi }, i) => ({ yi: means[i]! + Math.sqrt(vi + tau2) * random.normal(), vi })),
      options,
    );
    if (again.status !== "converged") continue;
    drawn.push(again.coefficients.map(({ estimate }) => estimate));
    variances.push(again.tau2);
  }
  return {
    ...{ coefficients: drawn, tau2: variances, failed: refits - drawn.length },
    coefficientIntervals: coefficients.map((_, j) =>
      percentiles(
        drawn.map((each) => each[j]!),
        level,
      ),
    ),
    tau2Interval: percentiles(variances, level),
  };
}

/** Quantiles by linear interpolation of the order statistics. */
function percentiles(values: readonly number[], level: number): Interval {
  const sorted = Float64Array.from(values).sort();
  const at = (q: number) => {
    const place = q * (sorted.length - 1);
    const below = Math.floor(place);
    const [low, high] = [sorted[below]!, sorted[Math.min(sorted.length - 1, below + 1)]!];
    return low + (place - below) * (high - low);
  };
  const tail = (1 - level / 100) / 2;
  return { low: at(tail), high: at(1 - tail) };
}
