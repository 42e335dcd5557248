import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TauPrior } from "./bayes/tau-prior.ts";
import { type BayesFit, type BayesOptions, bayes } from "./bayes.ts";
import type { Effect } from "./effect.ts";
import { integrate } from "./quadrature.ts";

const invented: Effect[] = [
  { yi: 0.9, vi: 0.2 },
  { yi: -0.1, vi: 0.1 },
  { yi: 1.6, vi: 0.3 },
  { yi: 0.4, vi: 0.05 },
  { yi: 0.8, vi: 0.15 },
];
const halfNormal: TauPrior = { family: "half-normal", scale: 0.5 };

function posterior(effects: readonly Effect[], options: BayesOptions) {
  const fit: BayesFit = bayes(effects, options);
  if (fit.status !== "converged") throw new Error(`ended as ${fit.status}`);
  return fit;
}

const area = (f: (x: number) => number, low: number, high: number) => {
  const found = integrate(f, low, high, { relative: 1e-11, breakpoints: [low + (high - low) / 20] });
  return found.status === "converged" ? found.value : found.lastValue;
};

test("the eight schools have the posterior quantiles of the book, as far as its 200 draws tell", () => {
  // Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., tables 5.2 and 5.3: flat priors of mu and tau.
  const schools = [28, 8, -3, 7, -1, 1, 18, 12].map((yi, i) => ({
    yi,
    vi: [15, 10, 16, 11, 9, 11, 10, 18][i]! ** 2,
  }));
  const fit = posterior(schools, { tauPrior: { family: "flat" } });
  const first = fit.shrunken(0);
  expect(Math.abs(first.median - 10)).toBeLessThan(1.5);
  expect(Math.abs(first.quantile(0.25) - 7)).toBeLessThan(1.5);
  expect(Math.abs(first.quantile(0.75) - 16)).toBeLessThan(1.5);
  expect(Math.abs(fit.shrunken(2).median - 7)).toBeLessThan(1.5);
});

test("the posterior of tau is prior times likelihood over their integral, done by another rule", () => {
  const fit = posterior(invented, { tauPrior: halfNormal, coefficientPrior: { mean: 0, sd: 2 } });
  // The marginal covariance of the effects is diag(vi + tau2) + 4: its density by Sherman and Morrison.
  const joint = (tau: number) => {
    let [w, wy, q, log] = [0, 0, 0, 0];
    for (const { yi, vi } of invented) {
      const s2 = vi + tau * tau;
      w += 1 / s2;
      wy += yi / s2;
      q += (yi * yi) / s2;
      log -= Math.log(2 * Math.PI * s2) / 2;
    }
    const prior = (2 / (0.5 * Math.sqrt(2 * Math.PI))) * Math.exp(-((tau / 0.5) ** 2) / 2);
    return prior * Math.exp(log - Math.log(1 + 4 * w) / 2 - (q - (4 * wy * wy) / (1 + 4 * w)) / 2);
  };
  const total = area(joint, 0, 8);
  expect(fit.logMarginalLikelihood).toBeCloseTo(Math.log(total), 10);
  expect(fit.tau.mean).toBeCloseTo(area((tau) => tau * joint(tau), 0, 8) / total, 10);
  expect(fit.tau.probabilityBelow(0.4)).toBeCloseTo(area(joint, 0, 0.4) / total, 10);
  expect(fit.tau.density(0.4)).toBeCloseTo(joint(0.4) / total, 9);
});

test("Bayes factors are ratios of posterior to prior density at the point", () => {
  // Dickey (1971), Ann Math Stat 42(1):204-223: no second integral needed.
  const fit = posterior(invented, { tauPrior: halfNormal, coefficientPrior: { mean: 0, sd: 2 } });
  expect(fit.bayesFactorNoEffect).toBeCloseTo(
    fit.coefficients[0]!.density(0) / (1 / (2 * Math.sqrt(2 * Math.PI))),
    9,
  );
  const priorAtZero = 2 / (0.5 * Math.sqrt(2 * Math.PI));
  expect(fit.bayesFactorHomogeneous).toBeCloseTo(fit.tau.density(1e-9) / priorAtZero, 9);
});

test("with tau held at almost 0 the mean is the common-effect estimate", () => {
  const fit = posterior(invented, { tauPrior: { family: "uniform", upper: 1e-6 } });
  const w = invented.map(({ vi }) => 1 / vi);
  const sum = w.reduce((a, b) => a + b, 0);
  const common = invented.reduce((total, { yi }, i) => total + (w[i]! / sum) * yi, 0);
  expect(fit.coefficients[0]!.mean).toBeCloseTo(common, 9);
  expect(fit.coefficients[0]!.sd).toBeCloseTo(1 / Math.sqrt(sum), 9);
  expect(fit.shrunken(2).mean).toBeCloseTo(common, 9);
});

const priors: TauPrior[] = [
  halfNormal,
  { family: "half-t", scale: 0.5, df: 1 },
  { family: "half-t", scale: 0.5, df: 4 },
  { family: "exponential", rate: 2 },
  { family: "uniform", upper: 3 },
  { family: "log-normal-tau2", meanLog: -2.56, sdLog: 1.74 },
];
describe.each(priors)("with a $family prior", (tauPrior) => {
  const fit = posterior(invented, { tauPrior });
  test("quantiles and probabilities are each other's inverse", () => {
    for (const each of [fit.tau, fit.coefficients[0]!, fit.shrunken(1), fit.predictionAt([1])]) {
      for (const p of [0.001, 0.025, 0.5, 0.975, 0.999]) {
        expect(each.probabilityBelow(each.quantile(p))).toBeCloseTo(p, 10);
        expect(each.probabilityAbove(each.quantile(p))).toBeCloseTo(1 - p, 10);
      }
    }
  });
  test("the prediction is wider than the mean, and every study is drawn towards the others", () => {
    expect(fit.predictionAt([1]).sd!).toBeGreaterThan(fit.meanAt([1]).sd!);
    const [mu, raw, shrunken] = [fit.coefficients[0]!.mean!, invented[2]!.yi, fit.shrunken(2).mean!];
    expect(shrunken).toBeGreaterThan(mu);
    expect(shrunken).toBeLessThan(raw);
  });
});

test("measuring in tenths, the prior with it, multiplies every location by ten", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 50, noNaN: true }), (by) => {
      const one = posterior(invented, { tauPrior: halfNormal });
      const other = posterior(
        invented.map(({ yi, vi }) => ({ yi: yi * by, vi: vi * by * by })),
        { tauPrior: { family: "half-normal", scale: 0.5 * by } },
      );
      expect(other.coefficients[0]!.quantile(0.9) / by).toBeCloseTo(one.coefficients[0]!.quantile(0.9), 8);
      expect(other.tau.median / by).toBeCloseTo(one.tau.median, 8);
    }),
    { numRuns: 8 },
  );
});

describe("improper priors", () => {
  test("two studies and flat priors leave no distribution, three one without mean", () => {
    expect(bayes(invented.slice(0, 2), { tauPrior: { family: "flat" } })).toEqual({
      status: "improper-posterior",
      k: 2,
      needed: 3,
    });
    const three = posterior(invented.slice(0, 3), { tauPrior: { family: "flat" } });
    expect(three.tau.mean).toBeUndefined();
    expect(three.tau.median).toBeGreaterThan(0);
  });
  test("they have no marginal likelihood", () => {
    expect(posterior(invented, { tauPrior: halfNormal }).logMarginalLikelihood).toBeUndefined();
  });
});

test("a moderator that repeats the intercept is a singular design; a prior without scale is refused", () => {
  const design = { names: ["intercept", "one"], rows: invented.map(() => [1, 1]) };
  expect(bayes(invented, { tauPrior: halfNormal, design })).toMatchObject({ status: "singular-design" });
  expect(() => bayes(invented, { tauPrior: { family: "half-normal", scale: 0 } })).toThrow("tauPrior.scale");
});
