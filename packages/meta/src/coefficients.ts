/**
 * Coefficients with their tests, alone and together: normal and chi-squared when no degrees of freedom are
 * given, t and F otherwise. Source: Rao (1973), Linear Statistical Inference, 2nd ed., section 4b.
 */
import { chiSquaredUpper } from "./distributions/chi-squared.ts";
import { fUpper } from "./distributions/f.ts";
import { inverseSymmetric, type Matrix, quadraticForm, submatrix } from "./matrix.ts";
import { type Estimate, waldEstimate } from "./wald.ts";

/** One coefficient of a model. */
export interface TestedCoefficient extends Estimate {
  /** Of the t distribution; undefined where the test is normal. */
  readonly df: number | undefined;
}

/** @param level of the interval, in percent. */
export function coefficient(estimate: number, se: number, level: number, df?: number): TestedCoefficient {
  return { ...waldEstimate(estimate, se, level, df), df };
}

/** A test of several coefficients at once: chi-squared over `df`, or F over `df` and `denominatorDf`. */
export interface JointTest {
  readonly statistic: number;
  readonly df: number;
  readonly denominatorDf: number | undefined;
  readonly p: number;
}

/** The Wald test that the chosen coefficients are all 0; undefined when there are none or they are collinear. */
export function jointTest(
  estimates: ArrayLike<number>,
  covariance: Matrix,
  which: readonly number[],
  denominatorDf?: number,
): JointTest | undefined {
  if (which.length === 0) return undefined;
  const inverse = inverseSymmetric(submatrix(covariance, which, which));
  if (!inverse) return undefined;
  const chi = quadraticForm(
    inverse,
    which.map((j) => estimates[j]!),
  );
  const df = which.length;
  return denominatorDf === undefined
    ? { statistic: chi, df, denominatorDf, p: chiSquaredUpper(chi, df) }
    : { statistic: chi / df, df, denominatorDf, p: fUpper(chi / df, df, denominatorDf) };
}

/** Fit statistics of a likelihood with `parameters` numbers estimated from `n` (REML: k - p) observations. */
export interface Information {
  readonly aic: number;
  readonly bic: number;
  /** Hurvich and Tsai (1989), Biometrika 76(2):297-307; n counted as at least parameters + 2. */
  readonly aicc: number;
}

export function information(logLik: number, parameters: number, n: number): Information {
  const atLeast = Math.max(n, parameters + 2);
  return {
    aic: -2 * logLik + 2 * parameters,
    bic: -2 * logLik + parameters * Math.log(n),
    aicc: -2 * logLik + (2 * parameters * atLeast) / (atLeast - parameters - 1),
  };
}
