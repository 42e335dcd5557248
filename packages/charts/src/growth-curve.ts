/**
 * A child's own GMFM-66 scores over age, each with its error, beside the average course of children at the same
 * GMFCS level. The average is dashed because its numbers are not yet checked; where studies disagree about later
 * years it opens into a band. Scores are not joined by a line: two of them with their errors make no trend.
 */
import { averageAt, courseBand, type GmfcsLevel, laterCourse, sampledAgeYears } from "motor";
import { type Chart, plainNumber } from "./chart.ts";
import { type LegendEntry, legend } from "./legend.ts";
import { palette } from "./palette.ts";
import { linearScale } from "./scale.ts";
import { type Direction, drawing, element, type Markup, pathThrough } from "./svg.ts";
import { lineHeight, smallTextSize, textLines, textWidth, wrapText } from "./text-layout.ts";

export interface CurvePoint {
  readonly ageYears: number;
  /** GMFM-66 points, 0 to 100. */
  readonly score: number;
  /** The 95% interval, both ends or none. */
  readonly low?: number;
  readonly high?: number;
}

/** Every word of the chart. `reference` must say that the average is not yet checked. */
export interface GrowthCurveLabels {
  readonly title: string;
  readonly description: string;
  readonly ageAxis: string;
  readonly scoreAxis: string;
  readonly reference: string;
  /** From stable to slow loss; drawn at levels III to V only. */
  readonly band: string;
  readonly score: string;
  readonly scoreErrorNotKnown: string;
  /** Marks the child's age. */
  readonly now: string;
  readonly table: {
    readonly age: string;
    readonly reference: string;
    readonly score: string;
    readonly interval: string;
    readonly errorNotKnown: string;
    /** For a cell that has nothing to hold, such as the score at an age without one. */
    readonly none: string;
  };
}

export interface GrowthCurveInput {
  readonly idPrefix: string;
  readonly level: GmfcsLevel;
  readonly points?: readonly CurvePoint[];
  /** The child's age, marked on the axis. */
  readonly ageYears?: number;
  readonly labels: GrowthCurveLabels;
  readonly formatNumber?: (value: number) => string;
  /** Natural width in pixels, 280 or more; 320 when left out. */
  readonly width?: number;
  /** Of the words only: time runs from left to right in every language. */
  readonly direction?: Direction;
}

const margin = 6;

/** @throws RangeError when a score, an age or an interval cannot be drawn, or there is no room. */
export function growthCurveChart(input: GrowthCurveInput): Chart {
  requireDrawable(input);
  const { idPrefix, level, points = [], labels, ageYears, direction = "ltr" } = input;
  const plane = planeOf(input);
  const { x, y, width, lastAge, ageLines, format } = plane;
  const hatch = `${idPrefix}-band`;
  const ageTicks = Array.from({ length: lastAge / 3 + 1 }, (_, i) => i * 3);
  const own = [...points]
    .sort((a, b) => a.ageYears - b.ageYears)
    .map((point) => scoreMark(x(point.ageYears), y(point.score), intervalOf(point)?.map(y)));
  const key = legend(legendEntries(input, hatch), {
    top: y(0) + 44 + ageLines.length * lineHeight,
    ...{ width, margin, signWidth: 30, direction },
  });
  const { title, description } = labels;
  const svg = drawing(
    { idPrefix, width, height: key.bottom + margin, title, description, direction },
    element("defs", {}, hatching(hatch)),
    axes(plane, ageTicks, direction),
    ...referenceMarks(level, plane, hatch),
    ageYears === undefined ? [] : nowMark(labels.now, x(ageYears), plane),
    own,
    key.marks,
  );
  return { svg, table: tableOf(input, ageTicks, format) };
}

/** Where ages and scores lie in the drawing, and the lines its axes are named in. */
interface Plane {
  readonly x: (ageYears: number) => number;
  readonly y: (score: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly width: number;
  readonly lastAge: number;
  readonly scoreLines: readonly string[];
  readonly ageLines: readonly string[];
  readonly format: (value: number) => string;
}

function planeOf({
  points = [],
  labels,
  ageYears,
  width = 320,
  formatNumber: format = plainNumber,
}: GrowthCurveInput): Plane {
  const oldest = Math.max(0, ageYears ?? 0, ...points.map((point) => point.ageYears));
  const lastAge = oldest <= 18 ? 18 : Math.max(sampledAgeYears.max, Math.ceil(oldest / 3) * 3);
  const scoreLines = wrapText(labels.scoreAxis, width - 2 * margin, smallTextSize);
  const nowHeight = ageYears === undefined ? 0 : lineHeight;
  const top = margin + scoreLines.length * lineHeight + nowHeight + 4;
  const plotHeight = width < 480 ? 210 : 280;
  const left = margin + textWidth(format(100), smallTextSize) + 6;
  // The last number of the time axis is centred on the end of the axis.
  const right = width - margin - textWidth(format(lastAge), smallTextSize) / 2;
  return {
    x: linearScale([0, lastAge], [left, right]).at,
    y: linearScale([0, 100], [top + plotHeight, top]).at,
    ...{ left, right, top, width, lastAge, scoreLines, format },
    ageLines: wrapText(labels.ageAxis, width - 2 * margin, smallTextSize),
  };
}

function axes(plane: Plane, ageTicks: readonly number[], direction: Direction): Markup[] {
  const { x, y, left, right, width, scoreLines, ageLines, format } = plane;
  const bottom = y(0);
  const quiet = { size: smallTextSize, fill: palette.muted };
  const scores = [0, 25, 50, 75, 100].flatMap((score) => [
    element("line", {
      ...{ x1: left, x2: right, y1: y(score), y2: y(score) },
      stroke: score === 0 ? palette.muted : palette.grid,
      "stroke-width": 1,
    }),
    textLines([format(score)], { x: left - 6, y: y(score) + 5, anchor: "end", ...quiet, direction: "ltr" }),
  ]);
  const ages = ageTicks.flatMap((age) => [
    element("line", { x1: x(age), x2: x(age), y1: bottom, y2: bottom + 5, stroke: palette.muted }),
    textLines([format(age)], { x: x(age), y: bottom + 20, anchor: "middle", ...quiet, direction: "ltr" }),
  ]);
  const side = direction === "rtl" ? width - margin : margin;
  return [
    textLines(scoreLines, { x: side, y: margin + 13, ...quiet }),
    ...scores,
    ...ages,
    textLines(ageLines, { x: side, y: bottom + 42, ...quiet }),
  ];
}

const dashed = { fill: "none", stroke: palette.mark, "stroke-dasharray": "7 5", "stroke-width": 2 };

const hasBand = (level: GmfcsLevel): boolean => laterCourse(level).loss !== undefined;

function referenceMarks(level: GmfcsLevel, { x, y, lastAge }: Plane, hatch: string): Markup[] {
  const ages = agesDrawn(level, Math.min(lastAge, sampledAgeYears.max));
  const high = ages.map((age) => [x(age), y(courseBand(level, age).highPoints)] as const);
  const average = element("path", { d: pathThrough(high), ...dashed });
  if (!hasBand(level)) return [average];
  const low = ages.map((age) => [x(age), y(courseBand(level, age).lowPoints)] as const);
  return [
    element("path", { d: pathThrough([...high, ...low.toReversed()], true), fill: `url(#${hatch})` }),
    element("path", { d: pathThrough(low), ...dashed, "stroke-width": 1 }),
    average,
  ];
}

function nowMark(label: string, at: number, { y, top, width }: Plane): Markup[] {
  const half = textWidth(label, smallTextSize) / 2;
  const centre = Math.min(width - margin - half, Math.max(margin + half, at));
  return [
    element("line", {
      ...{ x1: at, x2: at, y1: top - 2, y2: y(0), stroke: palette.muted },
      ...{ "stroke-width": 1.5, "stroke-dasharray": "1.5 3.5", "stroke-linecap": "round" },
    }),
    textLines([label], { x: centre, y: top - 7, anchor: "middle", size: smallTextSize, weight: 700 }),
  ];
}

/** Only what is drawn has an entry. */
function legendEntries({ level, points = [], labels }: GrowthCurveInput, hatch: string): LegendEntry[] {
  const average: LegendEntry = {
    label: labels.reference,
    sign: (left, top) =>
      element("path", {
        d: pathThrough([
          [left, top + 10],
          [left + 30, top + 10],
        ]),
        ...dashed,
      }),
  };
  const band: LegendEntry = {
    label: labels.band,
    sign: (left, top) =>
      element("rect", {
        ...{ x: left, y: top + 2, width: 30, height: 14, fill: `url(#${hatch})` },
        ...{ stroke: palette.mark, "stroke-dasharray": "4 3" },
      }),
  };
  const score: LegendEntry = {
    label: labels.score,
    sign: (left, top) => scoreMark(left + 15, top + 9, [top + 17, top + 1]),
  };
  const scoreAlone: LegendEntry = {
    label: labels.scoreErrorNotKnown,
    sign: (left, top) => scoreMark(left + 15, top + 9, undefined),
  };
  return [
    average,
    ...(hasBand(level) ? [band] : []),
    ...(points.some((point) => intervalOf(point) !== undefined) ? [score] : []),
    ...(points.some((point) => intervalOf(point) === undefined) ? [scoreAlone] : []),
  ];
}

/** Whole quarters of a year and the peak itself, where the band opens. */
function agesDrawn(level: GmfcsLevel, lastAge: number): number[] {
  const quarters = Array.from(
    { length: (lastAge - sampledAgeYears.min) * 4 + 1 },
    (_, i) => sampledAgeYears.min + i / 4,
  );
  const peak = laterCourse(level).loss?.peakAgeYears;
  return peak === undefined ? quarters : [...quarters, peak].sort((a, b) => a - b);
}

/** Filled with whiskers when the error is known, open without: an error not known is not an error of nothing. */
function scoreMark(x: number, y: number, interval: readonly number[] | undefined): Markup {
  const stroke = { stroke: palette.accent, "stroke-width": 2 };
  if (interval === undefined) {
    return element("circle", { cx: x, cy: y, r: 4.5, fill: palette.paper, ...stroke });
  }
  const [low, high] = interval as [number, number];
  const whiskers = [
    // A rim of paper, so that the dashed average does not run into the child's own score.
    element("line", { x1: x, x2: x, y1: low, y2: high, stroke: palette.paper, "stroke-width": 7 }),
    element("line", { x1: x, x2: x, y1: low, y2: high, ...stroke }),
    ...[low, high].map((end) => element("line", { x1: x - 5, x2: x + 5, y1: end, y2: end, ...stroke })),
  ];
  return element("g", {}, whiskers, element("circle", { cx: x, cy: y, r: 4.5, fill: palette.accent }));
}

function hatching(id: string): Markup {
  return element(
    "pattern",
    { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    element("rect", { width: 1.2, height: 6, fill: palette.mark, opacity: 0.55 }),
  );
}

function tableOf(
  { level, points = [], labels }: GrowthCurveInput,
  ageTicks: readonly number[],
  format: (value: number) => string,
): Chart["table"] {
  const words = labels.table;
  const sampled = (age: number) => age >= sampledAgeYears.min && age <= sampledAgeYears.max;
  const referenceAt = (age: number) => {
    if (!sampled(age)) return words.none;
    const { lowPoints, highPoints } = courseBand(level, age);
    if (lowPoints === highPoints) return format(averageAt(level, age).scorePoints);
    return `${format(lowPoints)}–${format(highPoints)}`;
  };
  const rows = [
    ...ageTicks
      .filter(sampled)
      .map((age) => ({ age, cells: [format(age), referenceAt(age), words.none, words.none] })),
    ...points.map((point) => {
      const interval = intervalOf(point)?.map(format).join("–") ?? words.errorNotKnown;
      const age = point.ageYears;
      return { age, cells: [format(age), referenceAt(age), format(point.score), interval] };
    }),
  ];
  return {
    head: [words.age, words.reference, words.score, words.interval],
    rows: rows.sort((a, b) => a.age - b.age).map(({ cells }) => cells),
  };
}

function intervalOf({ low, high }: CurvePoint): readonly [number, number] | undefined {
  return low === undefined || high === undefined ? undefined : [low, high];
}

function requireDrawable({ points = [], ageYears, width = 320 }: GrowthCurveInput): void {
  if (!(width >= 280))
    throw new RangeError(`A chart width of 280 pixels or more was expected, got ${width}.`);
  for (const age of [...points.map((point) => point.ageYears), ageYears ?? 0]) {
    if (!(age >= 0 && age <= 30)) throw new RangeError(`Ages from 0 to 30 years were expected, got ${age}.`);
  }
  for (const { score, low = score, high = score } of points) {
    if (!(0 <= low && low <= score && score <= high && high <= 100)) {
      throw new RangeError(
        `A score from 0 to 100 inside its interval was expected, got ${score} in ${low} to ${high}.`,
      );
    }
  }
}
