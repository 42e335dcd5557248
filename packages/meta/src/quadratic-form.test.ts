import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chiSquaredLower } from "./distributions.ts";
import { fit } from "./fit.ts";
import { quadraticFormLower } from "./quadratic-form.ts";
import { randomStream } from "./random.ts";
import { problemOf, weightedFit } from "./weighted-regression.ts";

const effects = [0.4, -0.2, 1.1, 0.3, 0.9, -0.6].map((yi, i) => ({
  yi,
  vi: [0.1, 0.4, 0.2, 0.9, 0.05, 0.3][i]!,
}));
const design = { names: ["intercept", "x"], rows: [3, 1, 4, 1, 5, 9].map((x) => [1, x]) };

describe("the distribution of generalised Q", () => {
  test("is chi-squared with k - p degrees of freedom when the weights are inverse variances", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 60, noNaN: true }), fc.boolean(), (x, moderated) => {
        const problem = problemOf(effects, moderated ? design : undefined)!;
        const w = problem.v.map((vi) => 1 / vi);
        expect(quadraticFormLower(problem, w, problem.v, x)).toBeCloseTo(
          chiSquaredLower(x, moderated ? 4 : 5),
          11,
        );
      }),
    );
  });
  test("has its mean at tr(PS): as drawn from it", () => {
    const problem = problemOf(effects)!;
    const weights = Float64Array.of(1, 2, 3, 1, 2, 3);
    const s = problem.v.map((vi) => vi + 0.2);
    const random = randomStream(11);
    const draws = 4000;
    let below = 0;
    for (let i = 0; i < draws; i++) {
      const y = s.map((si) => Math.sqrt(si) * random.normal());
      if (weightedFit({ ...problem, y }, weights).rss <= 4) below++;
    }
    // Within four standard errors of a proportion.
    const p = quadraticFormLower(problem, weights, s, 4);
    expect(Math.abs(below / draws - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / draws));
  });
  test("is at one half where GENQM puts tau2", () => {
    const weights = effects.map(({ vi }) => 1 / Math.sqrt(vi));
    const found = fit(effects, { method: "GENQM", weights });
    if (found.status !== "converged") throw new Error(found.status);
    const problem = problemOf(effects)!;
    const a = Float64Array.from(weights);
    const { rss } = weightedFit(problem, a);
    expect(
      quadraticFormLower(
        problem,
        a,
        problem.v.map((vi) => vi + found.tau2),
        rss,
      ),
    ).toBeCloseTo(0.5, 11);
  });
});
