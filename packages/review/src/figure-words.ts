/** A figure in words: its value with its unit, its interval, and whether it was printed or worked out here. */
import type { Figure, Unit } from "evidence";
import { type Locale, numberWords } from "visit";
import type { SayReview } from "./words.ts";

export function figureWords(figure: Figure, say: SayReview, locale: Locale): string {
  const { value, unit, relation = "equal", ciLow, ciHigh, ciLevel = 0.95, nature } = figure;
  const interval = ciLow !== undefined && ciHigh !== undefined;
  return say("review.figure", {
    relation: relation.split(" ")[0]!,
    amount: say(`review.unit.${unit}`, { value: valueWords(value, unit, locale), count: value }),
    interval: interval ? "yes" : "no",
    level: ciLevel,
    low: interval ? numberWords(ciLow, locale) : "",
    high: interval ? numberWords(ciHigh, locale) : "",
    nature,
  });
}

/** Two places are too few for a p value and more than a computed standard error can mean. */
function valueWords(value: number, unit: Unit, locale: Locale): string {
  return unit === "p" ? String(value) : numberWords(value, locale);
}
