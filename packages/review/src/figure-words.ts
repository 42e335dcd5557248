/** A figure in words: its value with its unit, its interval, and whether it was printed or worked out here. */
import type { Figure, Unit } from "evidence";
import { type Locale, numberWords } from "visit";
import { isReviewMessage, type SayReview } from "./words.ts";

type Told = Pick<Figure, "value" | "unit" | "relation" | "ciLow" | "ciHigh" | "ciLevel" | "nature">;

export function figureWords(figure: Told, say: SayReview, locale: Locale): string {
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

/** What a slot holds, such as "Oldest"; undefined for a slot of a fact, whose names are its own. */
export function slotWords(slot: string, say: SayReview): string | undefined {
  const id = `review.slot.${slot}`;
  return isReviewMessage(id) ? say(id) : undefined;
}
