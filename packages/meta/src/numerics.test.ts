import { describe, expect, test } from "vitest";
import { bfgs, brentMinimum, nelderMead, numericalGradient, numericalHessian } from "./minimise.ts";
import { gaussHermite, integrate } from "./quadrature.ts";
import { brentRoot } from "./root.ts";

/** Rosenbrock (1960), Comput J 3(3):175-184: a curved valley with its minimum at (1, 1). */
const valley = (x: Float64Array) => (1 - x[0]!) ** 2 + 100 * (x[1]! - x[0]! ** 2) ** 2;

describe("minimising", () => {
  test.each([
    ["the simplex", nelderMead],
    ["BFGS", bfgs],
  ])("%s walks Rosenbrock's valley to its end", (_, minimise) => {
    const found = minimise(valley, [-1.2, 1]);
    expect(found).toMatchObject({ status: "converged" });
    if (found.status !== "converged") return;
    expect(found.x[0]).toBeCloseTo(1, 8);
    expect(found.x[1]).toBeCloseTo(1, 8);
  });
  test("a search that is cut short says so and offers no minimum", () => {
    const cut = nelderMead(valley, [-1.2, 1], { maxEvaluations: 20 });
    expect(cut.status).toBe("not-converged");
    expect(cut).not.toHaveProperty("x");
  });
  test("derivatives of the valley agree with their formulas", () => {
    const x = Float64Array.of(0.7, -0.4);
    const inner = x[1]! - x[0]! ** 2;
    const gradient = numericalGradient(valley, x);
    expect(gradient[0]).toBeCloseTo(-2 * (1 - x[0]!) - 400 * x[0]! * inner, 7);
    expect(gradient[1]).toBeCloseTo(200 * inner, 7);
    const hessian = numericalHessian(valley, x);
    expect(hessian[0]![0]).toBeCloseTo(2 - 400 * inner + 800 * x[0]! ** 2, 5);
    expect(hessian[0]![1]).toBeCloseTo(-400 * x[0]!, 5);
    expect(hessian[1]![1]).toBeCloseTo(200, 5);
  });
  test("in one dimension the minimum of x - ln x is at 1", () => {
    expect(brentMinimum((x) => x - Math.log(x), 0.01, 10).x).toBeCloseTo(1, 7);
  });
});

describe("roots", () => {
  test("the cube root of 2 is found to the last digit", () => {
    expect(brentRoot((x) => x ** 3 - 2, 0, 2)).toMatchObject({
      status: "converged",
      x: expect.closeTo(2 ** (1 / 3), 14),
    });
  });
  test("ends of one sign are a result, not an error", () => {
    expect(brentRoot((x) => x * x + 1, -1, 1)).toEqual({ status: "no-sign-change", atLow: 2, atHigh: 2 });
  });
});

describe("integrals", () => {
  test("of the normal density over the whole line, of 1 / (1 + x^2) over half of it, of a root at its corner", () => {
    expect(
      integrate((x) => Math.exp(-x * x), Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
    ).toMatchObject({
      status: "converged",
      value: expect.closeTo(Math.sqrt(Math.PI), 12),
    });
    expect(integrate((x) => 1 / (1 + x * x), 0, Number.POSITIVE_INFINITY)).toMatchObject({
      value: expect.closeTo(Math.PI / 2, 12),
    });
    expect(integrate(Math.sqrt, 0, 1)).toMatchObject({
      status: "converged",
      value: expect.closeTo(2 / 3, 12),
    });
  });
  test("an integral that does not exist does not converge", () => {
    expect(integrate((x) => 1 / x, 0, 1).status).toBe("not-converged");
  });
  test.each([1, 2, 7, 20, 64])("Gauss and Hermite's rule of %i points is exact to degree 2n - 1", (n) => {
    const { nodes, weights } = gaussHermite(n);
    // The integral of x^m exp(-x^2): Gamma((m + 1) / 2) for even m.
    let moment = Math.sqrt(Math.PI);
    for (let m = 0; m < Math.min(2 * n, 30); m += 2) {
      const got = weights.reduce((sum, w, i) => sum + w * nodes[i]! ** m, 0);
      expect(got / moment).toBeCloseTo(1, 10);
      moment *= (m + 1) / 2;
    }
  });
});
