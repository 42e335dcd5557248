/**
 * The likelihood of a linear mixed model from sums of products alone: after one pass over participants, no
 * evaluation touches them again, so that its cost is that of the groups.
 * Model: y = X b + sum Z u + e; effects u of one group have covariance sigma2 L L' (L the relative Cholesky
 * factor), residuals sigma2 rho_s^2 in stratum s. Groups of one level lie within those of the next.
 * Sources: Bates et al. (2015), J Stat Softw 67(1), section 3 (relative factors, profiled deviance);
 * Henderson (1975), Biometrics 31(2):423-447 (predictions and their covariance, which the gradient is made of);
 * Harville (1977), J Am Stat Assoc 72(358):320-338 (the gradient).
 */
import {
  cholesky,
  choleskyInverse,
  choleskyLogDeterminant,
  choleskySolve,
  type Matrix,
  zeros,
} from "../matrix.ts";

/** All effects of one grouping. */
export interface Level {
  readonly groups: number;
  /** Columns of effects a group has. */
  readonly width: number;
  /** The group of the next level up that each group lies in. */
  readonly parent: Int32Array;
}

/** Rows of one finest group and one residual stratum, as sums of products of [Z of all levels, X, y]. */
export interface Cell {
  readonly group: number;
  readonly stratum: number;
  readonly rows: number;
  readonly gram: Float64Array;
}

export interface Sums {
  /** From the finest up; none for a model without random effects. */
  readonly levels: readonly Level[];
  readonly cells: readonly Cell[];
  readonly n: number;
  readonly p: number;
}

export interface Evaluation {
  /** ln |V| / sigma2 */
  readonly logDeterminant: number;
  /** ln |X'WX| */
  readonly logInformation: number;
  readonly coefficients: Float64Array;
  /** (X'WX)^-1, to be multiplied by sigma2. */
  readonly covariance: Matrix;
  /** (y - Xb)'W(y - Xb) */
  readonly rss: number;
  /** What each level leaves of its groups: A before elimination and K = L C^-1 L'. */
  readonly kept: readonly { readonly sums: Float64Array; readonly k: Float64Array }[];
}

/** How many columns the sums of a level have: its own, those above, X and y. */
function columnsFrom({ levels, p }: Sums, level: number): number {
  return levels.slice(level).reduce((sum, { width }) => sum + width, 0) + p + 1;
}

/**
 * @param factors L of each level, row by row.
 * @param rho of each stratum.
 */
export function evaluate(
  sums: Sums,
  factors: readonly Float64Array[],
  rho: ArrayLike<number>,
): Evaluation | undefined {
  const { levels, cells, p } = sums;
  let logDeterminant = 0;
  let width = columnsFrom(sums, 0);
  let gathered = new Float64Array((levels[0]?.groups ?? 1) * width * width);
  for (const { group, stratum, rows, gram } of cells) {
    const scale = 1 / rho[stratum]! ** 2;
    logDeterminant -= rows * Math.log(scale);
    const into = group * width * width;
    for (let i = 0; i < gram.length; i++) gathered[into + i]! += scale * gram[i]!;
  }
  const kept: { sums: Float64Array; k: Float64Array }[] = [];
  for (const [at, { groups, width: m, parent }] of levels.entries()) {
    const l = factors[at]!;
    const rest = width - m;
    const next = new Float64Array((levels[at + 1]?.groups ?? 1) * rest * rest);
    const k = new Float64Array(groups * m * m);
    const ka = new Float64Array(m * rest);
    const c = zeros(m, m);
    for (let g = 0; g < groups; g++) {
      const from = g * width * width;
      innerProduct(l, gathered, from, width, m, c.values);
      const kg = k.subarray(g * m * m, (g + 1) * m * m);
      if (m === 1) {
        logDeterminant += Math.log(c.values[0]!);
        kg[0] = l[0]! ** 2 / c.values[0]!;
      } else {
        const root = cholesky(c);
        if (!root) return undefined;
        logDeterminant += choleskyLogDeterminant(root);
        sandwich(l, choleskyInverse(root).values, m, kg);
      }
      const into = (levels[at + 1] ? parent[g]! : 0) * rest * rest;
      ka.fill(0);
      for (let a = 0; a < m; a++) {
        for (let b = 0; b < m; b++) {
          const weight = kg[a * m + b]!;
          if (weight === 0) continue;
          for (let t = 0; t < rest; t++) ka[a * rest + t]! += weight * gathered[from + b * width + m + t]!;
        }
      }
      for (let s = 0; s < rest; s++) {
        for (let t = 0; t < rest; t++) {
          let value = gathered[from + (m + s) * width + m + t]!;
          for (let a = 0; a < m; a++) value -= gathered[from + a * width + m + s]! * ka[a * rest + t]!;
          next[into + s * rest + t]! += value;
        }
      }
    }
    kept.push({ sums: gathered, k });
    gathered = next;
    width = rest;
  }
  const information = zeros(p, p);
  const right = new Float64Array(p);
  for (let a = 0; a < p; a++) {
    right[a] = gathered[a * width + p]!;
    for (let b = 0; b < p; b++) information.values[a * p + b] = gathered[a * width + b]!;
  }
  const root = cholesky(information);
  if (!root) return undefined;
  const coefficients = choleskySolve(root, right);
  let rss = gathered[p * width + p]!;
  for (let a = 0; a < p; a++) rss -= coefficients[a]! * right[a]!;
  if (!(rss > 0)) return undefined;
  const logInformation = choleskyLogDeterminant(root);
  return { logDeterminant, logInformation, coefficients, covariance: choleskyInverse(root), rss, kept };
}

/** I + L'AL, A the leading m x m of a group's sums. */
function innerProduct(
  l: Float64Array,
  sums: Float64Array,
  from: number,
  width: number,
  m: number,
  out: Float64Array,
): void {
  for (let a = 0; a < m; a++) {
    for (let b = 0; b < m; b++) {
      let value = a === b ? 1 : 0;
      for (let i = 0; i < m; i++) {
        const left = l[i * m + a]!;
        if (left === 0) continue;
        for (let j = 0; j < m; j++) value += left * sums[from + i * width + j]! * l[j * m + b]!;
      }
      out[a * m + b] = value;
    }
  }
}

/** L C L' */
function sandwich(l: Float64Array, c: Float64Array, m: number, out: Float64Array): void {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) {
      let value = 0;
      for (let a = 0; a < m; a++)
        for (let b = 0; b < m; b++) value += l[i * m + a]! * c[a * m + b]! * l[j * m + b]!;
      out[i * m + j] = value;
    }
  }
}

/** Of each group and all above it: predictions, one row an effect, and their covariance over sigma2. */
interface Posterior {
  readonly b: Float64Array;
  readonly v: Float64Array;
  readonly width: number;
}

export interface Passed {
  /** For each level N with d(-ln likelihood) = sum (N L) dL. */
  readonly scores: readonly Float64Array[];
  /** The slope with respect to ln rho of each stratum. */
  readonly strata: Float64Array;
  /** For each level and group, what is predicted of its effects. */
  readonly predictions: readonly Float64Array[];
}

/**
 * Down from the coarsest level: predictions b(g) = K (A_zt - A_z,above b(above)) for the columns t of X and y,
 * their covariance, and from both the slopes of minus the log-likelihood.
 * @param restricted REML
 * @param precision 1 / sigma2
 */
export function passDown(
  sums: Sums,
  { kept, coefficients, covariance }: Evaluation,
  rho: ArrayLike<number>,
  restricted: boolean,
  precision: number,
): Passed {
  const { levels, cells, p } = sums;
  const scores = levels.map(({ width }) => new Float64Array(width * width));
  const predictions: Float64Array[] = levels.map(({ groups, width }) => new Float64Array(groups * width));
  const strata = new Float64Array(rho.length);
  const targets = p + 1;
  let above: Posterior | undefined;
  for (let at = levels.length - 1; at >= 0; at--) {
    const { groups, width: m, parent } = levels[at]!;
    const { sums: gathered, k } = kept[at]!;
    const width = columnsFrom(sums, at);
    const up = above?.width ?? 0;
    const joint = m + up;
    const here: Posterior = {
      b: new Float64Array(groups * joint * targets),
      v: new Float64Array(groups * joint * joint),
      width: joint,
    };
    const left = new Float64Array(m * targets);
    const ka = new Float64Array(m * up);
    const h = new Float64Array(m * targets);
    const hu = new Float64Array(m);
    const none = new Float64Array(0);
    const score = scores[at]!;
    for (let g = 0; g < groups; g++) {
      const from = g * width * width;
      const kg = k.subarray(g * m * m, (g + 1) * m * m);
      const group = parent[g]!;
      const bUp = above ? above.b.subarray(group * up * targets, (group + 1) * up * targets) : none;
      const vUp = above ? above.v.subarray(group * up * up, (group + 1) * up * up) : none;
      // What the effects above leave of Z't.
      for (let a = 0; a < m; a++) {
        for (let t = 0; t < targets; t++) {
          let value = gathered[from + a * width + joint + t]!;
          for (let u = 0; u < up; u++) value -= gathered[from + a * width + m + u]! * bUp[u * targets + t]!;
          left[a * targets + t] = value;
        }
      }
      const b = here.b.subarray(g * joint * targets, (g + 1) * joint * targets);
      for (let a = 0; a < m; a++)
        for (let c = 0; c < m; c++)
          for (let t = 0; t < targets; t++) b[a * targets + t]! += kg[a * m + c]! * left[c * targets + t]!;
      b.set(bUp, m * targets);
      // K A_z,above
      ka.fill(0);
      for (let a = 0; a < m; a++)
        for (let c = 0; c < m; c++)
          for (let u = 0; u < up; u++)
            ka[a * up + u]! += kg[a * m + c]! * gathered[from + c * width + m + u]!;
      const v = here.v.subarray(g * joint * joint, (g + 1) * joint * joint);
      for (let a = 0; a < m; a++) {
        for (let c = 0; c < m; c++) {
          let value = kg[a * m + c]!;
          for (let u = 0; u < up; u++)
            for (let w = 0; w < up; w++) value += ka[a * up + u]! * vUp[u * up + w]! * ka[c * up + w]!;
          v[a * joint + c] = value;
        }
        for (let w = 0; w < up; w++) {
          let value = 0;
          for (let u = 0; u < up; u++) value -= ka[a * up + u]! * vUp[u * up + w]!;
          v[a * joint + m + w] = value;
          v[(m + w) * joint + a] = value;
        }
      }
      for (let u = 0; u < up; u++) for (let w = 0; w < up; w++) v[(m + u) * joint + m + w] = vUp[u * up + w]!;
      // h = Z'Wt of this group, and Z'WZ = A - [A, A_z,above] V [A, A_z,above]'.
      for (let a = 0; a < m; a++) {
        for (let t = 0; t < targets; t++) {
          let value = left[a * targets + t]!;
          for (let c = 0; c < m; c++) value -= gathered[from + a * width + c]! * b[c * targets + t]!;
          h[a * targets + t] = value;
        }
      }
      for (let a = 0; a < m; a++) {
        let [rest, predicted] = [h[a * targets + p]!, b[a * targets + p]!];
        for (let t = 0; t < p; t++) {
          rest -= h[a * targets + t]! * coefficients[t]!;
          predicted -= b[a * targets + t]! * coefficients[t]!;
        }
        hu[a] = rest;
        predictions[at]![g * m + a] = predicted;
      }
      for (let a = 0; a < m; a++) {
        for (let c = 0; c < m; c++) {
          let value = gathered[from + a * width + c]! - precision * hu[a]! * hu[c]!;
          for (let i = 0; i < joint; i++) {
            const before = gathered[from + a * width + i]!;
            for (let j = 0; j < joint; j++)
              value -= before * v[i * joint + j]! * gathered[from + c * width + j]!;
          }
          if (restricted) {
            for (let s = 0; s < p; s++)
              for (let t = 0; t < p; t++)
                value -= h[a * targets + s]! * covariance.values[s * p + t]! * h[c * targets + t]!;
          }
          score[a * m + c]! += value;
        }
      }
    }
    above = here;
  }
  if (rho.length > 1)
    scoreStrata(cells, p, above, rho, coefficients, covariance, restricted, precision, strata);
  return { scores, strata, predictions };
}

/** tr(P R_s) - u'R_s u / sigma2 with W R W = R^-1 (I - Z V Z'R^-1) and u = R^-1 (y - Xb - Z b). */
function scoreStrata(
  cells: readonly Cell[],
  p: number,
  above: Posterior | undefined,
  rho: ArrayLike<number>,
  coefficients: Float64Array,
  covariance: Matrix,
  restricted: boolean,
  precision: number,
  strata: Float64Array,
): void {
  const q = above?.width ?? 0;
  const targets = p + 1;
  const width = q + targets;
  for (const { group, stratum, rows, gram } of cells) {
    const scale = 1 / rho[stratum]! ** 2;
    const b = above?.b.subarray(group * q * targets, (group + 1) * q * targets);
    const v = above?.v.subarray(group * q * q, (group + 1) * q * q);
    let value = rows;
    for (let i = 0; i < q; i++)
      for (let j = 0; j < q; j++) value -= scale * v![i * q + j]! * gram[i * width + j]!;
    // (t - Zb)'(t - Zb) for the columns t of X and y
    const gb = new Float64Array(width * targets);
    for (let i = 0; i < width; i++) {
      for (let t = 0; t < targets; t++) {
        let sum = gram[i * width + q + t]!;
        for (let j = 0; j < q; j++) sum -= gram[i * width + j]! * b![j * targets + t]!;
        gb[i * targets + t] = sum;
      }
    }
    const rest = new Float64Array(targets * targets);
    for (let s = 0; s < targets; s++) {
      for (let t = 0; t < targets; t++) {
        let sum = gb[(q + s) * targets + t]!;
        for (let j = 0; j < q; j++) sum -= b![j * targets + s]! * gb[j * targets + t]!;
        rest[s * targets + t] = scale * sum;
      }
    }
    const contrast = Float64Array.from({ length: targets }, (_, t) => (t < p ? -coefficients[t]! : 1));
    for (let s = 0; s < targets; s++) {
      for (let t = 0; t < targets; t++) {
        value -= precision * contrast[s]! * contrast[t]! * rest[s * targets + t]!;
        if (restricted && s < p && t < p) value -= covariance.values[s * p + t]! * rest[s * targets + t]!;
      }
    }
    strata[stratum]! += value;
  }
}
