/**
 * The exact factor J(df) that makes a standardised mean difference unbiased.
 * Source: Hedges (1981), J Educ Stat 6(2):107-128, eq. 6e: Gamma(df/2) / (sqrt(df/2) Gamma((df-1)/2)).
 */
import { gammaHalfRatio } from "../distributions/gamma-function.ts";

/** J(df) for df > 1; with df of 1 or less the factor does not exist and NaN marks the effect as undefined. */
export function hedgesJ(df: number): number {
  return df > 1 ? gammaHalfRatio((df - 1) / 2) / Math.sqrt(df / 2) : Number.NaN;
}

/** The unbiased estimate of the part of the variance that grows with the effect. Viechtbauer (2007), eq. 10. */
export function unbiasedSquare(g: number, m: number): number {
  return (1 - (m - 2) / (m * hedgesJ(m) ** 2)) * g ** 2;
}
