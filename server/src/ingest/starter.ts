/** The trials the program ships with, in the store until the registry's own records replace them. */
import type { Kysely } from "kysely";
import { starterRecords } from "trials";
import { decide } from "../store/copies.ts";
import type { Database } from "../store/database.ts";
import { storedCopies } from "../store/trials.ts";
import { loadRecords } from "./load.ts";
import { type PlacedRecord, readForStore } from "./placed-record.ts";

const records: readonly PlacedRecord[] = starterRecords.map(({ record, copy }, index) => ({
  at: { index },
  json: record,
  isChosen: true,
  copy,
}));

/**
 * Sees to it that every starter trial is there, in its newest form or as the registry's own record.
 * @returns how many were added or changed: all of them in an empty store, none as a rule.
 */
export async function ensureStarterTrials(db: Kysely<Database>, now: () => Date): Promise<number> {
  const copies = records.flatMap((record) => {
    const reading = readForStore(record);
    return reading.status === "read" ? [reading.trial] : [];
  });
  const stored = await storedCopies(
    db,
    copies.map(({ registryId }) => registryId),
  );
  const due = copies.some((copy) => ["added", "changed"].includes(decide(stored.get(copy.registryId), copy)));
  if (!due) return 0;
  const incoming = records.map((record) => ({ kind: "record" as const, record }));
  const report = await loadRecords(db, incoming, { source: "starter trials", origin: "restated", now });
  return report.added + report.changed;
}
