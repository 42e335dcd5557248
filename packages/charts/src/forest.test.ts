import fc from "fast-check";
import { type ForestEntry, forestOf, ratioScale } from "meta";
import { describe, expect, test } from "vitest";
import { faultsOf, rectangles } from "./drawing-checks.ts";
import { type ForestChartLabels, forestChart } from "./forest.ts";

const labels: ForestChartLabels = {
  title: "Three studies & what they say together",
  description: "Each study on a row",
  effectAxis: "Difference in <points>",
  sides: ["better with usual care", "better with cells"],
  study: "One study",
  pooled: "All together",
  prediction: "A new study",
  beyond: "Goes on beyond the axis",
};
const studies: ForestEntry[] = [
  { label: "Riga 2019", estimate: 0.5, ciLow: 0.1, ciHigh: 0.9, weight: 60 },
  { label: "Oslo 2021", estimate: -0.2, ciLow: -1.2, ciHigh: 0.8, weight: 15 },
  { label: "Kyiv 2023", estimate: 0.1, ciLow: -0.5, ciHigh: 0.7, weight: 25 },
];
const together = {
  label: "Together",
  estimate: 0.3,
  ciLow: -0.1,
  ciHigh: 0.7,
  prediction: { low: -0.9, high: 1.5 },
};
const plot = forestOf(studies, [together]);
const input = { idPrefix: "forest", plot, labels };

const squares = (svg: string) =>
  rectangles(svg).filter(
    ({ width, height, fill }) => width === height && fill.startsWith("var(--chart-accent"),
  );

/** x and y of the corners of each closed path, in order. */
const shapes = (svg: string) =>
  [...svg.matchAll(/ d="([^"]+)Z"/g)].map(([, d]) =>
    d!
      .slice(1)
      .split("L")
      .map((corner) => corner.split(" ").map(Number) as [number, number]),
  );

describe("the forest chart", () => {
  test("is a safe drawing that brings every word in, escaped", () => {
    const { svg } = forestChart(input);
    expect(faultsOf(svg, "forest")).toEqual([]);
    for (const word of [
      "Riga 2019",
      "0.50 (0.10 to 0.90)",
      "Together",
      "-0.90 to 1.50",
      "better with cells",
    ]) {
      expect(svg).toContain(word);
    }
    expect(svg).toContain("Three studies &amp; what they say together");
    expect(svg).toContain("Difference in &lt;points&gt;");
  });

  test("has the plot's own table as its twin", () => {
    expect(forestChart(input).table).toBe(plot.table);
  });

  test("draws a square for each study, its area the weight, and one in the key", () => {
    const sizes = squares(forestChart(input).svg).map(({ width }) => width);
    expect(sizes).toHaveLength(4);
    expect((sizes[1]! / sizes[0]!) ** 2).toBeCloseTo(15 / 60, 1);
    expect((sizes[2]! / sizes[0]!) ** 2).toBeCloseTo(25 / 60, 1);
  });

  test("spans the interval of the pooled effect with a hatched diamond, on the scale of the axis", () => {
    const { svg } = forestChart({ ...input, width: 640 });
    expect(svg).toMatch(/<path d="[^"]+Z" fill="url\(#forest-hatch\)"/);
    const [diamond] = shapes(svg);
    const tick = (text: string) => Number(new RegExp(`<text x="([^"]+)"[^>]*>${text}<`).exec(svg)![1]);
    const perUnit = tick("1") - tick("0");
    const effects = diamond!.map(([x]) => (x - tick("0")) / perUnit);
    expect(effects).toEqual([-0.1, 0.3, 0.7, 0.3].map((effect) => expect.closeTo(effect, 2)));
  });

  test("ends an interval that runs on beyond the axis in an arrow, and explains it", () => {
    const cut = forestOf(studies, [], { limits: [-0.6, 1] });
    const { svg } = forestChart({ ...input, plot: cut });
    expect(svg).toContain("Goes on beyond the axis");
    // One in the row of Oslo, one in the key.
    expect(shapes(svg).filter((corners) => corners.length === 3)).toHaveLength(2);
    expect(forestChart(input).svg).not.toContain("Goes on beyond the axis");
  });

  test("never draws a study without an estimate as one of no effect", () => {
    const none = forestOf([{ label: "No events", notEstimated: "no estimate: no events" }], []);
    const { svg } = forestChart({ ...input, plot: none });
    expect(squares(svg)).toEqual([]);
    expect(svg).toContain("no estimate: no events");
    expect(svg).toContain('stroke-dasharray="2 5"');
    expect(svg).not.toContain("One study");
  });

  test("explains only what it draws", () => {
    const { svg } = forestChart({ ...input, plot: forestOf(studies, []) });
    expect(svg).not.toContain("All together");
    expect(svg).not.toContain("A new study");
  });

  test("stays on the drawing and keeps every row, at any width, name and direction", () => {
    const name = fc
      .string({ unit: "grapheme-ascii", minLength: 1, maxLength: 60 })
      .filter((text) => text.trim() !== "");
    const study = fc
      .tuple(name, fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: 0.05, max: 2, noNaN: true }))
      .map(([label, estimate, half]) => ({
        label,
        estimate,
        ciLow: estimate - half,
        ciHigh: estimate + half,
        weight: 1,
      }));
    const direction = fc.constantFrom("ltr" as const, "rtl" as const);
    fc.assert(
      fc.property(
        fc.array(study, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 280, max: 1000 }),
        direction,
        (entries, width, direction) => {
          const any = forestOf(entries, [together], { scale: ratioScale });
          const { svg } = forestChart({ ...input, plot: any, width, direction });
          expect(faultsOf(svg, "forest")).toEqual([]);
          expect(squares(svg)).toHaveLength(entries.length + 1);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("says rows from the other side where the language runs from right to left, but turns no effect round", () => {
    const there = forestChart({ ...input, width: 720 }).svg;
    const back = forestChart({ ...input, width: 720, direction: "rtl" }).svg;
    expect(back).toContain('<text x="714" y="25">Riga 2019</text>');
    expect(there).toContain('<text x="6" y="25">Riga 2019</text>');
    const order = (svg: string) => shapes(svg)[0]!.map(([x]) => x);
    expect(order(back)[0]).toBeLessThan(order(back)[2]!);
    // A minus before a number would otherwise move behind it.
    expect(back).toContain("\u2068-0.20\u2069");
  });

  test("refuses a width in which nothing can be read", () => {
    expect(() => forestChart({ ...input, width: 200 })).toThrow("280 pixels or more");
  });
});
