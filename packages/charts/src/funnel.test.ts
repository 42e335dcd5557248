import fc from "fast-check";
import { funnelPlot } from "meta";
import { describe, expect, test } from "vitest";
import { faultsOf } from "./drawing-checks.ts";
import { type FunnelChartLabels, funnelChart } from "./funnel.ts";

const labels: FunnelChartLabels = {
  title: "Small & large studies",
  description: "A point for each study",
  effectAxis: "Difference in points",
  errorAxis: "Standard error",
  study: "One study",
  imputed: "Put in by calculation: nobody observed it",
  centre: "All together",
  funnel: "Where 95% would lie",
  band: ({ pAbove, pUpTo }) => `p between ${pAbove} and ${pUpTo}`,
};
const effects = [
  { yi: 0.4, vi: 0.01 },
  { yi: 0.9, vi: 0.09 },
  { yi: 0.1, vi: 0.04 },
];
const imputed = [{ yi: -0.3, vi: 0.09 }];
const contours = [90, 95, 99];
const input = { idPrefix: "funnel", labels, plot: funnelPlot(effects, { centre: 0.35, imputed, contours }) };
/** The points and the same signs in the key. */
const circles = (svg: string, dashed: boolean) =>
  [...svg.matchAll(/<circle [^>]+>/g)]
    .map(([circle]) => circle)
    .filter((circle) => circle.includes("dasharray") === dashed);
const centre = (circle: string) =>
  [/cx="([^"]+)"/, /cy="([^"]+)"/].map((part) => Number(part.exec(circle)![1]));

describe("the funnel chart", () => {
  test("is a safe drawing that brings every word in, escaped", () => {
    const { svg, table } = funnelChart(input);
    expect(faultsOf(svg, "funnel")).toEqual([]);
    expect(svg).toContain("Small &amp; large studies");
    for (const word of ["All together", "Where 95% would lie", "p between 0.05 and 0.1"])
      expect(svg).toContain(word);
    expect(table).toBe(input.plot.table);
  });

  test("draws every study, the precise ones higher, each where its effect is", () => {
    const [first, second, third] = circles(funnelChart(input).svg, false).map(centre);
    expect(circles(funnelChart(input).svg, false)).toHaveLength(effects.length + 1);
    expect(first![1]).toBeLessThan(third![1]!);
    expect(third![1]).toBeLessThan(second![1]!);
    // Standard errors 0.1, 0.3 and 0.2 are equally far apart, and so are their points.
    expect(second![1]! - third![1]!).toBeCloseTo(third![1]! - first![1]!, 1);
    expect((second![0]! - first![0]!) / (first![0]! - third![0]!)).toBeCloseTo(0.5 / 0.3, 1);
  });

  test("tells what was imputed from studies by more than colour, and says it in the key", () => {
    const { svg } = funnelChart(input);
    expect(circles(svg, true)).toHaveLength(imputed.length + 1);
    expect(svg).toContain("calculation: nobody");
    expect(funnelChart({ ...input, plot: funnelPlot(effects, { centre: 0.35 }) }).svg).not.toContain(
      "nobody",
    );
  });

  test("tells bands of p values apart by pattern", () => {
    const { svg } = funnelChart(input);
    const fills = [...svg.matchAll(/<path [^>]*fill="([^"]+)" stroke="var\(--chart-grid/g)].map(
      ([, fill]) => fill,
    );
    expect(new Set(fills).size).toBe(4);
    expect(fills).toContain("url(#funnel-band-1)");
    expect(fills).toContain("url(#funnel-band-2)");
  });

  test("stays on the drawing at any width, direction and scatter", () => {
    const some = fc.array(
      fc.record({
        yi: fc.double({ min: -3, max: 3, noNaN: true }),
        vi: fc.double({ min: 0.001, max: 4, noNaN: true }),
      }),
      { minLength: 1, maxLength: 10 },
    );
    const direction = fc.constantFrom("ltr" as const, "rtl" as const);
    fc.assert(
      fc.property(some, fc.integer({ min: 280, max: 1000 }), direction, (studies, width, direction) => {
        const plot = funnelPlot(studies, { centre: 0, contours });
        const { svg } = funnelChart({ ...input, plot, width, direction });
        expect(faultsOf(svg, "funnel")).toEqual([]);
        for (const [x] of circles(svg, false).map(centre)) {
          expect(x).toBeGreaterThan(0);
          expect(x).toBeLessThan(width);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("leaves out a study beyond the limits that the caller set, but not from the twin", () => {
    const plot = funnelPlot(effects, { centre: 0.35, limits: [0, 0.5] });
    const { svg, table } = funnelChart({ ...input, plot });
    expect(circles(svg, false)).toHaveLength(2 + 1);
    expect(table.rows).toHaveLength(3);
  });

  test("refuses a width in which nothing can be read", () => {
    expect(() => funnelChart({ ...input, width: 200 })).toThrow("280 pixels or more");
  });
});
