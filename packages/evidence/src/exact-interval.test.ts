import fc from "fast-check";
import { binomialLower, binomialUpper } from "meta/distributions";
import { expect, test } from "vitest";
import { exactProportion, wholePeople } from "./exact-interval.ts";

// binom.test of R 4.2.2.
test.each([
  [3, 36, 0.017526495924, 0.224689760557],
  [8, 464, 0.007472249813, 0.033688655104],
  [41, 464, 0.064156032971, 0.11796331398],
  [41, 494, 0.060216076835, 0.110909681811],
  [3, 198, 0.003135572567, 0.043638361407],
  [1, 12, 0.002107593232, 0.384796165151],
  [26, 47, 0.401157229565, 0.698278476024],
  [20, 20, 0.831566529017, 1],
])("%i of %i lies between %f and %f", (seen, of, low, high) => {
  const found = exactProportion(seen, of);
  expect(found.low).toBeCloseTo(low, 10);
  expect(found.high).toBeCloseTo(high, 10);
});
// Rule N11 of what families need: none of 500 still allows about 6 in 1,000.
test("none seen in 500 still allows 6 of 1,000", () => {
  expect(wholePeople(exactProportion(0, 500), 1000)).toEqual({
    per: 1000,
    count: 0,
    without: 1000,
    low: 0,
    high: 6,
  });
});
test("at each limit the count seen is just as improbable as the level allows", () => {
  const counts = fc
    .integer({ min: 2, max: 400 })
    .chain((of) => fc.tuple(fc.integer({ min: 1, max: of - 1 }), fc.constant(of)));
  fc.assert(
    fc.property(counts, ([seen, of]) => {
      const { low, high, share } = exactProportion(seen, of);
      expect(binomialUpper(seen - 1, of, low)).toBeCloseTo(0.025, 8);
      expect(binomialLower(seen, of, high)).toBeCloseTo(0.025, 8);
      expect(low).toBeLessThan(share);
      expect(high).toBeGreaterThan(share);
    }),
  );
});
test("whole people add up to all of them, and their limits never look narrower", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 300 }), (seen, more) => {
      const proportion = exactProportion(seen, seen + more);
      const whole = wholePeople(proportion, 100);
      expect(whole.count + whole.without).toBe(100);
      expect(whole.low).toBeLessThanOrEqual(100 * proportion.low + 1e-6);
      expect(whole.high).toBeGreaterThanOrEqual(100 * proportion.high - 1e-6);
    }),
  );
});
test.each([
  [4, 3],
  [-1, 3],
  [1.5, 3],
  [0, 0],
])("%d of %d is refused", (seen, of) => {
  expect(() => exactProportion(seen, of)).toThrow("Whole numbers were expected");
});
