/**
 * Our own pools in words, table and picture. Every number of a table is the engine's on the figures shown beside it;
 * what a pool mixes, and what was left out of it, stands with it.
 */
import type { Chart, TextTable } from "charts";
import {
  ageGroupMonths,
  type BiasReason,
  type DataSet,
  type OwnSynthesis,
  type Pool,
  routeKey,
  scaleOf,
} from "evidence";
import {
  type Locale,
  listWords,
  routeWords,
  type Say,
  type SourceList,
  type Statement,
  studyName,
} from "visit";
import { intervalOf, points } from "./pool-numbers.ts";
import { type PoolTelling, poolChart, poolTable, sensitivityTable } from "./pool-pictures.ts";
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
    readonly table: TextTable;
    readonly sensitivity: TextTable;
  };
}

export function poolCard(
  synthesis: OwnSynthesis,
  data: DataSet,
  sources: SourceList,
  sayVisit: Say,
  say: SayReview,
  locale: Locale,
): PoolCard {
  const telling: PoolTelling = { synthesis, data, sayVisit, say, locale };
  const { question, rows, result } = synthesis;
  const route = routeWords(routeKey(question.routes), sayVisit);
  const leftOut = leftOutOf(telling);
  const common = {
    id: question.id,
    heading: headingOf(telling, route),
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
  const grounds = rows.flatMap(({ difference, se }) => [difference, se]);
  const remarks = [...remarksOf(telling), say("review.pool.notGraded")];
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
      remarks: [...doubts, ...remarks],
    };
  }
  return {
    ...common,
    statement: sources.state(resultWords(result, say), grounds),
    remarks: [usualWords(result, say), ...remarks],
    pool: picturesOf(result, say("review.pool.title", { month: question.month, route }), telling),
  };
}

/** The interval that few trials deserve, where there is one. */
const honestInterval = ({ hksj, normal }: Pool) => hksj ?? normal;

function picturesOf(pool: Pool, title: string, telling: PoolTelling): NonNullable<PoolCard["pool"]> {
  const honest = honestInterval(pool);
  return {
    chart: poolChart(pool, honest, title, telling),
    table: poolTable(pool, honest, telling),
    sensitivity: sensitivityTable(pool, telling),
  };
}

function resultWords(pool: Pool, say: SayReview): string {
  const { low, high } = honestInterval(pool);
  return say("review.pool.result", {
    k: pool.k,
    effect: points(Math.abs(pool.estimate)),
    side: pool.estimate < 0 ? "fewer" : "more",
    low: points(low),
    high: points(high),
  });
}

const usualWords = ({ normal, k }: Pool, say: SayReview): string =>
  say("review.pool.usual", { low: points(normal.low), high: points(normal.high), k });

function headingOf({ synthesis, say, sayVisit }: PoolTelling, route: string): string {
  const { population, month } = synthesis.question;
  if (population === "all-children") return say("review.pool.heading", { month, route });
  return say("review.pool.headingFor", { group: sayVisit(`evidence.group.${population}`), month, route });
}

function leftOutOf({ synthesis, data }: PoolTelling) {
  return synthesis.question.exclusions.map((exclusion) => {
    const id =
      "study" in exclusion
        ? exclusion.study
        : data.outcomes.find((outcome) => outcome.id === exclusion.outcome)!.study;
    const { work, identity } = data.studies.find((study) => study.id === id)!;
    return {
      because: exclusion.because,
      identity,
      name: studyName(data.works.find((row) => row.id === work)!),
    };
  });
}

/** What the trials share or mix that a reader should know. */
function remarksOf({ synthesis, say, locale }: PoolTelling): string[] {
  const { measures, comparator, mixes } = synthesis.question;
  const scale = scaleOf(measures[0]!);
  const mixed = mixes.map((mixture) => say(`review.mix.${mixture}`));
  return [
    ...(scale === "GMFM-66" || scale === "GMFM, version not stated"
      ? [say(`review.pool.scale.${scale}`)]
      : []),
    ...(comparator === "no cells" ? [] : [say("review.pool.secondMedicine")]),
    ...(mixed.length === 0 ? [] : [say("review.pool.mixes", { list: listWords(mixed, locale) })]),
  ];
}

/** Why a study is at high risk of bias, where it is. */
const highRisk = (study: string, { bias }: DataSet): BiasReason[] =>
  bias
    .filter((row) => row.study === study)
    .flatMap(({ domains }) =>
      domains.flatMap(({ judgement, because }) => (judgement === "high" ? [because] : [])),
    );
