/** What was seen of a harm, as whole people, in words: in a sentence and in the cells of a table. */
import { type CountedHarm, type DataSet, type HarmRate, type WholePeople, wholePeople } from "evidence";
import { type Locale, type Say, studyName } from "visit";
import { type SayReview, sayReview } from "./words.ts";

/** People that every number of the page is out of: with groups this small a thousand would feign exactness. */
export const per = 100;

export class HarmWords {
  readonly data: DataSet;
  readonly sayVisit: Say;
  readonly say: SayReview;
  readonly locale: Locale;

  constructor(data: DataSet, sayVisit: Say, locale: Locale) {
    this.data = data;
    this.sayVisit = sayVisit;
    this.say = sayReview(locale);
    this.locale = locale;
  }

  kind({ kind }: HarmRate): string {
    return this.sayVisit(`harm.kind.${kind}`);
  }

  nameOf({ work }: HarmRate): string {
    return studyName(this.data.works.find(({ id }) => id === work)!);
  }

  /** In a sentence a programme is called what it is, for its title is longer than the sentence. */
  placeOf(rate: HarmRate): string {
    const { design } = this.data.studies.find(({ id }) => id === rate.study)!;
    return design === "access programme" ? this.say("review.harms.programme") : this.nameOf(rate);
  }

  saidOf(rate: HarmRate, reading: CountedHarm): string {
    const whole = wholePeople(reading, per);
    const values = {
      ...whole,
      what: this.kind(rate),
      study: this.placeOf(rate),
      unit: reading.counted,
      of: reading.of.value,
    };
    return this.say(reading.share === 0 ? "review.harms.said.none" : "review.harms.said.seen", values);
  }

  /** Of one reading, or of both where the source does not say what it counted. */
  either({ readings }: HarmRate, words: (reading: CountedHarm) => string): string | undefined {
    const [first, second] = readings;
    if (first === undefined) return undefined;
    return second
      ? this.say("review.harms.either", { children: words(first), infusions: words(second) })
      : words(first);
  }

  seenWords(rate: HarmRate): string {
    const { readings, figures, code } = rate;
    const counted = this.either(rate, ({ seen, of, counted: what }) =>
      seen.unit === "percent"
        ? this.say("review.harms.share", { seen: seen.value, of: of.value })
        : this.say("review.harms.of", { seen: seen.value, of: of.value, what }),
    );
    if (readings.length > 0) return counted!;
    const [seen, of] = figures;
    if (code === "harm-events-in-children")
      return this.say("review.harms.seenEvents", { seen: seen!.value, of: of!.value });
    if (seen!.unit === "percent") return this.say("review.harms.shareOnly", { seen: seen!.value });
    return this.say("review.harms.seenOnly", { seen: seen!.value });
  }

  outWords(reading: CountedHarm): string {
    const whole: WholePeople = wholePeople(reading, per);
    const values = { ...whole, what: reading.counted, one: 1 };
    if (reading.share === 0) return this.say("review.harms.none", values);
    return this.say(whole.count === 0 ? "review.harms.fewer" : "review.harms.out", values);
  }

  withoutWords(reading: CountedHarm): string {
    if (reading.share === 0) return this.say("review.harms.withoutAll", { per });
    return this.say("review.harms.without", { count: wholePeople(reading, per).without, per });
  }
}
