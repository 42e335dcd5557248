/**
 * People out of a whole number of people: one sign for each, filled in a fixed order, row by row from where reading
 * starts. Groups differ by shape as well as colour. How unsure the count is stands apart under the signs, as a line
 * from its low to its high end; a mark says where no effect would be.
 */
import { type Chart, plainNumber } from "./chart.ts";
import { type LegendEntry, legend } from "./legend.ts";
import { palette } from "./palette.ts";
import { linearScale } from "./scale.ts";
import { type Direction, drawing, element, type Markup, pathThrough } from "./svg.ts";
import { lineHeight, smallTextSize, textLines, textWidth, wrapText } from "./text-layout.ts";

/** full: a filled disc. hatched: a striped disc, for what is not seen but possible. open: a ring. */
const iconLooks = ["full", "hatched", "open"] as const;

export interface IconGroup {
  readonly label: string;
  /** Whole people. */
  readonly count: number;
  readonly look: (typeof iconLooks)[number];
}

/** How far the count of the first group may be off, in the same people. */
export interface IconRange {
  readonly low: number;
  readonly high: number;
  readonly label: string;
  /** Where there is no effect, such as half of all pairs. */
  readonly reference?: { readonly at: number; readonly label: string };
}

export interface IconArrayInput {
  readonly idPrefix: string;
  /** In the order they are filled; together they are everybody. */
  readonly groups: readonly IconGroup[];
  readonly range?: IconRange;
  readonly title: string;
  /** Says the counts, for whoever does not see them. */
  readonly description: string;
  /** What a group is, and how many people it has. */
  readonly tableHead: readonly [group: string, count: string];
  readonly formatNumber?: (value: number) => string;
  /** 10 when left out. */
  readonly perRow?: number;
  /** Natural width in pixels, 280 or more; 320 when left out. */
  readonly width?: number;
  /** Right to left fills and reads from the right. */
  readonly direction?: Direction;
}

const margin = 6;

/** @throws RangeError when a count is not a whole number, nobody is left to draw, or the range is no range of them. */
export function iconArrayChart(input: IconArrayInput): Chart {
  const { idPrefix, groups, range, perRow = 10, width = 320, direction = "ltr", title, description } = input;
  const total = requireDrawable(input);
  const format = input.formatNumber ?? plainNumber;
  const rtl = direction === "rtl";
  const hatch = `${idPrefix}-hatch`;
  const across = (fromStart: number) => (rtl ? width - fromStart : fromStart);

  const cell = (width - 2 * margin) / perRow;
  const order = groups.flatMap(({ count, look }) => Array.from({ length: count }, () => look));
  const icons = order.map((look, place) =>
    icon(
      look,
      across(margin + ((place % perRow) + 0.5) * cell),
      margin + (Math.floor(place / perRow) + 0.5) * cell,
      {
        radius: Math.min(11, cell * 0.36),
        hatch,
      },
    ),
  );
  let bottom = margin + Math.ceil(total / perRow) * cell;

  const below = range && rangeLine(range, { total, top: bottom + 16, width, across, format });
  if (below) bottom = below.bottom;
  const key = legend(
    [
      ...groups.flatMap(({ label, count, look }): LegendEntry[] =>
        count === 0 ? [] : [{ label, sign: (x, y) => icon(look, x + 15, y + 9, { radius: 8, hatch }) }],
      ),
      ...(range ? [{ label: range.label, sign: rangeSign }] : []),
      ...(range?.reference ? [{ label: range.reference.label, sign: referenceSign }] : []),
    ],
    { top: bottom + 14, width, margin, signWidth: 30, direction },
  );
  const svg = drawing(
    { idPrefix, width, height: key.bottom + margin, title, description, direction },
    element("defs", {}, hatching(hatch)),
    icons,
    below?.marks ?? [],
    key.marks,
  );
  const rows = [
    ...groups.map(({ label, count }) => [label, format(count)]),
    ...(range ? [[range.label, `${format(range.low)}–${format(range.high)}`]] : []),
    ...(range?.reference ? [[range.reference.label, format(range.reference.at)]] : []),
  ];
  return { svg, table: { head: input.tableHead, rows } };
}

function icon(
  look: IconGroup["look"],
  cx: number,
  cy: number,
  { radius, hatch }: { readonly radius: number; readonly hatch: string },
): Markup {
  const ring = { cx, cy, r: radius, "stroke-width": 1.75 };
  switch (look) {
    case "full":
      return element("circle", { ...ring, fill: palette.accent, stroke: palette.accent });
    case "hatched":
      return element("circle", {
        ...ring,
        fill: `url(#${hatch})`,
        stroke: palette.mark,
        "stroke-dasharray": "3 2",
      });
    case "open":
      return element("circle", { ...ring, fill: "none", stroke: palette.muted });
  }
}

interface RangePlace {
  readonly total: number;
  readonly top: number;
  readonly width: number;
  readonly across: (fromStart: number) => number;
  readonly format: (value: number) => string;
}

/** From 0 to everybody: the range as a line with ends, and where no effect would be as a dashed one. */
function rangeLine({ low, high, reference }: IconRange, { total, top, width, across, format }: RangePlace) {
  const inset = margin + textWidth(format(total), smallTextSize) / 2;
  const scale = linearScale([0, total], [inset, width - inset]);
  const at = (value: number) => across(scale.at(value));
  const y = top + 12;
  const quiet = { size: smallTextSize, fill: palette.muted, anchor: "middle" as const };
  const line = (x1: number, x2: number, y1: number, y2: number, look: object) =>
    element("line", { x1, x2, y1, y2, ...look });
  const strong = { stroke: palette.mark, "stroke-width": 3 };
  const ticks = [...new Set([0, ...(reference ? [reference.at] : []), total])];
  const tickRows = wrapText(format(total), width, smallTextSize).length;
  return {
    marks: [
      line(at(0), at(total), y, y, { stroke: palette.muted, "stroke-width": 1.5 }),
      ...ticks.flatMap((tick) => [
        line(at(tick), at(tick), y, y + 5, { stroke: palette.muted }),
        textLines([format(tick)], { x: at(tick), y: y + 20, ...quiet }),
      ]),
      ...(reference
        ? [
            line(at(reference.at), at(reference.at), y - 13, y + 5, {
              stroke: palette.muted,
              "stroke-width": 2,
              "stroke-dasharray": "3 3",
            }),
          ]
        : []),
      line(at(low), at(high), y, y, strong),
      ...[low, high].map((end) => line(at(end), at(end), y - 7, y + 7, strong)),
    ],
    bottom: y + 8 + tickRows * lineHeight,
  };
}

const rangeSign = (x: number, y: number): Markup => {
  const stroke = { stroke: palette.mark, "stroke-width": 3, fill: "none" };
  const middle = y + 9;
  const bar = [
    [x + 3, middle],
    [x + 27, middle],
  ] as const;
  const end = (at: number) =>
    element("path", {
      d: pathThrough([
        [at, middle - 6],
        [at, middle + 6],
      ]),
      ...stroke,
    });
  return element("g", {}, element("path", { d: pathThrough(bar), ...stroke }), end(x + 3), end(x + 27));
};

const referenceSign = (x: number, y: number): Markup =>
  element("line", {
    ...{ x1: x + 15, x2: x + 15, y1: y + 1, y2: y + 18 },
    stroke: palette.muted,
    "stroke-width": 2,
    "stroke-dasharray": "3 3",
  });

function hatching(id: string): Markup {
  return element(
    "pattern",
    { id, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    element("rect", { width: 5, height: 5, fill: palette.paper }),
    element("rect", { width: 2, height: 5, fill: palette.mark }),
  );
}

/** Everybody. */
function requireDrawable({ groups, range, perRow = 10, width = 320 }: IconArrayInput): number {
  if (!(width >= 280))
    throw new RangeError(`A chart width of 280 pixels or more was expected, got ${width}.`);
  if (!(Number.isInteger(perRow) && perRow >= 1))
    throw new RangeError(`A whole number of signs in a row was expected, got ${perRow}.`);
  for (const { count, label } of groups) {
    if (!(Number.isInteger(count) && count >= 0))
      throw new RangeError(`A whole number of people was expected for "${label}", got ${count}.`);
  }
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  if (!(total >= 1 && total <= 1000))
    throw new RangeError(`From 1 to 1,000 people were expected, got ${total}.`);
  if (range) {
    const { low, high, reference } = range;
    const inside = (value: number) => value >= 0 && value <= total;
    if (!(inside(low) && inside(high) && low <= high))
      throw new RangeError(`A range within ${total} people was expected, got ${low} to ${high}.`);
    if (reference && !inside(reference.at))
      throw new RangeError(`A mark within ${total} people was expected, got ${reference.at}.`);
  }
  return total;
}
