/** An estimate with its Wald test and interval: from the normal distribution, or from t when df are given. */
import { requireLevel } from "./arguments.ts";
import { normalUpper, normalUpperQuantile } from "./distributions/normal.ts";
import { tTwoSided, tUpperQuantile } from "./distributions/t.ts";

export interface Estimate {
  readonly estimate: number;
  /** Standard error. */
  readonly se: number;
  /** z or t: estimate / se. */
  readonly statistic: number;
  /** Two-sided. */
  readonly p: number;
  readonly ciLow: number;
  readonly ciHigh: number;
}

/**
 * @param level of the interval, in percent.
 * @param df degrees of freedom of t; without them the normal distribution is used.
 */
export function waldEstimate(estimate: number, se: number, level = 95, df?: number): Estimate {
  requireLevel(level);
  const statistic = estimate / se;
  const tail = (100 - level) / 200;
  const critical = df === undefined ? normalUpperQuantile(tail) : tUpperQuantile(tail, df);
  const p = df === undefined ? 2 * normalUpper(Math.abs(statistic)) : tTwoSided(statistic, df);
  return { estimate, se, statistic, p, ciLow: estimate - critical * se, ciHigh: estimate + critical * se };
}
