import { describe, expect, test } from "vitest";
import reference from "../reference/univariate.json" with { type: "json" };
import { parametricBootstrap } from "./bootstrap.ts";
import { tau2Interval } from "./confint.ts";
import { failSafeRosenberg, failSafeRosenthal } from "./fail-safe.ts";
import { type ConvergedFit, type FitOptions, fit } from "./fit.ts";
import { henmiCopas } from "./henmi-copas.ts";
import { baujat, blups, influence, radial, residuals } from "./influence.ts";
import { cumulative, leaveOneOut } from "./leave-one-out.ts";
import { permutationTest } from "./permutation.ts";
import { predict, probabilityAbove } from "./predict.ts";
import { rankTest, regressionTest } from "./small-study.ts";
import { trimAndFill } from "./trim-and-fill.ts";

const { data } = reference;
const results = reference.results as unknown as Readonly<Record<string, Readonly<Record<string, number[]>>>>;
const effects = data.yi.map((yi, i) => ({ yi, vi: data.vi[i]! }));

function fitted(options: FitOptions = {}, given = effects): ConvergedFit {
  const found = fit(given, options);
  if (found.status !== "converged") throw new Error(JSON.stringify(found));
  return found;
}
const byMoments = fitted({ method: "DL" });

function agree(got: readonly (number | undefined)[], expected: readonly number[], tolerance = 1e-9) {
  expect(got).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect.soft(Math.abs(got[i]! - value)).toBeLessThanOrEqual(tolerance * Math.abs(value) + 1e-11);
  });
}

describe(`agrees with ${reference.generatedWith}`, () => {
  test("on the Q-profile interval, to the eight digits that its root finder leaves", () => {
    const found = tau2Interval(fitted());
    if (found.status !== "converged") throw new Error(found.status);
    const expected = results["confint/QP"]!;
    agree([found.tau2.low, found.tau2.high], expected.tau2!, 1e-8);
    agree([found.i2.low, found.i2.high], expected.I2!, 1e-8);
    agree([found.h2.low, found.h2.high], expected.H2!, 1e-8);
  });
  test("on the prediction interval", () => {
    const { estimate, se, prediction } = predict(fitted());
    const expected = results.predict!;
    agree([estimate, se], [expected.pred![0]!, expected.se![0]!], 1e-9);
    agree([prediction!.low, prediction!.high], [expected.piLow![0]!, expected.piHigh![0]!], 1e-9);
  });
  test("on every fit without one study", () => {
    const fits = leaveOneOut(byMoments) as ConvergedFit[];
    const expected = results["leave1out/DL"]!;
    agree(
      fits.map(({ coefficients }) => coefficients[0]!.estimate),
      expected.estimate!,
    );
    agree(
      fits.map(({ coefficients }) => coefficients[0]!.se),
      expected.se!,
    );
    agree(
      fits.map(({ tau2 }) => tau2),
      expected.tau2!,
    );
    agree(
      fits.map(({ i2 }) => i2),
      expected.I2!,
    );
  });
  test("on influence", () => {
    const found = influence(byMoments);
    const expected = results["influence/DL"]!;
    agree(
      found.map((each) => each?.rstudent),
      expected.rstudent!,
    );
    agree(
      found.map((each) => each?.dffits),
      expected.dffits!,
    );
    agree(
      found.map((each) => each?.cook),
      expected.cook!,
    );
    agree(
      found.map((each) => each?.covarianceRatio),
      expected.covR!,
    );
    agree(
      found.map((each) => each?.tau2Without),
      expected.tau2!,
    );
    agree(
      found.map((each) => each?.qWithout),
      expected.QE!,
    );
    agree(
      found.map((each) => each?.hat),
      expected.hat!,
    );
    agree(
      found.map((each) => each?.weight),
      expected.weight!,
    );
    agree(
      found.map((each) => each?.dfbetas[0]),
      expected.dfbs!,
    );
  });
  test("on best linear unbiased predictions", () => {
    const found = blups(byMoments);
    const expected = results["blup/DL"]!;
    agree(
      found.map(({ estimate }) => estimate),
      expected.pred!,
    );
    agree(
      found.map(({ se }) => se),
      expected.se!,
    );
    agree(
      found.map(({ low }) => low),
      expected.low!,
    );
    agree(
      found.map(({ high }) => high),
      expected.high!,
    );
  });
  test("on tests of small-study effects", () => {
    const byLeastSquares = regressionTest(effects, { model: "lm" });
    const mixed = regressionTest(effects, { method: "DL" });
    if (byLeastSquares.status !== "converged" || mixed.status !== "converged")
      throw new Error("not converged");
    const read = (name: string, key: string) => results[name]![key]!;
    agree([byLeastSquares.statistic], read("regtest/lm", "stat"));
    agree([byLeastSquares.p], read("regtest/lm", "p"));
    agree([byLeastSquares.limit!.estimate], read("regtest/lm", "limit"));
    agree([mixed.statistic], read("regtest/rma/DL", "stat"));
    agree([mixed.p], read("regtest/rma/DL", "p"));
    const rank = rankTest(effects);
    agree([rank.tau], read("ranktest", "tau"));
    agree([rank.p], read("ranktest", "p"));
  });
  test.each(["L0", "R0", "Q0"] as const)("on trim and fill by %s", (estimator) => {
    const found = trimAndFill(effects, { method: "DL", estimator });
    if (found.status !== "converged") throw new Error(found.status);
    const expected = results[`trimfill/${estimator}`]!;
    agree([found.k0], expected.k0!);
    agree([found.k0Se], expected.se!);
    agree([found.fit.coefficients[0]!.estimate], expected.beta!);
    agree([found.fit.coefficients[0]!.se], expected.seBeta!);
    agree([found.fit.tau2], expected.tau2!);
  });
  test("on Henmi and Copas's interval, to the five digits of its integration", () => {
    const found = henmiCopas(effects);
    if (found.status !== "converged") throw new Error(found.status);
    const expected = results.hc!;
    agree([found.estimate], expected.beta!);
    agree([found.se], expected.se!);
    agree([found.ciLow, found.ciHigh], [expected.low![0]!, expected.high![0]!], 1e-4);
  });
  test("on the exact permutation test of seven studies", () => {
    const found = permutationTest(fitted({ method: "DL" }, effects.slice(0, 7)));
    expect(found).toMatchObject({ exact: true, arrangements: 128, failed: 0 });
    agree(found.p, results["permutest/7"]!.p!);
  });
  test("on the fail-safe number", () => {
    expect(failSafeRosenthal(effects).n).toBe(results["fsn/Rosenthal"]!.studies![0]);
    expect(failSafeRosenberg(effects).n).toBe(results["fsn/Rosenberg"]!.studies![0]);
  });
});

describe("a profile-likelihood interval", () => {
  test("ends where the likelihood has fallen by half the chi-squared quantile", () => {
    const model = fitted();
    const found = tau2Interval(model, { type: "PL" });
    if (found.status !== "converged") throw new Error(found.status);
    const at = (tau2: number) => fitted({ tau2 }).likelihood!.logLik;
    // The 95 % quantile of chi-squared with one degree of freedom is 3.841459.
    expect(2 * (model.likelihood!.logLik - at(found.tau2.high))).toBeCloseTo(3.841459, 5);
  });
});

describe("a cumulative fit", () => {
  test("begins with the first study alone and ends with the fit to all", () => {
    const steps = cumulative(effects, data.x2);
    expect(steps.map(({ added }) => data.x2[added])).toEqual([...data.x2].sort((a, b) => a - b));
    const [first, last] = [steps[0]!.fit, steps.at(-1)!.fit];
    if (first.status !== "converged" || last.status !== "converged") throw new Error("not converged");
    expect(first.coefficients[0]!.estimate).toBe(effects[steps[0]!.added]!.yi);
    expect(last.tau2).toBeCloseTo(fitted().tau2, 12);
  });
});

describe("contributions to heterogeneity", () => {
  test("add up to Q in the Baujat plot of the equal-effects model", () => {
    const model = fitted({ method: "EE" });
    const sum = baujat(model).reduce((total, point) => total + point!.x, 0);
    expect(sum).toBeCloseTo(model.heterogeneity.q, 10);
  });
  test("the slope of the radial plot through 0 is the equal-effects estimate", () => {
    const points = radial(effects);
    const slope = points.reduce((s, { x, y }) => s + x * y, 0) / points.reduce((s, { x }) => s + x * x, 0);
    expect(slope).toBeCloseTo(fitted({ method: "EE" }).coefficients[0]!.estimate, 12);
  });
  test("leverages add up to the number of coefficients and weights to 100", () => {
    const found = residuals(fitted());
    expect(found.reduce((sum, { hat }) => sum + hat, 0)).toBeCloseTo(1, 12);
    expect(found.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(100, 10);
  });
});

describe("what rests on chance", () => {
  test("is repeated by its seed", () => {
    const model = fitted();
    const one = parametricBootstrap(model, { refits: 50, seed: 7 });
    expect(parametricBootstrap(model, { refits: 50, seed: 7 })).toEqual(one);
    expect(parametricBootstrap(model, { refits: 50, seed: 8 }).tau2).not.toEqual(one.tau2);
  });
  test("needs a seed when not every arrangement is tried", () => {
    expect(() => permutationTest(fitted(), { maxArrangements: 100 })).toThrow("seed");
    const drawn = permutationTest(fitted({ method: "DL" }), { maxArrangements: 400, seed: 3 });
    const all = permutationTest(fitted({ method: "DL" }));
    expect(all.exact).toBe(true);
    expect(Math.abs(drawn.p[0]! - all.p[0]!)).toBeLessThan(0.03);
  });
});

test("the probability of an effect above the mean itself is one half", () => {
  const model = fitted();
  expect(probabilityAbove(model, model.coefficients[0]!.estimate)).toBeCloseTo(0.5, 14);
});
