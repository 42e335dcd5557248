/** What is known of more cells against fewer, in words. */
import { type DataSet, doseResponse } from "evidence";
import { type Locale, listWords, numberWords, type SourceList, type Statement } from "visit";
import type { SayReview } from "./words.ts";

/** @throws RangeError once a trial has compared doses by lot: then there is more to say than this. */
export function doseSection(data: DataSet, sources: SourceList, say: SayReview, locale: Locale): Statement[] {
  const { trends, cut, controlled, comparedDoses } = doseResponse(data);
  if (comparedDoses.length > 0)
    throw new RangeError(`${comparedDoses.join(", ")} compared doses by lot: fit a curve and tell of it`);
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
