import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { change, scoreInterval } from "./gmfm66.ts";

const score = fc.double({ min: 0, max: 100, noNaN: true });
const standardError = fc.double({ min: 0.1, max: 20, noNaN: true });

describe("the error of one score", () => {
  test("is 1.96 standard errors to each side", () => {
    expect(scoreInterval({ score: 50, standardError: 1 })).toEqual({
      error: "known",
      nature: "derived",
      score: 50,
      low: 48.04,
      high: 51.96,
      level: 95,
    });
  });
  test("is not known without a standard error, and is never made up from the published example", () => {
    const interval = scoreInterval({ score: 60 });
    expect(interval).toMatchObject({ error: "not known", score: 60 });
    expect(interval).not.toHaveProperty("low");
    // CanChild, GMFM Scoring page: a score of 42 with a 95% interval of 39 to 44.
    expect(interval).toMatchObject({ example: { score: 42, low: 39, high: 44, level: 95 } });
  });
  test("stays on the scale and holds the score", () => {
    fc.assert(
      fc.property(score, standardError, (score, standardError) => {
        const interval = scoreInterval({ score, standardError });
        if (interval.error !== "known") throw new Error("the error was given");
        expect(interval.low).toBeGreaterThanOrEqual(0);
        expect(interval.high).toBeLessThanOrEqual(100);
        expect(interval.low).toBeLessThanOrEqual(score);
        expect(interval.high).toBeGreaterThanOrEqual(score);
      }),
    );
  });
  test("a score of 142 is refused with the bounds of the scale", () => {
    expect(() => scoreInterval({ score: 142 })).toThrow(
      "gmfm66 was expected to be a number from 0 to 100, got 142",
    );
  });
  test("a standard error of 0 is refused, for no score is exact", () => {
    expect(() => scoreInterval({ score: 42, standardError: 0 })).toThrow("gmfm66StandardError");
  });
});

describe("the change between two scores", () => {
  const same = { scoringVersion: "GMAE-3" } as const;
  test("adds the two errors as squares: 3 and 4 make 5", () => {
    const found = change({
      before: { ...same, score: 40, standardError: 3 },
      after: { ...same, score: 42, standardError: 4 },
    });
    expect(found).toMatchObject({ code: "change-within-error", flags: [] });
    expect(found.values).toEqual({
      points: 2,
      low: expect.closeTo(2 - 9.8, 9),
      high: expect.closeTo(11.8, 9),
      level: 95,
    });
  });
  test("is said to be larger than the error only when the interval leaves 0 out", () => {
    const of = (points: number) =>
      change({
        before: { ...same, score: 40, standardError: 1 },
        after: { ...same, score: 40 + points, standardError: 1 },
      }).code;
    // 1.96 * sqrt(2) = 2.7719
    expect(of(2.77)).toBe("change-within-error");
    expect(of(2.78)).toBe("change-larger-than-error");
    expect(of(-2.78)).toBe("change-larger-than-error");
  });
  test("without both errors gives the difference alone and names what is missing", () => {
    const found = change({
      before: { ...same, score: 42.1 },
      after: { ...same, score: 45.3, standardError: 1 },
    });
    expect(found).toMatchObject({
      code: "change-error-not-known",
      values: { points: 3.2, missing: ["before"] },
    });
  });
  test("flags two versions of the scoring program", () => {
    const found = change({
      before: { score: 42, scoringVersion: "GMAE-2" },
      after: { score: 42, scoringVersion: "GMAE-3" },
    });
    expect(found.flags).toEqual([
      { code: "scoring-versions-differ", values: { before: "GMAE-2", after: "GMAE-3" } },
    ]);
  });
  test("an unknown version is neither the same nor different", () => {
    const found = change({
      before: { score: 42 },
      after: { score: 42, scoringVersion: "unknown" },
    });
    expect(found.flags).toEqual([
      { code: "scoring-version-not-known", values: { missing: ["before", "after"] } },
    ]);
  });
  test("turned round in time it changes sign and nothing else", () => {
    fc.assert(
      fc.property(score, standardError, score, standardError, (a, ea, b, eb) => {
        const one = { ...same, score: a, standardError: ea };
        const other = { ...same, score: b, standardError: eb };
        const there = change({ before: one, after: other });
        const back = change({ before: other, after: one });
        expect(back.code).toBe(there.code);
        expect(back.values.points).toBeCloseTo(-there.values.points, 9);
      }),
    );
  });
});
