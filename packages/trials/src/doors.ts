/**
 * When a door opens and when it closes: a window after a treatment that ends, an age that is reached or passed, a weight
 * that is grown into or out of, the planned end of the trial. Days where dates are known; a first and a last day where
 * only the month of a birth is known, or a child's growth is not.
 */
import type { TrialChild } from "./child.ts";
import { later } from "./event-window.ts";
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
  | {
      readonly kind: "opens-by-weight" | "closes-by-weight";
      readonly line: Finding;
      /** Body weight at which it does. */
      readonly atKg: number;
      readonly inMonths: Months;
    }
  | { readonly kind: "planned-end"; readonly on: PartialDate };

/**
 * Yearly gains in weight by which doors of weight are dated, in kg. Illustrative, and ours: children with cerebral
 * palsy grow too differently for one chart, so the span is wide and said beside every such date.
 */
export const yearlyGainKg = { slow: 2, fast: 4 } as const;

/** Weights further off than this many months are not dated: by then nobody can say. */
const furthestMonths = 60;

/** @param today `yyyy-MM-dd`. */
export function doorsOf({ lines, trial }: TrialMatch, child: TrialChild, today: string): Door[] {
  const doors: Door[] = lines.flatMap((line) => doorsOfLine(line, child));
  const { completionDate } = trial;
  if (completionDate !== undefined && completionDate >= today.slice(0, completionDate.length)) {
    doors.push({ kind: "planned-end", on: completionDate });
  }
  return doors;
}

function doorsOfLine(line: Finding, child: TrialChild): Door[] {
  const { criterion, verdict, because } = line;
  const { age } = child;
  if (because.code === "fact-not-met-until") return [{ kind: "opens", line, on: because.values.opensOn }];
  if (criterion.kind === "age") {
    const { from, to } = criterion;
    const doors: Door[] = [];
    // Months are completed ones: the next may be completed tomorrow.
    if (verdict === "not-met" && from !== undefined && age.high < from.months) {
      const inMonths = { low: from.months - age.high - 1, high: from.months + from.doubtMonths - age.low };
      doors.push({ kind: "opens-by-age", line, inMonths });
    }
    // The last month inside is still open; the one after it is not.
    if (verdict !== "not-met" && to !== undefined) {
      const inMonths = {
        low: Math.max(0, to.months - age.high),
        high: to.months + to.doubtMonths + 1 - age.low,
      };
      doors.push({ kind: "closes-by-age", line, inMonths });
    }
    return doors;
  }
  return doorOfWeight(line, child);
}

function doorOfWeight(line: Finding, { weightKg, cordBlood }: TrialChild): Door[] {
  const { criterion, verdict } = line;
  if (weightKg === undefined) return [];
  const cells = cordBlood?.totalNucleatedCells;
  // A unit is shared out among more kilograms as a child grows.
  if (criterion.kind === "cell-dose" && criterion.wanted === "at-least" && cells !== undefined)
    return verdict === "not-met"
      ? []
      : byWeight("closes-by-weight", line, weightKg, cells / criterion.cellsPerKg);
  const fact = criterion.kind === "unread" ? criterion.noted : criterion;
  if (fact?.kind !== "fact" || fact.asked.kind !== "body-weight" || fact.asked.unit !== "kg") return [];
  const { op, value } = fact.asked;
  if (typeof value !== "number") return [];
  const isFloor = fact.wanted ? op === ">=" || op === ">" : op === "<" || op === "<=";
  const isCeiling = fact.wanted ? op === "<=" || op === "<" : op === ">" || op === ">=";
  if (isFloor && verdict === "not-met") return byWeight("opens-by-weight", line, weightKg, value);
  if (isCeiling && verdict === "met") return byWeight("closes-by-weight", line, weightKg, value);
  return [];
}

function byWeight(
  kind: "opens-by-weight" | "closes-by-weight",
  line: Finding,
  weightKg: number,
  atKg: number,
): Door[] {
  const months = (gain: number) => Math.max(0, Math.ceil(((atKg - weightKg) / gain) * 12));
  const inMonths = { low: months(yearlyGainKg.fast), high: months(yearlyGainKg.slow) };
  return inMonths.low > furthestMonths ? [] : [{ kind, line, atKg, inMonths }];
}

/** The first and the last day on which a door can turn; the same where the day is known. */
export function daysOfDoor(door: Door, today: string): { readonly first: string; readonly last: string } {
  if ("inMonths" in door) {
    const { low, high } = door.inMonths;
    return { first: later(today, low, "month"), last: later(today, high, "month") };
  }
  const [year, month, day] = door.on.split("-");
  if (day !== undefined) return { first: door.on, last: door.on };
  const end =
    month === undefined ? `${year}-12-31` : later(later(`${year}-${month}-01`, 1, "month"), -1, "day");
  return { first: `${year}-${month ?? "01"}-01`, last: end };
}
