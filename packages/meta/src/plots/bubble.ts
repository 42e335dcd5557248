/**
 * Bubble plots: effects against one moderator, with the line that the meta-regression draws through them.
 * Source: Thompson and Higgins (2002), Stat Med 21(11):1559-1573.
 */
import { demand, requireFinite } from "../arguments.ts";
import type { ConvergedFit } from "../fit.ts";
import { residuals } from "../influence.ts";
import { type Interval, predict } from "../predict.ts";
import { type Axis, axisOver, extent, type Point } from "./axis.ts";
import { effectWriter, labelsOf, type PlotWords, type TextTable, twoDecimals } from "./text-twin.ts";

export interface Bubble extends Point {
  readonly label: string;
  /** Area as a fraction of the largest: the study's weight in the model. */
  readonly area: number;
  /** In percent. */
  readonly weight: number;
}

/** The line at one value of the moderator. */
export interface RegressionPoint {
  /** Of the moderator. */
  readonly x: number;
  readonly estimate: number;
  readonly ciLow: number;
  readonly ciHigh: number;
  /** Of a new study's true effect; absent for the equal-effects model. */
  readonly prediction?: Interval;
}

export interface BubblePlot {
  /** The moderator, in its own unit. */
  readonly x: Axis;
  /** Effects, in the unit of yi. */
  readonly y: Axis;
  readonly bubbles: readonly Bubble[];
  /** From the least to the greatest value of the moderator and not beyond: no study says how it goes on there. */
  readonly line: readonly RegressionPoint[];
  /** A row for each study: its moderator, effect and weight. */
  readonly table: TextTable;
}

export interface BubbleOptions extends PlotWords {
  /** The column of the design that is drawn, by its name. */
  readonly moderator: string;
  /** Values for all columns, that of the moderator ignored; the means over the studies unless given. */
  readonly at?: readonly number[];
  /** How many points the line has, 2 or more; 41 unless given. */
  readonly points?: number;
  readonly head?: readonly [study: string, moderator: string, effect: string, weight: string];
}

/** @throws RangeError when the fit has no column of that name, or `at` does not fit the design. */
export function bubblePlot(fitted: ConvergedFit, options: BubbleOptions): BubblePlot {
  const { moderator, points = 41, scale } = options;
  const design = fitted.options.design;
  const column = design?.names.indexOf(moderator) ?? -1;
  demand(
    design !== undefined && column >= 0,
    "bubblePlot moderator",
    moderator,
    `one of ${design?.names.join(", ") ?? "a fit with moderators"}`,
  );
  demand(
    Number.isInteger(points) && points >= 2,
    "bubblePlot points",
    points,
    "a whole number of at least 2",
  );
  const { names, rows } = design;
  const at = options.at ?? names.map((_, j) => rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length);
  demand(
    at.length === names.length,
    "bubblePlot at",
    at.length,
    `${names.length} numbers, one for each column`,
  );
  at.forEach((value, j) => {
    requireFinite(`bubblePlot at[${j}]`, value);
  });

  const labels = labelsOf(options, fitted.k);
  const weights = residuals(fitted).map(({ weight }) => weight);
  const [, heaviest] = extent(weights);
  const bubbles = fitted.effects.map(({ yi }, i) => ({
    ...{ x: rows[i]![column]!, y: yi, label: labels[i]! },
    ...{ area: weights[i]! / heaviest, weight: weights[i]! },
  }));
  const [least, most] = extent(bubbles.map(({ x }) => x));
  const line = Array.from({ length: points }, (_, i): RegressionPoint => {
    const x = least + (i / (points - 1)) * (most - least);
    const { estimate, ciLow, ciHigh, prediction } = predict(fitted, at.with(column, x));
    return { x, estimate, ciLow, ciHigh, ...(prediction ? { prediction } : {}) };
  });
  return {
    x: axisOver([least, most]),
    y: axisOver(
      [...bubbles.map(({ y }) => y), ...line.flatMap(({ ciLow, ciHigh }) => [ciLow, ciHigh])],
      scale,
    ),
    ...{ bubbles, line, table: tableOf(bubbles, options) },
  };
}

function tableOf(bubbles: readonly Bubble[], options: BubbleOptions): TextTable {
  const { format = twoDecimals, head = ["Study", options.moderator, "Effect", "Weight (%)"] } = options;
  const write = effectWriter(options);
  return {
    head,
    rows: bubbles.map(({ label, x, y, weight }) => [label, format(x), write(y), format(weight)]),
  };
}
