/**
 * Questions to a fitted model: coefficients together, linear contrasts, nested models, subgroups, collinearity.
 * Sources: Viechtbauer (2010), J Stat Softw 36(3); Borenstein and Higgins (2013), Prev Sci 14(2):134-143 (subgroups);
 * Fox and Monette (1992), J Am Stat Assoc 87(417):178-183 (variance inflation).
 */
import { demand } from "./arguments.ts";
import { chiSquaredUpper } from "./distributions/chi-squared.ts";
import type { Effect } from "./effect.ts";
import {
  type Coefficient,
  type ConvergedFit,
  criticalValue,
  type Fit,
  type FitOptions,
  fit,
  type OmnibusTest,
  testedColumns,
  twoSidedP,
  waldTest,
} from "./fit.ts";
import { at as entry, fromRows, inverseSymmetric } from "./matrix.ts";

/** Wald test of some coefficients together, given by their 0-based columns. */
export function testColumns(fitted: ConvergedFit, columns: readonly number[]): OmnibusTest {
  const { coefficients, vb, test, k } = fitted;
  const p = coefficients.length;
  demand(columns.length > 0, "testColumns columns", columns, "at least one column");
  for (const j of columns)
    demand(Number.isInteger(j) && j >= 0 && j < p, "testColumns columns", j, `0 to ${p - 1}`);
  return waldTest(
    coefficients.map(({ estimate }) => estimate),
    vb,
    columns,
    test,
    k - p,
  );
}

/** Each row of L as a linear combination of the coefficients, with its own test and interval. */
export function contrasts(
  fitted: ConvergedFit,
  l: readonly (readonly number[])[],
): Omit<Coefficient, "name">[] {
  const { coefficients, vb, test, k, level } = fitted;
  const p = coefficients.length;
  return l.map((row, at) => {
    demand(row.length === p, `contrasts l[${at}]`, row.length, `${p} numbers, one for each coefficient`);
    let [estimate, variance] = [0, 0];
    for (let i = 0; i < p; i++) {
      estimate += row[i]! * coefficients[i]!.estimate;
      for (let j = 0; j < p; j++) variance += row[i]! * vb[i]![j]! * row[j]!;
    }
    demand(variance > 0, `contrasts l[${at}]`, row, "a row that is not all 0");
    const se = Math.sqrt(variance);
    const half = criticalValue(test, k - p, level) * se;
    const statistic = estimate / se;
    return {
      ...{ estimate, se, statistic, p: twoSidedP(statistic, test, k - p) },
      ...{ ciLow: estimate - half, ciHigh: estimate + half },
    };
  });
}

export interface LikelihoodRatio {
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
  /** Percentage of the reduced model's tau2 that the full model accounts for; absent where that is 0. */
  readonly r2?: number;
}

/**
 * Likelihood-ratio test of nested models of the same effects.
 * @throws RangeError unless both are fits by ML, or by REML with the same design.
 */
export function likelihoodRatio(full: ConvergedFit, reduced: ConvergedFit): LikelihoodRatio {
  demand(
    full.method === reduced.method,
    "likelihoodRatio method",
    reduced.method,
    `${full.method}, as the full model`,
  );
  demand(full.k === reduced.k, "likelihoodRatio reduced.k", reduced.k, `${full.k}, as the full model`);
  const [one, two] = [full.likelihood, reduced.likelihood];
  demand(one !== undefined && two !== undefined, "likelihoodRatio method", full.method, "EE, ML or REML");
  const sameDesign = JSON.stringify(full.options.design) === JSON.stringify(reduced.options.design);
  demand(
    full.method !== "REML" || sameDesign,
    "likelihoodRatio method",
    "REML",
    "ML, for designs that differ",
  );
  const df = one.parameters - two.parameters;
  demand(df > 0, "likelihoodRatio reduced", `${two.parameters} parameters`, `fewer than ${one.parameters}`);
  const statistic = Math.max(0, 2 * (one.logLik - two.logLik));
  const r2 = reduced.tau2 > 0 ? 100 * Math.max(0, (reduced.tau2 - full.tau2) / reduced.tau2) : undefined;
  return { statistic, df, p: chiSquaredUpper(statistic, df), ...(r2 === undefined ? {} : { r2 }) };
}

export interface Subgroups {
  /** Each with its own tau2, in the order of the groups. */
  readonly groups: readonly { readonly name: string; readonly fit: Fit }[];
  /** Test that the groups have one mean; absent when fewer than two groups could be fitted. */
  readonly between?: OmnibusTest;
}

/**
 * A separate fit in each group and the test between them.
 * @param by the group of each effect.
 * @param names the groups and their order; as found, sorted, unless given. Groups without effects are left out.
 */
export function subgroups(
  effects: readonly Effect[],
  by: readonly string[],
  options: Omit<FitOptions, "design" | "weights"> = {},
  names: readonly string[] = [...new Set(by)].sort(),
): Subgroups {
  demand(by.length === effects.length, "subgroups by", by.length, `${effects.length}, one for each effect`);
  const groups = names
    .map((name) => ({ name, members: effects.filter((_, i) => by[i] === name) }))
    .filter(({ members }) => members.length > 0)
    .map(({ name, members }) => ({ name, fit: fit(members, options) }));
  const pooled = groups.flatMap(({ fit: each }) => (each.status === "converged" ? each.coefficients : []));
  if (pooled.length < 2) return { groups };
  const w = pooled.map(({ se }) => 1 / se ** 2);
  const total = w.reduce((sum, wi) => sum + wi, 0);
  const mean = pooled.reduce((sum, { estimate }, i) => sum + w[i]! * estimate, 0) / total;
  const statistic = pooled.reduce((sum, { estimate }, i) => sum + w[i]! * (estimate - mean) ** 2, 0);
  const df = pooled.length - 1;
  return { groups, between: { statistic, df, p: chiSquaredUpper(statistic, df) } };
}

/** By what each moderator's variance is inflated through its correlation with the others; the intercept is left out. */
export function varianceInflation(fitted: ConvergedFit): { readonly name: string; readonly vif: number }[] {
  const columns = testedColumns(fitted.options.design);
  const correlation = columns.map((i) =>
    columns.map((j) => fitted.vb[i]![j]! / Math.sqrt(fitted.vb[i]![i]! * fitted.vb[j]![j]!)),
  );
  const inverted = columns.length > 0 ? inverseSymmetric(fromRows(correlation)) : undefined;
  if (!inverted) return [];
  return columns.map((j, at) => ({ name: fitted.coefficients[j]!.name, vif: entry(inverted, at, at) }));
}
