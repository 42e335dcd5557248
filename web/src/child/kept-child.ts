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

/** Erases all that was typed, the place included. */
export async function eraseDraft(): Promise<void> {
  await (await database()).clear(store);
}

const placeKey = "place";

/** The place that distances are counted from, by its name; undefined where none was chosen or nothing is kept. */
export async function keptPlace(): Promise<string | undefined> {
  return database()
    .then((db) => db.get(store, placeKey))
    .catch(() => undefined);
}

export async function keepPlace(name: string): Promise<void> {
  await (await database()).put(store, name, placeKey);
}
