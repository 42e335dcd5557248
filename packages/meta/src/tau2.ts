/**
 * Estimators of tau2, the variance of the true effects between studies (within them, the residual variance that the
 * moderators leave). Notation: yi an observed effect, vi its sampling variance, k how many there are, p coefficients,
 * wi = 1 / (vi + tau2), P = W - W X (X'WX)^-1 X'W. tau2 has the unit of yi squared; a negative estimate becomes 0.
 *
 * Sources: Viechtbauer (2005), J Educ Behav Stat 30(3):261-293 (HE, DL, HS, SJ, ML, REML and their standard errors);
 * Viechtbauer et al. (2015), Psychol Methods 20(3):360-374 (with moderators); DerSimonian and Laird (1986), Control Clin
 * Trials 7(3):177-188; Brannick et al. (2019), Res Synth Methods 10(3):409-423 (HSk); Paule and Mandel (1982), J Res Natl
 * Bur Stand 87(5):377-385; Morris (1983), J Am Stat Assoc 78(381):47-55 (EB); DerSimonian and Kacker (2007), Contemp Clin
 * Trials 28(2):105-114 (GENQ); Viechtbauer (2021), in Handbook of Meta-Analysis, ch. 11 (GENQM, PMM).
 */
import { demand } from "./arguments.ts";
import { chiSquaredQuantile } from "./distributions/chi-squared.ts";
import { quadraticFormLower } from "./quadratic-form.ts";
import { brentRoot } from "./root.ts";
import { filled } from "./vector.ts";
import {
  inverseVariances,
  type Problem,
  sweep,
  traceP,
  tracePP,
  weightedFit,
} from "./weighted-regression.ts";

/** EE is the equal-effects model, whose tau2 is 0 by assumption. */
export const tau2Methods = [
  "EE",
  "DL",
  "HE",
  "HS",
  "HSk",
  "SJ",
  "ML",
  "REML",
  "EB",
  "PM",
  "PMM",
  "GENQ",
  "GENQM",
  "DLIT",
  "SJIT",
] as const;
export type Tau2Method = (typeof tau2Methods)[number];

export type Tau2Estimate =
  | {
      readonly status: "converged";
      readonly tau2: number;
      /** Undefined where the literature gives none for the method. */
      readonly seTau2?: number;
    }
  | { readonly status: "not-converged"; readonly lastTau2: number };

/**
 * @param problem k > p effects.
 * @param weights for GENQ and GENQM, above 0.
 */
export function estimateTau2(
  method: Tau2Method,
  problem: Problem,
  weights?: readonly number[],
): Tau2Estimate {
  demand(tau2Methods.includes(method), "method", method, tau2Methods.join(", "));
  if (method === "EE") return { status: "converged", tau2: 0 };
  const found = tau2Of(method, problem, weights);
  if (found.status === "not-converged" || found.seTau2 !== undefined) return found;
  const se = seOfTau2(method, problem, found.tau2, weights);
  return se === undefined ? found : { ...found, seTau2: se };
}

function tau2Of(method: Tau2Method, problem: Problem, weights?: readonly number[]): Tau2Estimate {
  const { k, p } = problem;
  switch (method) {
    case "ML":
    case "REML":
      return byLikelihood(problem, method === "REML");
    case "PM":
    case "EB":
    case "DLIT":
    case "SJIT":
      // Iterating DL or SJ to its end solves the same equation: y'Py = k - p at the weights it gives.
      return byExpectedQ(problem, k - p);
    case "PMM":
      return byExpectedQ(problem, chiSquaredQuantile(0.5, k - p));
    case "GENQM":
      return byMedianOfQ(problem, required(weights));
    case "HE":
      return byMoments(problem, filled(k, 1));
    case "GENQ":
      return byMoments(problem, required(weights));
    case "SJ": {
      const start = sidikJonkmanStart(problem);
      const { rss } = weightedFit(problem, inverseVariances(problem, start));
      return converged((start * rss) / (k - p));
    }
    case "HS":
    case "HSk": {
      const w = inverseVariances(problem, 0);
      const { rss } = weightedFit(problem, w);
      const scaled = method === "HSk" ? (rss * k) / (k - p) : rss;
      return converged((scaled - k) / w.reduce((sum, wi) => sum + wi, 0));
    }
    default:
      return byMoments(problem, inverseVariances(problem, 0));
  }
}

const converged = (tau2: number): Tau2Estimate => ({ status: "converged", tau2: Math.max(0, tau2) });

function required(weights: readonly number[] | undefined): readonly number[] {
  demand(weights !== undefined, "weights", weights, "weights, which GENQ and GENQM need");
  return weights;
}

/** Equates y'Py, P with any fixed weights a, to its expectation tr(PV) + tau2 tr(P). */
function byMoments(problem: Problem, a: ArrayLike<number>): Tau2Estimate {
  const { inverse, rss } = weightedFit(problem, a);
  return converged((rss - traceP(problem, a, inverse, problem.v)) / traceP(problem, a, inverse));
}

/** The crude variance of the effects from which Sidik and Jonkman start. */
function sidikJonkmanStart({ y, k }: Problem): number {
  const mean = y.reduce((sum, yi) => sum + yi, 0) / k;
  return y.reduce((sum, yi) => sum + (yi - mean) ** 2, 0) / k;
}

/** The tau2 at which y'Py falls to a target; it falls steadily, so that there is at most one. */
export function byExpectedQ(problem: Problem, target: number): Tau2Estimate {
  const at = (tau2: number) => {
    const { rss, residuals } = weightedFit(problem, inverseVariances(problem, tau2));
    let slope = 0;
    for (let i = 0; i < problem.k; i++) slope -= (residuals[i]! / (problem.v[i]! + tau2)) ** 2;
    return { value: rss - target, slope };
  };
  return descend(at, upperBound(problem, target));
}

/** A tau2 beyond which y'Py is surely below the target: y'Py <= RSS / tau2. */
function upperBound(problem: Problem, target: number): number {
  const { rss } = weightedFit(problem, filled(problem.k, 1));
  return (rss / target) * 1.001 + Number.MIN_VALUE;
}

/** Newton's method for the zero of a falling function on [0, high], kept inside the bracket known so far. */
function descend(
  at: (tau2: number) => { value: number; slope: number },
  high: number,
  low = 0,
  start = low,
): Tau2Estimate {
  let current = start;
  let { value, slope } = at(start);
  if (value === 0 || (value < 0 && start === low)) return { status: "converged", tau2: start };
  let [below, above] = value > 0 ? [start, high] : [low, start];
  for (let i = 0; i < 200; i++) {
    let next = current - value / slope;
    if (!(next > below && next < above)) next = (below + above) / 2;
    const step = Math.abs(next - current);
    current = next;
    ({ value, slope } = at(current));
    if (value === 0 || step <= 4e-15 * current) return { status: "converged", tau2: current };
    if (value > 0) below = current;
    else above = current;
    if (above - below <= 4e-15 * above) return { status: "converged", tau2: current };
  }
  return { status: "not-converged", lastTau2: current };
}

/** The tau2 that makes the observed generalised Q the median of its distribution. */
function byMedianOfQ(problem: Problem, a: ArrayLike<number>): Tau2Estimate {
  return tau2AtQuantile(problem, a, 0.5);
}

/**
 * The tau2 at which the observed y'Py, P with weights a, is a given quantile of its distribution; 0 when it is beyond
 * that quantile already without heterogeneity. Jackson (2013), section 3.
 */
export function tau2AtQuantile(problem: Problem, a: ArrayLike<number>, lower: number): Tau2Estimate {
  const { rss } = weightedFit(problem, a);
  const gap = (tau2: number) =>
    quadraticFormLower(
      problem,
      a,
      problem.v.map((vi) => vi + tau2),
      rss,
    ) - lower;
  if (gap(0) <= 0) return converged(0);
  let high = upperBound(problem, problem.k - problem.p);
  for (let i = 0; i < 200 && gap(high) > 0; i++) high *= 2;
  const root = brentRoot(gap, 0, high, { tolerance: 1e-15 * high });
  return root.status === "converged" ? converged(root.x) : { status: "not-converged", lastTau2: high };
}

interface Score {
  /** Twice the score: y'PPy - tr(P); for ML the trace is that of W. */
  readonly value: number;
  /** Its derivative. */
  readonly slope: number;
  /** tr(PP), or tr(WW) for ML: twice the expected information. */
  readonly information: number;
}

/**
 * The score of the (restricted) likelihood in tau2, and its slope tr(PP) - 2 u'Pu with u = Py.
 * Viechtbauer (2005), eq. 12 and 15. Fitting spends its time here.
 */
function scorer(problem: Problem, restricted: boolean): { score: (tau2: number) => Score; rss: number } {
  return problem.p === 1 ? scorerOfMean(problem, restricted) : scorerOfRegression(problem, restricted);
}

/** A single column needs no matrices: two passes over the effects. */
function scorerOfMean(problem: Problem, restricted: boolean): ReturnType<typeof scorer> {
  const { k, v, q } = problem;
  const { residuals: y, rss } = weightedFit(problem, filled(k, 1));
  const score = (tau2: number): Score => {
    let [w1, w2, x1, x2, x3, xy] = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < k; i++) {
      const w = 1 / (v[i]! + tau2);
      const wxx = w * q[i]! * q[i]!;
      w1 += w;
      w2 += w * w;
      x1 += wxx;
      x2 += wxx * w;
      x3 += wxx * w * w;
      xy += w * q[i]! * y[i]!;
    }
    const gamma = xy / x1;
    let [uu, wuu, xu] = [0, 0, 0];
    for (let i = 0; i < k; i++) {
      const w = 1 / (v[i]! + tau2);
      const u = w * (y[i]! - q[i]! * gamma);
      uu += u * u;
      wuu += w * u * u;
      xu += w * q[i]! * u;
    }
    const trace = restricted ? w1 - x2 / x1 : w1;
    const information = restricted ? w2 - (2 * x3) / x1 + (x2 / x1) ** 2 : w2;
    return { value: uu - trace, slope: information - 2 * (wuu - (xu * xu) / x1), information };
  };
  return { score, rss };
}

/**
 * For several columns the products of each two are made once, each evaluation is a few plain sums over them, and nothing is
 * allocated on the way. y is replaced by its residuals, which changes no P y and spares the sums their cancellation.
 */
function scorerOfRegression(problem: Problem, restricted: boolean): ReturnType<typeof scorer> {
  const { k, p, v, q } = problem;
  const { residuals, rss } = weightedFit(problem, filled(k, 1));
  // Pairs (j, l) with l <= j of the columns of Q and, last, y: pair (j, l) is at j (j + 1) / 2 + l.
  const pairs = ((p + 1) * (p + 2)) / 2;
  // The one array that grows large, and so the one that is better kept outside the heap.
  const products = new Float64Array(pairs * k);
  for (let j = 0, at = 0; j <= p; j++) {
    for (let l = 0; l <= j; l++, at++) {
      for (let i = 0; i < k; i++) {
        const left = j < p ? q[i * p + j]! : residuals[i]!;
        products[at * k + i] = left * (l < p ? q[i * p + l]! : residuals[i]!);
      }
    }
  }
  const [w, ww, www] = [filled(k, 0), filled(k, 0), filled(k, 0)];
  // Sums of the products with weights w, w^2 and w^3.
  const [s1, s2, s3] = [filled(pairs, 0), filled(pairs, 0), filled(pairs, 0)];
  const c = filled(p * p, 0);
  const half = filled(p * p, 0);
  const [gamma, xu] = [filled(p, 0), filled(p, 0)];
  const last = (p * (p + 1)) / 2;
  const pair = (j: number, l: number) => (j >= l ? (j * (j + 1)) / 2 + l : (l * (l + 1)) / 2 + j);

  const score = (tau2: number): Score => {
    let [trace, information] = [0, 0];
    for (let i = 0; i < k; i++) {
      const wi = 1 / (v[i]! + tau2);
      w[i] = wi;
      ww[i] = wi * wi;
      www[i] = wi * wi * wi;
      trace += wi;
      information += wi * wi;
    }
    for (let at = 0, start = 0; at < pairs; at++, start += k) {
      let [a, b, d] = [0, 0, 0];
      for (let i = 0; i < k; i++) {
        const value = products[start + i]!;
        a += w[i]! * value;
        b += ww[i]! * value;
        d += www[i]! * value;
      }
      s1[at] = a;
      s2[at] = b;
      s3[at] = d;
    }
    for (let j = 0; j < p; j++) for (let l = 0; l < p; l++) c[j * p + l] = s1[pair(j, l)]!;
    sweep(c, p);
    let [uu, wuu] = [s2[last + p]!, s3[last + p]!];
    for (let j = 0; j < p; j++) {
      let sum = 0;
      for (let l = 0; l < p; l++) sum += c[j * p + l]! * s1[last + l]!;
      gamma[j] = sum;
    }
    let [first, third] = [0, 0];
    for (let j = 0; j < p; j++) {
      let [g2, g3] = [0, 0];
      for (let l = 0; l < p; l++) {
        const at = pair(j, l);
        g2 += s2[at]! * gamma[l]!;
        g3 += s3[at]! * gamma[l]!;
        first += c[j * p + l]! * s2[at]!;
        third += c[j * p + l]! * s3[at]!;
        let sum = 0;
        for (let m = 0; m < p; m++) sum += c[j * p + m]! * s2[pair(m, l)]!;
        half[j * p + l] = sum;
      }
      uu += gamma[j]! * (g2 - 2 * s2[last + j]!);
      wuu += gamma[j]! * (g3 - 2 * s3[last + j]!);
      xu[j] = s2[last + j]! - g2;
    }
    for (let j = 0; j < p; j++) for (let l = 0; l < p; l++) wuu -= xu[j]! * c[j * p + l]! * xu[l]!;
    if (restricted) {
      trace -= first;
      information -= 2 * third;
      for (let j = 0; j < p; j++)
        for (let l = 0; l < p; l++) information += half[j * p + l]! * half[l * p + j]!;
    }
    return { value: uu - trace, slope: information - 2 * wuu, information };
  };
  return { score, rss };
}

/**
 * The global maximum of the (restricted) likelihood on tau2 >= 0. Effects with very unequal variances can have
 * several maxima, so the score is first looked at on a grid; each place where it falls through 0 is then solved.
 */
function byLikelihood(problem: Problem, restricted: boolean): Tau2Estimate {
  const { score, rss } = scorer(problem, restricted);
  const grid = scoreGrid(problem, likelihoodBound(problem, restricted, rss));
  const maxima: number[] = [];
  let before = score(0).value;
  if (before <= 0) maxima.push(0);
  let from = 0;
  for (const to of grid) {
    const { value } = score(to);
    if (before > 0 && value <= 0) {
      // From where the chord of the grid crosses 0.
      const found = descend(score, to, from, from + ((to - from) * before) / (before - value));
      if (found.status === "not-converged") return found;
      maxima.push(found.tau2);
    }
    before = value;
    from = to;
  }
  let tau2 = maxima[0] ?? 0;
  if (maxima.length > 1) {
    const logLik = maxima.map((each) => logLikelihood(problem, each, restricted));
    tau2 = maxima[logLik.indexOf(Math.max(...logLik))]!;
  }
  return { status: "converged", tau2, seTau2: Math.sqrt(2 / score(tau2).information) };
}

/** Beyond this tau2 the score is negative: y'PPy <= RSS / (tau2 + vmin)^2, the trace >= df / (tau2 + vmax). */
function likelihoodBound(problem: Problem, restricted: boolean, rss: number): number {
  const df = restricted ? problem.k - problem.p : problem.k;
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const vi of problem.v) {
    if (vi < least) least = vi;
    if (vi > most) most = vi;
  }
  // df (t + vmin)^2 = RSS (t + vmax)
  const b = 2 * least - rss / df;
  const c = least ** 2 - (rss / df) * most;
  const root = (-b + Math.sqrt(Math.max(0, b * b - 4 * c))) / 2;
  return Math.max(root, 0) * 1.0001 + least * 1e-6;
}

/** Rising geometrically from well below the smallest variance, where the score has no detail left. */
function scoreGrid({ v }: Problem, high: number): number[] {
  let [least, most] = [v[0]!, v[0]!];
  for (const vi of v) {
    if (vi < least) least = vi;
    if (vi > most) most = vi;
  }
  // Near-equal variances have a single maximum; the grid need only be fine where they differ much.
  const ratio = most / least < 4 ? 8 : 3.5;
  const grid: number[] = [];
  for (let tau2 = least / 4; tau2 < high; tau2 *= ratio) grid.push(tau2);
  grid.push(high);
  return grid;
}

/**
 * The log-likelihood (restricted: with the term of X'X, as in Harville 1974) at tau2.
 * @param solved residual sum of squares and ln det(Q'WQ) there, for coefficients that are not those of the greatest
 * likelihood, or to spare computing them again.
 */
export function logLikelihood(
  problem: Problem,
  tau2: number,
  restricted: boolean,
  solved: { readonly rss: number; readonly logDet: number } = weightedFit(
    problem,
    inverseVariances(problem, tau2),
  ),
): number {
  const { k, p, v } = problem;
  let logVariances = 0;
  for (let i = 0; i < k; i++) logVariances += Math.log(v[i]! + tau2);
  const n = restricted ? k - p : k;
  // For Q in place of X the terms of det(X'X) cancel.
  return (-n * Math.log(2 * Math.PI) - logVariances - (restricted ? solved.logDet : 0) - solved.rss) / 2;
}

/** The standard error of the estimate of tau2. Viechtbauer (2005), section 3, for quadratic estimators var(y'Ay) = 2 tr(ASAS). */
export function seOfTau2(
  method: Tau2Method,
  problem: Problem,
  tau2: number,
  weights?: readonly number[],
): number | undefined {
  const { k, p } = problem;
  const total = inverseVariances(problem, tau2);
  const sum = (values: readonly number[], f: (value: number) => number) =>
    values.reduce((all, value) => all + f(value), 0);
  switch (method) {
    case "ML":
      return Math.sqrt(2 / sum(total, (wi) => wi * wi));
    case "REML":
      return Math.sqrt(2 / tracePP(problem, total, weightedFit(problem, total).inverse));
    case "EB":
    case "PM":
      return Math.sqrt((2 * k * k) / (k - p)) / sum(total, (wi) => wi);
    case "DL":
      return ofQuadratic(problem, inverseVariances(problem, 0), tau2);
    case "HE":
      return ofQuadratic(problem, filled(k, 1), tau2);
    case "GENQ":
      return ofQuadratic(problem, required(weights), tau2);
    case "HS":
    case "HSk": {
      const w = inverseVariances(problem, 0);
      const scale = sum(w, (wi) => wi);
      return ofQuadratic(problem, w, tau2, method === "HSk" ? (scale * (k - p)) / k : scale);
    }
    case "SJ": {
      const start = sidikJonkmanStart(problem);
      const w = inverseVariances(problem, start);
      return ofQuadratic(problem, w, tau2, (k - p) / start);
    }
    default:
      return undefined;
  }
}

/** sqrt(var(y'Py)) / scale with var = 2 tr(PSPS), S = V + tau2; the scale is tr(P) unless given. */
function ofQuadratic(problem: Problem, a: ArrayLike<number>, tau2: number, scale?: number): number {
  const { inverse } = weightedFit(problem, a);
  const s = problem.v.map((vi) => vi + tau2);
  const variance = 2 * tracePP(problem, a, inverse, s, s);
  return Math.sqrt(variance) / (scale ?? traceP(problem, a, inverse));
}
