/**
 * How far study effects lie from a common estimate.
 * Source: Higgins and Thompson (2002), Stat Med 21(11):1539-1558: Q, H2 = Q / df and I2 = (Q - df) / Q.
 */
import { chiSquaredUpper } from "./distributions/chi-squared.ts";

export interface Spread {
  readonly QE: number;
  readonly df: number;
  readonly pval: number;
  /** Percent; not defined for a single study. */
  readonly I2: number | undefined;
  readonly H2: number | undefined;
}

export function spread(QE: number, df: number): Spread {
  if (df < 1) return { QE: 0, df: 0, pval: 1, I2: undefined, H2: undefined };
  const I2 = QE > 0 ? 100 * Math.max(0, (QE - df) / QE) : 0;
  return { QE, df, pval: chiSquaredUpper(QE, df), I2, H2: QE / df };
}
