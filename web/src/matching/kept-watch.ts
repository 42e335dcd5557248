/** Which trials a family watches, and how they were when last looked at. Kept in this browser alone. */
import { openDB } from "idb";

export interface Watch {
  readonly ids: readonly string[] | "all";
  /** yyyy-MM-dd */
  readonly seenOn: string;
  /** The watched trials as they were then, packed. */
  readonly seen: string;
}

const database = () => openDB("cordwise-watch", 1, { upgrade: (db) => void db.createObjectStore("watch") });

export async function keptWatch(): Promise<Watch | undefined> {
  return (await database()).get("watch", "list");
}

export async function keepWatch(watch: Watch): Promise<void> {
  await (await database()).put("watch", watch, "list");
}

export async function eraseWatch(): Promise<void> {
  await (await database()).delete("watch", "list");
}
