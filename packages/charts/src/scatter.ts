/**
 * Points in a frame of two axes, with lines and areas behind them: bubble, Baujat, radial, L'Abbe and GOSH plots alike.
 * The figures are those of the plot's text twin.
 */
import type { Axis, Point } from "meta";
import { type Chart, plainNumber, type TextTable } from "./chart.ts";
import { palette } from "./palette.ts";
import { linearScale } from "./scale.ts";
import { type Direction, drawing, element, type Markup, pathThrough } from "./svg.ts";
import { lineHeight, smallTextSize, textLines, textWidth, wrapText } from "./text-layout.ts";

export interface ScatterPoint extends Point {
  /** Written beside the point; left out where there are too many to name. */
  readonly label?: string;
  /** Area as a fraction of the largest; 1 when left out. */
  readonly area?: number;
}

export interface ScatterChartInput {
  readonly idPrefix: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly points: readonly ScatterPoint[];
  readonly lines?: readonly (readonly Point[])[];
  /** Corners of regions, such as the band of an interval; hatched, behind everything. */
  readonly areas?: readonly (readonly Point[])[];
  readonly labels: {
    readonly title: string;
    readonly description: string;
    readonly xAxis: string;
    readonly yAxis: string;
  };
  readonly table: TextTable;
  readonly formatNumber?: (value: number) => string;
  /** Natural width in pixels, 280 or more; 320 when left out. */
  readonly width?: number;
  /** Of the words; both axes run as they do in every language. */
  readonly direction?: Direction;
}

const margin = 6;
const largestRadius = 9;

/** @throws RangeError when there is no room. */
export function scatterChart(input: ScatterChartInput): Chart {
  const { idPrefix, points, lines = [], areas = [], labels, table, width = 320, direction = "ltr" } = input;
  if (!(width >= 280))
    throw new RangeError(`A chart width of 280 pixels or more was expected, got ${width}.`);
  const format = input.formatNumber ?? plainNumber;
  const start = direction === "rtl" ? width - margin : margin;
  const quiet = { size: smallTextSize, fill: palette.muted };
  const yLines = wrapText(labels.yAxis, width - 2 * margin, smallTextSize);
  const xLines = wrapText(labels.xAxis, width - 2 * margin, smallTextSize);
  const tickRoom = Math.max(0, ...input.y.ticks.map(({ shown }) => textWidth(format(shown), smallTextSize)));
  const [left, right] = [margin + tickRoom + 7, width - margin - 2];
  const top = margin + yLines.length * lineHeight + 8;
  const bottom = top + Math.round(0.74 * (right - left));
  const x = linearScale([input.x.low, input.x.high], [left, right]).at;
  const y = linearScale([input.y.low, input.y.high], [bottom, top]).at;
  const place = ({ x: across, y: up }: Point) => [x(across), y(up)] as const;
  const frame = { x: left, y: top, width: right - left, height: bottom - top };
  const svg = drawing(
    {
      ...{ idPrefix, width, height: bottom + 30 + xLines.length * lineHeight + margin, direction },
      ...{ title: labels.title, description: labels.description },
    },
    element(
      "defs",
      {},
      element("clipPath", { id: `${idPrefix}-inside` }, element("rect", frame)),
      element(
        "pattern",
        {
          id: `${idPrefix}-hatch`,
          width: 7,
          height: 7,
          patternUnits: "userSpaceOnUse",
          patternTransform: "rotate(45)",
        },
        element("rect", { width: 7, height: 7, fill: palette.paper }),
        element("rect", { width: 1.2, height: 7, fill: palette.accent, opacity: 0.45 }),
      ),
    ),
    element("rect", { ...frame, fill: palette.track }),
    textLines(yLines, { x: start, y: margin + 13, ...quiet }),
    input.y.ticks.flatMap(({ at, shown }) => [
      element("line", { x1: left, x2: right, y1: y(at), y2: y(at), stroke: palette.grid }),
      textLines([format(shown)], { x: left - 6, y: y(at) + 5, anchor: "end", direction: "ltr", ...quiet }),
    ]),
    xTicks(input.x, format, { x, bottom, width }),
    textLines(xLines, { x: start, y: bottom + 42, ...quiet }),
    element(
      "g",
      { "clip-path": `url(#${idPrefix}-inside)` },
      areas.map((corners) =>
        element("path", {
          d: pathThrough(corners.map(place), true),
          fill: `url(#${idPrefix}-hatch)`,
          stroke: "none",
        }),
      ),
      lines.map((line) =>
        element("path", {
          d: pathThrough(line.map(place)),
          fill: "none",
          stroke: palette.mark,
          "stroke-width": 1.5,
        }),
      ),
    ),
    points.flatMap((point) => pointMarks(point, x(point.x), y(point.y), { left, right, top })),
  );
  return { svg, table };
}

function xTicks(
  { ticks }: Axis,
  format: (value: number) => string,
  { x, bottom, width }: { x: (value: number) => number; bottom: number; width: number },
): Markup[] {
  let free = 0;
  return ticks.flatMap(({ at, shown }) => {
    const tick = element("line", { x1: x(at), x2: x(at), y1: bottom, y2: bottom + 5, stroke: palette.muted });
    const half = textWidth(format(shown), smallTextSize) / 2;
    // A number that would touch the one before it is left out, its tick is not.
    if (x(at) - half < free || x(at) + half > width) return [tick];
    free = x(at) + half + 8;
    const place = { x: x(at), y: bottom + 20, anchor: "middle", direction: "ltr" } as const;
    return [tick, textLines([format(shown)], { ...place, size: smallTextSize, fill: palette.muted })];
  });
}

/** The name goes to the side that has room for it. */
function pointMarks(
  { label, area = 1 }: ScatterPoint,
  cx: number,
  cy: number,
  { left, right, top }: { left: number; right: number; top: number },
): Markup[] {
  const r = Math.max(3, largestRadius * Math.sqrt(area) * (label === undefined ? 0.4 : 0.7));
  const dot = element("circle", {
    ...{ cx, cy, r, fill: palette.accent, stroke: palette.paper, "stroke-width": 1.2 },
    opacity: label === undefined ? 0.7 : 1,
  });
  if (label === undefined) return [dot];
  const room = textWidth(label, smallTextSize) + r + 4;
  const toRight = cx + room <= right || cx - room < left;
  const at = toRight ? cx + r + 4 : cx - r - 4;
  const anchor = toRight ? "start" : "end";
  const name = {
    x: at,
    y: Math.max(cy, top + 10) + 5,
    anchor,
    direction: "ltr",
    size: smallTextSize,
  } as const;
  return [dot, textLines([label], name)];
}
