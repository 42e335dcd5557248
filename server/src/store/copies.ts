/** Which of two copies of one record to keep. */
import type { Origin, Via } from "./database.ts";

export interface Copy {
  readonly origin: Origin;
  /** When it was taken: yyyy, yyyy-MM or yyyy-MM-dd. */
  readonly asOf: string;
  /** When the registry last changed the record: yyyy, yyyy-MM or yyyy-MM-dd; null where it does not say. */
  readonly lastUpdate: string | null;
  readonly contentHash: string;
  /** The portal through which it came; absent or null where it came from the registry itself. */
  readonly via?: Via | null;
}

/**
 * `added` and `changed` are written whole; of a `confirmed` record, whose content is as before in a newer copy, only
 * the day is; `same` is what is there already; `kept` means that the stored copy is the better one.
 */
export type Outcome = "added" | "changed" | "confirmed" | "same" | "kept";

/**
 * Real records replace restated ones, and whole ones what a portal handed on, never the other way; otherwise the newer copy stays. So loading the same
 * copies in any order, any number of times, ends with the same store.
 */
export function decide(stored: Copy | undefined, coming: Copy): Outcome {
  if (!stored) return "added";
  if (stored.origin !== coming.origin) return coming.origin === "registry" ? "changed" : "kept";
  if (!stored.via !== !coming.via) return coming.via ? "kept" : "changed";
  const order = compare(newness(coming), newness(stored));
  if (order === 0) return "same";
  if (order < 0) return "kept";
  return stored.contentHash === coming.contentHash ? "confirmed" : "changed";
}

/**
 * First the registry's own date, for the day of a copy may be a guess; where the registry is silent, as about withheld
 * studies, the copy's. Two contents of one day cannot be told apart by age: the hash makes the choice repeatable.
 */
const newness = (copy: Copy) => [copy.lastUpdate ?? copy.asOf, copy.asOf, copy.contentHash] as const;

function compare(a: readonly string[], b: readonly string[]): number {
  const differing = a.findIndex((part, index) => part !== b[index]);
  return differing < 0 ? 0 : a[differing]! < b[differing]! ? -1 : 1;
}
