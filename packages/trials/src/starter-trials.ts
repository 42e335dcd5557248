/**
 * The trials the program ships with: facts of 35 registry records in our own words, as told in
 * `data/README.md`. Replaced by the real records as soon as there are any.
 */
import starter from "../data/starter-trials.json" with { type: "json" };
import { readRecord } from "./read-record.ts";
import type { Copy, Trial } from "./record.ts";

/** The records themselves, in the registry's shape, with what is known of each copy: what a store keeps. */
export const starterRecords: readonly { readonly record: unknown; readonly copy: Copy }[] =
  starter.studies.map(({ copy, ...record }) => ({
    record,
    copy: {
      origin: "restated",
      asOf: copy.asOf,
      asOfMeans: copy.asOfMeans === "status-seen" ? "status-seen" : "restating",
    },
  }));

export const starterTrials: readonly Trial[] = starterRecords.map(({ record, copy }) => {
  const reading = readRecord(record, copy);
  // The set is part of the program: a record of it that cannot be read is our mistake.
  if (reading.status === "refused") throw new Error(`starter trial not readable: ${reading.because.code}`);
  return reading.trial;
});
