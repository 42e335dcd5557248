/**
 * What doing something now would close, and until when; and what a stored unit opens and closes. A child with the deed
 * done is matched beside the child as it is, and the lines that come out otherwise are the answer. Trials that are shut
 * for the child today are told apart: what shuts them (a place, a status) may change, and then the line stands.
 */
import type { TrialChild } from "./child.ts";
import { type Finding, matchTrials, type ReadyTrials, type TrialMatch } from "./match.ts";
import type { Trial } from "./record.ts";
import { groupOf } from "./trial-group.ts";

export const deeds = ["cells", "own-unit", "botulinum", "operation", "unit-stored"] as const;
export type Deed = (typeof deeds)[number];

export interface Turned {
  readonly trial: Trial;
  /** The lines that turned, as they are found with the deed done. */
  readonly lines: readonly Finding[];
  /** First day on which none of them stands in the way any more, where time alone mends them. */
  readonly until?: string;
  /** Whether something else that time alone does not mend shuts the trial for the child today. */
  readonly isShutAnyway: boolean;
}

export interface LockOut {
  /** Trials in which a line that was not broken would be. */
  readonly closes: readonly Turned[];
  /** Trials in which a line that was broken or open would look met. */
  readonly opens: readonly Turned[];
}

/**
 * @param place which limb or which operation, in words such as "calf" or "hip surgery"; "" where it is not known.
 * @param today `yyyy-MM-dd`, the day on which it would be done.
 */
export function lockOut(
  ready: ReadyTrials,
  child: TrialChild,
  { deed, place, today }: { readonly deed: Deed; readonly place: string; readonly today: string },
): LockOut {
  const [before, after] = childrenOf(child, deed, place, today);
  const was = matchTrials(ready, before, today);
  const is = matchTrials(ready, after, today);
  const closes: Turned[] = [];
  const opens: Turned[] = [];
  is.forEach((match, at) => {
    const old = was[at]!;
    if (isSameCount(old, match)) return;
    const closed = match.lines.filter(
      ({ verdict }, line) => verdict === "not-met" && old.lines[line]!.verdict !== "not-met",
    );
    const opened = match.lines.filter(
      ({ verdict }, line) => verdict === "met" && old.lines[line]!.verdict !== "met",
    );
    if (closed.length > 0) closes.push(turned(match.trial, closed, groupOf(old) === "closed"));
    if (opened.length > 0) opens.push(turned(match.trial, opened, groupOf(match) === "closed"));
  });
  return { closes, opens };
}

/** A fact that changes lines changes counts or what is missing, but for the rare change that cancels out. */
function isSameCount(a: TrialMatch, b: TrialMatch): boolean {
  return (
    a.counts.met === b.counts.met &&
    a.counts.notMet === b.counts.notMet &&
    a.counts.unknown === b.counts.unknown &&
    a.counts.unread === b.counts.unread
  );
}

function turned(trial: Trial, lines: readonly Finding[], isShutAnyway: boolean): Turned {
  const days = lines.map(({ because }) =>
    because.code === "fact-not-met-until" ? because.values.opensOn : undefined,
  );
  const until = days.every((day) => day !== undefined) ? [...days].sort().at(-1) : undefined;
  return { trial, lines, isShutAnyway, ...(until !== undefined && { until }) };
}

function childrenOf(
  child: TrialChild,
  deed: Deed,
  words: string,
  date: string,
): readonly [before: TrialChild, after: TrialChild] {
  const done = { date, words };
  switch (deed) {
    case "cells":
      return [child, { ...child, cellTherapy: [...(child.cellTherapy ?? []), done] }];
    case "own-unit": {
      // A unit that was given is not stored any more.
      const before = { ...child, cordBlood: { ...child.cordBlood, own: "stored" as const } };
      const cordBlood = { ...child.cordBlood, own: "none" as const };
      const given = { date, words: "own cord blood" };
      return [before, { ...child, cordBlood, cellTherapy: [...(child.cellTherapy ?? []), given] }];
    }
    case "botulinum":
      return [child, { ...child, botulinumToxin: [...(child.botulinumToxin ?? []), done] }];
    case "operation":
      return [child, { ...child, operations: [...(child.operations ?? []), done] }];
    case "unit-stored":
      return [
        { ...child, cordBlood: { ...child.cordBlood, own: "none" } },
        { ...child, cordBlood: { ...child.cordBlood, own: "stored" } },
      ];
  }
}
