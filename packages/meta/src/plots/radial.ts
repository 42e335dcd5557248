/**
 * Radial plots: effects in standard errors against precision, so that a study's effect is the slope of the line from the
 * origin to it, and all studies scatter equally about the pooled slope.
 * Source: Galbraith (1988), Technometrics 30(3):271-281.
 */
import { demand } from "../arguments.ts";
import { normalUpperQuantile } from "../distributions/normal.ts";
import { type ConvergedFit, testedColumns } from "../fit.ts";
import { radial } from "../influence.ts";
import { predict } from "../predict.ts";
import {
  type Axis,
  axisBetween,
  axisFromZero,
  axisOver,
  extent,
  type Point,
  type Tick,
  ticksBetween,
} from "./axis.ts";
import { effectWriter, labelsOf, type PlotWords, type TextTable, twoDecimals } from "./text-twin.ts";

export interface RadialPlot {
  /** Precision, 1 / sqrt(vi + tau2), from 0. */
  readonly x: Axis;
  /** yi / sqrt(vi + tau2). */
  readonly y: Axis;
  /**
   * Effects, to be read along the line from the origin: stands at the right edge. `at` is a y there; `shown` the effect as
   * people read it.
   */
  readonly effects: { readonly x: number; readonly ticks: readonly Tick[] };
  readonly points: readonly (Point & { readonly label: string })[];
  /** From the origin to the right edge; its slope is the pooled effect. */
  readonly line: readonly [Point, Point];
  /** Corners of the region in which `level` percent of the studies are expected, parallel to the line. */
  readonly band: readonly [Point, Point, Point, Point];
  /** The confidence interval of the pooled effect, as a wedge from the origin. */
  readonly interval: readonly [Point, Point, Point];
  readonly table: TextTable;
}

export interface RadialOptions extends PlotWords {
  readonly head?: readonly [study: string, precision: string, standardised: string, effect: string];
}

/**
 * @param fitted without moderators: a slope is one pooled effect.
 * @throws RangeError for a fit with moderators.
 */
export function radialPlot(fitted: ConvergedFit, options: RadialOptions = {}): RadialPlot {
  const moderators = testedColumns(fitted.options.design).length;
  demand(moderators === 0, "radialPlot moderators", moderators, "a fit without moderators");
  const { estimate, ciLow, ciHigh } = predict(fitted);
  const { effects, tau2, level } = fitted;
  const labels = labelsOf(options, effects.length);
  const points = radial(effects, tau2).map((point, i) => ({ ...point, label: labels[i]! }));
  const z = normalUpperQuantile((1 - level / 100) / 2);
  const x = axisFromZero(points.map((point) => point.x));
  const edge = x.high;
  const at = (slope: number): Point => ({ x: edge, y: slope * edge });
  const [least, most] = extent(effects.map(({ yi }) => yi));
  const span = axisBetween(least, most);
  return {
    x,
    y: axisOver([-z, z, estimate * edge - z, estimate * edge + z, ...points.map((point) => point.y)]),
    effects: {
      x: edge,
      ticks: ticksBetween(span.low, span.high, options.scale).map((tick) => ({
        ...tick,
        at: tick.at * edge,
      })),
    },
    points,
    line: [{ x: 0, y: 0 }, at(estimate)],
    band: [
      { x: 0, y: z },
      { x: edge, y: estimate * edge + z },
      { x: edge, y: estimate * edge - z },
      { x: 0, y: -z },
    ],
    interval: [{ x: 0, y: 0 }, at(ciHigh), at(ciLow)],
    table: tableOf(points, effects, options),
  };
}

function tableOf(
  points: RadialPlot["points"],
  effects: ConvergedFit["effects"],
  options: RadialOptions,
): TextTable {
  const { format = twoDecimals } = options;
  const { head = ["Study", "Precision", "Effect in standard errors", "Effect"] } = options;
  const write = effectWriter(options);
  return {
    head,
    rows: points.map(({ x, y, label }, i) => [label, format(x), format(y), write(effects[i]!.yi)]),
  };
}
