import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalUpper } from "../distributions/normal.ts";
import type { Point } from "./axis.ts";
import { funnelPlot } from "./funnel.ts";

const someEffects = fc.array(
  fc.record({
    yi: fc.double({ min: -5, max: 5, noNaN: true }),
    vi: fc.double({ min: 0.01, max: 4, noNaN: true }),
  }),
  { minLength: 1, maxLength: 12 },
);
const contours = [90, 95, 99];

/** By the number of edges to the right of the point. */
function isInside(polygon: readonly Point[], { x, y }: Point): boolean {
  let inside = false;
  for (const [i, a] of polygon.entries()) {
    const b = polygon[(i + 1) % polygon.length]!;
    if (a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) inside = !inside;
  }
  return inside;
}

describe("a funnel", () => {
  test("has every study at its effect and standard error, on the axes, and imputed ones told apart", () => {
    fc.assert(
      fc.property(someEffects, someEffects, (effects, imputed) => {
        const { points, x, y } = funnelPlot(effects, { centre: 0.2, imputed });
        expect(points.map((point) => [point.x, point.y ** 2, point.imputed])).toEqual([
          ...effects.map(({ yi, vi }) => [yi, expect.closeTo(vi, 9), false]),
          ...imputed.map(({ yi, vi }) => [yi, expect.closeTo(vi, 9), true]),
        ]);
        for (const point of points) {
          expect(point.x).toBeGreaterThanOrEqual(x.low);
          expect(point.x).toBeLessThanOrEqual(x.high);
          expect(point.y).toBeLessThanOrEqual(y.high);
        }
        expect([y.low, y.reversed]).toEqual([0, true]);
      }),
    );
  });

  test("is as wide at each standard error as the interval of a study of that precision", () => {
    const { funnel, y } = funnelPlot([{ yi: 1, vi: 0.25 }], { centre: 1 });
    expect(funnel.tip).toEqual({ x: 1, y: 0 });
    expect((funnel.right.x - 1) / y.high).toBeCloseTo(1.959963984540054, 12);
    expect(funnel.left).toEqual({ x: expect.closeTo(2 - funnel.right.x, 12), y: y.high });
  });

  test("colours each place by the p value that a study there would have", () => {
    const place = fc.record({
      across: fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      down: fc.double({ min: 0.001, max: 0.999, noNaN: true }),
    });
    fc.assert(
      fc.property(
        someEffects,
        place,
        fc.double({ min: -1, max: 1, noNaN: true }),
        (effects, place, reference) => {
          const { bands, x, y } = funnelPlot(effects, { centre: 0, contours, reference });
          const point = { x: x.low + place.across * (x.high - x.low), y: place.down * y.high };
          // Far out it is too small for a number, and so exactly 0.
          const p = Number.MIN_VALUE + 2 * normalUpper(Math.abs(point.x - reference) / point.y);
          fc.pre([0.1, 0.05, 0.01].every((bound) => Math.abs(p - bound) > 1e-6));
          const around = bands.filter(({ polygons }) => polygons.some((polygon) => isInside(polygon, point)));
          expect(around.map(({ pAbove, pUpTo }) => p > pAbove && p <= pUpTo)).toEqual([true]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("names its bands by p values as they are written", () => {
    const { bands } = funnelPlot([{ yi: 1, vi: 1 }], { centre: 0, contours });
    expect(bands.map(({ pAbove }) => pAbove)).toEqual([0.1, 0.05, 0.01, 0]);
    expect(bands.map(({ pUpTo }) => pUpTo)).toEqual([1, 0.1, 0.05, 0.01]);
  });

  test("keeps its bands within the frame, also where the limits leave the reference out", () => {
    const { bands, x, y } = funnelPlot([{ yi: 3, vi: 0.04 }], { centre: 3, contours, limits: [2, 4] });
    const corners = bands.flatMap(({ polygons }) => polygons.flat());
    expect(corners.length).toBeGreaterThan(2);
    for (const corner of corners) {
      expect(corner.x).toBeGreaterThanOrEqual(x.low);
      expect(corner.x).toBeLessThanOrEqual(x.high);
      expect(corner.y).toBeGreaterThanOrEqual(0);
      expect(corner.y).toBeLessThanOrEqual(y.high);
    }
  });

  test("is mirrored when effects are negated", () => {
    const effects = [0.4, -0.1, 1.2].map((yi, i) => ({ yi, vi: 0.01 * (i + 1) }));
    const there = funnelPlot(effects, { centre: 0.5 });
    const back = funnelPlot(
      effects.map(({ yi, vi }) => ({ yi: -yi, vi })),
      { centre: -0.5 },
    );
    expect([back.x.low, back.x.high]).toEqual([-there.x.high, -there.x.low]);
    expect(back.funnel.left.x).toBeCloseTo(-there.funnel.right.x, 12);
  });

  test("says the same in its table; an imputed effect has no p value, for nobody observed it", () => {
    // 1.959963984540054 standard errors of 0.1 from 0 is p = 0.05.
    const effects = [
      { yi: 0.1959963984540054, vi: 0.01 },
      { yi: 3, vi: 0.01 },
    ];
    const { table } = funnelPlot(effects, { centre: 0, imputed: [{ yi: -3, vi: 0.01 }] });
    expect(table).toEqual({
      head: ["Study", "Effect", "Standard error", "p"],
      rows: [
        ["Study 1", "0.20", "0.10", "0.050"],
        ["Study 2", "3.00", "0.10", "< 0.001"],
        ["Imputed", "-3.00", "0.10", ""],
      ],
    });
  });

  test("refuses a centre or a level that cannot be", () => {
    expect(() => funnelPlot([{ yi: 0, vi: 1 }], { centre: Number.NaN })).toThrow("funnelPlot centre");
    expect(() => funnelPlot([{ yi: 0, vi: 1 }], { centre: 0, contours: [0.95, 100] })).toThrow("level");
  });
});
