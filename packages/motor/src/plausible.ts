/**
 * What can be meant. The bounds are ours, wide on purpose: they catch slips of unit and decimal point, and say
 * nothing about what is usual or enough. A schema elsewhere reuses them, so that a form, a file and a function
 * refuse the same input.
 */
export interface Range {
  readonly min: number;
  readonly max: number;
}

export const plausible = {
  /** Programmes for children with cerebral palsy end at 26 years at the latest. */
  ageYears: { min: 0, max: 30 },
  weightKg: { min: 2, max: 150 },
  yearlyGainKg: { min: 0, max: 15 },
  yearsAhead: { min: 0, max: 15 },
  /** Nucleated cells in one unit; medians of banked units are 4.7e8 (private) and 1.08e9 (public), Sun 2010. */
  totalNucleatedCells: { min: 1e7, max: 1e10 },
  cellsPerKg: { min: 1e5, max: 5e9 },
  /** Counting before and after differs enough for a little over 100 to be a real answer. */
  recoveryPercent: { min: 5, max: 110 },
  hipMigrationPercent: { min: 0, max: 100 },
  gmfm66: { min: 0, max: 100 },
  gmfm66StandardError: { min: 0.1, max: 20 },
} as const satisfies Readonly<Record<string, Range>>;

export type PlausibleField = keyof typeof plausible;

/** What an implausible number was probably meant as. Each comes with `suggested`, in the field's own unit. */
export const hintCodes = [
  "count-written-in-hundred-millions", // 4.7 for 4.7e8
  "count-written-in-millions", // 470 for 4.7e8; also 20 for 2e7 cells per kg
  "count-written-in-ten-millions", // 47 for 4.7e8, as bank reports in units of 10^7 do
  "count-written-in-billions", // 0.47 for 4.7e8
  "weight-written-in-grams",
  "weight-written-in-pounds",
  "percent-written-as-fraction",
  "age-written-in-months",
] as const;
export type HintCode = (typeof hintCodes)[number];

/** The code every `ImplausibleInput` carries; `values` are those of `ImplausibleValues`. */
export const inputCodes = ["implausible-input"] as const;

export interface Hint {
  readonly code: HintCode;
  readonly suggested: number;
}

export interface ImplausibleValues extends Range {
  readonly field: PlausibleField;
  readonly got: number;
  /** The likeliest reading first; empty when none is likely. */
  readonly hints: readonly Hint[];
}

/** A number that cannot be meant. Its message is for developers; people get theirs from `code` and `values`. */
export class ImplausibleInput extends RangeError {
  override readonly name = "ImplausibleInput";
  readonly code = inputCodes[0];
  readonly values: ImplausibleValues;
  constructor(field: PlausibleField, got: number) {
    const { min, max } = plausible[field];
    const hints = hintsFor(field, got);
    const question = hints[0] === undefined ? "" : `; was ${hints[0].suggested} meant (${hints[0].code})?`;
    super(`${field} was expected to be a number from ${min} to ${max}, got ${got}${question}`);
    this.values = { field, got, min, max, hints };
  }
}

export function isPlausible(field: PlausibleField, value: number): boolean {
  const { min, max } = plausible[field];
  // Written so that NaN is not plausible.
  return value >= min && value <= max;
}

/** @throws ImplausibleInput with what was expected and, where one is likely, what was probably meant. */
export function requirePlausible(field: PlausibleField, value: number): void {
  if (!isPlausible(field, value)) throw new ImplausibleInput(field, value);
}

/** Counts of most stored units lie here; a reading outside would be a far-fetched suggestion. */
const usualCount: Range = { min: 1e8, max: 3e9 };

type Reading = readonly [code: HintCode, factor: number, accept: Range];

const readings: Partial<Record<PlausibleField, readonly Reading[]>> = {
  totalNucleatedCells: [
    ["count-written-in-hundred-millions", 1e8, usualCount],
    ["count-written-in-millions", 1e6, usualCount],
    ["count-written-in-ten-millions", 1e7, usualCount],
    ["count-written-in-billions", 1e9, usualCount],
  ],
  cellsPerKg: [["count-written-in-millions", 1e6, { min: 1e6, max: 1e9 }]],
  weightKg: [
    ["weight-written-in-grams", 1e-3, plausible.weightKg],
    ["weight-written-in-pounds", 0.45359237, { min: 0, max: 130 }],
  ],
  recoveryPercent: [["percent-written-as-fraction", 100, { min: 20, max: plausible.recoveryPercent.max }]],
  ageYears: [["age-written-in-months", 1 / 12, plausible.ageYears]],
};

function hintsFor(field: PlausibleField, got: number): Hint[] {
  return (readings[field] ?? []).flatMap(([code, factor, accept]) => {
    // Twelve digits hide that 4.7 * 1e8 is not exactly 4.7e8 in binary.
    const suggested = Number((got * factor).toPrecision(12));
    return suggested >= accept.min && suggested <= accept.max ? [{ code, suggested }] : [];
  });
}
