/** "100 pairs": how often a treated child gained more than an untreated one, in words and as signs, with both ends. */
import { type Chart, iconArrayChart, type TextTable } from "charts";
import { type DataSet, dataSet, hundredPairs, isMain, mainPairs, type Pairs } from "evidence";
import {
  directionOf,
  type Locale,
  numberWords,
  type Say,
  type SourceList,
  type SourceRow,
  type Statement,
  sourceList,
} from "visit";
import { type CertaintyWords, certaintyWords } from "./certainty-words.ts";
import { type SayReview, sayReview } from "./words.ts";

export interface PairsPage {
  readonly title: string;
  readonly chart: Chart;
  readonly said: Statement;
  readonly range: Statement;
  readonly about: Statement;
  readonly derived: Statement;
  readonly formula: string;
  readonly formulaValues: Statement;
  readonly not: readonly Statement[];
  readonly sixMonths: string;
  /** How sure the difference is that the pairs rest on. */
  readonly certainty: CertaintyWords;
  readonly othersHeading: string;
  readonly others: TextTable;
  readonly othersRestOn: Statement;
  readonly sources: readonly SourceRow[];
}

/** A month whose pairs cannot be told: no spread of change on this scale was read. */
const untoldMonth = 6;

export function pairsPage(sayVisit: Say, locale: Locale, data: DataSet = dataSet()): PairsPage {
  const say = sayReview(locale);
  const sources = sourceList(data.works, sayVisit);
  const all = hundredPairs(data);
  const main = mainOf(all);
  const { count, without, per, low, high, inputs, figure, record } = main;
  const values = { count, without, per, low, high, half: per / 2 };
  const [difference, first, second] = inputs as [Pairs["figure"], Pairs["figure"], Pairs["figure"]];
  const judgement = data.judgements.find((row) => isMain(row) && row.group === "all-children")!;
  const said = say("review.pairs.said", values);
  const range = say("review.pairs.saidRange", values);
  const state = (text: string) => sources.state(text, [figure, ...inputs]);
  const words = (value: number | undefined) => (value === undefined ? "" : numberWords(value, locale));
  return {
    title: say("review.pairs.title", { per }),
    chart: iconArrayChart({
      idPrefix: "pairs",
      groups: [
        { label: say("review.pairs.better"), count, look: "full" },
        { label: say("review.pairs.worse"), count: without, look: "open" },
      ],
      range: {
        low,
        high,
        label: say("review.pairs.range"),
        reference: { at: per / 2, label: say("review.pairs.half") },
      },
      title: say("review.pairs.title", { per }),
      description: `${said} ${range}`,
      tableHead: [say("review.pairs.what"), say("review.pairs.count")],
      width: 340,
      direction: directionOf(locale),
    }),
    said: state(said),
    range: state(range),
    about: state(say("review.pairs.about", { month: record.month ?? 0 })),
    derived: state(
      say("review.pairs.derived", {
        effect: words(difference.value),
        low: words(difference.ciLow),
        high: words(difference.ciHigh),
      }),
    ),
    formula: say("review.pairs.formula"),
    formulaValues: state(
      say("review.pairs.formulaValues", {
        d: words(difference.value),
        s1: words(first.value),
        s2: words(second.value),
      }),
    ),
    not: [
      state(say("review.pairs.not.cause", values)),
      sources.state(say("review.pairs.not.child"), []),
      sources.state(say("review.pairs.not.large"), []),
    ],
    sixMonths: say("review.pairs.sixMonths", { month: untoldMonth }),
    certainty: certaintyWords(judgement, data, sources, sayVisit, say),
    othersHeading: say("review.pairs.other"),
    others: {
      head: [
        say("review.pairs.col.basis"),
        say("review.pairs.col.pairs", { per }),
        say("review.pairs.col.range"),
      ],
      rows: all.map((pairs) => [
        say(`review.pairs.basis.${pairs.record.id as "pairs.12m"}`),
        String(pairs.count),
        say("review.pool.range", { low: pairs.low, high: pairs.high }),
      ]),
    },
    othersRestOn: sources.state(
      "",
      all.flatMap((pairs) => [pairs.figure, ...pairs.inputs]),
    ),
    sources: sources.rows,
  };
}

/** The one sentence about pairs that the page on all of the research has. */
export function pairsInShort(data: DataSet, sources: SourceList, say: SayReview): Statement {
  const { count, without, per, low, high, inputs, figure } = mainOf(hundredPairs(data));
  const values = { count, without, per, low, high, half: per / 2 };
  return sources.state(say("review.research.pairs", values), [figure, ...inputs]);
}

function mainOf(all: readonly Pairs[]): Pairs {
  const main = all.find(({ record }) => record.id === mainPairs);
  if (main === undefined) throw new RangeError(`the data set has no record ${mainPairs}`);
  return main;
}
