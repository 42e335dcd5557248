/**
 * Bounds of age in completed months, the only precision at which a child's age is known here.
 *
 * "15 years" as an upper bound lasts until the 16th birthday, as the registry counts. Where a wording does
 * not settle a stretch of months ("older than 18 years": from the day after the birthday, or from 19?), and
 * where weeks or days do not fit months, that stretch is kept as doubt, and a child in it is "not known".
 */
import type { AgeUnit } from "./age-limit.ts";

export interface AgeBound {
  /**
   * Lower bound: below this number of completed months a child is surely too young.
   * Upper bound: up to and including this number a child is surely young enough.
   */
  readonly months: number;
  /** How many completed months beyond `months` are undecided. */
  readonly doubtMonths: number;
}

/** An age in words: parts such as 5 years 11 months, largest unit first. */
export type SpokenAge = readonly { readonly amount: number; readonly unit: AgeUnit }[];

/** "at least", "from": or, with `beyond`, "older than", "over". */
export function fromAge(age: SpokenAge, { beyond = false } = {}): AgeBound {
  const whole = wholeMonths(age);
  if (whole === undefined) return fromDays(days(age) + (beyond ? finest(age) : 0));
  return { months: whole.months, doubtMonths: beyond ? whole.step : 0 };
}

/** "up to and including", the second of "from 3 to 8 years". */
export function toAge(age: SpokenAge): AgeBound {
  const whole = wholeMonths(age);
  // A child of "8 years" stays so until the ninth birthday, one of "28 days" until the 29th day.
  if (whole === undefined) return opposite.ofFrom(fromDays(days(age) + finest(age)));
  return { months: whole.months + whole.step - 1, doubtMonths: 0 };
}

/** "younger than", "under". */
export function beforeAge(age: SpokenAge): AgeBound {
  return opposite.ofFrom(fromAge(age));
}

/** "up to 18 years": whether the year of being 18 is in it is not settled by the words. */
export function upToAge(age: SpokenAge): AgeBound {
  const surely = beforeAge(age);
  const perhaps = toAge(age);
  return { months: surely.months, doubtMonths: perhaps.months + perhaps.doubtMonths - surely.months };
}

/** A child surely past one bound is surely inside its opposite. */
export const opposite = {
  ofFrom: ({ months, doubtMonths }: AgeBound): AgeBound => ({ months: months - 1, doubtMonths }),
  ofTo: ({ months, doubtMonths }: AgeBound): AgeBound => ({ months: months + 1, doubtMonths }),
};

function wholeMonths(age: SpokenAge): { readonly months: number; readonly step: number } | undefined {
  let months = 0;
  let step = 12;
  for (const { amount, unit } of age) {
    if (unit !== "year" && unit !== "month") return undefined;
    const size = unit === "year" ? 12 : 1;
    months += amount * size;
    if (unit === "month" || !Number.isInteger(amount)) step = 1;
  }
  return Number.isInteger(months) ? { months, step } : undefined;
}

const daysIn: Readonly<Record<AgeUnit, number>> = {
  year: 365.2425,
  month: 30.436875,
  week: 7,
  day: 1,
  hour: 1 / 24,
  minute: 1 / 1440,
};

function days(age: SpokenAge): number {
  return age.reduce((sum, { amount, unit }) => sum + amount * daysIn[unit], 0);
}

/** The size of the smallest unit named, in days. */
function finest(age: SpokenAge): number {
  return Math.min(...age.map(({ unit }) => daysIn[unit]));
}

/** So many days may any run of calendar months differ from its average length. */
const slackDays = 3;

/** The lower bound of a number of days: months that surely reach it, and months that surely do not. */
function fromDays(least: number): AgeBound {
  if (least <= 0) return { months: 0, doubtMonths: 0 };
  const surelyShort = Math.max(0, Math.floor((least - slackDays) / daysIn.month));
  const surelyReached = Math.max(0, Math.ceil((least + slackDays) / daysIn.month));
  return { months: surelyShort, doubtMonths: surelyReached - surelyShort };
}
