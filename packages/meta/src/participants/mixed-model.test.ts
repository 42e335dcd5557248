import fc from "fast-check";
import { describe, expect, test } from "vitest";
import reference from "../../reference/dependent-effects.json" with { type: "json" };
import { fitLogistic } from "./logistic.ts";
import { fitMixedLogistic } from "./mixed-logistic.ts";
import { type ConvergedMixedModel, fitMixedModel, type MixedModelOptions } from "./mixed-model.ts";
import type { MixedModel } from "./prepared-model.ts";
import { regressWithinStudies } from "./two-stage.ts";

// Invented participants; reference numbers from lme4 (reference/dependent-effects.R).
const people = reference.participants;
const y = people.map((one) => one.y);
const study = people.map((one) => one.study);
const fixed = people.map(({ treated, age }) => [1, treated, age]);
const treated = people.map((one) => [one.treated]);
const both = people.map((one) => [1, one.treated]);
const models: Record<keyof typeof reference.mixed, MixedModel & { options?: MixedModelOptions }> = {
  separate: { y, fixed, random: [{ group: study }, { group: study, columns: treated }] },
  together: { y, fixed, random: [{ group: study, columns: both }] },
  ml: { y, fixed, random: [{ group: study }], options: { method: "ML" } },
  levels: { y, fixed, random: [{ group: people.map((one) => one.pair) }, { group: study }] },
};

function converged(model: MixedModel, options: MixedModelOptions = {}): ConvergedMixedModel {
  const fit = fitMixedModel(model, options);
  if (fit.status !== "converged") throw new Error(fit.status);
  return fit;
}

describe("a linear mixed model", () => {
  for (const [name, { options, ...model }] of Object.entries(models)) {
    test(`agrees with lme4: ${name}`, () => {
      const expected = reference.mixed[name as keyof typeof models];
      const fit = converged(model, options);
      expect(fit.logLik).toBeCloseTo(expected.ll, 7);
      fit.coefficients.forEach(({ estimate, se }, j) => {
        expect(estimate).toBeCloseTo(expected.beta[j]!, 5);
        expect(se).toBeCloseTo(expected.se[j]!, 5);
      });
      fit.components
        .flatMap(({ sd }) => sd)
        .forEach((sd, i) => {
          expect(sd).toBeCloseTo([expected.sd].flat()[i]!, 4);
        });
      expect(fit.sigma[0]).toBeCloseTo(expected.sigma, 5);
    });
  }

  test("predicts the effects of studies as lme4 does", () => {
    const { predictions, levels } = converged(models.ml, { method: "ML" }).components[0]!;
    expect(levels).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    predictions.forEach(([intercept], i) => {
      expect(intercept).toBeCloseTo(reference.mixed.ml.ranef[i]!, 4);
    });
  });

  test("of a balanced one-way layout has the tests of the analysis of variance, by either method", () => {
    // Five studies of six: the mean's F test has 4 denominator df (Searle, Casella and McCulloch 1992, Variance Components).
    const layout = Array.from({ length: 30 }, (_, i) => ({
      group: i % 5,
      y: (i % 5) * 1.3 + ((i * 7) % 11) / 3,
    }));
    const model = {
      y: layout.map((one) => one.y),
      fixed: layout.map(() => [1]),
      random: [{ group: layout.map((one) => one.group) }],
    };
    for (const df of ["satterthwaite", "kenward-roger"] as const) {
      const [mean] = converged(model, { df }).coefficients;
      expect(mean!.df).toBeCloseTo(4, 3);
      const means = [0, 1, 2, 3, 4].map((g) =>
        layout.filter(({ group }) => group === g).reduce((sum, one) => sum + one.y / 6, 0),
      );
      const grand = means.reduce((a, b) => a + b) / 5;
      const variance = means.reduce((sum, m) => sum + (m - grand) ** 2, 0) / 4 / 5;
      expect(mean!.se).toBeCloseTo(Math.sqrt(variance), 6);
    }
  });

  test("scales with the outcome and forgets fixed shifts", () => {
    const before = converged(models.separate);
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        fc.double({ min: -99, max: 99, noNaN: true }),
        (by, add) => {
          const after = converged({
            ...models.separate,
            y: y.map((value, i) => by * value + add * fixed[i]![2]!),
          });
          expect((after.coefficients[2]!.estimate - add) / by).toBeCloseTo(
            before.coefficients[2]!.estimate,
            4,
          );
          expect(after.components[0]!.sd[0]! / by).toBeCloseTo(before.components[0]!.sd[0]!, 4);
          expect(after.coefficients[1]!.df).toBeCloseTo(before.coefficients[1]!.df!, 1);
        },
      ),
      { numRuns: 10 },
    );
  });

  test("with residual variances of their own is no worse than with one, and has them all", () => {
    const [one, own] = [converged(models.separate), converged({ ...models.separate, residual: study })];
    expect(own.logLik).toBeGreaterThan(one.logLik);
    expect(own.sigma).toHaveLength(8);
    expect(own.strata).toEqual([...new Set(study)]);
    expect(own.parameters).toBe(one.parameters + 7);
  });

  test("without random effects is ordinary regression", () => {
    const fit = converged({ y, fixed, random: [] });
    const means = regressWithinStudies(
      y,
      fixed,
      y.map(() => "all"),
      1,
    );
    expect(means[0]).toMatchObject({ status: "fitted" });
    if (means[0]!.status === "fitted") {
      expect(fit.coefficients[1]!.estimate).toBeCloseTo(means[0]!.yi, 10);
      expect(fit.coefficients[1]!.se).toBeCloseTo(Math.sqrt(means[0]!.vi), 10);
      expect(fit.coefficients[1]!.df).toBeCloseTo(147, 3);
    }
  });

  test("says when a variance is estimated as 0", () => {
    const flat = people.map((one, i) => one.age + (i % 2 === 0 ? 1 : -1));
    const fit = converged({ y: flat, fixed, random: [{ group: study }] });
    expect(fit.singular).toBe(true);
    expect(fit.components[0]!.sd[0]).toBe(0);
  });

  test("gives reasons, and names what is wrong", () => {
    expect(fitMixedModel({ y: [1, 2], fixed: [[1], [1]], random: [] })).toEqual({
      status: "too-few-rows",
      n: 2,
      p: 1,
    });
    expect(fitMixedModel({ y, fixed: fixed.map(([one]) => [one!, 2]), random: [] }).status).toBe(
      "singular-design",
    );
    const exact = fixed.map(([, t, age]) => 3 + 2 * t! - age!);
    expect(fitMixedModel({ y: exact, fixed, random: [] })).toEqual({ status: "exact-fit" });
    const crossing = people.map((_, i) => i % 3);
    expect(() => fitMixedModel({ y, fixed, random: [{ group: study }, { group: crossing }] })).toThrow(
      "lie within",
    );
    expect(() => fitMixedModel({ y: [...y.slice(1), Number.NaN], fixed, random: [] })).toThrow("y[149]");
    expect(() => converged(models.ml, { method: "ML", df: "kenward-roger" })).toThrow("REML");
  });
});

describe("yes-or-no outcomes of participants", () => {
  const better = people.map((one) => one.better);
  const treatment = people.map((one) => [1, one.treated]);
  test("agree with glm", () => {
    const fit = fitLogistic({ y: better, fixed });
    if (fit.status !== "converged") throw new Error(fit.status);
    expect(fit.logLik).toBeCloseTo(reference.logistic.ll, 9);
    fit.coefficients.forEach(({ estimate, se }, j) => {
      expect(estimate).toBeCloseTo(reference.logistic.beta[j]!, 8);
      expect(se).toBeCloseTo(reference.logistic.se[j]!, 7);
    });
  });
  test("agree with glmer, by Laplace's approximation and by quadrature", () => {
    for (const [points, expected] of [
      [1, reference.events.laplace],
      [25, reference.events.quadrature],
    ] as const) {
      const fit = fitMixedLogistic({ y: better, fixed: treatment, group: study }, { points });
      if (fit.status !== "converged") throw new Error(fit.status);
      expect(fit.logLik).toBeGreaterThan(expected.ll - 1e-7);
      expect(fit.logLik).toBeCloseTo(expected.ll, 5);
      expect(fit.sd[0]).toBeCloseTo(expected.sd, 3);
      expect(fit.coefficients[1]!.estimate).toBeCloseTo(expected.beta[1]!, 3);
    }
  });
  test("that a column tells apart have no odds ratio", () => {
    const separated = fitLogistic({ y: better, fixed: people.map((one) => [1, one.better]) });
    expect(separated).toEqual({ status: "separated" });
    expect(() => fitLogistic({ y: [0.5], fixed: [[1]] })).toThrow("0 or 1");
  });
});

describe("the first of two stages", () => {
  test("leaves a study out with its reason when its participants do not tell", () => {
    const outcome = [1, 2, 4, 3, 5];
    const columns = [
      [1, 0],
      [1, 0],
      [1, 1],
      [1, 1],
      [1, 1],
    ];
    expect(regressWithinStudies(outcome, columns, ["a", "a", "b", "b", "b"], 1)).toEqual([
      { status: "not-estimable", study: "a" },
      { status: "not-estimable", study: "b" },
    ]);
    expect(regressWithinStudies(outcome, columns, ["a", "a", "a", "a", "a"], 1)).toMatchObject([
      { status: "fitted", study: "a", yi: expect.closeTo(2.5, 12), df: 3 },
    ]);
  });
});
