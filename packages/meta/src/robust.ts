/**
 * Cluster-robust ("sandwich") variances: tests and intervals that hold when the working model of how effects
 * depend on each other within clusters is wrong, and small-sample corrections, without which they do not hold
 * with few clusters.
 * Notation: e = y - Xb, W the weights, Phi the working covariance, m clusters, N effects, p coefficients,
 * B = (X'WX)^-1.
 * Sources: Hedges, Tipton and Johnson (2010), Res Synth Methods 1(1):39-65 (CR0); Tipton (2015), Psychol Methods
 * 20(3):375-393, and Pustejovsky and Tipton (2018), J Bus Econ Stat 36(4):672-683 (CR2 and
 * its Satterthwaite degrees of freedom); Cameron and Miller (2015), J Hum Resour 50(2):317-372 (CR1, CR1S).
 */
import { demand, requireFinite, requireLevel } from "./arguments.ts";
import { coefficient, type JointTest, jointTest, type TestedCoefficient } from "./coefficients.ts";
import { symmetricEigen } from "./eigen.ts";
import {
  at,
  cholesky,
  choleskyInverse,
  fromRows,
  type Matrix,
  multiply,
  toRows,
  transpose,
  zeros,
} from "./matrix.ts";
import { Connections, groupBy, type Label } from "./multilevel/grouping.ts";

/**
 * CR0 as it comes; CR1 times m/(m - 1); CR1p times m/(m - p); CR1S times m(N - 1)/((m - 1)(N - p));
 * CR2 corrected cluster by cluster so that it is unbiased if the working model holds.
 */
export type RobustType = "CR0" | "CR1" | "CR1p" | "CR1S" | "CR2";

/** What generalised least squares was done with: y ~ (X b, Phi), weights the inverse of Phi. */
export interface WorkingModel {
  readonly yi: readonly number[];
  /** A row of numbers for every effect. */
  readonly design: readonly (readonly number[])[];
  /** Phi: the variances of independent effects, or the whole covariance. */
  readonly covariance: readonly number[] | readonly (readonly number[])[];
}

export type RobustFit =
  | {
      readonly status: "fitted";
      readonly coefficients: readonly TestedCoefficient[];
      readonly covariance: readonly (readonly number[])[];
      readonly clusters: number;
      /** All coefficients but a column of ones, F over m - p degrees of freedom; not for CR2. */
      readonly omnibus: JointTest | undefined;
    }
  /** With as many coefficients as clusters nothing is left to learn the variance from. */
  | { readonly status: "too-few-clusters"; readonly clusters: number; readonly p: number }
  | { readonly status: "singular-design" }
  | { readonly status: "not-positive-definite" };

/**
 * @param type CR2 unless there are many clusters.
 * @throws RangeError when lengths disagree, a value is not finite, or for CR2 the working model connects clusters.
 */
export function robustFit(
  { yi, design, covariance }: WorkingModel,
  cluster: readonly Label[],
  { type = "CR2", level = 95 }: { type?: RobustType; level?: number } = {},
): RobustFit {
  const of = "robustFit";
  requireLevel(level);
  const n = yi.length;
  const x = fromRows(design);
  const p = x.columns;
  demand(x.rows === n, `${of} design`, `${x.rows} rows`, `${n} rows, one an effect`);
  demand(cluster.length === n, `${of} cluster`, `${cluster.length} labels`, `${n} labels, one an effect`);
  demand(covariance.length === n, `${of} covariance`, `${covariance.length} rows`, `${n}, one an effect`);
  yi.forEach((y, i) => {
    requireFinite(`${of} yi[${i}]`, y);
  });
  const { codes, levels } = groupBy(cluster);
  const m = levels.length;
  if (m <= p) return { status: "too-few-clusters", clusters: m, p };

  const parts = blocksOf(covariance, n);
  const wx = zeros(n, p);
  for (const { rows, phi } of parts) {
    const l = cholesky(phi);
    if (!l) return { status: "not-positive-definite" };
    const w = choleskyInverse(l);
    rows.forEach((i, a) => {
      rows.forEach((j, b) => {
        const weight = at(w, a, b);
        for (let c = 0; c < p; c++) wx.values[i * p + c]! += weight * at(x, j, c);
      });
    });
  }
  const information = multiply(transpose(x), wx);
  const l = cholesky(information);
  if (!l) return { status: "singular-design" };
  const bread = choleskyInverse(l);
  const wy = multiply(transpose(wx), { rows: n, columns: 1, values: Float64Array.from(yi) });
  const beta = multiply(bread, wy).values;
  const e = Float64Array.from(yi, (y, i) => {
    let fitted = 0;
    for (let c = 0; c < p; c++) fitted += at(x, i, c) * beta[c]!;
    return y - fitted;
  });
  const rowsOf = levels.map((_, code) => [...codes.keys()].filter((i) => codes[i] === code));

  let scores: Matrix;
  let corrected: readonly CorrectedCluster[] | undefined;
  if (type === "CR2") {
    for (const { rows } of parts) {
      const crossing = rows.find((i) => codes[i] !== codes[rows[0]!]);
      const names = [levels[codes[rows[0]!]!], levels[codes[crossing ?? rows[0]!]!]];
      demand(
        crossing === undefined,
        `${of} covariance`,
        `a connection between clusters ${names.join(" and ")}`,
        "none, for CR2",
      );
    }
    corrected = rowsOf.map((rows) => correct(rows, covariance, x, wx, bread));
    scores = zeros(m, p);
    corrected.forEach(({ rows, awx }, g) => {
      rows.forEach((i, a) => {
        for (let c = 0; c < p; c++) scores.values[g * p + c]! += at(awx, a, c) * e[i]!;
      });
    });
  } else {
    scores = zeros(m, p);
    for (let i = 0; i < n; i++)
      for (let c = 0; c < p; c++) scores.values[codes[i]! * p + c]! += at(wx, i, c) * e[i]!;
  }
  const times = {
    CR0: 1,
    CR1: m / (m - 1),
    CR1p: m / (m - p),
    CR1S: (m * (n - 1)) / ((m - 1) * (n - p)),
    CR2: 1,
  };
  const half = multiply(scores, bread);
  const robust = multiply(transpose(half), half);
  robust.values.forEach((value, i) => {
    robust.values[i] = times[type] * value;
  });

  // Effects of such sizes that their squares are none leave no covariance to speak of.
  if (!robust.values.every(Number.isFinite)) return { status: "not-positive-definite" };

  const df = corrected ? satterthwaite(corrected, bread) : new Array<number>(p).fill(m - p);
  const isIntercept = (j: number) => design.every((row) => row[j] === 1);
  const slopes = Array.from({ length: p }, (_, j) => j).filter((j) => !isIntercept(j));
  return {
    status: "fitted",
    coefficients: Array.from(beta, (b, j) => coefficient(b, Math.sqrt(at(robust, j, j)), level, df[j])),
    covariance: toRows(robust),
    clusters: m,
    omnibus: corrected ? undefined : jointTest(beta, robust, slopes, m - p),
  };
}

function blocksOf(covariance: WorkingModel["covariance"], n: number) {
  const whole = (i: number, j: number): number => {
    const row = covariance[i]!;
    return typeof row === "number" ? (i === j ? row : 0) : row[j]!;
  };
  const connections = new Connections(n);
  if (typeof covariance[0] !== "number") {
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) if (whole(i, j) !== 0) connections.join(i, j);
  }
  return connections.blocks().map((rows) => ({
    rows,
    phi: fromRows([...rows].map((i) => [...rows].map((j) => whole(i, j)))),
  }));
}

interface CorrectedCluster {
  readonly rows: readonly number[];
  /** A'W X of the cluster, A its correction. */
  readonly awx: Matrix;
  /** Phi of the cluster. */
  readonly phi: Matrix;
  readonly x: Matrix;
}

/** A = D'(D (Phi - X B X') D')^(-1/2) D with D'D = Phi; the power by generalised inverse (Pustejovsky and Tipton 2018). */
function correct(
  rows: readonly number[],
  covariance: WorkingModel["covariance"],
  all: Matrix,
  wxAll: Matrix,
  bread: Matrix,
): CorrectedCluster {
  const pick = (a: Matrix) =>
    fromRows(rows.map((i) => [...a.values.subarray(i * a.columns, (i + 1) * a.columns)]));
  const phi = fromRows(
    rows.map((i) =>
      rows.map((j) => {
        const row = covariance[i]!;
        return typeof row === "number" ? (i === j ? row : 0) : row[j]!;
      }),
    ),
  );
  const x = pick(all);
  const wx = pick(wxAll);
  const lower = cholesky(phi)!;
  const taken = multiply(multiply(x, bread), transpose(x));
  const rest = { ...phi, values: phi.values.map((value, i) => value - taken.values[i]!) };
  const inside = multiply(multiply(transpose(lower), rest), lower);
  const { values, vectors } = symmetricEigen(inside);
  const n = rows.length;
  const power = zeros(n, n);
  const smallest = 1e-12 * Math.max(...values);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      let sum = 0;
      for (let q = 0; q < n; q++)
        if (values[q]! > smallest) sum += (at(vectors, a, q) * at(vectors, b, q)) / Math.sqrt(values[q]!);
      power.values[a * n + b] = sum;
    }
  }
  const a = multiply(multiply(lower, power), transpose(lower));
  return { rows, awx: multiply(a, wx), phi, x };
}

/**
 * Pustejovsky and Tipton (2018): with q_g = A_g'W_g X_g B c and Omega_gh = q_g'(Phi - X B X')_gh q_h under the working model, the
 * variance of c'b is a sum of squares with (tr Omega)^2 / tr(Omega^2) degrees of freedom.
 */
function satterthwaite(clusters: readonly CorrectedCluster[], bread: Matrix): number[] {
  const p = bread.columns;
  const m = clusters.length;
  return Array.from({ length: p }, (_, j) => {
    const c = Float64Array.from({ length: p }, (_, a) => at(bread, a, j));
    const own = new Float64Array(m);
    const xq = clusters.map(({ awx, phi, x, rows }, g) => {
      const q = Float64Array.from({ length: rows.length }, (_, i) => {
        let sum = 0;
        for (let a = 0; a < p; a++) sum += at(awx, i, a) * c[a]!;
        return sum;
      });
      for (let i = 0; i < q.length; i++)
        for (let l = 0; l < q.length; l++) own[g]! += q[i]! * at(phi, i, l) * q[l]!;
      const result = new Float64Array(p);
      for (let a = 0; a < p; a++) for (let i = 0; i < q.length; i++) result[a]! += at(x, i, a) * q[i]!;
      return result;
    });
    let trace = 0;
    let squares = 0;
    for (let g = 0; g < m; g++) {
      const bx = Array.from({ length: p }, (_, a) => {
        let sum = 0;
        for (let b = 0; b < p; b++) sum += at(bread, a, b) * xq[g]![b]!;
        return sum;
      });
      for (let h = 0; h < m; h++) {
        let omega = g === h ? own[g]! : 0;
        for (let a = 0; a < p; a++) omega -= bx[a]! * xq[h]![a]!;
        if (g === h) trace += omega;
        squares += omega * omega;
      }
    }
    return trace ** 2 / squares;
  });
}
