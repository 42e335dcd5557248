/**
 * The location-scale model: moderators of the mean effect and of the heterogeneity, ln(tau2_i) = z_i'alpha.
 * Source: Viechtbauer and Lopez-Lopez (2022), Res Synth Methods 13(6):697-715, eq. 8 to 14.
 */
import { demand, requireLevel } from "./arguments.ts";
import type { Design } from "./design.ts";
import { type Effect, requireEffects } from "./effect.ts";
import {
  type Coefficient,
  criticalValue,
  type OmnibusTest,
  type Test,
  testedColumns,
  twoSidedP,
  waldTest,
} from "./fit.ts";
import { fromRows, inverseSymmetric, toRows } from "./matrix.ts";
import { bfgs, nelderMead, numericalHessian } from "./minimise.ts";
import { matrixOf, problemOf, weightedFit } from "./weighted-regression.ts";

export interface LocationScaleOptions {
  /** Of the mean; an intercept alone unless given. */
  readonly design?: Design;
  /** Of ln(tau2). */
  readonly scale: Design;
  readonly method?: "ML" | "REML";
  readonly test?: "z" | "t";
  readonly level?: number;
}

export type LocationScale =
  | {
      readonly status: "converged";
      readonly coefficients: readonly Coefficient[];
      /** On the scale of ln(tau2). */
      readonly scale: readonly Coefficient[];
      /** All scale coefficients but the intercept; absent when there are none. */
      readonly scaleTest?: OmnibusTest;
      /** The tau2 of each study. */
      readonly tau2: readonly number[];
      readonly logLik: number;
    }
  | { readonly status: "not-converged" }
  | { readonly status: "too-few-effects"; readonly k: number; readonly p: number }
  | { readonly status: "singular-design" };

/** @throws RangeError when a design does not fit the effects. */
export function locationScale(
  effects: readonly Effect[],
  { design, scale, method = "REML", test = "z", level = 95 }: LocationScaleOptions,
): LocationScale {
  requireEffects("locationScale", effects);
  requireLevel(level);
  demand(method === "ML" || method === "REML", "method", method, "ML or REML");
  demand(test === "z" || test === "t", "test", test, "z or t");
  const k = effects.length;
  const z = matrixOf(scale, k);
  const [p, q] = [design?.names.length ?? 1, z.columns];
  if (k <= p + 1 || k <= q) return { status: "too-few-effects", k, p: p + q };
  const problem = problemOf(effects, design);
  if (!problem || !problemOf(effects, scale)) return { status: "singular-design" };

  // Columns of the scale are centred and brought to unit spread, so that one step size suits them all.
  const standard = standardise(toRows(z));
  const tau2At = (alpha: ArrayLike<number>) =>
    standard.rows.map((row) => Math.exp(row.reduce((sum, value, j) => sum + value * alpha[j]!, 0)));
  const restricted = method === "REML";
  const n = restricted ? k - p : k;
  const deviance = (alpha: ArrayLike<number>) => {
    const tau2 = tau2At(alpha);
    const w = Float64Array.from(problem.v, (vi, i) => 1 / (vi + tau2[i]!));
    if (!w.every((wi) => wi > 0)) return Number.POSITIVE_INFINITY;
    const { rss, logDet } = weightedFit(problem, w);
    const logVariances = w.reduce((sum, wi) => sum - Math.log(wi), 0);
    return n * Math.log(2 * Math.PI) + logVariances + rss + (restricted ? logDet : 0);
  };

  const spread = effects.reduce((sum, { vi }) => sum + vi, 0) / k;
  const start = new Float64Array(q);
  start[0] = Math.log(spread);
  const coarse = nelderMead(deviance, start, { step: 1 });
  const near = coarse.status === "converged" ? coarse.x : coarse.lastX;
  const fine = bfgs(deviance, near, { tolerance: 1e-8 });
  const best = fine.status === "converged" ? fine.x : near;
  if (fine.status === "not-converged" && coarse.status === "not-converged")
    return { status: "not-converged" };
  const information = numericalHessian((alpha) => deviance(alpha) / 2, best, 2e-2);
  const covariance = inverseSymmetric(fromRows(information));
  if (!covariance) return { status: "not-converged" };

  const tau2 = tau2At(best);
  const w = Float64Array.from(problem.v, (vi, i) => 1 / (vi + tau2[i]!));
  const solved = weightedFit(problem, w);
  const t = problem.toBeta.values;
  const beta = Array.from({ length: p }, (_, i) =>
    solved.gamma.reduce((sum, gamma, j) => sum + t[i * p + j]! * gamma, 0),
  );
  const varianceOfBeta = (i: number) => {
    let sum = 0;
    for (let a = 0; a < p; a++)
      for (let b = 0; b < p; b++) sum += t[i * p + a]! * solved.inverse[a * p + b]! * t[i * p + b]!;
    return sum;
  };
  const { alpha, va } = standard.back([...best], toRows(covariance));
  const coefficient =
    (df: number) =>
    (name: string, estimate: number, variance: number): Coefficient => {
      const se = Math.sqrt(variance);
      const half = criticalValue(test, df, level) * se;
      const statistic = estimate / se;
      const p = twoSidedP(statistic, test, df);
      return { name, estimate, se, statistic, p, ciLow: estimate - half, ciHigh: estimate + half };
    };
  const tested = testedColumns(scale);
  return {
    status: "converged",
    coefficients: (design?.names ?? ["intercept"]).map((name, j) =>
      coefficient(k - p)(name, beta[j]!, varianceOfBeta(j)),
    ),
    scale: scale.names.map((name, j) => coefficient(k - q)(name, alpha[j]!, va[j]![j]!)),
    ...(tested.length > 0 ? { scaleTest: waldTest(alpha, va, tested, test as Test, k - q) } : {}),
    ...{ tau2, logLik: -deviance(best) / 2 },
  };
}

/** Rows with centred, scaled columns (constant ones stay), and the way back for coefficients and their covariance. */
function standardise(rows: readonly (readonly number[])[]) {
  const [k, q] = [rows.length, rows[0]!.length];
  const constant = (j: number) => rows.every((row) => row[j] === rows[0]![j]);
  const intercept = Array.from({ length: q }, (_, j) => j).find((j) => constant(j) && rows[0]![j] !== 0);
  const means = rows[0]!.map((_, j) =>
    intercept === undefined || j === intercept ? 0 : rows.reduce((s, r) => s + r[j]!, 0) / k,
  );
  const sds = rows[0]!.map((_, j) => {
    if (j === intercept) return 1;
    return Math.sqrt(rows.reduce((sum, row) => sum + (row[j]! - means[j]!) ** 2, 0) / k) || 1;
  });
  const back = (alpha: readonly number[], covariance: readonly (readonly number[])[]) => {
    // alpha = T alphaStandard with T diagonal but for the intercept's row.
    const t = rows[0]!.map((_, i) =>
      rows[0]!.map((_unused, j) => {
        if (i === j) return 1 / sds[j]!;
        return i === intercept ? -means[j]! / sds[j]! / rows[0]![i]! : 0;
      }),
    );
    const times = (row: readonly number[]) => alpha.reduce((sum, value, j) => sum + row[j]! * value, 0);
    const va = t.map((left) =>
      t.map((right) =>
        left.reduce(
          (sum, a, i) => sum + a * right.reduce((inner, b, j) => inner + b * covariance[i]![j]!, 0),
          0,
        ),
      ),
    );
    return { alpha: t.map(times), va };
  };
  return { rows: rows.map((row) => row.map((value, j) => (value - means[j]!) / sds[j]!)), back };
}
