import { describe, expect, test } from "vitest";
import { faultsOf, rectangles } from "./drawing-checks.ts";
import { type FlowChartInput, flowChart } from "./flow.ts";

const input: FlowChartInput = {
  idPrefix: "flow",
  title: "How records came in",
  description: "Two columns that end in one box.",
  columns: [
    {
      heading: "Found in databases",
      steps: [
        {
          label: "120 records found",
          parts: ["PubMed: 70", "Europe PMC: 50"],
          leaves: { label: "40 are second copies" },
        },
        { label: "80 reports screened", leaves: { label: "75 left out", parts: ["not in people: 75"] } },
        { label: "5 reports to include" },
      ],
    },
    {
      heading: "Read by hand",
      steps: [{ label: "12 works read", leaves: { label: "4 used for something else" } }],
    },
  ],
  end: { label: "9 studies in this review", parts: ["told in 13 reports"] },
  table: { part: "Part", step: "Step", count: "Made up of" },
};

describe.each([
  { width: 320, direction: "ltr" },
  { width: 320, direction: "rtl" },
  { width: 760, direction: "ltr" },
  { width: 760, direction: "rtl" },
] as const)("at $width pixels, $direction", (place) => {
  const { svg } = flowChart({ ...input, ...place });
  test("is a drawing without faults", () => {
    expect(faultsOf(svg, "flow")).toEqual([]);
  });
  test("no box lies on another, and none off the drawing", () => {
    const boxes = rectangles(svg);
    expect(boxes).toHaveLength(8);
    for (const [index, a] of boxes.entries()) {
      expect(a.x).toBeGreaterThanOrEqual(0);
      expect(a.x + a.width).toBeLessThanOrEqual(place.width);
      for (const b of boxes.slice(index + 1)) {
        const across = a.x < b.x + b.width && b.x < a.x + a.width;
        const along = a.y < b.y + b.height && b.y < a.y + a.height;
        expect(across && along).toBe(false);
      }
    }
  });
});

test("columns stand side by side where there is room, in the direction of the text", () => {
  const firstOf = (direction: "ltr" | "rtl") => {
    const boxes = rectangles(flowChart({ ...input, width: 760, direction }).svg);
    return Math.sign(boxes[0]!.x - boxes[5]!.x);
  };
  expect(firstOf("ltr")).toBe(-1);
  expect(firstOf("rtl")).toBe(1);
});

test("the twin has every box with its parts, and what leaves after where it leaves", () => {
  expect(flowChart(input).table).toEqual({
    head: ["Part", "Step", "Made up of"],
    rows: [
      ["Found in databases", "120 records found", "PubMed: 70; Europe PMC: 50"],
      ["Found in databases", "40 are second copies", ""],
      ["Found in databases", "80 reports screened", ""],
      ["Found in databases", "75 left out", "not in people: 75"],
      ["Found in databases", "5 reports to include", ""],
      ["Read by hand", "12 works read", ""],
      ["Read by hand", "4 used for something else", ""],
      ["", "9 studies in this review", "told in 13 reports"],
    ],
  });
});

test("hostile words are shown, not obeyed", () => {
  const { svg } = flowChart({ ...input, end: { label: "<script>alert(1)</script>" } });
  expect(faultsOf(svg, "flow")).toEqual([]);
});

test("without columns or room there is nothing to draw", () => {
  expect(() => flowChart({ ...input, columns: [] })).toThrow(RangeError);
  expect(() => flowChart({ ...input, width: 100 })).toThrow(RangeError);
});
