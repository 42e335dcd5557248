/** Where a child stands on the evidence map, from what stands in the form's boxes. */
import type { Draft } from "../child/draft.ts";

/** The bands of the map in completed years, inclusive; a test holds them to the map's own months. */
export const bandYears = [
  ["under-2", 0, 1],
  ["2-to-5", 2, 5],
  ["6-to-9", 6, 9],
  ["10-to-15", 10, 15],
  ["16-and-over", 16, 30],
] as const;

export interface OwnPlace {
  readonly band: (typeof bandYears)[number][0];
  readonly level: string;
  /** What the family has in store, when it is one thing. */
  readonly donor?: "own" | "sibling";
}

/**
 * Nothing when the age or the level is not there, or is not one.
 * @param today yyyy-MM-dd
 */
export function placeOf(draft: Draft, today: string): OwnPlace | undefined {
  const { gmfcs, own, sibling } = draft;
  const age = ageInYears(draft, today);
  const band = bandYears.find(([, low, high]) => age !== undefined && age >= low && age <= high)?.[0];
  if (band === undefined || !/^(I|II|III|IV|V)$/.test(gmfcs)) return undefined;
  const stored = [own === "stored" && "own", sibling === "stored" && "sibling"].filter(
    (donor) => donor !== false,
  );
  const [donor] = stored as OwnPlace["donor"][];
  return { band, level: gmfcs, ...(stored.length === 1 && donor && { donor }) };
}

/** Completed years. In the month of a birthday the birthday may be still to come: the younger age holds. */
function ageInYears({ ageBy, ageYears, birthYear, birthMonth }: Draft, today: string): number | undefined {
  if (ageBy === "years") return /^\d{1,2}$/.test(ageYears.trim()) ? Number(ageYears) : undefined;
  if (!/^\d{4}$/.test(birthYear.trim()) || !/^\d{2}$/.test(birthMonth)) return undefined;
  const [year = 0, month = 0] = today.split("-").map(Number);
  const months = (year - Number(birthYear)) * 12 + month - Number(birthMonth) - 1;
  return months < -1 ? undefined : Math.floor(Math.max(0, months) / 12);
}
