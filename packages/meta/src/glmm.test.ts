import fc from "fast-check";
import { describe, expect, test } from "vitest";
import reference from "../reference/sparse-events.json" with { type: "json" };
import { type GlmmFit, glmmOddsRatio, glmmProportion, glmmRate, glmmRateRatio } from "./glmm.ts";
import { mantelHaenszel } from "./mantel-haenszel.ts";

const tables = reference.tables.map(({ ai, n1i, ci, n2i }) => ({ ai, bi: n1i - ai, ci, di: n2i - ci }));
const rates = reference.rates;
const dose = { names: ["intercept", "dose"], rows: reference.tables.map((each) => [1, each.dose]) };

function converged(fit: GlmmFit) {
  if (fit.status !== "converged") throw new Error(`ended as ${fit.status}`);
  return fit;
}

interface Expected {
  readonly beta: number | number[];
  readonly se: number | number[];
  readonly tau2: number;
  readonly QE_Wld: number;
  readonly QE_LRT: number;
}

// reference/sparse-events.R. lme4 stops early, so that its own estimates carry about four digits.
const rows: [string, () => GlmmFit, Expected][] = [
  ["UM.FS", () => glmmOddsRatio("UM.FS", tables), reference.glmm["UM.FS"]],
  [
    "UM.FS with a moderator",
    () => glmmOddsRatio("UM.FS", tables, { design: dose }),
    reference.glmm["UM.FS.dose"],
  ],
  [
    "UM.FS, arms coded 1 and 0",
    () => glmmOddsRatio("UM.FS", tables, { coding: 1 }),
    reference.glmm["UM.FS.coding1"],
  ],
  ["UM.RS by Laplace", () => glmmOddsRatio("UM.RS", tables, { nodes: 1 }), reference.glmm["UM.RS"]],
  [
    "UM.RS, equal effects",
    () => glmmOddsRatio("UM.RS", tables, { method: "EE" }),
    reference.glmm["UM.RS.EE"],
  ],
  ["CM.AL", () => glmmOddsRatio("CM.AL", tables), reference.glmm["CM.AL"]],
  ["rate ratios, UM.FS", () => glmmRateRatio("UM.FS", rates), reference.glmm["IRR.UM.FS"]],
  ["rate ratios, CM.EL", () => glmmRateRatio("CM.EL", rates), reference.glmm["IRR.CM.EL"]],
  [
    "proportions",
    () => glmmProportion(reference.tables.map(({ ai, n1i }) => ({ xi: ai, ni: n1i }))),
    reference.glmm.PLO,
  ],
  ["rates", () => glmmRate(rates.map(({ x1i, t1i }) => ({ xi: x1i, ti: t1i }))), reference.glmm.IRLN],
];

test.each(rows)("%s agrees with metafor and lme4 as far as they have converged", (_, run, expected) => {
  const fit = converged(run());
  [expected.beta].flat().forEach((beta, j) => {
    expect(Math.abs(fit.coefficients[j]!.estimate - beta)).toBeLessThan(5e-4);
    expect(Math.abs(fit.coefficients[j]!.se - [expected.se].flat()[j]!)).toBeLessThan(5e-4);
  });
  expect(Math.abs(fit.tau2 - expected.tau2)).toBeLessThan(1e-3 * (1 + expected.tau2));
  expect(fit.heterogeneity!.wald!.statistic).toBeCloseTo(expected.QE_Wld, 4);
  expect(fit.heterogeneity!.lrt.statistic).toBeCloseTo(expected.QE_LRT, 4);
});

test("the marginal likelihood of two random effects by quadrature improves on Laplace's approximation of it", () => {
  const exact = converged(glmmOddsRatio("UM.RS", tables));
  const finer = converged(glmmOddsRatio("UM.RS", tables, { nodes: 31 }));
  expect(exact.logLik).toBeCloseTo(finer.logLik, 8);
});

test("more quadrature nodes change nothing in the tenth digit", () => {
  const [usual, more] = [41, 61].map((nodes) => converged(glmmOddsRatio("UM.FS", tables, { nodes })));
  expect(usual!.coefficients[0]!.estimate).toBeCloseTo(more!.coefficients[0]!.estimate, 10);
  expect(usual!.tau2).toBeCloseTo(more!.tau2, 9);
});

test("the exact conditional model of one table gives the conditional estimate of its odds ratio", () => {
  // Fisher (1935), The Design of Experiments, ch. 2: mean 3 given all margins of 4 is a quartic in the odds ratio.
  const fit = converged(glmmOddsRatio("CM.EL", [{ ai: 3, bi: 1, ci: 1, di: 3 }], { method: "EE" }));
  const odds = Math.exp(fit.coefficients[0]!.estimate);
  expect(odds).toBeCloseTo(6.4083, 4);
  expect(odds ** 4 - 36 * odds ** 2 - 32 * odds - 3).toBeCloseTo(0, 9);
});

test("of a binomial and its Poisson twin, the conditional likelihoods of rates and of rare events agree", () => {
  const rare = tables.map(({ ai, ci }) => ({ x1i: ai, t1i: 1e6, x2i: ci, t2i: 1e6 }));
  const big = tables.map(({ ai, ci }) => ({ ai, bi: 1e6 - ai, ci, di: 1e6 - ci }));
  const [a, b] = [converged(glmmRateRatio("CM.EL", rare)), converged(glmmOddsRatio("CM.AL", big))];
  expect(a.coefficients[0]!.estimate).toBeCloseTo(b.coefficients[0]!.estimate, 10);
  expect(a.tau2).toBeCloseTo(b.tau2, 9);
});

test("exchanging the arms changes the sign of the effect and nothing else", () => {
  const exchanged = tables.map(({ ai, bi, ci, di }) => ({ ai: ci, bi: di, ci: ai, di: bi }));
  for (const model of ["UM.FS", "CM.EL", "CM.AL"] as const) {
    const [one, other] = [tables, exchanged].map((each) => converged(glmmOddsRatio(model, each)));
    expect(other!.coefficients[0]!.estimate).toBeCloseTo(-one!.coefficients[0]!.estimate, 8);
    expect(other!.tau2).toBeCloseTo(one!.tau2, 8);
    expect(other!.logLik).toBeCloseTo(one!.logLik, 8);
  }
});

test("like tables have tau2 = 0 at the end of its range, and the fit says so", () => {
  const like = Array.from({ length: 6 }, (_, i) => ({ ai: 5 + i, bi: 45 - i, ci: 9 + i, di: 41 - i }));
  const fit = converged(glmmOddsRatio("UM.FS", like));
  expect(fit.tau2).toBe(0);
  expect(fit.atBoundary).toEqual(["tau2"]);
  const common = mantelHaenszel("OR", like);
  if (common.status !== "pooled") throw new Error(common.because);
  expect(fit.coefficients[0]!.estimate).toBeCloseTo(common.beta.estimate, 1);
});

describe("what data can bring about is a result", () => {
  const empty = { ai: 0, bi: 40, ci: 0, di: 38 };
  test("tables without events are left out by index", () => {
    const fit = converged(glmmOddsRatio("UM.FS", [tables[0]!, empty, ...tables.slice(1)]));
    expect(fit.leftOut).toEqual([1]);
    expect(fit.k).toBe(tables.length);
  });
  test("one table is too few for a variance", () => {
    expect(glmmOddsRatio("UM.FS", [tables[0]!, empty])).toEqual({
      status: "too-few-studies",
      k: 1,
      needed: 2,
    });
  });
  test.each(["UM.FS", "UM.RS", "CM.EL", "CM.AL"] as const)(
    "no event in any arm 1 is separation in %s",
    (model) => {
      const none = tables.map(({ ai, bi, ci, di }) => ({ ai: 0, bi: ai + bi, ci: ci + 1, di }));
      expect(glmmOddsRatio(model, none)).toMatchObject({ status: "separation" });
    },
  );
  test("a constant moderator beside the intercept is a singular design", () => {
    const twice = { names: ["intercept", "two"], rows: tables.map(() => [1, 2]) };
    expect(glmmOddsRatio("UM.FS", tables, { design: twice })).toMatchObject({ status: "singular-design" });
  });
});

test("every ending is finite, whatever the tables", () => {
  const count = fc.integer({ min: 0, max: 25 });
  const table = fc.record({ ai: count, bi: count, ci: count, di: count });
  fc.assert(
    fc.property(
      fc.constantFrom("UM.FS" as const, "UM.RS" as const, "CM.EL" as const, "CM.AL" as const),
      fc.array(table, { minLength: 1, maxLength: 7 }),
      (model, given) => {
        const fit = glmmOddsRatio(model, given, { nodes: 11 });
        const text = JSON.stringify(fit, (_, value) =>
          typeof value === "number" && !Number.isFinite(value) ? "broken" : value,
        );
        expect(text).not.toContain("broken");
      },
    ),
    { numRuns: 150 },
  );
});

test("a fraction of an event is refused by name", () => {
  expect(() => glmmOddsRatio("UM.FS", [{ ai: 0.5, bi: 2, ci: 3, di: 4 }])).toThrow("tables[0].ai");
});
