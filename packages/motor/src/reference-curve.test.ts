import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { gmfcsLevels } from "./gmfcs.ts";
import { laterCourse } from "./later-course.ts";
import {
  type AverageAtAge,
  allCurveParameters,
  averageAt,
  courseBand,
  curveParameters,
  nextYear,
} from "./reference-curve.ts";

const level = fc.constantFrom(...gmfcsLevels);

describe("the reference curve", () => {
  test("reaches 90% of the limit at the published age", () => {
    for (const { gmfcs, age90 } of allCurveParameters) {
      expect(averageAt(gmfcs, age90.years).fractionOfLimit).toBeCloseTo(0.9, 12);
    }
  });
  // 1 - 10 ** (-age / age90), computed in Python 3.11 from the ages at 90% quoted in PMC3594802.
  test.each([
    ["I", 2, 0.6169],
    ["I", 6, 0.9438],
    ["II", 9, 0.991],
    ["III", 7, 0.9872],
    ["IV", 4, 0.928],
    ["V", 3, 0.9226],
  ] as const)("at level %s and %d years is at %d of its limit", (gmfcs, ageYears, fraction) => {
    expect(averageAt(gmfcs, ageYears).fractionOfLimit).toBeCloseTo(fraction, 4);
  });
  test("starts at 0, only rises, and never passes the limit", () => {
    fc.assert(
      fc.property(level, fc.double({ min: 0, max: 29, noNaN: true }), (gmfcs, ageYears) => {
        const now = averageAt(gmfcs, ageYears).scorePoints;
        expect(averageAt(gmfcs, ageYears + 1).scorePoints).toBeGreaterThanOrEqual(now);
        expect(now).toBeLessThanOrEqual(curveParameters(gmfcs).limit.points);
      }),
    );
    expect(averageAt("I", 0).scorePoints).toBe(0);
  });
  test("a milder level is higher at every age from 1 year on", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3 }),
        fc.double({ min: 1, max: 21, noNaN: true }),
        (i, ageYears) => {
          const milder = averageAt(gmfcsLevels[i]!, ageYears).scorePoints;
          expect(milder).toBeGreaterThan(averageAt(gmfcsLevels[i + 1]!, ageYears).scorePoints);
        },
      ),
    );
  });
  test("says in its value and in its type that it is unverified and an average", () => {
    expect(averageAt("II", 9)).toMatchObject({
      checked: "unverified",
      of: "average of children at this level",
      nature: "derived",
    });
    expectTypeOf<AverageAtAge["checked"]>().toEqualTypeOf<"unverified">();
  });
  test("keeps the two degrees of checking apart: limits from memory, ages quoted by another article", () => {
    const { limit, age90 } = curveParameters("III");
    expect(limit.source).toMatchObject({ checked: "unverified", readIn: "memory" });
    expect(age90.source).toMatchObject({ checked: "secondary", readIn: "another article" });
  });
  test("marks ages at which nobody was seen", () => {
    expect(averageAt("I", 0.5).ageWasSampled).toBe(false);
    expect(averageAt("I", 9).ageWasSampled).toBe(true);
    expect(averageAt("I", 25).ageWasSampled).toBe(false);
  });
});

describe("after the peak", () => {
  // Hanna 2009, abstract: peaks at 7 y 11 mo, 6 y 11 mo, 6 y 11 mo; losses of 4.7, 7.8 and 6.4 points.
  test.each([
    ["III", 95, 4.7],
    ["IV", 83, 7.8],
    ["V", 83, 6.4],
  ] as const)(
    "at level %s the range opens at %d months and is %d points of loss at 21",
    (gmfcs, months, loss) => {
      const peak = courseBand(gmfcs, months / 12);
      expect(peak.lowPoints).toBe(peak.highPoints);
      expect(courseBand(gmfcs, 21).lowPoints).toBeCloseTo(peak.highPoints - loss, 9);
      expect(laterCourse(gmfcs)).toMatchObject({
        code: "later-course-stable-to-slow-loss",
        values: { gmfcs, peakAgeMonths: months, lossPoints: loss, untilAgeYears: 21 },
      });
    },
  );
  test("at levels I and II no cohort found a loss, so there is no range and no conflict", () => {
    for (const gmfcs of ["I", "II"] as const) {
      expect(laterCourse(gmfcs)).not.toHaveProperty("conflict");
      const { lowPoints, highPoints } = courseBand(gmfcs, 15);
      expect(lowPoints).toBe(highPoints);
    }
  });
  test("at III to V the disagreement is named with its years, and all three cohorts are there", () => {
    const { conflict, findings } = laterCourse("IV");
    expect(conflict).toEqual({
      code: "later-course-cohorts-disagree",
      values: { lossFoundBy: [2009], lossNotFoundBy: [2013, 2025] },
    });
    expect(findings.map(({ code }) => code)).toEqual([
      "cohort-peak-then-loss",
      "cohort-stable-limit-fits-better",
      "cohort-rises-then-flat",
    ]);
  });
  test("the low edge is never above the high one and never jumps", () => {
    fc.assert(
      fc.property(level, fc.double({ min: 0, max: 29.9, noNaN: true }), (gmfcs, ageYears) => {
        const here = courseBand(gmfcs, ageYears);
        const next = courseBand(gmfcs, ageYears + 0.01);
        expect(here.lowPoints).toBeLessThanOrEqual(here.highPoints);
        expect(Math.abs(next.lowPoints - here.lowPoints)).toBeLessThan(0.5);
      }),
    );
  });
});

describe("the year ahead", () => {
  test("at level I and 6 years adds about 2% of the limit on average", () => {
    const year = nextYear("I", { low: 72, high: 72 });
    expect(year).toMatchObject({ code: "next-year-average-gain", checked: "unverified" });
    if (year.code === "next-year-not-known") throw new Error("6 years are covered");
    // 0.0214 of 87.7 points at exactly 6 years; a month later a little less.
    expect(year.values.highPoints).toBeCloseTo(0.0214 * 87.7, 1);
    expect(year.values.lowPoints).toBeLessThan(year.values.highPoints);
  });
  test("at level IV and 9 years is a range from slow loss to hardly any gain", () => {
    const year = nextYear("IV", { low: 108, high: 119 });
    expect(year.code).toBe("next-year-stable-to-slow-loss");
    if (year.code === "next-year-not-known") throw new Error("9 years are covered");
    // 7.8 points over 14.08 years, Hanna 2009.
    expect(year.values.lowPoints).toBeCloseTo(-7.8 / (21 - 83 / 12), 9);
    expect(year.values.highPoints).toBeGreaterThan(0);
    expect(year.values.highPoints).toBeLessThan(0.1);
  });
  test("is not known before 1 year and where the year would end after 21", () => {
    expect(nextYear("II", { low: 6, high: 7 })).toEqual({
      code: "next-year-not-known",
      values: { gmfcs: "II" },
    });
    expect(nextYear("II", { low: 240, high: 241 }).code).toBe("next-year-not-known");
  });
  test("an age known only to the year gives the wider range", () => {
    const values = (low: number, high: number) => {
      const year = nextYear("II", { low, high });
      if (year.code === "next-year-not-known") throw new Error("covered");
      return year.values;
    };
    expect(values(48, 59).highPoints).toBe(values(48, 48).highPoints);
    expect(values(48, 59).lowPoints).toBe(values(59, 59).lowPoints);
  });
});
