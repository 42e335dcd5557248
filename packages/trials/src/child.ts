/**
 * What is known about a child, as far as trials ask. Absent always means "not known", never "no".
 */
import type { CompletedMonths, GmfcsLevel } from "motor";
import type { PartialDate } from "./partial-date.ts";

export const motorTypes = ["spastic", "dyskinetic", "ataxic", "hypotonic"] as const;
export type MotorType = (typeof motorTypes)[number];

/** Something done to a child, with the words it is told in ("both gastrocnemius", "hip reconstruction"). */
export interface PastTreatment {
  /** Absent where it is not known when: it counts where a line asks if it ever was, and leaves every window open. */
  readonly date?: PartialDate | undefined;
  readonly words: string;
}

/** A fact told in words of its own that no other field holds: "rises from chair": true; "ankle dorsiflexion deg": 5. */
export interface ToldFact {
  readonly words: string;
  /** Null says that it is not known, which leaves a line open that would else count as absent. */
  readonly value: boolean | number | string | readonly string[] | null;
}

export interface TrialChild {
  readonly age: CompletedMonths;
  /** Completed weeks of pregnancy at birth. */
  readonly gestationWeeks?: number | undefined;
  readonly sex?: "female" | "male" | undefined;
  readonly gmfcs?: GmfcsLevel | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  readonly weightKg?: number | undefined;
  readonly heightCm?: number | undefined;
  readonly cordBlood?:
    | {
        readonly own?: "stored" | "none" | undefined;
        readonly sibling?: "stored" | "none" | undefined;
        /** As counted before freezing, the figure on the bank's report. */
        readonly totalNucleatedCells?: number | undefined;
      }
    | undefined;
  /** Levels 1 to 5. */
  readonly macs?: number | undefined;
  readonly cfcs?: number | undefined;
  readonly motorTypes?: readonly MotorType[] | undefined;
  readonly severeDystonia?: boolean | undefined;
  /** `oneSideWorse` leaves open whether a line about hemiparesis means this child too. */
  readonly topography?: "unilateral" | "diplegia" | "quadriplegia" | "bilateral" | "oneSideWorse" | undefined;
  /** Of a palsy of one side. */
  readonly side?: "left" | "right" | undefined;
  /** What happened to the brain and what imaging shows, in words. */
  readonly cause?: string | undefined;
  readonly imaging?: string | undefined;
  readonly seizures?:
    | {
        readonly ever?: boolean | undefined;
        readonly afterAge2?: boolean | undefined;
        readonly controlled?: boolean | undefined;
        readonly last?: PartialDate | undefined;
      }
    | undefined;
  /** Names of drugs; an empty list says that there are none. */
  readonly medicines?: readonly string[] | undefined;
  /** Every injection; an empty list says that there was none. `words` are the muscles. */
  readonly botulinumToxin?: readonly PastTreatment[] | undefined;
  readonly operations?: readonly PastTreatment[] | undefined;
  readonly operationPlanned?: boolean | undefined;
  /** Which operation, in words, where that has been told. */
  readonly operationPlannedWords?: string | undefined;
  readonly rhizotomy?: boolean | undefined;
  readonly baclofen?:
    | { readonly oral?: boolean | undefined; readonly pump?: boolean | undefined }
    | undefined;
  readonly cellTherapy?: readonly PastTreatment[] | undefined;
  /** Casts to stretch muscles, and injections of phenol or alcohol; an empty list says that there were none. */
  readonly casts?: readonly PastTreatment[] | undefined;
  readonly phenol?: readonly PastTreatment[] | undefined;
  /** A shunt that drains fluid from the head. */
  readonly shunt?: boolean | undefined;
  readonly vision?: "normal" | "corrected" | "impaired" | undefined;
  readonly hearing?: "normal" | "corrected" | "impaired" | undefined;
  readonly followsInstructions?: boolean | undefined;
  readonly mobility?: "walks" | "walks-with-aid" | "does-not-walk" | undefined;
  readonly arms?:
    | {
        readonly affected?: boolean | undefined;
        readonly ashworthElbow?: number | undefined;
        readonly ashworthWrist?: number | undefined;
        readonly fixedContracture?: boolean | undefined;
        readonly grasps?: boolean | undefined;
        readonly wristExtensionDegrees?: number | undefined;
      }
    | undefined;
  readonly hipMigrationPercent?: number | undefined;
  readonly walkingGoal?: boolean | undefined;
  readonly pain?: boolean | undefined;
  readonly motionSickness?: boolean | undefined;
  readonly claustrophobia?: boolean | undefined;
  readonly geneticDiagnosis?: boolean | undefined;
  readonly psychiatricFamilyHistory?: boolean | undefined;
  readonly allergies?: readonly string[] | undefined;
  /** Other diseases, in words. */
  readonly conditions?: readonly string[] | undefined;
  /** Diseases that nobody has looked for, in words: not known even where everything else has been told. */
  readonly notLookedFor?: readonly string[] | undefined;
  readonly told?: readonly ToldFact[] | undefined;
  /** How many specialists have found the palsy. */
  readonly specialists?: number | undefined;
  /** Of the parents, by their English names. */
  readonly languages?: readonly string[] | undefined;
  /** Everything that is the case has been told: what is not mentioned here (a disease, a device, a drug) is absent. */
  readonly nothingElse?: true | undefined;
}

/** A fact that a criterion turned on, by the name a question about it can have. */
export const askedFacts = [
  "age",
  "sex",
  "gmfcs",
  "macs",
  "cfcs",
  "weight",
  "height",
  "motorType",
  "topography",
  "brain",
  "seizures",
  "medicines",
  "botulinumToxin",
  "operations",
  "rhizotomy",
  "baclofen",
  "cellTherapy",
  "casts",
  "phenol",
  "shunt",
  "vision",
  "hearing",
  "instructions",
  "mobility",
  "arms",
  "hip",
  "goal",
  "pain",
  "senses",
  "genetics",
  "family",
  "allergies",
  "conditions",
  "languages",
  "cordBlood",
  "cells",
  "place",
  "pregnancy",
  "devices",
  "measurement",
  "treatments",
  "other",
] as const;
export type AskedFact = (typeof askedFacts)[number];
