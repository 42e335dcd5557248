/**
 * The order in which a family reads trials: by the group they stand in, the nearest first, then those with the fewest
 * open questions, then those with the most lines met. The registry number settles ties, so the order is the
 * same whatever order the trials came in.
 */
import type { TrialMatch } from "./match.ts";
import type { Trial } from "./record.ts";
import { groupOf, trialGroups } from "./trial-group.ts";

export function orderMatches(matches: readonly TrialMatch[]): TrialMatch[] {
  return [...matches].sort(compareMatches);
}

function compareMatches(a: TrialMatch, b: TrialMatch): number {
  return (
    nearness(a) - nearness(b) ||
    openQuestions(a) - openQuestions(b) ||
    b.counts.met - a.counts.met ||
    byRegistryId(a, b)
  );
}

const nearness = (match: TrialMatch): number => trialGroups.indexOf(groupOf(match));
const openQuestions = ({ counts }: TrialMatch): number => counts.unknown + counts.unread;

/** By code unit: unlike a locale's order it is the same on every machine. */
export function byRegistryId(
  { trial: a }: { readonly trial: Trial },
  { trial: b }: { readonly trial: Trial },
): number {
  return a.registryId < b.registryId ? -1 : a.registryId > b.registryId ? 1 : 0;
}
