/**
 * What went wrong, and in how many: whole people with one denominator on the page, both ways round, with exact limits.
 * Products and routes stand apart; children are never mixed with infusions.
 */
import { type Chart, iconArrayChart } from "charts";
import {
  type CountedHarm,
  type DataSet,
  dataSet,
  type HarmRate,
  harmRates,
  products,
  type WholePeople,
  wholePeople,
} from "evidence";
import {
  directionOf,
  type Locale,
  listWords,
  routeWords,
  type Say,
  type SourceList,
  type SourceRow,
  type Statement,
  sourceList,
  studyName,
} from "visit";
import { type SayReview, sayReview } from "./words.ts";

/** People that every number of the page is out of: with groups this small a thousand would feign exactness. */
const per = 100;

/** Told in pictures: the largest count of a reaction, the one comparison, and one where none were seen. */
const pictured = ["duke-eap.hypersensitivity", "min-2013-ucb-epo.sae", "sun-2017-autologous.sae"];

export interface HarmPicture {
  readonly id: string;
  /** In one sentence or two, with the comparison where there is one. */
  readonly short: Statement;
  readonly said: readonly Statement[];
  readonly charts: readonly { readonly heading: string; readonly chart: Chart }[];
}

/** One harm of one study: what was seen, and the same as whole people, both ways round. */
export interface HarmRow {
  readonly harm: string;
  readonly what: string;
  readonly study: string;
  readonly name: string;
  readonly mixed?: string;
  readonly seen: string;
  readonly out: string;
  readonly without: string;
  readonly comparison: string;
}

export interface HarmSection {
  readonly heading: string;
  readonly rows: readonly HarmRow[];
  /** For the table as a whole: every figure in it. */
  readonly restsOn: Statement;
}

export interface HarmsPage {
  readonly lead: string;
  readonly review: Statement;
  readonly pictures: readonly HarmPicture[];
  /** Heads of the columns of every section. */
  readonly head: readonly string[];
  readonly cordBlood: readonly HarmSection[];
  readonly others: readonly HarmSection[];
  readonly limits: readonly string[];
  readonly sources: readonly SourceRow[];
}

export function harmsPage(sayVisit: Say, locale: Locale, data: DataSet = dataSet()): HarmsPage {
  const sources = sourceList(data.works, sayVisit);
  const words = harmWords(data, sources, sayVisit, sayReview(locale), locale);
  const say = sayReview(locale);
  return {
    lead: say("review.harms.lead", { per }),
    review: words.review,
    pictures: words.pictures,
    head: [
      say("review.harms.col.what"),
      say("review.harms.col.study"),
      say("review.harms.col.seen"),
      say("review.harms.col.out", { per }),
      say("review.harms.col.without"),
      say("review.harms.col.comparison"),
    ],
    cordBlood: words.sections((rate) => rate.products.includes("cord blood")),
    others: words.sections((rate) => !rate.products.includes("cord blood")),
    limits: [
      say("review.harms.limit.few"),
      say("review.harms.limit.time"),
      say("review.harms.limit.place"),
      say("review.harms.limit.other"),
    ],
    sources: sources.rows,
  };
}

/** The same in three sentences, for the page on all of the research. */
export function harmsInShort(
  data: DataSet,
  sources: SourceList,
  sayVisit: Say,
  locale: Locale,
): readonly Statement[] {
  const { review, pictures } = harmWords(data, sources, sayVisit, sayReview(locale), locale);
  return [review, ...pictures.map(({ short }) => short)];
}

function harmWords(data: DataSet, sources: SourceList, sayVisit: Say, say: SayReview, locale: Locale) {
  const rates = harmRates(data);
  const kind = (rate: HarmRate) => sayVisit(`harm.kind.${rate.kind}`);
  const nameOf = ({ work }: HarmRate) => studyName(data.works.find(({ id }) => id === work)!);
  /** In a sentence a programme is called what it is, for its title is longer than the sentence. */
  const placeOf = (rate: HarmRate) =>
    data.studies.find(({ id }) => id === rate.study)!.design === "access programme"
      ? say("review.harms.programme")
      : nameOf(rate);
  const rateOf = (harm: string) => {
    const found = rates.find((rate) => rate.harm === harm);
    if (found === undefined) throw new RangeError(`the data set has no harm ${harm}`);
    return found;
  };
  return { review: review(), pictures: pictured.map((harm) => picture(rateOf(harm))), sections };

  function review(): Statement {
    const told = data.pooled.find(({ about, scope, source, work }) => {
      const headline = data.questions.find(({ role }) => role === "headline");
      const answer = headline?.kind === "published" ? headline.answer : "";
      const reviewed = data.pooled.find(({ id }) => id === answer)?.work;
      return about === "serious events" && scope === "cord blood" && source && work === reviewed;
    });
    if (told?.source === undefined)
      throw new RangeError("the data set does not tell of the review's serious events");
    return sources.state(say("review.harms.review"), [told.source]);
  }

  function picture(rate: HarmRate): HarmPicture {
    const [first, second] = rate.readings;
    if (first === undefined) throw new RangeError(`the harm ${rate.harm} cannot be drawn`);
    const { comparator } = rate;
    const plain = (text: string) => sources.state(text, rate.figures);
    const said = [
      plain(saidOf(rate, first)),
      ...(second ? [plain(say("review.harms.said.either", { ...wholePeople(second, per) }))] : []),
      comparator
        ? plain(say("review.harms.said.comparison", { ...wholePeople(comparator, per) }))
        : sources.state(say("review.harms.said.noComparison"), []),
      ...(rate.mixedDiagnoses ? [sources.state(say("review.harms.said.mixed"), [])] : []),
    ];
    const other = comparator && wholePeople(comparator, per);
    const short = other
      ? say("review.harms.said.both", {
          ...{ what: kind(rate), study: placeOf(rate), ...wholePeople(first, per) },
          ...{
            otherCount: other.count,
            otherLow: other.low,
            otherHigh: other.high,
            otherWithout: other.without,
          },
        })
      : saidOf(rate, first);
    return {
      id: rate.harm,
      short: plain(short),
      said,
      charts: [
        {
          heading: say("review.harms.picture.title", { what: kind(rate), study: placeOf(rate) }),
          chart: chart(rate, first, "with"),
        },
        ...(comparator
          ? [{ heading: say("review.harms.col.comparison"), chart: chart(rate, comparator, "without") }]
          : []),
      ],
    };
  }

  function saidOf(rate: HarmRate, reading: CountedHarm): string {
    const whole = wholePeople(reading, per);
    const values = {
      ...whole,
      what: kind(rate),
      study: placeOf(rate),
      unit: reading.counted,
      of: reading.of.value,
    };
    return say(reading.share === 0 ? "review.harms.said.none" : "review.harms.said.seen", values);
  }

  function chart(rate: HarmRate, reading: CountedHarm, which: "with" | "without"): Chart {
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
      title: say("review.harms.picture.title", { what: kind(rate), study: placeOf(rate) }),
      description: saidOf(rate, reading),
      tableHead: [
        say("review.harms.picture.people", { what: reading.counted, per }),
        say("review.harms.picture.count"),
      ],
      direction: directionOf(locale),
    });
  }

  /** A table for each product and route, in the order of the products. */
  function sections(wanted: (rate: HarmRate) => boolean): HarmSection[] {
    const found = rates.filter(wanted);
    const keyOf = (rate: HarmRate) => `${rate.products.join()} ${rate.route}`;
    const order = (rate: HarmRate) => products.indexOf(rate.products[0]!) + 10 * (rate.products.length - 1);
    const keys = [...new Set([...found].sort((a, b) => order(a) - order(b)).map(keyOf))];
    return keys.map((key) => {
      const here = found.filter((rate) => keyOf(rate) === key);
      const [first] = here as [HarmRate, ...HarmRate[]];
      return {
        heading: say("review.harms.section", {
          product: listWords(
            first.products.map((product) => sayVisit(`study.product.${product}`)),
            locale,
          ),
          route: routeWords(first.route, sayVisit),
        }),
        rows: here.map((rate) => ({
          harm: rate.harm,
          what: kind(rate),
          study: rate.study,
          name: nameOf(rate),
          ...(rate.mixedDiagnoses && { mixed: say("review.harms.mixed") }),
          seen: seenWords(rate),
          out: either(rate, outWords) ?? say("review.harms.noShare"),
          without: either(rate, withoutWords) ?? say("review.harms.noShare"),
          comparison: rate.comparator
            ? say("review.harms.bothSides", {
                out: outWords(rate.comparator),
                without: withoutWords(rate.comparator),
              })
            : say("review.harms.noComparison"),
        })),
        restsOn: sources.state(
          "",
          here.flatMap(({ figures }) => figures),
        ),
      };
    });
  }

  /** Of one reading, or of both where the source does not say what it counted. */
  function either({ readings }: HarmRate, words: (reading: CountedHarm) => string): string | undefined {
    const [first, second] = readings;
    if (first === undefined) return undefined;
    return second
      ? say("review.harms.either", { children: words(first), infusions: words(second) })
      : words(first);
  }

  function seenWords(rate: HarmRate): string {
    const { readings, figures, code } = rate;
    const counted = either(rate, ({ seen, of, counted: what }) =>
      seen.unit === "percent"
        ? say("review.harms.share", { seen: seen.value, of: of.value })
        : say("review.harms.of", { seen: seen.value, of: of.value, what }),
    );
    if (readings.length > 0) return counted!;
    const [seen, of] = figures;
    if (code === "harm-events-in-children")
      return say("review.harms.seenEvents", { seen: seen!.value, of: of!.value });
    if (seen!.unit === "percent") return say("review.harms.shareOnly", { seen: seen!.value });
    return say("review.harms.seenOnly", { seen: seen!.value });
  }

  function outWords(reading: CountedHarm): string {
    const whole: WholePeople = wholePeople(reading, per);
    const values = { ...whole, what: reading.counted, one: 1 };
    if (reading.share === 0) return say("review.harms.none", values);
    return say(whole.count === 0 ? "review.harms.fewer" : "review.harms.out", values);
  }

  function withoutWords(reading: CountedHarm): string {
    if (reading.share === 0) return say("review.harms.withoutAll", { per });
    return say("review.harms.without", { count: wholePeople(reading, per).without, per });
  }
}
