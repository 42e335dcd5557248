/**
 * Noncentral t and chi-squared tails.
 * Sources: Lenth (1989), Appl Stat 38(1):185-189, algorithm AS 243; Ding (1992), Appl Stat 41(2):478-482,
 * the Poisson mixture of central chi-squared tails, summed outwards from its largest weight.
 */
import { requireFinite, requireNonNegative, requirePositive } from "../arguments.ts";
import { betaTails } from "./beta.ts";
import { gammaTails } from "./gamma.ts";
import { lgamma } from "./gamma-function.ts";
import { normalLower, normalUpper } from "./normal.ts";
import { poissonWeight } from "./saddle-point.ts";

/** P(X <= x) and P(X > x) of the noncentral chi-squared distribution. */
function chiSquaredMixture(x: number, df: number, ncp: number, upper: boolean): number {
  const mean = ncp / 2;
  const tail = (j: number) => {
    const { lower, upper: above } = gammaTails(x / 2, df / 2 + j);
    return poissonWeight(j, mean) * (upper ? above : lower);
  };
  const mode = Math.floor(mean);
  let sum = 0;
  for (let j = mode; j >= 0; j--) {
    const term = tail(j);
    sum += term;
    if (term < sum * 1e-17 && poissonWeight(j, mean) < 1e-20) break;
  }
  for (let j = mode + 1; j < mode + 10_000; j++) {
    const term = tail(j);
    sum += term;
    // Upper tails grow towards 1 with j, so the weight alone decides there.
    if ((upper ? poissonWeight(j, mean) : term) <= sum * 1e-17) break;
  }
  return Math.min(1, sum);
}

/** P(X <= x), noncentrality ncp >= 0 being the sum of squared means. */
export function noncentralChiSquaredLower(x: number, df: number, ncp: number): number {
  requireNonNegative("noncentralChiSquaredLower x", x);
  requirePositive("noncentralChiSquaredLower df", df);
  requireNonNegative("noncentralChiSquaredLower ncp", ncp);
  return chiSquaredMixture(x, df, ncp, false);
}

/** P(X > x). */
export function noncentralChiSquaredUpper(x: number, df: number, ncp: number): number {
  requireNonNegative("noncentralChiSquaredUpper x", x);
  requirePositive("noncentralChiSquaredUpper df", df);
  requireNonNegative("noncentralChiSquaredUpper ncp", ncp);
  return chiSquaredMixture(x, df, ncp, true);
}

/** P(T <= t) of the noncentral t distribution, |ncp| up to about 37. */
export function noncentralTLower(t: number, df: number, ncp: number): number {
  requireFinite("noncentralTLower t", t);
  requirePositive("noncentralTLower df", df);
  requireFinite("noncentralTLower ncp", ncp);
  return t >= 0 ? normalLower(-ncp) + betweenZeroAnd(t, df, ncp) : noncentralTUpper(-t, df, -ncp);
}

/** P(T > t). */
export function noncentralTUpper(t: number, df: number, ncp: number): number {
  requireFinite("noncentralTUpper t", t);
  if (t < 0) return noncentralTLower(-t, df, -ncp);
  return Math.max(0, normalUpper(-ncp) - betweenZeroAnd(t, df, ncp));
}

/** P(0 < T <= t): half the sum over Poisson and half-integer Poisson weights, Lenth's eq. 2. */
function betweenZeroAnd(t: number, df: number, ncp: number): number {
  if (t === 0) return 0;
  const x = (t * t) / (t * t + df);
  const y = df / (t * t + df);
  const mean = (ncp * ncp) / 2;
  const logMean = Math.log(mean);
  let sum = 0;
  for (let j = 0; j < 20_000; j++) {
    const even = mean === 0 ? (j === 0 ? 1 : 0) : Math.exp(-mean + j * logMean - lgamma(j + 1));
    const odd = mean === 0 ? 0 : (ncp / Math.SQRT2) * Math.exp(-mean + j * logMean - lgamma(j + 1.5));
    const term = even * betaTails(x, y, j + 0.5, df / 2).lower + odd * betaTails(x, y, j + 1, df / 2).lower;
    sum += term;
    if (j > mean && Math.abs(term) <= 1e-17 * Math.abs(sum)) break;
  }
  return sum / 2;
}
