import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { axisBetween, axisFromZero, axisOver, ratioScale } from "./axis.ts";

const shown = (low: number, high: number, scale = ratioScale) =>
  axisBetween(low, high, scale).ticks.map((tick) => tick.shown);

describe("an axis", () => {
  test("has round numbers within its ends", () => {
    expect(axisBetween(-0.62, 1.13).ticks.map(({ at }) => at)).toEqual([-0.5, 0, 0.5, 1]);
    expect(axisFromZero([100]).ticks.map(({ at }) => at)).toEqual([0, 20, 40, 60, 80, 100]);
  });

  test("of logarithms shows ratios in steps of 1, 2 and 5, or of ten where the range is wide", () => {
    expect(shown(Math.log(0.15), Math.log(6))).toEqual([0.2, 0.5, 1, 2, 5]);
    expect(shown(Math.log(0.0009), Math.log(1100))).toEqual([0.001, 0.01, 0.1, 1, 10, 100, 1000]);
    const wide = shown(Math.log(1e-20), Math.log(1e20));
    expect(wide).toContain(1);
    expect(wide.length).toBeLessThan(9);
  });

  test("of nearly equal ratios falls back on equal steps", () => {
    expect(shown(Math.log(1.01), Math.log(1.06))).toEqual([1.01, 1.02, 1.03, 1.04, 1.05, 1.06]);
  });

  test("places a tick where the number that it shows is", () => {
    for (const { at, shown } of axisBetween(-2, 3, ratioScale).ticks)
      expect(Math.exp(at)).toBeCloseTo(shown, 12);
  });

  test("keeps every value and tick within it, in order, whatever the values", () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), (values) => {
        const { low, high, ticks } = axisOver(values);
        expect(low).toBeLessThan(high);
        expect(Math.min(...values)).toBeGreaterThanOrEqual(low);
        expect(Math.max(...values)).toBeLessThanOrEqual(high);
        for (const [i, { at }] of ticks.entries()) {
          expect(at).toBeGreaterThanOrEqual(low);
          expect(at).toBeLessThanOrEqual(high);
          if (i > 0) expect(at).toBeGreaterThan(ticks[i - 1]!.at);
        }
        expect(ticks.length).toBeLessThan(10);
      }),
    );
  });

  test("is mirrored when its values are", () => {
    const there = axisOver([-0.3, 1.7, 0.2]);
    const back = axisOver([0.3, -1.7, -0.2]);
    expect([back.low, back.high]).toEqual([-there.high, -there.low]);
    expect(back.ticks.map(({ at }) => at)).toEqual(there.ticks.map(({ at }) => 0 - at).reverse());
  });
});
