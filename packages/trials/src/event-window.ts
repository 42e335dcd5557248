/**
 * Whether something done on a date lies inside a window that ends today, and the first day on which it no longer
 * does. Months are calendar months: three months after 5 October is 5 January.
 */
import type { TimeWindow } from "./annotation/time-window.ts";
import { type PartialDate, readPartialDate } from "./partial-date.ts";

export type Answer = "yes" | "no" | "unknown";

export interface InWindow {
  readonly answer: Answer;
  /** `yyyy-MM-dd`: where the answer is yes and time alone ends it. */
  readonly opensOn?: string;
}

/** Windows that count back from the trial's beginning, and so from today for who would join today. */
const fromToday = new Set([
  "enrollment",
  "screening",
  "baseline",
  "randomization",
  "intervention-start",
  "assessment",
  "consent",
  "initiation-visit",
  "infusion",
]);

/** @param date undefined where it is not known when. @param today `yyyy-MM-dd`. @throws RangeError when a date is none. */
export function inWindow(date: PartialDate | undefined, window: TimeWindow, today: string): InWindow {
  const { op, value, unit, ref } = window;
  if (ref === "ever") return { answer: "yes" };
  if (ref === "recent") return { answer: "unknown" };
  if (op === undefined || value === undefined || unit === undefined) return { answer: "no" };
  if (!fromToday.has(ref)) return { answer: ref === "planned-after-intervention" ? "no" : "unknown" };
  if (date === undefined) return { answer: "unknown" };
  const [first, last] = daysOf(date);
  const [endOfFirst, endOfLast] = [later(first, value, unit), later(last, value, unit)];
  const inside: Answer = today < endOfFirst ? "yes" : today >= endOfLast ? "no" : "unknown";
  if (op === ">=" || op === ">")
    return { answer: inside === "yes" ? "no" : inside === "no" ? "yes" : "unknown" };
  return { answer: inside, ...(inside === "yes" && { opensOn: endOfLast }) };
}

/** The first and the last day a partial date can mean. */
function daysOf(date: PartialDate): readonly [string, string] {
  const read = readPartialDate(date);
  if (read === undefined) throw new RangeError(`expected a date such as 2026-11-22, got "${date}"`);
  const [year, month, day] = read.split("-");
  if (month === undefined) return [`${year}-01-01`, `${year}-12-31`];
  if (day === undefined)
    return [`${read}-01`, `${read}-${String(monthLength(Number(year), Number(month))).padStart(2, "0")}`];
  return [read, read];
}

/** A day so much later; the 31st of a month without one is its last day. */
export function later(day: string, value: number, unit: NonNullable<TimeWindow["unit"]>): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  if (unit !== "year" && unit !== "month") {
    const days = unit === "week" ? value * 7 : unit === "day" ? value : value / (unit === "hour" ? 24 : 1440);
    return new Date(Date.UTC(year, month - 1, date + Math.ceil(days))).toISOString().slice(0, 10);
  }
  const months = month - 1 + Math.ceil(unit === "year" ? value * 12 : value);
  const inYear = year + Math.floor(months / 12);
  const inMonth = (months % 12) + 1;
  const pad = (n: number) => String(n).padStart(2, "0");
  return `${String(inYear).padStart(4, "0")}-${pad(inMonth)}-${pad(Math.min(date, monthLength(inYear, inMonth)))}`;
}

function monthLength(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
