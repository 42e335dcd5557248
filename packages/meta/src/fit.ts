/**
 * The common-effect and random-effects model, with or without moderators: yi = xi'beta + ui + ei,
 * ui ~ N(0, tau2), ei ~ N(0, vi). Every step is linear in k.
 *
 * Sources: Viechtbauer (2010), J Stat Softw 36(3) (notation, tests); Raudenbush (2009), in Cooper et al., The Handbook of
 * Research Synthesis, ch. 16; Knapp and Hartung (2003), Stat Med 22(17):2693-2710 (adjusted tests); Jackson et al.
 * (2017), Stat Med 36(25):3923-3934 (their ad hoc bound); Higgins and Thompson (2002), Stat Med 21(11):1539-1558 (I2, H2);
 * Lopez-Lopez et al. (2014), Br J Math Stat Psychol 67(1):30-48 (R2).
 */
import { demand, requireLevel, requireNonNegative } from "./arguments.ts";
import type { Design } from "./design.ts";
import { chiSquaredUpper } from "./distributions/chi-squared.ts";
import { fUpper } from "./distributions/f.ts";
import { normalUpper, normalUpperQuantile } from "./distributions/normal.ts";
import { tTwoSided, tUpperQuantile } from "./distributions/t.ts";
import { type Effect, requireEffects } from "./effect.ts";
import { estimateTau2, logLikelihood, seOfTau2, type Tau2Method, tau2Methods } from "./tau2.ts";
import { filled, vectorOf } from "./vector.ts";
import type { Estimate } from "./wald.ts";
import {
  gram,
  inverseVariances,
  type Problem,
  problemOf,
  product,
  traceP,
  type WeightedFit,
  weightedFit,
} from "./weighted-regression.ts";

/**
 * z: normal. t: Student's t with k - p degrees of freedom. knha: t, with the covariance of the coefficients multiplied
 * by the weighted residual mean square (Knapp and Hartung). adhoc: as knha, but never multiplied by less than 1.
 */
export type Test = "z" | "t" | "knha" | "adhoc";
const tests: readonly Test[] = ["z", "t", "knha", "adhoc"];

export interface FitOptions {
  /** The estimator of tau2; REML unless given, EE for the equal-effects model. */
  readonly method?: Tau2Method;
  /** z unless given. */
  readonly test?: Test;
  /** Of confidence intervals, in percent; 95 unless given. */
  readonly level?: number;
  /** Moderators, a row for each effect, intercept included where wanted; an intercept alone unless given. */
  readonly design?: Design;
  /** A weight above 0 for each effect, in place of 1 / (vi + tau2); GENQ and GENQM estimate tau2 with them too. */
  readonly weights?: readonly number[];
  /** false: every effect has the same weight. */
  readonly weighted?: boolean;
  /** Fixes tau2 instead of estimating it. */
  readonly tau2?: number;
}

/** One coefficient, its test against 0 and its confidence interval. */
export interface Coefficient extends Estimate {
  readonly name: string;
}

/** The test of several coefficients together. */
export interface OmnibusTest {
  /** Chi-squared for z, F for the other tests. */
  readonly statistic: number;
  readonly df: number;
  /** Denominator degrees of freedom of F. */
  readonly df2?: number;
  readonly p: number;
}

export interface LogLikelihood {
  readonly logLik: number;
  /** Coefficients and, where it is estimated, tau2. */
  readonly parameters: number;
  readonly aic: number;
  readonly bic: number;
  readonly aicc: number;
}

export interface ConvergedFit {
  readonly status: "converged";
  readonly method: Tau2Method;
  readonly test: Test;
  readonly level: number;
  readonly k: number;
  readonly coefficients: readonly Coefficient[];
  /** Covariance of the coefficients. */
  readonly vb: readonly (readonly number[])[];
  /** Residual degrees of freedom of t and F; absent for z. */
  readonly df?: number;
  /** The residual mean square that knha multiplies by. */
  readonly s2w?: number;
  readonly tau2: number;
  /** Absent for EE, where tau2 is given, and for methods without a known one. */
  readonly seTau2?: number;
  /** tau2 is 0 because it may not be negative: intervals around it are one-sided. */
  readonly tau2AtBoundary: boolean;
  /** Percentage of the total variance that is heterogeneity; absent when k = p. */
  readonly i2?: number;
  /** Total over sampling variance; absent when k = p. */
  readonly h2?: number;
  /** Percentage of tau2 that the moderators account for; absent without moderators, or nothing to account for. */
  readonly r2?: number;
  /** Cochran's Q of residual heterogeneity, with weights 1 / vi. */
  readonly heterogeneity: { readonly q: number; readonly df: number; readonly p: number };
  /** All coefficients but the intercept; absent when there are none. */
  readonly moderators?: OmnibusTest;
  /** Present for EE and ML (full likelihood) and REML (restricted). */
  readonly likelihood?: LogLikelihood;
  /** What was fitted, for whatever is computed from the fit. */
  readonly effects: readonly Effect[];
  readonly options: FitOptions;
}

export type Fit =
  | ConvergedFit
  | { readonly status: "not-converged"; readonly lastTau2: number }
  /** k > p is needed for everything but the equal-effects model with z, which needs k >= p. */
  | { readonly status: "too-few-effects"; readonly k: number; readonly p: number }
  /** A column of the design is a combination of the others in these effects. */
  | { readonly status: "singular-design"; readonly names: readonly string[] }
  /** The effects lie exactly on the model, which leaves knha no residual to take a standard error from. */
  | { readonly status: "no-residual-variation"; readonly k: number };

/**
 * @param effects at least one; too few for the model is a result, not an error.
 * @throws RangeError when an effect is not finite with vi > 0, or an option does not fit.
 */
export function fit(effects: readonly Effect[], options: FitOptions = {}): Fit {
  const { method = "REML", test = "z", level = 95, design, tau2: given } = options;
  requireEffects("fit", effects);
  requireLevel(level);
  demand(tau2Methods.includes(method), "method", method, tau2Methods.join(", "));
  demand(tests.includes(test), "test", test, tests.join(", "));
  if (given !== undefined) requireNonNegative("tau2", given);
  const weights = readWeights(effects, options);
  const k = effects.length;
  const p = design ? design.names.length : 1;
  if (k < p || (k === p && !(test === "z" && (method === "EE" || given !== undefined)))) {
    return { status: "too-few-effects", k, p };
  }
  const problem = problemOf(effects, design);
  if (!problem) return { status: "singular-design", names: design?.names ?? [] };

  const estimate =
    given === undefined ? estimateTau2(method, problem, weights) : fixedTau2(method, problem, given, weights);
  if (estimate.status === "not-converged") return notConverged(estimate.lastTau2);
  const { tau2 } = estimate;

  const estimated = coefficients(problem, tau2, options, weights);
  const { beta, vb, s2w } = estimated;
  // Residuals that are rounding alone count as none.
  if (s2w !== undefined && !(s2w > smallestMeanSquare(problem)))
    return { status: "no-residual-variation", k };
  // Variances so unequal that the traces of the weights cancel leave nothing to report.
  if (!(beta.every(Number.isFinite) && vb.every((row, j) => row[j]! > 0 && row.every(Number.isFinite)))) {
    return notConverged(tau2);
  }
  const df = k - p;
  const names = design ? design.names : ["intercept"];
  const heterogeneity = cochranQ(problem);
  const sampling = df > 0 && heterogeneity.trace > 0 ? df / heterogeneity.trace : undefined;
  const share = shares(method, given, tau2, sampling, heterogeneity, df);
  const tested = testedColumns(design);
  const moderators = tested.length > 0 ? waldTest(beta, vb, tested, test, df) : undefined;
  const r2 = tested.length > 0 ? accountedFor(effects, options, tau2, heterogeneity) : undefined;
  const likelihood = likelihoodOf(method, problem, tau2, given === undefined, estimated);

  return {
    ...{ status: "converged", method, test, level, k },
    coefficients: names.map((name, j) => testCoefficient(name, beta[j]!, vb[j]![j]!, test, df, level)),
    ...{ vb, tau2 },
    ...(test === "z" ? {} : { df }),
    ...(s2w === undefined ? {} : { s2w }),
    ...(Number.isFinite(estimate.seTau2 ?? Number.NaN) ? { seTau2: estimate.seTau2! } : {}),
    tau2AtBoundary: method !== "EE" && given === undefined && tau2 === 0,
    ...share,
    ...(r2 === undefined ? {} : { r2 }),
    heterogeneity: { q: heterogeneity.q, df, p: heterogeneity.p },
    ...(moderators === undefined ? {} : { moderators }),
    ...(likelihood === undefined ? {} : { likelihood }),
    ...{ effects, options },
  };
}

const notConverged = (lastTau2: number): Fit => ({
  status: "not-converged",
  lastTau2: Number.isFinite(lastTau2) ? lastTau2 : 0,
});

function readWeights(
  effects: readonly Effect[],
  { method = "REML", weights }: FitOptions,
): readonly number[] | undefined {
  const needed = method === "GENQ" || method === "GENQM";
  demand(weights !== undefined || !needed, "weights", weights, `weights, which ${method} needs`);
  if (!weights) return undefined;
  demand(
    weights.length === effects.length,
    "weights",
    weights.length,
    `${effects.length}, one for each effect`,
  );
  weights.forEach((weight, i) => {
    demand(
      weight > 0 && weight < Number.POSITIVE_INFINITY,
      `weights[${i}]`,
      weight,
      "a finite number above 0",
    );
  });
  return weights;
}

function fixedTau2(method: Tau2Method, problem: Problem, tau2: number, weights?: readonly number[]) {
  const se = problem.k > problem.p && method !== "EE" ? seOfTau2(method, problem, tau2, weights) : undefined;
  return { status: "converged" as const, tau2, ...(se === undefined ? {} : { seTau2: se }) };
}

/** beta and its covariance: inverse-variance weights, or the sandwich for weights of another kind. */
function coefficients(problem: Problem, tau2: number, options: FitOptions, weights?: readonly number[]) {
  const { test = "z", weighted = true } = options;
  const { k, p } = problem;
  const total = inverseVariances(problem, tau2);
  const own = weighted ? weights : filled(k, 1);
  const solved = weightedFit(problem, own ?? total);
  let covariance = own ? sandwich(problem, solved, own, tau2) : solved.inverse;
  let s2w: number | undefined;
  if (test === "knha" || test === "adhoc") {
    // The mean square is that of the inverse-variance fit, also where the estimate has other weights.
    s2w = (own ? weightedFit(problem, total) : solved).rss / (k - p);
    const factor = test === "adhoc" ? Math.max(1, s2w) : s2w;
    covariance = covariance.map((value) => value * factor);
    s2w = factor;
  }
  // What the likelihood is made of; its residuals are those of the coefficients, whatever weights these have.
  let { rss, logDet } = solved;
  if (own) {
    rss = 0;
    for (let i = 0; i < k; i++) rss += total[i]! * solved.residuals[i]! ** 2;
    ({ logDet } = weightedFit(problem, total));
  }
  return { ...onDesign(problem, solved.gamma, covariance), s2w, rss, logDet };
}

/** (Q'AQ)^-1 Q'A (V + tau2) A Q (Q'AQ)^-1 */
function sandwich(problem: Problem, { inverse }: WeightedFit, a: readonly number[], tau2: number): number[] {
  const middle = gram(
    problem,
    a.map((ai, i) => ai * ai * (problem.v[i]! + tau2)),
  );
  return product(product(inverse, middle, problem.p), inverse, problem.p);
}

/** Coefficients of Q and their covariance as those of X = QR. */
function onDesign({ p, toBeta }: Problem, gamma: readonly number[], covariance: readonly number[]) {
  const t = toBeta.values;
  if (p === 1) return { beta: [t[0]! * gamma[0]!], vb: [[t[0]! ** 2 * covariance[0]!]] };
  const beta = Array.from({ length: p }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < p; j++) sum += t[i * p + j]! * gamma[j]!;
    return sum;
  });
  const half = product(t, covariance, p);
  const vb = Array.from({ length: p }, (_, i) =>
    Array.from({ length: p }, (_unused, j) => {
      let sum = 0;
      for (let l = 0; l < p; l++) sum += half[i * p + l]! * t[j * p + l]!;
      return sum;
    }),
  );
  return { beta, vb };
}

/** The mean square that rounding of the effects can leave: (16 eps max |y|)^2 times the largest weight. */
function smallestMeanSquare({ y, v }: Problem): number {
  let [size, weight] = [Number.MIN_VALUE, 0];
  for (let i = 0; i < y.length; i++) {
    size = Math.max(size, Math.abs(y[i]!));
    weight = Math.max(weight, 1 / v[i]!);
  }
  return Math.max(1e-290, (16 * Number.EPSILON * size) ** 2 * weight);
}

/** Q with weights 1 / vi, after the moderators, and tr(P) at those weights. */
function cochranQ(problem: Problem): { q: number; df: number; p: number; trace: number } {
  const w = inverseVariances(problem, 0);
  const { rss, inverse } = weightedFit(problem, w);
  const df = problem.k - problem.p;
  if (df < 1) return { q: 0, df, p: 1, trace: 0 };
  return { q: rss, df, p: chiSquaredUpper(rss, df), trace: traceP(problem, w, inverse) };
}

/** tr(P) with weights 1 / vi; (k - p) over it is Higgins and Thompson's typical sampling variance. */
export function samplingTrace(problem: Problem): number {
  const w = inverseVariances(problem, 0);
  return traceP(problem, w, weightedFit(problem, w).inverse);
}

function shares(
  method: Tau2Method,
  given: number | undefined,
  tau2: number,
  sampling: number | undefined,
  { q }: { q: number },
  df: number,
): { i2?: number; h2?: number } {
  if (sampling === undefined) return {};
  // Without a tau2 the excess of Q stands in for it. Higgins and Thompson (2002), eq. 10.
  if (method === "EE" && given === undefined)
    return { i2: q > 0 ? 100 * Math.max(0, (q - df) / q) : 0, h2: q / df };
  return { i2: (100 * tau2) / (tau2 + sampling), h2: tau2 / sampling + 1 };
}

/** The columns that the omnibus test is about: all but the intercept, or all where there is none. */
export function testedColumns(design: Design | undefined): number[] {
  if (!design) return [];
  const all = design.names.map((_, j) => j);
  const others = all.filter((j) => !design.rows.every((row) => row[j] === 1));
  return others.length === 0 && all.length > 1 ? all : others;
}

/** Tests the given columns of beta together. */
export function waldTest(
  beta: readonly number[],
  vb: readonly (readonly number[])[],
  columns: readonly number[],
  test: Test,
  df: number,
): OmnibusTest {
  const m = columns.length;
  const part = columns.flatMap((i) => columns.map((j) => vb[i]![j]!));
  const b = columns.map((j) => beta[j]!);
  const statistic = quadraticOfInverse(part, b);
  if (test === "z") return { statistic, df: m, p: chiSquaredUpper(statistic, m) };
  return { statistic: statistic / m, df: m, df2: df, p: fUpper(statistic / m, m, df) };
}

/** b'A^-1 b by elimination without pivoting, for a small positive definite A scaled to a unit diagonal. */
function quadraticOfInverse(a: readonly number[], b: readonly number[]): number {
  const m = b.length;
  const scales = vectorOf(m, (i) => 1 / Math.sqrt(a[i * m + i]!));
  const left = a.map((value, at) => value * scales[Math.floor(at / m)]! * scales[at % m]!);
  const right = b.map((value, i) => value * scales[i]!);
  let sum = 0;
  for (let j = 0; j < m; j++) {
    const pivot = left[j * m + j]!;
    sum += right[j]! ** 2 / pivot;
    for (let i = j + 1; i < m; i++) {
      const factor = left[i * m + j]! / pivot;
      right[i]! -= factor * right[j]!;
      for (let l = j + 1; l < m; l++) left[i * m + l]! -= factor * left[j * m + l]!;
    }
  }
  return sum;
}

/** The critical value of a two-sided interval. */
export function criticalValue(test: Test, df: number, level: number): number {
  const tail = (1 - level / 100) / 2;
  return test === "z" ? normalUpperQuantile(tail) : tUpperQuantile(tail, df);
}

/** Two-sided p value of a z or t statistic. */
export function twoSidedP(statistic: number, test: Test, df: number): number {
  return test === "z" ? 2 * normalUpper(Math.abs(statistic)) : tTwoSided(statistic, df);
}

function testCoefficient(
  name: string,
  estimate: number,
  variance: number,
  test: Test,
  df: number,
  level: number,
): Coefficient {
  const se = Math.sqrt(variance);
  const statistic = estimate / se;
  const half = criticalValue(test, df, level) * se;
  return {
    ...{ name, estimate, se, statistic, p: twoSidedP(statistic, test, df) },
    ciLow: estimate - half,
    ciHigh: estimate + half,
  };
}

/**
 * R2: how much smaller tau2 is than without the moderators, in percent. The equal-effects model has no tau2; there it is
 * how much smaller the residual mean square is, the adjusted R2 of weighted least squares.
 */
function accountedFor(
  effects: readonly Effect[],
  options: FitOptions,
  tau2: number,
  residual: { readonly q: number; readonly df: number },
): number | undefined {
  const { method = "REML", weights } = options;
  const alone = problemOf(effects);
  if (options.tau2 !== undefined || !alone || residual.df < 1) return undefined;
  if (method === "EE") {
    const { q, df } = cochranQ(alone);
    return q > 0 ? 100 * Math.max(0, 1 - residual.q / residual.df / (q / df)) : undefined;
  }
  const found = estimateTau2(method, alone, weights);
  if (found.status === "not-converged" || found.tau2 === 0) return undefined;
  return 100 * Math.max(0, (found.tau2 - tau2) / found.tau2);
}

function likelihoodOf(
  method: Tau2Method,
  problem: Problem,
  tau2: number,
  estimated: boolean,
  solved: { readonly rss: number; readonly logDet: number },
): LogLikelihood | undefined {
  if (method !== "EE" && method !== "ML" && method !== "REML") return undefined;
  const { k, p } = problem;
  const restricted = method === "REML";
  const n = restricted ? k - p : k;
  if (n < 1) return undefined;
  const logLik = logLikelihood(problem, tau2, restricted, solved);
  const parameters = p + (method !== "EE" && estimated ? 1 : 0);
  const size = Math.max(n, parameters + 2);
  return {
    ...{ logLik, parameters },
    aic: -2 * logLik + 2 * parameters,
    bic: -2 * logLik + parameters * Math.log(n),
    aicc: -2 * logLik + (2 * parameters * size) / (size - parameters - 1),
  };
}
