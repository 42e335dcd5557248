import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromRates } from "./person-time.ts";
import {
  type SharedControl,
  sharedControlEvents,
  sharedControlMeans,
  sharedControlRates,
  sharedEventMeasures,
  sharedMeanMeasures,
  sharedRateMeasures,
} from "./shared-control.ts";
import { fromTwoByTwo } from "./two-by-two.ts";
import { fromTwoMeans } from "./two-means.ts";

function estimated(shared: SharedControl) {
  if (shared.status !== "estimated") throw new Error(shared.because);
  return shared;
}

const control = { m: 3, sd: 1.4, n: 40 };
const arms = [
  { m: 4, sd: 1.2, n: 35 },
  { m: 3.4, sd: 1.8, n: 52 },
];
const counted = { x: 12, n: 60 };
const countedArms = [
  { x: 20, n: 55 },
  { x: 9, n: 70 },
];
const timed = { x: 14, t: 230 };
const timedArms = [
  { x: 22, t: 190 },
  { x: 11, t: 260 },
];

describe("each effect and its variance are those of two arms", () => {
  test.each(sharedMeanMeasures)("%s", (measure) => {
    const { yi, v } = estimated(sharedControlMeans(measure, control, arms, { pooled: "pairs" }));
    const [m2i, sd2i, n2i] = [control.m, control.sd, control.n];
    const pairs = arms.map(({ m, sd, n }) => ({ m1i: m, sd1i: sd, n1i: n, m2i, sd2i, n2i }));
    fromTwoMeans(measure, pairs).forEach((size, i) => {
      expect(size).toMatchObject({ yi: yi[i], vi: v[i]![i] });
    });
  });
  test.each(sharedEventMeasures)("%s", (measure) => {
    const { yi, v } = estimated(sharedControlEvents(measure, counted, countedArms));
    const pairs = countedArms.map(({ x, n }) => ({ ai: x, bi: n - x, ci: 12, di: 48 }));
    fromTwoByTwo(measure, pairs).forEach((size, i) => {
      expect(size).toMatchObject({ yi: yi[i], vi: v[i]![i] });
    });
  });
  test.each(sharedRateMeasures)("%s", (measure) => {
    const { yi, v } = estimated(sharedControlRates(measure, timed, timedArms));
    const pairs = timedArms.map(({ x, t }) => ({ x1i: x, t1i: t, x2i: 14, t2i: 230 }));
    fromRates(measure, pairs).forEach((size, i) => {
      expect(size).toMatchObject({ yi: yi[i], vi: v[i]![i] });
    });
  });
});

describe("the difference of two effects no longer knows the control group", () => {
  // y1 - y2 of measures that are a difference of one statistic an arm is the direct comparison of the two arms.
  const direct = ({ v }: { v: readonly (readonly number[])[] }) => v[0]![0]! + v[1]![1]! - 2 * v[0]![1]!;
  test.each(["MD", "ROM"] as const)("%s", (measure) => {
    const [one, two] = arms;
    const [size] = fromTwoMeans(
      measure,
      [{ m1i: one!.m, sd1i: one!.sd, n1i: one!.n, m2i: two!.m, sd2i: two!.sd, n2i: two!.n }],
      { correct: false },
    );
    const got = direct(estimated(sharedControlMeans(measure, control, arms, { correct: false })));
    expect(size).toMatchObject({ vi: expect.closeTo(got, 13) });
  });
  test.each(["RR", "OR", "RD", "AS"] as const)("%s", (measure) => {
    const [size] = fromTwoByTwo(measure, [{ ai: 20, bi: 35, ci: 9, di: 61 }]);
    const got = direct(estimated(sharedControlEvents(measure, counted, countedArms)));
    expect(size).toMatchObject({ vi: expect.closeTo(got, 13) });
  });
  test.each(sharedRateMeasures)("%s", (measure) => {
    const [size] = fromRates(measure, [{ x1i: 22, t1i: 190, x2i: 11, t2i: 260 }]);
    const got = direct(estimated(sharedControlRates(measure, timed, timedArms)));
    expect(size).toMatchObject({ vi: expect.closeTo(got, 13) });
  });
});

test("standardised by the SD of all arms has Gleser and Olkin's covariance", () => {
  const { yi, v } = estimated(sharedControlMeans("SMD", control, arms));
  expect(v[0]![1]).toBeCloseTo(1 / 40 + (yi[0]! * yi[1]!) / (2 * 127), 14);
});

test("Peto's covariance under no effect is that of the control group's log odds", () => {
  const same = { x: 20, n: 100 };
  const { v } = estimated(sharedControlEvents("PETO", same, [same, same]));
  // Hypergeometric variances divide by n - 1, hence the factor of (199 / 200)^2.
  expect(v[0]![1]! / (1 / (100 * 0.2 * 0.8))).toBeCloseTo((199 / 200) ** 2, 12);
});

test("a covariance matrix is positive definite whatever the data", () => {
  const group = fc.record({
    m: fc.double({ min: 1, max: 20, noNaN: true }),
    sd: fc.double({ min: 0.2, max: 6, noNaN: true }),
    n: fc.integer({ min: 5, max: 300 }),
  });
  fc.assert(
    fc.property(fc.constantFrom(...sharedMeanMeasures), group, group, group, (measure, c, one, two) => {
      for (const pooled of ["all", "pairs"] as const) {
        const shared = sharedControlMeans(measure, c, [one, two], { pooled });
        if (shared.status !== "estimated") continue;
        const [[a, b], [, d]] = shared.v as [[number, number], [number, number]];
        expect(a * d - b * b).toBeGreaterThan(0);
      }
    }),
  );
});

test("a group without events is corrected in every group alike", () => {
  const { v } = estimated(
    sharedControlEvents("OR", { x: 0, n: 20 }, [
      { x: 3, n: 20 },
      { x: 5, n: 20 },
    ]),
  );
  expect(v[0]![1]).toBeCloseTo(1 / 0.5 + 1 / 20.5, 13);
  expect(sharedControlEvents("OR", { x: 0, n: 20 }, [{ x: 3, n: 20 }], { add: 0 }).status).toBe("undefined");
});

test("no arm, and more events than people, are refused by name", () => {
  expect(() => sharedControlMeans("MD", control, [])).toThrow("arms");
  expect(() => sharedControlEvents("RR", counted, [{ x: 9, n: 8 }])).toThrow("arms[0].x");
});
