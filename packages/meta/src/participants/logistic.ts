/**
 * Logistic regression of a yes-or-no outcome over participants, studies pooled or with indicators of their own.
 * Source: McCullagh and Nelder (1989), Generalized Linear Models, 2nd ed., sections 2.5 and 4.4 (iteratively
 * reweighted least squares); Albert and Anderson (1984), Biometrika 71(1):1-10 (separation).
 */
import { demand, requireFinite, requireLevel } from "../arguments.ts";
import { coefficient, type Information, information, type TestedCoefficient } from "../coefficients.ts";
import {
  at,
  cholesky,
  choleskyInverse,
  choleskySolve,
  fromRows,
  inverseUpper,
  type Matrix,
  multiply,
  thinQr,
  toRows,
  transpose,
  zeros,
} from "../matrix.ts";

export interface LogisticModel {
  /** 0 or 1. */
  readonly y: readonly number[];
  /** A row of numbers for every participant. */
  readonly fixed: readonly (readonly number[])[];
}

export interface ConvergedLogistic {
  readonly status: "converged";
  readonly n: number;
  /** Log odds ratios. */
  readonly coefficients: readonly TestedCoefficient[];
  readonly covariance: readonly (readonly number[])[];
  readonly logLik: number;
  readonly information: Information;
}

export type LogisticFit =
  | ConvergedLogistic
  | { readonly status: "singular-design" }
  /** Some combination of the columns tells the outcomes apart: a coefficient is infinite. */
  | { readonly status: "separated" }
  | { readonly status: "too-few-rows"; readonly n: number; readonly p: number };

/** @throws RangeError when lengths disagree, an outcome is not 0 or 1, or a value is not finite. */
export function fitLogistic({ y, fixed }: LogisticModel, { level = 95 } = {}): LogisticFit {
  requireLevel(level);
  const x = requireBinary("fitLogistic", y, fixed);
  const n = y.length;
  const p = x.columns;
  if (n < p) return { status: "too-few-rows", n, p };
  const qr = thinQr(x);
  if (!qr) return { status: "singular-design" };
  let beta: Float64Array = new Float64Array(p);
  let logLik = Number.NEGATIVE_INFINITY;
  let covariance: Matrix | undefined;
  for (let iteration = 0; iteration < 60; iteration++) {
    const step = scoringStep(qr.q, y, beta);
    if (!step) return { status: "separated" };
    const gain = step.logLik - logLik;
    logLik = step.logLik;
    covariance = step.covariance;
    const size = step.step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (iteration > 3 && Math.abs(gain) < 1e-13 * Math.abs(logLik) && size < 1e-9 * (1 + norm(beta))) {
      if (step.furthest > 20) return { status: "separated" };
      break;
    }
    beta = beta.map((value, j) => value + step.step[j]!);
    if (iteration === 59) return { status: "separated" };
  }
  const inverse = inverseUpper(qr.r);
  const estimates = multiply(inverse, { rows: p, columns: 1, values: beta }).values;
  const rotated = multiply(multiply(inverse, covariance!), transpose(inverse));
  return {
    status: "converged",
    n,
    coefficients: Array.from(estimates, (b, j) => coefficient(b, Math.sqrt(at(rotated, j, j)), level)),
    covariance: toRows(rotated),
    logLik,
    information: information(logLik, p, n),
  };
}

const norm = (values: Float64Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

function scoringStep(q: Matrix, y: readonly number[], beta: Float64Array) {
  const { rows: n, columns: p } = q;
  const info = zeros(p, p);
  const score = new Float64Array(p);
  let logLik = 0;
  let furthest = 0;
  for (let i = 0; i < n; i++) {
    let eta = 0;
    for (let c = 0; c < p; c++) eta += at(q, i, c) * beta[c]!;
    furthest = Math.max(furthest, Math.abs(eta));
    logLik += y[i]! * eta - softplus(eta);
    const mu = 1 / (1 + Math.exp(-eta));
    const w = mu * (1 - mu);
    for (let c = 0; c < p; c++) {
      const xc = at(q, i, c);
      score[c]! += xc * (y[i]! - mu);
      for (let d = 0; d < p; d++) info.values[c * p + d]! += w * xc * at(q, i, d);
    }
  }
  const l = cholesky(info);
  if (!l || furthest > 700) return undefined;
  return { step: choleskySolve(l, score), covariance: choleskyInverse(l), logLik, furthest };
}

/** ln(1 + e^x) without overflow. */
export function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

export function requireBinary(
  of: string,
  y: readonly number[],
  fixed: readonly (readonly number[])[],
): Matrix {
  const x = fromRows(fixed);
  demand(x.rows === y.length, `${of} fixed`, `${x.rows} rows`, `${y.length} rows, one a participant`);
  y.forEach((value, i) => {
    demand(value === 0 || value === 1, `${of} y[${i}]`, value, "0 or 1");
  });
  x.values.forEach((value, i) => {
    requireFinite(`${of} fixed[${Math.floor(i / x.columns)}][${i % x.columns}]`, value);
  });
  return x;
}
