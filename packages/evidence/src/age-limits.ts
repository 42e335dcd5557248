/** The ages a study took, and whether they include a child whose age is known to the month or the year. */
import type { CompletedMonths } from "motor";

/**
 * In years, as published. A limit "up to 6 years" may or may not take a child of 6 years and 5 months: the
 * records rarely say, so the year after a whole-number limit is an open question, not an answer.
 */
export interface AgeLimits {
  readonly lowYears?: number;
  readonly highYears?: number;
  readonly high: "up to" | "below";
}

export type Includes = "yes" | "no" | "not known";

/** Completed months that are certainly inside and those that may be; a missing limit leaves that side open. */
function bounds({ lowYears, highYears, high }: AgeLimits) {
  // Limits such as 0.8 years are a rounding of whole months.
  const low = lowYears === undefined ? undefined : Math.round(lowYears * 12);
  if (highYears === undefined) return { low, surelyTo: undefined, perhapsTo: undefined };
  const birthday = highYears * 12;
  if (high === "below") return { low, surelyTo: Math.ceil(birthday) - 1, perhapsTo: Math.ceil(birthday) - 1 };
  if (Number.isInteger(highYears)) return { low, surelyTo: birthday, perhapsTo: birthday + 11 };
  return { low, surelyTo: Math.floor(birthday), perhapsTo: Math.ceil(birthday) };
}

/** "yes" or "no" only when it holds for every month the child's age may be. */
export function includesAge(limits: AgeLimits | undefined, age: CompletedMonths): Includes {
  if (limits === undefined) return "not known";
  const { low, surelyTo, perhapsTo } = bounds(limits);
  if (low !== undefined && age.high < low) return "no";
  if (perhapsTo !== undefined && age.low > perhapsTo) return "no";
  const surelyAbove = low !== undefined && age.low >= low;
  const surelyBelow = surelyTo !== undefined && age.high <= surelyTo;
  return surelyAbove && surelyBelow ? "yes" : "not known";
}

/** Whether a study took no child outside the band, whichever way its limits are read. */
export function onlyWithin(limits: AgeLimits | undefined, band: CompletedMonths): boolean {
  if (limits === undefined) return false;
  const { low, perhapsTo } = bounds(limits);
  return low !== undefined && perhapsTo !== undefined && low >= band.low && perhapsTo <= band.high;
}
