/**
 * Funnel plots: effects against their standard errors, with the limits within which they would lie around one common
 * effect, and the regions in which a study is significant by itself.
 * Sources: Sterne and Egger (2001), J Clin Epidemiol 54(10):1046-1055 (standard errors, pointing down); Peters et al.
 * (2008), J Clin Epidemiol 61(10):991-996 (contours).
 */
import { requireFinite, requireLevel } from "../arguments.ts";
import { normalUpper, normalUpperQuantile } from "../distributions/normal.ts";
import { type Effect, requireEffects } from "../effect.ts";
import { type Axis, axisBetween, axisFromZero, axisOver, type Point, requireLimits } from "./axis.ts";
import { effectWriter, labelsOf, type PlotWords, type TextTable, twoDecimals } from "./text-twin.ts";

export interface FunnelPoint extends Point {
  readonly label: string;
  /** Put in by trim and fill: no study, and to be drawn unlike one. */
  readonly imputed: boolean;
}

/** Where a study's two-sided p value against the reference is between two bounds. */
export interface SignificanceBand {
  /** pAbove < p <= pUpTo; 0 and 1 at the ends. */
  readonly pAbove: number;
  readonly pUpTo: number;
  /** Its parts, each a polygon within the frame: one around the reference, or one on each side of it. */
  readonly polygons: readonly (readonly Point[])[];
}

export interface FunnelPlot {
  /** Effects, in the unit of yi. */
  readonly x: Axis;
  /** Standard errors in the same unit, 0 at the top. */
  readonly y: Axis;
  /** The pooled effect: a vertical line. */
  readonly centre: number;
  /** Both sides of the funnel, from its tip; not cut at the frame. */
  readonly funnel: {
    readonly level: number;
    readonly tip: Point;
    readonly left: Point;
    readonly right: Point;
  };
  /** What the bands are about; no effect. */
  readonly reference: number;
  /** From the least significant outwards; empty unless levels were asked for. */
  readonly bands: readonly SignificanceBand[];
  readonly points: readonly FunnelPoint[];
  readonly table: TextTable;
}

export interface FunnelOptions extends PlotWords {
  /** The pooled effect around which the funnel stands, in the unit of yi. */
  readonly centre: number;
  /** Of the funnel, in percent; 95 unless given. */
  readonly level?: number;
  /** The effect of no difference, for the bands; 0 unless given. */
  readonly reference?: number;
  /** Levels in percent at which bands meet, such as 90, 95, 99; no bands unless given. */
  readonly contours?: readonly number[];
  /** Effects that trim and fill put in. */
  readonly imputed?: readonly Effect[];
  /** The name of an imputed effect. */
  readonly imputedLabel?: string;
  /** Ends of the effects' axis in the unit of yi; wide enough for points and funnel unless given. */
  readonly limits?: readonly [low: number, high: number];
  readonly head?: readonly [study: string, effect: string, standardError: string, p: string];
  /** Writes the two-sided p value of a study against the reference; three decimals unless given. */
  readonly formatP?: (p: number) => string;
}

/** @throws RangeError when an effect, the centre or a level cannot be used. */
export function funnelPlot(effects: readonly Effect[], options: FunnelOptions): FunnelPlot {
  const {
    centre,
    level = 95,
    reference = 0,
    contours = [],
    imputed = [],
    imputedLabel = "Imputed",
    limits,
  } = options;
  requireEffects("funnelPlot", effects);
  requireEffects("funnelPlot imputed", imputed, { atLeast: 0 });
  requireFinite("funnelPlot centre", centre);
  requireFinite("funnelPlot reference", reference);
  for (const each of [level, ...contours]) requireLevel(each);
  if (limits) requireLimits("funnelPlot limits", limits);
  const labels = labelsOf(options, effects.length);
  const points = [
    ...effects.map((effect, i) => pointOf(effect, labels[i]!, false)),
    ...imputed.map((effect) => pointOf(effect, imputedLabel, true)),
  ];
  const y: Axis = { ...axisFromZero(points.map((point) => point.y)), reversed: true };
  const half = normalUpperQuantile((1 - level / 100) / 2) * y.high;
  const x = limits
    ? axisBetween(...limits, options.scale)
    : axisOver(
        [
          ...[centre - half, centre + half, ...points.map((point) => point.x)],
          ...(contours.length > 0 ? [reference] : []),
        ],
        options.scale,
      );
  return {
    ...{ x, y, centre, reference, points },
    funnel: {
      level,
      tip: { x: centre, y: 0 },
      left: { x: centre - half, y: y.high },
      right: { x: centre + half, y: y.high },
    },
    bands: bandsOf(contours, reference, x, y.high),
    table: tableOf(points, reference, options),
  };
}

function pointOf({ yi, vi }: Effect, label: string, imputed: boolean): FunnelPoint {
  return { x: yi, y: Math.sqrt(vi), label, imputed };
}

/** Bands between |x - reference| = z y for the z of each level. */
function bandsOf(levels: readonly number[], reference: number, x: Axis, bottom: number): SignificanceBand[] {
  if (levels.length === 0) return [];
  // Rounded, so that the bound of a level of 90 is 0.1 and not 0.09999999999999998.
  const alphas = [...new Set(levels)]
    .map((level) => Number((1 - level / 100).toPrecision(12)))
    .sort((a, b) => b - a);
  return [1, ...alphas].map((pUpTo, i) => {
    const pAbove = alphas[i] ?? 0;
    const [inner, outer] = [boundary(pUpTo), boundary(pAbove)];
    const wedges =
      inner === 0
        ? [[-outer, outer]]
        : [
            [-outer, -inner],
            [inner, outer],
          ];
    const polygons = wedges
      .map(([from, to]) => wedge(reference, from!, to!, x, bottom))
      .filter((polygon) => area(polygon) > 0);
    return { pAbove, pUpTo, polygons };
  });
}

/** The z of a two-sided p; 0 for 1, infinite for 0. */
function boundary(p: number): number {
  return p === 1 ? 0 : p === 0 ? Number.POSITIVE_INFINITY : normalUpperQuantile(p / 2);
}

/** What lies between two lines x = reference + z y, above `bottom` and on the axis. */
function wedge(reference: number, from: number, to: number, x: Axis, bottom: number): Point[] {
  const tip = { x: reference, y: 0 };
  const foot = (z: number): Point[] => {
    if (Number.isFinite(z)) return [{ x: reference + z * bottom, y: bottom }];
    const edge = z < 0 ? x.low : x.high;
    // Beyond the last line all is one region, out to the corners of the frame.
    const corners = [
      { x: edge, y: bottom },
      { x: edge, y: 0 },
    ];
    return z < 0 ? corners.reverse() : corners;
  };
  const outline = [tip, ...foot(from), ...foot(to)];
  return keepSide(keepSide(outline, x.low, 1), x.high, -1);
}

/** The part of a convex polygon on one side of a vertical line. Sutherland and Hodgman (1974), Commun ACM 17(1):32-42. */
function keepSide(polygon: readonly Point[], at: number, side: 1 | -1): Point[] {
  return polygon.flatMap((point, i) => {
    const next = polygon[(i + 1) % polygon.length]!;
    const [here, there] = [side * (point.x - at), side * (next.x - at)];
    const kept = here >= 0 ? [point] : [];
    if (here >= 0 === there >= 0) return kept;
    const share = here / (here - there);
    return [...kept, { x: at, y: point.y + share * (next.y - point.y) }];
  });
}

/** Half the sum of cross products; 0 for what has shrunk to a line at the edge. */
function area(polygon: readonly Point[]): number {
  const twice = polygon.reduce((sum, { x, y }, i) => {
    const next = polygon[(i + 1) % polygon.length]!;
    return sum + x * next.y - next.x * y;
  }, 0);
  return Math.abs(twice) / 2;
}

function tableOf(points: readonly FunnelPoint[], reference: number, options: FunnelOptions): TextTable {
  const {
    head = ["Study", "Effect", "Standard error", "p"],
    format = twoDecimals,
    formatP = plainP,
  } = options;
  const write = effectWriter(options);
  return {
    head,
    rows: points.map(({ label, x, y, imputed }) => {
      // No study, so no significance of its own.
      const p = imputed ? "" : formatP(2 * normalUpper(Math.abs(x - reference) / y));
      return [label, write(x), format(y), p];
    }),
  };
}

/** Never "0.000": a p value is small, not nothing. */
function plainP(p: number): string {
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}
