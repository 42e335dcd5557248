/**
 * Keeping up with a registry, as a machine of states: what to ask next, and where its answer leads. Pure: states are
 * saved with the records that came with them, so that whoever comes next goes on from there.
 *
 * A walk reads every page of every search. The registry's data change on weekdays: when a walk is over, its day is
 * compared with the registry's, and what changed since is asked for until both are the same.
 */
import type { Search } from "../sources/clinicaltrials-gov.ts";

export interface Walk {
  /** "full": whole records, all of them. "delta": those updated lately. "drift": only what tells whether they changed. */
  readonly kind: "full" | "delta" | "drift";
  /** Of the registry when the walk began. */
  readonly dataTimestamp: string;
  /** Delta: yyyy-MM-dd. */
  readonly since?: string;
  /** Which search of the scope, from 0. */
  readonly search: number;
  /** Absent at the beginning of a search. */
  readonly token?: string;
  /** Of this search, as the registry counts. */
  readonly total?: number;
  /** Studies of this search so far. */
  readonly given: number;
}

/** After the list of a drift check: comparing it with the store, then fetching what differs. */
export interface Settling {
  readonly kind: "comparing" | "fetching";
  readonly dataTimestamp: string;
}

export interface SyncState {
  readonly format: 1;
  /** The registry's data up to this moment are in the store; absent until a full walk has ended. */
  readonly complete?: string;
  /** When the last drift check that ended began, by the registry's data. */
  readonly drifted?: string;
  readonly underWay?: Walk | Settling;
}

export const untouched: SyncState = { format: 1 };

export type Step =
  | { readonly do: "ask the version" }
  | { readonly do: "ask for a page"; readonly walk: Walk; readonly search: Search }
  | { readonly do: "compare"; readonly settling: Settling }
  | { readonly do: "fetch what is due"; readonly settling: Settling }
  | { readonly do: "nothing" };

/** What this run still owes. */
export interface Owed {
  /** That the registry's version was seen to be the complete one. */
  readonly update: boolean;
  readonly drift: boolean;
}

export function nextStep({ underWay }: SyncState, owed: Owed, searches: readonly Search[]): Step {
  if (underWay === undefined)
    return owed.update || owed.drift ? { do: "ask the version" } : { do: "nothing" };
  if (!("search" in underWay)) {
    return { do: underWay.kind === "comparing" ? "compare" : "fetch what is due", settling: underWay };
  }
  const search = searches[underWay.search];
  // A state saved with more searches than there are now: what is left of it is nothing.
  if (search === undefined) throw new RangeError(`there is no search ${underWay.search}`);
  return { do: "ask for a page", walk: underWay, search };
}

/** Where the registry's version leads: to a walk, or to the end of what an update owes. */
export function afterVersion(
  state: SyncState,
  owed: Owed,
  dataTimestamp: string,
): { readonly state: SyncState; readonly owed: Owed } {
  const { complete } = state;
  const begin = (kind: Walk["kind"], since?: string) => ({
    ...state,
    underWay: { kind, dataTimestamp, ...(since && { since }), search: 0, given: 0 } satisfies Walk,
  });
  if (complete === undefined) return { state: begin("full"), owed };
  if (dataTimestamp !== complete) {
    return { state: begin("delta", daysBefore(dayOf(complete), overlapDays)), owed };
  }
  if (owed.drift) return { state: begin("drift"), owed };
  return { state, owed: { ...owed, update: false } };
}

export interface PageSeen {
  readonly studies: number;
  readonly nextToken?: string;
  readonly total?: number;
}

/** A page is in the store. The missing token alone tells the last one: a page may be empty and have a successor. */
export function afterPage(state: SyncState, walk: Walk, page: PageSeen, searches: number): SyncState {
  const { token: _, total = page.total, ...rest } = walk;
  if (page.nextToken !== undefined) {
    const given = walk.given + page.studies;
    return {
      ...state,
      underWay: { ...rest, ...(total !== undefined && { total }), token: page.nextToken, given },
    };
  }
  if (walk.search + 1 < searches) {
    return { ...state, underWay: { ...rest, search: walk.search + 1, given: 0 } };
  }
  if (walk.kind === "drift") {
    return { ...state, underWay: { kind: "comparing", dataTimestamp: walk.dataTimestamp } };
  }
  const { underWay: __, ...before } = state;
  return { ...before, complete: walk.dataTimestamp };
}

/** The registry no longer takes the walk's token, as after a refresh of its data: from the beginning, as of now. */
export function restarted(state: SyncState, { kind, since }: Walk, dataTimestamp: string): SyncState {
  return { ...state, underWay: { kind, dataTimestamp, ...(since && { since }), search: 0, given: 0 } };
}

export const afterComparing = (state: SyncState, { dataTimestamp }: Settling): SyncState => ({
  ...state,
  underWay: { kind: "fetching", dataTimestamp },
});

export function afterFetching(state: SyncState, { dataTimestamp }: Settling): SyncState {
  const { underWay: _, ...rest } = state;
  return { ...rest, drifted: dataTimestamp };
}

/** yyyy-MM-dd of a moment as the registry writes it. */
export const dayOf = (dataTimestamp: string) => dataTimestamp.slice(0, 10);

/** A change may be posted while pages are read, and a day be counted in another time zone. */
const overlapDays = 2;

function daysBefore(day: string, days: number): string {
  const moved = new Date(`${day}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() - days);
  return moved.toISOString().slice(0, 10);
}
