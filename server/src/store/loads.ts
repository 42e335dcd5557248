/** What was loaded when, and how far it came. */
import type { Kysely, Transaction } from "kysely";
import type { Database, Origin } from "./database.ts";
import type { Outcomes } from "./trials.ts";

export interface LoadStart {
  /** Where the records came from, in a few words: a file's name, a registry's address. */
  readonly source: string;
  readonly origin: Origin;
  readonly startedAt: Date;
}

export interface Load extends LoadStart {
  readonly finishedAt: Date | null;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly kept: number;
  readonly refused: number;
}

/** @returns the load's number, under which its progress is noted. */
export async function startLoad(db: Kysely<Database>, start: LoadStart): Promise<number> {
  const { id } = await db
    .insertInto("load")
    .values({
      source: start.source,
      origin: start.origin,
      started_at: start.startedAt,
      finished_at: null,
      added: 0,
      changed: 0,
      same: 0,
      kept: 0,
      refused: 0,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** In the transaction that writes the batch, so that the counts are true whenever the process ends. */
export async function noteBatch(
  trx: Transaction<Database>,
  load: number,
  outcomes: Outcomes,
  refused: number,
): Promise<void> {
  await trx
    .updateTable("load")
    .set(({ eb }) => ({
      added: eb("added", "+", outcomes.added),
      changed: eb("changed", "+", outcomes.changed),
      same: eb("same", "+", outcomes.same + outcomes.confirmed),
      kept: eb("kept", "+", outcomes.kept),
      refused: eb("refused", "+", refused),
    }))
    .where("id", "=", load)
    .execute();
}

export async function finishLoad(db: Kysely<Database>, load: number, finishedAt: Date): Promise<void> {
  await db.updateTable("load").set({ finished_at: finishedAt }).where("id", "=", load).execute();
}

/** Every load, the last one first. */
export async function loads(db: Kysely<Database>): Promise<Load[]> {
  const rows = await db.selectFrom("load").selectAll().orderBy("id", "desc").execute();
  return rows.map(({ id: _, started_at, finished_at, ...rest }) => ({
    ...rest,
    startedAt: started_at,
    finishedAt: finished_at,
  }));
}

/** Differs whenever a batch was written in between: every write to the trials is counted by a load. */
export async function storeState(db: Kysely<Database>): Promise<string> {
  const row = await db
    .selectFrom("load")
    .select(({ fn }) => [
      fn.countAll<number>().as("loads"),
      fn.sum<number>("added").as("added"),
      fn.sum<number>("changed").as("changed"),
      fn.sum<number>("same").as("same"),
    ])
    .executeTakeFirstOrThrow();
  return JSON.stringify(row);
}
