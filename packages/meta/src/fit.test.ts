import fc from "fast-check";
import { describe, expect, test } from "vitest";
import reference from "../reference/univariate.json" with { type: "json" };
import type { Effect } from "./effect.ts";
import { type ConvergedFit, type FitOptions, fit, type Test } from "./fit.ts";
import { type Tau2Method, tau2Methods } from "./tau2.ts";

const { data } = reference;
const results = reference.results as unknown as Readonly<Record<string, Readonly<Record<string, number[]>>>>;
const effects = data.yi.map((yi, i) => ({ yi, vi: data.vi[i]! }));
const design = {
  names: ["intercept", "x1", "x2"],
  rows: data.x1.map((x1, i) => [1, x1, data.x2[i]!]),
};

function fitted(given: readonly Effect[], options: FitOptions = {}): ConvergedFit {
  const found = fit(given, options);
  if (found.status !== "converged") throw new Error(JSON.stringify(found));
  return found;
}

/** Nine digits, or twelve decimals near 0. */
function agree(got: number | undefined, expected: number | undefined, name: string) {
  if (expected === undefined) return;
  expect
    .soft(Math.abs(got! - expected), `${name}: ${got} and ${expected}`)
    .toBeLessThanOrEqual(1e-9 * Math.abs(expected) + 1e-12);
}

const models = Object.keys(results).filter((name) => /^(?!GENQ)[A-Zk]+\/(z|knha|adhoc)/.test(name));

describe(`agrees to nine digits with ${reference.generatedWith}`, () => {
  test.each(models)("%s", (name) => {
    const [method, testName, moderated] = name.split("/") as [Tau2Method, Test, string | undefined];
    const got = fitted(effects, { method, test: testName, ...(moderated ? { design } : {}) });
    const expected = results[name]!;
    got.coefficients.forEach((coefficient, j) => {
      agree(coefficient.estimate, expected.beta![j], "beta");
      agree(coefficient.se, expected.se![j], "se");
      agree(coefficient.statistic, expected.stat![j], "statistic");
      agree(coefficient.p, expected.p![j], "p");
      agree(coefficient.ciLow, expected.low![j], "low");
      agree(coefficient.ciHigh, expected.high![j], "high");
    });
    agree(got.tau2, expected.tau2![0], "tau2");
    agree(got.seTau2, expected.seTau2?.[0], "seTau2");
    agree(got.heterogeneity.q, expected.QE![0], "QE");
    agree(got.heterogeneity.p, expected.QEp![0], "QEp");
    agree(got.i2, expected.I2![0], "I2");
    agree(got.h2, expected.H2![0], "H2");
    agree(got.likelihood?.logLik, expected.ll?.[0], "ll");
    agree(got.likelihood?.aic, expected.aic?.[0], "aic");
    agree(got.likelihood?.bic, expected.bic?.[0], "bic");
    agree(got.moderators?.statistic, expected.QM?.[0], "QM");
    agree(got.moderators?.p, expected.QMp?.[0], "QMp");
  });
  test("GENQ with weights of its own", () => {
    const got = fitted(effects, { method: "GENQ", weights: effects.map(({ vi }) => 1 / Math.sqrt(vi)) });
    agree(got.tau2, results["GENQ/z"]!.tau2![0], "tau2");
    agree(got.coefficients[0]!.se, results["GENQ/z"]!.se![0], "se");
  });
});

// Viechtbauer (2005), J Educ Behav Stat 30(3):261-293, example 1; the estimate is on p. 271.
test("REML of a published example agrees in all four printed digits", () => {
  const printed: readonly (readonly [yi: number, vi: number])[] = [
    ...([
      [-0.581, 0.023],
      [0.53, 0.052],
      [0.771, 0.06],
      [1.031, 0.115],
      [0.553, 0.095],
    ] as const),
    ...([
      [0.295, 0.203],
      [0.078, 0.2],
      [0.573, 0.211],
      [-0.176, 0.051],
      [-0.232, 0.04],
    ] as const),
  ];
  expect(fitted(printed.map(([yi, vi]) => ({ yi, vi }))).tau2).toBeCloseTo(0.2232, 4);
});

const anEffect = fc.record({
  yi: fc.double({ min: -3, max: 3, noNaN: true }),
  vi: fc.double({ min: 0.01, max: 4, noNaN: true }),
});
const someEffects = fc.array(anEffect, { minLength: 3, maxLength: 15 });
const estimators = tau2Methods.filter((method) => !method.startsWith("GENQ"));
const aMethod = fc.constantFrom(...estimators);
const aTest = fc.constantFrom<Test>("z", "t", "knha", "adhoc");

/** Numbers of a fit that do not depend on the order or the sign of the effects. */
const close = (got: number, expected: number, tolerance = 1e-7) =>
  expect(Math.abs(got - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));

/** Effects that scarcely differ are compared with their own rounding; knha has a test of its own for those alike. */
const varied = (given: readonly Effect[]) =>
  Math.max(...given.map(({ yi }) => yi)) - Math.min(...given.map(({ yi }) => yi)) > 1e-3;

describe("for any effects and every estimator", () => {
  test("measuring in tenths multiplies the mean by ten and tau2 by a hundred, and changes no test", () => {
    fc.assert(
      fc.property(someEffects.filter(varied), aMethod, aTest, (given, method, testName) => {
        const one = fitted(given, { method, test: testName });
        const ten = fitted(
          given.map(({ yi, vi }) => ({ yi: yi * 10, vi: vi * 100 })),
          { method, test: testName },
        );
        close(ten.tau2, one.tau2 * 100, 1e-6);
        close(ten.coefficients[0]!.estimate, one.coefficients[0]!.estimate * 10);
        close(ten.coefficients[0]!.p, one.coefficients[0]!.p);
      }),
    );
  });
  test("adding a constant moves the mean by it and nothing else", () => {
    fc.assert(
      fc.property(someEffects.filter(varied), aMethod, aTest, (given, method, testName) => {
        const one = fitted(given, { method, test: testName });
        const moved = fitted(
          given.map(({ yi, vi }) => ({ yi: yi + 5, vi })),
          { method, test: testName },
        );
        close(moved.tau2, one.tau2, 1e-6);
        close(moved.coefficients[0]!.estimate, one.coefficients[0]!.estimate + 5, 1e-6);
        close(moved.coefficients[0]!.se, one.coefficients[0]!.se, 1e-6);
      }),
    );
  });
  test("the order of the studies does not matter", () => {
    fc.assert(
      fc.property(someEffects.filter(varied), aMethod, (given, method) => {
        const [one, turned] = [fitted(given, { method }), fitted([...given].reverse(), { method })];
        close(turned.tau2, one.tau2);
        close(turned.coefficients[0]!.estimate, one.coefficients[0]!.estimate);
      }),
    );
  });
  test("turning every sign turns the estimate", () => {
    fc.assert(
      fc.property(someEffects.filter(varied), aMethod, (given, method) => {
        const one = fitted(given, { method });
        const turned = fitted(
          given.map(({ yi, vi }) => ({ yi: -yi, vi })),
          { method },
        );
        close(turned.coefficients[0]!.estimate, -one.coefficients[0]!.estimate);
      }),
    );
  });
  test("nothing that is returned is NaN or infinite", () => {
    fc.assert(
      fc.property(
        fc.array(anEffect, { minLength: 1, maxLength: 6 }),
        aMethod,
        aTest,
        (given, method, testName) => {
          const found = fit(given, { method, test: testName });
          expect(
            JSON.stringify(found, (_, value) =>
              typeof value === "number" && !Number.isFinite(value) ? "bad" : value,
            ),
          ).not.toContain('"bad"');
        },
      ),
    );
  });
  test("a moderator in other units has another coefficient and the same test", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anEffect, fc.integer({ min: 0, max: 50 })), { minLength: 6, maxLength: 15 }),
        (rows) => {
          fc.pre(new Set(rows.map(([, x]) => x)).size > 2);
          const given = rows.map(([effect]) => effect);
          const within = (scale: number, shift: number) =>
            fitted(given, {
              design: { names: ["intercept", "x"], rows: rows.map(([, x]) => [1, scale * x + shift]) },
            });
          const [plain, other] = [within(1, 0), within(0.01, 1950)];
          close(other.tau2, plain.tau2, 1e-6);
          close(other.coefficients[1]!.estimate, plain.coefficients[1]!.estimate * 100, 1e-5);
          close(other.coefficients[1]!.p, plain.coefficients[1]!.p, 1e-6);
        },
      ),
    );
  });
  test("tau2 by (restricted) likelihood is a maximum: no other tau2 is more likely", () => {
    fc.assert(
      fc.property(
        someEffects,
        fc.constantFrom<Tau2Method>("ML", "REML"),
        fc.double({ min: 0, max: 20, noNaN: true }),
        (given, method, other) => {
          const best = fitted(given, { method });
          const worse = fitted(given, { method, tau2: other });
          expect(worse.likelihood!.logLik).toBeLessThanOrEqual(best.likelihood!.logLik + 1e-9);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("equal variances", () => {
  test("make every moment estimator the sample variance less the sampling variance", () => {
    const given = [0.1, 1.4, -0.6, 2.2, 0.9].map((yi) => ({ yi, vi: 0.3 }));
    const mean = given.reduce((sum, { yi }) => sum + yi, 0) / 5;
    const expected = given.reduce((sum, { yi }) => sum + (yi - mean) ** 2, 0) / 4 - 0.3;
    for (const method of ["DL", "HE", "REML", "PM", "EB", "DLIT"] as const) {
      expect(fitted(given, { method }).tau2).toBeCloseTo(expected, 12);
    }
  });
});

describe("the equal-effects model", () => {
  test("does not mind whether two identical studies are one with half the variance", () => {
    const pooled = fitted([...effects, { yi: 0.4, vi: 0.05 }], { method: "EE" });
    const apart = fitted([...effects, { yi: 0.4, vi: 0.1 }, { yi: 0.4, vi: 0.1 }], { method: "EE" });
    expect(apart.coefficients[0]!.estimate).toBeCloseTo(pooled.coefficients[0]!.estimate, 13);
    expect(apart.coefficients[0]!.se).toBeCloseTo(pooled.coefficients[0]!.se, 13);
  });
});

describe("how a fit can end", () => {
  test("one study has an equal-effects result, and no tau2", () => {
    const one = [{ yi: 0.3, vi: 0.2 }];
    expect(fit(one, { method: "EE" })).toMatchObject({
      status: "converged",
      tau2: 0,
      heterogeneity: { q: 0, df: 0, p: 1 },
    });
    expect(fit(one)).toEqual({ status: "too-few-effects", k: 1, p: 1 });
    expect(fit(one, { method: "EE", test: "t" })).toEqual({ status: "too-few-effects", k: 1, p: 1 });
  });
  test("two studies are enough for tau2", () => {
    expect(
      fit([
        { yi: 0, vi: 0.1 },
        { yi: 2, vi: 0.1 },
      ]),
    ).toMatchObject({ status: "converged", k: 2 });
  });
  test("identical effects put tau2 at its boundary, and the fit says so", () => {
    const same = [0.1, 0.2, 0.3].map((vi) => ({ yi: 1, vi }));
    for (const method of estimators.filter((each) => each !== "EE")) {
      expect(fitted(same, { method })).toMatchObject({ tau2: 0, tau2AtBoundary: true });
    }
  });
  test("effects all alike leave Knapp and Hartung nothing to take a standard error from", () => {
    const same = [0.1, 0.2, 0.3].map((vi) => ({ yi: 1, vi }));
    expect(fit(same, { test: "knha" })).toEqual({ status: "no-residual-variation", k: 3 });
    expect(fit(same, { test: "adhoc" })).toMatchObject({ status: "converged" });
  });
  test("a column that repeats another is a singular design", () => {
    const twice = { names: ["intercept", "a", "b"], rows: effects.map((_, i) => [1, i, 2 * i]) };
    expect(fit(effects, { design: twice })).toEqual({ status: "singular-design", names: twice.names });
  });
  test("a likelihood with two maxima gives the higher one", () => {
    // Two precise effects that agree and three vague ones that scatter: one maximum near 0, one far away.
    const given = [
      ...[
        { yi: 0, vi: 0.001 },
        { yi: 0.02, vi: 0.001 },
        { yi: -0.01, vi: 0.001 },
      ],
      ...[
        { yi: 6, vi: 0.5 },
        { yi: -5, vi: 0.5 },
        { yi: 7, vi: 0.5 },
      ],
    ];
    const best = fitted(given, { method: "ML" });
    for (let tau2 = 0; tau2 < 60; tau2 += 0.05) {
      expect(fitted(given, { method: "ML", tau2 }).likelihood!.logLik).toBeLessThanOrEqual(
        best.likelihood!.logLik + 1e-9,
      );
    }
  });
});

describe("wrong input", () => {
  test.each([
    [() => fit([]), "at least 1 effects, got 0"],
    [() => fit([{ yi: Number.NaN, vi: 1 }]), "fit effects[0].yi: expected a finite number, got NaN"],
    [() => fit([{ yi: 1, vi: 0 }]), "fit effects[0].vi: expected a finite number above 0, got 0"],
    [() => fit(effects, { level: 100 }), "level"],
    [() => fit(effects, { tau2: -1 }), "tau2: expected a finite number of at least 0, got -1"],
    [() => fit(effects, { weights: [1] }), "weights: expected 12, one for each effect, got 1"],
    [() => fit(effects, { method: "GENQ" }), "weights, which GENQ needs"],
    [() => fit(effects, { design: { names: ["x"], rows: [[1]] } }), "design.rows"],
  ])("is refused with the argument and its value: %#", (call, message) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });
});
