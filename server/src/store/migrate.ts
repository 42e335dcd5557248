import type { Kysely } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import type { Database } from "./database.ts";
import { trialsAndLoads } from "./migrations/0001-trials-and-loads.ts";
import { keepingUp } from "./migrations/0002-keeping-up.ts";
import { trialSearch } from "./migrations/0003-trial-search.ts";
import { review } from "./migrations/0004-review.ts";
import { namesAndFiltersAsWords } from "./migrations/0005-names-and-filters-as-words.ts";
import { StoreError } from "./store-error.ts";

/** Every migration there is, by number. One that was merged is never edited; a further one corrects it. */
const migrations: Record<string, Migration> = {
  "0001-trials-and-loads": trialsAndLoads,
  "0002-keeping-up": keepingUp,
  "0003-trial-search": trialSearch,
  "0004-review": review,
  "0005-names-and-filters-as-words": namesAndFiltersAsWords,
};

/**
 * Brings the tables to the newest form; does nothing where they have it. Several processes may start at once.
 * @throws StoreError `newer` when the store has migrations that this program does not know.
 */
export async function migrate(db: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const unknown = await unknownMigrations(db);
  if (unknown.length > 0) throw new StoreError("newer", { migrations: unknown.join(", ") }, { cause: error });
  throw error;
}

async function unknownMigrations(db: Kysely<Database>): Promise<string[]> {
  const done = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom("kysely_migration")
    .select("name")
    .orderBy("name")
    .execute()
    .catch(() => []);
  return done.map(({ name }) => name).filter((name) => !(name in migrations));
}
