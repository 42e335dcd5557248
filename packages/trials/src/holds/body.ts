/** Age and weight. */
import type { CompletedMonths } from "motor";
import { type AgeBound, beforeAge, fromAge, type SpokenAge, toAge } from "../age-bound.ts";
import type { Asked } from "../annotation/annotated-criterion.ts";
import type { TrialChild } from "../child.ts";
import { compare } from "./compare.ts";
import { anyOf, type Held, of, says } from "./held.ts";

/**
 * The age counted from the due date, in completed months. How early a child was born may not be told: all of what is
 * survivable is allowed for then, born up to 18 weeks early (at 22 weeks), in whole months never more than 5.
 */
export function correctedAge(child: TrialChild): CompletedMonths {
  const { age, gestationWeeks, nothingElse, cause } = child;
  // Where everything has been told, a birth too early would be among the causes.
  if (gestationWeeks === undefined && nothingElse && cause !== undefined && !/preterm|prematur/i.test(cause))
    return age;
  if (gestationWeeks === undefined) return { low: Math.max(0, age.low - 5), high: age.high };
  const early = (Math.max(0, 40 - gestationWeeks) * 7) / 30.436875;
  return {
    low: Math.max(0, Math.floor(age.low - early)),
    high: Math.max(0, Math.ceil(age.high + 1 - early) - 1),
  };
}

/** "A parent, 18 years or older, of a child aged 2 to 12": the first age is not the child's. */
const parentFirst =
  /^\W*(?:the |a |an |biological |primary )*(?:parents?|mothers?|fathers?|care-?givers?|guardians?)\b/i;

function ofChildNamed(asked: Asked, child: TrialChild): Held {
  const words = asked.text.slice(0, 1_000);
  const named = /\b(?:child|children|infants?|son|daughter)\b/i.exec(words);
  if (named === null) return of("age", "yes");
  const plain = words.slice(named.index);
  const range = /^.{0,80}?(\d{1,2}) ?(?:-|to|and) ?(\d{1,2}) ?(years?|months?)/i.exec(plain);
  if (range !== null) {
    const unit = /month/i.test(range[3]!) ? "month" : "year";
    const value = [Number(range[1]), Number(range[2])];
    return ofAge({ ...asked, text: range[0], op: "between", value, unit }, child);
  }
  if (/\d/.test(plain) && (words.match(/\d+/g) ?? []).length > 1) return of("age", "unknown");
  // One limit alone is the child's where it stands behind the child.
  return /\d/.test(plain) ? ofAge({ ...asked, text: plain }, child) : of("age", "yes");
}

const adulthood = 216;
const onlyAdults = /^\W*(?:\w+ )?adults?\b(?!.*\b(?:child|adolescen|young|infant|youth|p(?:a)?ediatric))/i;
/** Whether a line is about grown people only, and a child is none. */
export const isTooYoungFor = (asked: Asked, { age }: TrialChild): boolean =>
  age.high < adulthood && says(asked, onlyAdults);

const fromOnly = /^\W*(?:age )?from (\d{1,2}) (year|month)s?(?: of age| old)?\W*$/i;

export function ofAge(asked: Asked, child: TrialChild): Held {
  const { op, value, unit, concept } = asked;
  const numbers = (Array.isArray(value) ? value : [value]).map(Number);
  const named = (amount: number): SpokenAge => [
    {
      amount,
      unit: unit === "month" || unit === "week" || unit === "day" || unit === "hour" ? unit : "year",
    },
  ];
  // "Adults", with no number.
  if (op === null && says(asked, onlyAdults))
    return of("age", child.age.low >= adulthood ? "yes" : child.age.high < adulthood ? "no" : "unknown");
  const [, first, per] = op === null ? (fromOnly.exec(asked.text.slice(0, 100)) ?? []) : [];
  if (first !== undefined)
    return ofAge({ ...asked, op: ">=", value: Number(first), unit: per!.toLowerCase() }, child);
  if (op === null || numbers.some((n) => !Number.isFinite(n)))
    return /\d/.test(asked.text) ? of("age", "unknown") : { ...of("age", "unknown"), given: true };
  const [low, high] = numbers as [number, number];
  if (op === "outside")
    return anyOf("age", [
      ofAge({ ...asked, op: "<", value: low }, child),
      ofAge({ ...asked, op: ">", value: high }, child),
    ]);
  const bounds: { from?: AgeBound; to?: AgeBound } =
    op === ">="
      ? { from: fromAge(named(low)) }
      : op === ">"
        ? { from: fromAge(named(low), { beyond: true }) }
        : op === "<="
          ? { to: toAge(named(low)) }
          : op === "<"
            ? { to: beforeAge(named(low)) }
            : op === "between"
              ? { from: fromAge(named(low)), to: toAge(named(high)) }
              : op === "half-open"
                ? { from: fromAge(named(low)), to: beforeAge(named(high)) }
                : op === "between-exclusive"
                  ? { from: fromAge(named(low), { beyond: true }), to: beforeAge(named(high)) }
                  : {};
  if (bounds.from === undefined && bounds.to === undefined) return of("age", "unknown");
  if (says(asked, parentFirst)) return ofChildNamed(asked, child);
  if (concept === "gestational-age") {
    const weeks = unit === "week" ? child.gestationWeeks : undefined;
    return of("age", weeks === undefined ? "unknown" : compare(op, value, weeks));
  }
  const { low: least, high: most } = /corrected|adjusted/.test(concept) ? correctedAge(child) : child.age;
  const { from, to } = bounds;
  if ((from && most < from.months) || (to && least > to.months + to.doubtMonths)) return of("age", "no");
  if ((from && least < from.months + from.doubtMonths) || (to && most > to.months))
    return of("age", "unknown");
  return of("age", "yes");
}

const kilograms: Readonly<Record<string, number>> = { kg: 1, g: 0.001, lb: 0.45359237 };

export function ofWeight(asked: Asked, { weightKg }: TrialChild): Held {
  const size = kilograms[asked.unit ?? "kg"];
  if (
    weightKg === undefined ||
    size === undefined ||
    says(asked, /birth|lost|loss|gain|stable|percentile|for age|for height/i)
  )
    return of("weight", "unknown");
  return of("weight", compare(asked.op, asked.value, weightKg / size));
}
