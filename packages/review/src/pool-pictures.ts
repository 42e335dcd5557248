/** A pool as a forest plot, as the table of what went in and came out, and as what came out when something was changed. */
import { type Chart, forestChart, type TextTable } from "charts";
import {
  type DataSet,
  type Limits,
  type OwnSynthesis,
  type Pool,
  routeKey,
  type SensitivityResult,
} from "evidence";
import { forestOf } from "meta";
import { directionOf, type Locale, routeWords, type Say, studyLabel } from "visit";
import { decimals, intervalOf, points, rangeWords } from "./pool-numbers.ts";
import type { SayReview } from "./words.ts";

export interface PoolTelling {
  readonly synthesis: OwnSynthesis;
  readonly data: DataSet;
  readonly sayVisit: Say;
  readonly say: SayReview;
  readonly locale: Locale;
}

const level = 95;

/** @param title also what the picture is described as. */
export function poolChart(pool: Pool, { low, high }: Limits, title: string, telling: PoolTelling): Chart {
  const { synthesis, data, say, locale } = telling;
  return forestChart({
    idPrefix: `pool-${synthesis.question.id.replaceAll(".", "-")}`,
    plot: forestOf(
      synthesis.rows.map(({ outcome, difference, weight }) => ({
        ...{ label: studyLabel(outcome, data), weight, estimate: difference.value },
        ...{ ciLow: intervalOf(difference).low, ciHigh: intervalOf(difference).high },
      })),
      [
        {
          ...{ label: say("review.pool.together"), estimate: pool.estimate, ciLow: low, ciHigh: high },
          ...(pool.prediction && { prediction: pool.prediction }),
        },
      ],
      {
        words: {
          study: say("review.pool.trial"),
          effect: say("review.pool.difference"),
          interval: (percent) => say("review.pool.interval", { level: percent }),
          weight: say("review.pool.weight"),
          prediction: say("review.pool.prediction"),
          pooled: say("review.pool.together"),
        },
        range: (from, to) => say("review.pool.range", { low: from, high: to }),
      },
    ),
    labels: {
      title,
      description: title,
      effectAxis: say("review.pool.axis"),
      sides: [say("review.pool.without"), say("review.pool.with")],
      study: say("review.pool.trial"),
      pooled: say("review.pool.together"),
      prediction: say("review.pool.prediction"),
    },
    width: 340,
    direction: directionOf(locale),
  });
}

/** Differences and standard errors as they went in, then the pooled rows. */
export function poolTable(pool: Pool, honest: Limits, { synthesis, data, say }: PoolTelling): TextTable {
  const estimate = points(pool.estimate);
  const range = (limits: Limits) => rangeWords(limits, say);
  return {
    head: [
      ...[say("review.pool.trial"), say("review.pool.difference"), say("review.pool.se")],
      ...[say("review.pool.interval", { level }), say("review.pool.weight")],
    ],
    rows: [
      ...synthesis.rows.map(({ outcome, difference, se, weight }) => [
        studyLabel(outcome, data),
        points(difference.value),
        decimals(se.value, 3),
        range(intervalOf(difference)),
        decimals(weight, 1),
      ]),
      [say("review.pool.together"), estimate, "", range(honest), ""],
      ...(pool.hksj ? [[say("review.pool.usualRow"), estimate, "", range(pool.normal), ""]] : []),
      ...(pool.prediction ? [[say("review.pool.prediction"), "", "", range(pool.prediction), ""]] : []),
    ],
  };
}

export function sensitivityTable(pool: Pool, telling: PoolTelling): TextTable {
  const { synthesis, say } = telling;
  const none = say("review.sensitivity.notApplicable");
  const range = (limits: Limits) => rangeWords(limits, say);
  const cells = (label: string, found: Pool) => [
    label,
    String(found.k),
    points(found.estimate),
    found.hksj ? range(found.hksj) : none,
    range(found.normal),
  ];
  return {
    head: [
      ...[say("review.sensitivity.changed"), say("review.sensitivity.trials")],
      ...[say("review.sensitivity.effect"), say("review.sensitivity.few"), say("review.sensitivity.usual")],
    ],
    rows: [
      cells(say("review.sensitivity.none"), pool),
      ...synthesis.sensitivity.map((analysis): string[] => {
        const label = sensitivityLabel(analysis, telling);
        const { result: found, alone } = analysis;
        if (found.status === "pooled") return cells(label, found);
        if (alone === undefined) return [label, "0", none, none, none];
        const interval = say("review.sensitivity.alone", { interval: range(intervalOf(alone)) });
        return [label, "1", points(alone.value), none, interval];
      }),
    ],
  };
}

function sensitivityLabel({ analysis }: SensitivityResult, { data, say, sayVisit }: PoolTelling): string {
  if (analysis.kind === "estimator") return say("review.sensitivity.estimator");
  const { study } = data.outcomes.find(({ id }) => id === analysis.outcome)!;
  const { routes } = data.studies.find(({ id }) => id === study)!;
  return say(`review.sensitivity.${analysis.kind}`, {
    study: studyLabel(analysis.outcome, data),
    route: routeWords(routeKey(routes), sayVisit),
  });
}
