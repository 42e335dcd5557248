import { describe, expect, test } from "vitest";
import reference from "../reference/selection.json" with { type: "json" };
import { normalDensity, normalUpper } from "./distributions.ts";
import { integrate } from "./quadrature.ts";
import { emptyVisible, integrateVisible } from "./selection/visible.ts";
import { type SelectionFit, type SelectionType, selectionModel } from "./selection.ts";

const { effects } = reference;

function converged(fit: SelectionFit) {
  if (fit.status !== "converged") throw new Error(`ended as ${fit.status}`);
  return fit;
}

// reference/selection.R. The reference integrates numerically where this package has closed forms or Gauss-Legendre;
// its fits carry four to five digits.
const rows: [keyof typeof reference & string, SelectionType, number[]][] = [
  ["stepfun", "stepfun", [0.025]],
  ["stepfun2", "stepfun", [0.025, 0.5]],
  ["halfnorm", "halfnorm", []],
  ["negexp", "negexp", []],
  ["negexpStep", "negexp", [0.025]],
  ["logistic", "logistic", []],
  ["power", "power", []],
  ["beta", "beta", []],
];
test.each(rows)("%s agrees with metafor to the digits it carries", (name, type, steps) => {
  const fit = converged(selectionModel(type, effects, { steps }));
  const expected = reference[name] as { beta: number; tau2: number; delta: number | number[]; ll: number };
  expect(fit.coefficients[0]!.estimate).toBeCloseTo(expected.beta, 4);
  expect(fit.tau2.estimate).toBeCloseTo(expected.tau2, 4);
  [expected.delta].flat().forEach((delta, j) => {
    expect(Math.abs(fit.delta[j]!.estimate - delta)).toBeLessThan(2e-4 * (1 + delta));
  });
  expect(fit.logLik).toBeCloseTo(expected.ll, 3);
  expect(fit.selectionTest.statistic).toBeCloseTo(2 * (fit.logLik - reference.logLikML), 6);
});

test("the probability of being seen and its moments agree with adaptive integration", () => {
  const [mu, s, se, delta] = [0.4, 0.35, 0.2, 3];
  const out = emptyVisible(1);
  const range = { from: -8.5, to: 8.5, bends: [], panel: 1.2 };
  integrateVisible(
    mu,
    s,
    se,
    1,
    range,
    (z, state) => {
      const p = normalUpper(z);
      state[0] = -delta * p;
      state[1] = -p;
      state[2] = 0;
    },
    out,
  );
  const scale = Math.exp(out.logScale);
  const moment = (f: (t: number, p: number) => number) => {
    const found = integrate(
      (t) => {
        const p = normalUpper((mu + s * t) / se);
        return Math.exp(-delta * p) * normalDensity(t) * f(t, p);
      },
      -9,
      9,
      { breakpoints: [-mu / s, 0], relative: 1e-13 },
    );
    return found.status === "converged" ? found.value : Number.NaN;
  };
  expect(out.base[0]! * scale).toBeCloseTo(
    moment(() => 1),
    12,
  );
  expect(out.base[2]! * scale).toBeCloseTo(
    moment((t) => t * t - 1),
    12,
  );
  expect(out.base[4]! * scale).toBeCloseTo(
    moment((t) => t ** 4 - 6 * t * t + 3),
    11,
  );
  expect(out.slopes[1]! * scale).toBeCloseTo(
    moment((t, p) => -p * t),
    12,
  );
  expect(out.curves[0]! * scale).toBeCloseTo(
    moment((_, p) => p * p),
    12,
  );
});

test("turning every effect round and asking for the other side gives the same fit with the other sign", () => {
  const turned = effects.map(({ yi, vi }) => ({ yi: -yi, vi }));
  for (const type of ["negexp", "stepfun"] as const) {
    const steps = type === "stepfun" ? [0.05] : [];
    const one = converged(selectionModel(type, effects, { steps }));
    const other = converged(selectionModel(type, turned, { steps, alternative: "less" }));
    expect(other.coefficients[0]!.estimate).toBeCloseTo(-one.coefficients[0]!.estimate, 6);
    expect(other.logLik).toBeCloseTo(one.logLik, 8);
  }
});

describe("what data can bring about is a result", () => {
  test("an interval that holds no study sends its weight to the end of its range, and the fit says so", () => {
    const shy = effects.filter(({ yi, vi }) => normalUpper(yi / Math.sqrt(vi)) > 0.01);
    const fit = converged(selectionModel("stepfun", shy, { steps: [0.01] }));
    expect(fit.studiesInInterval).toEqual([0, shy.length]);
    expect(fit.delta[1]!.atBoundary).toBe(true);
  });
  test("three effects are too few for four parameters", () => {
    const few = selectionModel("stepfun", effects.slice(0, 3), { steps: [0.025, 0.5] });
    expect(few).toEqual({ status: "too-few-effects", k: 3, needed: 4 });
  });
});

test("steps that fall, and a step function without any, are refused by name", () => {
  expect(() => selectionModel("stepfun", effects, { steps: [0.5, 0.025] })).toThrow("steps");
  expect(() => selectionModel("stepfun", effects)).toThrow("steps");
});
