/**
 * A correction of one reading, in the form of the gold set's criteria, so that a curator can check it and add it there.
 * It holds the record's words and the reader's note: no fact about anybody.
 */
export interface Correction {
  readonly format: "cordwise-correction-1";
  readonly nct: string;
  readonly criterion: { readonly text: string; readonly section: string; readonly kind: string };
  readonly readingShown: string;
  readonly note: string;
  /** Set by the curator who has checked it. */
  readonly checked: null;
}

export interface Corrected {
  readonly registryId: string;
  readonly words: string;
  readonly reading: string;
  readonly section: string;
  readonly kind: string;
  readonly note: string;
}

export const correctionOf = ({ registryId, words, reading, section, kind, note }: Corrected): Correction => ({
  format: "cordwise-correction-1",
  nct: registryId,
  criterion: { text: words, section, kind },
  readingShown: reading,
  note,
  checked: null,
});
