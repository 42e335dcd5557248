/** What happened to the trials of a list between two of its packs, as a reader of the news wants to know it. */
import type { CompiledTrial } from "./compile-trial.ts";
import type { Trial } from "./record.ts";

export const packChangeKinds = ["added", "removed", "status", "eligibility", "dates"] as const;

export interface PackChange {
  readonly kind: (typeof packChangeKinds)[number];
  readonly registryId: string;
  readonly title: string;
  readonly url: string;
  /** Of a status or the planned end: what the record said before and says now; absent where it was silent. */
  readonly from?: string;
  readonly to?: string;
}

/** By registry number; one trial can have several, in the order of `packChangeKinds`. */
export function packChanges(before: readonly CompiledTrial[], after: readonly CompiledTrial[]): PackChange[] {
  const old = new Map(before.map(({ trial }) => [trial.registryId, trial]));
  const now = new Map(after.map(({ trial }) => [trial.registryId, trial]));
  const ids = [...new Set([...old.keys(), ...now.keys()])].sort();
  return ids.flatMap((id) => changesOf(old.get(id), now.get(id)));
}

function changesOf(before: Trial | undefined, after: Trial | undefined): PackChange[] {
  const shown = after ?? before;
  if (shown === undefined) return [];
  const { registryId, title, url } = shown;
  const change = (kind: PackChange["kind"], from?: string, to?: string): PackChange => ({
    kind,
    registryId,
    title,
    url,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  });
  if (before === undefined) return [change("added", undefined, after?.status)];
  if (after === undefined) return [change("removed", before.status)];
  return [
    ...(before.status === after.status ? [] : [change("status", before.status, after.status)]),
    ...(before.eligibility === after.eligibility ? [] : [change("eligibility")]),
    ...(before.completionDate === after.completionDate
      ? []
      : [change("dates", before.completionDate, after.completionDate)]),
  ];
}
