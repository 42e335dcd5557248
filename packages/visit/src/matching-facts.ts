/**
 * Facts that trials ask about beyond those the visit summary needs. Each may be left out; what is left out is not
 * known. A list that is empty says that there was none.
 */
import { gmfcsLevels, plausible } from "motor";
import { type MotorType, motorTypes, type TrialChild } from "trials";
import * as z from "zod/mini";
import { described } from "./described.ts";

const month = z.string().check(z.regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/));
const yesNo = (description: string) => described(z.optional(z.boolean()), description);
const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values, description: string) =>
  described(z.optional(z.enum(values)), description);

/** Limbs and muscles a treatment can be told of, in words that criteria use too. */
export const treatedPlaces = ["arm", "hand", "hip", "thigh", "calf", "back"] as const;
/** Operations a family is asked about by name; a file may name others. */
export const operationKinds = [
  "hip surgery",
  "orthopedic surgery of the leg",
  "orthopedic surgery of the arm",
  "spinal fusion",
  "selective dorsal rhizotomy",
  "shunt surgery",
] as const;

const past = (what: string) =>
  described(
    z.optional(
      z
        .array(
          z.strictObject({
            date: described(
              z.optional(month),
              "Month as yyyy-MM, such as 2026-05, or the year alone. Leave out when not known.",
            ),
            words: described(
              z._default(z.string().check(z.maxLength(200)), ""),
              "What or where, such as calf, arm or hip surgery. May be left empty.",
            ),
          }),
        )
        .check(z.maxLength(50)),
    ),
    `${what} An empty list says that there was none. Leave out when not known.`,
  );

export const matchingFacts = {
  macs: oneOf(gmfcsLevels, "MACS level (how a child uses the hands), a Roman numeral from I to V."),
  cfcs: oneOf(gmfcsLevels, "CFCS level (how a child communicates), a Roman numeral from I to V."),
  motorTypes: described(
    z.optional(z.array(z.enum(motorTypes)).check(z.minLength(1), z.maxLength(4))),
    "Types of cerebral palsy told by the doctor: spastic, dyskinetic, ataxic, hypotonic; mixed is more than one.",
  ),
  topography: oneOf(
    ["unilateral", "diplegia", "quadriplegia", "bilateral", "oneSideWorse"],
    "Which limbs: unilateral (one side), diplegia (mostly the legs), quadriplegia (all limbs), bilateral (both sides, not told closer), oneSideWorse (both, one side more).",
  ),
  mobility: oneOf(
    ["walks", "walks-with-aid", "does-not-walk"],
    "How the child gets about: walks without an aid, walks with an aid such as a walker, or does not walk.",
  ),
  seizures: z.optional(
    z.strictObject({
      ever: yesNo("Has the child ever had a seizure?"),
      afterAge2: yesNo("Has there been one after the second birthday?"),
      controlled: yesNo("Are seizures under control, with or without medicine?"),
      last: described(z.optional(month), "Month of the last one as yyyy-MM, or the year alone."),
    }),
  ),
  botulinumToxin: past("Injections of botulinum toxin (such as Botox), with the limb or muscle."),
  phenol: past("Injections of phenol or alcohol against stiff muscles."),
  casts: past("Casts to stretch muscles, with the limb."),
  operations: past("Operations, with what was done."),
  operationPlanned: yesNo("Is an operation planned?"),
  rhizotomy: yesNo("Has there been a selective dorsal rhizotomy (SDR)?"),
  baclofen: z.optional(
    z.strictObject({
      oral: yesNo("Does the child take baclofen by mouth?"),
      pump: yesNo("Does the child have a baclofen pump?"),
    }),
  ),
  shunt: yesNo("Does the child have a shunt in the head?"),
  cellTherapy: past("Treatments with cells of any kind, cord blood among them."),
  hipMigrationPercent: described(
    z.optional(
      z.number().check(z.gte(plausible.hipMigrationPercent.min), z.lte(plausible.hipMigrationPercent.max)),
    ),
    "Hip migration on the X-ray of the worse hip, in percent from 0 to 100.",
  ),
  vision: oneOf(
    ["normal", "corrected", "impaired"],
    "How the child sees: normal, corrected (with glasses), impaired.",
  ),
  hearing: oneOf(
    ["normal", "corrected", "impaired"],
    "How the child hears: normal, corrected (with aids), impaired.",
  ),
  followsInstructions: yesNo("Can the child follow simple instructions?"),
  geneticDiagnosis: yesNo("Has a genetic condition been found?"),
  languages: described(
    z.optional(z.array(z.string().check(z.minLength(2), z.maxLength(40))).check(z.maxLength(20))),
    "Languages the parents speak well, by their English names.",
  ),
};

export type MatchingFact = keyof typeof matchingFacts;
export const matchingFactNames = Object.keys(matchingFacts) as MatchingFact[];

interface Told {
  readonly age: TrialChild["age"];
  readonly macs?: (typeof gmfcsLevels)[number] | undefined;
  readonly cfcs?: (typeof gmfcsLevels)[number] | undefined;
  readonly motorTypes?: readonly MotorType[] | undefined;
}

const levelNumber = (level: Told["macs"]) =>
  level === undefined ? undefined : gmfcsLevels.indexOf(level) + 1;

/** A child's facts as the matching of trials takes them. */
export function trialChild<T extends Told>(
  child: T,
): Omit<T, "macs" | "cfcs"> & Pick<TrialChild, "macs" | "cfcs"> {
  return { ...child, macs: levelNumber(child.macs), cfcs: levelNumber(child.cfcs) };
}
