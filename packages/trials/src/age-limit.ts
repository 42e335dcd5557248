/**
 * The structured age limits of a registry record: "18 Years", "6 Months", "28 Days", also Weeks, Hours and
 * Minutes. Source: ClinicalTrials.gov API v2, `eligibilityModule.minimumAge` and `maximumAge`; an absent
 * field means no limit (the classic API said "N/A").
 */

export const ageUnits = ["year", "month", "week", "day", "hour", "minute"] as const;
export type AgeUnit = (typeof ageUnits)[number];

export interface AgeLimit {
  /** As in the record. */
  readonly text: string;
  /** Absent when the text could not be read: then only the text is known. */
  readonly age?: { readonly amount: number; readonly unit: AgeUnit };
}

const shape = /^\s*(\d{1,6}(?:\.\d{1,4})?)\s*(year|month|week|day|hour|minute)s?\s*$/i;

/** Undefined when there is no limit. */
export function readAgeLimit(field: unknown): AgeLimit | undefined {
  if (typeof field !== "string" || /^\s*(?:n\/?a|none|no limit)?\s*$/i.test(field)) return undefined;
  const parts = shape.exec(field);
  if (parts === null) return { text: field };
  const unit = ageUnits.find((name) => name === parts[2]!.toLowerCase())!;
  return { text: field, age: { amount: Number(parts[1]), unit } };
}
