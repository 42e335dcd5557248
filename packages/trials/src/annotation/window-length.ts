/** How long a window is: "6 months", "four (4) weeks", "3-6 months", "30 days or 5 half-lives", "the last year". */
import { count, type Found, map, oneOf, type Parser, phrase } from "../grammar.ts";
import type { Token } from "../tokens.ts";
import { type TimeUnit, timeUnit } from "./unit-words.ts";
import { afterLength, refAfter } from "./window-reference.ts";

export interface Length {
  readonly value: number;
  readonly unit: TimeUnit;
}

const calendarWords = phrase("calendar | full | consecutive | consecutive calendar | complete");

const halfYears: Parser<Length> = oneOf<Length>(
  map(phrase("half a year | half year | half - year | a half year"), () => ({ value: 6, unit: "month" })),
  map(phrase("one and a half years | a year and a half | one and a half year"), () => ({
    value: 18,
    unit: "month",
  })),
);

export const lengthAt: Parser<Length> = (tokens, at) => {
  const halves = halfYears(tokens, at);
  if (halves !== undefined) return halves;
  const number = count(tokens, behindHalfLives(tokens, at));
  if (number === undefined) return undefined;
  // "four (4) weeks", "30-day", "3-6 months": of a range the longer.
  let { value, next } = number;
  const again = /^[([]$/.test(tokens[next]?.text ?? "") ? count(tokens, next + 1) : undefined;
  if (again !== undefined && /^[)\]]$/.test(tokens[again.next]?.text ?? "")) next = again.next + 1;
  const dash =
    tokens[next]?.text === "-" || tokens[next]?.text === "to" ? count(tokens, next + 1) : undefined;
  if (dash !== undefined && dash.value > value) ({ value, next } = dash);
  if (tokens[next]?.text === "-") next++;
  const calendar = calendarWords(tokens, next);
  const unit = timeUnit(tokens, calendar?.next ?? next);
  if (unit === undefined) return undefined;
  if (/^(?:old|age)$/.test(tokens[unit.next]?.text ?? "")) return undefined;
  if (tokens[unit.next]?.text === "of" && tokens[unit.next + 1]?.text === "age") return undefined;
  return { value: { value, unit: unit.value }, next: afterHalfLives(tokens, unit.next) };
};

const halfLives = phrase("half life | half lives | half - life | half - lives");

/** "5 half-lives or 30 days": the days can be counted. */
function behindHalfLives(tokens: readonly Token[], at: number): number {
  const number = count(tokens, at);
  const lives = number && halfLives(tokens, number.next);
  return lives !== undefined && tokens[lives.next]?.text === "or" ? lives.next + 1 : at;
}

/** "30 days or 5 half-lives (whichever is longer)": the place behind what the days are compared with. */
function afterHalfLives(tokens: readonly Token[], at: number): number {
  const number = tokens[at]?.text === "or" ? count(tokens, at + 1) : undefined;
  const dash = number !== undefined && tokens[number.next]?.text === "-" ? 1 : 0;
  const next = (number && halfLives(tokens, number.next + dash)?.next) ?? at;
  const open = /^[(,]$/.test(tokens[next]?.text ?? "") ? 1 : 0;
  if (tokens[next + open]?.text !== "whichever") return next;
  for (let end = next + open + 1; end <= next + open + 6; end++) {
    if (/^[),]$/.test(tokens[end]?.text ?? "")) return end + 1;
    if (/^(?:prior|before|preceding)$/.test(tokens[end]?.text ?? "")) return end;
  }
  return next;
}

/**
 * "in the last month", "within the year before the study".
 * @param said the word of the past before it.
 */
export function singleUnit(
  tokens: readonly Token[],
  at: number,
  said: string | undefined,
): Found<Length> | undefined {
  if (said === undefined || !/last|past|previous|preceding|prior|^the$|^a$|^one$/.test(said))
    return undefined;
  const unit = timeUnit(tokens, at);
  if (unit === undefined || unit.value === "hour" || unit.value === "minute") return undefined;
  // "At the day of infusion" is that day.
  if (said === "the" && unit.value === "day" && tokens[unit.next]?.text === "of") return undefined;
  const isWithinOne = said === "one" && tokens[at - 2]?.text === "within";
  if ((said === "the" || said === "a" || said === "one") && !isWithinOne) {
    const link = afterLength(tokens, unit.next);
    if (link === undefined) return undefined;
    // "In the year before" may end a line.
    const ends =
      unit.value !== "day" &&
      /^(?:before|prior)$/.test(link.value) &&
      /^(?:[,;.)]|or|)$/.test(tokens[link.next]?.text ?? "");
    if (!ends && refAfter(tokens, link.next) === undefined) return undefined;
  }
  return { value: { value: 1, unit: unit.value }, next: unit.next };
}
