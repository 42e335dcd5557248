/** How near a trial is, for finding one's way through a list: by what stands in the way, never by a score. */
import type { TrialMatch } from "./match.ts";

export const trialGroups = [
  /** Nothing broken and nothing left to ask the family: what is open is for the team. */
  "open",
  /** Nothing broken; one answer of the family is missing. */
  "one-question",
  "more-questions",
  /** What is broken, time alone mends. */
  "later",
  "closed",
] as const;
export type TrialGroup = (typeof trialGroups)[number];

export function groupOf({
  standing,
  missing,
  opensLater,
}: Pick<TrialMatch, "standing" | "missing" | "opensLater">): TrialGroup {
  if (standing === "something-broken") return opensLater ? "later" : "closed";
  if (missing.length === 0) return "open";
  return missing.length === 1 ? "one-question" : "more-questions";
}
