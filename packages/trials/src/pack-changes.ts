/** What happened to the trials of a list between two of its packs, as a reader of the news wants to know it. */
import type { CompiledTrial } from "./compile-trial.ts";
import type { Trial } from "./record.ts";

const packChangeKinds = [
  "added",
  "removed",
  "status",
  "ages",
  "sex",
  "countries",
  "eligibility",
  "dates",
] as const;

export interface PackChange {
  readonly kind: (typeof packChangeKinds)[number];
  readonly registryId: string;
  readonly title: string;
  readonly url: string;
  /** Of a field: what the record said before and says now, in its own words; absent where it was silent. */
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
  const ofField = (kind: PackChange["kind"], field: (trial: Trial) => string | undefined) => {
    const [from, to] = [field(before), field(after)];
    return from === to ? [] : [change(kind, from, to)];
  };
  return [
    ...ofField("status", ({ status }) => status),
    ...ofField("ages", agesOf),
    ...ofField("sex", ({ sex }) => sex),
    ...ofField("countries", countriesOf),
    ...(before.eligibility === after.eligibility ? [] : [change("eligibility")]),
    ...ofField("dates", ({ completionDate }) => completionDate),
  ];
}

/** Limits as the record has them, with signs that every language reads. */
function agesOf({ minimumAge, maximumAge }: Trial): string | undefined {
  if (minimumAge && maximumAge) return `${minimumAge.text} – ${maximumAge.text}`;
  return minimumAge ? `≥ ${minimumAge.text}` : maximumAge && `≤ ${maximumAge.text}`;
}

function countriesOf({ countries }: Trial): string | undefined {
  if (countries.length === 0) return undefined;
  // A record lists its sites in any order.
  return countries
    .map(({ name }) => name)
    .sort()
    .join(", ");
}
