/**
 * When a door opens and when it closes: a window after a treatment that ends, an age that is reached or passed, the
 * planned end of the trial. Months where only the month of a birth is known, days where a date is.
 */
import type { TrialChild } from "./child.ts";
import type { Finding, TrialMatch } from "./match.ts";
import type { PartialDate } from "./partial-date.ts";

/** Inclusive bounds, in whole months from today. */
export interface Months {
  readonly low: number;
  readonly high: number;
}

export type Door =
  | { readonly kind: "opens"; readonly line: Finding; readonly on: string }
  | { readonly kind: "opens-by-age" | "closes-by-age"; readonly line: Finding; readonly inMonths: Months }
  | { readonly kind: "planned-end"; readonly on: PartialDate };

/** @param today `yyyy-MM-dd`. */
export function doorsOf({ lines, trial }: TrialMatch, { age }: TrialChild, today: string): Door[] {
  const doors: Door[] = [];
  for (const line of lines) {
    const { criterion, verdict, because } = line;
    if (because.code === "fact-not-met-until")
      doors.push({ kind: "opens", line, on: because.values.opensOn });
    if (criterion.kind !== "age") continue;
    const { from, to } = criterion;
    if (verdict === "not-met" && from !== undefined && age.high < from.months) {
      doors.push({
        kind: "opens-by-age",
        line,
        inMonths: { low: from.months - age.high, high: from.months + from.doubtMonths - age.low },
      });
    }
    // The last month inside is still open; the one after it is not.
    if (verdict !== "not-met" && to !== undefined) {
      const inMonths = {
        low: Math.max(0, to.months + 1 - age.high),
        high: to.months + to.doubtMonths + 1 - age.low,
      };
      doors.push({ kind: "closes-by-age", line, inMonths });
    }
  }
  const { completionDate } = trial;
  if (completionDate !== undefined && completionDate >= today.slice(0, completionDate.length)) {
    doors.push({ kind: "planned-end", on: completionDate });
  }
  return doors;
}
