/**
 * Dose-response meta-analysis. Two stages: a curve through the reference dose in every study, then a
 * multivariate meta-analysis of the curves' coefficients. One stage: all estimates at once, the coefficients
 * varying between studies.
 * Notation: yi estimates at doses other than the reference, S their covariance, X the columns of the curve at
 * those doses minus at the reference, Psi the covariance of coefficients between studies.
 * Sources: Berlin, Longnecker and Greenland (1993), Epidemiology 4(3):218-228; Orsini et al. (2012), Am J
 * Epidemiol 175(1):66-73 (two stages); Crippa et al. (2019), Stat Methods Med Res 28(5):1579-1596 (one stage);
 * Crippa and Orsini (2016), BMC Med Res Methodol 16:91 (means).
 */
import { demand, requireFinite, requirePositive } from "../arguments.ts";
import type { TestedCoefficient } from "../coefficients.ts";
import { lgamma } from "../distributions/gamma-function.ts";
import {
  cholesky,
  choleskyInverse,
  choleskySolve,
  fromRows,
  type Matrix,
  multiply,
  toRows,
  transpose,
} from "../matrix.ts";
import { fitMultilevel, type MultilevelFit } from "../multilevel/multilevel.ts";
import { type DoseCurve, doseColumns } from "./curve.ts";
import {
  type DoseDesign,
  type DoseRow,
  greenlandLongnecker,
  splitAtReference,
} from "./greenland-longnecker.ts";

/** Estimates against the reference dose of a study, with their covariance. */
export interface DoseContrasts {
  readonly reference: number;
  readonly doses: readonly number[];
  readonly yi: readonly number[];
  readonly covariance: readonly (readonly number[])[];
}

/** Log ratios of a study with their Greenland-Longnecker covariance; undefined when no pseudo-cases exist. */
export function ratioContrasts(rows: readonly DoseRow[], design: DoseDesign): DoseContrasts | undefined {
  const { reference, others } = splitAtReference("ratioContrasts", rows);
  const rebuilt = greenlandLongnecker(rows, design);
  if (rebuilt.status !== "converged") return undefined;
  return {
    reference: reference.dose,
    doses: others.map(({ dose }) => dose),
    yi: others.map(({ logrr }) => logrr),
    covariance: rebuilt.covariance,
  };
}

/** One arm of a trial with a continuous outcome. */
export interface DoseArm {
  readonly dose: number;
  readonly mean: number;
  readonly sd: number;
  readonly n: number;
}

/**
 * Mean differences against the first arm (MD), or differences in pooled SDs: Cohen's d, or Hedges' g (SMD), which
 * is d without its small-sample bias.
 * Source: Crippa and Orsini (2016); Gleser and Olkin (2009), for d and SMD.
 */
export function meanContrasts(arms: readonly DoseArm[], measure: "MD" | "SMD" | "d" = "MD"): DoseContrasts {
  const of = "meanContrasts";
  demand(arms.length >= 2, `${of} arms`, arms.length, "at least 2");
  arms.forEach(({ dose, mean, sd, n }, i) => {
    requireFinite(`${of} arms[${i}].dose`, dose);
    requireFinite(`${of} arms[${i}].mean`, mean);
    requirePositive(`${of} arms[${i}].sd`, sd);
    requirePositive(`${of} arms[${i}].n`, n);
  });
  const [reference, ...others] = arms as [DoseArm, ...DoseArm[]];
  const total = arms.reduce((sum, { n }) => sum + n, 0);
  const df = total - arms.length;
  const own = ({ sd, n }: DoseArm) => sd ** 2 / n;
  if (measure === "MD") {
    return {
      reference: reference.dose,
      doses: others.map(({ dose }) => dose),
      yi: others.map(({ mean }) => mean - reference.mean),
      covariance: others.map((a, i) => others.map((_, j) => own(reference) + (i === j ? own(a) : 0))),
    };
  }
  const pooled = Math.sqrt(arms.reduce((sum, { sd, n }) => sum + (n - 1) * sd ** 2, 0) / df);
  const unbiased = () => Math.exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / Math.sqrt(df / 2);
  const j = measure === "SMD" ? unbiased() : 1;
  const yi = others.map(({ mean }) => (j * (mean - reference.mean)) / pooled);
  return {
    reference: reference.dose,
    doses: others.map(({ dose }) => dose),
    yi,
    covariance: others.map((a, i) =>
      others.map((_, l) => 1 / reference.n + (i === l ? 1 / a.n : 0) + (yi[i]! * yi[l]!) / (2 * total)),
    ),
  };
}

export type StudyCurve =
  | {
      readonly status: "fitted";
      readonly coefficients: readonly number[];
      readonly covariance: readonly (readonly number[])[];
      /** (y - Xb)'S^-1(y - Xb): how far the estimates are from the curve. */
      readonly q: number;
      readonly df: number;
    }
  /** The study's doses do not tell the columns of the curve apart: it has too few of them. */
  | { readonly status: "singular-design" }
  | { readonly status: "not-positive-definite" };

/** The curve of one study, through its reference dose: generalised least squares without an intercept. */
export function studyCurve(contrasts: DoseContrasts, curve: DoseCurve): StudyCurve {
  const x = designOf(contrasts, curve);
  const l = cholesky(fromRows(contrasts.covariance));
  if (!l) return { status: "not-positive-definite" };
  const whitened = whiten(l, x);
  const inner = cholesky(multiply(transpose(x), whitened));
  if (!inner || x.rows < x.columns) return { status: "singular-design" };
  const p = x.columns;
  const wy = choleskySolve(l, contrasts.yi);
  const right = Float64Array.from({ length: p }, (_, c) =>
    wy.reduce((sum, value, i) => sum + value * x.values[i * p + c]!, 0),
  );
  const coefficients = choleskySolve(inner, right);
  const rest = contrasts.yi.map(
    (y, i) => y - coefficients.reduce((sum, b, c) => sum + b * x.values[i * p + c]!, 0),
  );
  const weighted = choleskySolve(l, rest);
  return {
    status: "fitted",
    coefficients: [...coefficients],
    covariance: toRows(choleskyInverse(inner)),
    q: rest.reduce((sum, value, i) => sum + value * weighted[i]!, 0),
    df: x.rows - p,
  };
}

function designOf({ doses, reference }: DoseContrasts, curve: DoseCurve): Matrix {
  const at = doseColumns(curve, reference);
  return fromRows(doses.map((dose) => doseColumns(curve, dose).map((value, c) => value - at[c]!)));
}

function whiten(l: Matrix, x: Matrix): Matrix {
  const result = { ...x, values: new Float64Array(x.values.length) };
  for (let c = 0; c < x.columns; c++) {
    const column = choleskySolve(
      l,
      Float64Array.from({ length: x.rows }, (_, i) => x.values[i * x.columns + c]!),
    );
    column.forEach((value, i) => {
      result.values[i * x.columns + c] = value;
    });
  }
  return result;
}

export type DoseMethod = "FIXED" | "ML" | "REML";

export interface PooledCurve {
  readonly status: "converged";
  readonly coefficients: readonly TestedCoefficient[];
  readonly covariance: readonly (readonly number[])[];
  /** Psi; absent for FIXED. */
  readonly between: readonly (readonly number[])[] | undefined;
  /** A variance of 0 or a correlation of 1 or -1 between coefficients: Psi itself is then poorly known. */
  readonly atBoundary: boolean;
  readonly logLik: number;
  /** Between studies (two stages), or of all estimates about the common curve (one stage). */
  readonly q: { readonly statistic: number; readonly df: number; readonly p: number } | undefined;
  /**
   * How much of the variance is between studies, in percent: with one coefficient tau2 / (tau2 + vt), vt the typical
   * sampling variance (Higgins and Thompson 2002, equation 9), otherwise max(0, (Q - df) / Q).
   */
  readonly i2: number | undefined;
}

export type DoseFit =
  | PooledCurve
  | Exclude<MultilevelFit, { readonly status: "converged" }>
  /** A study whose doses are too few for the curve; one stage can still use it. */
  | { readonly status: "study-not-fitted"; readonly study: number };

/** Curves of studies first, then their coefficients together, with an unstructured Psi. */
export function doseTwoStage(
  studies: readonly DoseContrasts[],
  curve: DoseCurve,
  { method = "REML", level = 95 }: { method?: DoseMethod; level?: number } = {},
): DoseFit {
  const fits: Extract<StudyCurve, { status: "fitted" }>[] = [];
  for (const [study, contrasts] of studies.entries()) {
    const fit = studyCurve(contrasts, curve);
    if (fit.status !== "fitted") return { status: "study-not-fitted", study };
    fits.push(fit);
  }
  const p = fits[0]?.coefficients.length ?? 1;
  // Coefficients of different size would leave the smallest to rounding; each is scaled to its own error.
  const size = Array.from({ length: p }, (_, c) => {
    const errors = fits.map(({ covariance }) => Math.sqrt(covariance[c]![c]!)).sort((a, b) => a - b);
    return errors[errors.length >> 1] ?? 1;
  });
  const rows = fits.flatMap(({ coefficients }, study) =>
    coefficients.map((b, c) => ({ study, c, yi: b / size[c]! })),
  );
  const covariance = rows.map((a) =>
    rows.map((b) =>
      a.study === b.study ? fits[a.study]!.covariance[a.c]![b.c]! / (size[a.c]! * size[b.c]!) : 0,
    ),
  );
  const fit = fitMultilevel(
    rows.map(({ yi }, i) => ({ yi, vi: covariance[i]![i]! })),
    {
      samplingCovariance: covariance,
      design: rows.map(({ c }) => Array.from({ length: p }, (_, j) => (j === c ? 1 : 0))),
      random:
        method === "FIXED"
          ? []
          : [
              {
                kind: "inner-outer",
                inner: rows.map(({ c }) => c),
                outer: rows.map(({ study }) => study),
                structure: "UN",
              },
            ],
      method: method === "FIXED" ? "ML" : method,
      level,
    },
  );
  if (fit.status !== "converged") return fit;
  const n = rows.length - (method === "REML" ? p : 0);
  const logSize = size.reduce((sum, s) => sum + Math.log(s), 0);
  // The density is of the coefficients as they are; REML's contrasts lose each coefficient's own size once.
  const jacobian = (n / p) * logSize;
  const tau2 = fit.components[0]?.variances[0];
  const single =
    p === 1 && tau2 !== undefined ? (100 * tau2) / (tau2 + typicalVariance(covariance)) : undefined;
  return pooled(fit, size, fit.logLik - jacobian, single);
}

/** (k - 1) / (sum w - sum w^2 / sum w), w = 1 / vi. */
function typicalVariance(covariance: readonly (readonly number[])[]): number {
  let [w1, w2] = [0, 0];
  covariance.forEach((row, i) => {
    w1 += 1 / row[i]!;
    w2 += 1 / row[i]! ** 2;
  });
  return (covariance.length - 1) / (w1 - w2 / w1);
}

/**
 * All estimates at once: y ~ N(X b, S + X Psi X'). Studies with too few doses for the curve count as well.
 * @param method FIXED: no coefficient varies between studies.
 */
export function doseOneStage(
  studies: readonly DoseContrasts[],
  curve: DoseCurve,
  { method = "REML", level = 95 }: { method?: DoseMethod; level?: number } = {},
): DoseFit {
  const rows = studies.flatMap((contrasts, study) => {
    const x = toRows(designOf(contrasts, curve));
    return contrasts.yi.map((yi, i) => ({ study, i, yi, x: x[i]! }));
  });
  const covariance = rows.map((a) =>
    rows.map((b) => (a.study === b.study ? studies[a.study]!.covariance[a.i]![b.i]! : 0)),
  );
  const columns = rows.map(({ x }) => x);
  const fit = fitMultilevel(
    rows.map(({ yi }, i) => ({ yi, vi: covariance[i]![i]! })),
    {
      samplingCovariance: covariance,
      design: columns,
      random:
        method === "FIXED"
          ? []
          : [{ kind: "slopes", columns, outer: rows.map(({ study }) => study), structure: "UN" }],
      method: method === "FIXED" ? "ML" : method,
      level,
    },
  );
  if (fit.status !== "converged") return fit;
  return pooled(
    fit,
    columns[0]!.map(() => 1),
    fit.logLik,
  );
}

function pooled(
  fit: Extract<MultilevelFit, { readonly status: "converged" }>,
  size: readonly number[],
  logLik: number,
  i2?: number,
): PooledCurve {
  const q = fit.heterogeneity;
  const [between] = fit.components;
  const unscale = (rows: readonly (readonly number[])[]) =>
    rows.map((row, i) => row.map((value, j) => value * size[i]! * size[j]!));
  return {
    status: "converged",
    coefficients: fit.coefficients.map((each, c) => ({
      ...each,
      estimate: each.estimate * size[c]!,
      se: each.se * size[c]!,
      ciLow: each.ciLow * size[c]!,
      ciHigh: each.ciHigh * size[c]!,
    })),
    covariance: unscale(fit.covariance),
    between: between && unscale(between.covariance),
    atBoundary: between?.atBoundary ?? false,
    logLik,
    q,
    i2: i2 ?? (q && q.statistic > 0 ? 100 * Math.max(0, (q.statistic - q.df) / q.statistic) : undefined),
  };
}
