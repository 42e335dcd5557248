/** A trial out of the store, read again by the package that knows a record's shape. */
import type { Kysely } from "kysely";
import {
  type CompactLine,
  type CompiledTrial,
  compileTrial,
  oncePerTrial,
  readDetails,
  readRecord,
  type Trial,
  wholeLines,
  whoPays,
} from "trials";
import type { TrialPage } from "../api/contract.ts";
import { storedCriteria, storedCriteriaOf } from "../store/criteria.ts";
import type { Database } from "../store/database.ts";
import { currentNumber, reasonsOf } from "../store/keeping-up.ts";
import { cerebralPalsyTrials, type StoredTrial, trialByNumber } from "../store/trials.ts";
import { asMuchAsIsRead, withoutLongTexts } from "./as-much-as-is-read.ts";

/** @throws Error where the record is none: it was read when it came in, and leaving it out would hide a trial. */
export function readStored({ registryId, record, origin, asOf, asOfMeans }: StoredTrial): Trial {
  const reading = readRecord(JSON.parse(record), { origin, asOf, asOfMeans });
  if (reading.status === "refused") throw new Error(`${registryId} in the store: ${reading.because.code}`);
  return reading.trial;
}

/** All trials about cerebral palsy with their criteria: those stored when they were read, where they still hold. */
export async function compiledTrials(db: Kysely<Database>): Promise<CompiledTrial[]> {
  const criteria = await storedCriteria(db);
  return oncePerTrial((await cerebralPalsyTrials(db)).map(readStored)).map((trial) =>
    compiled(trial, criteria.get(trial.registryId)),
  );
}

function compiled(trial: Trial, lines: readonly CompactLine[] | undefined): CompiledTrial {
  return asMuchAsIsRead(lines ? { trial, lines: wholeLines(lines, trial.eligibility) } : compileTrial(trial));
}

/**
 * One trial as a page shows it; undefined where the store has none of that number.
 * @param asked its number, or an older one.
 */
export async function trialPage(db: Kysely<Database>, asked: string): Promise<TrialPage | undefined> {
  const found = await trialByNumber(db, await currentNumber(db, asked));
  if (found === undefined) return undefined;
  const trial = readStored(found);
  const details = readDetails(JSON.parse(found.record));
  return {
    ...compiled(trial, await storedCriteriaOf(db, found)),
    details: withoutLongTexts(details),
    pays: withoutLongTexts(whoPays(trial, details)),
    reasons: await reasonsOf(db, found.registryId),
    ...(found.goneOn !== undefined && { goneOn: found.goneOn }),
  };
}
