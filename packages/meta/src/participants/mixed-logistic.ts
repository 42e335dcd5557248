/**
 * Logistic regression with a random intercept, or random intercepts and slopes, of studies.
 * The effects are integrated out: by Laplace's approximation, or for a single effect a study by adaptive
 * Gauss-Hermite quadrature, which 15 points make exact for all purposes.
 * Sources: Pinheiro and Chao (2006), J Comput Graph Stat 15(1):58-81; Bolker et al. (2009),
 * Trends Ecol Evol 24(3):127-135, on when Laplace's approximation is not enough.
 */
import { demand, requireLevel, requireWhole } from "../arguments.ts";
import { coefficient, type Information, information, type TestedCoefficient } from "../coefficients.ts";
import {
  at,
  cholesky,
  choleskyLogDeterminant,
  choleskySolve,
  fromRows,
  inverseSymmetric,
  inverseUpper,
  type Matrix,
  multiply,
  thinQr,
  toRows,
  transpose,
  zeros,
} from "../matrix.ts";
import { numericalGradient, numericalHessian } from "../minimise.ts";
import { minimiseBounded } from "../minimise-bounded.ts";
import { groupBy, type Label } from "../multilevel/grouping.ts";
import { gaussHermite } from "../quadrature.ts";
import { fitLogistic, type LogisticModel, requireBinary, softplus } from "./logistic.ts";

export interface MixedLogisticModel extends LogisticModel {
  readonly group: readonly Label[];
  /** Columns whose coefficients vary between groups, independently of each other; an intercept without. */
  readonly columns?: readonly (readonly number[])[];
}

export interface ConvergedMixedLogistic {
  readonly status: "converged";
  readonly n: number;
  /** Log odds ratios, given the group. */
  readonly coefficients: readonly TestedCoefficient[];
  readonly covariance: readonly (readonly number[])[];
  /** Standard deviations of the groups' effects. */
  readonly sd: readonly number[];
  readonly atBoundary: boolean;
  readonly logLik: number;
  readonly information: Information;
}

export type MixedLogisticFit =
  | ConvergedMixedLogistic
  | { readonly status: "singular-design" }
  | { readonly status: "separated" }
  | { readonly status: "too-few-rows"; readonly n: number; readonly p: number }
  | { readonly status: "not-converged" };

/**
 * @param points of the quadrature; 1 is Laplace's approximation, the only one for several effects a group.
 * @throws RangeError when lengths disagree, an outcome is not 0 or 1, or a value is not finite.
 */
export function fitMixedLogistic(
  { y, fixed, group, columns }: MixedLogisticModel,
  { points = 15, level = 95 } = {},
): MixedLogisticFit {
  const of = "fitMixedLogistic";
  requireLevel(level);
  requireWhole(`${of} points`, points, 1);
  const x = requireBinary(of, y, fixed);
  const n = y.length;
  const p = x.columns;
  demand(group.length === n, `${of} group`, `${group.length} labels`, `${n}, one a participant`);
  const z = columns ? fromRows(columns) : fromRows(y.map(() => [1]));
  const m = z.columns;
  demand(z.rows === n, `${of} columns`, `${z.rows} rows`, `${n} rows, one a participant`);
  demand(points === 1 || m === 1, `${of} points`, points, "1 (Laplace) for several effects a group");
  const plain = fitLogistic({ y, fixed });
  if (plain.status !== "converged") return plain;
  const qr = thinQr(x);
  if (!qr) return { status: "singular-design" };

  const { codes, levels } = groupBy(group);
  const rowsOf = levels.map((): number[] => []);
  codes.forEach((code, i) => {
    rowsOf[code]!.push(i);
  });
  const rule = gaussHermite(points);
  const modes = levels.map(() => new Float64Array(m));
  // Of the standard deviations and the coefficients of the orthonormal columns, these in units of their errors.
  const width = plain.coefficients.length;
  const inQ = multiply(qr.r, {
    rows: p,
    columns: 1,
    values: Float64Array.from(plain.coefficients, (c) => c.estimate),
  });
  const unit = 2;
  const minusLogLik = (at: Float64Array): number => {
    const beta = Float64Array.from({ length: p }, (_, c) => inQ.values[c]! + unit * at[m + c]!);
    const eta = multiply(qr.q, { rows: p, columns: 1, values: beta }).values;
    let sum = 0;
    rowsOf.forEach((rows, g) => {
      sum += groupLogLik(rows, y, eta, z, at.subarray(0, m), modes[g]!, rule);
    });
    return -sum;
  };
  const lower = new Float64Array(m + width).fill(Number.NEGATIVE_INFINITY).fill(0, 0, m);
  const upper = new Float64Array(m + width).fill(Number.POSITIVE_INFINITY);
  const slope = (at: Float64Array) => {
    const value = minusLogLik(at);
    return { value, gradient: numericalGradient(minusLogLik, at, 1e-3) };
  };
  const start = (sd: number) => Float64Array.from({ length: m + width }, (_, i) => (i < m ? sd : 0));
  const [first] = [0.2, 0.7, 1.5]
    .map(start)
    .map((theta) => ({ theta, value: minusLogLik(theta) }))
    .sort((a, b) => a.value - b.value);
  const found = minimiseBounded(slope, first!.theta, { lower, upper }, { tolerance: 1e-15 });
  if (found.status !== "converged") return { status: "not-converged" };
  const theta = found.x;
  const hessian = fromRows(numericalHessian(minusLogLik, theta, 5e-3));
  const boundary = theta.subarray(0, m).some((sd) => sd < 1e-6);
  const whole = inverseSymmetric(hessian);
  if (!whole) return { status: "not-converged" };
  const part = zeros(p, p);
  for (let a = 0; a < p; a++)
    for (let b = 0; b < p; b++) part.values[a * p + b] = unit ** 2 * at(whole, m + a, m + b);
  const back = inverseUpper(qr.r);
  const covariance = multiply(multiply(back, part), transpose(back));
  const beta = multiply(back, {
    rows: p,
    columns: 1,
    values: inQ.values.map((value, c) => value + unit * theta[m + c]!),
  }).values;
  return {
    status: "converged",
    n,
    coefficients: Array.from(beta, (b, j) => coefficient(b, Math.sqrt(at(covariance, j, j)), level)),
    covariance: toRows(covariance),
    sd: [...theta.subarray(0, m)],
    atBoundary: boundary,
    logLik: -found.value,
    information: information(-found.value, p + m, n),
  };
}

/** ln of the integral of prod p(y | eta + Z diag(sd) u) phi(u) du. */
function groupLogLik(
  rows: readonly number[],
  y: readonly number[],
  eta: Float64Array,
  z: Matrix,
  sd: Float64Array,
  mode: Float64Array,
  rule: { readonly nodes: Float64Array; readonly weights: Float64Array },
): number {
  const m = sd.length;
  const logDensity = (u: Float64Array) => {
    let sum = 0;
    for (let c = 0; c < m; c++) sum -= (u[c]! * u[c]!) / 2;
    for (const i of rows) {
      let e = eta[i]!;
      for (let c = 0; c < m; c++) e += at(z, i, c) * sd[c]! * u[c]!;
      sum += y[i]! * e - softplus(e);
    }
    return sum;
  };
  // The mode does not depend on where the search begins, so that beginning at the last one is only faster.
  let value = logDensity(mode);
  let root: Matrix | undefined;
  for (let iteration = 0; iteration < 50; iteration++) {
    const curvature = zeros(m, m);
    const score = Float64Array.from(mode, (u) => -u);
    for (let c = 0; c < m; c++) curvature.values[c * m + c] = 1;
    for (const i of rows) {
      let e = eta[i]!;
      for (let c = 0; c < m; c++) e += at(z, i, c) * sd[c]! * mode[c]!;
      const mu = 1 / (1 + Math.exp(-e));
      for (let c = 0; c < m; c++) {
        const zc = at(z, i, c) * sd[c]!;
        score[c]! += zc * (y[i]! - mu);
        for (let d = 0; d < m; d++) curvature.values[c * m + d]! += zc * at(z, i, d) * sd[d]! * mu * (1 - mu);
      }
    }
    root = cholesky(curvature);
    if (!root) return Number.NaN;
    const step = choleskySolve(root, score);
    const size = step.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    if (size < 1e-12) break;
    let length = 1;
    for (let halving = 0; halving < 30; halving++) {
      const to = mode.map((u, c) => u + length * step[c]!);
      const there = logDensity(to);
      if (there >= value - 1e-13 * Math.abs(value)) {
        mode.set(to);
        value = there;
        break;
      }
      length /= 2;
    }
  }
  const half = choleskyLogDeterminant(root!) / 2;
  if (rule.nodes.length === 1) return value - half;
  const scale = Math.SQRT2 * Math.exp(-half);
  let sum = 0;
  rule.nodes.forEach((t, k) => {
    const there = logDensity(Float64Array.of(mode[0]! + scale * t));
    sum += rule.weights[k]! * Math.exp(t * t + there - value);
  });
  return value + Math.log((scale * sum) / Math.sqrt(2 * Math.PI));
}
