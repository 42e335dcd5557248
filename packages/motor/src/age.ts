import { requirePlausible } from "./plausible.ts";

/**
 * A child's age, known only to the month or to the year: families are never asked for a day of birth.
 * Both bounds are inclusive, in completed months of age.
 */
export interface CompletedMonths {
  readonly low: number;
  readonly high: number;
}

/** Why an age could not be taken from dates, with the values each carries. */
export const ageInputCodes = [
  "birth-month-not-readable", // got
  "birth-month-after-today", // birthMonth, today
  "today-not-readable", // got
] as const;
export type AgeInputCode = (typeof ageInputCodes)[number];

/** Dates that give no age. An age that is only too great is an `ImplausibleInput`, also a RangeError. */
export class UnusableDate extends RangeError {
  override readonly name = "UnusableDate";
  readonly code: AgeInputCode;
  readonly values: Readonly<Record<string, string>>;
  constructor(code: AgeInputCode, values: Readonly<Record<string, string>>, message: string) {
    super(message);
    this.code = code;
    this.values = values;
  }
}

/**
 * The age today of a child born on any day of a month. A month is completed on the day of the month of birth,
 * so one born on the 31st completes no month on the 30th. The bounds differ by one month at most.
 * @param birthMonth "yyyy-MM"
 * @param today "yyyy-MM-dd", passed in because nothing here reads a clock
 * @throws UnusableDate when a date cannot be read or the birth is after today.
 * @throws ImplausibleInput when the age is above 30 years.
 */
export function ageFromBirthMonth(birthMonth: string, today: string): CompletedMonths {
  const born = readMonth(birthMonth);
  const now = readDay(today);
  const months = (now.year - born.year) * 12 + now.month - born.month;
  if (months < 0) {
    throw new UnusableDate(
      "birth-month-after-today",
      { birthMonth, today },
      `The month of birth ${birthMonth} is after today, ${today}; give the month the child was born.`,
    );
  }
  requirePlausible("ageYears", months / 12);
  const lastDayOfBirthMonth = daysInMonth(born.year, born.month);
  const low = now.day < lastDayOfBirthMonth ? months - 1 : months;
  // In the month of birth itself the child was born today at the latest.
  return { low: Math.max(0, low), high: months };
}

/**
 * The age of a child whose age is said in years. A whole number is what people say for all of that year, so 9
 * is 108 to 119 months; a decimal is meant more exactly and gives the nearest month, so 2.5 is 30 months, but
 * never a birthday that has not come: 9.99 is 119.
 * @throws ImplausibleInput when the age is not a number from 0 to 30.
 */
export function ageFromYears(years: number): CompletedMonths {
  requirePlausible("ageYears", years);
  if (Number.isInteger(years)) return { low: years * 12, high: years * 12 + 11 };
  const months = Math.min(Math.round(years * 12), Math.ceil(years) * 12 - 1);
  return { low: months, high: months };
}

function readMonth(text: string): { year: number; month: number } {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  if (year === undefined || month === undefined) {
    throw new UnusableDate(
      "birth-month-not-readable",
      { got: text },
      `The month of birth was expected as yyyy-MM, such as 2017-04, got ${JSON.stringify(text)}.`,
    );
  }
  return { year: Number(year), month: Number(month) };
}

function readDay(text: string): { year: number; month: number; day: number } {
  const [, year, month, day] = /^(\d{4})-(0[1-9]|1[0-2])-(\d{2})$/.exec(text) ?? [];
  const read = { year: Number(year), month: Number(month), day: Number(day) };
  if (!(read.day >= 1 && read.day <= daysInMonth(read.year, read.month))) {
    throw new RangeError(
      `Today was expected as yyyy-MM-dd, such as 2026-11-23, got ${JSON.stringify(text)}.`,
    );
  }
  return read;
}

/** Gregorian; by hand, because a Date would bring in a time zone. */
function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
