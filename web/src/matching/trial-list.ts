/**
 * The list of trials as it stands on the page: which of them, how many, which are open, in which order. An answer
 * puts the list in order anew, but not while a trial in sight is open: it would move away under the reader.
 */
import type { TrialGroup } from "trials";
import type { Overview } from "./questions-to-worker.ts";

type Rows = Overview["rows"];
export type Filter = TrialGroup | "all";

export interface TrialList {
  /** In the order of the last answer. */
  readonly rows: Rows;
  readonly filter: Filter;
  /** So many trials are shown; more on asking, so that a long list opens as fast as a short one. */
  readonly most: number;
  /** Registry numbers of the trials that are open. */
  readonly open: ReadonlySet<string>;
  /** The registry numbers as they stood before an answer that would have moved them. */
  readonly kept?: readonly string[] | undefined;
}

export type ListEvent =
  | { readonly is: "matched"; readonly rows: Rows }
  | { readonly is: "filtered"; readonly filter: Filter }
  | { readonly is: "opened"; readonly registryId: string; readonly isOpen: boolean }
  | { readonly is: "lengthened" | "put-in-order" };

const aScreenful = 20;

export const newList = (rows: Rows): TrialList => ({
  rows,
  filter: "all",
  most: aScreenful,
  open: new Set(),
});

export function nextList(list: TrialList, event: ListEvent): TrialList {
  switch (event.is) {
    case "matched":
      return { ...list, rows: event.rows, kept: keptThrough(list, event.rows) };
    case "filtered":
      return { ...list, filter: event.filter, most: aScreenful, kept: undefined };
    case "opened": {
      const open = new Set(list.open);
      if (event.isOpen) open.add(event.registryId);
      else open.delete(event.registryId);
      return { ...list, open };
    }
    case "lengthened":
      return { ...list, most: list.most + aScreenful };
    case "put-in-order":
      return { ...list, kept: undefined };
  }
}

/** Registry numbers of the trials behind the filter, as the list stands. */
export function listed({ rows, filter, kept }: TrialList): readonly string[] {
  return (
    kept ?? rows.flatMap(({ registryId, group }) => (filter === "all" || group === filter ? registryId : []))
  );
}

export const shown = (list: TrialList): readonly string[] => listed(list).slice(0, list.most);

function keptThrough(list: TrialList, rows: Rows): readonly string[] | undefined {
  if (!shown(list).some((registryId) => list.open.has(registryId))) return undefined;
  const standing = listed(list);
  const inOrder = listed({ ...list, rows, kept: undefined });
  return standing.join() === inOrder.join() ? undefined : standing;
}
