/**
 * Our own pools in words, table and picture. Every number of a table is the engine's on the figures shown beside it;
 * what a pool mixes, and what was left out of it, stands with it.
 */
import { type Chart, forestChart, type TextTable } from "charts";
import {
  ageGroupMonths,
  type BiasReason,
  type CitedFigure,
  type DataSet,
  type Limits,
  type OwnSynthesis,
  type Pool,
  routeKey,
  type SensitivityResult,
  scaleOf,
} from "evidence";
import { forestOf } from "meta";
import {
  directionOf,
  type Locale,
  listWords,
  routeWords,
  type Say,
  type SourceList,
  type Statement,
  studyLabel,
  studyName,
} from "visit";
import type { SayReview } from "./words.ts";

export interface PoolCard {
  readonly id: string;
  readonly heading: string;
  readonly statement: Statement;
  readonly remarks: readonly string[];
  readonly leftOutHeading: string;
  readonly leftOut: readonly string[];
  /** Absent where there is nothing to put together. */
  readonly pool?: {
    readonly chart: Chart;
    /** Differences and standard errors as they went in, then the pooled rows. */
    readonly table: TextTable;
    readonly sensitivity: TextTable;
  };
}

const level = 95;
/** As the data set keeps them. */
const places = { difference: 2, se: 3 };

export function poolCard(
  synthesis: OwnSynthesis,
  data: DataSet,
  sources: SourceList,
  sayVisit: Say,
  say: SayReview,
  locale: Locale,
): PoolCard {
  const { question, rows, result } = synthesis;
  const { month, mixes, comparator } = question;
  const route = routeWords(routeKey(question.routes), sayVisit);
  const grounds = rows.flatMap(({ difference, se }) => [difference, se]);
  const points = (value: number) => decimals(value, places.difference);
  const range = ({ low, high }: Limits) => say("review.pool.range", { low: points(low), high: points(high) });
  const scale = scaleOf(question.measures[0]!);
  const remarks = [
    ...(scale === "GMFM-66" || scale === "GMFM, version not stated"
      ? [say(`review.pool.scale.${scale}`)]
      : []),
    ...(comparator === "no cells" ? [] : [say("review.pool.secondMedicine")]),
    ...(mixes.length === 0
      ? []
      : [
          say("review.pool.mixes", {
            list: listWords(
              mixes.map((mixture) => say(`review.mix.${mixture}`)),
              locale,
            ),
          }),
        ]),
  ];
  const leftOut = question.exclusions.map((exclusion) => {
    const id = "study" in exclusion ? exclusion.study : outcomeOf(exclusion.outcome).study;
    const { work, identity } = studyOf(id);
    return {
      because: exclusion.because,
      identity,
      name: studyName(data.works.find((row) => row.id === work)!),
    };
  });
  const common = {
    id: question.id,
    heading:
      question.population === "all-children"
        ? say("review.pool.heading", { month, route })
        : say("review.pool.headingFor", {
            group: sayVisit(`evidence.group.${question.population}`),
            month,
            route,
          }),
    leftOutHeading: say("review.pool.leftOut"),
    leftOut: leftOut.map(({ name, because }) =>
      say("review.pool.out", { study: name, reason: say(`review.exclusion.${because}`) }),
    ),
  };
  if (result.status === "no-trials") {
    const { low, high } = ageGroupMonths["6-to-15"];
    const values = { low: low / 12, high: (high + 1) / 12 - 1, route };
    return {
      ...common,
      statement: sources.state(
        say("review.pool.none", values),
        leftOut.map(({ identity }) => identity),
      ),
      remarks: [],
    };
  }
  if (result.status === "one-trial") {
    const [{ difference, study }] = rows as [(typeof rows)[number]];
    const { low, high } = intervalOf(difference);
    const values = { effect: points(difference.value), low: points(low), high: points(high) };
    const doubts = highRisk(study, data).map((reason) =>
      say("review.pool.trustLess", { reason: say(`review.bias.because.${reason}`) }),
    );
    return {
      ...common,
      statement: sources.state(say("review.pool.one", values), grounds),
      remarks: [...doubts, ...remarks, say("review.pool.notGraded")],
    };
  }
  const honest = result.hksj ?? result.normal;
  const usual = say("review.pool.usual", {
    low: points(result.normal.low),
    high: points(result.normal.high),
    k: result.k,
  });
  return {
    ...common,
    statement: sources.state(
      say("review.pool.result", {
        k: result.k,
        effect: points(Math.abs(result.estimate)),
        side: result.estimate < 0 ? "fewer" : "more",
        low: points(honest.low),
        high: points(honest.high),
      }),
      grounds,
    ),
    remarks: [usual, ...remarks, say("review.pool.notGraded")],
    pool: { chart: chart(result, honest), table: table(result, honest), sensitivity: sensitivity(result) },
  };

  function chart(pool: Pool, { low, high }: Limits): Chart {
    const title = say("review.pool.title", { month, route });
    return forestChart({
      idPrefix: `pool-${question.id.replaceAll(".", "-")}`,
      plot: forestOf(
        rows.map(({ outcome, difference, weight }) => ({
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

  function table(pool: Pool, honest: Limits): TextTable {
    const head = [
      ...[say("review.pool.trial"), say("review.pool.difference"), say("review.pool.se")],
      ...[say("review.pool.interval", { level }), say("review.pool.weight")],
    ];
    const estimate = points(pool.estimate);
    return {
      head,
      rows: [
        ...rows.map(({ outcome, difference, se, weight }) => [
          studyLabel(outcome, data),
          points(difference.value),
          decimals(se.value, places.se),
          range(intervalOf(difference)),
          decimals(weight, 1),
        ]),
        [say("review.pool.together"), estimate, "", range(honest), ""],
        ...(pool.hksj ? [[say("review.pool.usualRow"), estimate, "", range(pool.normal), ""]] : []),
        ...(pool.prediction ? [[say("review.pool.prediction"), "", "", range(pool.prediction), ""]] : []),
      ],
    };
  }

  function sensitivity(pool: Pool): TextTable {
    const none = say("review.sensitivity.notApplicable");
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
          const label = sensitivityLabel(analysis);
          const { result: found, alone } = analysis;
          if (found.status === "pooled") return cells(label, found);
          if (alone === undefined) return [label, "0", none, none, none];
          const interval = say("review.sensitivity.alone", { interval: range(intervalOf(alone)) });
          return [label, "1", points(alone.value), none, interval];
        }),
      ],
    };
  }

  function sensitivityLabel({ analysis }: SensitivityResult): string {
    if (analysis.kind === "estimator") return say("review.sensitivity.estimator");
    const study = studyLabel(analysis.outcome, data);
    const { routes } = studyOf(outcomeOf(analysis.outcome).study);
    return say(`review.sensitivity.${analysis.kind}`, {
      study,
      route: routeWords(routeKey(routes), sayVisit),
    });
  }

  function outcomeOf(outcome: string) {
    return data.outcomes.find(({ id }) => id === outcome)!;
  }

  function studyOf(study: string) {
    return data.studies.find(({ id }) => id === study)!;
  }
}

/** A figure is never pooled without its interval, which validation has made sure of. */
function intervalOf({ id, ciLow, ciHigh }: CitedFigure): Limits {
  if (ciLow === undefined || ciHigh === undefined)
    throw new RangeError(`the difference ${id} has no interval`);
  return { low: ciLow, high: ciHigh };
}

/** Why a study is at high risk of bias, where it is. */
const highRisk = (study: string, { bias }: DataSet): BiasReason[] =>
  bias
    .filter((row) => row.study === study)
    .flatMap(({ domains }) =>
      domains.flatMap(({ judgement, because }) => (judgement === "high" ? [because] : [])),
    );

const decimals = (value: number, digits: number): string => {
  const written = value.toFixed(digits);
  return Number(written) === 0 ? written.replace("-", "") : written;
};
