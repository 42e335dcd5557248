/**
 * What a unit of cord blood comes to per kilogram, now and at later weights, beside published numbers. Bars from
 * zero and flags on one axis; which side of a flag a bar ends on is all it shows, and no flag is drawn as a goal.
 */
import { type Chart, plainNumber } from "./chart.ts";
import { type LegendEntry, legend } from "./legend.ts";
import { palette } from "./palette.ts";
import { linearScale, ticksUpTo } from "./scale.ts";
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
const flag = { height: 19, padding: 6, between: 3 };

/** @throws RangeError when a number is negative or not finite, a range is the wrong way round, or there is no room. */
export function doseScaleChart(input: DoseScaleInput): Chart {
  requireDrawable(input);
  const { idPrefix, doses, axisLabel, width = 320, direction = "ltr" } = input;
  const format = input.formatNumber ?? plainNumber;
  const thresholds = [...input.thresholds].sort((a, b) => a.millionPerKg - b.millionPerKg);
  const hatch = `${idPrefix}-hatch`;

  // Everything is placed by its distance from the side where reading starts, then turned into x.
  const x = (fromStart: number) => (direction === "rtl" ? width - fromStart : fromStart);
  const box = (fromStart: number, length: number) =>
    direction === "rtl" ? width - fromStart - length : fromStart;

  const flags = thresholds.map(({ millionPerKg }) => ({ millionPerKg, text: format(millionPerKg) }));
  const flagWidth = (text: string) => textWidth(text, smallTextSize) + 2 * flag.padding;
  const greatest = Math.max(
    1,
    ...doses.flatMap(valuesOf),
    ...thresholds.map(({ millionPerKg }) => millionPerKg),
  );
  const lastFlag = flags.at(-1);
  // Room for the last flag to fly past the end of the axis.
  const end = width - margin - (lastFlag === undefined ? 0 : flagWidth(lastFlag.text) * 0.6);
  const scale = linearScale([0, greatest * 1.04], [margin, end]);

  // From the greatest down: a smaller flag that would cover a greater one flies one level higher, so that no
  // pole ever runs through a flag.
  const placed: { from: number; to: number; level: number; text: string }[] = [];
  for (const { millionPerKg, text } of flags.toReversed()) {
    const from = Math.min(scale.at(millionPerKg), width - margin - flagWidth(text));
    const to = from + flagWidth(text);
    const covered = placed.filter((other) => other.from < to + flag.between);
    placed.push({ from, to, level: Math.max(-1, ...covered.map(({ level }) => level)) + 1, text });
  }
  const levels = Math.max(0, ...placed.map(({ level }) => level + 1));
  const rowsTop = margin + levels * (flag.height + flag.between) + 6;

  const rows: Markup[] = [];
  const trackTops: number[] = [];
  let y = rowsTop;
  for (const dose of doses) {
    const value = valueLabel(dose, format);
    const valueRoom = textWidth(value, boldTextSize) + 12;
    const beside = width - 2 * margin - valueRoom >= 0.45 * width;
    const lines = wrapText(dose.label, width - 2 * margin - (beside ? valueRoom : 0));
    const values = beside ? [value] : wrapText(value, width - 2 * margin, boldTextSize);
    rows.push(textLines(lines, { x: x(margin), y: y + 14 }));
    if (!beside) y += lines.length * lineHeight;
    rows.push(
      textLines(values, {
        x: beside ? x(width - margin) : x(margin),
        y: y + 14,
        anchor: beside ? "end" : "start",
        ...("notKnown" in dose ? { fill: palette.muted } : { weight: 700 }),
      }),
    );
    y += (beside ? lines.length : values.length) * lineHeight + 3;
    rows.push(bar(dose, y));
    trackTops.push(y);
    y += barHeight + 14;
  }
  const axisY = y - 4;

  function bar(dose: ScaleDose, top: number): Markup {
    const rect = (from: number, to: number, look: Record<string, string | number>) =>
      element("rect", {
        x: box(scale.at(from), scale.at(to) - scale.at(from)),
        y: top,
        width: Math.max(1, scale.at(to) - scale.at(from)),
        height: barHeight,
        rx: 3,
        ...look,
      });
    const outline = { stroke: palette.accent, "stroke-width": 1.5 };
    const [low, high = low] = valuesOf(dose);
    if (low === undefined || high === undefined) {
      return rect(0, scale.max, {
        fill: palette.track,
        stroke: palette.muted,
        "stroke-width": 1.5,
        "stroke-dasharray": "2 5",
      });
    }
    const look =
      dose.nature === "illustrative"
        ? { fill: `url(#${hatch})`, ...outline }
        : { fill: palette.accent, ...outline };
    const track = rect(0, scale.max, { fill: palette.track });
    const body = rect(0, low, look);
    // The open part of a range is pale and dashed: the dose ends somewhere in it.
    const open = rect(low, high, { fill: palette.accentSoft, ...outline, "stroke-dasharray": "4 3" });
    return element("g", {}, track, high > low ? open : [], body);
  }

  const line = (fromStart: number, y1: number, y2: number, look: Record<string, string | number>) =>
    element("line", {
      x1: x(fromStart),
      x2: x(fromStart),
      y1,
      y2,
      stroke: palette.mark,
      "stroke-width": 2,
      ...look,
    });
  const poles = placed.map(({ from, level, text }) => {
    const flagY = rowsTop - 6 - (level + 1) * (flag.height + flag.between) + flag.between;
    const length = flagWidth(text);
    return {
      // Faint where it passes words, strong where it crosses a bar, with a pale rim to stand out from it.
      faint: line(from, flagY, axisY, { opacity: 0.28 }),
      strong: trackTops.flatMap((top) => [
        line(from, top, top + barHeight, { stroke: palette.paper, "stroke-width": 5 }),
        line(from, top - 3, top + barHeight + 3, {}),
      ]),
      flag: element(
        "g",
        {},
        line(from, flagY, flagY + flag.height + 3, {}),
        flagMark(box(from, length), flagY, length, text),
      ),
    };
  });

  const tickSpace = 1.6 * textWidth(format(greatest), smallTextSize);
  const ticks = ticksUpTo(scale.max, Math.max(2, Math.min(6, Math.floor((end - margin) / (tickSpace + 24)))));
  const axis = [
    element("line", {
      x1: x(margin),
      x2: x(end),
      y1: axisY,
      y2: axisY,
      stroke: palette.muted,
      "stroke-width": 1,
    }),
    ...ticks.flatMap((tick) => [
      element("line", {
        x1: x(scale.at(tick)),
        x2: x(scale.at(tick)),
        y1: axisY,
        y2: axisY + 5,
        stroke: palette.muted,
      }),
      textLines([format(tick)], {
        x: x(scale.at(tick)),
        y: axisY + 19,
        anchor: tick === 0 ? "start" : "middle",
        size: smallTextSize,
        fill: palette.muted,
      }),
    ]),
  ];
  const axisLines = wrapText(axisLabel, width - 2 * margin, smallTextSize);
  const axisText = textLines(axisLines, {
    x: x(margin),
    y: axisY + 40,
    size: smallTextSize,
    fill: palette.muted,
  });

  const signWidth = Math.max(30, ...flags.map(({ text }) => flagWidth(text)));
  const key = legend(
    [
      ...natureEntries(input, hatch, signWidth),
      ...thresholds.map(({ label, millionPerKg }) => {
        const text = format(millionPerKg);
        const length = flagWidth(text);
        return {
          label,
          sign: (left: number, top: number) => flagMark(left + (signWidth - length) / 2, top, length, text),
        };
      }),
    ],
    { top: axisY + 40 + axisLines.length * lineHeight, width, margin, signWidth, direction },
  );

  const svg = drawing(
    {
      idPrefix,
      width,
      height: key.bottom + margin,
      title: input.title,
      description: input.description,
      direction,
    },
    element("defs", {}, hatching(hatch)),
    poles.map(({ faint }) => faint),
    rows,
    poles.flatMap(({ strong }) => strong),
    poles.map((pole) => pole.flag),
    axis,
    axisText,
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

function flagMark(left: number, top: number, length: number, text: string): Markup {
  return element(
    "g",
    {},
    element("rect", { x: left, y: top, width: length, height: flag.height, rx: 3, fill: palette.mark }),
    textLines([text], {
      x: left + length / 2,
      y: top + 14,
      anchor: "middle",
      size: smallTextSize,
      weight: 700,
      fill: palette.onMark,
    }),
  );
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
