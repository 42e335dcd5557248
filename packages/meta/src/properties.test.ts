/**
 * What must hold whatever the data: units, origin, order and duplicates of studies, few studies, empty tables, equal
 * variances and no heterogeneity, over every model that takes effects or tables. No reference values are needed.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bayes } from "./bayes.ts";
import type { Effect } from "./effect.ts";
import type { TwoByTwo } from "./escalc/two-by-two.ts";
import { type ConvergedFit, type FitOptions, fit } from "./fit.ts";
import { glmmOddsRatio } from "./glmm.ts";
import { mantelHaenszel } from "./mantel-haenszel.ts";
import { fitMultilevel } from "./multilevel/multilevel.ts";
import { peto } from "./peto.ts";
import { robustFit } from "./robust.ts";
import { tau2Methods } from "./tau2.ts";

/** GENQ and GENQM take weights, which are in the unit of 1 / vi. */
const plain = tau2Methods.filter((method) => !method.startsWith("GENQ"));

const effectsOf = (minLength: number, maxLength = 12) =>
  fc.array(
    fc.record({
      yi: fc.double({ min: -3, max: 3, noNaN: true }),
      vi: fc.double({ min: 0.02, max: 1.5, noNaN: true }),
    }),
    { minLength, maxLength },
  );
const seven = effectsOf(3, 9);
const tablesOf = (minLength: number, maxLength: number) =>
  fc.array(
    fc
      .tuple(
        fc.integer({ min: 1, max: 25 }),
        fc.integer({ min: 20, max: 60 }),
        fc.integer({ min: 1, max: 25 }),
        fc.integer({ min: 20, max: 60 }),
      )
      .map(([ai, bi, ci, di]): TwoByTwo => ({ ai, bi, ci, di })),
    { minLength, maxLength },
  );

/** Equal up to what the searches and sums of a fit can lose, relative to the size of what is compared. */
function near(got: number, expected: number, size = Math.abs(expected), digits = 1e-7): void {
  expect(Math.abs(got - expected)).toBeLessThanOrEqual(digits * Math.max(size, Math.abs(expected), 1e-3));
}

function fitted(effects: readonly Effect[], options: FitOptions): ConvergedFit | undefined {
  const found = fit(effects, options);
  return found.status === "converged" ? found : undefined;
}

const always = (property: fc.IProperty<unknown>, numRuns = 40) => fc.assert(property, { numRuns });

describe.each(plain)("fit by %s", (method) => {
  const compared = (before: readonly Effect[], after: readonly Effect[], test: FitOptions["test"] = "z") => {
    const [one, two] = [fitted(before, { method, test }), fitted(after, { method, test })];
    expect(two?.status).toBe(one?.status);
    return one && two ? { one, two, mean: one.coefficients[0]!, other: two.coefficients[0]! } : undefined;
  };
  test("scaling the effects scales the mean, and tau2 by the square", () => {
    always(
      fc.property(seven, fc.constantFrom(0.01, 7, 1000), (effects, by) => {
        const pair = compared(
          effects,
          effects.map(({ yi, vi }) => ({ yi: yi * by, vi: vi * by * by })),
        );
        if (!pair) return;
        near(pair.other.estimate / by, pair.mean.estimate, pair.mean.se);
        near(pair.other.se / by, pair.mean.se);
        near(pair.two.tau2 / by ** 2, pair.one.tau2, 1);
        near(pair.two.i2!, pair.one.i2!, 100);
      }),
    );
  });
  test("shifting the effects shifts the mean and nothing else", () => {
    always(
      fc.property(seven, fc.constantFrom(-40, 3.5, 200), (effects, by) => {
        const pair = compared(
          effects,
          effects.map(({ yi, vi }) => ({ yi: yi + by, vi })),
        );
        if (!pair) return;
        near(pair.other.estimate - by, pair.mean.estimate, Math.abs(by));
        near(pair.two.tau2, pair.one.tau2, 1);
        near(pair.two.heterogeneity.q, pair.one.heterogeneity.q, 1);
      }),
    );
  });
  test("the order of the studies does not matter", () => {
    always(
      fc.property(seven, (effects) => {
        const pair = compared(effects, [...effects].reverse(), "knha");
        if (!pair) return;
        near(pair.other.estimate, pair.mean.estimate, 1);
        near(pair.other.se, pair.mean.se);
        near(pair.two.tau2, pair.one.tau2, 1);
      }),
    );
  });
  test("one study has a mean for equal effects and too few for anything else", () => {
    const found = fit([{ yi: 0.4, vi: 0.09 }], { method });
    if (method !== "EE") expect(found).toEqual({ status: "too-few-effects", k: 1, p: 1 });
    else expect(found).toMatchObject({ status: "converged", tau2: 0, coefficients: [{ estimate: 0.4 }] });
    expect(found).not.toHaveProperty("i2");
  });
  test("two studies have a mean between them", () => {
    always(
      fc.property(effectsOf(2, 2), (effects) => {
        const found = fitted(effects, { method });
        if (!found) throw new Error("two effects were not fitted");
        const ends = effects.map(({ yi }) => yi);
        expect(found.coefficients[0]!.estimate).toBeGreaterThanOrEqual(Math.min(...ends) - 1e-9);
        expect(found.coefficients[0]!.estimate).toBeLessThanOrEqual(Math.max(...ends) + 1e-9);
        expect(found.tau2).toBeGreaterThanOrEqual(0);
      }),
    );
  });
  test("with equal variances the mean is the plain average", () => {
    always(
      fc.property(seven, (effects) => {
        const found = fitted(
          effects.map(({ yi }) => ({ yi, vi: 0.3 })),
          { method },
        );
        const average = effects.reduce((sum, { yi }) => sum + yi, 0) / effects.length;
        near(found!.coefficients[0]!.estimate, average, 1);
      }),
    );
  });
  test("effects that are all alike have a tau2 of 0, at its boundary", () => {
    const found = fitted(
      [0.1, 0.4, 0.2, 0.6].map((vi) => ({ yi: 0.7, vi })),
      { method },
    );
    expect(found!.tau2).toBeLessThan(1e-12);
    near(found!.coefficients[0]!.estimate, 0.7);
    if (method !== "EE" && found!.tau2 === 0) expect(found!.tau2AtBoundary).toBe(true);
  });
  test("where tau2 is 0 the mean is that of equal effects", () => {
    always(
      fc.property(seven, (effects) => {
        const found = fitted(effects, { method });
        if (found?.tau2 !== 0) return;
        near(
          found.coefficients[0]!.estimate,
          fitted(effects, { method: "EE" })!.coefficients[0]!.estimate,
          1,
        );
      }),
    );
  });
});

describe("merging duplicates", () => {
  const twice = (effects: readonly Effect[]) =>
    effects.flatMap(({ yi, vi }) => [
      { yi, vi: 2 * vi },
      { yi, vi: 2 * vi },
    ]);
  test("a study given twice with doubled variance counts once for a common effect", () => {
    always(
      fc.property(effectsOf(1), (effects) => {
        const [once, doubled] = [effects, twice(effects)].map((each) => fitted(each, { method: "EE" })!);
        near(doubled!.coefficients[0]!.estimate, once!.coefficients[0]!.estimate, 1);
        near(doubled!.coefficients[0]!.se, once!.coefficients[0]!.se);
        near(doubled!.heterogeneity.q, once!.heterogeneity.q, 1);
      }),
    );
  });
  test("two copies that share a random effect are one study to a multilevel model", () => {
    always(
      fc.property(effectsOf(4, 7), (effects) => {
        const group = effects.flatMap((_, i) => [i, i]);
        const options = { random: [{ kind: "intercept" as const, group }], method: "ML" as const };
        const [once, doubled] = [fitted(effects, { method: "ML" }), fitMultilevel(twice(effects), options)];
        if (!once || doubled.status !== "converged") throw new Error("not fitted");
        near(doubled.coefficients[0]!.estimate, once.coefficients[0]!.estimate, 1, 1e-5);
        near(doubled.components[0]!.variances[0]!, once.tau2, 1, 1e-5);
      }),
      20,
    );
  });
  test("tables given twice leave pooled odds as they are and halve their variance", () => {
    always(
      fc.property(tablesOf(1, 6), (tables) => {
        for (const pool of [
          (each: TwoByTwo[]) => mantelHaenszel("OR", each),
          (each: TwoByTwo[]) => peto(each),
        ]) {
          const [once, doubled] = [pool(tables), pool([...tables, ...tables])];
          if (once.status !== "pooled" || doubled.status !== "pooled") throw new Error("not pooled");
          near(doubled.beta.estimate, once.beta.estimate, 1);
          near(doubled.beta.se ** 2 * 2, once.beta.se ** 2);
        }
      }),
    );
  });
});

describe("tables", () => {
  const nobody = { ai: 0, bi: 30, ci: 0, di: 25 };
  const everybody = { ai: 30, bi: 0, ci: 25, di: 0 };
  test("without events, or with nothing else, do not move pooled odds", () => {
    always(
      fc.property(tablesOf(1, 6), (tables) => {
        for (const pool of [
          (each: TwoByTwo[]) => mantelHaenszel("OR", each),
          (each: TwoByTwo[]) => peto(each),
        ]) {
          const [once, more] = [pool(tables), pool([nobody, ...tables, everybody])];
          if (once.status !== "pooled" || more.status !== "pooled") throw new Error("not pooled");
          near(more.beta.estimate, once.beta.estimate, 1);
          near(more.beta.se, once.beta.se);
        }
      }),
    );
  });
  test("of which none has an event are a result with a reason, in every model", () => {
    for (const tables of [[nobody], [nobody, nobody], [everybody, everybody], [nobody, everybody]]) {
      for (const measure of ["OR", "RR"] as const) {
        const found = mantelHaenszel(measure, tables);
        if (measure === "OR" || !tables.includes(everybody)) expect(found.status).toBe("not-estimable");
      }
      expect(peto(tables).status).toBe("not-estimable");
      for (const model of ["UM.FS", "UM.RS", "CM.EL", "CM.AL"] as const) {
        expect(glmmOddsRatio(model, tables).status).not.toBe("converged");
      }
    }
  });
  test("with the arms exchanged turn the sign of every pooled odds ratio", () => {
    always(
      fc.property(tablesOf(3, 5), (tables) => {
        const other = tables.map(({ ai, bi, ci, di }) => ({ ai: ci, bi: di, ci: ai, di: bi }));
        const models = [
          (each: TwoByTwo[]) => mantelHaenszel("OR", each),
          (each: TwoByTwo[]) => peto(each),
          (each: TwoByTwo[]) => glmmOddsRatio("UM.FS", each),
          (each: TwoByTwo[]) => glmmOddsRatio("CM.EL", each),
        ];
        for (const model of models) {
          const [one, two] = [model(tables), model(other)].map((found) => {
            if (found.status === "pooled") return found.beta;
            return found.status === "converged" ? found.coefficients[0] : undefined;
          });
          expect(two === undefined).toBe(one === undefined);
          if (one && two) near(two.estimate, -one.estimate, 1, 1e-5);
        }
      }),
      12,
    );
  });
  test("in another order give the same GLMM", () => {
    always(
      fc.property(tablesOf(4, 6), (tables) => {
        const [one, two] = [glmmOddsRatio("UM.FS", tables), glmmOddsRatio("UM.FS", [...tables].reverse())];
        expect(two.status).toBe(one.status);
        if (one.status !== "converged" || two.status !== "converged") return;
        near(two.coefficients[0]!.estimate, one.coefficients[0]!.estimate, 1, 1e-5);
        near(two.tau2, one.tau2, 1, 1e-5);
        near(two.logLik, one.logLik);
      }),
      12,
    );
  });
});

describe("a three-level model", () => {
  const levels = (effects: readonly Effect[]) => ({
    random: [
      { kind: "intercept" as const, group: effects.map((_, i) => i >> 1) },
      { kind: "intercept" as const, group: effects.map((_, i) => i) },
    ],
  });
  const both = (effects: readonly Effect[], changed: readonly Effect[]) => {
    const [one, two] = [fitMultilevel(effects, levels(effects)), fitMultilevel(changed, levels(changed))];
    expect(two.status).toBe(one.status);
    return one.status === "converged" && two.status === "converged" ? { one, two } : undefined;
  };
  const total = (found: { components: readonly { variances: readonly number[] }[] }) =>
    found.components.reduce((sum, { variances }) => sum + variances[0]!, 0);
  test("scales and shifts with its effects", () => {
    always(
      fc.property(effectsOf(6, 8), fc.constantFrom(0.1, 12), fc.constantFrom(-3, 8), (effects, by, to) => {
        const pair = both(
          effects,
          effects.map(({ yi, vi }) => ({ yi: yi * by + to, vi: vi * by * by })),
        );
        if (!pair) return;
        const [mean, other] = [pair.one.coefficients[0]!, pair.two.coefficients[0]!];
        near((other.estimate - to) / by, mean.estimate, 10 + Math.abs(to / by), 1e-5);
        near(total(pair.two) / by ** 2, total(pair.one), 1, 1e-4);
      }),
      20,
    );
  });
  test("with one effect a study has the variance of the two-level model in its two levels together", () => {
    always(
      fc.property(effectsOf(5, 8), (effects) => {
        const each = { kind: "intercept" as const, group: effects.map((_, i) => i) };
        const [alone, three] = [fit(effects), fitMultilevel(effects, { random: [each, each] })];
        if (alone.status !== "converged" || three.status !== "converged") return;
        near(total(three), alone.tau2, 1, 1e-5);
        near(three.coefficients[0]!.estimate, alone.coefficients[0]!.estimate, 1, 1e-5);
      }),
      20,
    );
  });
  test("of one effect is too few", () => {
    const effects = [{ yi: 1, vi: 0.1 }];
    expect(fitMultilevel(effects, levels(effects)).status).toBe("too-few-effects");
  });
});

describe("a robust variance", () => {
  const robust = (effects: readonly Effect[], cluster: readonly number[]) =>
    robustFit(
      {
        yi: effects.map(({ yi }) => yi),
        design: effects.map(() => [1]),
        covariance: effects.map(({ vi }) => vi),
      },
      cluster,
    );
  test("scales with its effects, and does not mind their order or the names of clusters", () => {
    always(
      fc.property(effectsOf(6, 9), (effects) => {
        const cluster = effects.map((_, i) => i >> 1);
        const one = robust(effects, cluster);
        const two = robust(
          effects.map(({ yi, vi }) => ({ yi: 5 * yi, vi: 25 * vi })).reverse(),
          cluster.map((label) => 100 - label).reverse(),
        );
        if (one.status !== "fitted" || two.status !== "fitted") throw new Error("not fitted");
        near(two.coefficients[0]!.estimate / 5, one.coefficients[0]!.estimate, 1);
        near(two.coefficients[0]!.se / 5, one.coefficients[0]!.se, 1e-2);
        near(two.coefficients[0]!.df!, one.coefficients[0]!.df!);
      }),
    );
  });
  test("of one cluster does not exist", () => {
    expect(
      robust(
        [
          { yi: 1, vi: 0.1 },
          { yi: 2, vi: 0.2 },
        ],
        [1, 1],
      ).status,
    ).toBe("too-few-clusters");
  });
});

describe("a Bayesian fit", () => {
  const pooled = (effects: readonly Effect[], scale: number) => {
    const found = bayes(effects, { tauPrior: { family: "half-normal", scale } });
    if (found.status !== "converged") throw new Error(found.status);
    return found;
  };
  test("scales with its effects when the prior does, and shifts with them", () => {
    always(
      fc.property(effectsOf(1, 5), (effects) => {
        const one = pooled(effects, 0.5);
        const two = pooled(
          effects.map(({ yi, vi }) => ({ yi: 3 * yi + 7, vi: 9 * vi })),
          1.5,
        );
        near((two.coefficients[0]!.mean! - 7) / 3, one.coefficients[0]!.mean!, 3, 1e-6);
        near(two.tau.mean! / 3, one.tau.mean!, 1e-1, 1e-6);
      }),
      10,
    );
  });
  test("of one study knows tau no better than its prior", () => {
    // Half-normal: the mean is scale sqrt(2 / pi).
    near(pooled([{ yi: 0.3, vi: 0.2 }], 0.5).tau.mean!, 0.5 * Math.sqrt(2 / Math.PI), 1, 1e-8);
  });
  test("takes a duplicate with doubled variance for one study when the prior holds tau near 0", () => {
    const once = [
      { yi: 0.3, vi: 0.2 },
      { yi: 0.9, vi: 0.1 },
    ];
    const twice = once.flatMap(({ yi, vi }) => [
      { yi, vi: 2 * vi },
      { yi, vi: 2 * vi },
    ]);
    near(pooled(twice, 1e-9).coefficients[0]!.mean!, pooled(once, 1e-9).coefficients[0]!.mean!, 1, 1e-12);
    near(pooled(once, 1e-9).tau.mean!, 1e-9 * Math.sqrt(2 / Math.PI), 1e-9);
  });
  test("with a prior out of all proportion to the effects says so", () => {
    const found = bayes([{ yi: 0.3, vi: 0.2 }], { tauPrior: { family: "half-normal", scale: 1e-40 } });
    expect(found).toMatchObject({ status: "not-converged", because: expect.stringContaining("scales") });
  });
});
