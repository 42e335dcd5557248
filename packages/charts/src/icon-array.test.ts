import fc from "fast-check";
import { expect, test } from "vitest";
import { faultsOf } from "./drawing-checks.ts";
import { type IconArrayInput, iconArrayChart } from "./icon-array.ts";

const pairs: IconArrayInput = {
  idPrefix: "pairs",
  groups: [
    { label: "The treated child did better", count: 56, look: "full" },
    { label: "The other child did better", count: 44, look: "open" },
  ],
  range: { low: 51, high: 62, label: "May be from here to here", reference: { at: 50, label: "No effect" } },
  title: "100 pairs",
  description: "In 56 of 100 pairs the treated child did better, in 44 the other.",
  tableHead: ["Pairs", "How many"],
};
/** Signs of people, without those of the key, which are smaller. */
const discs = (svg: string) =>
  [...svg.replace(/<defs>.*?<\/defs>/s, "").matchAll(/<circle ([^>]*)\/>/g)]
    .map(([, attributes]) => {
      const read = (name: string) => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes!)![1]!;
      return { x: Number(read("cx")), y: Number(read("cy")), r: Number(read("r")), fill: read("fill") };
    })
    .filter(({ r }) => r > 8);

test.each(["ltr", "rtl"] as const)("one sign for each person, filled in order, %s", (direction) => {
  const { svg } = iconArrayChart({ ...pairs, direction });
  const drawn = discs(svg);
  expect(drawn).toHaveLength(100);
  expect(drawn.filter(({ fill }) => fill !== "none")).toHaveLength(56);
  expect(drawn.slice(0, 56).every(({ fill }) => fill !== "none")).toBe(true);
  // The first row starts where reading starts.
  expect(Math.sign(drawn[1]!.x - drawn[0]!.x)).toBe(direction === "ltr" ? 1 : -1);
  expect(drawn[10]!.y).toBeGreaterThan(drawn[9]!.y);
  expect(faultsOf(svg, "pairs")).toEqual([]);
});
test("the text twin and the description state the counts, and so is it said to who does not see", () => {
  const { svg, table } = iconArrayChart(pairs);
  expect(table.rows).toEqual([
    ["The treated child did better", "56"],
    ["The other child did better", "44"],
    ["May be from here to here", "51–62"],
    ["No effect", "50"],
  ]);
  expect(svg).toContain("In 56 of 100 pairs");
});
test("groups differ by shape and not by colour alone", () => {
  const { svg } = iconArrayChart({
    ...pairs,
    groups: [
      { label: "seen", count: 2, look: "full" },
      { label: "possible", count: 3, look: "hatched" },
      { label: "not", count: 95, look: "open" },
    ],
  });
  expect(svg).toContain('fill="url(#pairs-hatch)"');
  expect(discs(svg).filter(({ fill }) => fill === "none")).toHaveLength(95);
});
test("whatever the counts, everybody is drawn and all words stay on the drawing", () => {
  const counts = fc.tuple(fc.nat(60), fc.nat(30), fc.integer({ min: 1, max: 200 }));
  fc.assert(
    fc.property(counts, fc.integer({ min: 280, max: 700 }), ([a, b, c], width) => {
      const { svg } = iconArrayChart({
        ...pairs,
        width,
        perRow: 20,
        groups: [
          { label: "a group with a rather long name that has to be broken", count: a, look: "full" },
          { label: "b", count: b, look: "hatched" },
          { label: "c", count: c, look: "open" },
        ],
        range: { low: 0, high: a + b, label: "from here to here" },
      });
      expect([...svg.matchAll(/<circle/g)].length).toBeGreaterThanOrEqual(a + b + c);
      expect(faultsOf(svg, "pairs")).toEqual([]);
    }),
    { numRuns: 25 },
  );
});
test.each<[string, Partial<IconArrayInput>]>([
  ["whole number of people", { groups: [{ label: "half", count: 0.5, look: "full" }] }],
  ["From 1 to 1,000 people", { groups: [] }],
  ["A range within 100 people", { range: { low: 60, high: 40, label: "" } }],
  ["A mark within 100 people", { range: { low: 1, high: 2, label: "", reference: { at: 101, label: "" } } }],
])("what cannot be drawn is refused: %s", (message, change) => {
  expect(() => iconArrayChart({ ...pairs, ...change })).toThrow(message);
});
