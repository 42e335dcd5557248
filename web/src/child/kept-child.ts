/** What a family typed, kept in this browser alone (IndexedDB). Nothing here talks to a network. */
import { type IDBPDatabase, openDB } from "idb";
import { type Draft, emptyDraft } from "./draft.ts";

const store = "drafts";
const key = "child";

let opened: Promise<IDBPDatabase> | undefined;
const database = () => {
  opened ??= openDB("cordwise", 1, { upgrade: (db) => void db.createObjectStore(store) });
  return opened;
};

/** The draft kept on this device, or undefined when there is none. Rejects where the browser keeps nothing. */
export async function keptDraft(): Promise<Draft | undefined> {
  const kept = await (await database()).get(store, key);
  return kept && { ...emptyDraft, ...kept };
}

export async function keepDraft(draft: Draft): Promise<void> {
  await (await database()).put(store, draft, key);
}

export async function eraseDraft(): Promise<void> {
  await (await database()).delete(store, key);
}
