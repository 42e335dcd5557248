import fc from "fast-check";
import { describe, expect, test } from "vitest";
import reference from "../../reference/distributions.json" with { type: "json" };
import * as distributions from "../distributions.ts";

type Named = (...values: number[]) => number;
const functions = distributions as unknown as Readonly<Record<string, Named>>;
const grids = Object.entries(reference).filter(([name]) => name !== "generatedWith") as unknown as [
  name: string,
  rows: number[][],
][];

/** Below this a probability's digits are those of exp of a number beyond 350, which has 13 at most. */
const smallestExact = 1e-150;
/** Below this a double has fewer than its 16 digits. */
const smallestNormal = 2.3e-308;

describe(`against ${reference.generatedWith}`, () => {
  test.each(grids)("%s agrees to 13 digits over its grid", (name, rows) => {
    for (const row of rows) {
      const expected = row.at(-1)!;
      if (expected !== 0 && Math.abs(expected) < smallestNormal) continue;
      const got = functions[name]!(...row.slice(0, -1));
      const relative = Math.abs(expected) < smallestExact ? 1e-12 : 1e-13;
      expect
        .soft(Math.abs(got - expected), `${name}(${row.slice(0, -1)}) = ${got}`)
        .toBeLessThanOrEqual(relative * Math.abs(expected));
    }
  });
});

describe("properties", () => {
  const df = fc.double({ min: 1, max: 500, noNaN: true });
  test("both tails of t add up to one, and the quantile leads back", () => {
    fc.assert(
      fc.property(fc.double({ min: -50, max: 50, noNaN: true }), df, (t, nu) => {
        expect(distributions.tLower(t, nu) + distributions.tUpper(t, nu)).toBeCloseTo(1, 14);
        const p = distributions.tUpper(t, nu);
        if (p > 1e-290 && p < 0.999) {
          expect(distributions.tUpper(distributions.tUpperQuantile(p, nu), nu) / p).toBeCloseTo(1, 10);
        }
      }),
    );
  });
  test("the square of t is F with one numerator degree of freedom", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 30, noNaN: true }), df, (t, nu) => {
        expect(distributions.fUpper(t * t, 1, nu) / (2 * distributions.tUpper(t, nu))).toBeCloseTo(1, 11);
      }),
    );
  });
  test("the square of a normal variable is chi-squared with one degree of freedom", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 30, noNaN: true }), (z) => {
        expect(distributions.chiSquaredUpper(z * z, 1) / (2 * distributions.normalUpper(z))).toBeCloseTo(
          1,
          11,
        );
      }),
    );
  });
  test("quantiles lead back for gamma and beta at any shape", () => {
    const shape = fc.double({ min: 0.2, max: 400, noNaN: true });
    const p = fc.double({ min: 1e-10, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(p, shape, shape, (at, a, b) => {
        expect(distributions.gammaLower(distributions.gammaQuantile(at, a), a) / at).toBeCloseTo(1, 10);
        const x = distributions.betaQuantile(at, a, b);
        // Nearer to 1 the rounding of x itself is what the probability shows.
        if (x < 0.99) expect(distributions.betaLower(x, a, b) / at).toBeCloseTo(1, 9);
      }),
    );
  });
  test("the upper tail of the normal keeps its digits where 1 - cdf is 0", () => {
    // Abramowitz and Stegun (1964), table 26.2: -log10 Q(20) = 88.56010.
    expect(-Math.log10(distributions.normalUpper(20))).toBeCloseTo(88.5601, 5);
    expect(1 - distributions.normalLower(20)).toBe(0);
  });
  test("the noncentral distributions are the central ones when nothing is shifted", () => {
    expect(distributions.noncentralTLower(1.7, 9, 0)).toBeCloseTo(distributions.tLower(1.7, 9), 13);
    expect(distributions.noncentralTUpper(-1.7, 9, 0)).toBeCloseTo(distributions.tUpper(-1.7, 9), 13);
    expect(distributions.noncentralChiSquaredLower(4, 3, 0)).toBeCloseTo(
      distributions.chiSquaredLower(4, 3),
      13,
    );
    expect(distributions.noncentralChiSquaredUpper(4, 3, 0)).toBeCloseTo(
      distributions.chiSquaredUpper(4, 3),
      13,
    );
  });
  test("Fisher's noncentral hypergeometric distribution at odds of 1 is the ordinary one", () => {
    for (let x = 0; x <= 6; x++) {
      expect(distributions.noncentralHypergeometricProbability(x, 9, 14, 6, 1)).toBeCloseTo(
        distributions.hypergeometricProbability(x, 9, 14, 6),
        14,
      );
    }
  });
});

describe("wrong arguments", () => {
  test.each([
    [() => distributions.normalQuantile(1.2), "normalQuantile p"],
    [() => distributions.tLower(1, 0), "tUpper df"],
    [() => distributions.betaLower(0.5, -1, 2), "betaLower a"],
    [() => distributions.lgamma(Number.NaN), "lgamma x"],
    [() => distributions.gammaUpper(1, Number.POSITIVE_INFINITY), "gammaUpper shape"],
    [() => distributions.poissonLower(1.5, 2), "poissonLower x"],
  ])("are refused by name: %#", (call, name) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(name);
  });
});
