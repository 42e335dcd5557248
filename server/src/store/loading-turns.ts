import { sql, type Transaction } from "kysely";
import type { Database } from "./database.ts";

/** Any number, but the same in every process: loads take turns by it. */
const loadingKey = 4_161_926;

/** Loads take turns: until this transaction ends, no other one saves. */
export async function takeTurn(trx: Transaction<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${loadingKey})`.execute(trx);
}
