/**
 * Small dense matrices, row-major in a Float64Array. Shapes that do not fit are a mistake and throw; a
 * matrix that turns out singular is something data can bring about and gives undefined.
 * Source of the algorithms: Golub and Van Loan (2013), Matrix Computations, 4th ed., sections 4.2 (Cholesky),
 * 3.4 (LU with partial pivoting), 5.2 (Householder QR).
 */
import { demand } from "./arguments.ts";

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** Element (i, j) is at i * columns + j. */
  readonly values: Float64Array;
}

export function zeros(rows: number, columns: number): Matrix {
  return { rows, columns, values: new Float64Array(rows * columns) };
}

export function identity(n: number): Matrix {
  return diagonal(new Float64Array(n).fill(1));
}

export function diagonal(entries: ArrayLike<number>): Matrix {
  const result = zeros(entries.length, entries.length);
  for (let i = 0; i < entries.length; i++) result.values[i * entries.length + i] = entries[i]!;
  return result;
}

/** @throws RangeError when the rows differ in length. */
export function fromRows(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  const result = zeros(rows.length, columns);
  rows.forEach((row, i) => {
    demand(row.length === columns, `row ${i + 1}`, row.length, `${columns} columns, as in row 1`);
    result.values.set(row, i * columns);
  });
  return result;
}

export function toRows(a: Matrix): number[][] {
  return Array.from({ length: a.rows }, (_, i) => [...a.values.subarray(i * a.columns, (i + 1) * a.columns)]);
}

export function at(a: Matrix, i: number, j: number): number {
  return a.values[i * a.columns + j]!;
}

export function set(a: Matrix, i: number, j: number, value: number): void {
  a.values[i * a.columns + j] = value;
}

export function trace(a: Matrix): number {
  let sum = 0;
  for (let i = 0; i < a.rows; i++) sum += at(a, i, i);
  return sum;
}

export function transpose(a: Matrix): Matrix {
  const result = zeros(a.columns, a.rows);
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < a.columns; j++) result.values[j * a.rows + i] = a.values[i * a.columns + j]!;
  }
  return result;
}

export function add(a: Matrix, b: Matrix, timesB = 1): Matrix {
  requireSameShape(a, b);
  return { ...a, values: a.values.map((value, i) => value + timesB * b.values[i]!) };
}

export function scale(a: Matrix, by: number): Matrix {
  return { ...a, values: a.values.map((value) => value * by) };
}

export function multiply(a: Matrix, b: Matrix): Matrix {
  demand(a.columns === b.rows, "multiply b", `${b.rows} rows`, `${a.columns} rows, as a has columns`);
  const result = zeros(a.rows, b.columns);
  const { values } = result;
  for (let i = 0; i < a.rows; i++) {
    for (let l = 0; l < a.columns; l++) {
      const factor = a.values[i * a.columns + l]!;
      if (factor === 0) continue;
      for (let j = 0; j < b.columns; j++) values[i * b.columns + j]! += factor * b.values[l * b.columns + j]!;
    }
  }
  return result;
}

/** A x */
export function timesVector(a: Matrix, x: ArrayLike<number>): Float64Array {
  demand(a.columns === x.length, "timesVector x", x.length, `${a.columns} entries`);
  const result = new Float64Array(a.rows);
  for (let i = 0; i < a.rows; i++) {
    let sum = 0;
    for (let j = 0; j < a.columns; j++) sum += a.values[i * a.columns + j]! * x[j]!;
    result[i] = sum;
  }
  return result;
}

/** A' x */
export function transposeTimesVector(a: Matrix, x: ArrayLike<number>): Float64Array {
  demand(a.rows === x.length, "transposeTimesVector x", x.length, `${a.rows} entries`);
  const result = new Float64Array(a.columns);
  for (let i = 0; i < a.rows; i++) {
    const xi = x[i]!;
    for (let j = 0; j < a.columns; j++) result[j]! += a.values[i * a.columns + j]! * xi;
  }
  return result;
}

/** A' diag(w) A, at a cost linear in the rows. */
export function weightedCrossProduct(a: Matrix, w: ArrayLike<number>): Matrix {
  const p = a.columns;
  const result = zeros(p, p);
  const { values } = result;
  for (let i = 0; i < a.rows; i++) {
    const row = i * p;
    const wi = w[i]!;
    for (let j = 0; j < p; j++) {
      const scaled = wi * a.values[row + j]!;
      for (let l = 0; l <= j; l++) values[j * p + l]! += scaled * a.values[row + l]!;
    }
  }
  for (let j = 0; j < p; j++) for (let l = 0; l < j; l++) values[l * p + j] = values[j * p + l]!;
  return result;
}

/** A' A */
export function crossProduct(a: Matrix): Matrix {
  return weightedCrossProduct(a, new Float64Array(a.rows).fill(1));
}

/** x' A x */
export function quadraticForm(a: Matrix, x: ArrayLike<number>): number {
  const ax = timesVector(a, x);
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * ax[i]!;
  return sum;
}

/** The lower triangle L of A = L L'; undefined unless A is positive definite to working precision. */
export function cholesky(a: Matrix): Matrix | undefined {
  requireSquare("cholesky", a);
  const n = a.rows;
  const l = zeros(n, n);
  const { values } = l;
  for (let j = 0; j < n; j++) {
    let pivot = a.values[j * n + j]!;
    for (let m = 0; m < j; m++) pivot -= values[j * n + m]! ** 2;
    // Written so that NaN fails too.
    if (!(pivot > 1e-15 * Math.abs(a.values[j * n + j]!))) return undefined;
    const root = Math.sqrt(pivot);
    values[j * n + j] = root;
    for (let i = j + 1; i < n; i++) {
      let sum = a.values[i * n + j]!;
      for (let m = 0; m < j; m++) sum -= values[i * n + m]! * values[j * n + m]!;
      values[i * n + j] = sum / root;
    }
  }
  return l;
}

/** x with L x = b. */
function solveLower(l: Matrix, b: ArrayLike<number>): Float64Array {
  const n = l.rows;
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    let sum = x[i]!;
    for (let j = 0; j < i; j++) sum -= l.values[i * n + j]! * x[j]!;
    x[i] = sum / l.values[i * n + i]!;
  }
  return x;
}

/** x with L' x = b. */
function solveLowerTransposed(l: Matrix, b: ArrayLike<number>): Float64Array {
  const n = l.rows;
  const x = Float64Array.from(b);
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let j = i + 1; j < n; j++) sum -= l.values[j * n + i]! * x[j]!;
    x[i] = sum / l.values[i * n + i]!;
  }
  return x;
}

/** x with L L' x = b. */
export function choleskySolve(l: Matrix, b: ArrayLike<number>): Float64Array {
  return solveLowerTransposed(l, solveLower(l, b));
}

/** The inverse of L L'. */
export function choleskyInverse(l: Matrix): Matrix {
  const n = l.rows;
  const result = zeros(n, n);
  const unit = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    unit.fill(0);
    unit[j] = 1;
    const column = choleskySolve(l, unit);
    for (let i = 0; i < n; i++) result.values[i * n + j] = column[i]!;
  }
  return result;
}

/** ln det(L L'). */
export function choleskyLogDeterminant(l: Matrix): number {
  let sum = 0;
  for (let i = 0; i < l.rows; i++) sum += Math.log(at(l, i, i));
  return 2 * sum;
}

/** The inverse of a symmetric positive definite matrix, or undefined. */
export function inverseSymmetric(a: Matrix): Matrix | undefined {
  const l = cholesky(a);
  return l && choleskyInverse(l);
}

/** X with A X = B by LU with partial pivoting, or undefined when A is singular. */
export function solve(a: Matrix, b: Matrix): Matrix | undefined {
  requireSquare("solve", a);
  demand(b.rows === a.rows, "solve b", `${b.rows} rows`, `${a.rows} rows`);
  const n = a.rows;
  const m = b.columns;
  const left = Float64Array.from(a.values);
  const right = Float64Array.from(b.values);
  const largest = left.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let j = 0; j < n; j++) {
    let pivot = j;
    for (let i = j + 1; i < n; i++)
      if (Math.abs(left[i * n + j]!) > Math.abs(left[pivot * n + j]!)) pivot = i;
    if (!(Math.abs(left[pivot * n + j]!) > 1e-15 * largest)) return undefined;
    if (pivot !== j) {
      swapRows(left, n, pivot, j);
      swapRows(right, m, pivot, j);
    }
    for (let i = j + 1; i < n; i++) {
      const factor = left[i * n + j]! / left[j * n + j]!;
      if (factor === 0) continue;
      for (let l = j; l < n; l++) left[i * n + l]! -= factor * left[j * n + l]!;
      for (let l = 0; l < m; l++) right[i * m + l]! -= factor * right[j * m + l]!;
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let l = 0; l < m; l++) {
      let sum = right[i * m + l]!;
      for (let j = i + 1; j < n; j++) sum -= left[i * n + j]! * right[j * m + l]!;
      right[i * m + l] = sum / left[i * n + i]!;
    }
  }
  return { rows: n, columns: m, values: right };
}

/** The inverse of a square matrix, or undefined when it is singular. */
export function inverse(a: Matrix): Matrix | undefined {
  return solve(a, identity(a.rows));
}

/**
 * Thin QR of a tall matrix: A = Q R with orthonormal columns of Q, so that regressing on Q is well conditioned
 * whatever the units of A's columns. Gram-Schmidt, done twice (Golub and Van Loan 5.2.9).
 * Undefined when a column is a combination of those before it.
 */
export function thinQr(a: Matrix): { readonly q: Matrix; readonly r: Matrix } | undefined {
  const { rows: k, columns: p } = a;
  if (p > k) return undefined;
  const q = { ...a, values: Float64Array.from(a.values) };
  const r = zeros(p, p);
  const { values } = q;
  for (let j = 0; j < p; j++) {
    // In units of the column's largest number, or the squares of very small ones would vanish.
    let unit = 0;
    for (let i = 0; i < k; i++) unit = Math.max(unit, Math.abs(values[i * p + j]!));
    if (!(unit > 0)) return undefined;
    let before = 0;
    for (let i = 0; i < k; i++) {
      values[i * p + j]! /= unit;
      before += values[i * p + j]! ** 2;
    }
    for (let pass = 0; pass < 2; pass++) {
      for (let l = 0; l < j; l++) {
        let dot = 0;
        for (let i = 0; i < k; i++) dot += values[i * p + l]! * values[i * p + j]!;
        r.values[l * p + j]! += dot * unit;
        for (let i = 0; i < k; i++) values[i * p + j]! -= dot * values[i * p + l]!;
      }
    }
    let after = 0;
    for (let i = 0; i < k; i++) after += values[i * p + j]! ** 2;
    if (!(after > 1e-22 * before)) return undefined;
    const norm = Math.sqrt(after);
    r.values[j * p + j] = norm * unit;
    for (let i = 0; i < k; i++) values[i * p + j]! /= norm;
  }
  return { q, r };
}

/** The inverse of an upper triangle with a nonzero diagonal. */
export function inverseUpper(r: Matrix): Matrix {
  const n = r.rows;
  const result = zeros(n, n);
  const { values } = result;
  for (let j = 0; j < n; j++) {
    for (let i = j; i >= 0; i--) {
      let sum = i === j ? 1 : 0;
      for (let l = i + 1; l <= j; l++) sum -= r.values[i * n + l]! * values[l * n + j]!;
      values[i * n + j] = sum / r.values[i * n + i]!;
    }
  }
  return result;
}

/** Rows and columns of A in the order given, for square A. */
export function submatrix(a: Matrix, rows: readonly number[], columns: readonly number[]): Matrix {
  const result = zeros(rows.length, columns.length);
  rows.forEach((i, to) => {
    columns.forEach((j, l) => {
      result.values[to * columns.length + l] = at(a, i, j);
    });
  });
  return result;
}

function swapRows(values: Float64Array, columns: number, i: number, j: number): void {
  for (let l = 0; l < columns; l++) {
    const held = values[i * columns + l]!;
    values[i * columns + l] = values[j * columns + l]!;
    values[j * columns + l] = held;
  }
}

function requireSquare(of: string, a: Matrix): void {
  demand(a.rows === a.columns, `${of} a`, `${a.rows} x ${a.columns}`, "a square matrix");
}

function requireSameShape(a: Matrix, b: Matrix): void {
  const same = a.rows === b.rows && a.columns === b.columns;
  demand(same, "matrix b", `${b.rows} x ${b.columns}`, `${a.rows} x ${a.columns}`);
}
