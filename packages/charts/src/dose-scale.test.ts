import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DoseScaleInput, doseScaleChart } from "./dose-scale.ts";
import { faultsOf, rectangles } from "./drawing-checks.ts";

const thresholds = [20, 25, 50, 100].map((millionPerKg) => ({
  millionPerKg,
  label: `${millionPerKg} million <published>`,
}));
const input: DoseScaleInput = {
  idPrefix: "dose",
  title: "Your unit & published numbers",
  description: "Bars and flags",
  axisLabel: "Million cells per kg",
  tableHead: ["What", "Million per kg"],
  natureLabels: { derived: "Worked out", illustrative: "Illustration" },
  doses: [
    { label: "Now, 30 kg", millionPerKg: 20, valueLabel: "20 million per kg" },
    { label: "In 3 years", nature: "illustrative", lowMillionPerKg: 14.29, highMillionPerKg: 16.67 },
    { label: "After thaw", notKnown: "Not known: ask the bank" },
  ],
  thresholds,
};
const accent = "var(--chart-accent, ";
const flags = (svg: string) =>
  rectangles(svg).filter(({ fill, height }) => fill.startsWith("var(--chart-mark") && height === 19);

describe("the dose scale", () => {
  test("is a safe drawing that brings every word in, escaped", () => {
    const { svg } = doseScaleChart(input);
    expect(faultsOf(svg, "dose")).toEqual([]);
    expect(svg).toContain("Your unit &amp; published numbers");
    expect(svg).toContain("20 million &lt;published&gt;");
    expect(svg).toContain("Not known: ask the bank");
  });

  test("has a text twin with the same figures", () => {
    expect(doseScaleChart(input).table).toEqual({
      head: ["What", "Million per kg"],
      rows: [
        ["Now, 30 kg", "20 million per kg"],
        ["In 3 years", "14.3–16.7"],
        ["After thaw", "Not known: ask the bank"],
        ["20 million <published>", "20"],
        ["25 million <published>", "25"],
        ["50 million <published>", "50"],
        ["100 million <published>", "100"],
      ],
    });
  });

  test("draws a bar as long as its dose: twice the dose, twice the bar", () => {
    const { svg } = doseScaleChart({
      ...input,
      doses: [
        { label: "a", millionPerKg: 20 },
        { label: "b", millionPerKg: 40 },
      ],
      natureLabels: undefined as never,
    });
    const [one, two] = rectangles(svg).filter(({ fill }) => fill.startsWith(accent));
    expect(two!.width).toBeCloseTo(2 * one!.width, 1);
  });

  test("never draws a dose that is not known as a bar, least of all as one of no length", () => {
    const { svg } = doseScaleChart({
      ...input,
      doses: [{ label: "After thaw", notKnown: "Not known" }],
    });
    expect(rectangles(svg).filter(({ fill }) => fill.startsWith(accent))).toEqual([]);
    expect(svg).toContain('stroke-dasharray="2 5"');
  });

  test("tells illustrative from derived by pattern, not by colour alone", () => {
    const fills = rectangles(doseScaleChart(input).svg).map(({ fill }) => fill);
    expect(fills).toContain("url(#dose-hatch)");
    expect(fills.some((fill) => fill.startsWith(accent))).toBe(true);
  });

  test("explains only the kinds of bar it draws", () => {
    const { svg } = doseScaleChart({ ...input, doses: [{ label: "Now", millionPerKg: 20 }] });
    expect(svg).toContain("Worked out");
    expect(svg).not.toContain("Illustration");
  });

  test("flags never cover each other and stay on the drawing, at any width and dose", () => {
    const million = fc.double({ min: 0, max: 400, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 280, max: 900 }), million, fc.boolean(), (width, millionPerKg, rtl) => {
        const { svg } = doseScaleChart({
          ...input,
          width,
          doses: [{ label: "Now", millionPerKg }],
          direction: rtl ? "rtl" : "ltr",
        });
        expect(faultsOf(svg, "dose")).toEqual([]);
        const found = flags(svg);
        // Four on the poles and four in the key below.
        expect(found).toHaveLength(8);
        for (const [i, a] of found.entries()) {
          expect(a.x).toBeGreaterThanOrEqual(0);
          expect(a.x + a.width).toBeLessThanOrEqual(width);
          for (const b of found.slice(i + 1)) {
            const apart =
              a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
            expect(apart).toBe(true);
          }
        }
      }),
    );
  });

  test("a pole stands where its number is on the axis", () => {
    const { svg } = doseScaleChart({ ...input, width: 720 });
    const x1 = (line: string) => Number(/x1="([^"]+)"/.exec(line)![1]);
    const poles = [...svg.matchAll(/<line [^>]*opacity="0.28"[^>]*>/g)].map(([line]) => x1(line));
    const tick = (text: string) =>
      Number(new RegExp(`<text x="([^"]+)"[^>]*fill="var\\(--chart-muted[^>]*>${text}<`).exec(svg)![1]);
    expect(poles).toHaveLength(4);
    expect(poles).toContain(tick("100"));
    expect(poles).toContain(tick("20"));
  });

  test("right to left is the mirror image", () => {
    const bars = (direction: "ltr" | "rtl") =>
      rectangles(doseScaleChart({ ...input, direction }).svg).filter(({ height }) => height === 20);
    for (const [i, bar] of bars("ltr").entries()) {
      const mirrored = bars("rtl")[i]!;
      expect(mirrored.x).toBeCloseTo(320 - bar.x - bar.width, 1);
      expect(mirrored.width).toBe(bar.width);
    }
  });

  test("writes numbers the way the page does", () => {
    const { table } = doseScaleChart({
      ...input,
      formatNumber: (value) => value.toFixed(1).replace(".", ","),
    });
    expect(table.rows[1]).toEqual(["In 3 years", "14,3–16,7"]);
  });

  test.each([
    [{ doses: [{ label: "a", millionPerKg: Number.NaN }] }, "got NaN"],
    [{ doses: [{ label: "a", lowMillionPerKg: 3, highMillionPerKg: 2 }] }, "low not above high"],
    [{ width: 100 }, "280 pixels or more"],
  ])("%j is refused", (wrong, sentence) => {
    expect(() => doseScaleChart({ ...input, ...wrong })).toThrow(sentence);
  });
});
