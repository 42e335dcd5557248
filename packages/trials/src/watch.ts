/**
 * What changed in watched trials for one child since they were last looked at: a verdict that flipped, a door that
 * opened or closed, a text or a status that is another. The trials as they were are matched on the day they were seen,
 * those of now today, both against the child as it is known now, so that an answer given meanwhile is no news.
 */
import type { TrialChild } from "./child.ts";
import type { CompiledTrial } from "./compile-trial.ts";
import { matchTrial, type TrialMatch } from "./match.ts";
import { type PackChange, packChanges } from "./pack-changes.ts";
import type { Trial } from "./record.ts";
import { groupOf, type TrialGroup } from "./trial-group.ts";

export interface WatchNews {
  readonly trial: Trial;
  /** What the record says otherwise now. */
  readonly changes: readonly PackChange[];
  /** Where the trial stands for the child, where that is another; absent for a trial that is new or gone. */
  readonly moved?: { readonly from: TrialGroup; readonly to: TrialGroup };
  /** Lines of the same words whose verdict flipped: the passing of time does that. */
  readonly flipped: readonly { readonly words: string; readonly from: string; readonly to: string }[];
}

/**
 * @param seen the watched trials as they were when last looked at, on the day `seenOn`.
 * @param now the watched trials as they are, on the day `today`, both `yyyy-MM-dd`.
 */
export function watchNews(
  child: TrialChild,
  { seen, seenOn }: { readonly seen: readonly CompiledTrial[]; readonly seenOn: string },
  { now, today }: { readonly now: readonly CompiledTrial[]; readonly today: string },
): WatchNews[] {
  const changes = packChanges(seen, now);
  const old = new Map(seen.map((trial) => [trial.trial.registryId, trial]));
  const current = new Map(now.map((trial) => [trial.trial.registryId, trial]));
  const ids = [...new Set([...old.keys(), ...current.keys()])].sort();
  return ids.flatMap((id): WatchNews[] => {
    const [before, after] = [old.get(id), current.get(id)];
    const ofTrial = changes.filter(({ registryId }) => registryId === id);
    if (before === undefined || after === undefined)
      return ofTrial.length === 0 ? [] : [{ trial: (after ?? before)!.trial, changes: ofTrial, flipped: [] }];
    const was = matchTrial(before, child, seenOn);
    const is = matchTrial(after, child, today);
    const [from, to] = [groupOf(was), groupOf(is)];
    const flipped = flips(was, is);
    if (ofTrial.length === 0 && from === to && flipped.length === 0) return [];
    return [{ trial: after.trial, changes: ofTrial, ...(from !== to && { moved: { from, to } }), flipped }];
  });
}

function flips(was: TrialMatch, is: TrialMatch): WatchNews["flipped"] {
  const before = new Map(was.lines.map((line) => [line.id, line]));
  return is.lines.flatMap((line) => {
    const old = before.get(line.id);
    return old === undefined || old.verdict === line.verdict
      ? []
      : [{ words: line.quote.text, from: old.verdict, to: line.verdict }];
  });
}
