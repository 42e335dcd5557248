/**
 * What went wrong, and in how many: whole people with one denominator on the page, both ways round, with exact limits.
 * Products and routes stand apart; children are never mixed with infusions.
 */
import { type DataSet, dataSet, type HarmRate, harmRates, products } from "evidence";
import {
  type Locale,
  listWords,
  routeWords,
  type Say,
  type SourceList,
  type SourceRow,
  type Statement,
  sourceList,
} from "visit";
import { type HarmPicture, harmPicture } from "./harm-pictures.ts";
import { HarmWords, per } from "./harm-words.ts";

/** Told in pictures: the largest count of a reaction, the one comparison, and one where none were seen. */
const pictured = ["duke-eap.hypersensitivity", "min-2013-ucb-epo.sae", "sun-2017-autologous.sae"];

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
  const words = new HarmWords(data, sayVisit, locale);
  const { say } = words;
  const rates = harmRates(data);
  return {
    lead: say("review.harms.lead", { per }),
    review: reviewWords(words, sources),
    pictures: pictures(words, sources, rates),
    head: [
      say("review.harms.col.what"),
      say("review.harms.col.study"),
      say("review.harms.col.seen"),
      say("review.harms.col.out", { per }),
      say("review.harms.col.without"),
      say("review.harms.col.comparison"),
    ],
    cordBlood: sections(
      words,
      sources,
      rates.filter((rate) => rate.products.includes("cord blood")),
    ),
    others: sections(
      words,
      sources,
      rates.filter((rate) => !rate.products.includes("cord blood")),
    ),
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
  const words = new HarmWords(data, sayVisit, locale);
  const drawn = pictures(words, sources, harmRates(data));
  return [reviewWords(words, sources), ...drawn.map(({ short }) => short)];
}

const pictures = (words: HarmWords, sources: SourceList, rates: readonly HarmRate[]): HarmPicture[] =>
  pictured.map((harm) => {
    const found = rates.find((rate) => rate.harm === harm);
    if (found === undefined) throw new RangeError(`the data set has no harm ${harm}`);
    return harmPicture(words, sources, found);
  });

/** What the review of all trials tells of serious events. */
function reviewWords({ data, say }: HarmWords, sources: SourceList): Statement {
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

/** A table for each product and route, in the order of the products. */
function sections(words: HarmWords, sources: SourceList, rates: readonly HarmRate[]): HarmSection[] {
  const { say, sayVisit, locale } = words;
  const keyOf = (rate: HarmRate) => `${rate.products.join()} ${rate.route}`;
  const order = (rate: HarmRate) => products.indexOf(rate.products[0]!) + 10 * (rate.products.length - 1);
  const keys = [...new Set([...rates].sort((a, b) => order(a) - order(b)).map(keyOf))];
  return keys.map((key) => {
    const here = rates.filter((rate) => keyOf(rate) === key);
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
        what: words.kind(rate),
        study: rate.study,
        name: words.nameOf(rate),
        ...(rate.mixedDiagnoses && { mixed: say("review.harms.mixed") }),
        seen: words.seenWords(rate),
        out: words.either(rate, (reading) => words.outWords(reading)) ?? say("review.harms.noShare"),
        without: words.either(rate, (reading) => words.withoutWords(reading)) ?? say("review.harms.noShare"),
        comparison: rate.comparator
          ? say("review.harms.bothSides", {
              out: words.outWords(rate.comparator),
              without: words.withoutWords(rate.comparator),
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
