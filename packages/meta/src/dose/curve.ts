/**
 * Shapes that a response to dose may have, as columns of numbers: linear, quadratic, restricted cubic spline.
 * Source: Harrell (2015), Regression Modeling Strategies, 2nd ed., section 2.4.5, divided by
 * (t_last - t_first)^2 so that all columns have the unit of the dose.
 */
import { demand, requireFinite } from "../arguments.ts";

export type DoseCurve =
  | { readonly shape: "linear" }
  | { readonly shape: "quadratic" }
  | { readonly shape: "spline"; readonly knots: readonly number[] };

/** The columns of a curve at a dose. */
export function doseColumns(curve: DoseCurve, dose: number): number[] {
  requireFinite("dose", dose);
  if (curve.shape === "linear") return [dose];
  if (curve.shape === "quadratic") return [dose, dose * dose];
  return restrictedCubicSpline(dose, curve.knots);
}

/**
 * A cubic between the knots, straight outside them: the dose itself and one column for each knot but two.
 * @throws RangeError unless there are three knots or more, rising.
 */
export function restrictedCubicSpline(x: number, knots: readonly number[]): number[] {
  requireFinite("x", x);
  const m = knots.length;
  demand(m >= 3, "knots", knots, "three or more");
  knots.forEach((knot, i) => {
    requireFinite(`knots[${i}]`, knot);
    if (i > 0) demand(knot > knots[i - 1]!, `knots[${i}]`, knot, `more than the one before, ${knots[i - 1]}`);
  });
  const [first, beforeLast, last] = [knots[0]!, knots[m - 2]!, knots[m - 1]!];
  const cube = (value: number) => Math.max(0, value) ** 3;
  const columns = [x];
  for (let j = 0; j < m - 2; j++) {
    const t = knots[j]!;
    const straightened =
      cube(x - t) -
      (cube(x - beforeLast) * (last - t)) / (last - beforeLast) +
      (cube(x - last) * (beforeLast - t)) / (last - beforeLast);
    columns.push(straightened / (last - first) ** 2);
  }
  return columns;
}
