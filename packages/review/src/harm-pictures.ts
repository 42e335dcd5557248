/** A harm in pictures of a hundred people: those it was seen in, and those it was seen in without the cells. */
import { type Chart, iconArrayChart } from "charts";
import { type CountedHarm, type HarmRate, wholePeople } from "evidence";
import { directionOf, type SourceList, type Statement } from "visit";
import { type HarmWords, per } from "./harm-words.ts";

export interface HarmPicture {
  readonly id: string;
  /** In one sentence or two, with the comparison where there is one. */
  readonly short: Statement;
  readonly said: readonly Statement[];
  readonly charts: readonly { readonly heading: string; readonly chart: Chart }[];
}

export function harmPicture(words: HarmWords, sources: SourceList, rate: HarmRate): HarmPicture {
  const { say } = words;
  const [first, second] = rate.readings;
  if (first === undefined) throw new RangeError(`the harm ${rate.harm} cannot be drawn`);
  const { comparator } = rate;
  const plain = (text: string) => sources.state(text, rate.figures);
  const said = [
    plain(words.saidOf(rate, first)),
    ...(second ? [plain(say("review.harms.said.either", { ...wholePeople(second, per) }))] : []),
    comparator
      ? plain(say("review.harms.said.comparison", { ...wholePeople(comparator, per) }))
      : sources.state(say("review.harms.said.noComparison"), []),
    ...(rate.mixedDiagnoses ? [sources.state(say("review.harms.said.mixed"), [])] : []),
  ];
  const other = comparator && wholePeople(comparator, per);
  const short = other
    ? say("review.harms.said.both", {
        ...{ what: words.kind(rate), study: words.placeOf(rate), ...wholePeople(first, per) },
        ...{
          otherCount: other.count,
          otherLow: other.low,
          otherHigh: other.high,
          otherWithout: other.without,
        },
      })
    : words.saidOf(rate, first);
  return {
    id: rate.harm,
    short: plain(short),
    said,
    charts: [
      {
        heading: say("review.harms.picture.title", { what: words.kind(rate), study: words.placeOf(rate) }),
        chart: chart(words, rate, first, "with"),
      },
      ...(comparator
        ? [{ heading: say("review.harms.col.comparison"), chart: chart(words, rate, comparator, "without") }]
        : []),
    ],
  };
}

function chart(words: HarmWords, rate: HarmRate, reading: CountedHarm, which: "with" | "without"): Chart {
  const { say, locale } = words;
  const { count, low, high } = wholePeople(reading, per);
  const none = reading.share === 0;
  return iconArrayChart({
    idPrefix: `harm-${rate.harm.replaceAll(".", "-")}-${which}`,
    groups: none
      ? [
          { label: say("review.harms.picture.possible"), count: high, look: "hatched" },
          { label: say("review.harms.picture.hadNot"), count: per - high, look: "open" },
        ]
      : [
          { label: say("review.harms.picture.had"), count, look: "full" },
          { label: say("review.harms.picture.hadNot"), count: per - count, look: "open" },
        ],
    ...(!none && { range: { low, high, label: say("review.harms.picture.range") } }),
    title: say("review.harms.picture.title", { what: words.kind(rate), study: words.placeOf(rate) }),
    description: words.saidOf(rate, reading),
    tableHead: [
      say("review.harms.picture.people", { what: reading.counted, per }),
      say("review.harms.picture.count"),
    ],
    direction: directionOf(locale),
  });
}
