/**
 * Baujat plots: how much each study adds to heterogeneity, against how much it moves the pooled effect.
 * Source: Baujat et al. (2002), Stat Med 21(18):2641-2652.
 */
import type { ConvergedFit } from "../fit.ts";
import { baujat } from "../influence.ts";
import { type Axis, axisFromZero, type Point } from "./axis.ts";
import { labelsOf, type PlotWords, type TextTable, twoDecimals } from "./text-twin.ts";

export interface BaujatPlot {
  /** Squared residual over its variance, the study's part of Q. */
  readonly x: Axis;
  /** Squared change of its fitted value without it, in variances of that. */
  readonly y: Axis;
  readonly points: readonly (Point & { readonly label: string })[];
  /** Studies without which the model cannot be fitted: they have no place in the plot. */
  readonly notFitted: readonly string[];
  readonly table: TextTable;
}

export interface BaujatOptions extends Omit<PlotWords, "scale"> {
  readonly head?: readonly [study: string, contribution: string, influence: string];
  /** Stands in the table where a study has no place in the plot. */
  readonly notFitted?: string;
}

/** @throws RangeError when there is not one label for each effect. */
export function baujatPlot(fitted: ConvergedFit, options: BaujatOptions = {}): BaujatPlot {
  const { format = twoDecimals, notFitted = "not estimated" } = options;
  const { head = ["Study", "Contribution to heterogeneity", "Influence on the pooled effect"] } = options;
  const labels = labelsOf(options, fitted.k);
  const found = baujat(fitted);
  const points = found.flatMap((point, i) => (point ? [{ ...point, label: labels[i]! }] : []));
  return {
    x: axisFromZero(points.map(({ x }) => x)),
    y: axisFromZero(points.map(({ y }) => y)),
    points,
    notFitted: labels.filter((_, i) => found[i] === undefined),
    table: {
      head,
      rows: found.map((point, i) =>
        point ? [labels[i]!, format(point.x), format(point.y)] : [labels[i]!, notFitted, notFitted],
      ),
    },
  };
}
