/**
 * A forest plot: for each study its effect and interval, and under them the pooled effect. On a narrow screen each row
 * has its words over its drawing; on a wide one beside it. The figures said are those of the plot's text twin.
 */
import type { ForestDiamond, ForestPlot, ForestRow } from "meta";
import { type Chart, plainNumber } from "./chart.ts";
import { type LegendEntry, legend } from "./legend.ts";
import { palette } from "./palette.ts";
import { linearScale } from "./scale.ts";
import { type Direction, drawing, element, type Markup, pathThrough } from "./svg.ts";
import { lineHeight, smallTextSize, textLines, textSize, textWidth, wrapText } from "./text-layout.ts";

/** Every word of the chart that the plot does not bring. A key is drawn for what the plot holds and is named here. */
export interface ForestChartLabels {
  readonly title: string;
  readonly description: string;
  readonly effectAxis: string;
  /** What effects below and above the reference mean, such as "more with usual care"; said at both ends of the axis. */
  readonly sides?: readonly [low: string, high: string];
  readonly study: string;
  readonly pooled: string;
  readonly prediction?: string;
  /** Of an interval that runs on beyond the axis. */
  readonly beyond?: string;
  /** What a model with moderators expects of a study. */
  readonly fitted?: string;
}

export interface ForestChartInput {
  readonly idPrefix: string;
  readonly plot: ForestPlot;
  readonly labels: ForestChartLabels;
  /** Of the ticks; the rest is written by the plot. */
  readonly formatNumber?: (value: number) => string;
  /** Natural width in pixels, 280 or more; 320 when left out. */
  readonly width?: number;
  /** Of the words and their places; effects grow from left to right in every language. */
  readonly direction?: Direction;
}

const margin = 6;
const trackHeight = 24;
/** A drawing this wide has room for words at both sides of it. */
const wide = 600;
const smallestSquare = 6;
const largestSquare = 15;

/** "0.24 (-0.10 to 0.59)"; in a language from right to left each part is set apart, or its minus would change sides. */
function valueText(effect: string, interval: string, direction: Direction): string {
  const apart = (text: string) => (direction === "rtl" ? `\u2068${text}\u2069` : text);
  if (interval === "" || effect === "") return apart(effect + interval);
  return `${apart(effect)} (${apart(interval)})`;
}

/** One row, with the words that the text twin has for it. */
interface WordedRow {
  readonly label: string;
  readonly value: string;
  readonly strong: boolean;
  readonly mark: (middle: number) => Markup[];
}

/** Where marks stand. */
interface Ground {
  readonly x: (effect: number) => number;
  readonly left: number;
  readonly right: number;
  readonly hatch: string;
}

/** @throws RangeError when the plot has nothing to draw or there is no room. */
export function forestChart(input: ForestChartInput): Chart {
  const { idPrefix, plot, labels, width = 320, direction = "ltr" } = input;
  if (!(width >= 280))
    throw new RangeError(`A chart width of 280 pixels or more was expected, got ${width}.`);
  const format = input.formatNumber ?? plainNumber;
  const columns = columnsOf(plot, width, direction);
  const ground: Ground = {
    x: linearScale([plot.x.low, plot.x.high], [columns.left + 3, columns.right - 3]).at,
    left: columns.left,
    right: columns.right,
    hatch: `${idPrefix}-hatch`,
  };
  const rows = wordedRows(plot, ground, direction);
  const laid = columns.beside
    ? rowsBeside(rows, columns, margin)
    : rowsStacked(rows, width, direction, margin);
  const axis = effectAxis(plot, labels, { format, width, direction, y: laid.bottom + 2, ground });
  const key = legend(legendEntries(plot, labels, ground), {
    ...{ top: axis.bottom + 14, width, margin, signWidth: 34, direction },
  });
  const { title, description } = labels;
  const svg = drawing(
    { idPrefix, width, height: key.bottom + margin, title, description, direction },
    element("defs", {}, hatching(ground.hatch)),
    laid.ground,
    referenceLine(ground.x(plot.reference), laid.tracks, axis.top),
    plot.diamonds.length === 1 ? pooledLine(ground.x(plot.diamonds[0]!.estimate), laid.tracks) : [],
    laid.marks,
    axis.marks,
    key.marks,
  );
  return { svg, table: plot.table };
}

/** Rows with their words: the twin has a line for each row and diamond, and one more for each prediction interval. */
function wordedRows(
  { rows, diamonds, table }: ForestPlot,
  ground: Ground,
  direction: Direction,
): WordedRow[] {
  const lines = table.rows.values();
  const next = () => {
    const [label = "", effect = "", interval = ""] = lines.next().value ?? [];
    return { label, value: valueText(effect, interval, direction) };
  };
  return [
    ...rows.map((row) => ({
      ...next(),
      strong: false,
      mark: (middle: number) => rowMark(row, middle, ground),
    })),
    ...diamonds.flatMap((diamond) => {
      const pooled = {
        ...next(),
        strong: true,
        mark: (middle: number) => [diamondMark(diamond, middle, ground)],
      };
      const { prediction } = diamond;
      if (!prediction) return [pooled];
      const mark = (middle: number) => [
        predictionMark(ground.x(prediction.low), ground.x(prediction.high), middle),
      ];
      return [pooled, { ...next(), strong: false, mark }];
    }),
  ];
}

interface Columns {
  /** Words stand beside the drawing, not over it. */
  readonly beside: boolean;
  readonly left: number;
  readonly right: number;
  readonly labelX: number;
  readonly labelRoom: number;
  readonly valueX: number;
}

function columnsOf({ table }: ForestPlot, width: number, direction: Direction): Columns {
  const rtl = direction === "rtl";
  const values = table.rows.map(([, effect = "", interval = ""]) => valueText(effect, interval, direction));
  const valueRoom = Math.max(...values.map((value) => textWidth(value, textSize * 1.12)));
  const labelRoom = Math.min(
    0.3 * width,
    Math.max(...table.rows.map(([label = ""]) => textWidth(label, textSize * 1.12))) + 2,
  );
  const beside = width >= wide && width - valueRoom - labelRoom - 2 * margin - 40 >= 0.34 * width;
  if (!beside) {
    return { beside, left: margin, right: width - margin, labelX: 0, labelRoom: 0, valueX: 0 };
  }
  const [start, end] = rtl ? [valueRoom, labelRoom] : [labelRoom, valueRoom];
  return {
    ...{ beside, labelRoom, left: margin + start + 20, right: width - margin - end - 20 },
    labelX: rtl ? width - margin : margin,
    valueX: rtl ? margin : width - margin,
  };
}

interface Laid {
  /** Behind all marks. */
  readonly ground: Markup[];
  readonly marks: Markup[];
  /** Top and bottom of where each row is drawn. */
  readonly tracks: readonly (readonly [number, number])[];
  readonly bottom: number;
}

/** Words over the drawing of each row. */
function rowsStacked(rows: readonly WordedRow[], width: number, direction: Direction, top: number): Laid {
  const rtl = direction === "rtl";
  const [start, end] = rtl ? [width - margin, margin] : [margin, width - margin];
  const room = width - 2 * margin;
  const [ground, marks, tracks]: [Markup[], Markup[], [number, number][]] = [[], [], []];
  let y = top;
  for (const { label, value, strong, mark } of rows) {
    const weight = strong ? { weight: 700 } : {};
    const size = textSize * (strong ? 1.12 : 1);
    const valueWidth = textWidth(value, size);
    const beside = textWidth(label, size) + valueWidth + 12 <= room;
    if (strong) y += 4;
    const lines = wrapText(label, room, size);
    marks.push(textLines(lines, { x: start, y: y + 14, ...weight }));
    if (!beside) y += Math.max(1, lines.length) * lineHeight;
    const valueLines = wrapText(value, room, size);
    const anchor = beside ? { x: end, anchor: "end" as const } : { x: start };
    marks.push(
      textLines(valueLines, {
        y: y + 14,
        fill: strong ? "currentColor" : palette.muted,
        ...weight,
        ...anchor,
      }),
    );
    y += (beside ? 1 : valueLines.length) * lineHeight + 1;
    ground.push(track(margin, y, room));
    marks.push(...mark(y + trackHeight / 2));
    tracks.push([y, y + trackHeight]);
    y += trackHeight + 8;
  }
  return { ground, marks, tracks, bottom: y - 6 };
}

/** Words at both sides of the drawing of each row. */
function rowsBeside(rows: readonly WordedRow[], columns: Columns, top: number): Laid {
  const { left, right, labelX, labelRoom, valueX } = columns;
  const [ground, marks, tracks]: [Markup[], Markup[], [number, number][]] = [[], [], []];
  let y = top;
  for (const { label, value, strong, mark } of rows) {
    const weight = strong ? { weight: 700 } : {};
    const lines = wrapText(label, labelRoom, textSize * (strong ? 1.12 : 1));
    const height = Math.max(trackHeight + 4, lines.length * lineHeight + 6);
    const middle = y + height / 2;
    const firstLine = middle + 5 - ((lines.length - 1) * lineHeight) / 2;
    marks.push(
      textLines(lines, { x: labelX, y: firstLine, ...weight }),
      textLines([value], { x: valueX, y: middle + 5, anchor: "end", ...weight }),
      ...mark(middle),
    );
    ground.push(track(left, middle - trackHeight / 2, right - left));
    tracks.push([y, y + height]);
    y += height;
  }
  return { ground, marks, tracks, bottom: y + 2 };
}

function track(x: number, y: number, width: number): Markup {
  return element("rect", { x, y, width, height: trackHeight, rx: 3, fill: palette.track });
}

function rowMark(row: ForestRow, middle: number, ground: Ground): Markup[] {
  if (row.kind === "not-estimated") return [notEstimatedMark(ground, middle)];
  const { estimate, line, area, fitted } = row;
  const { x, left, right } = ground;
  const marks: Markup[] = fitted
    ? [
        fittedMark(
          fitted.map((corner) => x(corner.x)),
          middle,
        ),
      ]
    : [];
  marks.push(intervalMark(x(line.from), x(line.to), middle));
  if (line.beyondLow) marks.push(arrow(left + 1, middle, -1));
  if (line.beyondHigh) marks.push(arrow(right - 1, middle, 1));
  const at = x(estimate);
  if (at >= left && at <= right) marks.push(squareMark(at, middle, squareSide(area)));
  return marks;
}

/** Its area is the weight's share of the greatest, but it never becomes too small to see. */
function squareSide(area: number): number {
  return Math.max(smallestSquare, largestSquare * Math.sqrt(area));
}

function squareMark(x: number, middle: number, side: number): Markup {
  return element("rect", {
    ...{ x: x - side / 2, y: middle - side / 2, width: side, height: side },
    // A rim of paper, so that the square is told from its own line.
    ...{ fill: palette.accent, stroke: palette.paper, "stroke-width": 1 },
  });
}

function intervalMark(from: number, to: number, middle: number): Markup {
  const line = { stroke: palette.accent, "stroke-width": 2 };
  return element("line", { x1: from, x2: to, y1: middle, y2: middle, ...line });
}

function arrow(tip: number, middle: number, side: 1 | -1): Markup {
  const back = tip - side * 8;
  const corners: [number, number][] = [
    [tip, middle],
    [back, middle - 5],
    [back, middle + 5],
  ];
  return element("path", { d: pathThrough(corners, true), fill: palette.accent });
}

/** The same dots as for any unknown: there is no place on the axis where it could stand. */
function notEstimatedMark({ left, right }: Ground, middle: number): Markup {
  return element("rect", {
    ...{
      x: left + 1,
      y: middle - trackHeight / 2 + 1,
      width: right - left - 2,
      height: trackHeight - 2,
      rx: 3,
    },
    ...{ fill: palette.paper, stroke: palette.muted, "stroke-width": 1.5, "stroke-dasharray": "2 5" },
  });
}

function diamondMark({ corners }: ForestDiamond, middle: number, { x, hatch }: Ground): Markup {
  const [left, top, right] = corners;
  return diamondPath([x(left.x), x(top.x), x(right.x)], middle, 10, {
    ...{ fill: `url(#${hatch})`, stroke: palette.mark, "stroke-width": 2, "stroke-linejoin": "round" },
  });
}

function fittedMark([low, centre, high]: readonly number[], middle: number): Markup {
  return diamondPath([low!, centre!, high!], middle, 9, { fill: palette.grid, stroke: palette.muted });
}

function diamondPath(
  [low, centre, high]: readonly [number, number, number],
  middle: number,
  half: number,
  look: Readonly<Record<string, string | number>>,
): Markup {
  const corners: [number, number][] = [
    [low, middle],
    [centre, middle - half],
    [high, middle],
    [centre, middle + half],
  ];
  return element("path", { d: pathThrough(corners, true), ...look });
}

function predictionMark(from: number, to: number, middle: number): Markup {
  const look = { stroke: palette.mark, "stroke-width": 2 };
  return element(
    "g",
    {},
    element("line", { x1: from, x2: to, y1: middle, y2: middle, ...look, "stroke-dasharray": "6 4" }),
    [from, to].map((x) => element("line", { x1: x, x2: x, y1: middle - 6, y2: middle + 6, ...look })),
  );
}

/** No effect: through every row, but not through the words between them. */
function referenceLine(x: number, tracks: Laid["tracks"], axisTop: number): Markup[] {
  const pieces = [...tracks, [axisTop - 2, axisTop + 5] as const];
  return pieces.map(([y1, y2]) =>
    element("line", { x1: x, x2: x, y1, y2, stroke: palette.muted, "stroke-width": 1.5 }),
  );
}

function pooledLine(x: number, tracks: Laid["tracks"]): Markup[] {
  const look = { stroke: palette.mark, "stroke-width": 1.5, "stroke-dasharray": "2 3" };
  return tracks.map(([y1, y2]) => element("line", { x1: x, x2: x, y1, y2, ...look }));
}

interface AxisPlace {
  readonly format: (value: number) => string;
  readonly width: number;
  readonly direction: Direction;
  readonly y: number;
  readonly ground: Ground;
}

function effectAxis({ x: axis }: ForestPlot, labels: ForestChartLabels, place: AxisPlace) {
  const { format, width, direction, y, ground } = place;
  const quiet = { size: smallTextSize, fill: palette.muted };
  const marks: Markup[] = [
    element("line", { x1: ground.left, x2: ground.right, y1: y, y2: y, stroke: palette.muted }),
  ];
  // A number that would touch the one before it is left out, its tick is not.
  let free = Number.NEGATIVE_INFINITY;
  for (const { at, shown } of axis.ticks) {
    const x = ground.x(at);
    marks.push(element("line", { x1: x, x2: x, y1: y, y2: y + 5, stroke: palette.muted }));
    const half = textWidth(format(shown), smallTextSize) / 2;
    if (x - half < Math.max(free, 0) || x + half > width) continue;
    marks.push(textLines([format(shown)], { x, y: y + 19, anchor: "middle", direction: "ltr", ...quiet }));
    free = x + half + 8;
  }
  let bottom = y + 24;
  if (labels.sides) {
    const sides = sideWords(labels.sides, bottom, place);
    marks.push(...sides.marks);
    bottom = sides.bottom;
  }
  const start = direction === "rtl" ? width - margin : margin;
  const lines = wrapText(labels.effectAxis, width - 2 * margin, smallTextSize);
  marks.push(textLines(lines, { x: start, y: bottom + 16, ...quiet }));
  return { marks, top: y, bottom: bottom + lines.length * lineHeight };
}

/** What lies on either side of the reference, each under its half, with an arrow outwards. */
function sideWords([low, high]: readonly [string, string], y: number, { ground, direction }: AxisPlace) {
  const { left, right } = ground;
  const room = (right - left) / 2 - 24;
  const [lowLines, highLines] = [wrapText(low, room, smallTextSize), wrapText(high, room, smallTextSize)];
  const words = { y: y + 14, size: smallTextSize };
  // Set from the outer edges, whichever way the language runs.
  const rtl = direction === "rtl";
  const marks = [
    outwardArrow(left, y + 9, -1),
    outwardArrow(right, y + 9, 1),
    textLines(lowLines, { ...words, x: left + 16, anchor: rtl ? "end" : "start" }),
    textLines(highLines, { ...words, x: right - 16, anchor: rtl ? "start" : "end" }),
  ];
  return { marks, bottom: y + Math.max(lowLines.length, highLines.length) * lineHeight + 4 };
}

function outwardArrow(tip: number, middle: number, side: 1 | -1): Markup {
  const points: [number, number][] = [
    [tip - side * 6, middle - 4],
    [tip, middle],
    [tip - side * 6, middle + 4],
  ];
  return element(
    "g",
    { fill: "none", stroke: palette.muted, "stroke-width": 1.5 },
    element("line", { x1: tip - side * 12, x2: tip, y1: middle, y2: middle }),
    element("path", { d: pathThrough(points) }),
  );
}

function legendEntries(
  { rows, diamonds }: ForestPlot,
  labels: ForestChartLabels,
  { hatch }: Ground,
): LegendEntry[] {
  const estimated = rows.filter((row) => row.kind === "estimate");
  const entries: LegendEntry[] = [];
  const add = (label: string | undefined, holds: boolean, sign: LegendEntry["sign"]) => {
    if (label !== undefined && holds) entries.push({ label, sign });
  };
  add(labels.study, estimated.length > 0, (x, y) =>
    element("g", {}, intervalMark(x + 1, x + 33, y + 9), squareMark(x + 17, y + 9, 10)),
  );
  add(
    labels.fitted,
    estimated.some(({ fitted }) => fitted),
    (x, y) => fittedMark([x + 3, x + 17, x + 31], y + 9),
  );
  add(
    labels.beyond,
    estimated.some(({ line }) => line.beyondLow || line.beyondHigh),
    (x, y) => element("g", {}, intervalMark(x + 3, x + 28, y + 9), arrow(x + 32, y + 9, 1)),
  );
  add(labels.pooled, diamonds.length > 0, (x, y) =>
    diamondPath([x + 3, x + 17, x + 31], y + 9, 8, {
      fill: `url(#${hatch})`,
      stroke: palette.mark,
      "stroke-width": 2,
    }),
  );
  add(
    labels.prediction,
    diamonds.some(({ prediction }) => prediction),
    (x, y) => predictionMark(x + 2, x + 32, y + 9),
  );
  return entries;
}

function hatching(id: string): Markup {
  return element(
    "pattern",
    { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    element("rect", { width: 6, height: 6, fill: palette.paper }),
    element("rect", { width: 2.5, height: 6, fill: palette.mark }),
  );
}
