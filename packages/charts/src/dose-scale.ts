/**
 * What a unit of cord blood comes to per kilogram, now and at later weights, beside published numbers. Bars from
 * zero and flags on one axis; which side of a flag a bar ends on is all it shows, and no flag is drawn as a goal.
 */
import { type Chart, plainNumber } from "./chart.ts";
import { type Flag, flagHeight, flagLength, flagMark, flagsHeight, flagTop, placeFlags } from "./flags.ts";
import { type LegendEntry, legend } from "./legend.ts";
import { palette } from "./palette.ts";
import { linearScale, type Scale, ticksUpTo } from "./scale.ts";
import { type Direction, drawing, element, type Markup } from "./svg.ts";
import { boldTextSize, lineHeight, smallTextSize, textLines, textWidth, wrapText } from "./text-layout.ts";

/** One bar, in million cells per kg: a number, a range, or the words for a dose that is not known. */
export type ScaleDose = {
  readonly label: string;
  /** Illustrative doses are hatched. Derived when left out. */
  readonly nature?: "derived" | "illustrative";
  /** The dose in the reader's language, with its unit; the bare number when left out. */
  readonly valueLabel?: string;
} & (
  | { readonly millionPerKg: number }
  | { readonly lowMillionPerKg: number; readonly highMillionPerKg: number }
  | { readonly notKnown: string }
);

export interface ScaleThreshold {
  readonly label: string;
  readonly millionPerKg: number;
}

export interface DoseScaleInput {
  readonly idPrefix: string;
  readonly doses: readonly ScaleDose[];
  readonly thresholds: readonly ScaleThreshold[];
  readonly title: string;
  readonly description: string;
  readonly axisLabel: string;
  /** What a row is, and its million cells per kg. */
  readonly tableHead: readonly [string, string];
  /** Explains solid and hatched bars; left out, no such key is drawn. */
  readonly natureLabels?: { readonly derived: string; readonly illustrative: string };
  readonly formatNumber?: (value: number) => string;
  /** Natural width in pixels, 280 or more; 320 when left out. */
  readonly width?: number;
  /** Right to left mirrors the whole chart: a dose has no direction of its own. */
  readonly direction?: Direction;
}

const margin = 6;
const barHeight = 20;

/** @throws RangeError when a number is negative or not finite, a range is the wrong way round, or there is no room. */
export function doseScaleChart(input: DoseScaleInput): Chart {
  requireDrawable(input);
  const { idPrefix, doses, width = 320, direction = "ltr" } = input;
  const format = input.formatNumber ?? plainNumber;
  const thresholds = [...input.thresholds].sort((a, b) => a.millionPerKg - b.millionPerKg);
  const lengths = thresholds.map(({ millionPerKg }) => flagLength(format(millionPerKg)));
  const values = [...doses.flatMap(valuesOf), ...thresholds.map(({ millionPerKg }) => millionPerKg)];
  const ground: Ground = {
    width,
    rtl: direction === "rtl",
    format,
    hatch: `${idPrefix}-hatch`,
    // The greatest flag flies beyond its pole, and so beyond the axis.
    scale: linearScale([0, Math.max(1, ...values) * 1.04], [margin, width - margin - (lengths.at(-1) ?? 0)]),
  };

  const flags = placeFlags(
    thresholds.map(({ millionPerKg }) => ({
      text: format(millionPerKg),
      pole: ground.scale.at(millionPerKg),
    })),
  );
  const flagBase = margin + flagsHeight(flags);
  const rows = doseRows(doses, flagBase + 6, ground);
  const axis = doseAxis(input.axisLabel, rows.bottom, ground);
  const signWidth = Math.max(30, ...lengths);
  const key = legend(
    [
      ...natureEntries(input, ground.hatch, signWidth),
      ...thresholds.map(({ label, millionPerKg }, i) => ({
        label,
        sign: (left: number, top: number) =>
          flagMark(left + (signWidth - lengths[i]!) / 2, top, format(millionPerKg)),
      })),
    ],
    { top: axis.bottom + 16, width, margin, signWidth, direction },
  );
  const { title, description } = input;
  const svg = drawing(
    { idPrefix, width, height: key.bottom + margin, title, description, direction },
    element("defs", {}, hatching(ground.hatch)),
    // Poles are faint where they pass words.
    flags.map((flag) => poleLine(flag.pole, flagTop(flag, flagBase), rows.bottom, ground, { opacity: 0.28 })),
    rows.marks,
    flags.flatMap(({ pole }) => rows.trackTops.flatMap((top) => poleOverBar(pole, top, ground))),
    flags.flatMap((flag) => flagOnPole(flag, flagTop(flag, flagBase), ground)),
    axis.marks,
    key.marks,
  );
  const table = {
    head: input.tableHead,
    rows: [
      ...doses.map((dose) => [dose.label, valueLabel(dose, format)]),
      ...thresholds.map(({ label, millionPerKg }) => [label, format(millionPerKg)]),
    ],
  };
  return { svg, table };
}

/**
 * What everything is drawn on. Places are distances from the side where reading starts; only `x` and `box` know
 * which side that is.
 */
interface Ground {
  readonly width: number;
  readonly rtl: boolean;
  readonly format: (value: number) => string;
  readonly hatch: string;
  readonly scale: Scale;
}

type Look = Readonly<Record<string, string | number>>;

function x({ rtl, width }: Ground, fromStart: number): number {
  return rtl ? width - fromStart : fromStart;
}

/** The left edge of something so long. */
function box({ rtl, width }: Ground, fromStart: number, length: number): number {
  return rtl ? width - fromStart - length : fromStart;
}

/** Each dose: its words, then its bar under them. */
function doseRows(doses: readonly ScaleDose[], top: number, ground: Ground) {
  const marks: Markup[] = [];
  const trackTops: number[] = [];
  const room = ground.width - 2 * margin;
  let y = top;
  for (const dose of doses) {
    const value = valueLabel(dose, ground.format);
    const look = "notKnown" in dose ? { fill: palette.muted } : { weight: 700 };
    const valueRoom = textWidth(value, boldTextSize) + 12;
    // A long value goes under its label rather than squeezing it.
    const beside = valueRoom <= 0.52 * ground.width;
    const label = wrapText(dose.label, beside ? room - valueRoom : room);
    marks.push(textLines(label, { x: x(ground, margin), y: y + 14 }));
    if (beside) {
      marks.push(
        textLines([value], { x: x(ground, ground.width - margin), y: y + 14, anchor: "end", ...look }),
      );
      y += Math.max(1, label.length) * lineHeight;
    } else {
      y += label.length * lineHeight;
      const lines = wrapText(value, room, boldTextSize);
      marks.push(textLines(lines, { x: x(ground, margin), y: y + 14, ...look }));
      y += lines.length * lineHeight;
    }
    y += 3;
    marks.push(bar(dose, y, ground));
    trackTops.push(y);
    y += barHeight + 14;
  }
  return { marks, trackTops, bottom: y - 4 };
}

function bar(dose: ScaleDose, top: number, ground: Ground): Markup {
  const { scale, hatch } = ground;
  const rect = (from: number, to: number, look: Look) => {
    const length = scale.at(to) - scale.at(from);
    const left = box(ground, scale.at(from), length);
    return element("rect", { x: left, y: top, width: length, height: barHeight, rx: 3, ...look });
  };
  const outline = { stroke: palette.accent, "stroke-width": 1.5 };
  const [low, high = low] = valuesOf(dose);
  if (low === undefined || high === undefined) {
    const dotted = { stroke: palette.muted, "stroke-width": 1.5, "stroke-dasharray": "2 5" };
    return rect(0, scale.max, { fill: palette.track, ...dotted });
  }
  const look =
    dose.nature === "illustrative" ? { fill: `url(#${hatch})`, ...outline } : { fill: palette.accent };
  // The open part of a range is pale and dashed: the dose ends somewhere in it.
  const open = { fill: palette.accentSoft, ...outline, "stroke-dasharray": "4 3" };
  return element(
    "g",
    {},
    rect(0, scale.max, { fill: palette.track }),
    high > low ? rect(low, high, open) : [],
    rect(0, low, look),
  );
}

function poleLine(pole: number, y1: number, y2: number, ground: Ground, look: Look = {}): Markup {
  const at = x(ground, pole);
  return element("line", { x1: at, x2: at, y1, y2, stroke: palette.mark, "stroke-width": 2, ...look });
}

/** With a pale rim, so that it can be seen on a full bar. */
function poleOverBar(pole: number, top: number, ground: Ground): Markup[] {
  const rim = { stroke: palette.paper, "stroke-width": 5 };
  return [
    poleLine(pole, top, top + barHeight, ground, rim),
    poleLine(pole, top - 3, top + barHeight + 3, ground),
  ];
}

function flagOnPole({ pole, length, text }: Flag, top: number, ground: Ground): Markup[] {
  return [poleLine(pole, top, top + flagHeight + 3, ground), flagMark(box(ground, pole, length), top, text)];
}

function doseAxis(label: string, y: number, ground: Ground) {
  const { scale, format, width } = ground;
  const quiet = { size: smallTextSize, fill: palette.muted };
  const [start, end] = [scale.at(0), scale.at(scale.max)];
  const tickRoom = 1.6 * textWidth(format(scale.max), smallTextSize) + 24;
  const ticks = ticksUpTo(scale.max, Math.max(2, Math.min(6, Math.floor((end - start) / tickRoom))));
  const lines = wrapText(label, width - 2 * margin, smallTextSize);
  const marks = [
    element("line", { x1: x(ground, start), x2: x(ground, end), y1: y, y2: y, stroke: palette.muted }),
    ...ticks.flatMap((tick) => {
      const at = x(ground, scale.at(tick));
      const anchor = tick === 0 ? "start" : "middle";
      return [
        element("line", { x1: at, x2: at, y1: y, y2: y + 5, stroke: palette.muted }),
        textLines([format(tick)], { x: at, y: y + 19, anchor, ...quiet }),
      ];
    }),
    textLines(lines, { x: x(ground, margin), y: y + 40, ...quiet }),
  ];
  return { marks, bottom: y + 24 + lines.length * lineHeight };
}

function natureEntries(
  { doses, natureLabels }: DoseScaleInput,
  hatch: string,
  signWidth: number,
): LegendEntry[] {
  if (natureLabels === undefined) return [];
  const known = doses.filter((dose) => !("notKnown" in dose));
  return (["derived", "illustrative"] as const)
    .filter((nature) => known.some((dose) => (dose.nature ?? "derived") === nature))
    .map((nature) => ({
      label: natureLabels[nature],
      sign: (x, y) =>
        element("rect", {
          x: x + (signWidth - 30) / 2,
          y: y + 2,
          width: 30,
          height: 14,
          rx: 3,
          fill: nature === "derived" ? palette.accent : `url(#${hatch})`,
          stroke: palette.accent,
          "stroke-width": 1.5,
        }),
    }));
}

function hatching(id: string): Markup {
  return element(
    "pattern",
    { id, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    element("rect", { width: 7, height: 7, fill: palette.accentSoft }),
    element("rect", { width: 2.5, height: 7, fill: palette.accent }),
  );
}

function valuesOf(dose: ScaleDose): number[] {
  if ("notKnown" in dose) return [];
  return "millionPerKg" in dose ? [dose.millionPerKg] : [dose.lowMillionPerKg, dose.highMillionPerKg];
}

function valueLabel(dose: ScaleDose, format: (value: number) => string): string {
  if ("notKnown" in dose) return dose.notKnown;
  return dose.valueLabel ?? valuesOf(dose).map(format).join("–");
}

function requireDrawable({ doses, thresholds, width = 320 }: DoseScaleInput): void {
  if (!(width >= 280))
    throw new RangeError(`A chart width of 280 pixels or more was expected, got ${width}.`);
  for (const value of [...doses.flatMap(valuesOf), ...thresholds.map(({ millionPerKg }) => millionPerKg)]) {
    if (!(value >= 0 && value < Infinity)) {
      throw new RangeError(`Doses of 0 or more million cells per kg were expected, got ${value}.`);
    }
  }
  for (const [low, high = low] of doses.map(valuesOf)) {
    if (low !== undefined && high !== undefined && low > high) {
      throw new RangeError(`A range of doses was expected with low not above high, got ${low} to ${high}.`);
    }
  }
}
