/** Towns where stored trials about cerebral palsy have a site, each once. */
import type { Kysely } from "kysely";
import { readDetails } from "trials";
import type { KnownPlaces } from "../api/contract.ts";
import type { Database } from "../store/database.ts";
import { storeState } from "../store/loads.ts";
import { cerebralPalsyTrials } from "../store/trials.ts";

/** A function that answers, and works anew only after the store has changed. */
export function placesOf(db: Kysely<Database>): () => Promise<KnownPlaces> {
  let made: { readonly state: string; readonly places: KnownPlaces } | undefined;
  return async () => {
    const state = await storeState(db);
    if (made?.state !== state) made = { state, places: await knownPlaces(db) };
    return made.places;
  };
}

async function knownPlaces(db: Kysely<Database>): Promise<KnownPlaces> {
  const found = new Map<string, KnownPlaces["places"][number]>();
  for (const { record } of await cerebralPalsyTrials(db)) {
    for (const { city, state, country, at } of readDetails(JSON.parse(record)).sites) {
      const name = [city, state, country].filter((part) => part !== undefined).join(", ");
      if (at && city && !found.has(name)) found.set(name, { name, ...at });
    }
  }
  const inOrder = [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { places: inOrder };
}
