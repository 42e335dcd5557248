/**
 * The mean effect and the effect of a new study at given values of the moderators.
 * Sources: Higgins, Thompson and Spiegelhalter (2009), J R Stat Soc A 172(1):137-159 (prediction interval);
 * Riley, Higgins and Deeks (2011), BMJ 342:d549 (its k - p - 1 degrees of freedom).
 */
import { demand } from "./arguments.ts";
import { normalUpper, normalUpperQuantile } from "./distributions/normal.ts";
import { tUpper, tUpperQuantile } from "./distributions/t.ts";
import { type ConvergedFit, criticalValue } from "./fit.ts";

export interface Prediction {
  readonly estimate: number;
  readonly se: number;
  readonly ciLow: number;
  readonly ciHigh: number;
  /** Of a new study's true effect; absent for the equal-effects model, in which there is but one. */
  readonly prediction?: Interval;
  /** The same with k - p - 1 (at least 1) degrees of freedom; k - p where tau2 was given. */
  readonly predictionRiley?: Interval;
  /** The same as if mean and tau2 were known: estimate +/- z tau. */
  readonly predictionSimple?: Interval;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface PredictOptions {
  /** In percent; the fit's unless given. */
  readonly level?: number;
}

/**
 * @param x the columns of the design at which to predict; the pooled effect of a fit without moderators unless given.
 * @throws RangeError when x does not have a finite number for each coefficient.
 */
export function predict(
  fitted: ConvergedFit,
  x: readonly number[] = [1],
  options: PredictOptions = {},
): Prediction {
  const { coefficients, vb, tau2, test, method, k } = fitted;
  const level = options.level ?? fitted.level;
  const p = coefficients.length;
  demand(x.length === p, "predict x", x.length, `${p} numbers, one for each coefficient`);
  let estimate = 0;
  let variance = 0;
  for (let i = 0; i < p; i++) {
    demand(Number.isFinite(x[i]!), `predict x[${i}]`, x[i], "a finite number");
    estimate += x[i]! * coefficients[i]!.estimate;
    for (let j = 0; j < p; j++) variance += x[i]! * vb[i]![j]! * x[j]!;
  }
  const se = Math.sqrt(variance);
  const df = k - p;
  const fixed = fitted.options.tau2 !== undefined;
  const around = (half: number): Interval => ({ low: estimate - half, high: estimate + half });
  const mean = around(criticalValue(test, df, level) * se);
  const base = { estimate, se, ciLow: mean.low, ciHigh: mean.high };
  if (method === "EE") return base;
  const spread = Math.sqrt(variance + tau2);
  const tail = (1 - level / 100) / 2;
  return {
    ...base,
    prediction: around(criticalValue(test, df, level) * spread),
    predictionRiley: around(tUpperQuantile(tail, Math.max(1, fixed ? df : df - 1)) * spread),
    predictionSimple: around(normalUpperQuantile(tail) * Math.sqrt(tau2)),
  };
}

/** P(the true effect of a new study > threshold), at x: normal for z, else t with k - p degrees of freedom. */
export function probabilityAbove(
  fitted: ConvergedFit,
  threshold: number,
  x: readonly number[] = [1],
): number {
  demand(Number.isFinite(threshold), "probabilityAbove threshold", threshold, "a finite number");
  const { estimate, se } = predict(fitted, x);
  const statistic = (threshold - estimate) / Math.sqrt(se ** 2 + fitted.tau2);
  return fitted.test === "z"
    ? normalUpper(statistic)
    : tUpper(statistic, fitted.k - fitted.coefficients.length);
}
