import fc from "fast-check";
import { expect, test } from "vitest";
import { spendingBoundaries } from "./alpha-spending.ts";
import { randomStream } from "./random.ts";

const fifths = [0.2, 0.4, 0.6, 0.8, 1];

test("five equal looks have the boundaries of the Lan-DeMets program", () => {
  // Reboussin, DeMets, Kim and Lan (2000), Control Clin Trials 21(3):190-207: 0.025 in the upper direction.
  const [obrien, pocock] = (["obrien-fleming", "pocock"] as const).map((spending) =>
    spendingBoundaries(fifths, { alpha: 0.025, sides: 1, spending }).map(({ z }) => z),
  );
  [4.8769, 3.3569, 2.6803, 2.2898, 2.031].forEach((z, i) => {
    expect(Math.abs(obrien![i]! - z)).toBeLessThan(2e-4);
  });
  [2.438, 2.4268, 2.4101, 2.3966, 2.3859].forEach((z, i) => {
    expect(Math.abs(pocock![i]! - z)).toBeLessThan(2e-4);
  });
});

test("without an effect the boundaries are crossed as often as alpha says", () => {
  const looks = spendingBoundaries(fifths, { alpha: 0.05, spending: "pocock" });
  const random = randomStream(20240501);
  let crossed = 0;
  const trials = 40_000;
  for (let trial = 0; trial < trials; trial++) {
    let w = 0;
    const hit = looks.some(({ z, fraction }) => {
      w += Math.sqrt(0.2) * random.normal();
      return Math.abs(w) > z * Math.sqrt(fraction);
    });
    if (hit) crossed++;
  }
  // Four standard errors of a proportion of 0.05.
  expect(Math.abs(crossed / trials - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / trials));
});

test("one look at all the information is the ordinary test", () => {
  expect(spendingBoundaries([1])[0]!.z).toBeCloseTo(1.959963984540054, 12);
});

test("a look more never lowers the boundary that follows it", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.05, max: 0.95, noNaN: true }), (t) => {
      const [, last] = spendingBoundaries([t, 1]);
      expect(last!.z).toBeGreaterThanOrEqual(1.959963984540054 - 1e-9);
    }),
    { numRuns: 30 },
  );
});

test("fractions that fall or exceed 1 are refused by index", () => {
  expect(() => spendingBoundaries([0.5, 0.4])).toThrow("fractions[1]");
  expect(() => spendingBoundaries([0.5, 1.2])).toThrow("fractions[1]");
});
