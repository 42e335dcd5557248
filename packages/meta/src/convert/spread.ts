/**
 * Standard deviations and standard errors that a report does not give but implies.
 * Source: Higgins, Li and Deeks, Cochrane Handbook for Systematic Reviews of Interventions, version 6, sections
 * 6.3.1, 6.3.2, 6.5.2 and table 6.5.a.
 */
import { demand, requireFinite, requireLevel, requireNonNegative, requirePositive } from "../arguments.ts";
import { normalUpperQuantile } from "../distributions/normal.ts";
import { tUpperQuantile } from "../distributions/t.ts";

/** Half the distance of an interval's ends, in standard errors: normal without df, else Student's t. */
function criticalValue(level: number, df?: number): number {
  requireLevel(level);
  const tail = (1 - level / 100) / 2;
  return df === undefined ? normalUpperQuantile(tail) : tUpperQuantile(tail, df);
}

/** The SD of one group's outcome from the standard error of its mean. Section 6.5.2.2. */
export function sdFromSe(se: number, n: number): number {
  requireNonNegative("sdFromSe se", se);
  requirePositive("sdFromSe n", n);
  return se * Math.sqrt(n);
}

/** The standard error behind a confidence interval; t with df degrees of freedom when given, else normal. */
export function seFromInterval(low: number, high: number, level = 95, df?: number): number {
  requireFinite("seFromInterval low", low);
  demand(high >= low, "seFromInterval high", high, `at least low = ${low}`);
  return (high - low) / (2 * criticalValue(level, df));
}

/** The SD of one group's outcome from the confidence interval of its mean. Section 6.5.2.2. */
export function sdFromInterval(low: number, high: number, n: number, level = 95, df?: number): number {
  return sdFromSe(seFromInterval(low, high, level, df), n);
}

export interface PooledSd {
  /** The t statistic that the p value means. */
  readonly t: number;
  /** The standard error of the mean difference. */
  readonly se: number;
  /** The SD pooled over both arms. */
  readonly sd: number;
}

/** The pooled SD from a mean difference and its standard error. Section 6.5.2.3. */
export function pooledSdFromSe(se: number, n1: number, n2: number): number {
  requireNonNegative("pooledSdFromSe se", se);
  requirePositive("pooledSdFromSe n1", n1);
  requirePositive("pooledSdFromSe n2", n2);
  return se / Math.sqrt(1 / n1 + 1 / n2);
}

/** The pooled SD from a mean difference and its t statistic. Section 6.5.2.3. */
export function pooledSdFromT(md: number, t: number, n1: number, n2: number): PooledSd {
  requireFinite("pooledSdFromT md", md);
  demand(t !== 0 && Number.isFinite(t), "pooledSdFromT t", t, "a finite number other than 0");
  const se = Math.abs(md / t);
  return { t: Math.abs(t), se, sd: pooledSdFromSe(se, n1, n2) };
}

/** The pooled SD from a mean difference and the two-sided p value of its t test. Section 6.5.2.3. */
export function pooledSdFromP(md: number, p: number, n1: number, n2: number): PooledSd {
  demand(p > 0 && p < 1, "pooledSdFromP p", p, "a p value between 0 and 1");
  return pooledSdFromT(md, tUpperQuantile(p / 2, n1 + n2 - 2), n1, n2);
}

/** The SD of changes from the SDs before and after and their correlation. Section 6.5.2.8. */
export function changeSd(sdBefore: number, sdAfter: number, correlation: number): number {
  requireNonNegative("changeSd sdBefore", sdBefore);
  requireNonNegative("changeSd sdAfter", sdAfter);
  demand(Math.abs(correlation) <= 1, "changeSd correlation", correlation, "a correlation from -1 to 1");
  return Math.sqrt(sdBefore ** 2 + sdAfter ** 2 - 2 * correlation * sdBefore * sdAfter);
}

/** The correlation of before and after that the three SDs imply. Section 6.5.2.8. */
export function changeCorrelation(sdBefore: number, sdAfter: number, sdChange: number): number {
  requirePositive("changeCorrelation sdBefore", sdBefore);
  requirePositive("changeCorrelation sdAfter", sdAfter);
  requireNonNegative("changeCorrelation sdChange", sdChange);
  return (sdBefore ** 2 + sdAfter ** 2 - sdChange ** 2) / (2 * sdBefore * sdAfter);
}

export interface Group {
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
}

/** Two groups as one, exactly as if their people had been one sample. Table 6.5.a. */
export function combineGroups(one: Group, two: Group): Group {
  for (const { n, mean, sd } of [one, two]) {
    requirePositive("combineGroups n", n);
    requireFinite("combineGroups mean", mean);
    requireNonNegative("combineGroups sd", sd);
  }
  const n = one.n + two.n;
  const between = ((one.n * two.n) / n) * (one.mean - two.mean) ** 2;
  const within = (one.n - 1) * one.sd ** 2 + (two.n - 1) * two.sd ** 2;
  return {
    n,
    mean: (one.n * one.mean + two.n * two.mean) / n,
    sd: Math.sqrt((within + between) / (n - 1)),
  };
}
