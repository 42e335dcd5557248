import fc from "fast-check";
import { expect, test } from "vitest";
import { type RobustType, robustFit } from "./robust.ts";

// Agreement with metafor: multilevel/multilevel.test.ts. Here what must hold whatever the data.
const yi = [0.3, 0.5, 0.1, -0.2, 0.9, 0.4, 0.6, 0.2, 0.7, -0.1];
const vi = [0.1, 0.2, 0.1, 0.15, 0.3, 0.12, 0.08, 0.2, 0.1, 0.14];
const cluster = ["a", "a", "b", "b", "b", "c", "d", "d", "e", "e"];
const ones = yi.map(() => [1]);
const line = yi.map((_, i) => [1, i % 3]);

const se = (type: RobustType, design = line) => {
  const fit = robustFit({ yi, design, covariance: vi }, cluster, { type });
  if (fit.status !== "fitted") throw new Error(fit.status);
  return fit.coefficients.map((each) => each.se);
};

test("the corrections multiply CR0's variance as their names say: m = 5 clusters, N = 10, p = 2", () => {
  const [cr0] = se("CR0");
  expect(se("CR1")[0]! ** 2 / cr0! ** 2).toBeCloseTo(5 / 4, 12);
  expect(se("CR1p")[0]! ** 2 / cr0! ** 2).toBeCloseTo(5 / 3, 12);
  expect(se("CR1S")[0]! ** 2 / cr0! ** 2).toBeCloseTo((5 * 9) / (4 * 8), 12);
});

test("with one effect a cluster and equal variances, CR2 of a mean is the ordinary variance on m - 1 df", () => {
  const fit = robustFit({ yi, design: ones, covariance: yi.map(() => 0.2) }, [...yi.keys()], { type: "CR2" });
  if (fit.status !== "fitted") throw new Error(fit.status);
  const mean = yi.reduce((a, b) => a + b) / 10;
  const variance = yi.reduce((sum, y) => sum + (y - mean) ** 2, 0) / 9 / 10;
  expect(fit.coefficients[0]!.se ** 2).toBeCloseTo(variance, 14);
  expect(fit.coefficients[0]!.df).toBeCloseTo(9, 10);
});

test("only the proportions of the working variances matter", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 100, noNaN: true }), (by) => {
      const [one, other] = [vi, vi.map((v) => by * v)].map((covariance) =>
        robustFit({ yi, design: line, covariance }, cluster),
      );
      if (one?.status !== "fitted" || other?.status !== "fitted") throw new Error("both are fitted");
      expect(other.coefficients[1]!.se).toBeCloseTo(one.coefficients[1]!.se, 10);
      expect(other.coefficients[1]!.df).toBeCloseTo(one.coefficients[1]!.df!, 8);
    }),
    { numRuns: 30 },
  );
});

test("as many coefficients as clusters leave nothing to learn from", () => {
  const fit = robustFit(
    { yi, design: line, covariance: vi },
    yi.map((_, i) => i % 2),
  );
  expect(fit).toEqual({ status: "too-few-clusters", clusters: 2, p: 2 });
});

test("CR2 asks for clusters that the working model does not connect", () => {
  const crossing = vi.map((v, i) => vi.map((_, j) => (i === j ? v : i + j === 9 ? 0.01 : 0)));
  expect(() => robustFit({ yi, design: ones, covariance: crossing }, cluster)).toThrow(
    "connection between clusters",
  );
  expect(robustFit({ yi, design: ones, covariance: crossing }, cluster, { type: "CR1" }).status).toBe(
    "fitted",
  );
});
