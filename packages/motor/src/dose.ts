/**
 * Cells per kilogram of body weight: arithmetic on what a family's papers say, and nothing else. Whether a dose is
 * enough is not known (no trial has compared doses at random), so nothing here says so.
 *
 * A unit's count of nucleated cells is taken before freezing. Some are lost in freezing and thawing; no published
 * figure for units used in cerebral palsy was found, so without the bank's own figure the dose after thaw is not
 * known.
 */
import table from "../tables/dose-thresholds.json" with { type: "json" };
import { isPlausible, requirePlausible } from "./plausible.ts";
import { readSource, type Source } from "./source.ts";

/** A stored unit as its papers describe it. */
export interface Unit {
  /** Total nucleated cells before freezing: 4.7e8, not 4.7 or 470. */
  readonly totalNucleatedCells: number;
  /** Percent of these counted alive after thaw, stated by the bank for this unit. */
  readonly recoveryPercent?: number;
}

export type Dose = {
  readonly nature: "derived";
  readonly weightKg: number;
  readonly beforeThawCellsPerKg: number;
} & (
  | { readonly recovery: "not known" }
  | {
      readonly recovery: "stated";
      readonly recoveryPercent: number;
      readonly afterThawCellsPerKg: number;
    }
);

/**
 * What a whole unit comes to per kilogram, before thaw and, where the recovery is stated, after it.
 * @throws ImplausibleInput when count, weight or recovery cannot be meant, with a hint where the slip is a usual one.
 */
export function dosePerKg({
  totalNucleatedCells,
  weightKg,
  recoveryPercent,
}: Unit & { readonly weightKg: number }): Dose {
  requirePlausible("totalNucleatedCells", totalNucleatedCells);
  requirePlausible("weightKg", weightKg);
  const beforeThawCellsPerKg = totalNucleatedCells / weightKg;
  const before = { nature: "derived", weightKg, beforeThawCellsPerKg } as const;
  if (recoveryPercent === undefined) return { ...before, recovery: "not known" };
  requirePlausible("recoveryPercent", recoveryPercent);
  const afterThawCellsPerKg = (beforeThawCellsPerKg * recoveryPercent) / 100;
  return { ...before, recovery: "stated", recoveryPercent, afterThawCellsPerKg };
}

/** The same unit at several body weights, in the order given. */
export function doseByWeight(unit: Unit, weightsKg: readonly number[]): Dose[] {
  return weightsKg.map((weightKg) => dosePerKg({ ...unit, weightKg }));
}

/**
 * The body weight in kg at which a unit comes to just that many cells per kg; a lighter child gets more from it, a
 * heavier one less. May lie outside the weights of children.
 */
export function weightAtDose(totalNucleatedCells: number, cellsPerKg: number): number {
  requirePlausible("totalNucleatedCells", totalNucleatedCells);
  requirePlausible("cellsPerKg", cellsPerKg);
  return totalNucleatedCells / cellsPerKg;
}

export interface IllustrativeDose {
  readonly recoveryPercent: number;
  readonly afterThawCellsPerKg: number;
}

/**
 * What would be left at recoveries the caller chooses to show, for a unit whose own recovery is not stated.
 * The percentages are the caller's; none of them is an estimate.
 */
export function doseAtRecoveries(
  { totalNucleatedCells, weightKg }: { readonly totalNucleatedCells: number; readonly weightKg: number },
  recoveryPercents: readonly number[],
): { readonly nature: "illustrative"; readonly rows: readonly IllustrativeDose[] } {
  const rows = recoveryPercents.map((recoveryPercent) => {
    const dose = dosePerKg({ totalNucleatedCells, weightKg });
    requirePlausible("recoveryPercent", recoveryPercent);
    return { recoveryPercent, afterThawCellsPerKg: (dose.beforeThawCellsPerKg * recoveryPercent) / 100 };
  });
  return { nature: "illustrative", rows };
}

export interface LaterWeights {
  readonly nature: "illustrative";
  readonly yearlyGainKg: { readonly low: number; readonly high: number };
  /** One entry a year, from now (0 years ahead) on. */
  readonly weights: readonly {
    readonly yearsAhead: number;
    readonly lowKg: number;
    readonly highKg: number;
  }[];
}

/**
 * Body weight in later years if the child gained so much every year: illustrative arithmetic, no growth chart.
 * Years in which the higher weight would pass the plausible greatest one are left out.
 * @throws ImplausibleInput for numbers that cannot be meant; RangeError when the gains are the wrong way round or
 * the years are not whole.
 */
export function laterWeights(
  weightKg: number,
  years: number,
  yearlyGainKg: { readonly low: number; readonly high: number },
): LaterWeights {
  requirePlausible("weightKg", weightKg);
  requirePlausible("yearsAhead", years);
  requirePlausible("yearlyGainKg", yearlyGainKg.low);
  requirePlausible("yearlyGainKg", yearlyGainKg.high);
  if (!Number.isInteger(years)) throw new RangeError(`Whole years ahead were expected, got ${years}.`);
  if (yearlyGainKg.low > yearlyGainKg.high) {
    throw new RangeError(
      `A yearly gain was expected with low not above high, got low ${yearlyGainKg.low} and high ${yearlyGainKg.high}.`,
    );
  }
  const weights = Array.from({ length: years + 1 }, (_, yearsAhead) => ({
    yearsAhead,
    lowKg: weightKg + yearsAhead * yearlyGainKg.low,
    highKg: weightKg + yearsAhead * yearlyGainKg.high,
  })).filter(({ highKg }) => isPlausible("weightKg", highKg));
  return { nature: "illustrative", yearlyGainKg, weights };
}

/** What a published number of cells per kg is. None of them says how much is enough. */
export const thresholdCodes = [
  "threshold-later-subgroup", // a cut made after the trial had ended, not at random
  "threshold-programme-asks-more-than", // an access programme takes units above this
  "threshold-press-text", // the same finding with another number, in a press text
  "threshold-sibling-study-minimum", // counted before freezing
  "threshold-bank-page-only", // said by a cord blood bank of the 2025 review; not found in the review
  "threshold-trial-target", // what a donor-unit trial aimed at; its registry record calls it a maximum
] as const;
export type ThresholdCode = (typeof thresholdCodes)[number];

export interface DoseThreshold {
  readonly nature: "published";
  readonly millionPerKg: number;
  readonly cellsPerKg: number;
  readonly meanings: readonly { readonly code: ThresholdCode; readonly source: Source }[];
}

/** The numbers of cells per kg that families meet, smallest first, each with everything it was said to be. */
export const doseThresholds: readonly DoseThreshold[] = table.map(({ millionPerKg, meanings }) => ({
  nature: "published",
  millionPerKg,
  cellsPerKg: millionPerKg * 1e6,
  meanings: meanings.map(({ code, source }) => ({ code: readCode(code), source: readSource(source) })),
}));

function readCode(written: string): ThresholdCode {
  const code = thresholdCodes.find((known) => known === written);
  if (code === undefined) throw new TypeError(`dose-thresholds.json has the unknown code ${written}.`);
  return code;
}

export type DoseRelation = "below" | "at" | "above";

/**
 * On which side of a number of cells per kg a dose lies. "at" is equality up to rounding error: 600 million cells
 * at 30 kg are at 20 million, which a programme asking for more than 20 million does not count as more.
 */
export function doseRelation(doseCellsPerKg: number, cellsPerKg: number): DoseRelation {
  requirePlausible("cellsPerKg", cellsPerKg);
  if (Math.abs(doseCellsPerKg - cellsPerKg) <= 1e-9 * cellsPerKg) return "at";
  return doseCellsPerKg < cellsPerKg ? "below" : "above";
}
