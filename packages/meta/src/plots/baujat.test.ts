import { expect, test } from "vitest";
import { type ConvergedFit, fit } from "../fit.ts";
import { baujatPlot } from "./baujat.ts";

const fitted = fit(
  [0.1, 0.2, 0.15, 1.5].map((yi) => ({ yi, vi: 0.02 })),
  { method: "EE" },
) as ConvergedFit;

test("a Baujat plot has the outlier farthest out on both axes, and its x add up to Q", () => {
  const { points, x, y } = baujatPlot(fitted, { labels: ["a", "b", "c", "outlier"] });
  const outlier = points.find(({ label }) => label === "outlier")!;
  for (const point of points) {
    expect(point.x).toBeLessThanOrEqual(outlier.x);
    expect(point.y).toBeLessThanOrEqual(outlier.y);
  }
  // With the common effect a study's part is its squared residual over its variance, whose sum is Q.
  expect(points.reduce((sum, point) => sum + point.x, 0)).toBeCloseTo(fitted.heterogeneity.q, 9);
  expect([x.low, y.low]).toEqual([0, 0]);
  expect(outlier.x).toBeLessThan(x.high);
});

test("a study without which nothing can be fitted is named and not drawn", () => {
  const two = fit([0, 1].map((yi) => ({ yi, vi: 1 }))) as ConvergedFit;
  const { points, notFitted, table } = baujatPlot(two);
  expect(points).toEqual([]);
  expect(notFitted).toEqual(["Study 1", "Study 2"]);
  expect(table.rows[0]).toEqual(["Study 1", "not estimated", "not estimated"]);
});
