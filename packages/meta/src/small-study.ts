/**
 * Tests of small-study effects: does the effect go with its imprecision?
 * Sources: Egger et al. (1997), BMJ 315(7109):629-634; Sterne and Egger (2005), in Publication Bias in Meta-Analysis,
 * ch. 6 (regression tests); Moreno et al. (2009), BMC Med Res Methodol 9:2 (limit estimate); Begg and Mazumdar (1994),
 * Biometrics 50(4):1088-1101 (rank correlation); Kendall (1970), Rank Correlation Methods, 4th ed., chapters 3 and 5.
 */
import { demand } from "./arguments.ts";
import type { Design } from "./design.ts";
import { normalUpper } from "./distributions/normal.ts";
import { type Effect, requireEffects } from "./effect.ts";
import { type Coefficient, type Fit, fit, type Test } from "./fit.ts";
import type { Tau2Method } from "./tau2.ts";

/** The measure of imprecision: standard error, variance, sample size, its root, or an inverse of either. */
const smallStudyPredictors = ["sei", "vi", "ni", "ninv", "sqrtni", "sqrtninv"] as const;
export type SmallStudyPredictor = (typeof smallStudyPredictors)[number];

export interface RegressionTestOptions {
  /**
   * "lm": weighted least squares with a residual variance that multiplies all vi (Egger). "rma": meta-regression with
   * an additive tau2.
   */
  readonly model?: "lm" | "rma";
  readonly predictor?: SmallStudyPredictor;
  /** Sample sizes, for the predictors that are about them. */
  readonly ni?: readonly number[];
  /** Of "rma"; REML and z unless given. */
  readonly method?: Tau2Method;
  readonly test?: Test;
  readonly level?: number;
}

export interface RegressionTest {
  /** z, or t where df is given: slope over its standard error. */
  readonly statistic: number;
  readonly df?: number;
  readonly p: number;
  readonly slope: number;
  readonly slopeSe: number;
  /** The effect as imprecision goes to 0; absent for predictors that do not go there. */
  readonly limit?: { readonly estimate: number; readonly low: number; readonly high: number };
}

export type RegressionTestResult =
  | ({ readonly status: "converged" } & RegressionTest)
  | Exclude<Fit, { status: "converged" }>;

/** @throws RangeError when the predictor needs sample sizes and none are given. */
export function regressionTest(
  effects: readonly Effect[],
  {
    model = "rma",
    predictor = "sei",
    ni,
    method = "REML",
    test = "z",
    level = 95,
  }: RegressionTestOptions = {},
): RegressionTestResult {
  requireEffects("regressionTest", effects);
  demand(smallStudyPredictors.includes(predictor), "predictor", predictor, smallStudyPredictors.join(", "));
  const design: Design = {
    names: ["intercept", predictor],
    rows: effects.map((effect, i) => [1, imprecision(effect, predictor, ni?.[i])]),
  };
  const options = { design, level };
  // With tau2 = 0 Knapp and Hartung's factor is the residual mean square of weighted least squares.
  const fitted =
    model === "lm"
      ? fit(effects, { ...options, method: "EE", test: "knha" })
      : fit(effects, { ...options, method, test });
  if (fitted.status !== "converged") return fitted;
  const [intercept, slope] = fitted.coefficients as readonly [Coefficient, Coefficient];
  const reachesZero = predictor !== "ni" && predictor !== "sqrtni";
  return {
    status: "converged",
    statistic: slope.statistic,
    ...(fitted.df === undefined ? {} : { df: fitted.df }),
    ...{ p: slope.p, slope: slope.estimate, slopeSe: slope.se },
    ...(reachesZero
      ? { limit: { estimate: intercept.estimate, low: intercept.ciLow, high: intercept.ciHigh } }
      : {}),
  };
}

function imprecision({ vi }: Effect, predictor: SmallStudyPredictor, ni: number | undefined): number {
  if (predictor === "sei") return Math.sqrt(vi);
  if (predictor === "vi") return vi;
  demand(ni !== undefined && ni > 0, "ni", ni, `a sample size above 0 for each effect, for ${predictor}`);
  switch (predictor) {
    case "ni":
      return ni;
    case "ninv":
      return 1 / ni;
    case "sqrtni":
      return Math.sqrt(ni);
    default:
      return 1 / Math.sqrt(ni);
  }
}

export interface RankTest {
  /** Kendall's tau-b. */
  readonly tau: number;
  /** Two-sided; exact for fewer than 50 effects without ties. */
  readonly p: number;
}

/** Rank correlation of the standardised deviations from the equal-effects mean with the variances. */
export function rankTest(effects: readonly Effect[]): RankTest {
  requireEffects("rankTest", effects, { atLeast: 2 });
  const total = effects.reduce((sum, { vi }) => sum + 1 / vi, 0);
  const mean = effects.reduce((sum, { yi, vi }) => sum + yi / vi, 0) / total;
  return kendall(
    effects.map(({ yi, vi }) => (yi - mean) / Math.sqrt(vi - 1 / total)),
    effects.map(({ vi }) => vi),
  );
}

/** Kendall's S = concordant less discordant pairs, and the sizes of groups of ties in each variable. */
export function kendallScore(x: readonly number[], y: readonly number[]) {
  let score = 0;
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) score += Math.sign(x[i]! - x[j]!) * Math.sign(y[i]! - y[j]!);
  }
  return { score, tiesX: tieSizes(x), tiesY: tieSizes(y) };
}

function tieSizes(values: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()].filter((count) => count > 1);
}

/** The variance of Kendall's S with ties. Kendall (1970), eq. 4.4. */
export function kendallVariance(n: number, tiesX: readonly number[], tiesY: readonly number[]): number {
  const sum = (ties: readonly number[], f: (t: number) => number) => ties.reduce((all, t) => all + f(t), 0);
  const cubic = (t: number) => t * (t - 1) * (2 * t + 5);
  const pairs = (t: number) => t * (t - 1);
  const triples = (t: number) => t * (t - 1) * (t - 2);
  const main = (cubic(n) - sum(tiesX, cubic) - sum(tiesY, cubic)) / 18;
  const both = (sum(tiesX, pairs) * sum(tiesY, pairs)) / (2 * n * (n - 1));
  const three = n > 2 ? (sum(tiesX, triples) * sum(tiesY, triples)) / (9 * n * (n - 1) * (n - 2)) : 0;
  return main + both + three;
}

function kendall(x: readonly number[], y: readonly number[]): RankTest {
  const n = x.length;
  const { score, tiesX, tiesY } = kendallScore(x, y);
  const all = (n * (n - 1)) / 2;
  const untied = (ties: readonly number[]) => all - ties.reduce((sum, t) => sum + (t * (t - 1)) / 2, 0);
  const tau = score / Math.sqrt(untied(tiesX) * untied(tiesY));
  if (tiesX.length === 0 && tiesY.length === 0 && n < 50)
    return { tau, p: exactKendall((score + all) / 2, n) };
  const z = score / Math.sqrt(kendallVariance(n, tiesX, tiesY));
  return { tau, p: 2 * normalUpper(Math.abs(z)) };
}

/** Twice the smaller tail of the number of concordant pairs among all orders of n. Kendall (1970), section 5.2. */
function exactKendall(concordant: number, n: number): number {
  let counts = [1];
  for (let i = 2; i <= n; i++) {
    // One more value adds 0 to i - 1 concordant pairs.
    const next = new Array<number>(counts.length + i - 1).fill(0);
    counts.forEach((count, at) => {
      for (let more = 0; more < i; more++) next[at + more]! += count / i;
    });
    counts = next;
  }
  const lower = counts.slice(0, concordant + 1).reduce((sum, p) => sum + p, 0);
  const upper = counts.slice(concordant).reduce((sum, p) => sum + p, 0);
  return Math.min(1, 2 * Math.min(lower, upper));
}
