/** The chi-squared distribution with df > 0: twice a gamma variable of shape df / 2. */
import { requireNonNegative, requirePositive } from "../arguments.ts";
import { gammaDensity, gammaLower, gammaQuantile, gammaUpper, gammaUpperQuantile } from "./gamma.ts";

/** Density at x >= 0. */
export function chiSquaredDensity(x: number, df: number): number {
  return gammaDensity(x / 2, df / 2) / 2;
}

/** P(X <= x). */
export function chiSquaredLower(x: number, df: number): number {
  requireNonNegative("chiSquaredLower x", x);
  return gammaLower(x / 2, df / 2);
}

/** P(X > x), exact in the far tail. */
export function chiSquaredUpper(x: number, df: number): number {
  requireNonNegative("chiSquaredUpper x", x);
  return gammaUpper(x / 2, df / 2);
}

/** x with P(X <= x) = p. */
export function chiSquaredQuantile(p: number, df: number): number {
  requirePositive("chiSquaredQuantile df", df);
  return 2 * gammaQuantile(p, df / 2);
}

/** x with P(X > x) = p, exact for p near 0. */
export function chiSquaredUpperQuantile(p: number, df: number): number {
  requirePositive("chiSquaredUpperQuantile df", df);
  return 2 * gammaUpperQuantile(p, df / 2);
}
