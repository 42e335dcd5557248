/**
 * Weighted least squares of the effects on a design, and the traces of its projection that the estimators of tau2
 * need; every pass is linear in k, for no k x k matrix is ever formed.
 *
 * Notation: W diagonal weights, P = W - W X (X'WX)^-1 X'W. The columns of X are first made orthonormal (X = QR), so
 * that a moderator such as a year of publication costs no digits; P is the same for Q as for X.
 */
import { demand } from "./arguments.ts";
import type { Design } from "./design.ts";
import type { Effect } from "./effect.ts";
import { inverseUpper, type Matrix, thinQr } from "./matrix.ts";
import { filled, vectorOf } from "./vector.ts";

export interface Problem {
  readonly k: number;
  readonly p: number;
  readonly y: readonly number[];
  readonly v: readonly number[];
  /** Orthonormal columns, row-major k x p. */
  readonly q: readonly number[];
  /** R^-1, which takes coefficients of Q to coefficients of X. */
  readonly toBeta: Matrix;
  /** ln det(X'X). */
  readonly logDetXX: number;
}

/** Undefined when a column of the design is a combination of the others, or p > k. */
export function problemOf(effects: readonly Effect[], design?: Design): Problem | undefined {
  const k = effects.length;
  const y = filled(k, 0);
  const v = filled(k, 0);
  for (let i = 0; i < k; i++) {
    const effect = effects[i]!;
    y[i] = effect.yi;
    v[i] = effect.vi;
  }
  return problemFrom(y, v, design);
}

export function problemFrom(
  y: readonly number[],
  v: readonly number[],
  design?: Design,
): Problem | undefined {
  const k = y.length;
  if (!design) {
    const root = Math.sqrt(k);
    return {
      ...{ k, p: 1, y, v, q: filled(k, 1 / root) },
      toBeta: { rows: 1, columns: 1, values: Float64Array.of(1 / root) },
      logDetXX: Math.log(k),
    };
  }
  const x = matrixOf(design, k);
  const found = thinQr(x);
  if (!found) return undefined;
  let logDetXX = 0;
  for (let j = 0; j < x.columns; j++) logDetXX += 2 * Math.log(found.r.values[j * x.columns + j]!);
  return {
    ...{ k, p: x.columns, y, v, q: vectorOf(k * x.columns, (at) => found.q.values[at]!) },
    toBeta: inverseUpper(found.r),
    logDetXX,
  };
}

/** @throws RangeError when the design does not have k rows of finite numbers, one for each name. */
export function matrixOf({ names, rows }: Design, k: number): Matrix {
  const p = names.length;
  demand(p > 0, "design.names", p, "at least one column");
  demand(rows.length === k, "design.rows", rows.length, `${k} rows, one for each effect`);
  const values = new Float64Array(k * p);
  for (let i = 0; i < k; i++) {
    const row = rows[i]!;
    if (row.length !== p) demand(false, `design.rows[${i}]`, row.length, `${p} numbers`);
    for (let j = 0; j < p; j++) {
      const x = row[j]!;
      if (!Number.isFinite(x)) demand(false, `design.rows[${i}][${j}]`, x, "a finite number");
      values[i * p + j] = x;
    }
  }
  return { rows: k, columns: p, values };
}

export interface WeightedFit {
  /** (Q'WQ)^-1, row-major p x p. */
  readonly inverse: number[];
  /** Coefficients of the columns of Q. */
  readonly gamma: number[];
  /** y - Q gamma. */
  readonly residuals: number[];
  /** y'Py, the weighted residual sum of squares. */
  readonly rss: number;
  /** ln det(Q'WQ). */
  readonly logDet: number;
}

/** Q'DQ for diagonal D; row-major p x p. */
export function gram({ k, p, q }: Problem, d: ArrayLike<number>): number[] {
  if (p === 1) {
    let sum = 0;
    for (let i = 0; i < k; i++) sum += d[i]! * q[i]! * q[i]!;
    return [sum];
  }
  const result = filled(p * p, 0);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < p; j++) {
      const scaled = d[i]! * q[i * p + j]!;
      for (let l = 0; l <= j; l++) result[j * p + l]! += scaled * q[i * p + l]!;
    }
  }
  for (let j = 0; j < p; j++) for (let l = 0; l < j; l++) result[l * p + j] = result[j * p + l]!;
  return result;
}

/** The inverse of a p x p Gram matrix with the logarithm of its determinant. Weights are positive, so it exists. */
function invert(values: number[], p: number): { inverse: number[]; logDet: number } {
  const inverse = values.slice();
  return { inverse, logDet: sweep(inverse, p) };
}

/**
 * Turns a Gram matrix into its inverse, in place, by sweeping each pivot in turn (Goodnight 1979, Am Stat 33(3):149-158);
 * that of orthonormal columns with weights needs no exchange of rows. Returns the logarithm of the determinant.
 */
export function sweep(a: number[], p: number): number {
  let logDet = 0;
  for (let j = 0; j < p; j++) {
    const pivot = a[j * p + j]!;
    if (!(pivot > 0)) throw new RangeError("weights: expected finite weights above 0.");
    logDet += Math.log(pivot);
    for (let i = 0; i < p; i++) {
      if (i === j) continue;
      const factor = a[i * p + j]! / pivot;
      for (let l = 0; l < p; l++) if (l !== j) a[i * p + l]! -= factor * a[j * p + l]!;
      a[i * p + j] = -factor;
    }
    for (let l = 0; l < p; l++) if (l !== j) a[j * p + l]! /= pivot;
    a[j * p + j] = 1 / pivot;
  }
  return logDet;
}

/** Q'D z */
export function project({ k, p, q }: Problem, d: ArrayLike<number>, z: ArrayLike<number>): number[] {
  const result = filled(p, 0);
  for (let i = 0; i < k; i++) {
    const scaled = d[i]! * z[i]!;
    for (let j = 0; j < p; j++) result[j]! += scaled * q[i * p + j]!;
  }
  return result;
}

/** C x for row-major p x p C. */
function times(c: ArrayLike<number>, x: ArrayLike<number>): number[] {
  const p = x.length;
  const result = filled(p, 0);
  for (let j = 0; j < p; j++) for (let l = 0; l < p; l++) result[j]! += c[j * p + l]! * x[l]!;
  return result;
}

export function weightedFit(problem: Problem, w: ArrayLike<number>): WeightedFit {
  if (problem.p === 1) return weightedMean(problem, w);
  const { k, p, y, q } = problem;
  const { inverse, logDet } = invert(gram(problem, w), p);
  const gamma = times(inverse, project(problem, w, y));
  const residuals = filled(k, 0);
  let rss = 0;
  for (let i = 0; i < k; i++) {
    let r = y[i]!;
    for (let j = 0; j < p; j++) r -= q[i * p + j]! * gamma[j]!;
    residuals[i] = r;
    rss += w[i]! * r * r;
  }
  return { inverse, gamma, residuals, rss, logDet };
}

/** The fit of a single column, without the detour over matrices: most meta-analyses are just that. */
function weightedMean({ k, y, q }: Problem, w: ArrayLike<number>): WeightedFit {
  let [xx, xy] = [0, 0];
  for (let i = 0; i < k; i++) {
    const wx = w[i]! * q[i]!;
    xx += wx * q[i]!;
    xy += wx * y[i]!;
  }
  const gamma = xy / xx;
  const residuals = filled(k, 0);
  let rss = 0;
  for (let i = 0; i < k; i++) {
    const r = y[i]! - q[i]! * gamma;
    residuals[i] = r;
    rss += w[i]! * r * r;
  }
  return {
    inverse: [1 / xx],
    gamma: [gamma],
    residuals,
    rss,
    logDet: Math.log(xx),
  };
}

/** tr(A B) for row-major p x p A and symmetric B. */
export function traceOfProduct(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** A B for row-major p x p matrices. */
export function product(a: ArrayLike<number>, b: ArrayLike<number>, p: number): number[] {
  const result = filled(p * p, 0);
  for (let i = 0; i < p; i++) {
    for (let l = 0; l < p; l++)
      for (let j = 0; j < p; j++) result[i * p + j]! += a[i * p + l]! * b[l * p + j]!;
  }
  return result;
}

/** tr(P D) = sum w d - tr((Q'WQ)^-1 Q'W D W Q), for P with weights w. */
export function traceP(
  problem: Problem,
  w: ArrayLike<number>,
  inverse: ArrayLike<number>,
  d?: ArrayLike<number>,
): number {
  let sum = 0;
  const inner = filled(problem.k, 0);
  for (let i = 0; i < problem.k; i++) {
    const di = d ? d[i]! : 1;
    sum += w[i]! * di;
    inner[i] = w[i]! * w[i]! * di;
  }
  return sum - traceOfProduct(inverse, gram(problem, inner));
}

/** tr(P D P E) for diagonal D and E, 1 where not given. */
export function tracePP(
  problem: Problem,
  w: ArrayLike<number>,
  inverse: ArrayLike<number>,
  d?: ArrayLike<number>,
  e?: ArrayLike<number>,
): number {
  const { k, p, q } = problem;
  if (p === 1) {
    let [all, xd, xe, xde] = [0, 0, 0, 0];
    for (let i = 0; i < k; i++) {
      const [wi, di, ei] = [w[i]!, d ? d[i]! : 1, e ? e[i]! : 1];
      const wwxx = wi * wi * q[i]! * q[i]!;
      all += wi * wi * di * ei;
      xd += wwxx * di;
      xe += wwxx * ei;
      xde += wwxx * wi * di * ei;
    }
    const c = inverse[0]!;
    return all - 2 * c * xde + c * c * xd * xe;
  }
  const [wdw, wew, cubic] = [filled(k, 0), filled(k, 0), filled(k, 0)];
  let sum = 0;
  for (let i = 0; i < k; i++) {
    const [wi, di, ei] = [w[i]!, d ? d[i]! : 1, e ? e[i]! : 1];
    sum += wi * wi * di * ei;
    wdw[i] = wi * wi * di;
    wew[i] = wi * wi * ei;
    cubic[i] = wi * wi * wi * di * ei;
  }
  const left = product(inverse, gram(problem, wdw), p);
  const right = e === d ? left : product(inverse, gram(problem, wew), p);
  let crossed = 0;
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) crossed += left[i * p + j]! * right[j * p + i]!;
  return sum - 2 * traceOfProduct(inverse, gram(problem, cubic)) + crossed;
}

/** 1 / (v + tau2) */
export function inverseVariances({ v }: Problem, tau2: number): number[] {
  const w = filled(v.length, 0);
  for (let i = 0; i < v.length; i++) w[i] = 1 / (v[i]! + tau2);
  return w;
}
