/**
 * Limits as eligibility texts state them: "≥ 24 months and ≤ 60 months", "at least 15 degrees", "3 to <9 years",
 * "20/25 or better", "15 cm". The statement is kept as the line makes it: which operator, which numbers, which unit.
 */
import {
  count,
  type Found,
  map,
  maybe,
  oneOf,
  type Parser,
  phrase,
  sequence,
  vocabulary,
} from "../grammar.ts";
import type { Token } from "../tokens.ts";
import { type TimeUnit, timeUnits, unitWords } from "./unit-words.ts";

export const operators = [
  ">=",
  ">",
  "<=",
  "<",
  "==",
  "between",
  "between-exclusive",
  "half-open",
  "outside",
  "in",
  "or",
] as const;
export type Operator = (typeof operators)[number];
export type Comparison = ">=" | ">" | "<=" | "<" | "==";

export type LimitValue =
  | number
  | string
  | readonly (number | string)[]
  | readonly { readonly op: Operator; readonly value: LimitValue }[];

export interface Quantity {
  readonly op: Operator;
  readonly value: LimitValue;
  readonly unit: string | null;
  /** Two numbers with a dash and neither unit nor sign: a limit only where something else says so. */
  readonly bare: boolean;
  /** A word of the comparison that speaks of age: "older", "younger". */
  readonly saysAge: boolean;
  readonly first: number;
  readonly next: number;
}

interface Sign {
  readonly op: Comparison;
  readonly saysAge: boolean;
}
const sign = (op: Comparison, words: string, saysAge = false): Parser<Sign> =>
  map(phrase(words), () => ({ op, saysAge }));

const before: Parser<Sign> = oneOf(
  sign(
    ">=",
    `>= | not under | at least | minimum | minimum of | a minimum of | not less than | no less than | not lower than | no lower than | not below
    | greater than or equal to | more than or equal to | equal to or greater than | equal to or more than | higher than or equal to
    | equal or greater than | greater or equal to | above or equal to | > or = | > or equal to | superior or equal to | equal or more than
    | at or above | not fewer than | of at least | from at least | a score of at least | larger than or equal to | a total of at least | equal or superior to
    | over or equal to | equal to or above | equal to or over | equal or above | equal or over | equal or higher than | equal to or higher than | more or equal to | higher or equal to | bigger than or equal to | above or equal | greater / equal | = or > | > / = | = / >`,
  ),
  sign(
    ">=",
    "not younger than | no younger than | older than or equal to | equal to or older than | equal or older than",
    true,
  ),
  sign(
    ">",
    "> | over than | above than | more often than | more frequently than | better than | more than | greater than | over | above | exceeding | exceeds | higher than | heavier than | larger than | in excess of | longer than | superior to | beyond | greater then | exceed",
  ),
  sign(">", "older than | older then", true),
  sign(
    "<=",
    `<= | at most | maximum | maximum of | a maximum of | not more than | no more than | not greater than | no greater than | not above
    | not over | not exceeding | not higher than | no higher than | less than or equal to | equal to or less than | equal or less than | less or equal to
    | lower than or equal to | equal to or lower than | < or = | < or equal to | up to and including | at or below | up to | not exceed | not to exceed | does not exceed | inferior or equal to
    | not longer than | no longer than | fewer than or equal to | smaller than or equal to | below or equal to | up to a maximum of | until | = or < | < / = | = / < | lass than | lesser than or equal to | lesser or equal to | equal to or below | equal or below | equal or lower than | equal to or under | below or equal | fewer or equal to | equal or inferior to`,
  ),
  sign("<=", "not older than | no older than | younger than or equal to | equal to or younger than", true),
  sign(
    "<",
    "< | less often than | less frequently than | worse than | lesser than | less than | below | under | lower than | fewer than | smaller than | lighter than | inferior to | shorter than | less then",
  ),
  sign("<", "younger than | younger then", true),
  sign("==", "= | equal to | equals | is exactly | exactly"),
);

const after: Parser<Sign> = oneOf(
  sign(
    ">=",
    `or more | or greater | or above | or higher | and above | and higher | and over | or over | and more | and greater | or better | or longer | and up | or up
    | and upwards | + | or worse | or heavier | and beyond | or later`,
  ),
  sign(
    ">=",
    "or older | and older | or elder | and elder | of age or older | of age and older | of age or over | of age and over | of age and above | of age or above | old or older | old and above | old or above | old and older | of age or greater | of age and up | old and over",
    true,
  ),
  sign(
    "<=",
    "or less | or below | or lower | or under | or fewer | and below | and under | and less | or shorter | or smaller | and lower",
  ),
  sign("<=", "or younger | and younger | of age or younger | of age and younger", true),
);

interface Amount {
  readonly number: number | string;
  readonly unit: string | null;
}

const power: Parser<number> = oneOf(
  map(sequence(phrase("^"), count), ([, exponent]) => exponent),
  (tokens, at) => {
    const token = tokens[at];
    return token?.kind === "superscript" ? { value: token.value!, next: at + 1 } : undefined;
  },
);
const timesTen: Parser<number> = oneOf(
  map(sequence(phrase("x 10 | * 10"), maybe(power)), ([, exponent]) => 10 ** (exponent ?? 1)),
  // A raised number that came down: "1.5 x 109/L".
  map(
    phrase(
      "x 103 | x 104 | x 105 | x 106 | x 107 | x 108 | x 109 | x 1010 | x 1011 | x 1012 | * 106 | * 109",
    ),
    (told) => 10 ** Number(told.slice(4)),
  ),
);

/** "1,5" for one and a half, "100.000" for a hundred thousand. */
function europeanNumber(text: string): number | undefined {
  if (/^\d+,\d{1,2}$/.test(text)) return Number(text.replace(",", "."));
  return /^\d{1,3}(?:\.\d{3})*\.000$/.test(text) ? Number(text.replaceAll(".", "")) : undefined;
}

/** Digits, "1,5" for one and a half, "-2", "100 x 10^9"; words such as "six" stand for numbers too. */
const number: Parser<number> = (tokens, at) => {
  const sign = tokens[at]?.text;
  const signed = (sign === "-" || sign === "+") && tokens[at + 1]?.kind === "number";
  const minus = signed ? 1 : 0;
  const token = tokens[at + minus];
  if (token === undefined) return undefined;
  const european = token.kind === "number" ? europeanNumber(token.text) : undefined;
  const found =
    european === undefined ? count(tokens, at + minus) : { value: european, next: at + minus + 1 };
  if (found === undefined) return undefined;
  // "10^4"
  const raised =
    found.value === 10 && tokens[found.next]?.text === "^" ? power(tokens, found.next) : undefined;
  if (raised !== undefined) return { value: 10 ** raised.value, next: raised.next };
  const large = timesTen(tokens, found.next) ?? thousands(tokens, found.next);
  const value = (signed && sign === "-" ? -1 : 1) * found.value * (large?.value ?? 1);
  const next = large?.next ?? found.next;
  // "three (3) months" says it twice.
  const again = tokens[next]?.text === "(" ? count(tokens, next + 1) : undefined;
  const twice = again !== undefined && again.value === found.value && tokens[again.next]?.text === ")";
  return { value: Number(value.toPrecision(12)), next: twice ? again.next + 1 : next };
};
const thousands: Parser<number> = oneOf(
  map(phrase("million"), () => 1e6),
  map(phrase("billion"), () => 1e9),
  map(phrase("thousand"), () => 1e3),
);

/** "20/40" is a visual acuity; "3/4" on a scale is not one number. */
const snellen: Parser<string> = (tokens, at) => {
  const [top, stroke, bottom] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if ((top?.text !== "20" && top?.text !== "6") || stroke?.text !== "/" || bottom?.kind !== "number")
    return undefined;
  return { value: `${top.text}/${bottom.text}`, next: at + 3 };
};

/** "160/100 mmHg": two pressures told as one. */
const pressurePair: Parser<Amount> = (tokens, at) => {
  const [high, stroke, low] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (stroke?.text !== "/" || high?.value === undefined || low?.value === undefined) return undefined;
  if (high.value <= low.value || high.value < 70 || low.value < 30) return undefined;
  const unit = unitWords(tokens, at + 3);
  if (unit !== undefined && unit.value !== "mmHg") return undefined;
  return { value: { number: `${high.text}/${low.text}`, unit: "mmHg" }, next: unit?.next ?? at + 3 };
};

/** "Once a day", "twice weekly". */
const often: Parser<Amount> = map(
  sequence(
    phrase("once | twice | thrice"),
    maybe(phrase("a | per | each | every")),
    phrase("day | week | month | year | daily | weekly | monthly"),
  ),
  ([times, , stretch]) => ({
    number: ["once", "twice", "thrice"].indexOf(times) + 1,
    unit: `times/${stretch === "daily" ? "day" : stretch.replace(/ly$/, "")}`,
  }),
);

const amount: Parser<Amount> = (tokens, from) => {
  const at = tokens[from]?.text === "the" ? from + 1 : from;
  const acuity = snellen(tokens, at);
  if (acuity !== undefined) return { value: { number: acuity.value, unit: "snellen" }, next: acuity.next };
  const pressure = pressurePair(tokens, at);
  if (pressure !== undefined) return pressure;
  const times = often(tokens, at);
  if (times !== undefined) return times;
  const gestation = weeksAndDays(tokens, at);
  if (gestation !== undefined) return gestation;
  const found = number(tokens, at);
  if (found === undefined) return undefined;
  const hyphen = tokens[found.next]?.text === "-" ? 1 : 0;
  const unit =
    unitWords(tokens, found.next) ?? (hyphen === 1 ? unitWords(tokens, found.next + 1) : undefined);
  if (unit === undefined) return { value: { number: found.value, unit: null }, next: found.next };
  // "450 milliseconds (ms)" names its unit twice.
  const short = tokens[unit.next]?.text === "(" ? unitWords(tokens, unit.next + 1) : undefined;
  const next = short?.value === unit.value && tokens[short.next]?.text === ")" ? short.next + 1 : unit.next;
  return finer(tokens, { value: { number: found.value, unit: unit.value }, next });
};

/** "36+6 weeks", as pregnancies are counted. */
function weeksAndDays(tokens: readonly Token[], at: number): Found<Amount> | undefined {
  if (tokens[at + 1]?.text !== "+" || tokens[at]!.kind !== "number") return undefined;
  const [weeks, days] = [tokens[at]!.value, tokens[at + 2]?.value];
  if (weeks === undefined || days === undefined || days > 6) return undefined;
  const unit = unitWords(tokens, at + 3);
  // "28+0 to 31+6 weeks" names the unit once.
  const goesOn = unit === undefined && through(tokens, at + 3) !== undefined && tokens[at + 5]?.text === "+";
  if (unit?.value !== "week" && !goesOn) return undefined;
  const told = days === 0 ? { number: weeks, unit: "week" } : { number: weeks * 7 + days, unit: "day" };
  return { value: told, next: unit?.next ?? at + 3 };
}

/** "5 years 11 months" is one age, told in months. */
function finer(tokens: readonly Token[], years: Found<Amount>): Found<Amount> {
  if (years.value.unit !== "year" || typeof years.value.number !== "number") return years;
  const joint = tokens[years.next]?.text === "and" || tokens[years.next]?.text === "," ? 1 : 0;
  const months = count(tokens, years.next + joint);
  const unit = months && unitWords(tokens, months.next);
  if (months === undefined || unit?.value !== "month" || months.value > 11) return years;
  return { value: { number: years.value.number * 12 + months.value, unit: "month" }, next: unit.next };
}

const asideWords = phrase(
  "age | ages | a | an | the | score of | of | a score of | age of | the age of | ages of",
);
const aside = maybe(asideWords);
const through = phrase(
  "to | - | through | thru | until | up to | to a maximum of | ~ | up to and including | and up to and including | and up to | to and including",
);
const old = maybe(phrase("of age | old | - old | in age | age | of age ,"));

interface Bound {
  readonly op: Comparison;
  readonly amount: Amount;
  readonly saysAge: boolean;
}

const oneBound: Parser<Bound> = (tokens, at) => {
  const share = tokens[at]?.text === "within" ? amount(tokens, at + 1) : undefined;
  const reach = tokens[at]?.text === "by" ? amount(tokens, at + 1) : undefined;
  // "extends the wrist by 15 degrees": at least so far.
  if (reach?.value.unit === "degree" || reach?.value.unit === "cm")
    return { value: { op: ">=", amount: reach.value, saysAge: false }, next: reach.next };
  // "stable within 5%": at most so much away.
  if (share?.value.unit === "%")
    return { value: { op: "<=", amount: share.value, saysAge: false }, next: share.next };
  const term = tokens[at]?.kind === "word" ? bornAt(tokens, at) : undefined;
  if (term !== undefined) return term;
  // "before 48 hours of age"
  const young = tokens[at]?.text === "before" ? amount(tokens, at + 1) : undefined;
  if (young !== undefined && tokens[young.next]?.text === "of" && tokens[young.next + 1]?.text === "age")
    return { value: { op: "<", amount: young.value, saysAge: true }, next: young.next };
  if (tokens[at]?.text === "of") return boundOf(tokens, at) ?? exactly(tokens, at);
  const lead = before(tokens, at);
  if (lead !== undefined) {
    const skipped = aside(tokens, saidAgain(tokens, lead.next))!;
    const found = amount(tokens, skipped.next);
    if (found !== undefined)
      return {
        value: {
          op: lead.value.op,
          amount: found.value,
          saysAge: lead.value.saysAge || /\bages?\b/.test(skipped.value ?? ""),
        },
        next: found.next,
      };
    return undefined;
  }
  if (tokens[at]?.kind !== "number" && !isSpelledAge(tokens, at) && !isSigned(tokens, at)) return undefined;
  const found = amount(tokens, at);
  if (found === undefined) return undefined;
  const skipped = old(tokens, found.next)!;
  const trail = after(tokens, found.next) ?? after(tokens, skipped.next);
  if (trail === undefined) return undefined;
  // "one or more times per week": the unit may stand behind the comparison.
  const late = found.value.unit === null ? unitWords(tokens, trail.next) : undefined;
  return {
    value: {
      // A worse acuity is a lower one.
      op: found.value.unit === "snellen" && tokens[trail.next - 1]?.text === "worse" ? "<=" : trail.value.op,
      amount: late === undefined ? found.value : { number: found.value.number, unit: late.value },
      saysAge: trail.value.saysAge || skipped.value !== undefined,
    },
    next: late?.next ?? trail.next,
  };
};

const bornBefore = phrase("before | prior to | earlier than | at less than | at under | at below | at <");
const bornFrom = phrase("at or after | after or at | from | at at least | at >= | at more than or equal to");
const bornAfter = phrase("after | beyond | later than | at more than | at >");

/** "Born before 32 weeks", "born at or after 36 weeks": how long the pregnancy had lasted. */
function bornAt(tokens: readonly Token[], at: number): Found<Bound> | undefined {
  if (!isAfterBirth(tokens, at)) return undefined;
  const signs = [
    ["<", bornBefore],
    [">=", bornFrom],
    [">", bornAfter],
  ] as const;
  for (const [op, words] of signs) {
    const lead = words(tokens, at);
    const found = lead && amount(tokens, lead.next);
    if (found?.value.unit === "week" || found?.value.unit === "day")
      return { value: { op, amount: found.value, saysAge: true }, next: found.next };
  }
  return undefined;
}

/** "Born before 32 weeks", "preterm (< 32 weeks)". */
export function isAfterBirth(tokens: readonly Token[], at: number): boolean {
  // "Preterm infants of ..."
  const apart = /^(?:\(|infants?|babies)$/.test(tokens[at - 1]?.text ?? "") ? 2 : 1;
  const word = tokens[at - apart]?.text ?? "";
  return (
    /^(?:born|preterm|premature|newborns?|neonates?)$/.test(word) ||
    (tokens[at - 2]?.text === "born" &&
      /^(?:preterm|prematurely|alive|early|at|,)$/.test(tokens[at - 1]!.text))
  );
}

/** "Below or equal to (≤)", "≥ to" say it twice. */
function saidAgain(tokens: readonly Token[], at: number): number {
  const sign = /^(?:>=|<=|<|>|=)$/;
  if (tokens[at]?.text === "(" && sign.test(tokens[at + 1]?.text ?? "") && tokens[at + 2]?.text === ")")
    return at + 3;
  return tokens[at]?.text === "to" && sign.test(tokens[at - 1]?.text ?? "") ? at + 1 : at;
}

/** "A minimum VAS of 20", "maximum total score of 30": what is measured stands inside the comparison. */
function boundOf(tokens: readonly Token[], at: number): Found<Bound> | undefined {
  for (let back = at - 2; back >= Math.max(0, at - 4); back--) {
    const { text } = tokens[back]!;
    if (text !== "minimum" && text !== "maximum") continue;
    const found = amount(tokens, at + 1);
    const op = text === "minimum" ? ">=" : "<=";
    return found && { value: { op, amount: found.value, saysAge: false }, next: found.next };
  }
  return undefined;
}

/** "A score of 0.5", with no comparison behind it. */
function exactly(tokens: readonly Token[], at: number): Found<Bound> | undefined {
  if (!/^(?:scores?|rating)$/.test(tokens[at - 1]?.text ?? "") || tokens[at + 1]?.kind !== "number")
    return undefined;
  const found = amount(tokens, at + 1);
  if (found === undefined || after(tokens, found.next) !== undefined) return undefined;
  // "Of 4 to 7", "of 1, 2 or 3", "of 8/10" say something else.
  if (/^(?:to|-|,|or|and|\/|through)$/.test(tokens[found.next]?.text ?? "")) return undefined;
  return { value: { op: "==", amount: found.value, saysAge: false }, next: found.next };
}

/** "-1.0 or lower": the sign belongs to the number, not to what stands before. */
function isSigned(tokens: readonly Token[], at: number): boolean {
  const [before, sign, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  return (
    (sign?.text === "-" || sign?.text === "+") &&
    next?.kind === "number" &&
    next.from === sign.to &&
    (before === undefined || before.to < sign.from)
  );
}

/** "six months or older", "one or more times a week"; "two or more levels" counts things, it does not measure. */
function isSpelledAge(tokens: readonly Token[], at: number): boolean {
  const found = tokens[at]?.kind === "word" ? count(tokens, at) : undefined;
  if (found === undefined) return false;
  if (unitWords(tokens, found.next) !== undefined) return true;
  const trail = after(tokens, found.next);
  return trail !== undefined && unitWords(tokens, trail.next)?.value.includes("/") === true;
}

const betweenWords = phrase(
  "between | between the ages of | between ages | between ages of | between the age of | between age | in between | between a score of | is between | b / w",
);
const rangeWords = phrase(
  "from | ranging from | range | in the range of | ranging between | in range of | range of | range from | within the range | within the range of | within a range of | in a range of",
);
const betweenLink = phrase("and | & | or");
const lessWords = phrase("< | less than | under");
const mostWords = phrase("<= | less than or equal to");
const ageBehind = phrase("of age | old | - old | in age | age");
const ageAgain = phrase("age | aged | is | are");

/** What can stand in a limit before its first number. */
export const limitLeads: ReadonlySet<string> = new Set([
  ...vocabulary(before, asideWords, betweenWords, rangeWords),
  ..."within by before + - ( ) birth newborn".split(" "),
]);

/** "From birth to 3 years". */
const birthAt: Parser<Amount> = map(phrase("birth | newborn"), () => ({ number: 0, unit: null }));

const rangeAt: Parser<Omit<Quantity, "first" | "next">> = (tokens, at) => {
  const between = betweenWords(tokens, at);
  const lead = between ?? rangeWords(tokens, at);
  const start = lead?.next ?? at;
  const exclusive = tokens[start]?.text === ">" ? 1 : 0;
  const atLeast = tokens[start]?.text === ">=" ? 1 : 0;
  const low = birthAt(tokens, start) ?? amount(tokens, start + exclusive + atLeast);
  if (low === undefined) return undefined;
  const afterLow = old(tokens, low.next)!.next;
  const link =
    through(tokens, afterLow) ??
    (lead || isPlainPair(tokens, low, afterLow) ? betweenLink(tokens, afterLow) : undefined);
  if (link === undefined) return undefined;
  const less = lessWords(tokens, link.next);
  const most = less ?? mostWords(tokens, link.next);
  const high = amount(tokens, most?.next ?? link.next);
  if (high === undefined) return undefined;
  // "Between 2 and 5 years, 11 months": the 2 are years too.
  const years =
    low.value.unit === null &&
    high.value.unit === "month" &&
    tokens.slice(link.next, high.next).some(({ text }) => text.startsWith("year"));
  const least = years ? { ...low.value, unit: "year" } : low.value;
  const unit = high.value.unit ?? least.unit;
  const values = [least.number, high.value.number] as const;
  const acuity = unit === "snellen";
  const saysAge =
    ageBehind(tokens, high.next) !== undefined ||
    afterLow !== low.next ||
    /\bages?\b/.test(between?.value ?? "");
  const op = exclusive === 1 && less ? "between-exclusive" : less ? "half-open" : "between";
  const inUnit = least.unit !== null && high.value.unit !== null && least.unit !== high.value.unit;
  const told = inUnit ? inFinestUnit(least, high.value) : undefined;
  const [from, to] = told?.values ?? values;
  if (!acuity && !(Number(from) < Number(to))) return undefined;
  return {
    value: {
      op,
      value: acuity ? [...values].sort((a, b) => lines(a) - lines(b)) : (told?.values ?? [...values]),
      unit: told?.unit ?? unit,
      bare: unit === null && lead === undefined && !less && exclusive === 0,
      saysAge,
    },
    next: high.next,
  };
};

/** "7% ≤ HbA1c ≤ 9%": what is measured stands between its two bounds. */
const sandwich: Parser<Omit<Quantity, "first" | "next">> = (tokens, at) => {
  if (tokens[at]?.kind !== "number") return undefined;
  const low = amount(tokens, at);
  const least = low && tokens[low.next]?.text;
  if (low === undefined || (least !== "<" && least !== "<=")) return undefined;
  let inner = low.next + 1;
  while (inner < low.next + 6 && !/^<=?$/.test(tokens[inner]?.text ?? "")) inner++;
  const most = tokens[inner]?.text;
  const high = most === "<" || most === "<=" ? amount(tokens, inner + 1) : undefined;
  if (high === undefined || inner === low.next + 1 || !(Number(low.value.number) < Number(high.value.number)))
    return undefined;
  const op = most === "<=" ? "between" : least === "<=" ? "half-open" : "between-exclusive";
  const saysAge = tokens.slice(low.next, inner).some(({ text }) => text === "age");
  const unit = high.value.unit ?? low.value.unit;
  return {
    value: { op, value: [low.value.number, high.value.number], unit, bare: false, saysAge },
    next: high.next,
  };
};

/** "10 and 16 years old", without the "between". */
function isPlainPair(tokens: readonly Token[], low: Found<Amount>, at: number): boolean {
  if (low.value.unit !== null || typeof low.value.number !== "number" || tokens[at]?.text !== "and")
    return false;
  const high = tokens[at + 1]?.kind === "number" ? amount(tokens, at + 1) : undefined;
  return high !== undefined && isTime(high.value.unit) && ageBehind(tokens, high.next) !== undefined;
}

/** The worse acuity first. */
const lines = (acuity: number | string): number => -Number(String(acuity).split("/")[1]);

const inMonths: Readonly<Record<string, number>> = { year: 12, month: 1 };
const inDays: Readonly<Record<string, number>> = { year: 365.25, month: 365.25 / 12, week: 7, day: 1 };

/** "3 years to 5 years 11 months" in months, "6 weeks to 6 years" in days. */
function inFinestUnit(
  low: Amount,
  high: Amount,
): { readonly values: readonly [number, number]; readonly unit: TimeUnit } | undefined {
  const [from, to] = [low.unit ?? "", high.unit ?? ""];
  if (inDays[from] === undefined || inDays[to] === undefined) return undefined;
  const unit = inMonths[from] !== undefined && inMonths[to] !== undefined ? "month" : "day";
  const sizes = unit === "month" ? inMonths : inDays;
  const value = (number: number | string, size: number) => {
    const told = Number(number) * size;
    return unit === "day" ? Math.round(told) : told;
  };
  return { values: [value(low.number, sizes[from]!), value(high.number, sizes[to]!)], unit };
}

const joint = phrase(
  ", | and | , and | but | , but | & | to | - | and is | and are | to a maximum of | and a maximum of | with a maximum of | and up to | or",
);

/** A limit that begins at this place: one bound, two bounds or a range. */
export function quantityAt(tokens: readonly Token[], at: number): Quantity | undefined {
  // "FBS = 120-160 mg/dl" gives a range, not the first of its numbers.
  const range = sandwich(tokens, at) ?? rangeAt(tokens, tokens[at]?.text === "=" ? at + 1 : at);
  const single = range === undefined ? oneBound(tokens, at) : undefined;
  if (range !== undefined) return withAlternative(tokens, { ...range.value, first: at, next: range.next });
  if (single === undefined) return undefined;
  const { op, amount: first, saysAge } = single.value;
  const found: Quantity = {
    op,
    value: first.number,
    unit: first.unit,
    bare: false,
    saysAge,
    first: at,
    next: single.next,
  };
  return twoBounds(tokens, found) ?? withAlternative(tokens, found);
}

const opposite = (a: Operator, b: Operator) =>
  (a[0] === ">" && b[0] === "<") || (a[0] === "<" && b[0] === ">");

function twoBounds(tokens: readonly Token[], first: Quantity): Quantity | undefined {
  const skipped = old(tokens, first.next)!;
  const link = joint(tokens, skipped.next);
  // "BMI < 19 or BMI > 34", "age below 4 or age above 9".
  const named = tokens[first.first - 1];
  const again =
    link && named?.kind === "word" && tokens[link.next]?.text === named.text ? link.next + 1 : undefined;
  const ageWord = link && ageAgain(tokens, link.next);
  const second = link && oneBound(tokens, again ?? ageWord?.next ?? link.next);
  if (link === undefined || second === undefined || !opposite(first.op, second.value.op)) return undefined;
  const { op, amount: other } = second.value;
  const differ = first.unit !== null && other.unit !== null && first.unit !== other.unit;
  const told = differ ? inFinestUnit({ number: Number(first.value), unit: first.unit }, other) : undefined;
  if (differ && told === undefined) return undefined;
  const [one, two] = told?.values ?? [first.value, other.number];
  const [low, high] = first.op[0] === ">" ? [one, two] : [two, one];
  const unit = told?.unit ?? other.unit ?? first.unit;
  const saysAge = first.saysAge || second.value.saysAge || skipped.value !== undefined;
  const common = { unit, bare: false, saysAge, first: first.first, next: second.next };
  const lowOp = first.op[0] === ">" ? first.op : op;
  const highOp = first.op[0] === ">" ? op : first.op;
  // "older than 85 or younger than 18", ">2SD or <-2SD": what lies between is left out.
  if (link.value === "or" || Number(low) > Number(high)) {
    return {
      op: "outside",
      value: [Math.min(Number(low), Number(high)), Math.max(Number(low), Number(high))],
      ...common,
    };
  }
  const combined =
    lowOp === ">" && highOp === "<"
      ? "between-exclusive"
      : lowOp === ">=" && highOp === "<"
        ? "half-open"
        : "between";
  return { op: combined, value: [low as number, high as number], ...common };
}

/** "140 - 199 mg/dl or >200 mg/dl". */
function withAlternative(tokens: readonly Token[], first: Quantity): Quantity {
  if (first.bare || tokens[first.next]?.text !== "or") return first;
  const at = first.next + 1;
  const range = rangeAt(tokens, at);
  const single = range === undefined ? oneBound(tokens, at) : undefined;
  const other =
    range?.value ??
    (single && { op: single.value.op, value: single.value.amount.number, unit: single.value.amount.unit });
  const next = range?.next ?? single?.next;
  if (other === undefined || next === undefined || other.unit !== first.unit || isTime(first.unit))
    return first;
  return {
    ...first,
    op: "or",
    value: [
      { op: first.op, value: first.value },
      { op: other.op, value: other.value },
    ],
    next,
  };
}

/** Whether a unit is one of time. */
export function isTime(unit: string | null): unit is TimeUnit {
  return timeUnits.some((name) => name === unit);
}
