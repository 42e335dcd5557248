import fc from "fast-check";
import { describe, expect, test } from "vitest";
import reference from "../../reference/dependent-effects.json" with { type: "json" };
import type { Effect } from "../effect.ts";
import { robustFit } from "../robust.ts";
import { samplingCovariance } from "../sampling-covariance.ts";
import {
  type ConvergedMultilevel,
  fitMultilevel,
  type MultilevelOptions,
  type RandomEffects,
} from "./multilevel.ts";
import { profileInterval } from "./profile.ts";
import { workingModel } from "./working-model.ts";

// Invented effects; reference numbers from metafor (reference/dependent-effects.R).
const rows = reference.effects;
const effects: Effect[] = rows.map(({ yi, vi }) => ({ yi, vi }));
const pick = <K extends keyof (typeof rows)[number]>(name: K) => rows.map((row) => row[name]);
const [centre, row, outcome, month, rater] = [
  pick("centre"),
  pick("row"),
  pick("outcome"),
  pick("month"),
  pick("rater"),
];
const ofCentre: RandomEffects = { kind: "intercept", group: centre };
const ofRater: RandomEffects = { kind: "intercept", group: rater };
const nested: RandomEffects[] = [ofCentre, { kind: "intercept", group: [centre, row] }];
const withDose = rows.map(({ dose }) => [1, dose]);
const letters = ["p", "q", "r", "s"];
const near = letters.map((_, i) => letters.map((__, j) => 0.6 ** Math.abs(i - j)));
const sharedV = rows.map((a, i) =>
  rows.map((b, j) => (i === j ? a.vi : a.centre === b.centre ? 0.4 * Math.sqrt(a.vi * b.vi) : 0)),
);
const within = (
  inner: "outcome" | "month",
  structure: "CS" | "HCS" | "UN" | "DIAG" | "ID" | "AR" | "HAR" | "CAR",
) => ({ kind: "inner-outer", inner: pick(inner), outer: centre, structure }) as const;

const models: Record<keyof typeof reference.models, MultilevelOptions> = {
  nested: { random: nested },
  nestedMl: { random: nested, method: "ML" },
  dose: { random: nested, design: withDose },
  contain: { random: nested, design: rows.map((r) => [1, r.dose, r.month]), test: "t", df: "contain" },
  crossed: { random: [ofCentre, ofRater] },
  knownR: { random: [{ ...ofRater, correlation: { levels: letters, rows: near } }, ofCentre] },
  sharedV: { random: [ofCentre], samplingCovariance: sharedV },
  CS: { random: [within("month", "CS")] },
  HCS: { random: [within("outcome", "HCS")], samplingCovariance: sharedV },
  UN: { random: [within("outcome", "UN")] },
  DIAG: { random: [within("outcome", "DIAG")] },
  ID: { random: [within("outcome", "ID")] },
  AR: { random: [within("month", "AR")] },
  HAR: { random: [within("month", "HAR")] },
  CAR: { random: [within("month", "CAR")] },
  two: {
    random: [within("outcome", "DIAG"), { kind: "inner-outer", inner: month, outer: rater, structure: "CS" }],
  },
};

function converged(given: readonly Effect[], options: MultilevelOptions): ConvergedMultilevel {
  const fit = fitMultilevel(given, options);
  if (fit.status !== "converged") throw new Error(fit.status);
  return fit;
}

describe("a multilevel model", () => {
  for (const [name, options] of Object.entries(models)) {
    test(`agrees with metafor: ${name}`, () => {
      const expected = reference.models[name as keyof typeof reference.models];
      const fit = converged(effects, options);
      // A higher likelihood than the reference found is no error; a lower one is.
      expect(fit.logLik).toBeGreaterThan(expected.ll - 1e-8);
      expect(fit.logLik).toBeCloseTo(expected.ll, 6);
      fit.coefficients.forEach(({ estimate, se, df }, j) => {
        expect(estimate).toBeCloseTo(expected.beta[j]!, 4);
        expect(se).toBeCloseTo(expected.se[j]!, 4);
        if (df !== undefined) expect(df).toBe(expected.ddf[j]);
      });
      if (expected.QE !== null) expect(fit.heterogeneity!.statistic).toBeCloseTo(expected.QE, 7);
      const got = fit.components.flatMap(({ variances }) => variances);
      const [first, second] = options.random;
      const meant =
        first!.kind === "intercept"
          ? expected.sigma2
          : [...expected.tau2, ...(second ? expected.gamma2 : [])];
      got.forEach((variance, i) => {
        expect(variance).toBeCloseTo(meant[i]!, 4);
      });
    });
  }

  test("is the same model whether effects of a centre are nested intercepts or compound-symmetric", () => {
    const [one, other] = [converged(effects, models.nested), converged(effects, models.CS)];
    expect(other.logLik).toBeCloseTo(one.logLik, 9);
    const [ofCentres, ofRows] = one.components.map(({ variances }) => variances[0]!);
    expect(other.components[0]!.variances[0]).toBeCloseTo(ofCentres! + ofRows!, 6);
  });

  test("is the same computed by nesting and by blocks", () => {
    // A correlation of 0 between two effects of a centre, spelt out, hides the nesting and changes nothing else.
    const independent = rows.map((a, i) => rows.map((_, j) => (i === j ? a.vi : 0)));
    const linear = converged(effects, models.dose);
    const spelt = converged(effects, {
      design: withDose,
      random: [
        { ...ofCentre, correlation: { levels: [...new Set(centre)], rows: identityRows(14) } },
        { kind: "intercept", group: row },
      ],
      samplingCovariance: independent,
    });
    expect(spelt.logLik).toBeCloseTo(linear.logLik, 10);
    expect(spelt.coefficients[1]!.se).toBeCloseTo(linear.coefficients[1]!.se, 8);
  });

  test("has profile intervals that agree with metafor", () => {
    reference.intervals.forEach(({ lower, upper }, term) => {
      const interval = profileInterval(effects, { random: nested }, { term, parameter: "variance" });
      if (interval.status !== "converged") throw new Error(interval.status);
      expect(interval.lower).toBeCloseTo(lower, 4);
      expect(interval.upper).toBeCloseTo(upper, 4);
    });
    const ofRho = profileInterval(effects, models.CS, { term: 0, parameter: "correlation" });
    expect(ofRho).toMatchObject({ status: "converged", upper: expect.any(Number) });
    const ofThree = profileInterval(effects, models.UN, { term: 0, parameter: "variance", index: 1 });
    expect(ofThree).toEqual({ status: "not-available" });
  });

  test("has cluster-robust tests that agree with metafor", () => {
    const model = workingModel(effects, models.dose)!;
    for (const type of ["CR0", "CR1p"] as const) {
      const fit = robustFit(model, centre, { type });
      if (fit.status !== "fitted") throw new Error(fit.status);
      fit.coefficients.forEach(({ se, p, df }, j) => {
        expect(se).toBeCloseTo(reference.robust[type].se[j]!, 5);
        expect(p).toBeCloseTo(reference.robust[type].p[j]!, 4);
        expect(df).toBe(reference.robust[type].df);
      });
    }
  });

  test("scales and shifts with the effects, and does not know their order", () => {
    const { nested: options } = models;
    const before = converged(effects, options);
    fc.assert(
      fc.property(
        fc.double({ min: 1e-4, max: 1e4, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        (by, add) => {
          const after = converged(
            effects.map(({ yi, vi }) => ({ yi: by * yi + add, vi: by * by * vi })),
            options,
          );
          expect((after.coefficients[0]!.estimate - add) / by).toBeCloseTo(
            before.coefficients[0]!.estimate,
            6,
          );
          expect(after.components[0]!.variances[0]! / by ** 2).toBeCloseTo(
            before.components[0]!.variances[0]!,
            6,
          );
        },
      ),
      { numRuns: 20 },
    );
    const order = effects.map((_, i) => (i * 17 + 5) % effects.length);
    const shuffled = converged(
      order.map((i) => effects[i]!),
      {
        random: [
          { kind: "intercept", group: order.map((i) => centre[i]!) },
          { kind: "intercept", group: order.map((i) => row[i]!) },
        ],
      },
    );
    expect(shuffled.logLik).toBeCloseTo(before.logLik, 9);
  });

  test("without random effects is the common-effect model", () => {
    const fit = converged(effects, { random: [], method: "ML" });
    const w = effects.map(({ vi }) => 1 / vi);
    const total = w.reduce((a, b) => a + b);
    expect(fit.coefficients[0]!.se).toBeCloseTo(1 / Math.sqrt(total), 12);
  });

  test("holds what it is told to hold, and counts it as no parameter", () => {
    const fit = converged(effects, { random: [{ ...within("outcome", "HCS"), rho: 0.5 }] });
    expect(fit.components[0]!.correlations).toEqual([0.5]);
    expect(fit.parameters).toBe(4);
    const held = converged(effects, { random: [{ ...ofCentre, sigma2: 0.2 }] });
    expect(held.components[0]!.variances[0]).toBeCloseTo(0.2, 14);
    expect(held.parameters).toBe(1);
  });

  test("finds no variance where effects are equal, and says so", () => {
    const equal = effects.map(({ vi }) => ({ yi: 0.4, vi }));
    const fit = converged(equal, { random: nested });
    expect(fit.components.map(({ variances, atBoundary }) => [variances[0], atBoundary])).toEqual([
      [0, true],
      [0, true],
    ]);
    expect(fit.coefficients[0]!.estimate).toBeCloseTo(0.4, 14);
  });

  test("says when correlations it estimated are none that so many effects can have", () => {
    // Three outcomes a trial whose mean varies less than sampling alone would have it.
    const trial = [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4];
    const yi = [1.1, -0.9, 0.1, -1.1, -0.1, 0.9, 0.05, 1.05, -0.95, 0.95, -0.05, -1.05];
    const fit = converged(
      yi.map((y) => ({ yi: y, vi: 0.1 })),
      { random: [{ kind: "inner-outer", inner: yi.map((_, i) => i % 3), outer: trial, structure: "CS" }] },
    );
    const [part] = fit.components;
    expect(part!.correlations[0]).toBeLessThan(-0.5);
    expect(part!.isCovariance).toBe(false);
  });

  test("gives a reason instead of numbers when there is no fit", () => {
    expect(fitMultilevel([{ yi: 1, vi: 1 }], { random: [] })).toEqual({
      status: "too-few-effects",
      k: 1,
      p: 1,
    });
    expect(fitMultilevel(effects, { random: [], design: rows.map(() => [1, 2]) })).toEqual({
      status: "singular-design",
    });
    const impossible = [
      [1, 2, 0],
      [2, 1, 0],
      [0, 0, 1],
    ];
    const three = effects.slice(0, 3);
    expect(fitMultilevel(three, { random: [], samplingCovariance: impossible })).toEqual({
      status: "not-positive-definite",
    });
  });

  test("names what is wrong with its input", () => {
    expect(() => fitMultilevel([{ yi: Number.NaN, vi: 1 }], { random: [] })).toThrow("effects[0].yi");
    expect(() => fitMultilevel(effects, { random: [{ kind: "intercept", group: [1, 2] }] })).toThrow(
      "2 labels",
    );
    expect(() => fitMultilevel(effects, { random: [{ ...ofCentre, sigma2: -1 }] })).toThrow("sigma2");
    expect(() => fitMultilevel(effects, { random: [{ ...within("outcome", "UN"), rho: 0.2 }] })).toThrow(
      "no fixed rho",
    );
    const asymmetric = sharedV.map((line, i) => line.map((v, j) => (i === 0 && j === 1 ? v + 0.01 : v)));
    expect(() => fitMultilevel(effects, { random: [], samplingCovariance: asymmetric })).toThrow(
      "samplingCovariance",
    );
  });

  test("takes the sampling covariance that metafor's vcalc gives", () => {
    const v = samplingCovariance(pick("vi"), {
      cluster: centre,
      obs: outcome,
      rho: 0.5,
      time1: month,
      phi: 0.9,
    });
    reference.vcalc.forEach((line, i) => {
      line.forEach((value, j) => {
        expect(v[i]![j]).toBeCloseTo(value, 10);
      });
    });
  });
});

function identityRows(n: number): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => Number(i === j)));
}
