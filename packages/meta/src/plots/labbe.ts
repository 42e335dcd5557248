/**
 * L'Abbe plots: the risk with the treatment against the risk without, a point for each trial.
 * Source: L'Abbe, Detsky and O'Rourke (1987), Ann Intern Med 107(2):224-233.
 */
import { demand, requireFinite, requireNonNegative } from "../arguments.ts";
import type { TwoByTwo } from "../escalc/two-by-two.ts";
import { type Axis, axisBetween, extent, type Point } from "./axis.ts";
import { labelsOf, type PlotWords, type TextTable } from "./text-twin.ts";

export interface LAbbePoint extends Point {
  readonly label: string;
  /** Participants in both arms. */
  readonly n: number;
  /** Area as a fraction of the largest: participants. */
  readonly area: number;
}

export interface LAbbePlot {
  /** Risk in arm 2, from 0 to 1. */
  readonly x: Axis;
  /** Risk in arm 1, from 0 to 1. */
  readonly y: Axis;
  readonly points: readonly LAbbePoint[];
  /** Where both risks are the same. */
  readonly diagonal: readonly [Point, Point];
  /** Risks in arm 1 that the pooled effect makes of those in arm 2; absent where none was given. */
  readonly curve?: readonly Point[];
  /** The same for both ends of its interval. */
  readonly interval?: { readonly low: readonly Point[]; readonly high: readonly Point[] };
  readonly table: TextTable;
}

export interface LAbbeOptions extends Omit<PlotWords, "scale"> {
  /** What the pooled effect is; risk ratios and odds ratios as logarithms. */
  readonly pooled?: {
    readonly measure: "RR" | "OR" | "RD";
    readonly estimate: number;
    readonly ciLow?: number;
    readonly ciHigh?: number;
  };
  readonly head?: readonly [study: string, arm1: string, arm2: string, participants: string];
}

const steps = 100;
const percent = (risk: number) => `${(100 * risk).toFixed(1)}%`;

/**
 * @param tables of trials with at least one participant in each arm.
 * @throws RangeError when a count is negative, an arm is empty or the pooled effect is not finite.
 */
export function labbePlot(tables: readonly TwoByTwo[], options: LAbbeOptions = {}): LAbbePlot {
  const {
    pooled,
    format = percent,
    head = ["Study", "Risk in arm 1", "Risk in arm 2", "Participants"],
  } = options;
  demand(tables.length > 0, "labbePlot tables", 0, "at least one table");
  const labels = labelsOf(options, tables.length);
  const sizes = tables.map(requireArms);
  const [, largest] = extent(sizes);
  const points = tables.map(({ ai, bi, ci, di }, i) => ({
    ...{ x: ci / (ci + di), y: ai / (ai + bi), label: labels[i]! },
    ...{ n: sizes[i]!, area: sizes[i]! / largest },
  }));
  const table: TextTable = {
    head,
    rows: points.map(({ label, x, y, n }) => [label, format(y), format(x), String(n)]),
  };
  const frame = { x: axisBetween(0, 1), y: axisBetween(0, 1), points, table };
  const diagonal: [Point, Point] = [
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ];
  if (!pooled) return { ...frame, diagonal };
  const { measure, estimate, ciLow, ciHigh } = pooled;
  const along = (name: string, effect: number) => {
    requireFinite(`labbePlot pooled.${name}`, effect);
    return curveOf(measure, effect);
  };
  const curve = along("estimate", estimate);
  if (ciLow === undefined || ciHigh === undefined) return { ...frame, diagonal, curve };
  return {
    ...frame,
    diagonal,
    curve,
    interval: { low: along("ciLow", ciLow), high: along("ciHigh", ciHigh) },
  };
}

/** The number of participants. */
function requireArms({ ai, bi, ci, di }: TwoByTwo, i: number): number {
  for (const [cell, count] of Object.entries({ ai, bi, ci, di })) {
    requireNonNegative(`labbePlot tables[${i}].${cell}`, count);
  }
  demand(ai + bi > 0, `labbePlot tables[${i}]`, ai + bi, "participants in arm 1");
  demand(ci + di > 0, `labbePlot tables[${i}]`, ci + di, "participants in arm 2");
  return ai + bi + ci + di;
}

/** Only where both are risks: a ratio of 2 says nothing of a risk of 0.7. */
function curveOf(measure: "RR" | "OR" | "RD", effect: number): Point[] {
  const points: Point[] = [];
  const [from, to] = rangeOf(measure, effect);
  for (let i = 0; from < to && i <= steps; i++) {
    const x = from + (i / steps) * (to - from);
    points.push({ x, y: Math.min(1, Math.max(0, riskFrom(measure, x, effect))) });
  }
  return points;
}

function rangeOf(measure: "RR" | "OR" | "RD", effect: number): [number, number] {
  if (measure === "OR") return [0, 1];
  if (measure === "RR") return [0, Math.min(1, Math.exp(-effect))];
  return [Math.max(0, -effect), Math.min(1, 1 - effect)];
}

/** The risk in arm 1 where that in arm 2 is x. */
function riskFrom(measure: "RR" | "OR" | "RD", x: number, effect: number): number {
  if (measure === "RD") return x + effect;
  if (measure === "RR") return x * Math.exp(effect);
  // x e / (1 - x + x e), written so that e may be very large.
  return x === 0 ? 0 : 1 / (1 + ((1 - x) / x) * Math.exp(-effect));
}
