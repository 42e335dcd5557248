/**
 * How far study effects lie from a common estimate.
 * Source: Higgins and Thompson (2002), Stat Med 21(11):1539-1558: H2 = Q / df and I2 = (Q - df) / Q.
 */
import { chiSquaredUpper } from "./distributions/chi-squared.ts";

export interface Heterogeneity {
  /** Cochran's Q. */
  readonly q: number;
  readonly df: number;
  readonly p: number;
  /** Percent; absent when a single study informs it. */
  readonly i2?: number;
  readonly h2?: number;
}

export function heterogeneity(q: number, df: number): Heterogeneity {
  if (df < 1) return { q: 0, df: 0, p: 1 };
  return { q, df, p: chiSquaredUpper(q, df), i2: q > 0 ? 100 * Math.max(0, (q - df) / q) : 0, h2: q / df };
}
