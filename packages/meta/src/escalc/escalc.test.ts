import { describe, expect, test } from "vitest";
import reference from "../../reference/univariate.json" with { type: "json" };
import { changeMeasures, fromChanges } from "./change.ts";
import {
  correlationMeasures,
  fromCorrelations,
  fromReliabilities,
  reliabilityMeasures,
} from "./correlation.ts";
import type { EffectSize } from "./effect-size.ts";
import { fromPairedTwoByTwo, pairedTwoByTwoMeasures } from "./paired-two-by-two.ts";
import { fromRates, rateMeasures } from "./person-time.ts";
import * as single from "./single-group.ts";
import { hedgesJ } from "./small-sample.ts";
import { fromTwoByTwo, twoByTwoMeasures } from "./two-by-two.ts";
import { fromTwoMeans, twoMeansMeasures } from "./two-means.ts";

const results = reference.results as unknown as Readonly<
  Record<string, { yi: (number | null)[]; vi: (number | null)[] }>
>;

/** The arguments that reference/univariate.R gives. */
const tables = [
  { ai: 4, bi: 20, ci: 9, di: 14 },
  { ai: 0, bi: 15, ci: 3, di: 12 },
  { ai: 12, bi: 30, ci: 8, di: 40 },
  { ai: 30, bi: 12, ci: 0, di: 33 },
  { ai: 7, bi: 0, ci: 5, di: 9 },
];
const arms = [
  { m1i: 5, sd1i: 2, n1i: 12, m2i: 4, sd2i: 2.5, n2i: 14 },
  { m1i: 3.2, sd1i: 1.1, n1i: 30, m2i: 2.8, sd2i: 0.9, n2i: 25 },
  { m1i: 9, sd1i: 4, n1i: 8, m2i: 6, sd2i: 3, n2i: 9 },
];
const changes = [
  { m1i: 5, sd1i: 2, ni: 12, m2i: 4, sd2i: 2.5, ri: 0.5 },
  { m1i: 3.2, sd1i: 1.1, ni: 30, m2i: 2.8, sd2i: 0.9, ri: 0.3 },
  { m1i: 9, sd1i: 4, ni: 8, m2i: 6, sd2i: 3, ri: 0.7 },
];
const counts = [0, 4, 9, 20].map((xi, i) => ({ xi, ni: [12, 18, 9, 60][i]!, ti: [12, 18, 9, 60][i]! }));
const rates = [0, 4, 9, 20].map((x1i, i) => ({
  ...{ x1i, t1i: [12, 18, 9, 60][i]! },
  ...{ x2i: [2, 6, 0, 3][i]!, t2i: [14, 30, 8, 50][i]! },
}));
const means = [
  { mi: 5, sdi: 2, ni: 10 },
  { mi: 3, sdi: 1.2, ni: 25 },
];
const correlations = [
  { ri: 0.2, ni: 20 },
  { ri: 0.5, ni: 35 },
  { ri: -0.3, ni: 14 },
];
const alphas = [
  { ai: 0.7, mi: 5, ni: 30 },
  { ai: 0.9, mi: 10, ni: 60 },
];

const computed: Readonly<Record<string, EffectSize[]>> = Object.fromEntries([
  ...twoByTwoMeasures.map((m) => [m, fromTwoByTwo(m, tables)]),
  ...pairedTwoByTwoMeasures.map((m) => [m, fromPairedTwoByTwo(m, tables)]),
  ...twoMeansMeasures.map((m) => [m, fromTwoMeans(m, arms)]),
  ...changeMeasures.map((m) => [m, fromChanges(m, changes)]),
  ...correlationMeasures.map((m) => [m, fromCorrelations(m, correlations)]),
  ...single.proportionMeasures.map((m) => [m, single.fromProportions(m, counts)]),
  ...single.singleRateMeasures.map((m) => [m, single.fromSingleRates(m, counts)]),
  ...rateMeasures.map((m) => [m, fromRates(m, rates)]),
  ...single.meanMeasures.map((m) => [m, single.fromMeans(m, means)]),
  ...reliabilityMeasures.map((m) => [m, fromReliabilities(m, alphas)]),
]);

const measures = Object.keys(results).filter((name) => name.startsWith("escalc/"));

describe(`agrees with ${reference.generatedWith}`, () => {
  test.each(measures)("%s", (name) => {
    const sizes = computed[name.slice("escalc/".length)]!;
    const { yi, vi } = results[name]!;
    sizes.forEach((size, i) => {
      if (size.status === "undefined") {
        expect.soft(yi[i]).toBeNull();
        return;
      }
      expect.soft(Math.abs(size.yi - yi[i]!)).toBeLessThanOrEqual(1e-11 + 1e-12 * Math.abs(yi[i]!));
      expect.soft(Math.abs(size.vi - vi[i]!)).toBeLessThanOrEqual(1e-12 * Math.abs(vi[i]!) + 1e-15);
    });
  });
});

test("Hedges's factor is what its gamma functions give by hand", () => {
  // Hedges (1981), eq. 6e: Gamma(1) / Gamma(1/2), Gamma(2) / (sqrt(2) Gamma(3/2)), and near 1 - 3 / (4 m - 1).
  expect(hedgesJ(2)).toBeCloseTo(1 / Math.sqrt(Math.PI), 14);
  expect(hedgesJ(4)).toBeCloseTo(Math.SQRT2 / Math.sqrt(Math.PI), 14);
  expect(hedgesJ(100_000)).toBeCloseTo(1 - 3 / 399_999, 9);
});

test("a table without events gives no ratio, but a reason", () => {
  const empty = [{ ai: 0, bi: 9, ci: 0, di: 8 }];
  expect(fromTwoByTwo("OR", empty, { drop00: true })).toEqual([
    { status: "undefined", because: "no event, or only events, in both arms" },
  ]);
  expect(fromTwoByTwo("OR", empty, { to: "none" })[0]!.status).toBe("undefined");
  expect(fromTwoByTwo("RD", empty)[0]).toMatchObject({
    status: "estimated",
    yi: expect.closeTo(0.5 / 10 - 0.5 / 9, 14),
  });
});

test("swapping the arms turns the sign and keeps the variance", () => {
  const swapped = tables.map(({ ai, bi, ci, di }) => ({ ai: ci, bi: di, ci: ai, di: bi }));
  for (const measure of ["RR", "OR", "RD", "AS", "PETO", "PHI", "PBIT"] as const) {
    fromTwoByTwo(measure, tables).forEach((size, i) => {
      const other = fromTwoByTwo(measure, swapped)[i]!;
      if (size.status === "undefined" || other.status === "undefined") return;
      expect(other.yi).toBeCloseTo(-size.yi, 12);
      expect(other.vi).toBeCloseTo(size.vi, 12);
    });
  }
});

test("the tetrachoric correlation of a table cut at both medians is sin(pi/2 (4 p - 1))", () => {
  // Stieltjes's orthant: p = 1/4 + asin(r) / (2 pi).
  const [size] = fromTwoByTwo("RTET", [{ ai: 40, bi: 10, ci: 10, di: 40 }]);
  expect(size).toMatchObject({
    status: "estimated",
    yi: expect.closeTo(Math.sin(2 * Math.PI * (0.4 - 0.25)), 10),
  });
});

describe("wrong input", () => {
  test.each([
    [() => fromTwoByTwo("RR", [{ ai: -1, bi: 2, ci: 3, di: 4 }]), "RR ai"],
    [() => fromTwoMeans("SMD", [{ m1i: Number.NaN, m2i: 1, sd1i: 1, sd2i: 1, n1i: 9, n2i: 9 }]), "SMD m1i"],
    [() => fromChanges("SMCC", [{ m1i: 1, m2i: 1, sd1i: 1, sd2i: 1, ni: 9, ri: 2 }]), "SMCC ri"],
    [() => single.fromProportions("PR", [{ xi: 5, ni: 4 }]), "PR xi"],
    [() => fromTwoByTwo("OR", tables, { add: -1 }), "add"],
  ])("is refused by name: %#", (call, name) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(name);
  });
});
