/**
 * Poisson and binomial probabilities for real arguments, without the cancellation of large logarithms.
 * Every density and every incomplete integral here takes its leading factor from these two.
 * Source: Loader (2000), Fast and accurate computation of binomial probabilities, eq. 5 and 6.
 */
import { stirlingError } from "./gamma-function.ts";

const twoPi = 6.283185307179586;

/** x ln(x/m) + m - x, by its series where x is near m. */
export function deviance(x: number, m: number): number {
  if (Math.abs(x - m) < 0.1 * (x + m)) {
    const v = (x - m) / (x + m);
    let sum = (x - m) * v;
    let term = 2 * x * v;
    for (let j = 1; j < 1000; j++) {
      term *= v * v;
      const next = sum + term / (2 * j + 1);
      if (next === sum) break;
      sum = next;
    }
    return sum;
  }
  return x * Math.log(x / m) + m - x;
}

/** m^x e^-m / Gamma(x + 1) for real x >= 0 and m >= 0. */
export function poissonWeight(x: number, m: number): number {
  if (m === 0) return x === 0 ? 1 : 0;
  if (x === 0) return Math.exp(-m);
  return Math.exp(-stirlingError(x) - deviance(x, m)) / Math.sqrt(twoPi * x);
}

/** Gamma(n+1) / (Gamma(x+1) Gamma(n-x+1)) p^x q^(n-x) for real 0 <= x <= n, with q = 1 - p given exactly. */
export function binomialWeight(x: number, rest: number, p: number, q: number): number {
  const n = x + rest;
  if (p === 0) return x === 0 ? 1 : 0;
  if (q === 0) return rest === 0 ? 1 : 0;
  if (x === 0) return Math.exp(p < 0.5 ? n * Math.log1p(-p) : n * Math.log(q));
  if (rest === 0) return Math.exp(q < 0.5 ? n * Math.log1p(-q) : n * Math.log(p));
  const exponent =
    stirlingError(n) - stirlingError(x) - stirlingError(rest) - deviance(x, n * p) - deviance(rest, n * q);
  return Math.exp(exponent) * Math.sqrt(n / (twoPi * x * rest));
}
