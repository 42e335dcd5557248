/**
 * GOSH plots: the same model fitted to every subset of the studies, to see whether a few of them make the heterogeneity.
 * Source: Olkin, Dahabreh and Trikalinos (2012), Res Synth Methods 3(3):214-223.
 */
import { demand, requireWhole } from "../arguments.ts";
import { type ConvergedFit, fit } from "../fit.ts";
import { optionsOf } from "../leave-one-out.ts";
import { type RandomStream, randomStream } from "../random.ts";
import { type Axis, axisBetween, axisOver, type Point } from "./axis.ts";
import { effectWriter, labelsOf, type PlotWords, type TextTable } from "./text-twin.ts";

export interface GoshPoint extends Point {
  /** The studies in the subset, by their 0-based positions, ascending. */
  readonly members: readonly number[];
}

export interface GoshPlot {
  /** The coefficient, in the unit of yi. */
  readonly x: Axis;
  /** I2, in percent. */
  readonly y: Axis;
  readonly points: readonly GoshPoint[];
  /** Whether every subset is here, or a random sample of them. */
  readonly sampled: boolean;
  /** Subsets to which the model could not be fitted. */
  readonly failed: number;
  /** For each study the medians over the subsets with and without it. */
  readonly table: TextTable;
}

export interface GoshOptions extends PlotWords {
  /** At most so many subsets; with more to be had, so many different ones are drawn at random. 20,000 unless given. */
  readonly limit?: number;
  /** Of the random draw; needed only where there are more subsets than the limit. */
  readonly seed?: number;
  /** The coefficient that is drawn, by its place in the fit; the first unless given. */
  readonly coefficient?: number;
  readonly head?: readonly [
    study: string,
    effectWith: string,
    effectWithout: string,
    i2With: string,
    i2Without: string,
  ];
}

/**
 * @param fitted of k studies; its model is fitted to subsets of more studies than it has coefficients.
 * @throws RangeError when there are more subsets than the limit and no seed, or the model leaves no subset to fit.
 */
export function goshPlot(fitted: ConvergedFit, options: GoshOptions = {}): GoshPlot {
  const { limit = 20_000, seed, coefficient = 0, scale } = options;
  requireWhole("goshPlot limit", limit, 1);
  const { effects, k } = fitted;
  const labels = labelsOf(options, k);
  const p = fitted.coefficients.length;
  demand(
    coefficient >= 0 && coefficient < p,
    "goshPlot coefficient",
    coefficient,
    `a place from 0 to ${p - 1}`,
  );
  const least = p + 1;
  const possible = subsetsOfAtLeast(least, k);
  const sampled = possible > limit;
  if (sampled)
    demand(
      seed !== undefined,
      "goshPlot seed",
      seed,
      `a whole number, for ${possible} subsets are more than ${limit}`,
    );
  const subsets = sampled ? drawSubsets(k, least, limit, randomStream(seed!)) : allSubsets(k, least);

  const points: GoshPoint[] = [];
  for (const included of subsets) {
    const members = included.flatMap((isIn, i) => (isIn ? [i] : []));
    const found = fit(
      members.map((i) => effects[i]!),
      optionsOf(fitted.options, (_, i) => included[i]!),
    );
    if (found.status !== "converged" || found.i2 === undefined) continue;
    points.push({ x: found.coefficients[coefficient]!.estimate, y: found.i2, members });
  }
  demand(
    points.length > 0,
    "goshPlot fitted",
    k,
    "a fit of a model that subsets of its studies can have, too",
  );
  return {
    x: axisOver(
      points.map(({ x }) => x),
      scale,
    ),
    y: axisBetween(0, 100),
    points,
    sampled,
    failed: subsets.length - points.length,
    table: tableOf(points, labels, options),
  };
}

/** The number of subsets of k with at least so many members. */
function subsetsOfAtLeast(least: number, k: number): number {
  let [total, ofSize] = [2 ** k, 1];
  for (let size = 0; size < least; size++) {
    total -= ofSize;
    ofSize = (ofSize * (k - size)) / (size + 1);
  }
  return total;
}

/** Counting in binary. */
function allSubsets(k: number, least: number): boolean[][] {
  return Array.from({ length: 2 ** k }, (_, code) =>
    Array.from({ length: k }, (_unused, i) => Math.floor(code / 2 ** i) % 2 === 1),
  ).filter((included) => sizeOf(included) >= least);
}

/** Different subsets, each equally likely. */
function drawSubsets(k: number, least: number, count: number, random: RandomStream): boolean[][] {
  const drawn = new Map<string, boolean[]>();
  while (drawn.size < count) {
    const included = Array.from({ length: k }, () => random.uniform() < 0.5);
    if (sizeOf(included) >= least) drawn.set(included.map(Number).join(""), included);
  }
  return [...drawn.values()];
}

function sizeOf(included: readonly boolean[]): number {
  return included.reduce((size, isIn) => size + Number(isIn), 0);
}

function tableOf(points: readonly GoshPoint[], labels: readonly string[], options: GoshOptions): TextTable {
  const { format = (value: number) => value.toFixed(1) } = options;
  const { head = ["Study", "Median effect with it", "without it", "Median I2 (%) with it", "without it"] } =
    options;
  const write = effectWriter(options);
  return {
    head,
    rows: labels.map((label, study) => {
      const [having, lacking]: [GoshPoint[], GoshPoint[]] = [[], []];
      for (const point of points) (point.members.includes(study) ? having : lacking).push(point);
      const cell = (part: GoshPoint[], of: (point: GoshPoint) => number, say: (value: number) => string) =>
        part.length === 0 ? "" : say(median(part.map(of)));
      return [
        label,
        cell(having, ({ x }) => x, write),
        cell(lacking, ({ x }) => x, write),
        cell(having, ({ y }) => y, format),
        cell(lacking, ({ y }) => y, format),
      ];
    }),
  };
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}
