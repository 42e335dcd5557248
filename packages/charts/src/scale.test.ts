import fc from "fast-check";
import { expect, test } from "vitest";
import { linearScale, ticksUpTo } from "./scale.ts";

test("a scale maps its ends to its ends and the middle to the middle", () => {
  const { at } = linearScale([0, 100], [20, 320]);
  expect([at(0), at(50), at(100)]).toEqual([20, 170, 320]);
});

test("ticks are round numbers from 0", () => {
  expect(ticksUpTo(104, 3)).toEqual([0, 50, 100]);
  expect(ticksUpTo(104, 5)).toEqual([0, 50, 100]);
  expect(ticksUpTo(104, 6)).toEqual([0, 20, 40, 60, 80, 100]);
  expect(ticksUpTo(1.04, 5)).toEqual([0, 0.5, 1]);
});

test("ticks are never more than asked for, besides 0, and never beyond the end", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.5, max: 5000, noNaN: true }),
      fc.integer({ min: 2, max: 8 }),
      (max, count) => {
        const ticks = ticksUpTo(max, count);
        expect(ticks.length).toBeLessThanOrEqual(count + 1);
        expect(ticks.at(-1)).toBeLessThanOrEqual(max * (1 + 1e-9));
      },
    ),
  );
});
