/**
 * A profile of a gold file as a child. The gold world is closed: null is not known, and what a profile does not
 * mention at all is absent. Nothing outside this folder may assume that.
 */
import type { MotorType, TrialChild } from "../src/child.ts";
import { countryCode } from "../src/country-names.ts";

type Maybe<Value> = Value | null | undefined;
interface Dated {
  readonly date: string;
}

export interface GoldProfile {
  readonly id: string;
  readonly asOf: string;
  readonly ageMonths: number;
  readonly sex: string;
  readonly country: string;
  readonly parentLanguages?: Maybe<readonly string[]>;
  readonly weightKg?: Maybe<number>;
  readonly heightCm?: Maybe<number>;
  readonly gmfcs?: Maybe<number>;
  readonly macs?: Maybe<number>;
  readonly cfcs?: Maybe<number>;
  readonly motorType?: Maybe<string>;
  readonly topography?: Maybe<string>;
  readonly cause?: Maybe<string>;
  readonly mri?: Maybe<string>;
  readonly seizures?: Maybe<{
    readonly ever?: Maybe<boolean>;
    readonly afterAge2?: Maybe<boolean>;
    readonly controlled?: Maybe<boolean>;
    readonly lastSeizure?: Maybe<string>;
    readonly medication?: Maybe<readonly string[]>;
  }>;
  readonly botulinumToxin?: Maybe<readonly (Dated & { readonly sites?: readonly string[] })[]>;
  readonly operations?: Maybe<readonly (Dated & { readonly what: string })[]>;
  readonly selectiveDorsalRhizotomy?: Maybe<boolean>;
  readonly baclofen?: Maybe<{ readonly oral?: Maybe<boolean>; readonly intrathecalPump?: Maybe<boolean> }>;
  readonly cellTherapy?: Maybe<readonly (Dated & { readonly type?: string })[]>;
  readonly cordBlood?: Maybe<{
    readonly ownUnitStored?: Maybe<boolean>;
    readonly siblingUnitStored?: Maybe<boolean>;
    readonly totalNucleatedCells?: Maybe<number>;
  }>;
  readonly vision?: Maybe<string>;
  readonly hearing?: Maybe<string>;
  readonly followsInstructions?: Maybe<boolean>;
  readonly mobility?: Maybe<string>;
  readonly arms?: Maybe<{
    readonly affected?: Maybe<string>;
    readonly masElbowFlexors?: Maybe<number>;
    readonly masWristFlexors?: Maybe<number>;
    readonly fixedContracture?: Maybe<boolean>;
    readonly graspsLightObjects?: Maybe<boolean>;
    readonly activeWristExtensionDeg?: Maybe<number>;
  }>;
  readonly walkingGoal?: Maybe<boolean>;
  readonly motionSickness?: Maybe<boolean>;
  readonly claustrophobia?: Maybe<boolean>;
  readonly geneticDiagnosis?: Maybe<boolean>;
  readonly plannedOperation?: Maybe<boolean>;
  readonly allergies?: Maybe<readonly string[]>;
  readonly otherConditions?: Maybe<readonly string[]>;
  readonly familyPsychiatricHistory?: Maybe<boolean>;
  readonly hipMigrationPercent?: Maybe<number>;
  readonly pain?: Maybe<boolean>;
}

const told = <Value>(value: Maybe<Value>): Value | undefined => value ?? undefined;

export function childOf(profile: GoldProfile): TrialChild {
  const { seizures, baclofen, cordBlood, arms } = profile;
  const stored = (is: Maybe<boolean>) =>
    is === undefined || is === null ? undefined : is ? ("stored" as const) : ("none" as const);
  return {
    age: { low: profile.ageMonths, high: profile.ageMonths },
    sex: profile.sex === "FEMALE" ? "female" : profile.sex === "MALE" ? "male" : undefined,
    gmfcs: (["I", "II", "III", "IV", "V"] as const)[(profile.gmfcs ?? 0) - 1],
    country: countryCode(profile.country),
    weightKg: told(profile.weightKg),
    heightCm: told(profile.heightCm),
    cordBlood: cordBlood
      ? {
          own: stored(cordBlood.ownUnitStored),
          sibling: stored(cordBlood.siblingUnitStored),
          totalNucleatedCells: told(cordBlood.totalNucleatedCells),
        }
      : undefined,
    macs: told(profile.macs),
    cfcs: told(profile.cfcs),
    motorTypes: motorTypesOf(profile.motorType),
    severeDystonia: profile.motorType ? /severe/i.test(profile.motorType) : undefined,
    topography: topographyOf(profile.topography),
    cause: told(profile.cause),
    imaging: told(profile.mri),
    seizures: seizures
      ? {
          ever: told(seizures.ever),
          afterAge2: told(seizures.afterAge2),
          controlled: told(seizures.controlled),
          last: told(seizures.lastSeizure),
        }
      : undefined,
    medicines: seizures?.medication
      ? [...seizures.medication, ...(baclofen?.oral ? ["oral baclofen"] : [])]
      : undefined,
    botulinumToxin: profile.botulinumToxin?.map(({ date, sites }) => ({
      date,
      words: (sites ?? []).join(", "),
    })),
    operations: profile.operations?.map(({ date, what }) => ({ date, words: what })),
    operationPlanned: told(profile.plannedOperation),
    rhizotomy: told(profile.selectiveDorsalRhizotomy),
    baclofen: baclofen ? { oral: told(baclofen.oral), pump: told(baclofen.intrathecalPump) } : undefined,
    cellTherapy: profile.cellTherapy?.map(({ date, type }) => ({ date, words: type ?? "" })),
    vision: senseOf(profile.vision),
    hearing: senseOf(profile.hearing),
    followsInstructions: told(profile.followsInstructions),
    mobility: mobilityOf(profile.mobility),
    arms: arms
      ? {
          affected: arms.affected ? !/^none/i.test(arms.affected) : undefined,
          ashworthElbow: told(arms.masElbowFlexors),
          ashworthWrist: told(arms.masWristFlexors),
          fixedContracture: told(arms.fixedContracture),
          grasps: told(arms.graspsLightObjects),
          wristExtensionDegrees: told(arms.activeWristExtensionDeg),
        }
      : undefined,
    hipMigrationPercent: told(profile.hipMigrationPercent),
    walkingGoal: told(profile.walkingGoal),
    pain: told(profile.pain),
    motionSickness: told(profile.motionSickness),
    claustrophobia: told(profile.claustrophobia),
    geneticDiagnosis: told(profile.geneticDiagnosis),
    psychiatricFamilyHistory: told(profile.familyPsychiatricHistory),
    allergies: told(profile.allergies),
    conditions: told(profile.otherConditions),
    languages: told(profile.parentLanguages),
    nothingElse: true,
  };
}

function motorTypesOf(words: Maybe<string>): MotorType[] | undefined {
  if (!words) return undefined;
  const found: MotorType[] = [];
  if (/spastic/i.test(words)) found.push("spastic");
  if (/dyskin|dyston|athet|chore/i.test(words)) found.push("dyskinetic");
  if (/atax/i.test(words)) found.push("ataxic");
  if (/hypoton/i.test(words)) found.push("hypotonic");
  return found;
}

function topographyOf(words: Maybe<string>): TrialChild["topography"] {
  if (!words) return undefined;
  if (/unilateral|hemi/i.test(words)) return "unilateral";
  if (/diple/i.test(words)) return "diplegia";
  if (/quadri|tetra|all limbs|four limbs/i.test(words)) return "quadriplegia";
  return /worse|more|asymm/i.test(words) ? "oneSideWorse" : "bilateral";
}

function senseOf(words: Maybe<string>): TrialChild["vision"] {
  if (!words) return undefined;
  return /^normal/i.test(words) ? "normal" : /correct|glasses|aid/i.test(words) ? "corrected" : "impaired";
}

function mobilityOf(words: Maybe<string>): TrialChild["mobility"] {
  if (!words) return undefined;
  if (/does not walk|wheelchair|carried|stands for transfers/i.test(words)) return "does-not-walk";
  return /without (?:an? )?(?:aid|device)|independent/i.test(words) ? "walks" : "walks-with-aid";
}
