/**
 * Student's t distribution with df > 0, also fractional. Source: Abramowitz and Stegun (1964) 26.7.1, as a
 * beta integral whose x and 1 - x are both exact.
 */
import { requireFinite, requirePositive, requireProbability } from "../arguments.ts";
import { betaTails, quantileParts } from "./beta.ts";
import { gammaHalfRatio } from "./gamma-function.ts";

/** Density at t. */
export function tDensity(t: number, df: number): number {
  requireFinite("tDensity t", t);
  requirePositive("tDensity df", df);
  const atZero = gammaHalfRatio(df / 2) / Math.sqrt(Math.PI * df);
  return atZero * Math.exp((-(df + 1) / 2) * Math.log1p((t * t) / df));
}

/** P(T > t), exact in the far tail. */
export function tUpper(t: number, df: number): number {
  requireFinite("tUpper t", t);
  requirePositive("tUpper df", df);
  const square = t * t;
  if (square === Number.POSITIVE_INFINITY) return t > 0 ? 0 : 1;
  const tails = betaTails(df / (df + square), square / (df + square), df / 2, 0.5);
  return t > 0 ? tails.lower / 2 : 0.5 + tails.upper / 2;
}

/** P(T <= t). */
export function tLower(t: number, df: number): number {
  return tUpper(-t, df);
}

/** P(|T| > |t|). */
export function tTwoSided(t: number, df: number): number {
  return Math.min(1, 2 * tUpper(Math.abs(t), df));
}

/** t with P(T > t) = p, exact for p near 0; an infinity at 0 and 1. */
export function tUpperQuantile(p: number, df: number): number {
  requireProbability("tUpperQuantile p", p);
  requirePositive("tUpperQuantile df", df);
  if (p === 0.5) return 0;
  if (p > 0.5) return -tUpperQuantile(1 - p, df);
  if (p === 0) return Number.POSITIVE_INFINITY;
  const { x, y } = quantileParts({ lower: 2 * p, upper: 1 - 2 * p }, df / 2, 0.5);
  return Math.sqrt((df * y) / x);
}

/** t with P(T <= t) = p. */
export function tQuantile(p: number, df: number): number {
  requireProbability("tQuantile p", p);
  return p < 0.5 ? -tUpperQuantile(p, df) : tUpperQuantile(1 - p, df);
}
