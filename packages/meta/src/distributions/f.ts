/** The F distribution with df1 and df2 > 0. Source: Abramowitz and Stegun (1964) 26.6.2, as a beta integral. */
import { requireNonNegative, requirePositive, requireProbability } from "../arguments.ts";
import { betaTails, quantileParts } from "./beta.ts";
import type { Tails } from "./quantile.ts";
import { binomialWeight } from "./saddle-point.ts";

function tailsAt(of: string, x: number, df1: number, df2: number): Tails {
  requireNonNegative(`${of} x`, x);
  requirePositive(`${of} df1`, df1);
  requirePositive(`${of} df2`, df2);
  const total = df1 * x + df2;
  return betaTails((df1 * x) / total, df2 / total, df1 / 2, df2 / 2);
}

/** Density at x > 0. */
export function fDensity(x: number, df1: number, df2: number): number {
  requirePositive("fDensity x", x);
  requirePositive("fDensity df1", df1);
  requirePositive("fDensity df2", df2);
  const total = df1 * x + df2;
  const leading =
    (binomialWeight(df1 / 2, df2 / 2, (df1 * x) / total, df2 / total) * (df1 / 2) * (df2 / 2)) /
    ((df1 + df2) / 2);
  return leading / x;
}

/** P(X <= x). */
export function fLower(x: number, df1: number, df2: number): number {
  return tailsAt("fLower", x, df1, df2).lower;
}

/** P(X > x), exact in the far tail. */
export function fUpper(x: number, df1: number, df2: number): number {
  return tailsAt("fUpper", x, df1, df2).upper;
}

function quantile(target: Tails, df1: number, df2: number): number {
  requirePositive("fQuantile df1", df1);
  requirePositive("fQuantile df2", df2);
  const { x, y } = quantileParts(target, df1 / 2, df2 / 2);
  return (df2 * x) / (df1 * y);
}

/** x with P(X <= x) = p. */
export function fQuantile(p: number, df1: number, df2: number): number {
  requireProbability("fQuantile p", p);
  return quantile({ lower: p, upper: 1 - p }, df1, df2);
}

/** x with P(X > x) = p, exact for p near 0. */
export function fUpperQuantile(p: number, df1: number, df2: number): number {
  requireProbability("fUpperQuantile p", p);
  return quantile({ lower: 1 - p, upper: p }, df1, df2);
}
