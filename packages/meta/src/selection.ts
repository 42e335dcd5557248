/**
 * Selection models: a random-effects model of all studies, and a weight function for which of them are seen, given
 * their p values, fitted together by maximum likelihood. The estimate is what the seen studies say about all.
 * A check of how far selection could matter, not a correction to be trusted: with few studies many weight functions
 * fit alike and say different things.
 * Sources: Hedges (1992), Stat Sci 7(2):246-255; Hedges and Vevea (2005), in Rothstein et al., Publication Bias in
 * Meta-Analysis, ch. 9; those of the weight functions stand with them.
 */
import { demand, requireProbability } from "./arguments.ts";
import type { Design } from "./design.ts";
import { chiSquaredUpper } from "./distributions/chi-squared.ts";
import { normalUpperQuantile } from "./distributions/normal.ts";
import { type Effect, requireEffects } from "./effect.ts";
import { type Coefficient, fit } from "./fit.ts";
import { cholesky, choleskyInverse, at as entry, fromRows } from "./matrix.ts";
import { minimiseBounded } from "./minimise-bounded.ts";
import { emptyVisible, hermiteBetween, integrateVisible, type Visible } from "./selection/visible.ts";
import { logPValues, type SmoothSelection, weightFunctions } from "./selection/weight-function.ts";
import { waldEstimate } from "./wald.ts";

export type SelectionType = "stepfun" | SmoothSelection;

export interface SelectionOptions {
  /** The side on which a small p value helps a study to be seen; greater unless given. */
  readonly alternative?: "greater" | "less" | "two.sided";
  /**
   * stepfun: p values at which the weight steps, between 0 and 1, increasing; the first interval has weight 1.
   * Smooth types: at most one, below which every study is as likely to be seen as at it.
   */
  readonly steps?: readonly number[];
  readonly design?: Design;
  /** In percent; default 95. */
  readonly level?: number;
}

export interface SelectionParameter {
  readonly estimate: number;
  /** Undefined where it is fixed, or the likelihood has no curvature to measure it by. */
  readonly se: number | undefined;
  /** At an end of its range (0 or 100): the likelihood would have it go on. */
  readonly atBoundary: boolean;
}

export type SelectionFit =
  | {
      readonly status: "converged";
      readonly type: SelectionType;
      readonly k: number;
      readonly coefficients: readonly Coefficient[];
      readonly tau2: SelectionParameter;
      /** Parameters of the weight function; for stepfun one for each interval, the first being 1. */
      readonly delta: readonly SelectionParameter[];
      readonly logLik: number;
      /** Likelihood ratio against the same model without selection. */
      readonly selectionTest: { readonly statistic: number; readonly df: number; readonly p: number };
      /** Studies in each interval of p, for stepfun; where it is 0 a weight runs to an end of its range. */
      readonly studiesInInterval: readonly number[] | undefined;
    }
  | { readonly status: "not-converged"; readonly lastLogLik: number | undefined }
  | { readonly status: "too-few-effects"; readonly k: number; readonly needed: number }
  | { readonly status: "singular-design"; readonly because: string };

/**
 * @throws RangeError when an effect is not finite with vi > 0, or an option does not fit.
 */
export function selectionModel(
  type: SelectionType,
  effects: readonly Effect[],
  { alternative = "greater", steps = [], design, level = 95 }: SelectionOptions = {},
): SelectionFit {
  requireEffects("selectionModel", effects);
  demand(
    type === "stepfun" || type in weightFunctions,
    "type",
    type,
    `stepfun, ${Object.keys(weightFunctions).join(", ")}`,
  );
  demand(alternative in logPValues, "alternative", alternative, "greater, less or two.sided");
  for (const step of steps) requireProbability("steps", step);
  const inner = steps.filter((step) => step < 1);
  demand(
    inner.every((step, i) => step > (i === 0 ? 0 : inner[i - 1]!)),
    "steps",
    steps,
    "increasing, between 0 and 1",
  );
  if (type === "stepfun") demand(inner.length > 0, "steps", steps, "at least one between 0 and 1");
  else demand(inner.length <= 1, "steps", steps, "at most one for a smooth weight function");
  const k = effects.length;
  const rows = design?.rows ?? effects.map(() => [1]);
  const p = rows[0]?.length ?? 1;

  const plain = fit(effects, { method: "ML", ...(design ? { design } : {}) });
  if (plain.status === "singular-design") {
    return { status: "singular-design", because: "a column of the design is a combination of others" };
  }
  const model =
    type === "stepfun"
      ? stepModel(effects, alternative, inner)
      : smoothModel(type, effects, alternative, inner[0]);
  const needed = p + 1 + model.size;
  if (plain.status === "too-few-effects" || k < needed) return { status: "too-few-effects", k, needed };
  if (plain.status !== "converged") return { status: "not-converged", lastLogLik: undefined };

  const evaluate = (x: Float64Array, second: boolean) => logLikelihood(effects, rows, model, x, second);
  const beta = plain.coefficients.map(({ estimate }) => estimate);
  const typical = effects.reduce((sum, { vi }) => sum + vi, 0) / k;
  const bounds = {
    lower: [...beta.map(() => Number.NEGATIVE_INFINITY), 0, ...model.lower],
    upper: [...beta.map(() => Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY, ...model.upper],
  };
  let best: { x: Float64Array; value: number } | undefined;
  let lastLogLik: number | undefined;
  for (const delta of model.start) {
    for (const tau2 of [plain.tau2, plain.tau2 * 2 + typical / 4]) {
      const found = minimiseBounded(
        (x) => {
          const state = evaluate(x, false);
          return state && { value: -state.value, gradient: state.gradient.map((g) => -g) };
        },
        [...beta, tau2, ...delta],
        bounds,
        { tolerance: 1e-14 },
      );
      if (found.status === "converged") {
        if (!best || found.value < best.value) best = { x: found.x, value: found.value };
      } else if (Number.isFinite(found.lastValue))
        lastLogLik = Math.max(lastLogLik ?? -Infinity, -found.lastValue);
    }
  }
  if (!best || (lastLogLik !== undefined && lastLogLik > -best.value + 1e-6))
    return { status: "not-converged", lastLogLik };
  const { x } = best;
  const logLik = -best.value;
  const { information } = evaluate(x, true)!;
  const isBound = (j: number) => x[j]! <= bounds.lower[j]! || x[j]! >= bounds.upper[j]!;
  const fixed = x[p] === 0 ? [p] : [];
  // At the end of its range a weight has no slope of 0, and may have no curvature to measure it by either.
  const atEnds = Array.from(x.keys()).filter((j) => isBound(j));
  const errors = standardErrors(information, fixed) ?? standardErrors(information, atEnds);
  if (!errors) return { status: "not-converged", lastLogLik: logLik };
  const plainLogLik = plain.likelihood!.logLik;
  const statistic = Math.max(0, 2 * (logLik - plainLogLik));
  const parameter = (j: number): SelectionParameter => ({
    estimate: x[j]!,
    se: errors[j],
    atBoundary: isBound(j),
  });
  const delta = Array.from({ length: model.size }, (_, l) => parameter(p + 1 + l));
  return {
    status: "converged",
    ...{ type, k, logLik },
    coefficients: beta.map((_, j) => ({
      name: plain.coefficients[j]!.name,
      ...waldEstimate(x[j]!, errors[j]!, level),
    })),
    tau2: parameter(p),
    delta: type === "stepfun" ? [{ estimate: 1, se: undefined, atBoundary: false }, ...delta] : delta,
    selectionTest: { statistic, df: model.size, p: chiSquaredUpper(statistic, model.size) },
    studiesInInterval: model.counts,
  };
}

/** What the likelihood needs of a weight function: its logarithm at each study, and how likely the study was seen. */
interface SelectionLikelihood {
  readonly size: number;
  readonly start: readonly (readonly number[])[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly counts: readonly number[] | undefined;
  /** Writes ln w of study i, gradient and second derivatives in delta. */
  logWeight(i: number, delta: Float64Array, out: Float64Array): void;
  /** False where the probability does not exist. */
  visible(i: number, mu: number, s: number, delta: Float64Array, out: Visible): boolean;
}

type Alternative = NonNullable<SelectionOptions["alternative"]>;

function stepModel(
  effects: readonly Effect[],
  alternative: Alternative,
  steps: readonly number[],
): SelectionLikelihood {
  const ends = [...steps, 1];
  const interval = effects.map(({ yi, vi }) => {
    const { logP } = logPValues[alternative](yi / Math.sqrt(vi));
    return ends.findIndex((end) => end === 1 || logP <= Math.log(end));
  });
  // On the z scale interval j lies between two thresholds; both tails have one when the test is two-sided.
  const half = alternative === "two.sided" ? 2 : 1;
  const zOf = (p: number) =>
    p === 0 ? Infinity : p === 1 && half === 1 ? -Infinity : normalUpperQuantile(p / half);
  const pieces = ends.map((end, j) => {
    const [low, high] = [zOf(end), zOf(j === 0 ? 0 : ends[j - 1]!)];
    if (alternative === "greater") return [[low, high]];
    if (alternative === "less") return [[-high, -low]];
    return [
      [low, high],
      [-high, -low],
    ];
  });
  const size = steps.length;
  const part = new Float64Array(5);
  return {
    size,
    start: [0.5, 1, 2].map((each) => new Array<number>(size).fill(each)),
    lower: new Array<number>(size).fill(0),
    upper: new Array<number>(size).fill(100),
    counts: ends.map((_, j) => interval.filter((each) => each === j).length),
    logWeight(i, delta, out) {
      out.fill(0);
      const j = interval[i]! - 1;
      if (j < 0) return;
      out[0] = Math.log(delta[j]!);
      out[1 + j] = 1 / delta[j]!;
      out[1 + size + (j * (j + 3)) / 2] = -1 / delta[j]! ** 2;
    },
    visible(i, mu, s, delta, out) {
      const se = Math.sqrt(effects[i]!.vi);
      out.base.fill(0);
      out.slopes.fill(0);
      out.curves.fill(0);
      out.logScale = 0;
      pieces.forEach((both, j) => {
        const weight = j === 0 ? 1 : delta[j - 1]!;
        for (const [from, to] of both) {
          hermiteBetween((se * from! - mu) / s, (se * to! - mu) / s, part);
          for (let n = 0; n < 5; n++) out.base[n]! += weight * part[n]!;
          if (j > 0) for (let n = 0; n < 3; n++) out.slopes[3 * (j - 1) + n]! += part[n]!;
        }
      });
      return out.base[0]! > 0;
    },
  };
}

function smoothModel(
  type: SmoothSelection,
  effects: readonly Effect[],
  alternative: Alternative,
  step: number | undefined,
): SelectionLikelihood {
  const { size, start, lower, upper, smallestP, at } = weightFunctions[type];
  const ofZ = logPValues[alternative];
  const [least, most] = [Math.log(smallestP), Math.log1p(-smallestP)];
  const logStep = step === undefined ? Number.NEGATIVE_INFINITY : Math.log(step);
  const atStep = new Float64Array(1 + size + (size * (size + 1)) / 2);
  const weigh = (z: number, delta: ArrayLike<number>, out: Float64Array) => {
    const { logP, logQ } = ofZ(z);
    if (logP <= logStep) out.fill(0);
    else at(Math.min(most, Math.max(least, logP)), Math.min(most, Math.max(least, logQ)), delta, out);
    if (step === undefined || logP <= logStep) return;
    // Continuous at the step: relative to the weight there.
    at(logStep, Math.log1p(-step), delta, atStep);
    for (let j = 0; j < out.length; j++) out[j]! -= atStep[j]!;
  };
  const half = alternative === "two.sided" ? 2 : 1;
  const end = normalUpperQuantile(Math.max(smallestP, step ?? 0) / half);
  const other = half === 2 ? end : normalUpperQuantile(smallestP);
  const [from, to] = alternative === "less" ? [-end, other] : [-other, end];
  return {
    ...{ size, start, lower, upper, counts: undefined },
    logWeight(i, delta, out) {
      const { yi, vi } = effects[i]!;
      weigh(yi / Math.sqrt(vi), delta, out);
    },
    visible(i, mu, s, delta, out) {
      const panel = 2.5 / Math.sqrt(1 + Math.max(...delta) / 4);
      const range = { from, to, bends: half === 2 ? [0] : [], panel };
      return integrateVisible(
        mu,
        s,
        Math.sqrt(effects[i]!.vi),
        size,
        range,
        (z, state) => weigh(z, delta, state),
        out,
      );
    },
  };
}

interface Likelihood {
  readonly value: number;
  readonly gradient: Float64Array;
  /** Negative second derivatives, by rows; empty unless asked for. */
  readonly information: number[][];
}

/** sum of ln w(p_i) + ln phi(y_i; x_i'beta, v_i + tau2) - ln A_i: Hedges (1992), eq. 6. */
function logLikelihood(
  effects: readonly Effect[],
  rows: readonly (readonly number[])[],
  model: SelectionLikelihood,
  x: Float64Array,
  second: boolean,
): Likelihood | undefined {
  const p = rows[0]!.length;
  const { size } = model;
  const n = p + 1 + size;
  const tau2 = x[p]!;
  const delta = x.slice(p + 1);
  const gradient = new Float64Array(n);
  const information = second ? Array.from({ length: n }, () => new Array<number>(n).fill(0)) : [];
  const weight = new Float64Array(1 + size + (size * (size + 1)) / 2);
  const seen = emptyVisible(size);
  // By mu, s^2 and delta, before mu is spread over the coefficients.
  const m = 2 + size;
  const g = new Float64Array(m);
  let value = 0;
  for (let i = 0; i < effects.length; i++) {
    const { yi, vi } = effects[i]!;
    const row = rows[i]!;
    let mu = 0;
    for (let j = 0; j < p; j++) mu += row[j]! * x[j]!;
    const s2 = vi + tau2;
    const s = Math.sqrt(s2);
    if (!(s2 > 0) || !model.visible(i, mu, s, delta, seen)) return undefined;
    model.logWeight(i, delta, weight);
    const residual = yi - mu;
    const a = seen.base[0]!;
    const mean = seen.base[1]! / (s * a);
    const spread = seen.base[2]! / (2 * s2 * a);
    value += weight[0]! - 0.9189385332046728 - Math.log(s2) / 2 - (residual * residual) / (2 * s2);
    value -= Math.log(a) + seen.logScale;
    g[0] = residual / s2 - mean;
    g[1] = (residual * residual - s2) / (2 * s2 * s2) - spread;
    for (let l = 0; l < size; l++) g[2 + l] = weight[1 + l]! - seen.slopes[3 * l]! / a;
    for (let j = 0; j < p; j++) gradient[j]! += row[j]! * g[0]!;
    for (let l = 0; l <= size; l++) gradient[p + l]! += g[1 + l]!;
    if (!second) continue;
    const h = Array.from({ length: m }, () => new Array<number>(m).fill(0));
    h[0]![0] = -1 / s2 - (seen.base[2]! / (s2 * a) - mean * mean);
    h[1]![0] = -residual / (s2 * s2) - (seen.base[3]! / (2 * s2 * s * a) - mean * spread);
    h[1]![1] =
      1 / (2 * s2 * s2) -
      (residual * residual) / s2 ** 3 -
      (seen.base[4]! / (4 * s2 * s2 * a) - spread * spread);
    for (let l = 0, pair = 0; l < size; l++) {
      const slope = seen.slopes[3 * l]! / a;
      h[2 + l]![0] = -(seen.slopes[3 * l + 1]! / (s * a) - mean * slope);
      h[2 + l]![1] = -(seen.slopes[3 * l + 2]! / (2 * s2 * a) - spread * slope);
      for (let q = 0; q <= l; q++, pair++) {
        h[2 + l]![2 + q] =
          weight[1 + size + pair]! - (seen.curves[pair]! / a - (slope * seen.slopes[3 * q]!) / a);
      }
    }
    for (let b = 0; b < m; b++) for (let c = 0; c < b; c++) h[c]![b] = h[b]![c]!;
    for (let u = 0; u < n; u++) {
      for (let v = 0; v < n; v++) {
        const [a1, by1] = u < p ? [0, row[u]!] : [u - p + 1, 1];
        const [a2, by2] = v < p ? [0, row[v]!] : [v - p + 1, 1];
        information[u]![v]! -= by1 * by2 * h[a1]![a2]!;
      }
    }
  }
  return Number.isFinite(value) ? { value, gradient, information } : undefined;
}

/** Of every parameter that is estimated; undefined unless the likelihood curves down in all of them. */
function standardErrors(
  information: readonly (readonly number[])[],
  fixed: readonly number[],
): (number | undefined)[] | undefined {
  const free = information.flatMap((_, j) => (fixed.includes(j) ? [] : [j]));
  const factor = cholesky(fromRows(free.map((i) => free.map((j) => information[i]![j]!))));
  if (!factor) return undefined;
  const covariance = choleskyInverse(factor);
  return information.map((_, j) => {
    const place = free.indexOf(j);
    return place < 0 ? undefined : Math.sqrt(entry(covariance, place, place));
  });
}
