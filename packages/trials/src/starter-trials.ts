/**
 * The trials the program ships with: facts of 35 registry records in our own words, as told in
 * `data/README.md`. Replaced by the real records as soon as there are any.
 */
import starter from "../data/starter-trials.json" with { type: "json" };
import { readRecord, type Trial } from "./record.ts";

/** Codes of labels that go with a set of trials wherever it is shown. */
export const trialSetLabels = [
  "restated-as-of-not-the-registrys-words", // restatedOn
] as const;
export type TrialSetLabel = (typeof trialSetLabels)[number];

export const starterLabel: {
  readonly code: TrialSetLabel;
  readonly values: { readonly restatedOn: string };
} = { code: "restated-as-of-not-the-registrys-words", values: { restatedOn: starter.restatedOn } };

export const starterTrials: readonly Trial[] = starter.studies.map(({ copy, ...study }) => {
  const reading = readRecord(study, {
    origin: "restated",
    asOf: copy.asOf,
    asOfMeans: copy.asOfMeans === "status-seen" ? "status-seen" : "restating",
  });
  // The set is part of the program: a record of it that cannot be read is our mistake.
  if (reading.status === "refused") throw new Error(`starter trial not readable: ${reading.because.code}`);
  return reading.trial;
});
