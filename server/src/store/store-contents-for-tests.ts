/** All that a store holds of trials, to compare two stores by; when it was written is left out. */
import { type Kysely, sql } from "kysely";
import type { Database } from "./database.ts";

export async function storeContents(db: Kysely<Database>) {
  const inOrder = sql`registry_id collate "C"`;
  return {
    trials: (await db.selectFrom("trial").selectAll().orderBy(inOrder).execute()).map(
      ({ loaded_at: _, ...trial }) => trial,
    ),
    aliases: await db.selectFrom("trial_alias").selectAll().orderBy(inOrder).orderBy("alias").execute(),
    reasons: await db
      .selectFrom("trial_reason")
      .selectAll()
      .orderBy(inOrder)
      .orderBy("kind")
      .orderBy("name")
      .execute(),
    texts: await db
      .selectFrom("eligibility_text")
      .selectAll()
      .orderBy(inOrder)
      .orderBy("text_hash")
      .execute(),
    syncs: (await db.selectFrom("sync_state").selectAll().orderBy("scope").execute()).map(
      ({ scope, state }) => ({ scope, state }),
    ),
    searched: await db
      .selectFrom("trial_search")
      .select(["registry_id", "updated", "card"])
      .orderBy(inOrder)
      .execute(),
    sightings: await db.selectFrom("sync_sighting").selectAll().execute(),
  };
}
