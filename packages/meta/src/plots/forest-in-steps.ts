/**
 * Forests whose rows are fits: without each study in turn, and with the studies added one after another.
 * Source: Lau et al. (1995), J Clin Epidemiol 48(1):45-57.
 */
import type { Effect } from "../effect.ts";
import type { ConvergedFit, Fit, FitOptions } from "../fit.ts";
import { cumulative, leaveOneOut } from "../leave-one-out.ts";
import {
  englishForestWords,
  type ForestEntry,
  type ForestOptions,
  type ForestPlot,
  forestOf,
} from "./forest.ts";
import { labelsOf } from "./text-twin.ts";

export interface StepOptions extends Omit<ForestOptions, "level"> {
  /** The coefficient that is drawn, by its place in the fit; the first unless given. */
  readonly coefficient?: number;
  /** Names a row after the study left out or added; "Without" or "+" and its label unless given. */
  readonly row?: (label: string) => string;
  /** Says why a step has no estimate; its status in words unless given. */
  readonly reason?: (status: Exclude<Fit["status"], "converged">) => string;
}

/** The pooled effect without each study in turn, and with all as a diamond under them. */
export function leaveOneOutForest(fitted: ConvergedFit, options: StepOptions = {}): ForestPlot {
  const { coefficient = 0, row = (label) => `Without ${label}` } = options;
  const labels = labelsOf(options, fitted.effects.length);
  const rows = leaveOneOut(fitted).map((without, i) => entry(row(labels[i]!), without, options));
  const { estimate, ciLow, ciHigh } = fitted.coefficients[coefficient]!;
  const label = options.words?.pooled ?? englishForestWords.pooled;
  return forestOf(rows, [{ label, estimate, ciLow, ciHigh }], { ...options, level: fitted.level });
}

export type CumulativeForestOptions = Omit<StepOptions, "coefficient"> & {
  /** How each step is fitted; without moderators, for the first steps could not be. */
  readonly model?: Omit<FitOptions, "design">;
};

/**
 * The pooled effect as each study came in; the last row is that of all. labels name the effects in their given order.
 * @param order a value for each effect, such as its year: effects are added from the least up.
 */
export function cumulativeForest(
  effects: readonly Effect[],
  order: readonly number[],
  options: CumulativeForestOptions = {},
): ForestPlot {
  const { model = {}, row = (label) => `+ ${label}` } = options;
  const labels = labelsOf(options, effects.length);
  const rows = cumulative(effects, order, model).map(({ added, fit }) =>
    entry(row(labels[added]!), fit, options),
  );
  return forestOf(rows, [], { ...options, level: model.level ?? 95 });
}

function entry(label: string, found: Fit, { coefficient = 0, reason = inWords }: StepOptions): ForestEntry {
  if (found.status !== "converged") return { label, notEstimated: reason(found.status) };
  const { estimate, ciLow, ciHigh } = found.coefficients[coefficient]!;
  return { label, estimate, ciLow, ciHigh };
}

function inWords(status: Exclude<Fit["status"], "converged">): string {
  return `not estimated: ${status.replaceAll("-", " ")}`;
}
