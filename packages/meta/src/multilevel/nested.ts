/**
 * The likelihood when sampling errors are independent and every random effect is an intercept whose groups lie
 * within those of the next: districts of schools of effects. Then M is never formed: adding a group's variance s
 * to A = [1 X y]'W[1 X y] is a change of rank one (Sherman and Morrison 1950, Ann Math Stat 21(1):124-127),
 *   A - s A1 A1' / (1 + s a),  a = 1'W1,  A1 = [1 X y]'W1,
 * and cost is linear in the number of effects. For the gradient, what the variances above and at a group g
 * take from a column t is a prediction mu (Henderson's mixed model equations), top down:
 *   mu(g) = mu(parent) + s (1'Wt - a mu(parent)) / (1 + s a).
 */
import { cholesky, choleskyInverse, choleskyLogDeterminant, type Matrix, zeros } from "../matrix.ts";
import type { Slope } from "../minimise-bounded.ts";
import { type GaussianData, type Gls, Likelihood, type Term } from "./likelihood.ts";

interface Level {
  /** Position among the terms. */
  readonly term: number;
  readonly groups: number;
  /** For each group the group of the next level up; for rows' groups, of the first. */
  readonly parent: Int32Array;
}

interface Tree {
  /** From the finest up. */
  readonly levels: readonly Level[];
  /** Each row's group at the finest level. */
  readonly rows: Int32Array;
}

/** The nesting of the terms, finest first; undefined unless all are plain intercepts, each within the next. */
export function nesting(terms: readonly Term[]): Tree | undefined {
  if (terms.length === 0 || terms.some((term) => term.structure.size !== 1 || term.loadings))
    return undefined;
  const groups = terms.map(({ outer }) => outer.reduce((most, code) => Math.max(most, code), -1) + 1);
  const order = terms.map((_, t) => t).sort((a, b) => groups[b]! - groups[a]!);
  const levels: Level[] = [];
  for (let at = 0; at < order.length; at++) {
    const here = order[at]!;
    const above = order[at + 1];
    const parent = new Int32Array(groups[here]!).fill(above === undefined ? 0 : -1);
    if (above !== undefined) {
      const [fine, coarse] = [terms[here]!.outer, terms[above]!.outer];
      for (let i = 0; i < fine.length; i++) {
        const before = parent[fine[i]!]!;
        if (before >= 0 && before !== coarse[i]) return undefined;
        parent[fine[i]!] = coarse[i]!;
      }
    }
    levels.push({ term: here, groups: groups[here]!, parent });
  }
  return { levels, rows: terms[order[0]!]!.outer };
}

export class NestedLikelihood extends Likelihood {
  readonly #tree: Tree;
  readonly #restricted: boolean;
  /** 1 / vi */
  readonly #w: Float64Array;
  /** [1 X y], row by row. */
  readonly #columns: Float64Array;
  readonly #width: number;
  /** For every level and group, A before the group's own variance is added. */
  readonly #sums: readonly Float64Array[];
  readonly #mu: readonly Float64Array[];

  constructor(data: GaussianData, terms: readonly Term[], method: "ML" | "REML", tree: Tree) {
    super(data, terms, method);
    this.#tree = tree;
    this.#restricted = method === "REML";
    const k = data.y.length;
    const p = data.q.columns;
    const width = p + 2;
    this.#width = width;
    this.#w = new Float64Array(k);
    for (const { rows, v } of data.blocks) {
      rows.forEach((row, i) => {
        this.#w[row] = 1 / v[i * rows.length + i]!;
      });
    }
    this.#columns = new Float64Array(k * width);
    for (let i = 0; i < k; i++) {
      this.#columns[i * width] = 1;
      for (let c = 0; c < p; c++) this.#columns[i * width + 1 + c] = data.q.values[i * p + c]!;
      this.#columns[i * width + p + 1] = data.y[i]!;
    }
    this.#sums = tree.levels.map(({ groups }) => new Float64Array(groups * width * width));
    this.#mu = tree.levels.map(({ groups }) => new Float64Array(groups * width));
  }

  /** Fills the sums bottom up; what remains above the coarsest level is [1 X y]'W[1 X y] of all rows. */
  #gather(theta: Float64Array): { readonly total: Float64Array; readonly logDeterminant: number } {
    const c = this.#width;
    const cc = c * c;
    for (const sums of this.#sums) sums.fill(0);
    let logDeterminant = 0;
    const { levels, rows } = this.#tree;
    const first = this.#sums[0]!;
    for (let i = 0; i < rows.length; i++) {
      const w = this.#w[i]!;
      logDeterminant -= Math.log(w);
      const into = rows[i]! * cc;
      for (let a = 0; a < c; a++) {
        const wa = w * this.#columns[i * c + a]!;
        for (let b = 0; b <= a; b++) first[into + a * c + b]! += wa * this.#columns[i * c + b]!;
      }
    }
    const total = new Float64Array(cc);
    levels.forEach(({ term, groups, parent }, at) => {
      const s = theta[this.offsets[term]!]!;
      const from = this.#sums[at]!;
      const to = this.#sums[at + 1] ?? total;
      for (let g = 0; g < groups; g++) {
        const here = g * cc;
        const into = this.#sums[at + 1] ? parent[g]! * cc : 0;
        const grown = 1 + s * from[here]!;
        logDeterminant += Math.log(grown);
        const take = s / grown;
        for (let a = 0; a < c; a++) {
          const taken = take * from[here + a * c]!;
          for (let b = 0; b <= a; b++)
            to[into + a * c + b]! += from[here + a * c + b]! - taken * from[here + b * c]!;
        }
      }
    });
    return { total, logDeterminant };
  }

  override gls(theta: Float64Array): Gls | undefined {
    const { total, logDeterminant } = this.#gather(theta);
    const c = this.#width;
    const p = c - 2;
    const information: Matrix = zeros(p, p);
    for (let a = 0; a < p; a++) {
      for (let b = 0; b <= a; b++) {
        information.values[a * p + b] = total[(a + 1) * c + b + 1]!;
        information.values[b * p + a] = information.values[a * p + b]!;
      }
    }
    const l = cholesky(information);
    if (!l || !Number.isFinite(logDeterminant)) return undefined;
    const covariance = choleskyInverse(l);
    const y = (c - 1) * c;
    const coefficients = new Float64Array(p);
    let rss = total[y + c - 1]!;
    for (let a = 0; a < p; a++) {
      for (let b = 0; b < p; b++) coefficients[a]! += covariance.values[a * p + b]! * total[y + b + 1]!;
      rss -= coefficients[a]! * total[y + a + 1]!;
    }
    return { logDeterminant, logInformation: choleskyLogDeterminant(l), coefficients, covariance, rss };
  }

  override slope(theta: Float64Array): Slope | undefined {
    const gls = this.gls(theta);
    if (!gls) return undefined;
    const c = this.#width;
    const p = c - 2;
    const { levels } = this.#tree;
    const gradient = new Float64Array(this.count);
    const h = new Float64Array(c);
    let kappaAbove: Float64Array | undefined;
    for (let at = levels.length - 1; at >= 0; at--) {
      const { term, groups, parent } = levels[at]!;
      const s = theta[this.offsets[term]!]!;
      const sums = this.#sums[at]!;
      const mu = this.#mu[at]!;
      const muAbove = this.#mu[at + 1];
      const kappa = new Float64Array(groups);
      let score = 0;
      for (let g = 0; g < groups; g++) {
        const here = g * c * c;
        const a = sums[here]!;
        const grown = 1 + s * a;
        const above = muAbove ? parent[g]! : 0;
        kappa[g] = s / grown + (kappaAbove ? kappaAbove[above]! / grown ** 2 : 0);
        for (let t = 1; t < c; t++) {
          const wt = sums[here + t * c]!;
          const before = muAbove ? muAbove[above * c + t]! : 0;
          mu[g * c + t] = before + (s * (wt - a * before)) / grown;
          h[t] = wt - a * mu[g * c + t]!;
        }
        let u = h[c - 1]!;
        for (let b = 0; b < p; b++) u -= h[b + 1]! * gls.coefficients[b]!;
        score += u * u - (a - kappa[g]! * a * a);
        if (this.#restricted) {
          for (let b = 0; b < p; b++)
            for (let d = 0; d < p; d++) score += h[b + 1]! * gls.covariance.values[b * p + d]! * h[d + 1]!;
        }
      }
      gradient[this.offsets[term]!] = -score / 2;
      kappaAbove = kappa;
    }
    return { value: this.objective(gls), gradient };
  }
}
