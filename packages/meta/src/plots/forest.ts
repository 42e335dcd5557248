/**
 * Forest plots: a row for each study, and the pooled effect as a diamond under them.
 * Source: Lewis and Clarke (2001), BMJ 322(7300):1479-1480; prediction interval under the diamond as in Riley, Higgins and
 * Deeks (2011), BMJ 342:d549.
 */
import { demand } from "../arguments.ts";
import { normalUpperQuantile } from "../distributions/normal.ts";
import { type ConvergedFit, testedColumns } from "../fit.ts";
import { residuals } from "../influence.ts";
import { type Interval, predict } from "../predict.ts";
import { type Axis, axisBetween, axisOver, type Point, plainScale, requireLimits } from "./axis.ts";
import { effectWriter, intervalWriter, labelsOf, type PlotWords, type TextTable } from "./text-twin.ts";

/** An estimate with its confidence interval, in the unit of yi. */
export interface EstimateWithInterval {
  readonly estimate: number;
  readonly ciLow: number;
  readonly ciHigh: number;
}

/** What stands in a row of a forest. */
export type ForestEntry = { readonly label: string } & (
  | (EstimateWithInterval & {
      /** In percent of all weights; where left out, all rows weigh the same and the table has no weights. */
      readonly weight?: number;
      /** What a model with moderators expects of this study. */
      readonly fitted?: EstimateWithInterval;
    })
  /** No estimate could be had, and why: never drawn as 0. */
  | { readonly notEstimated: string }
);

export interface ForestSummary extends EstimateWithInterval {
  readonly label: string;
  /** Where the true effect of a new study is expected. */
  readonly prediction?: Interval;
}

/** One row as drawn. x is the effect in the unit of yi; y counts rows from 0 at the top. */
export type ForestRow = { readonly label: string; readonly y: number } & (
  | {
      readonly kind: "estimate";
      readonly estimate: number;
      readonly ciLow: number;
      readonly ciHigh: number;
      /** The part of the interval that is on the axis, and whether it goes on beyond: an arrow belongs there. */
      readonly line: {
        readonly from: number;
        readonly to: number;
        readonly beyondLow: boolean;
        readonly beyondHigh: boolean;
      };
      /** Area of the square, as a fraction of the largest; squares of equal area where no weights were given. */
      readonly area: number;
      readonly weight?: number;
      /** The diamond behind the square, as four corners. */
      readonly fitted?: readonly Point[];
    }
  | { readonly kind: "not-estimated"; readonly because: string }
);

export interface ForestDiamond extends ForestSummary {
  readonly y: number;
  /** Left, top, right, bottom; the corners to the left and right are the ends of the interval. */
  readonly corners: readonly [Point, Point, Point, Point];
}

export interface ForestPlot {
  /** Effects, in the unit of yi; ticks say what people read. */
  readonly x: Axis;
  /** Rows, from 0 at the top; each is 1 high around its y. */
  readonly y: Axis;
  /** No effect: a line through all rows. */
  readonly reference: number;
  readonly rows: readonly ForestRow[];
  /** Below the rows. */
  readonly diamonds: readonly ForestDiamond[];
  readonly table: TextTable;
}

/** Heads of the table, and the words for the pooled effect. */
export interface ForestWords {
  readonly study: string;
  readonly effect: string;
  /** Given the level in percent. */
  readonly interval: (level: number) => string;
  readonly weight: string;
  readonly prediction: string;
  readonly pooled: string;
}

export const englishForestWords: ForestWords = {
  study: "Study",
  effect: "Effect",
  interval: (level) => `${level}% CI`,
  weight: "Weight (%)",
  prediction: "Prediction interval",
  pooled: "Pooled effect",
};

export interface ForestOptions extends PlotWords {
  /** The effect of no difference; 0 unless given, which on a ratio scale is 1. */
  readonly reference?: number;
  /** Ends of the axis in the unit of yi; all intervals are within it unless given. */
  readonly limits?: readonly [low: number, high: number];
  /** In percent, for the head of the table; 95 unless given. */
  readonly level?: number;
  readonly words?: Partial<ForestWords>;
}

export interface FittedForestOptions extends Omit<ForestOptions, "level"> {
  /**
   * Which prediction interval goes with the diamond: fit: with the distribution of the fit's tests; riley: t with k - p - 1
   * degrees of freedom; none. fit unless given.
   */
  readonly prediction?: "fit" | "riley" | "none";
}

/** Half the height of a diamond, in rows. */
const halfDiamond = 0.32;

/**
 * A fit as a forest: the studies with their weights, then the pooled effect. With moderators there is no one pooled effect;
 * each study has a diamond of its own, for what the model expects of it.
 * @throws RangeError when there is not one label for each effect, or limits are not two numbers in order.
 */
export function forestPlot(fitted: ConvergedFit, options: FittedForestOptions = {}): ForestPlot {
  const { effects, level, options: model } = fitted;
  const labels = labelsOf(options, effects.length);
  const critical = normalUpperQuantile((1 - level / 100) / 2);
  const weights = residuals(fitted);
  const moderated = testedColumns(model.design).length > 0;
  const entries = effects.map(({ yi, vi }, i): ForestEntry => {
    const half = critical * Math.sqrt(vi);
    return {
      ...{ label: labels[i]!, estimate: yi, ciLow: yi - half, ciHigh: yi + half },
      weight: weights[i]!.weight,
      ...(moderated ? { fitted: predict(fitted, model.design!.rows[i]!) } : {}),
    };
  });
  const words = { ...englishForestWords, ...options.words };
  return forestOf(entries, moderated ? [] : [pooled(fitted, words.pooled, options)], { ...options, level });
}

function pooled(
  fitted: ConvergedFit,
  label: string,
  { prediction: asked = "fit" }: FittedForestOptions,
): ForestSummary {
  const { estimate, ciLow, ciHigh, prediction, predictionRiley } = predict(
    fitted,
    fitted.options.design?.rows[0],
  );
  const chosen = asked === "none" ? undefined : asked === "riley" ? predictionRiley : prediction;
  return { label, estimate, ciLow, ciHigh, ...(chosen ? { prediction: chosen } : {}) };
}

/**
 * Any rows and summaries as a forest: results of Mantel-Haenszel, of a multilevel or Bayesian model, of subgroups.
 * @throws RangeError when there is nothing to draw, or a number is not finite or not within its interval.
 */
export function forestOf(
  entries: readonly ForestEntry[],
  summaries: readonly ForestSummary[],
  options: ForestOptions = {},
): ForestPlot {
  const { reference = 0, limits, scale = plainScale } = options;
  demand(entries.length + summaries.length > 0, "forest entries", 0, "at least one row or summary");
  entries.forEach((entry, i) => {
    if ("notEstimated" in entry) return;
    requireInterval(`forest entries[${i}]`, entry);
    if (entry.weight !== undefined) {
      demand(
        entry.weight >= 0 && entry.weight < Number.POSITIVE_INFINITY,
        `forest entries[${i}].weight`,
        entry.weight,
        "a finite number of at least 0",
      );
    }
  });
  summaries.forEach((summary, i) => {
    requireInterval(`forest summaries[${i}]`, summary);
  });
  if (limits) requireLimits("forest limits", limits);
  const x = limits
    ? axisBetween(...limits, scale)
    : axisOver([reference, ...ends(entries, summaries)], scale);
  const most = Math.max(0, ...entries.map((entry) => ("notEstimated" in entry ? 0 : (entry.weight ?? 0))));
  return {
    x,
    y: { low: -0.5, high: entries.length + summaries.length - 0.5, ticks: [], reversed: true },
    reference,
    rows: entries.map((entry, y) => rowOf(entry, y, x, most)),
    diamonds: summaries.map((summary, i) => {
      const y = entries.length + i;
      return { ...summary, y, corners: diamond(summary, y) };
    }),
    table: tableOf(entries, summaries, options),
  };
}

function rowOf(entry: ForestEntry, y: number, x: Axis, mostWeight: number): ForestRow {
  const { label } = entry;
  if ("notEstimated" in entry) return { label, y, kind: "not-estimated", because: entry.notEstimated };
  const { estimate, ciLow, ciHigh, weight, fitted } = entry;
  return {
    ...{ label, y, kind: "estimate", estimate, ciLow, ciHigh },
    line: {
      from: Math.min(Math.max(ciLow, x.low), x.high),
      to: Math.max(Math.min(ciHigh, x.high), x.low),
      beyondLow: ciLow < x.low,
      beyondHigh: ciHigh > x.high,
    },
    area: weight === undefined || mostWeight === 0 ? 1 : weight / mostWeight,
    ...(weight === undefined ? {} : { weight }),
    ...(fitted ? { fitted: diamond(fitted, y) } : {}),
  };
}

function diamond({ estimate, ciLow, ciHigh }: EstimateWithInterval, y: number): [Point, Point, Point, Point] {
  return [
    { x: ciLow, y },
    { x: estimate, y: y - halfDiamond },
    { x: ciHigh, y },
    { x: estimate, y: y + halfDiamond },
  ];
}

/** All that has to be on the axis. */
function ends(entries: readonly ForestEntry[], summaries: readonly ForestSummary[]): number[] {
  return [
    ...entries.flatMap((entry) => {
      if ("notEstimated" in entry) return [];
      const { ciLow, ciHigh, fitted } = entry;
      return fitted ? [ciLow, ciHigh, fitted.ciLow, fitted.ciHigh] : [ciLow, ciHigh];
    }),
    ...summaries.flatMap(({ ciLow, ciHigh, prediction }) =>
      prediction ? [ciLow, ciHigh, prediction.low, prediction.high] : [ciLow, ciHigh],
    ),
  ];
}

function requireInterval(name: string, { estimate, ciLow, ciHigh }: EstimateWithInterval): void {
  const finite = [estimate, ciLow, ciHigh].every(Number.isFinite);
  const within = ciLow <= estimate && estimate <= ciHigh;
  demand(finite && within, name, [ciLow, estimate, ciHigh], "a finite estimate within its interval");
}

function tableOf(
  entries: readonly ForestEntry[],
  summaries: readonly ForestSummary[],
  options: ForestOptions,
): TextTable {
  const words = { ...englishForestWords, ...options.words };
  const [write, writeInterval] = [effectWriter(options), intervalWriter(options)];
  const weighted = entries.some((entry) => "weight" in entry);
  const writeWeight = options.format ?? ((weight: number) => weight.toFixed(1));
  const cells = (label: string, effect: string, interval: string, weight: string) =>
    weighted ? [label, effect, interval, weight] : [label, effect, interval];
  return {
    head: cells(words.study, words.effect, words.interval(options.level ?? 95), words.weight),
    rows: [
      ...entries.map((entry) => {
        if ("notEstimated" in entry) return cells(entry.label, entry.notEstimated, "", "");
        const { label, estimate, ciLow, ciHigh, weight } = entry;
        return cells(
          label,
          write(estimate),
          writeInterval(ciLow, ciHigh),
          weight === undefined ? "" : writeWeight(weight),
        );
      }),
      ...summaries.flatMap(({ label, estimate, ciLow, ciHigh, prediction }) => [
        cells(label, write(estimate), writeInterval(ciLow, ciHigh), ""),
        ...(prediction
          ? [cells(words.prediction, "", writeInterval(prediction.low, prediction.high), "")]
          : []),
      ]),
    ],
  };
}
