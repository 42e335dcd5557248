/**
 * A correction of one reading, in the form of the gold set's criteria, so that a curator can check it and add it there
 * with `npm run gold:add`. It holds words of the record and the reader's note: no fact about anybody.
 */
import type { TrialPage } from "server/contract";

export interface Correction {
  readonly format: "cordwise-correction-1";
  readonly nct: string;
  readonly title: string;
  readonly textOrigin: "registry-verbatim" | "restated";
  /** The whole text, which the line is read in. */
  readonly eligibilityCriteria: string;
  /** `text` is a part of the whole text to the letter. */
  readonly criterion: { readonly text: string; readonly section: string; readonly kind: string };
  readonly readingShown: string;
  readonly note: string;
  /** Who has checked it and when, set by a curator. */
  readonly checked: null;
}

export interface Corrected {
  /** Id of a line of the trial's text. */
  readonly line: string;
  readonly section: string;
  readonly kind: string;
  readonly readingShown: string;
  readonly note: string;
}

/** Undefined where the trial has no such line any more. */
export function correctionOf(
  { trial, lines }: Pick<TrialPage, "trial" | "lines">,
  { line, section, kind, readingShown, note }: Corrected,
): Correction | undefined {
  const quote = lines.find(({ id }) => id === line)?.quote;
  if (quote?.from !== "text") return undefined;
  return {
    format: "cordwise-correction-1",
    nct: trial.registryId,
    title: trial.title,
    textOrigin: trial.origin === "restated" ? "restated" : "registry-verbatim",
    eligibilityCriteria: trial.eligibility,
    criterion: { text: trial.eligibility.slice(...quote.span), section, kind },
    readingShown,
    note,
    checked: null,
  };
}
