/**
 * Linear mixed models for the data of individual participants, all studies at once: fixed effects, random
 * intercepts and slopes by study (and by participant within study, for repeated visits), residual variances of
 * their own for each study if wanted; ML or REML.
 * Sources: Bates et al. (2015), J Stat Softw 67(1); Pinheiro and Bates (2000), Mixed-Effects Models in S and
 * S-PLUS, section 5.2 (residual variances by stratum); Riley, Tierney and Stewart (2021), Individual Participant
 * Data Meta-Analysis, chapters 5 and 6.
 */
import { demand } from "../arguments.ts";
import { coefficient, type Information, information, type TestedCoefficient } from "../coefficients.ts";
import { at, multiply, toRows, transpose, zeros } from "../matrix.ts";
import { minimiseBounded } from "../minimise-bounded.ts";
import type { Label } from "../multilevel/grouping.ts";
import { passDown } from "./nested-sums.ts";
import {
  type BuiltTerm,
  evaluateAt,
  factorsAt,
  freedom,
  type MixedModel,
  type PreparedMixedModel,
  prepareMixedModel,
  rhoAt,
  slopeAt,
  type Unready,
  valueAt,
} from "./prepared-model.ts";
import { kenwardRoger, satterthwaite } from "./small-sample.ts";

export interface MixedModelOptions {
  readonly method?: "ML" | "REML";
  /**
   * Degrees of freedom of the tests: Satterthwaite's (the default), Kenward and Roger's with their standard
   * errors (REML with one residual variance only), or none: normal tests.
   */
  readonly df?: "satterthwaite" | "kenward-roger" | "none";
  readonly level?: number;
}

export interface GroupVariance {
  readonly sd: readonly number[];
  /** Of the effects 1 and 2, 1 and 3, ..., 2 and 3, ...; none for DIAG. */
  readonly correlations: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  readonly levels: readonly Label[];
  /** A row of predicted effects for each of `levels`. */
  readonly predictions: readonly (readonly number[])[];
}

export interface ConvergedMixedModel {
  readonly status: "converged";
  readonly n: number;
  readonly coefficients: readonly TestedCoefficient[];
  readonly covariance: readonly (readonly number[])[];
  readonly components: readonly GroupVariance[];
  /** Residual standard deviations, in the order of `strata`. */
  readonly sigma: readonly number[];
  /** In the order in which they appear; a single one without `residual`. */
  readonly strata: readonly Label[];
  /** A variance of 0 or a correlation of 1 or -1 was estimated; tests then rest on fewer variances than were meant. */
  readonly singular: boolean;
  /** REML without the constant 0.5 ln |X'X|, as is usual for mixed models. */
  readonly logLik: number;
  readonly parameters: number;
  readonly information: Information;
}

export type MixedModelFit =
  | ConvergedMixedModel
  | { readonly status: "not-converged"; readonly because: string }
  | Unready;

/** @throws RangeError when lengths disagree, a value is not finite, or groups overlap without one lying in the other. */
export function fitMixedModel(model: MixedModel, options: MixedModelOptions = {}): MixedModelFit {
  const prepared = prepareMixedModel(model, options);
  if (prepared.status !== "ready") return prepared;
  const found = maximise(prepared);
  if (!found)
    return {
      status: "not-converged",
      because: "the search for the maximum of the likelihood did not settle",
    };
  return report(prepared, found, options);
}

function maximise(model: PreparedMixedModel): Float64Array | undefined {
  const { count, factors, terms } = model;
  const lower = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  const diagonal: number[] = [];
  for (const { width, correlated, offset } of terms) {
    let next = offset;
    for (let i = 0; i < width; i++) {
      for (let j = correlated ? 0 : i; j <= i; j++, next++) {
        if (i === j) {
          lower[next] = 0;
          diagonal.push(next);
        }
      }
    }
  }
  const upper = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const start = (size: number, alone?: number) => {
    const theta = new Float64Array(count);
    for (const i of diagonal) theta[i] = alone === undefined || alone === i ? size : size / 8;
    return theta;
  };
  const f = (theta: Float64Array) => slopeAt(model, theta);
  const sizes = factors > 0 ? [0.15, 0.5, 1.5] : [0];
  const starts = [
    ...sizes.map((size) => start(size)),
    ...(diagonal.length > 1 ? diagonal.map((i) => start(0.5, i)) : []),
  ];
  const worth = (list: readonly Float64Array[]) =>
    list
      .map((theta) => ({ theta, value: valueAt(model, theta) ?? Number.POSITIVE_INFINITY }))
      .sort((a, b) => a.value - b.value);
  let best: { theta: Float64Array; value: number } | undefined;
  const climb = (from: Float64Array) => {
    const found = minimiseBounded(f, from, { lower, upper }, { tolerance: 1e-16 });
    if (found.status === "converged" && !(best && best.value <= found.value)) {
      best = { theta: found.x, value: found.value };
    }
  };
  for (const { theta } of worth(starts).slice(0, Math.max(1, Math.min(3, factors)))) climb(theta);
  // At a standard deviation of 0 the slope is 0, be it a maximum or not; so look around.
  for (let look = 0; look < 3; look++) {
    const summit = best as { theta: Float64Array; value: number } | undefined;
    if (!summit) break;
    const [better] = worth(terms.flatMap((term) => awayFromZero(term, summit.theta)));
    if (!better || !(better.value < summit.value - 1e-9)) break;
    climb(better.theta);
  }
  return best?.theta;
}

/** Where a term has a factor of 0: its factors a little above it, its effects correlated in either way or not. */
function awayFromZero({ width, correlated, offset }: BuiltTerm, theta: Float64Array): Float64Array[] {
  const diagonal: number[] = [];
  const below: number[] = [];
  let next = offset;
  for (let i = 0; i < width; i++)
    for (let j = correlated ? 0 : i; j <= i; j++) (i === j ? diagonal : below).push(next++);
  if (!diagonal.some((i) => theta[i]! < 1e-5)) return [];
  return [0.05, 0.3].flatMap((size) =>
    (below.length > 0 ? [-1, 0, 1] : [0]).map((sign) => {
      const moved = Float64Array.from(theta);
      for (const i of diagonal) moved[i] = Math.max(size, moved[i]!);
      for (const i of below) if (sign !== 0) moved[i] = sign * Math.max(size, Math.abs(moved[i]!));
      return moved;
    }),
  );
}

function report(
  model: PreparedMixedModel,
  theta: Float64Array,
  { df: kind = "satterthwaite", level = 95 }: MixedModelOptions,
): MixedModelFit {
  const evaluation = evaluateAt(model, theta)!;
  const { sums, terms, method, n, p, shift, upper, upperInverse, unit, strata } = model;
  const dof = freedom(model);
  const s2 = evaluation.rss / dof;
  const rotated = Float64Array.from(shift, (value, c) => value + unit * evaluation.coefficients[c]!);
  const estimates = Array.from({ length: p }, (_, j) => {
    let sum = 0;
    for (let c = j; c < p; c++) sum += at(upperInverse, j, c) * rotated[c]!;
    return sum;
  });
  const scaled = {
    ...evaluation.covariance,
    values: evaluation.covariance.values.map((v) => v * s2 * unit ** 2),
  };
  let covariance = multiply(multiply(upperInverse, scaled), transpose(upperInverse));
  let df: readonly (number | undefined)[] = [];
  if (kind === "kenward-roger") {
    demand(method === "REML" && strata.levels.length === 1, "df", kind, "REML with one residual variance");
    const adjusted = kenwardRoger(model, theta);
    if (!adjusted)
      return { status: "not-converged", because: "the information on the variances is singular" };
    covariance = adjusted.covariance;
    df = adjusted.df;
  } else if (kind === "satterthwaite") df = satterthwaite(model, theta);
  const factors = factorsAt(model, theta);
  const passed = passDown(sums, evaluation, rhoAt(model, theta), method === "REML", 1 / s2);
  let logSizes = 0;
  for (let j = 0; j < p; j++) logSizes += Math.log(at(upper, j, j));
  const { logDeterminant, logInformation } = evaluation;
  const restricted = method === "REML" ? logInformation + 2 * logSizes : 0;
  const logLik =
    -(logDeterminant + restricted + dof * (1 + Math.log(2 * Math.PI * s2)) + 2 * dof * Math.log(unit)) / 2;
  const parameters = p + model.count + 1;
  const rho = rhoAt(model, theta);
  const components = terms.map((term) => varianceOf(term, model, factors, passed.predictions, s2));
  return {
    status: "converged",
    n,
    coefficients: estimates.map((b, j) => coefficient(b, Math.sqrt(at(covariance, j, j)), level, df[j])),
    covariance: toRows(covariance),
    components,
    sigma: Array.from(rho, (r) => r * Math.sqrt(s2) * unit),
    strata: strata.order,
    singular: components.some(({ covariance: g }, t) => isSingular(g, terms[t]!.sizes)),
    logLik,
    parameters,
    information: information(logLik, parameters, n),
  };
}

function isSingular(g: readonly (readonly number[])[], sizes: readonly number[]): boolean {
  const variances = g.map((row, i) => row[i]! * sizes[i]! ** 2);
  if (variances.some((variance) => !(variance > 1e-10 * Math.max(...variances, 1e-300)))) return true;
  return g.some((row, i) =>
    row.some((value, j) => i !== j && value ** 2 >= (1 - 1e-8) * g[i]![i]! * g[j]![j]!),
  );
}

function varianceOf(
  { grouping, level, column, width, correlated, sizes }: BuiltTerm,
  { sums, unit }: PreparedMixedModel,
  factors: readonly Float64Array[],
  predictions: readonly Float64Array[],
  s2: number,
): GroupVariance {
  const m = sums.levels[level]!.width;
  const g = zeros(width, width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) {
      let sum = 0;
      for (let a = 0; a < width; a++) {
        sum +=
          factors[level]![(column + i) * m + column + a]! * factors[level]![(column + j) * m + column + a]!;
      }
      g.values[i * width + j] = (s2 * unit ** 2 * sum) / (sizes[i]! * sizes[j]!);
    }
  }
  const sd = Array.from({ length: width }, (_, i) => Math.sqrt(at(g, i, i)));
  const correlations: number[] = [];
  if (correlated) {
    for (let i = 0; i < width; i++)
      for (let j = i + 1; j < width; j++)
        correlations.push(sd[i]! * sd[j]! > 0 ? at(g, i, j) / (sd[i]! * sd[j]!) : 0);
  }
  return {
    sd,
    correlations,
    covariance: toRows(g),
    levels: grouping.levels,
    predictions: grouping.levels.map((_, group) =>
      sizes.map((size, j) => (unit * predictions[level]![group * m + column + j]!) / size),
    ),
  };
}
