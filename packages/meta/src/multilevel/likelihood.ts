/**
 * The likelihood of y ~ N(X b, M), M = V + sum Z G Z', over the blocks in which M is block-diagonal, with its
 * gradient; cost is the sum of the blocks' cubes and never that of all rows.
 * Sources: Harville (1977), J Am Stat Assoc 72(358):320-338 (ML and REML and their
 * gradients through P = W - W X (X'WX)^-1 X'W, W = M^-1); Jennrich and Schluchter (1986), Biometrics
 * 42(4):805-820, for structured G.
 * X is replaced by an orthonormal basis of its columns, so that log|X'X| drops out and no unit matters.
 */
import {
  cholesky,
  choleskyInverse,
  choleskyLogDeterminant,
  choleskySolve,
  type Matrix,
  zeros,
} from "../matrix.ts";
import type { Slope } from "../minimise-bounded.ts";
import type { Structure } from "./structures.ts";

/** Random effects of one kind: row i of the data has the effects of `outer[i]`. */
export interface Term {
  readonly structure: Structure;
  /** Rows with different outer groups share no effect. */
  readonly outer: Int32Array;
  /** Which of the group's effects the row has. */
  readonly inner: Int32Array;
  /** Instead of `inner`: how much the row has of each effect, row by row, `structure.size` numbers a row. */
  readonly loadings?: Float64Array;
}

export interface Block {
  readonly rows: Int32Array;
  /** The sampling covariance of these rows. */
  readonly v: Float64Array;
}

export interface GaussianData {
  readonly y: Float64Array;
  /** Orthonormal columns. */
  readonly q: Matrix;
  readonly blocks: readonly Block[];
}

/** What generalised least squares gives at one M; coefficients belong to the orthonormal columns. */
export interface Gls {
  readonly logDeterminant: number;
  /** ln |Q'WQ| */
  readonly logInformation: number;
  readonly coefficients: Float64Array;
  readonly covariance: Matrix;
  /** (y - Qb)'W(y - Qb) */
  readonly rss: number;
}

interface Weighted {
  readonly w: Float64Array;
  readonly wq: Float64Array;
  readonly wy: Float64Array;
}

const half = Math.log(2 * Math.PI) / 2;

/** Log-likelihood; for REML that of the k - p error contrasts. */
export function logLikelihood(gls: Gls, k: number, method: "ML" | "REML"): number {
  const p = gls.coefficients.length;
  const restricted = method === "REML" ? gls.logInformation : 0;
  return -(method === "REML" ? k - p : k) * half - (gls.logDeterminant + restricted + gls.rss) / 2;
}

export class Likelihood {
  readonly data: GaussianData;
  readonly terms: readonly Term[];
  /** Where each term's numbers begin. */
  readonly offsets: readonly number[];
  readonly count: number;
  readonly #method: "ML" | "REML";
  readonly #g: readonly Float64Array[];

  constructor(data: GaussianData, terms: readonly Term[], method: "ML" | "REML") {
    this.data = data;
    this.terms = terms;
    this.#method = method;
    this.#g = terms.map(({ structure }) => new Float64Array(structure.size ** 2));
    let count = 0;
    this.offsets = terms.map(({ structure }) => {
      const offset = count;
      count += structure.lower.length;
      return offset;
    });
    this.count = count;
  }

  /** The part of theta that belongs to a term. */
  part(theta: Float64Array, term: number): Float64Array {
    const from = this.offsets[term]!;
    return theta.subarray(from, from + this.terms[term]!.structure.lower.length);
  }

  /** M for the rows of a block. */
  marginal(block: Block, out: Float64Array): void {
    const { rows, v } = block;
    const n = rows.length;
    out.set(v);
    this.terms.forEach(({ structure, outer, inner, loadings }, t) => {
      const g = this.#g[t]!;
      const m = structure.size;
      for (let i = 0; i < n; i++) {
        const a = rows[i]!;
        for (let j = 0; j <= i; j++) {
          const b = rows[j]!;
          if (outer[a] !== outer[b]) continue;
          let value = 0;
          if (loadings) {
            for (let e = 0; e < m; e++) {
              const z = loadings[a * m + e]!;
              if (z !== 0) for (let f = 0; f < m; f++) value += z * g[e * m + f]! * loadings[b * m + f]!;
            }
          } else value = g[inner[a]! * m + inner[b]!]!;
          out[i * n + j]! += value;
          if (i !== j) out[j * n + i]! += value;
        }
      }
    });
  }

  /** Sets the covariance matrices that `marginal` uses. */
  at(theta: Float64Array): void {
    this.terms.forEach(({ structure }, t) => {
      structure.covariance(this.part(theta, t), this.#g[t]!);
    });
  }

  #weigh(theta: Float64Array, keep: Weighted[] | undefined): Gls | undefined {
    const { y, q, blocks } = this.data;
    const p = q.columns;
    this.at(theta);
    const information = zeros(p, p);
    const qwy = new Float64Array(p);
    let ywy = 0;
    let logDeterminant = 0;
    for (const block of blocks) {
      const { rows } = block;
      const n = rows.length;
      const wq = new Float64Array(n * p);
      const wy = new Float64Array(n);
      const m: Matrix = zeros(n, n);
      this.marginal(block, m.values);
      if (n === 1) {
        const variance = m.values[0]!;
        if (!(variance > 0)) return undefined;
        logDeterminant += Math.log(variance);
        const row = rows[0]!;
        wy[0] = y[row]! / variance;
        for (let c = 0; c < p; c++) wq[c] = q.values[row * p + c]! / variance;
        keep?.push({ w: Float64Array.of(1 / variance), wq, wy });
      } else {
        const l = cholesky(m);
        if (!l) return undefined;
        logDeterminant += choleskyLogDeterminant(l);
        wy.set(
          choleskySolve(
            l,
            Float64Array.from(rows, (row) => y[row]!),
          ),
        );
        for (let c = 0; c < p; c++) {
          const column = choleskySolve(
            l,
            Float64Array.from(rows, (row) => q.values[row * p + c]!),
          );
          for (let i = 0; i < n; i++) wq[i * p + c] = column[i]!;
        }
        // Only the gradient needs the inverse itself, the dearest part of an evaluation.
        keep?.push({ w: choleskyInverse(l).values, wq, wy });
      }
      for (let i = 0; i < n; i++) {
        const row = rows[i]!;
        ywy += y[row]! * wy[i]!;
        for (let c = 0; c < p; c++) {
          const x = q.values[row * p + c]!;
          qwy[c]! += x * wy[i]!;
          for (let d = 0; d < p; d++) information.values[c * p + d]! += x * wq[i * p + d]!;
        }
      }
    }
    const l = cholesky(information);
    if (!l) return undefined;
    const covariance = choleskyInverse(l);
    const coefficients = new Float64Array(p);
    for (let c = 0; c < p; c++)
      for (let d = 0; d < p; d++) coefficients[c]! += covariance.values[c * p + d]! * qwy[d]!;
    let rss = ywy;
    for (let c = 0; c < p; c++) rss -= coefficients[c]! * qwy[c]!;
    return { logDeterminant, logInformation: choleskyLogDeterminant(l), coefficients, covariance, rss };
  }

  gls(theta: Float64Array): Gls | undefined {
    return this.#weigh(theta, undefined);
  }

  /** What is minimised; undefined where M is not positive definite. */
  value(theta: Float64Array): number | undefined {
    const gls = this.gls(theta);
    return gls && this.objective(gls);
  }

  slope(theta: Float64Array): Slope | undefined {
    const kept: Weighted[] = [];
    const gls = this.#weigh(theta, kept);
    if (!gls) return undefined;
    const { blocks, q } = this.data;
    const p = q.columns;
    const { covariance, coefficients } = gls;
    const scores = this.terms.map(({ structure }) => new Float64Array(structure.size ** 2));
    const wqc = new Float64Array(p);
    blocks.forEach(({ rows }, at) => {
      const n = rows.length;
      const { w, wq, wy } = kept[at]!;
      const u = new Float64Array(n);
      for (let i = 0; i < n; i++) {
        let sum = wy[i]!;
        for (let c = 0; c < p; c++) sum -= wq[i * p + c]! * coefficients[c]!;
        u[i] = sum;
      }
      for (let i = 0; i < n; i++) {
        wqc.fill(0);
        if (this.#method === "REML") {
          for (let c = 0; c < p; c++)
            for (let d = 0; d < p; d++) wqc[d]! += wq[i * p + c]! * covariance.values[c * p + d]!;
        }
        for (let j = 0; j <= i; j++) {
          let t = u[i]! * u[j]! - w[i * n + j]!;
          for (let c = 0; c < p; c++) t += wqc[c]! * wq[j * p + c]!;
          this.#score(rows[i]!, rows[j]!, i === j ? t : 2 * t, scores);
        }
      }
    });
    const gradient = new Float64Array(this.count);
    this.terms.forEach(({ structure }, t) => {
      const m = structure.size;
      const e = scores[t]!;
      // Pairs were met once, so the two halves of E are brought together here.
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < i; j++) {
          const mean = (e[i * m + j]! + e[j * m + i]!) / 2;
          e[i * m + j] = mean;
          e[j * m + i] = mean;
        }
      }
      const part = structure.pullBack(this.part(theta, t), e);
      part.forEach((value, j) => {
        gradient[this.offsets[t]! + j] = -value / 2;
      });
    });
    return { value: this.objective(gls), gradient };
  }

  /** Minus the log-likelihood without its constant. */
  protected objective({ logDeterminant, logInformation, rss }: Gls): number {
    return (logDeterminant + (this.#method === "REML" ? logInformation : 0) + rss) / 2;
  }

  #score(a: number, b: number, t: number, scores: readonly Float64Array[]): void {
    for (let term = 0; term < this.terms.length; term++) {
      const { structure, outer, inner, loadings } = this.terms[term]!;
      if (outer[a] !== outer[b]) continue;
      const m = structure.size;
      const e = scores[term]!;
      if (!loadings) e[inner[a]! * m + inner[b]!]! += t;
      else {
        for (let f = 0; f < m; f++)
          for (let g = 0; g < m; g++) e[f * m + g]! += t * loadings[a * m + f]! * loadings[b * m + g]!;
      }
    }
  }
}
