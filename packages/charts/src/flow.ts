/**
 * A flow of counts in columns, as PRISMA draws it: steps under each other along a line, what leaves at a step beside
 * the line, and all columns ending in one box. On a narrow screen the columns stand under each other.
 */
import type { Chart } from "./chart.ts";
import { palette } from "./palette.ts";
import { type Direction, drawing, element, type Markup, pathThrough } from "./svg.ts";
import { boldTextSize, lineHeight, smallTextSize, textLines, wrapText } from "./text-layout.ts";

export interface FlowBox {
  readonly label: string;
  /** What the label's number is made of, a line each. */
  readonly parts?: readonly string[];
}

export interface FlowStep extends FlowBox {
  /** What leaves here. */
  readonly leaves?: FlowBox;
}

export interface FlowColumn {
  readonly heading: string;
  readonly steps: readonly FlowStep[];
  /** Nothing comes out of it, so that no line leads to the end. */
  readonly closed?: boolean;
}

export interface FlowChartInput {
  readonly idPrefix: string;
  readonly title: string;
  readonly description: string;
  readonly columns: readonly FlowColumn[];
  readonly end: FlowBox;
  /** Names of the twin's columns. */
  readonly table: { readonly part: string; readonly step: string; readonly count: string };
  /** Natural width in pixels, 280 or more; 320 when left out. */
  readonly width?: number;
  readonly direction?: Direction;
}

const margin = 6;
const padding = 10;
const gap = 26;
/** How far boxes of what leaves stand in from the edge; the line runs at half of it. */
const inset = 36;
/** Side by side from here on. */
const wide = 640;

/** Boxes and arrows of one column, and where its line ends. */
interface Laid {
  readonly marks: readonly Markup[];
  readonly bottom: number;
  readonly lineX: number;
}

interface Place {
  readonly left: number;
  readonly width: number;
  readonly direction: Direction;
}

/** @throws RangeError when there is no room or nothing to draw. */
export function flowChart(input: FlowChartInput): Chart {
  const { idPrefix, title, description, columns, end, width = 320, direction = "ltr" } = input;
  if (!(width >= 280))
    throw new RangeError(`A chart width of 280 pixels or more was expected, got ${width}.`);
  if (columns.length === 0) throw new RangeError("At least one column was expected, got none.");
  const beside = width >= wide;
  const room = width - 2 * margin;
  const share = beside ? (room - gap * (columns.length - 1)) / columns.length : room;
  const laid: Laid[] = [];
  let top = margin;
  for (const [index, column] of columns.entries()) {
    // Columns are read in the direction of the text.
    const place = direction === "rtl" ? columns.length - 1 - index : index;
    const left = beside ? margin + place * (share + gap) : margin;
    const one = layColumn(column, { left, width: share, direction }, beside ? margin : top);
    laid.push(one);
    top = one.bottom + gap;
  }
  const endTop = Math.max(...laid.map(({ bottom }) => bottom)) + gap;
  const endBox = box(end, { left: margin, width: room, direction }, endTop, "end");
  // Under each other, the last column's line alone has a free way to the end.
  const arrows = (beside ? laid : laid.slice(-1)).map(({ lineX, bottom }) =>
    arrowDown(lineX, bottom, endTop),
  );
  const svg = drawing(
    { idPrefix, width, height: endBox.bottom + margin, title, description, direction },
    laid.flatMap(({ marks }) => marks),
    arrows.flat(),
    endBox.marks,
  );
  return { svg, table: twin(input) };
}

function layColumn({ heading, steps }: FlowColumn, place: Place, top: number): Laid {
  const rtl = place.direction === "rtl";
  const lineX = rtl ? place.left + place.width - inset / 2 : place.left + inset / 2;
  const lines = wrapText(heading, place.width, boldTextSize);
  const start = rtl ? place.left + place.width : place.left;
  const marks: Markup[] = [textLines(lines, { x: start, y: top + 14, weight: 700, fill: palette.accent })];
  let y = top + lines.length * lineHeight + 4;
  for (const [index, step] of steps.entries()) {
    const own = box(step, place, y, "step");
    marks.push(...own.marks);
    let bottom = own.bottom;
    if (step.leaves) {
      const left = rtl ? place.left : place.left + inset;
      const leaving = box(step.leaves, { ...place, left, width: place.width - inset }, bottom + 12, "leaves");
      marks.push(...leaving.marks);
      marks.push(
        ...arrowAside(lineX, rtl ? left + place.width - inset : left, (bottom + 12 + leaving.bottom) / 2),
      );
      if (index === steps.length - 1) marks.push(line(lineX, own.bottom, leaving.bottom));
      bottom = leaving.bottom;
    }
    const next = bottom + (step.leaves ? 12 : gap);
    if (index < steps.length - 1) marks.push(...arrowDown(lineX, own.bottom, next));
    y = next;
    if (index === steps.length - 1) return { marks, bottom, lineX };
  }
  return { marks, bottom: y, lineX };
}

const looks = {
  step: { fill: palette.track, stroke: palette.accent, "stroke-width": 1.5 },
  leaves: { fill: palette.paper, stroke: palette.muted, "stroke-width": 1, "stroke-dasharray": "4 3" },
  end: { fill: palette.accentSoft, stroke: palette.accent, "stroke-width": 2 },
} as const;

function box(
  { label, parts = [] }: FlowBox,
  { left, width, direction }: Place,
  top: number,
  look: keyof typeof looks,
): { readonly marks: Markup[]; readonly bottom: number } {
  const room = width - 2 * padding;
  const start = direction === "rtl" ? left + width - padding : left + padding;
  const heading = wrapText(label, room, boldTextSize);
  const rest = parts.flatMap((part) => wrapText(part, room, smallTextSize));
  const height = 2 * padding + (heading.length + rest.length) * lineHeight - 4;
  const marks = [
    element("rect", { x: left, y: top, width, height, rx: 4, ...looks[look] }),
    textLines(heading, { x: start, y: top + padding + 12, weight: 700 }),
  ];
  if (rest.length > 0) {
    const y = top + padding + 12 + heading.length * lineHeight;
    marks.push(textLines(rest, { x: start, y, size: smallTextSize }));
  }
  return { marks, bottom: top + height };
}

const stroke = { stroke: palette.muted, "stroke-width": 1.5 };
const line = (x: number, y1: number, y2: number) => element("line", { x1: x, x2: x, y1, y2, ...stroke });

function arrowDown(x: number, from: number, to: number): Markup[] {
  const head: [number, number][] = [
    [x, to],
    [x - 4.5, to - 8],
    [x + 4.5, to - 8],
  ];
  return [line(x, from, to - 7), element("path", { d: pathThrough(head, true), fill: palette.muted })];
}

function arrowAside(from: number, to: number, y: number): Markup[] {
  const back = to > from ? -8 : 8;
  const head: [number, number][] = [
    [to, y],
    [to + back, y - 4.5],
    [to + back, y + 4.5],
  ];
  return [
    element("line", { x1: from, x2: to + back, y1: y, y2: y, ...stroke }),
    element("path", { d: pathThrough(head, true), fill: palette.muted }),
  ];
}

/** The same words in rows: of which column, which step, and what it is made of. */
function twin({ columns, end, table }: FlowChartInput): Chart["table"] {
  const row = (heading: string, { label, parts = [] }: FlowBox) => [heading, label, parts.join("; ")];
  return {
    head: [table.part, table.step, table.count],
    rows: [
      ...columns.flatMap(({ heading, steps }) =>
        steps.flatMap((step) => [row(heading, step), ...(step.leaves ? [row(heading, step.leaves)] : [])]),
      ),
      row("", end),
    ],
  };
}
