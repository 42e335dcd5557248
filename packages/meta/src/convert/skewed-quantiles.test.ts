import fc from "fast-check";
import { describe, expect, test } from "vitest";
import reference from "../../reference/quantiles.json" with { type: "json" };
import { boxCoxEstimation } from "./box-cox.ts";
import { type QuantileFamily, quantileEstimation } from "./quantile-estimation.ts";
import type { FiveNumbers } from "./quantiles.ts";

/** What packages/meta/reference/quantiles.R computed, with R's own quantile functions, optim and integrate. */
const { cases } = reference;

const converted = <T extends { status: string }>(estimate: T) => {
  if (estimate.status !== "converted") throw new Error(JSON.stringify(estimate));
  return estimate as Extract<T, { status: "converted" }>;
};

describe("quantile estimation", () => {
  const all = { min: 2, q1: 3, median: 4, q3: 6, max: 9, n: 100 };
  const { min, q1, median, q3, max, n } = all;
  test.each<[string, FiveNumbers, Record<string, number[]>]>([
    ["the extremes", { min, median, max, n }, cases["QE/extremes"]],
    ["the quartiles", { q1, median, q3, n }, cases["QE/quartiles"]],
    ["all five numbers", all, cases["QE/all"]],
  ])("from %s fits each family as R does", (_, five, expected) => {
    const { families, ...nearest } = converted(quantileEstimation(five));
    const names: [string, QuantileFamily][] = [
      ["lognormal", "log-normal"],
      ["gamma", "gamma"],
      ["weibull", "Weibull"],
    ];
    for (const [name, family] of names) {
      const got = families.find((each) => each.family === family)!;
      const [mean, sd, distance] = expected[name]!;
      expect(got.mean).toBeCloseTo(mean!, 6);
      expect(got.sd).toBeCloseTo(sd!, 6);
      expect(got.distance).toBeCloseTo(distance!, 12);
    }
    expect(nearest.distance).toBe(Math.min(...families.map(({ distance }) => distance)));
  });
  test("fits beta where all numbers are shares, as R does", () => {
    const { families } = converted(
      quantileEstimation({ min: 0.05, q1: 0.3, median: 0.45, q3: 0.52, max: 0.9, n: 40 }),
    );
    const [mean, sd, distance] = cases["QE/share"].beta;
    const got = families.find(({ family }) => family === "beta")!;
    expect(got.mean).toBeCloseTo(mean!, 5);
    expect(got.sd).toBeCloseTo(sd!, 5);
    expect(got.distance).toBeCloseTo(distance!, 9);
  });
  test("takes a symmetric sample for normal", () => {
    const got = converted(
      quantileEstimation({ q1: -0.6744897501960817, median: 0, q3: 0.6744897501960817, n }),
    );
    expect(got).toMatchObject({ family: "normal", mean: expect.closeTo(0, 14), sd: expect.closeTo(1, 14) });
  });
  test("finds the log-normal distribution that made the quantiles", () => {
    const q = (z: number) => Math.exp(1 + 0.5 * z);
    const got = converted(
      quantileEstimation({ q1: q(-0.6744897501960817), median: q(0), q3: q(0.6744897501960817), n }),
    );
    expect(got.family).toBe("log-normal");
    expect(got.mean).toBeCloseTo(Math.exp(1.125), 6);
  });
  test("tries the normal distribution alone where a number is negative", () => {
    const { families } = converted(quantileEstimation({ q1: -3, median: 4, q3: 6, n }));
    expect(families.map(({ family }) => family)).toEqual(["normal"]);
  });
  test("says why equal numbers, and extremes of two people, give nothing", () => {
    expect(quantileEstimation({ q1: 4, median: 4, q3: 4, n })).toMatchObject({ status: "not-enough" });
    expect(quantileEstimation({ min: 3, median: 4, max: 5, n: 2 })).toMatchObject({ status: "not-enough" });
  });
});

describe("Box-Cox estimation", () => {
  test.each<[string, FiveNumbers, number[]]>([
    ["quartiles", { q1: 5, median: 12, q3: 21, n: 60 }, cases["BC/quartiles"].converted],
    ["extremes", { min: 1, median: 12, max: 32, n: 80 }, cases["BC/extremes"].converted],
    ["all five numbers", { min: 1, q1: 6, median: 12, q3: 20, max: 36, n: 80 }, cases["BC/all"].converted],
  ])("from %s agrees with R's integrals", (_, five, [mean, sd, lambda]) => {
    const got = converted(boxCoxEstimation(five));
    expect(got.lambda).toBeCloseTo(lambda!, 6);
    expect(got.mean).toBeCloseTo(mean!, 6);
    expect(got.sd).toBeCloseTo(sd!, 6);
  });
  test("of numbers symmetric in their logarithms takes the logarithm", () => {
    const got = converted(boxCoxEstimation({ q1: 2, median: 4, q3: 8, n: 1e6 }));
    expect(got.lambda).toBeCloseTo(0, 12);
    // The log-normal distribution with that interquartile range.
    const sigma = Math.log(2) / 0.6744897501960817;
    expect(got.mean).toBeCloseTo(4 * Math.exp(sigma ** 2 / 2), 4);
  });
  test.each<[string, FiveNumbers]>([
    ["a number of 0", { min: 0, median: 3, max: 8, n: 40 }],
    ["a median that is a quartile", { q1: 3, median: 3, q3: 8, n: 40 }],
    ["a tail too heavy for a mean", { min: 1, median: 3, max: 40, n: 50 }],
  ])("says why %s gives nothing", (_, five) => {
    expect(boxCoxEstimation(five)).toMatchObject({ status: "not-enough" });
  });
});

describe("both", () => {
  const positive = fc.tuple(
    fc.double({ min: 1, max: 5, noNaN: true }),
    fc.double({ min: 0.2, max: 3, noNaN: true }),
    fc.double({ min: 0.2, max: 3, noNaN: true }),
  );
  test.each([
    ["quantile estimation", quantileEstimation],
    ["Box-Cox estimation", boxCoxEstimation],
  ])("%s in another unit is the same mean and SD in that unit", (_, estimate) => {
    fc.assert(
      fc.property(positive, fc.integer({ min: 5, max: 500 }), ([q1, up, further], n) => {
        const five = { q1: q1 + 2, median: q1 + 2 + up, q3: q1 + 2 + up + further, n };
        const tenfold = { q1: five.q1 * 10, median: five.median * 10, q3: five.q3 * 10, n };
        const [one, ten] = [estimate(five), estimate(tenfold)];
        expect(ten.status).toBe(one.status);
        if (one.status !== "converted" || ten.status !== "converted") return;
        expect(ten.mean / 10).toBeCloseTo(one.mean, 5);
        expect(ten.sd / 10).toBeCloseTo(one.sd, 5);
      }),
      { numRuns: 25 },
    );
  });
  test.each([quantileEstimation, boxCoxEstimation])(
    "refuse numbers out of order, or none but the median",
    (of) => {
      expect(() => of({ q1: 5, median: 3, q3: 8, n: 40 })).toThrow("ascending order");
      expect(() => of({ median: 3, n: 40 })).toThrow("a median alone");
      expect(() => of({ q1: 2, median: Number.NaN, q3: 8, n: 40 })).toThrow("a finite number");
    },
  );
});
