/**
 * Our own pools of published contrasts, computed by the engine where they are shown: illustrations beside the published
 * estimate, never in its place, for it cannot be rebuilt from public data.
 */
import { type Chart, forestChart } from "charts";
import { type CitedFigure, citation, type DataSet, figureIndex, type Work } from "evidence";
import { fit, forestPlot } from "meta";
import type { SourceList, Statement } from "./sources.ts";
import { directionOf, type Locale, type Say } from "./words.ts";

/** Pools of one product by one route, or with the mixture said in their words; the data set holds further ones. */
const shownPools = ["own.12m-vein.random", "own.6m-cells-or-not.random"];

export interface IllustrativePool {
  readonly id: string;
  readonly statement: Statement;
  /** Pooled mean difference in points of the measure, with its 95% interval. */
  readonly effect: { readonly estimate: number; readonly ciLow: number; readonly ciHigh: number };
  readonly chart: Chart;
}

/** @throws RangeError when a pool names an outcome without a difference and its standard error, or cannot be fitted. */
export function illustrativePools(
  data: DataSet,
  sources: SourceList,
  say: Say,
  locale: Locale,
): IllustrativePool[] {
  const figures = figureIndex(data);
  const figure = (id: string): CitedFigure => {
    const found = figures.get(id);
    if (!found) throw new RangeError(`the data set has no figure ${id}`);
    return found;
  };
  return data.pooled
    .filter(({ id }) => shownPools.includes(id))
    .map(({ id, outcomes = [], month = 0, measure }) => {
      const differences = outcomes.map((outcome) => figure(`${outcome}/difference`));
      const errors = outcomes.map((outcome) => figure(`${outcome}/se`));
      const effects = differences.map(({ value }, i) => ({ yi: value, vi: errors[i]!.value ** 2 }));
      const fitted = fit(effects, { method: "DL" });
      if (fitted.status !== "converged") throw new RangeError(`the pool ${id} ended as ${fitted.status}`);
      const { estimate, ciLow, ciHigh } = fitted.coefficients[0]!;
      const values = {
        k: effects.length,
        month,
        effect: estimate,
        low: ciLow,
        high: ciHigh,
        measure: measure ?? "",
      };
      const text = say("pool.statement", values);
      const labels = outcomes.map((outcome) => studyLabel(outcome, data));
      const words = {
        study: say("pool.study"),
        effect: say("pool.effect"),
        interval: (level: number) => say("pool.interval", { level }),
        weight: say("pool.weight"),
        prediction: say("pool.prediction"),
        pooled: say("pool.pooled"),
      };
      const chart = forestChart({
        idPrefix: `pool-${month}`,
        // With two trials a prediction interval says nothing but that it is not known.
        plot: forestPlot(fitted, {
          labels,
          words,
          prediction: "none",
          range: (low, high) => say("pool.range", { low, high }),
        }),
        labels: {
          title: say("pool.title", { month }),
          description: text,
          effectAxis: say("pool.axis"),
          sides: [say("pool.without"), say("pool.with")],
          study: say("pool.study"),
          pooled: say("pool.pooled"),
        },
        width: 340,
        direction: directionOf(locale),
      });
      return {
        id,
        statement: sources.state(text, [...differences, ...errors]),
        effect: { estimate, ciLow, ciHigh },
        chart,
      };
    });
}

/** Author and year of the study an outcome belongs to. */
export function studyLabel(outcome: string, { outcomes, studies, works }: DataSet): string {
  const study = studies.find(({ id }) => id === outcomes.find((row) => row.id === outcome)?.study);
  const work = works.find(({ id }) => id === study?.work);
  if (!work) throw new RangeError(`the outcome ${outcome} belongs to no known work`);
  return studyName(work);
}

/** What a work is called in passing: author and year as printed, or who published it. */
export function studyName(work: Work): string {
  const { firstAuthor, publisher, title, year } = citation(work);
  return [firstAuthor ?? publisher ?? title, year].filter((part) => part !== undefined).join(" ");
}
