/** What a stored unit comes to per kilogram, now and at later weights, beside published thresholds: arithmetic only. */
import { dosePerKg, doseRelation, doseThresholds, laterWeights, weightAtDose } from "motor";
import type { Child } from "./child.ts";
import { listWords } from "./local-words.ts";
import type { SourceList, Statement } from "./sources.ts";
import type { Locale, Say } from "./words.ts";

/** Illustrative yearly gains in weight, in kg: the arithmetic needs some, and no growth chart fits every child. */
const yearlyGainKg = { low: 2, high: 4 };
const yearsAhead = 3;
const million = 1e6;

export interface DoseRow {
  readonly when: string;
  readonly weight: string;
  /** Before thawing, in million cells per kg, from the heavier to the lighter weight; equal for the weight now. */
  readonly lowMillionPerKg: number;
  readonly highMillionPerKg: number;
  readonly beforeThaw: string;
  readonly afterThaw: string;
  readonly nature: "derived" | "illustrative";
}

export interface ThresholdRow {
  readonly millionPerKg: number;
  readonly label: string;
  /** On which side of the threshold the unit lies now, before thawing; arithmetic, not a verdict. */
  readonly relation: "below" | "at" | "above";
  readonly relationWords: string;
  /** The weight at which the unit comes to just this many cells per kg. */
  readonly atKg: number;
  /** What the amount is, in a few words, for a picture's key. */
  readonly short: string;
  readonly meanings: readonly Statement[];
}

export type DosePart =
  | { readonly status: "not-computed"; readonly lead: string; readonly thresholds: readonly Statement[] }
  | {
      readonly status: "computed";
      readonly lead: string;
      readonly rows: readonly DoseRow[];
      readonly thresholds: readonly ThresholdRow[];
      readonly notes: readonly string[];
    };

/** The cut that a press text puts differently. */
const subgroupCut = {
  other:
    doseThresholds.find(({ meanings }) => meanings.some(({ code }) => code === "threshold-later-subgroup"))
      ?.millionPerKg ?? 0,
};

export function dosePart(child: Child, sources: SourceList, say: Say, locale: Locale): DosePart {
  const { weightKg, cordBlood: { totalNucleatedCells, recoveryPercent } = {} } = child;
  if (weightKg === undefined || totalNucleatedCells === undefined) return notComputed(child, sources, say);
  const unit = { totalNucleatedCells, weightKg, ...(recoveryPercent !== undefined && { recoveryPercent }) };
  const now = dosePerKg(unit).beforeThawCellsPerKg;
  return {
    status: "computed",
    lead: say("dose.lead", { million: totalNucleatedCells / million, kg: weightKg, dose: now / million }),
    rows: doseRows(unit, say),
    thresholds: doseThresholds.map(({ millionPerKg, cellsPerKg, meanings }) => {
      const relation = doseRelation(now, cellsPerKg);
      const atKg = Number(weightAtDose(totalNucleatedCells, cellsPerKg).toFixed(1));
      return {
        millionPerKg,
        label: say("dose.perKg", { million: millionPerKg }),
        relation,
        relationWords: say("dose.relation", { relation, kg: atKg }),
        atKg,
        short: listWords(
          meanings.map(({ code }) => say(`dose.short.${code}`)),
          locale,
        ),
        meanings: meanings.map(({ code, source }) =>
          sources.state(say(`dose.${code}`, subgroupCut), [source]),
        ),
      };
    }),
    notes: [
      say("dose.note.verdict"),
      recoveryPercent === undefined
        ? say("dose.note.thaw")
        : say("dose.note.thawStated", { percent: recoveryPercent }),
      say("dose.note.later", yearlyGainKg),
    ],
  };
}

/** What is missing for a dose, and the amounts that studies speak of all the same. */
function notComputed({ weightKg, cordBlood = {} }: Child, sources: SourceList, say: Say): DosePart {
  const { own, sibling, totalNucleatedCells } = cordBlood;
  const isStored = own === "stored" || sibling === "stored" || totalNucleatedCells !== undefined;
  const lead =
    own === "none" && sibling === "none" ? "dose.noUnit" : isStored ? "dose.missing" : "dose.notKnown";
  return {
    status: "not-computed",
    lead: say(lead, {
      what: weightKg !== undefined ? "cells" : totalNucleatedCells !== undefined ? "weight" : "both",
    }),
    thresholds: doseThresholds.flatMap(({ meanings, millionPerKg }) => {
      const amount = say("dose.perKg", { million: millionPerKg });
      return meanings.map(({ code, source }) =>
        sources.state(say("dose.amountIs", { amount, meaning: say(`dose.${code}`, subgroupCut) }), [source]),
      );
    }),
  };
}

/** The dose at the weight now, and at the weights it may come to. */
function doseRows(unit: Parameters<typeof dosePerKg>[0], say: Say): DoseRow[] {
  const perKg = (low: number, high: number) =>
    low === high
      ? say("dose.perKg", { million: low / million })
      : say("dose.perKgBetween", { low: low / million, high: high / million });
  return laterWeights(unit.weightKg, yearsAhead, yearlyGainKg).weights.map(
    ({ yearsAhead: years, lowKg, highKg }) => {
      const least = dosePerKg({ ...unit, weightKg: highKg });
      const most = dosePerKg({ ...unit, weightKg: lowKg });
      return {
        when: years === 0 ? say("dose.now") : say("dose.later", { years }),
        weight:
          lowKg === highKg
            ? say("fact.weightKg.kg", { kg: lowKg })
            : say("dose.weights", { low: lowKg, high: highKg }),
        lowMillionPerKg: least.beforeThawCellsPerKg / million,
        highMillionPerKg: most.beforeThawCellsPerKg / million,
        beforeThaw: perKg(least.beforeThawCellsPerKg, most.beforeThawCellsPerKg),
        afterThaw:
          least.recovery === "stated" && most.recovery === "stated"
            ? perKg(least.afterThawCellsPerKg, most.afterThawCellsPerKg)
            : say("dose.recoveryNotKnown"),
        nature: years === 0 ? "derived" : "illustrative",
      };
    },
  );
}
