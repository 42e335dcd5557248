/**
 * Linear mixed models for the data of individual participants, all studies at once: fixed effects, random
 * intercepts and slopes by study (and by participant within study, for repeated visits), residual variances of
 * their own for each study if wanted; ML or REML.
 * Sources: Bates et al. (2015), J Stat Softw 67(1); Pinheiro and Bates (2000), Mixed-Effects Models in S and
 * S-PLUS, section 5.2 (residual variances by stratum); Riley, Tierney and Stewart (2021), Individual Participant
 * Data Meta-Analysis, chapters 5 and 6.
 */
import { demand, requireFinite, requireLevel } from "../arguments.ts";
import { coefficient, type Information, information, type TestedCoefficient } from "../coefficients.ts";
import {
  at,
  fromRows,
  inverseUpper,
  type Matrix,
  multiply,
  thinQr,
  toRows,
  transpose,
  zeros,
} from "../matrix.ts";
import { minimiseBounded, type Slope } from "../minimise-bounded.ts";
import { type Grouping, groupBy, groupByAll, type Label } from "../multilevel/grouping.ts";
import { type Cell, type Evaluation, evaluate, passDown, type Sums } from "./nested-sums.ts";
import { kenwardRoger, satterthwaite } from "./small-sample.ts";

/** Effects that vary between groups: an intercept, or the coefficients of the columns given. */
export interface GroupEffects {
  /** A label for every row; several columns mean their combinations. Groups must lie within those of the other terms. */
  readonly group: readonly Label[] | readonly (readonly Label[])[];
  /** A row of numbers for every row of data; an intercept without. */
  readonly columns?: readonly (readonly number[])[];
  /** Whether the effects of one group correlate (UN, the default) or not (DIAG). */
  readonly structure?: "UN" | "DIAG";
}

export interface MixedModel {
  readonly y: readonly number[];
  /** A row of numbers for every row of data. */
  readonly fixed: readonly (readonly number[])[];
  readonly random: readonly GroupEffects[];
  /** Rows with different labels have residual variances of their own; one for all without. */
  readonly residual?: readonly Label[];
}

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
  | { readonly status: "singular-design" }
  | { readonly status: "too-few-rows"; readonly n: number; readonly p: number };

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

interface BuiltTerm {
  readonly grouping: Grouping;
  readonly level: number;
  /** Where its columns begin within the level. */
  readonly column: number;
  readonly width: number;
  readonly correlated: boolean;
  /** Where its numbers begin in theta. */
  readonly offset: number;
  /** By which its columns were divided. */
  readonly sizes: readonly number[];
}

/** A mixed model reduced to sums, in the coordinates of an orthonormal X. */
export interface PreparedMixedModel {
  readonly status: "ready";
  readonly sums: Sums;
  readonly terms: readonly BuiltTerm[];
  /** Numbers of the factors, then ln rho of the second stratum and on. */
  readonly count: number;
  readonly factors: number;
  readonly strata: Grouping & { readonly order: readonly Label[] };
  readonly method: "ML" | "REML";
  readonly n: number;
  readonly p: number;
  readonly shift: Float64Array;
  readonly upper: Matrix;
  readonly upperInverse: Matrix;
  /** y was divided by it. */
  readonly unit: number;
  /** For what needs all effects of a group at once. */
  readonly q: Matrix;
  readonly columns: readonly Float64Array[];
}

type Unready = Exclude<MixedModelFit, ConvergedMixedModel>;

export function prepareMixedModel(
  { y, fixed, random, residual }: MixedModel,
  { method = "REML", level = 95 }: MixedModelOptions,
): PreparedMixedModel | Unready {
  const of = "fitMixedModel";
  requireLevel(level);
  const n = y.length;
  const x = fromRows(fixed);
  const p = x.columns;
  demand(x.rows === n, `${of} fixed`, `${x.rows} rows`, `${n} rows, one an observation`);
  y.forEach((value, i) => {
    requireFinite(`${of} y[${i}]`, value);
  });
  x.values.forEach((value, i) => {
    requireFinite(`${of} fixed[${Math.floor(i / p)}][${i % p}]`, value);
  });
  if (n <= p + 1) return { status: "too-few-rows", n, p };
  const qr = thinQr(x);
  if (!qr) return { status: "singular-design" };
  const shift = new Float64Array(p);
  for (let i = 0; i < n; i++) for (let c = 0; c < p; c++) shift[c]! += at(qr.q, i, c) * y[i]!;
  const rest = Float64Array.from(y, (value, i) => {
    let left = value;
    for (let c = 0; c < p; c++) left -= at(qr.q, i, c) * shift[c]!;
    return left;
  });
  const unit = Math.sqrt(rest.reduce((sum, value) => sum + value * value, 0) / (n - p));
  demand(unit > 0, `${of} y`, "values that the fixed effects fit exactly", "residuals that are not all 0");

  const strata = strataOf(of, residual, n);
  const groupings = random.map(({ group }, t) => {
    const several = Array.isArray(group[0]);
    const columns = (several ? group : [group]) as readonly (readonly Label[])[];
    for (const column of columns) {
      demand(
        column.length === n,
        `${of} random[${t}].group`,
        `${column.length} labels`,
        `${n}, one an observation`,
      );
    }
    return columns.length === 1 ? groupBy(columns[0]!) : groupByAll(columns);
  });
  const distinct = distinctGroupings(of, groupings, n);
  const levels: { groups: number; width: number; parent: Int32Array }[] = distinct.map(
    ({ grouping, parent }) => ({
      groups: grouping.levels.length,
      width: 0,
      parent,
    }),
  );
  let count = 0;
  const columnsByLevel = distinct.map((): Float64Array[] => []);
  const terms = random.map(({ columns, structure = "UN" }, t): BuiltTerm => {
    const grouping = groupings[t]!;
    const place = distinct.findIndex((each) => sameGroups(each.grouping.codes, grouping.codes));
    const level = levels[place]!;
    const width = columns ? (columns[0]?.length ?? 0) : 1;
    demand(width > 0, `${of} random[${t}].columns`, width, "at least one column");
    if (columns)
      demand(columns.length === n, `${of} random[${t}].columns`, `${columns.length} rows`, `${n} rows`);
    const sizes = Array.from({ length: width }, (_, j) => {
      const column = Float64Array.from({ length: n }, (_, i) =>
        columns ? (columns[i]![j] ?? Number.NaN) : 1,
      );
      column.forEach((value, i) => {
        requireFinite(`${of} random[${t}].columns[${i}][${j}]`, value);
      });
      const size = Math.sqrt(column.reduce((sum, value) => sum + value * value, 0) / n);
      demand(size > 0, `${of} random[${t}].columns`, "a column of zeros", "columns that are not all 0");
      columnsByLevel[place]!.push(column.map((value) => value / size));
      return size;
    });
    const correlated = structure === "UN" && width > 1;
    const offset = count;
    count += correlated ? (width * (width + 1)) / 2 : width;
    const column = level.width;
    level.width += width;
    return { grouping, level: place, column, width, correlated, offset, sizes };
  });
  const factors = count;
  count += strata.levels.length - 1;
  const all = columnsByLevel.flat();
  const cells = cellsOf(distinct[0]?.grouping.codes, strata.codes, all, qr.q, rest, unit);
  return {
    ...{ status: "ready", sums: { levels, cells, n, p }, terms, count, factors, strata, method, n, p },
    ...{ shift, upper: qr.r, upperInverse: inverseUpper(qr.r), unit, q: qr.q, columns: all },
  };
}

function strataOf(
  of: string,
  residual: readonly Label[] | undefined,
  n: number,
): PreparedMixedModel["strata"] {
  if (!residual) return { codes: new Int32Array(n), levels: ["all"], order: ["all"] };
  demand(residual.length === n, `${of} residual`, `${residual.length} labels`, `${n}, one an observation`);
  const order = [...new Set(residual)];
  const code = new Map(order.map((label, i) => [label, i]));
  return { codes: Int32Array.from(residual, (label) => code.get(label)!), levels: order, order };
}

const sameGroups = (a: Int32Array, b: Int32Array) => a.every((code, i) => code === b[i]);

/** The groupings that differ, finest first, with the group of the next that each group lies in. */
function distinctGroupings(of: string, groupings: readonly Grouping[], n: number) {
  const different = groupings.filter(
    (grouping, t) => groupings.findIndex((other) => sameGroups(other.codes, grouping.codes)) === t,
  );
  different.sort((a, b) => b.levels.length - a.levels.length);
  return different.map((grouping, at) => {
    const parent = new Int32Array(grouping.levels.length).fill(-1);
    const above = different[at + 1];
    for (let i = 0; i < n; i++) {
      const group = grouping.codes[i]!;
      const to = above?.codes[i] ?? 0;
      const label = grouping.levels[group];
      demand(
        parent[group] === -1 || parent[group] === to,
        `${of} random`,
        `group ${label} in two others`,
        "groups that lie within those of the other terms",
      );
      parent[group] = to;
    }
    return { grouping, parent };
  });
}

function cellsOf(
  groups: Int32Array | undefined,
  strata: Int32Array,
  z: readonly Float64Array[],
  q: Matrix,
  y: Float64Array,
  unit: number,
): Cell[] {
  const n = y.length;
  const p = q.columns;
  const width = z.length + p + 1;
  const found = new Map<number, { group: number; stratum: number; rows: number; gram: Float64Array }>();
  const row = new Float64Array(width);
  const most = strata.reduce((max, code) => Math.max(max, code), 0) + 1;
  for (let i = 0; i < n; i++) {
    const [group, stratum] = [groups?.[i] ?? 0, strata[i]!];
    const key = group * most + stratum;
    let cell = found.get(key);
    if (!cell) {
      cell = { group, stratum, rows: 0, gram: new Float64Array(width * width) };
      found.set(key, cell);
    }
    cell.rows++;
    for (let c = 0; c < z.length; c++) row[c] = z[c]![i]!;
    for (let c = 0; c < p; c++) row[z.length + c] = q.values[i * p + c]!;
    row[width - 1] = y[i]! / unit;
    const { gram } = cell;
    for (let a = 0; a < width; a++) {
      const value = row[a]!;
      if (value !== 0) for (let b = 0; b <= a; b++) gram[a * width + b]! += value * row[b]!;
    }
  }
  for (const { gram } of found.values())
    for (let a = 0; a < width; a++) for (let b = 0; b < a; b++) gram[b * width + a] = gram[a * width + b]!;
  return [...found.values()];
}

/** L of each level at theta, block-diagonal over its terms. */
export function factorsAt({ sums, terms }: PreparedMixedModel, theta: ArrayLike<number>): Float64Array[] {
  const factors = sums.levels.map(({ width }) => new Float64Array(width * width));
  for (const { level, column, width, correlated, offset } of terms) {
    const m = sums.levels[level]!.width;
    let next = offset;
    for (let i = 0; i < width; i++)
      for (let j = correlated ? 0 : i; j <= i; j++)
        factors[level]![(column + i) * m + column + j] = theta[next++]!;
  }
  return factors;
}

/** rho of each stratum; the first is 1. */
export function rhoAt({ factors, strata }: PreparedMixedModel, theta: ArrayLike<number>): Float64Array {
  return Float64Array.from(strata.levels, (_, s) => (s === 0 ? 1 : Math.exp(theta[factors + s - 1]!)));
}

export const evaluateAt = (model: PreparedMixedModel, theta: ArrayLike<number>): Evaluation | undefined =>
  evaluate(model.sums, factorsAt(model, theta), rhoAt(model, theta));

/** Residual degrees of freedom of the likelihood. */
export const freedom = ({ method, n, p }: Pick<PreparedMixedModel, "method" | "n" | "p">) =>
  method === "REML" ? n - p : n;

/** Minus the log-likelihood without its constant, sigma2 profiled out. */
function valueAt(model: PreparedMixedModel, theta: ArrayLike<number>): number | undefined {
  const evaluation = evaluateAt(model, theta);
  if (!evaluation) return undefined;
  const { logDeterminant, logInformation, rss } = evaluation;
  const df = freedom(model);
  return (logDeterminant + (model.method === "REML" ? logInformation : 0) + df * Math.log(rss / df) + df) / 2;
}

/**
 * Minus the log-likelihood without its constant, with its slope.
 * @param sigma2 held; profiled out when undefined.
 */
export function slopeAt(
  model: PreparedMixedModel,
  theta: ArrayLike<number>,
  sigma2?: number,
): Slope | undefined {
  const evaluation = evaluateAt(model, theta);
  if (!evaluation) return undefined;
  const { sums, terms, method, factors } = model;
  const restricted = method === "REML";
  const df = freedom(model);
  const { logDeterminant, logInformation, rss } = evaluation;
  const s2 = sigma2 ?? rss / df;
  const value = (logDeterminant + (restricted ? logInformation : 0) + df * Math.log(s2) + rss / s2) / 2;
  const passed = passDown(sums, evaluation, rhoAt(model, theta), restricted, 1 / s2);
  const l = factorsAt(model, theta);
  const gradient = new Float64Array(model.count);
  for (const { level, column, width, correlated, offset } of terms) {
    const m = sums.levels[level]!.width;
    let next = offset;
    for (let i = 0; i < width; i++) {
      for (let j = correlated ? 0 : i; j <= i; j++) {
        let sum = 0;
        for (let a = 0; a < m; a++) {
          sum += passed.scores[level]![(column + i) * m + a]! * l[level]![a * m + column + j]!;
        }
        gradient[next++] = sum;
      }
    }
  }
  for (let s = 1; s < passed.strata.length; s++) gradient[factors + s - 1] = passed.strata[s]!;
  return { value, gradient };
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
  for (const { theta } of worth(starts).slice(0, factors > 1 ? 2 : 1)) climb(theta);
  // At a standard deviation of 0 the slope is 0, be it a maximum or not; so look around.
  for (let look = 0; look < 3; look++) {
    const summit = best as { theta: Float64Array; value: number } | undefined;
    if (!summit) break;
    const atZero = diagonal.filter((i) => summit.theta[i]! < 1e-5);
    const [better] = worth(
      atZero.flatMap((i) =>
        [0.05, 0.3].map((size) => summit.theta.map((value, j) => (i === j ? size : value))),
      ),
    );
    if (!better || !(better.value < summit.value - 1e-9)) break;
    climb(better.theta);
  }
  return best?.theta;
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
