/** What is known of more cells against fewer, in words, and the doses that trials gave. */
import { type Chart, doseScaleChart, type ScaleDose } from "charts";
import { type CitedFigure, type DataSet, type DoseResponse, doseResponse } from "evidence";
import {
  directionOf,
  type Locale,
  listWords,
  numberWords,
  type Say,
  type SourceList,
  type Statement,
  studyName,
} from "visit";
import type { SayReview } from "./words.ts";

export interface DoseSection {
  readonly told: readonly Statement[];
  readonly title: string;
  readonly chart: Chart;
  /** Every dose and line in the picture. */
  readonly chartRestsOn: Statement;
}

const million = 1e6;

/** @throws RangeError once a trial has compared doses by lot: then there is more to say than this. */
export function doseSection(
  data: DataSet,
  sources: SourceList,
  sayVisit: Say,
  say: SayReview,
  locale: Locale,
): DoseSection {
  const found = doseResponse(data);
  if (found.comparedDoses.length > 0)
    throw new RangeError(
      `${found.comparedDoses.join(", ")} compared doses by lot: fit a curve and tell of it`,
    );
  const shown = comparable(found, data);
  return {
    told: told(found, sources, say, locale),
    title: say("review.dose.chart.title"),
    chart: doseScaleChart({
      idPrefix: "doses",
      doses: shown.map(({ name, figures }) => bar(name, figures, say, locale)),
      thresholds: found.cut.thresholds.map(({ value, readIn }) => ({
        millionPerKg: value / million,
        label: say("review.dose.chart.flag", { place: sayVisit(`source.readIn.${readIn}`) }),
      })),
      title: say("review.dose.chart.title"),
      description: say("review.dose.chart.description"),
      axisLabel: say("review.dose.chart.axis"),
      tableHead: [say("review.dose.chart.trial"), say("review.dose.chart.axis")],
      formatNumber: (value) => numberWords(value, locale),
      width: 340,
      direction: directionOf(locale),
    }),
    chartRestsOn: sources.state("", [...shown.flatMap(({ figures }) => figures), ...found.cut.thresholds]),
  };
}

function told(
  { trends, cut, controlled }: DoseResponse,
  sources: SourceList,
  say: SayReview,
  locale: Locale,
): Statement[] {
  const doses = cut.thresholds.map(({ value }) => numberWords(value, locale));
  return [
    ...[...trends]
      .sort((a, b) => a.month - b.month)
      .map(({ month, p, source }) =>
        sources.state(
          say("review.dose.trend", {
            month,
            found: p ? "yes" : "no",
            relation: p?.relation ?? "equal",
            p: p ? String(p.value) : "",
          }),
          [p ?? source],
        ),
      ),
    sources.state(say("review.dose.size"), []),
    sources.state(say("review.dose.lot"), []),
    sources.state(say("review.dose.cut", { threshold: numberWords(cut.threshold.value, locale) }), [
      cut.threshold,
      cut.change,
    ]),
    ...(doses.length > 1
      ? [sources.state(say("review.dose.conflict", { list: listWords(doses, locale) }), cut.thresholds)]
      : []),
    sources.state(say("review.dose.curve", { controlled: controlled.length }), []),
  ];
}

/** One bar a trial. Doses of other kinds of cell, or of a kind that was not stated, are not on the same axis. */
function comparable({ given }: DoseResponse, { arms, studies, works }: DataSet) {
  const bars = given.flatMap(({ arm: id, figures }) => {
    const arm = arms.find((row) => row.id === id)!;
    if (arm.doseOf !== "total nucleated") return [];
    const { work } = studies.find((row) => row.id === arm.study)!;
    return [{ study: arm.study, name: studyName(works.find((row) => row.id === work)!), figures }];
  });
  return bars.filter(({ study }, place) => bars.findIndex((bar) => bar.study === study) === place);
}

function bar(label: string, figures: readonly CitedFigure[], say: SayReview, locale: Locale): ScaleDose {
  const at = (slot: string) => {
    const figure = figures.find(({ id }) => id.endsWith(`/${slot}`));
    return figure && figure.value / million;
  };
  const words = (value: number) => numberWords(value, locale);
  const [low, high] = [at("doseMinimum") ?? at("doseLow"), at("doseMaximum") ?? at("doseHigh")];
  if (low !== undefined && high !== undefined) {
    const valueLabel = say("review.dose.chart.between", { low: words(low), high: words(high) });
    return { label, lowMillionPerKg: low, highMillionPerKg: high, valueLabel };
  }
  const target = at("doseTarget");
  const value = target ?? low;
  if (value === undefined)
    throw new RangeError("a dose in the picture is neither a range, a least nor a target");
  const message = target === undefined ? "review.dose.chart.atLeast" : "review.dose.chart.target";
  return { label, millionPerKg: value, valueLabel: say(message, { value: words(value) }) };
}
