/** A trial out of the store, read again by the package that knows a record's shape. */
import type { Kysely } from "kysely";
import { type CompiledTrial, compileTrial, readRecord, type Trial } from "trials";
import type { Database } from "../store/database.ts";
import { type StoredTrial, trialByNumber } from "../store/trials.ts";

/** @throws Error where the record is none: it was read when it came in, and leaving it out would hide a trial. */
export function readStored({ registryId, record, origin, asOf, asOfMeans }: StoredTrial): Trial {
  const reading = readRecord(JSON.parse(record), { origin, asOf, asOfMeans });
  if (reading.status === "refused") throw new Error(`${registryId} in the store: ${reading.because.code}`);
  return reading.trial;
}

/** One trial with its criteria read; undefined where the store has none of that number. */
export async function compiledTrial(
  db: Kysely<Database>,
  registryId: string,
): Promise<CompiledTrial | undefined> {
  const found = await trialByNumber(db, registryId);
  return found && compileTrial(readStored(found));
}
