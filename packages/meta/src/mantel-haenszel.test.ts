import fc from "fast-check";
import { describe, expect, test } from "vitest";
import reference from "../reference/sparse-events.json" with { type: "json" };
import { mantelHaenszel, mantelHaenszelRates } from "./mantel-haenszel.ts";

const columns = reference.tables;
const tables = columns.map(({ ai, n1i, ci, n2i }) => ({ ai, bi: n1i - ai, ci, di: n2i - ci }));

function pooled(fit: ReturnType<typeof mantelHaenszel>) {
  if (fit.status !== "pooled") throw new Error(fit.because);
  return fit;
}

// reference/sparse-events.R, with the versions it prints; invented tables.
describe.each(["OR", "RR", "RD"] as const)("a common %s", (measure) => {
  const fit = pooled(mantelHaenszel(measure, tables));
  const expected = reference.mh[measure];
  test("agrees with metafor to nine digits", () => {
    expect(fit.beta.estimate).toBeCloseTo(expected.beta, 9);
    expect(fit.beta.se).toBeCloseTo(expected.se, 9);
    expect(fit.heterogeneity.q).toBeCloseTo(expected.QE, 8);
    if (measure === "OR") {
      expect(fit.association!.statistic).toBeCloseTo(reference.mh.OR.MH!, 8);
      expect(fit.breslowDay!.statistic).toBeCloseTo(reference.mh.OR.BD!, 8);
      expect(fit.tarone!.statistic).toBeCloseTo(reference.mh.OR.TA!, 8);
    }
  });
});

test.each(["IRR", "IRD"] as const)("a common %s agrees with metafor to nine digits", (measure) => {
  const fit = pooled(mantelHaenszelRates(measure, reference.rates));
  expect(fit.beta.estimate).toBeCloseTo(reference.mh[measure].beta, 9);
  expect(fit.beta.se).toBeCloseTo(reference.mh[measure].se, 9);
  expect(fit.heterogeneity.q).toBeCloseTo(reference.mh[measure].QE, 8);
  if (measure === "IRR") expect(fit.association!.statistic).toBeCloseTo(reference.mh.IRR.MH!, 8);
});

test("a single table gives back its own odds ratio and Woolf's variance", () => {
  // Robins, Breslow and Greenland (1986), p. 313: with one stratum the variance is that of Woolf (1955).
  const { beta } = pooled(mantelHaenszel("OR", [{ ai: 8, bi: 12, ci: 3, di: 17 }]));
  expect(beta.estimate).toBeCloseTo(Math.log((8 * 17) / (12 * 3)), 12);
  expect(beta.se ** 2).toBeCloseTo(1 / 8 + 1 / 12 + 1 / 3 + 1 / 17, 12);
});

const count = fc.integer({ min: 0, max: 40 });
const table = fc.record({ ai: count, bi: count, ci: count, di: count });

test("exchanging the arms changes the sign of a log odds ratio and nothing else", () => {
  fc.assert(
    fc.property(fc.array(table, { minLength: 1, maxLength: 6 }), (given) => {
      const one = mantelHaenszel("OR", given);
      const other = mantelHaenszel(
        "OR",
        given.map(({ ai, bi, ci, di }) => ({ ai: ci, bi: di, ci: ai, di: bi })),
      );
      expect(other.status).toBe(one.status);
      if (one.status !== "pooled" || other.status !== "pooled") return;
      expect(other.beta.estimate).toBeCloseTo(-one.beta.estimate, 9);
      expect(other.beta.se).toBeCloseTo(one.beta.se, 9);
    }),
  );
});

test("no number that leaves is NaN or infinite, whatever the counts", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("OR" as const, "RR" as const, "RD" as const),
      fc.array(table, { minLength: 1, maxLength: 5 }),
      (measure, given) => {
        const fit = mantelHaenszel(measure, given);
        if (fit.status !== "pooled") return;
        const numbers = JSON.stringify(fit, (_, value) =>
          typeof value === "number" && !Number.isFinite(value) ? "broken" : value,
        );
        expect(numbers).not.toContain("broken");
      },
    ),
  );
});

test("tables without any event give a reason, not an estimate", () => {
  const empty = { ai: 0, bi: 20, ci: 0, di: 20 };
  expect(mantelHaenszel("OR", [empty, empty])).toMatchObject({ status: "not-estimable", k: 2 });
  expect(mantelHaenszel("OR", [{ ...empty, ai: 4 }])).toMatchObject({ status: "not-estimable" });
});

test("a negative count is refused by name", () => {
  expect(() => mantelHaenszel("OR", [{ ai: -1, bi: 2, ci: 3, di: 4 }])).toThrow("ai");
});
