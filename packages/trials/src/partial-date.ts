/**
 * Dates as a registry writes them: a year, a month or a day. The precision is part of the fact, so a
 * partial date is never completed ("2018" is not "2018-12-31").
 */

/** `yyyy`, `yyyy-MM` or `yyyy-MM-dd`, checked against the calendar. */
export type PartialDate = string;

const shape = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** The date when it is one of the three lengths and exists in the calendar, otherwise undefined. */
export function readPartialDate(value: unknown): PartialDate | undefined {
  if (typeof value !== "string") return undefined;
  const parts = shape.exec(value.trim());
  if (parts === null) return undefined;
  const [, year, month, day] = parts;
  if (month !== undefined && (Number(month) < 1 || Number(month) > 12)) return undefined;
  if (day !== undefined && (Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))))
    return undefined;
  return parts[0];
}

/**
 * Whole months from a date to a later day, never less than 0. A partial date counts from its first
 * day: of two readings the one that makes the copy older is taken, so that nothing looks fresher than it is.
 * @param from a `PartialDate`. @param today `yyyy-MM-dd`.
 * @throws RangeError when either is not a date.
 */
export function monthsBetween(from: PartialDate, today: string): number {
  const a = calendar(from);
  const b = calendar(today);
  const months = (b.year - a.year) * 12 + (b.month - a.month) - (b.day < a.day ? 1 : 0);
  return Math.max(0, months);
}

function calendar(date: string): { year: number; month: number; day: number } {
  const read = readPartialDate(date);
  if (read === undefined) throw new RangeError(`expected a date such as 2026-11-22, got "${date}"`);
  const [year, month = "1", day = "1"] = read.split("-");
  return { year: Number(year), month: Number(month), day: Number(day) };
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
