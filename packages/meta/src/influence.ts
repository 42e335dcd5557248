/**
 * Residuals, what each study does to the fit, and the studies' own effects as the fit predicts them.
 * Sources: Viechtbauer and Cheung (2010), Res Synth Methods 1(2):112-125; Raudenbush and Bryk (1985), J Educ Stat
 * 10(2):75-98 (BLUPs); Baujat et al. (2002), Stat Med 21(18):2641-2652; Galbraith (1988), Technometrics 30(3):271-281.
 */
import type { Effect } from "./effect.ts";
import { type ConvergedFit, criticalValue } from "./fit.ts";
import { fitWithout } from "./leave-one-out.ts";
import { cholesky, choleskyLogDeterminant, fromRows, inverseSymmetric, quadraticForm } from "./matrix.ts";
import { matrixOf, type Problem, problemOf, weightedFit } from "./weighted-regression.ts";

/** A fit's design as rows, its weights, and the leverage x_i (X'WX)^-1 x_i' w_i. */
interface Leverage {
  readonly problem: Problem;
  readonly rows: readonly (readonly number[])[];
  readonly weights: Float64Array;
  /** The diagonal of X (X'WX)^-1 X'W. */
  readonly hat: Float64Array;
  readonly fitted: Float64Array;
}

function leverageOf(model: ConvergedFit): Leverage {
  const { effects, options, tau2, coefficients } = model;
  const problem = problemOf(effects, options.design)!;
  const { k, p, q } = problem;
  const design = options.design ?? { names: ["intercept"], rows: effects.map(() => [1]) };
  const x = matrixOf(design, k);
  const weights = Float64Array.from(effects, ({ vi }, i) => {
    if (options.weighted === false) return 1;
    return options.weights?.[i] ?? 1 / (vi + tau2);
  });
  const { inverse } = weightedFit(problem, weights);
  const [hat, fitted] = [new Float64Array(k), new Float64Array(k)];
  for (let i = 0; i < k; i++) {
    let sum = 0;
    for (let j = 0; j < p; j++) {
      fitted[i]! += x.values[i * p + j]! * coefficients[j]!.estimate;
      for (let l = 0; l < p; l++) sum += q[i * p + j]! * inverse[j * p + l]! * q[i * p + l]!;
    }
    hat[i] = sum * weights[i]!;
  }
  return { problem, rows: design.rows, weights, hat, fitted };
}

export interface StudyResidual {
  /** yi less its fitted value. */
  readonly residual: number;
  readonly se: number;
  /** residual / se: internally standardised. */
  readonly standardised: number;
  readonly fitted: number;
  readonly hat: number;
  /** Weight in the estimate, in percent. */
  readonly weight: number;
}

/** Residuals, leverages and weights of a fit, one for each effect. */
export function residuals(model: ConvergedFit): StudyResidual[] {
  const { effects } = model;
  const leverage = leverageOf(model);
  const { hat, fitted } = leverage;
  const share = weightShares(leverage);
  const variances = residualVariances(model, leverage);
  return effects.map(({ yi }, i) => {
    const residual = yi - fitted[i]!;
    const se = Math.sqrt(variances[i]!);
    return {
      ...{ residual, se, standardised: se > 0 ? residual / se : 0, fitted: fitted[i]! },
      ...{ hat: hat[i]!, weight: share[i]! },
    };
  });
}

/** The diagonal of (I - H) M (I - H)', M = V + tau2: m_i (1 - 2 h_ii) + x_i vb x_i' for any weights. */
function residualVariances({ effects, tau2 }: ConvergedFit, { problem, weights, hat }: Leverage): number[] {
  const { k, p, q } = problem;
  const { inverse } = weightedFit(problem, weights);
  const middle = new Float64Array(p * p);
  for (let i = 0; i < k; i++) {
    const scaled = weights[i]! ** 2 * (effects[i]!.vi + tau2);
    for (let j = 0; j < p; j++)
      for (let l = 0; l < p; l++) middle[j * p + l]! += scaled * q[i * p + j]! * q[i * p + l]!;
  }
  return effects.map(({ vi }, i) => {
    const z = new Float64Array(p);
    for (let j = 0; j < p; j++) for (let l = 0; l < p; l++) z[j]! += inverse[j * p + l]! * q[i * p + l]!;
    let fittedVariance = 0;
    for (let j = 0; j < p; j++)
      for (let l = 0; l < p; l++) fittedVariance += z[j]! * middle[j * p + l]! * z[l]!;
    return Math.max(0, (vi + tau2) * (1 - 2 * hat[i]!) + fittedVariance);
  });
}

/** Each study's share of the weights, in percent. */
function weightShares({ weights }: Leverage): number[] {
  const total = weights.reduce((sum, w) => sum + w, 0);
  return [...weights].map((w) => (100 * w) / total);
}

export interface StudyInfluence {
  /** Externally standardised residual: from the fit without the study. */
  readonly rstudent: number;
  /** By how many standard errors the study's own fitted value moves without it. */
  readonly dffits: number;
  /** Mahalanobis distance of the coefficients with and without the study. */
  readonly cook: number;
  /** Determinant of the coefficients' covariance without the study over that with it. */
  readonly covarianceRatio: number;
  readonly tau2Without: number;
  readonly qWithout: number;
  readonly hat: number;
  /** In percent. */
  readonly weight: number;
  /** By how many standard errors each coefficient moves without the study. */
  readonly dfbetas: readonly number[];
}

/** What each study does to the fit; undefined where the model cannot be fitted without it. */
export function influence(model: ConvergedFit): (StudyInfluence | undefined)[] {
  const leverage = leverageOf(model);
  const share = weightShares(leverage);
  const beta = model.coefficients.map(({ estimate }) => estimate);
  const vb = fromRows(model.vb);
  const [inverse, logDet] = [inverseSymmetric(vb), logDeterminant(model.vb)];
  if (!inverse || logDet === undefined) return model.effects.map(() => undefined);
  return model.effects.map(({ yi, vi }, i) => {
    const without = fitWithout(model, i);
    if (without.status !== "converged") return undefined;
    const x = leverage.rows[i]!;
    const other = without.coefficients.map(({ estimate }) => estimate);
    const moved = beta.map((b, j) => b - other[j]!);
    const along = (values: readonly number[]) => values.reduce((sum, value, j) => sum + value * x[j]!, 0);
    const total = vi + without.tau2;
    const logDetWithout = logDeterminant(without.vb);
    if (logDetWithout === undefined) return undefined;
    const ses = standardErrorsAt(model, without.tau2);
    return {
      rstudent: (yi - along(other)) / Math.sqrt(total + quadraticForm(fromRows(without.vb), x)),
      dffits: along(moved) / Math.sqrt(leverage.hat[i]! * total),
      cook: quadraticForm(inverse, moved),
      covarianceRatio: Math.exp(logDetWithout - logDet),
      tau2Without: without.tau2,
      qWithout: without.heterogeneity.q,
      hat: leverage.hat[i]!,
      weight: share[i]!,
      dfbetas: moved.map((each, j) => each / ses[j]!),
    };
  });
}

function logDeterminant(rows: readonly (readonly number[])[]): number | undefined {
  const l = cholesky(fromRows(rows));
  return l && choleskyLogDeterminant(l);
}

/** Standard errors of the coefficients from all effects, at another tau2. */
function standardErrorsAt({ effects, options }: ConvergedFit, tau2: number): number[] {
  const problem = problemOf(effects, options.design)!;
  const { p, toBeta } = problem;
  const { inverse } = weightedFit(
    problem,
    Float64Array.from(effects, ({ vi }) => 1 / (vi + tau2)),
  );
  const t = toBeta.values;
  return Array.from({ length: p }, (_, j) => {
    let variance = 0;
    for (let a = 0; a < p; a++)
      for (let b = 0; b < p; b++) variance += t[j * p + a]! * inverse[a * p + b]! * t[j * p + b]!;
    return Math.sqrt(variance);
  });
}

export interface Blup {
  /** The study's true effect as predicted: between its own estimate and the fitted value. */
  readonly estimate: number;
  readonly se: number;
  readonly low: number;
  readonly high: number;
  /** Its deviation from the fitted value. */
  readonly randomEffect: number;
  readonly randomEffectSe: number;
}

/** Best linear unbiased predictions of the studies' true effects. */
export function blups(model: ConvergedFit): Blup[] {
  const { effects, tau2, test, k, level, coefficients, vb } = model;
  const leverage = leverageOf(model);
  const critical = criticalValue(test, k - coefficients.length, level);
  const covariance = fromRows(vb);
  return effects.map(({ yi, vi }, i) => {
    const lambda = tau2 / (tau2 + vi);
    const fittedVariance = quadraticForm(covariance, leverage.rows[i]!);
    const randomEffect = lambda * (yi - leverage.fitted[i]!);
    const estimate = leverage.fitted[i]! + randomEffect;
    const se = Math.sqrt(lambda * vi + (1 - lambda) ** 2 * fittedVariance);
    return {
      ...{ estimate, se, low: estimate - critical * se, high: estimate + critical * se },
      ...{ randomEffect, randomEffectSe: Math.sqrt(lambda * vi + lambda ** 2 * fittedVariance) },
    };
  });
}

export interface BaujatPoint {
  /** The study's contribution to Q. */
  readonly x: number;
  /** Its influence on the pooled result: squared change without it, in variances of that. */
  readonly y: number;
}

/** Points of the Baujat plot; undefined where the model cannot be fitted without the study. */
export function baujat(model: ConvergedFit): (BaujatPoint | undefined)[] {
  const { effects, tau2 } = model;
  const leverage = leverageOf(model);
  return effects.map(({ yi, vi }, i) => {
    const without = fitWithout(model, i);
    if (without.status !== "converged") return undefined;
    const x = leverage.rows[i]!;
    const other = without.coefficients.reduce((sum, { estimate }, j) => sum + estimate * x[j]!, 0);
    return {
      x: (yi - leverage.fitted[i]!) ** 2 / (vi + tau2),
      y: (leverage.fitted[i]! - other) ** 2 / quadraticForm(fromRows(without.vb), x),
    };
  });
}

/** Galbraith's radial coordinates: precision, and the effect in standard errors. */
export function radial(effects: readonly Effect[], tau2 = 0): { readonly x: number; readonly y: number }[] {
  return effects.map(({ yi, vi }) => {
    const se = Math.sqrt(vi + tau2);
    return { x: 1 / se, y: yi / se };
  });
}
