/**
 * The numbers a fact about a child may be, by its path in a child file: outside them it is a slip of the pen or of
 * the unit, and nothing is computed from it. `motor` owns the ranges, for it computes with them.
 */
import { type PlausibleField, plausible } from "motor";

export const measured = {
  ageYears: { as: "ageYears", unit: "years" },
  weightKg: { as: "weightKg", unit: "kg" },
  "gmfm66.score": { as: "gmfm66", unit: "points" },
  "gmfm66.standardError": { as: "gmfm66StandardError", unit: "points" },
  "cordBlood.totalNucleatedCells": { as: "totalNucleatedCells", unit: "cells" },
  hipMigrationPercent: { as: "hipMigrationPercent", unit: "percent" },
  "cordBlood.recoveryPercent": { as: "recoveryPercent", unit: "percent" },
} as const satisfies Record<string, { as: PlausibleField; unit: string }>;

export type MeasuredFact = keyof typeof measured;

export const rangeOf = (fact: MeasuredFact) => plausible[measured[fact].as];
