/**
 * Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations, which find small eigenvalues
 * to full relative accuracy. Source: Golub and Van Loan (2013), Matrix Computations, 4th ed., section 8.5.
 */
import { demand } from "./arguments.ts";
import { identity, type Matrix } from "./matrix.ts";

/** Values from the largest down; column j of `vectors` belongs to value j. */
export function symmetricEigen(a: Matrix): { readonly values: Float64Array; readonly vectors: Matrix } {
  demand(a.rows === a.columns, "symmetricEigen a", `${a.rows} x ${a.columns}`, "a square matrix");
  const n = a.rows;
  const m = Float64Array.from(a.values);
  const v = identity(n).values;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let on = 0;
    for (let i = 0; i < n; i++) {
      on += m[i * n + i]! ** 2;
      for (let j = 0; j < i; j++) off += m[i * n + j]! ** 2;
    }
    if (!(off > 1e-32 * on)) break;
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(m, v, n, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => m[j * n + j]! - m[i * n + i]!);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    for (let i = 0; i < n; i++) vectors[i * n + to] = v[i * n + from]!;
  });
  return {
    values: Float64Array.from(order, (i) => m[i * n + i]!),
    vectors: { rows: n, columns: n, values: vectors },
  };
}

/** Turns the plane (p, q) so that element (p, q) becomes 0. */
function rotate(m: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = m[p * n + q]!;
  if (apq === 0) return;
  const theta = (m[q * n + q]! - m[p * n + p]!) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let i = 0; i < n; i++) {
    const [ip, iq] = [m[i * n + p]!, m[i * n + q]!];
    m[i * n + p] = c * ip - s * iq;
    m[i * n + q] = s * ip + c * iq;
  }
  for (let i = 0; i < n; i++) {
    const [pi, qi] = [m[p * n + i]!, m[q * n + i]!];
    m[p * n + i] = c * pi - s * qi;
    m[q * n + i] = s * pi + c * qi;
  }
  for (let i = 0; i < n; i++) {
    const [ip, iq] = [v[i * n + p]!, v[i * n + q]!];
    v[i * n + p] = c * ip - s * iq;
    v[i * n + q] = s * ip + c * iq;
  }
}
