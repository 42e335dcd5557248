/**
 * The numbers a fact about a child may be: outside them it is a slip of the pen or of the unit, and nothing is
 * computed from it. `motor` owns those it computes with.
 */

import { plausible } from "motor";

export const ranges = {
  ageYears: plausible.ageYears,
  weightKg: plausible.weightKg,
  "gmfm66.score": plausible.gmfm66,
  "gmfm66.standardError": { min: 0.1, max: 20 },
  "cordBlood.totalNucleatedCells": plausible.totalNucleatedCells,
  "cordBlood.recoveryPercent": plausible.recoveryPercent,
} as const satisfies Record<string, { min: number; max: number }>;
