import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as transform from "./transform.ts";

const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });

describe("a transformation and its inverse lead back", () => {
  test.each([
    ["Fisher's z", transform.rToZ, transform.zToR],
    ["logit", transform.logit, transform.inverseLogit],
    ["arcsine", transform.arcsine, transform.inverseArcsine],
    ["Bonett's", transform.bonett, transform.inverseBonett],
    ["Hakstian and Whalen's", transform.hakstianWhalen, transform.inverseHakstianWhalen],
  ])("%s", (_, there, back) => {
    fc.assert(
      fc.property(share, (p) => {
        expect(back(there(p))).toBeCloseTo(p, 12);
      }),
    );
  });
  test("the double arcsine, for any sample size", () => {
    fc.assert(
      fc.property(share, fc.integer({ min: 2, max: 500 }), (p, n) => {
        expect(transform.inverseDoubleArcsine(transform.doubleArcsine(p, n), n)).toBeCloseTo(p, 9);
      }),
    );
  });
  test("Freeman and Tukey's rate", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 9, noNaN: true }),
        fc.double({ min: 1, max: 99, noNaN: true }),
        (rate, t) => {
          expect(transform.inverseFreemanTukeyRate(transform.freemanTukeyRate(rate, t), t)).toBeCloseTo(
            rate,
            10,
          );
        },
      ),
    );
  });
});

test("beyond its range an inverse gives the nearer end", () => {
  expect(transform.inverseDoubleArcsine(0, 20)).toBe(0);
  expect(transform.inverseDoubleArcsine(1.57, 20)).toBe(1);
  expect(transform.inverseArcsine(2)).toBe(1);
  expect(transform.inverseFreemanTukeyRate(0, 5)).toBe(0);
});

test("a mean over true effects is the value at their mean when they do not vary", () => {
  for (const [mean, plain] of [
    [transform.exponentialMean, Math.exp],
    [transform.inverseLogitMean, transform.inverseLogit],
    [transform.zToRMean, transform.zToR],
  ] as const) {
    expect(mean(0.4, 0)).toBeCloseTo(plain(0.4), 14);
  }
  // Jensen: the exponential is convex; the logistic is symmetric about 0.
  expect(transform.exponentialMean(0, 0.5)).toBeGreaterThan(1);
  expect(transform.inverseLogitMean(0, 3)).toBeCloseTo(0.5, 12);
});

test("no difference is full overlap, and Cohen's U3 of 0.8 is 78.8 %", () => {
  expect(transform.smdToOverlap(0)).toBe(1);
  expect(transform.smdToU1(0)).toBe(0);
  expect(transform.smdToCommonLanguage(0)).toBe(0.5);
  // Cohen (1988), table 2.2.1: d = 0.8 has U3 = 78.8 %, U1 = 47.4 %, U2 = 65.5 %.
  expect(transform.smdToU3(0.8)).toBeCloseTo(0.788, 3);
  expect(transform.smdToU1(0.8)).toBeCloseTo(0.474, 3);
  expect(transform.smdToU2(0.8)).toBeCloseTo(0.655, 3);
});

test("a log odds ratio of 0 changes no risk", () => {
  expect(transform.logOddsRatioToRiskDifference(0, 0.3)).toBeCloseTo(0, 15);
  expect(transform.logOddsRatioToRiskRatio(0, 0.3)).toBeCloseTo(1, 15);
});
