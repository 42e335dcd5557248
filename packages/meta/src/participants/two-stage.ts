/**
 * The first of two stages: an ordinary regression in every study, whose coefficient of interest is then pooled
 * like any other effect.
 * Source: Riley, Tierney and Stewart (2021), Individual Participant Data Meta-Analysis, chapter 5.
 */
import { demand, requireFinite, requireWhole } from "../arguments.ts";
import type { Effect } from "../effect.ts";
import { at, fromRows, inverseUpper, thinQr } from "../matrix.ts";
import type { Label } from "../multilevel/grouping.ts";

export type StudyRegression =
  | (Effect & {
      readonly status: "fitted";
      readonly study: Label;
      /** Residual variance. */
      readonly sigma2: number;
      readonly df: number;
    })
  /** In this study the columns do not tell the coefficients apart, or leave no residual degree of freedom. */
  | { readonly status: "not-estimable"; readonly study: Label };

/**
 * Studies in the order in which they appear.
 * @param columns a row of numbers for every participant; a column of ones where an intercept is meant.
 * @param which column's coefficient is the effect.
 * @throws RangeError when lengths disagree or a value is not finite.
 */
export function regressWithinStudies(
  y: readonly number[],
  columns: readonly (readonly number[])[],
  study: readonly Label[],
  which: number,
): StudyRegression[] {
  const of = "regressWithinStudies";
  const n = y.length;
  demand(columns.length === n, `${of} columns`, `${columns.length} rows`, `${n} rows, one a participant`);
  demand(study.length === n, `${of} study`, `${study.length} labels`, `${n}, one a participant`);
  requireWhole(`${of} which`, which);
  y.forEach((value, i) => {
    requireFinite(`${of} y[${i}]`, value);
    columns[i]!.forEach((x, j) => {
      requireFinite(`${of} columns[${i}][${j}]`, x);
    });
    demand(which < columns[i]!.length, `${of} which`, which, `below ${columns[i]!.length}, the columns`);
  });
  const rowsOf = new Map<Label, number[]>();
  study.forEach((label, i) => {
    const rows = rowsOf.get(label);
    if (rows) rows.push(i);
    else rowsOf.set(label, [i]);
  });
  return [...rowsOf].map(([label, rows]): StudyRegression => {
    const x = fromRows(rows.map((i) => columns[i]!));
    const qr = thinQr(x);
    const df = x.rows - x.columns;
    if (!qr || df < 1) return { status: "not-estimable", study: label };
    const p = x.columns;
    const coefficients = new Float64Array(p);
    rows.forEach((i, row) => {
      for (let c = 0; c < p; c++) coefficients[c]! += at(qr.q, row, c) * y[i]!;
    });
    let rss = 0;
    rows.forEach((i, row) => {
      let rest = y[i]!;
      for (let c = 0; c < p; c++) rest -= at(qr.q, row, c) * coefficients[c]!;
      rss += rest * rest;
    });
    const inverse = inverseUpper(qr.r);
    let [yi, vi] = [0, 0];
    for (let c = which; c < p; c++) {
      yi += at(inverse, which, c) * coefficients[c]!;
      vi += at(inverse, which, c) ** 2;
    }
    const sigma2 = rss / df;
    if (!(sigma2 > 0)) return { status: "not-estimable", study: label };
    return { status: "fitted", study: label, yi, vi: vi * sigma2, sigma2, df };
  });
}
