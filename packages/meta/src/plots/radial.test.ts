import fc from "fast-check";
import { expect, test } from "vitest";
import { designMatrix } from "../design.ts";
import { type ConvergedFit, fit } from "../fit.ts";
import { ratioScale } from "./axis.ts";
import { radialPlot } from "./radial.ts";

const someEffects = fc.array(
  fc.record({
    yi: fc.double({ min: -5, max: 5, noNaN: true }),
    vi: fc.double({ min: 0.01, max: 4, noNaN: true }),
  }),
  { minLength: 2, maxLength: 12 },
);

test("in a radial plot the slope from the origin to a study is its effect, and that of the line the pooled one", () => {
  fc.assert(
    fc.property(someEffects, (effects) => {
      const fitted = fit(effects, { method: "DL" }) as ConvergedFit;
      const { points, line, band, x, y } = radialPlot(fitted);
      expect(points.map((point) => point.y / point.x)).toEqual(
        effects.map(({ yi }) => expect.closeTo(yi, 9)),
      );
      expect(line[1].y / line[1].x).toBeCloseTo(fitted.coefficients[0]!.estimate, 9);
      for (const point of [...points, ...line, ...band]) {
        expect(point.x).toBeLessThanOrEqual(x.high);
        expect(point.y).toBeLessThanOrEqual(y.high);
        expect(point.y).toBeGreaterThanOrEqual(y.low);
      }
    }),
  );
});

test("its effects at the right edge lie on their lines from the origin, and are said as people read them", () => {
  const fitted = fit([0.1, 0.7, 1.5].map((yi) => ({ yi, vi: 0.04 }))) as ConvergedFit;
  const { effects } = radialPlot(fitted, { scale: ratioScale });
  expect(effects.ticks.length).toBeGreaterThan(1);
  for (const { at, shown } of effects.ticks) expect(at / effects.x).toBeCloseTo(Math.log(shown), 9);
});

test("a fit with moderators has no one slope and is refused", () => {
  const design = designMatrix([{ type: "numeric", name: "dose", values: [1, 2, 3] }]);
  const fitted = fit(
    [0.1, 0.7, 1.5].map((yi) => ({ yi, vi: 0.04 })),
    { design },
  ) as ConvergedFit;
  expect(() => radialPlot(fitted)).toThrow("without moderators");
});
