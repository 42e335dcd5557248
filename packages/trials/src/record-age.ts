/**
 * How far an old record can still be trusted to be open. Recruitment of a small trial often ends within a year without
 * the registry being told; after two, the registry itself calls such a status unknown.
 */
import { monthsBetween, type PartialDate } from "./partial-date.ts";
import type { Trial } from "./record.ts";

/** "undated": nobody knows when the status was seen. */
export type RecordAge = "recent" | "old" | "probably-closed" | "undated";

const oldAfterMonths = 12;
const probablyClosedAfterMonths = 24;

/** @param today yyyy-MM-dd. @returns months only where a date is known. */
export function recordAge(
  { lastUpdatePosted, asOf, asOfMeans }: Pick<Trial, "lastUpdatePosted" | "asOf" | "asOfMeans">,
  today: string,
): { readonly age: RecordAge; readonly since?: PartialDate; readonly months?: number } {
  const since = lastUpdatePosted ?? (asOfMeans === "restating" ? undefined : asOf);
  if (since === undefined) return { age: "undated" };
  const months = monthsBetween(since, today);
  const age =
    months >= probablyClosedAfterMonths ? "probably-closed" : months >= oldAfterMonths ? "old" : "recent";
  return { age, since, months };
}
