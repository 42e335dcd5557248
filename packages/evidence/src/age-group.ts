/** The four age groups that evidence is told for. */
import type { CompletedMonths } from "motor";

export const ageGroups = ["under-2", "2-to-5", "6-to-15", "16-and-over"] as const;
export type AgeGroup = (typeof ageGroups)[number];

/** In completed months, inclusive. The oldest group has no upper end of its own; 30 years is past every study. */
export const ageGroupMonths: Readonly<Record<AgeGroup, CompletedMonths>> = {
  "under-2": { low: 0, high: 23 },
  "2-to-5": { low: 24, high: 71 },
  "6-to-15": { low: 72, high: 191 },
  "16-and-over": { low: 192, high: 371 },
};

/**
 * The group of a child, or two or more when the age is known too roughly to tell.
 * @throws RangeError when the bounds are not months of age in order.
 */
export function ageGroupsOf(age: CompletedMonths): readonly AgeGroup[] {
  const found = ageGroups.filter(
    (group) => age.low <= ageGroupMonths[group].high && age.high >= ageGroupMonths[group].low,
  );
  if (!(age.low >= 0 && age.low <= age.high) || found.length === 0) {
    throw new RangeError(
      `An age in completed months was expected, from 0 to ${ageGroupMonths["16-and-over"].high} and low no greater than high, got ${age.low} to ${age.high}.`,
    );
  }
  return found;
}
