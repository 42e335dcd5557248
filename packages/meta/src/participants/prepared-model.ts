/**
 * A linear mixed model made ready: checked, its columns scaled, its data reduced to sums of products.
 * Source: Bates et al. (2015), J Stat Softw 67(1), sections 2 and 3.
 */
import { demand, requireFinite, requireLevel } from "../arguments.ts";
import { at, fromRows, inverseUpper, type Matrix, thinQr } from "../matrix.ts";
import type { Slope } from "../minimise-bounded.ts";
import { type Grouping, groupBy, groupByAll, type Label } from "../multilevel/grouping.ts";
import { type Cell, type Evaluation, evaluate, passDown, type Sums } from "./nested-sums.ts";

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

export interface BuiltTerm {
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

/** Why a model could not be made ready. */
export type Unready =
  /** Columns of the fixed effects are combinations of each other. */
  | { readonly status: "singular-design" }
  | { readonly status: "too-few-rows"; readonly n: number; readonly p: number }
  /** The fixed effects leave no residuals to estimate a variance from. */
  | { readonly status: "exact-fit" };

export function prepareMixedModel(
  { y, fixed, random, residual }: MixedModel,
  { method = "REML", level = 95 }: { readonly method?: "ML" | "REML"; readonly level?: number },
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
  const size = Math.sqrt(y.reduce((sum, value) => sum + value * value, 0) / n);
  if (!(unit > 1e-13 * size)) return { status: "exact-fit" };

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
export function valueAt(model: PreparedMixedModel, theta: ArrayLike<number>): number | undefined {
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
