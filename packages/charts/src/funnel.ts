/**
 * A funnel plot: each study at its effect and its standard error, precise ones at the top. An even scatter fits inside the
 * dashed funnel; what a lopsided one means, nobody can read off a picture alone, so the chart says nothing of it.
 */
import type { FunnelPlot, FunnelPoint, SignificanceBand } from "meta";
import { type Chart, plainNumber } from "./chart.ts";
import { type LegendEntry, legend } from "./legend.ts";
import { palette } from "./palette.ts";
import { linearScale } from "./scale.ts";
import { type Direction, drawing, element, type Markup, pathThrough } from "./svg.ts";
import { lineHeight, smallTextSize, textLines, textWidth, wrapText } from "./text-layout.ts";

/** Every word of the chart that the plot does not bring. A key is drawn for what the plot holds. */
export interface FunnelChartLabels {
  readonly title: string;
  readonly description: string;
  readonly effectAxis: string;
  readonly errorAxis: string;
  readonly study: string;
  /** Must say that nobody observed it. */
  readonly imputed?: string;
  readonly centre: string;
  readonly funnel: string;
  /** Names a band of p values. */
  readonly band?: (band: { readonly pAbove: number; readonly pUpTo: number }) => string;
}

export interface FunnelChartInput {
  readonly idPrefix: string;
  readonly plot: FunnelPlot;
  readonly labels: FunnelChartLabels;
  readonly formatNumber?: (value: number) => string;
  /** Natural width in pixels, 280 or more; 320 when left out. */
  readonly width?: number;
  /** Of the words only: effects grow from left to right in every language. */
  readonly direction?: Direction;
}

const margin = 6;

/** @throws RangeError when there is no room. */
export function funnelChart(input: FunnelChartInput): Chart {
  const { idPrefix, plot, labels, width = 320, direction = "ltr" } = input;
  if (!(width >= 280))
    throw new RangeError(`A chart width of 280 pixels or more was expected, got ${width}.`);
  const format = input.formatNumber ?? plainNumber;
  const start = direction === "rtl" ? width - margin : margin;
  const quiet = { size: smallTextSize, fill: palette.muted };

  const errorLines = wrapText(labels.errorAxis, width - 2 * margin, smallTextSize);
  const errorRoom = Math.max(...plot.y.ticks.map(({ shown }) => textWidth(format(shown), smallTextSize)));
  const [left, right] = [margin + errorRoom + 7, width - margin - 2];
  const top = margin + errorLines.length * lineHeight + 8;
  const bottom = top + Math.round(Math.min(340, 0.74 * (right - left)));
  const x = linearScale([plot.x.low, plot.x.high], [left, right]).at;
  const y = linearScale([plot.y.low, plot.y.high], [top, bottom]).at;
  const inside = `${idPrefix}-inside`;

  const effectLines = wrapText(labels.effectAxis, width - 2 * margin, smallTextSize);
  const key = legend(legendEntries(plot, labels, idPrefix), {
    ...{ top: bottom + 44 + effectLines.length * lineHeight, width, margin, signWidth: 30, direction },
  });
  const svg = drawing(
    {
      ...{ idPrefix, width, height: key.bottom + margin, direction },
      ...{ title: labels.title, description: labels.description },
    },
    element(
      "defs",
      {},
      element(
        "clipPath",
        { id: inside },
        element("rect", { x: left, y: top, width: right - left, height: bottom - top }),
      ),
      plot.bands.flatMap((_, i) => pattern(i, plot.bands.length, idPrefix)),
    ),
    element("rect", { x: left, y: top, width: right - left, height: bottom - top, fill: palette.track }),
    plot.bands.flatMap((band, i) => bandMarks(band, bandFill(i, plot.bands.length, idPrefix), x, y)),
    textLines(errorLines, { x: start, y: margin + 13, ...quiet }),
    errorTicks(plot, { format, left, right, y }),
    effectTicks(plot, { format, width, bottom, x }),
    textLines(effectLines, { x: start, y: bottom + 42, ...quiet }),
    element(
      "g",
      { "clip-path": `url(#${inside})` },
      funnelLines(plot, x, y),
      element("line", { x1: x(plot.centre), x2: x(plot.centre), y1: top, y2: bottom, ...centreLook }),
    ),
    element("line", { x1: left, x2: right, y1: bottom, y2: bottom, stroke: palette.muted }),
    // Imputed effects lie under what was observed.
    [...plot.points]
      .sort((a, b) => Number(b.imputed) - Number(a.imputed))
      .flatMap((point) =>
        point.x >= plot.x.low && point.x <= plot.x.high ? [pointMark(point, x(point.x), y(point.y))] : [],
      ),
    key.marks,
  );
  return { svg, table: plot.table };
}

const centreLook = { stroke: palette.mark, "stroke-width": 1.5 };
const funnelLook = { fill: "none", stroke: palette.mark, "stroke-width": 1.5, "stroke-dasharray": "6 4" };

type At = (value: number) => number;

function funnelLines({ funnel }: FunnelPlot, x: At, y: At): Markup {
  const corners = [funnel.left, funnel.tip, funnel.right].map((point) => [x(point.x), y(point.y)] as const);
  return element("path", { d: pathThrough(corners), ...funnelLook });
}

/** The least significant band is paper; each further one is hatched more closely. */
function bandFill(i: number, count: number, idPrefix: string): string {
  return i === 0 ? palette.paper : i === count - 1 ? palette.track : `url(#${idPrefix}-band-${i})`;
}

function bandMarks({ polygons }: SignificanceBand, fill: string, x: At, y: At): Markup[] {
  return polygons.map((polygon) => {
    const corners = polygon.map((point) => [x(point.x), y(point.y)] as const);
    return element("path", { d: pathThrough(corners, true), fill, stroke: palette.grid, "stroke-width": 1 });
  });
}

/** Only the bands between the innermost and the outermost need one. */
function pattern(i: number, count: number, idPrefix: string): Markup[] {
  if (i === 0 || i === count - 1) return [];
  const size = Math.max(3, 10 - 3 * i);
  return [
    element(
      "pattern",
      {
        ...{ id: `${idPrefix}-band-${i}`, width: size, height: size, patternUnits: "userSpaceOnUse" },
        patternTransform: `rotate(${i % 2 === 0 ? -45 : 45})`,
      },
      element("rect", { width: size, height: size, fill: palette.paper }),
      element("rect", { width: 1.2, height: size, fill: palette.accent, opacity: 0.4 }),
    ),
  ];
}

/** A study is full; what was imputed is hollow and dashed, for nobody observed it. */
function pointMark({ imputed }: Pick<FunnelPoint, "imputed">, cx: number, cy: number): Markup {
  return imputed
    ? element("circle", {
        ...{ cx, cy, r: 5, fill: palette.paper, stroke: palette.muted },
        ...{ "stroke-width": 1.8, "stroke-dasharray": "2.5 2" },
      })
    : element("circle", { cx, cy, r: 5, fill: palette.accent, stroke: palette.paper, "stroke-width": 1.2 });
}

interface ErrorPlace {
  readonly format: (value: number) => string;
  readonly left: number;
  readonly right: number;
  readonly y: At;
}

function errorTicks({ y: axis }: FunnelPlot, { format, left, right, y }: ErrorPlace): Markup[] {
  const quiet = { size: smallTextSize, fill: palette.muted, direction: "ltr" as const };
  return axis.ticks.flatMap(({ at, shown }) => [
    element("line", { x1: left, x2: right, y1: y(at), y2: y(at), stroke: palette.grid }),
    textLines([format(shown)], { x: left - 6, y: y(at) + 5, anchor: "end", ...quiet }),
  ]);
}

interface EffectPlace {
  readonly format: (value: number) => string;
  readonly width: number;
  readonly bottom: number;
  readonly x: At;
}

function effectTicks({ x: axis }: FunnelPlot, { format, width, bottom, x }: EffectPlace): Markup[] {
  const quiet = { size: smallTextSize, fill: palette.muted, direction: "ltr" as const };
  let free = 0;
  return axis.ticks.flatMap(({ at, shown }) => {
    const tick = element("line", { x1: x(at), x2: x(at), y1: bottom, y2: bottom + 5, stroke: palette.muted });
    const half = textWidth(format(shown), smallTextSize) / 2;
    // A number that would touch the one before it is left out, its tick is not.
    if (x(at) - half < free || x(at) + half > width) return [tick];
    free = x(at) + half + 8;
    return [tick, textLines([format(shown)], { x: x(at), y: bottom + 20, anchor: "middle", ...quiet })];
  });
}

function legendEntries(
  { points, bands }: FunnelPlot,
  labels: FunnelChartLabels,
  idPrefix: string,
): LegendEntry[] {
  const { band: bandLabel, imputed } = labels;
  const dot = (imputed: boolean) => (x: number, y: number) => pointMark({ imputed }, x + 15, y + 9);
  const entries: LegendEntry[] = [{ label: labels.study, sign: dot(false) }];
  if (imputed !== undefined && points.some((point) => point.imputed))
    entries.push({ label: imputed, sign: dot(true) });
  entries.push(
    {
      label: labels.centre,
      sign: (x, y) => element("line", { x1: x + 15, x2: x + 15, y1: y, y2: y + 18, ...centreLook }),
    },
    {
      label: labels.funnel,
      sign: (x, y) => {
        const corners: [number, number][] = [
          [x + 3, y + 18],
          [x + 15, y],
          [x + 27, y + 18],
        ];
        return element("path", { d: pathThrough(corners), ...funnelLook, "stroke-dasharray": "4 3" });
      },
    },
  );
  if (!bandLabel) return entries;
  return [
    ...entries,
    ...bands.map(
      (band, i): LegendEntry => ({
        label: bandLabel(band),
        sign: (x, y) => {
          const fill = bandFill(i, bands.length, idPrefix);
          return element("rect", { x, y: y + 2, width: 30, height: 14, rx: 2, fill, stroke: palette.muted });
        },
      }),
    ),
  ];
}
