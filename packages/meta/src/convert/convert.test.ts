import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromTwoByTwo } from "../escalc/two-by-two.ts";
import {
  crossoverSmd,
  designEffect,
  effectiveSampleSize,
  inflateForClusters,
  splitSharedGroup,
} from "./design.ts";
import { fromQuantiles } from "./quantiles.ts";
import {
  cellsFromOddsRatio,
  cellsFromPhi,
  fromReported,
  logOddsRatioToSmd,
  smdToLogOddsRatio,
} from "./reported.ts";
import {
  changeCorrelation,
  changeSd,
  combineGroups,
  pooledSdFromP,
  pooledSdFromT,
  sdFromInterval,
  sdFromSe,
} from "./spread.ts";

describe("what a report implies", () => {
  // Cochrane Handbook, version 6, section 6.5.2.2: n = 25, 95 % CI 30.0 to 34.2, t with 24 df: SD = 5.09 (t = 2.064).
  test("an SD from the confidence interval of a small group's mean uses t", () => {
    expect(sdFromInterval(30, 34.2, 25, 95, 24)).toBeCloseTo((5 * 4.2) / (2 * 2.0639), 3);
  });
  test("an SD from a standard error is its root-n multiple", () => {
    expect(sdFromSe(0.5, 64)).toBe(4);
  });
  test("a p value and the t it stands for imply the same SD", () => {
    const byP = pooledSdFromP(2.1, 0.03, 15, 16);
    expect(pooledSdFromT(2.1, byP.t, 15, 16).sd).toBeCloseTo(byP.sd, 14);
  });
  test("the correlation behind three SDs gives the third SD back", () => {
    fc.assert(
      fc.property(fc.double({ min: -0.99, max: 0.99, noNaN: true }), (r) => {
        expect(changeCorrelation(3, 4, changeSd(3, 4, r))).toBeCloseTo(r, 10);
      }),
    );
  });
  test("combining two groups is as if their people had been one sample", () => {
    const [a, b] = [
      [1, 4, 2, 8],
      [5, 3, 9],
    ];
    const group = (values: number[]) => {
      const mean = values.reduce((s, v) => s + v, 0) / values.length;
      const square = values.reduce((s, v) => s + (v - mean) ** 2, 0) / (values.length - 1);
      return { n: values.length, mean, sd: Math.sqrt(square) };
    };
    const [got, expected] = [combineGroups(group(a), group(b)), group([...a, ...b])];
    expect(got.mean).toBeCloseTo(expected.mean, 14);
    expect(got.sd).toBeCloseTo(expected.sd, 14);
  });
  test("a ratio with its interval, its p value or its z gives one effect", () => {
    const byInterval = fromReported(
      { estimate: 1.8, interval: { low: 1.1, high: 1.8 ** 2 / 1.1 } },
      { log: true },
    );
    if (byInterval.status !== "converted") throw new Error(byInterval.because);
    const byZ = fromReported(
      { estimate: 1.8, statistic: byInterval.yi / Math.sqrt(byInterval.vi) },
      { log: true },
    );
    expect(byZ).toMatchObject({ status: "converted", vi: expect.closeTo(byInterval.vi, 12) });
    expect(fromReported({ estimate: 1.8 }, { log: true }).status).toBe("not-enough");
    expect(fromReported({ estimate: 0, p: 1 }).status).toBe("not-enough");
  });
  test("cells rebuilt from an odds ratio or phi have that odds ratio and phi", () => {
    const table = { ai: 18, bi: 22, ci: 12, di: 30 };
    const margins = { ni: 82, n1i: 40, n2i: 30 };
    const [or] = fromTwoByTwo("OR", [table]);
    const [phi] = fromTwoByTwo("PHI", [table]);
    if (or!.status !== "estimated" || phi!.status !== "estimated") throw new Error("undefined");
    expect(cellsFromOddsRatio(Math.exp(or!.yi), margins)).toEqual({ status: "converted", ...table });
    expect(cellsFromPhi(phi!.yi, margins)).toEqual({ status: "converted", ...table });
    expect(cellsFromPhi(1, margins).status).toBe("impossible");
  });
  test("an SMD becomes a log odds ratio and comes back", () => {
    const back = logOddsRatioToSmd(smdToLogOddsRatio({ yi: 0.55, vi: 0.02 }));
    expect(back.yi).toBeCloseTo(0.55, 14);
    expect(back.vi).toBeCloseTo(0.02, 14);
  });
});

describe("medians with quartiles or extremes", () => {
  test("of a symmetric sample have the median for mean", () => {
    expect(fromQuantiles({ q1: 3, median: 5, q3: 7, n: 40 }).mean).toBeCloseTo(5, 13);
    expect(fromQuantiles({ min: 1, q1: 3, median: 5, q3: 7, max: 9, n: 40 }).mean).toBeCloseTo(5, 13);
  });
  test("of a large sample give the interquartile range over 1.349 for SD", () => {
    // The quartiles of a normal variable are 2 x 0.6744898 SD apart.
    expect(fromQuantiles({ q1: -0.6744898, median: 0, q3: 0.6744898, n: 1e7 }).sd).toBeCloseTo(1, 5);
  });
  test("out of order are refused", () => {
    expect(() => fromQuantiles({ q1: 8, median: 5, q3: 7, n: 20 })).toThrow("ascending order");
    expect(() => fromQuantiles({ median: 5, n: 20 })).toThrow("a median alone");
  });
});

describe("designs", () => {
  test("clusters of one inflate nothing, and an ICC of one leaves a person a cluster", () => {
    expect(designEffect(1, 0.3)).toBe(1);
    expect(effectiveSampleSize(200, 20, 1)).toBe(10);
    expect(inflateForClusters({ yi: 1, vi: 0.2 }, 11, 0.1)).toEqual({ yi: 1, vi: expect.closeTo(0.4, 14) });
  });
  test("a crossover with no correlation is as two groups of its size", () => {
    const { yi, vi } = crossoverSmd({ m1: 5, m2: 4, sd1: 2, sd2: 2, n: 30, correlation: 0 });
    expect(yi).toBe(0.5);
    expect(vi).toBeCloseTo(2 / 30 + 0.25 / 30, 14);
  });
  test("a control group of 60 shared by three comparisons gives 20 to each", () => {
    expect(splitSharedGroup(60, 3)).toBe(20);
  });
});
