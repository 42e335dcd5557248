import { describe, expect, test } from "vitest";
import reference from "../../reference/quantiles.json" with { type: "json" };
import type { EffectSize } from "./effect-size.ts";
import { fromGenotypes } from "./heterozygosity.ts";
import { fromPairedMargins } from "./paired-margins.ts";
import { fromPairedTwoByTwo } from "./paired-two-by-two.ts";
import { fromSuperiority } from "./superiority.ts";
import { fromTwoByTwo } from "./two-by-two.ts";
import { fromTwoMeans } from "./two-means.ts";

/** What packages/meta/reference/quantiles.R has from metafor 3.8-1. */
const { cases } = reference;

function expectSizes(
  got: readonly EffectSize[],
  { yi, vi }: { yi: (number | null)[]; vi: (number | null)[] },
  digits = 11,
) {
  got.forEach((size, i) => {
    if (yi[i] === null) expect(size.status).toBe("undefined");
    else
      expect(size).toMatchObject({ yi: expect.closeTo(yi[i]!, digits), vi: expect.closeTo(vi[i]!, digits) });
  });
}

test("the relative excess heterozygosity agrees with metafor and is 0 in Hardy-Weinberg equilibrium", () => {
  const groups = [
    { ai: 30, bi: 40, ci: 12 },
    { ai: 10, bi: 25, ci: 20 },
    { ai: 5, bi: 6, ci: 9 },
  ];
  expectSizes(fromGenotypes(groups), cases.REH);
  expect(fromGenotypes([{ ai: 9, bi: 42, ci: 49 }])[0]).toMatchObject({ yi: expect.closeTo(0, 14) });
  expect(fromGenotypes([{ ai: 0, bi: 42, ci: 49 }])[0]!.status).toBe("undefined");
});

describe("the marginal odds ratio of two times", () => {
  const tables = [
    { ai: 30, bi: 12, ci: 20, di: 22, ri: 0.3 },
    { ai: 10, bi: 25, ci: 0, di: 35, ri: 0.4 },
    { ai: 4, bi: 6, ci: 9, di: 1, ri: -0.2 },
  ];
  test.each([
    ["only0", cases["MPORM/only0"]],
    ["all", cases["MPORM/all"]],
    ["none", cases["MPORM/none"]],
  ] as const)("agrees with metafor, continuity correction to %s", (to, expected) => {
    expectSizes(fromPairedMargins(tables, { to }), expected);
  });
  test("is that of the table of pairs, when the share of pairs with both is known", () => {
    const [pairs] = fromPairedTwoByTwo("MPOR", [{ ai: 14, bi: 7, ci: 3, di: 16 }]);
    const [margins] = fromPairedMargins([{ ai: 21, bi: 19, ci: 17, di: 23, pi: 14 / 40 }]);
    if (pairs!.status !== "estimated") throw new Error(pairs!.because);
    expect(margins).toMatchObject({ yi: expect.closeTo(pairs!.yi, 12), vi: expect.closeTo(pairs!.vi, 12) });
  });
  test("needs the same people both times, and how the times correlate", () => {
    expect(() => fromPairedMargins([{ ai: 5, bi: 5, ci: 5, di: 9, ri: 0 }])).toThrow("the same people");
    expect(() => fromPairedMargins([{ ai: 5, bi: 5, ci: 5, di: 5 }])).toThrow("MPORM ri");
    const [impossible] = fromPairedMargins([{ ai: 9, bi: 1, ci: 1, di: 9, pi: 0.9 }]);
    expect(impossible!.status).toBe("undefined");
  });
});

describe("the probability of superiority", () => {
  test("varies as 200,000 simulated pairs of exponential samples do: 0.01050 for 12 of mean 2 beside 20 of mean 1", () => {
    const [size] = fromSuperiority("AUC", [{ ai: 2 / 3, n1i: 12, n2i: 20 }], { vtype: "LS2" });
    if (size!.status !== "estimated") throw new Error(size!.because);
    // The simulated variance is that of the statistic itself, of which n1 n2 is the divisor.
    expect((size!.vi * 11 * 19) / (12 * 20)).toBeCloseTo(0.0105, 4);
  });
  test("has one variance under both formulas when the arms are equal", () => {
    const study = [{ ai: 0.7, n1i: 30, n2i: 30 }];
    const [ls, ls2] = [fromSuperiority("CLES", study), fromSuperiority("CLES", study, { vtype: "LS2" })];
    if (ls[0]!.status !== "estimated") throw new Error(ls[0]!.because);
    expect(ls2[0]).toMatchObject({ vi: expect.closeTo(ls[0]!.vi, 14) });
  });
  test("seen from the other arm is the complement, with the same variance", () => {
    const [one] = fromSuperiority("CLES", [{ ai: 0.62, n1i: 40, n2i: 25 }]);
    const [other] = fromSuperiority("CLES", [{ ai: 0.38, n1i: 25, n2i: 40 }]);
    if (one!.status !== "estimated") throw new Error(one!.because);
    expect(other).toMatchObject({ vi: expect.closeTo(one!.vi, 14) });
  });
  test("from normal means is the same under both names", () => {
    const arms = [{ m1i: 5, m2i: 4, sd1i: 2, sd2i: 1.5, n1i: 30, n2i: 28 }];
    expect(fromTwoMeans("AUCN", arms)).toEqual(fromTwoMeans("CLESN", arms));
  });
  test("of one person an arm is refused, and of no probability", () => {
    expect(() => fromSuperiority("CLES", [{ ai: 0.6, n1i: 1, n2i: 9 }])).toThrow("CLES n1i");
    expect(() => fromSuperiority("CLES", [{ ai: 1.6, n1i: 5, n2i: 9 }])).toThrow("CLES ai");
  });
});

describe("the tetrachoric correlation of a table with an empty cell", () => {
  const tables = [
    { ai: 0, bi: 10, ci: 5, di: 7 },
    { ai: 5, bi: 0, ci: 8, di: 9 },
    { ai: 10, bi: 4, ci: 0, di: 12 },
    { ai: 3, bi: 5, ci: 9, di: 0 },
  ];
  test("agrees with metafor once a half is added, to the digits of its search", () => {
    expectSizes(fromTwoByTwo("RTET", tables, { add: 0.5 }), cases["RTET/add"], 4);
  });
  test("is at -1 or 1 without a variance, and so cannot be pooled", () => {
    const sizes = fromTwoByTwo("RTET", tables);
    expect(sizes.map((size) => size.status)).toEqual(Array(4).fill("undefined"));
    expect(sizes).toMatchObject([{ limit: -1 }, { limit: 1 }, { limit: 1 }, { limit: -1 }]);
  });
  test("has no Fisher z", () => {
    for (const size of fromTwoByTwo("ZTET", tables)) {
      expect(size.status).toBe("undefined");
      expect(size).not.toHaveProperty("limit");
    }
  });
});
