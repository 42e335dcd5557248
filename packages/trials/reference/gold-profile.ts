/**
 * A profile of a gold file as a child. The gold world is closed: null is not known, and what a profile does not
 * mention at all is absent. Nothing outside this folder may assume that. Fields may be missing, null or of another
 * type than expected, and there may be more of them: nothing here throws, and what cannot be read is not known.
 */
import { conceptsIn } from "../src/annotation/words-found.ts";
import type { MotorType, PastTreatment, ToldFact, TrialChild } from "../src/child.ts";
import { countryCode } from "../src/country-names.ts";
import { monthsBetween, readPartialDate } from "../src/partial-date.ts";

export type GoldProfile = Readonly<Record<string, unknown>> & { readonly id: string; readonly asOf: string };

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
const textOf = (value: unknown): string | undefined =>
  typeof value === "string" ? value : Array.isArray(value) ? value.map(String).join(", ") : undefined;
const numberOf = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isFinite(value) ? value : undefined;
const flagOf = (value: unknown): boolean | undefined => (typeof value === "boolean" ? value : undefined);
const isNone = (words: string): boolean => /^(?:none|no|nil|nothing|normal|negative)\b/i.test(words);
const listOf = (value: unknown): string[] | undefined =>
  (Array.isArray(value) ? value.map(String) : typeof value === "string" ? [value] : undefined)?.filter(
    (words) => !isNone(words),
  );
const dateOf = (value: unknown): string | undefined =>
  typeof value === "string" ? readPartialDate(/\d{4}(?:-\d\d)?(?:-\d\d)?/.exec(value)?.[0]) : undefined;

/** Things done on a date; one without a date that can be read makes the whole list not known. */
function treatmentsOf(value: unknown): PastTreatment[] | undefined {
  if (value === undefined || (typeof value === "string" && isNone(value))) return [];
  if (!Array.isArray(value)) return undefined;
  const read = value.map((one) => {
    const { date, where: _, note: __, ...rest } = fieldsOf(one) ?? {};
    const day = dateOf(date);
    const words = Object.values(rest)
      .flatMap((part) => textOf(part) ?? [])
      .join(", ");
    return day === undefined ? undefined : { date: day, words };
  });
  return read.every((one) => one !== undefined) ? read : undefined;
}

/** A level as a number or in Roman numerals. */
function levelOf(value: unknown): number | undefined {
  if (typeof value === "number") return numberOf(value);
  const written =
    typeof value === "string" ? /^(?:level )?([IVX]+|[1-5])$/i.exec(value.trim())?.[1] : undefined;
  if (written === undefined) return undefined;
  const roman = ["I", "II", "III", "IV", "V"].indexOf(written.toUpperCase()) + 1;
  return roman > 0 ? roman : numberOf(Number(written));
}

/** Completed months from a day of birth to a later day. */
function monthsOf(birth: unknown, asOf: string): number | undefined {
  const day = typeof birth === "string" ? readPartialDate(birth) : undefined;
  return day === undefined || day.length < 10 ? undefined : monthsBetween(day, asOf);
}

/** A grade of the modified Ashworth scale, of which "1+" lies between 1 and 2. */
const gradeOf = (value: unknown): number | undefined =>
  typeof value !== "string" ? numberOf(value) : /^1 ?\+$/.test(value) ? 1.5 : numberOf(Number(value));

/** "In the first days of life only". */
const isOnlyNewborn = (note: string | undefined): boolean =>
  /\bonly\b/i.test(note ?? "") &&
  /\bfirst (?:\w+ )?(?:days?|weeks?|month)\b|newborn|neonat/i.test(note ?? "");

const stored = (value: unknown): "stored" | "none" | undefined => {
  const is = flagOf(value);
  return is === undefined ? undefined : is ? "stored" : "none";
};

export function childOf(profile: GoldProfile): TrialChild {
  const seizures = fieldsOf(profile.seizures);
  const baclofen = fieldsOf(profile.baclofen);
  const cordBlood = fieldsOf(profile.cordBlood);
  const arms = fieldsOf(profile.arms);
  const planned = profile.plannedOperation;
  const plannedWords = textOf(fieldsOf(planned)?.what ?? planned);
  const motorType = textOf(profile.motorType);
  const medicines = listOf(seizures?.medication);
  const affected = textOf(arms?.affected);
  const months = numberOf(profile.ageMonths) ?? monthsOf(profile.birthDate, profile.asOf);
  const level = levelOf(profile.gmfcs);
  return {
    age: { low: months ?? 0, high: months ?? 1_200 },
    gestationWeeks: gestationOf(profile),
    sex: profile.sex === "FEMALE" ? "female" : profile.sex === "MALE" ? "male" : undefined,
    gmfcs: (["I", "II", "III", "IV", "V"] as const)[(level ?? 0) - 1],
    country: countryCode(textOf(profile.country) ?? ""),
    weightKg: numberOf(profile.weightKg),
    heightCm: numberOf(profile.heightCm),
    cordBlood: cordBlood && {
      own: stored(cordBlood.ownUnitStored),
      sibling: stored(cordBlood.siblingUnitStored),
      totalNucleatedCells: numberOf(cordBlood.totalNucleatedCells),
    },
    macs: levelOf(profile.macs),
    cfcs: levelOf(profile.cfcs),
    motorTypes: motorTypesOf(motorType),
    severeDystonia: /\bsevere/i.test(motorType ?? "")
      ? true
      : /\b(?:mild|slight|moderate)/i.test(motorType ?? "")
        ? false
        : undefined,
    topography: topographyOf(textOf(profile.topography)),
    side: sideOf(textOf(profile.topography)),
    cause: textOf(profile.cause),
    imaging: textOf(profile.mri),
    seizures: seizures && {
      ever: flagOf(seizures.ever),
      afterAge2: flagOf(seizures.afterAge2),
      controlled: flagOf(seizures.controlled),
      last:
        dateOf(seizures.lastSeizure) ??
        (isOnlyNewborn(textOf(seizures.note)) ? dateOf(profile.birthDate) : undefined),
    },
    medicines: medicines && [
      ...medicines,
      ...(listOf(profile.medication) ?? []),
      ...(flagOf(baclofen?.oral) === true ? ["oral baclofen"] : []),
    ],
    botulinumToxin: treatmentsOf(profile.botulinumToxin),
    operations: treatmentsOf(profile.operations),
    operationPlanned: plannedWords === undefined ? flagOf(planned) : true,
    operationPlannedWords: plannedWords,
    rhizotomy: flagOf(profile.selectiveDorsalRhizotomy),
    baclofen: baclofen && { oral: flagOf(baclofen.oral), pump: flagOf(baclofen.intrathecalPump) },
    cellTherapy: treatmentsOf(profile.cellTherapy),
    casts: treatmentsOf(profile.casts),
    phenol: treatmentsOf(profile.phenol ?? profile.phenolInjections ?? (profile.phenol === null ? null : [])),
    shunt: profile.shunt === undefined ? undefined : flagOf(profile.shunt),
    vision: senseOf(textOf(profile.vision)),
    hearing: senseOf(textOf(profile.hearing)),
    followsInstructions: flagOf(profile.followsInstructions),
    mobility: mobilityOf(textOf(profile.mobility)),
    arms: arms && {
      affected: affected === undefined ? undefined : !/^none/i.test(affected),
      ashworthElbow: gradeOf(arms.masElbowFlexors),
      ashworthWrist: gradeOf(arms.masWristFlexors),
      fixedContracture: arms.fixedContracture === undefined ? false : flagOf(arms.fixedContracture),
      grasps: flagOf(arms.graspsLightObjects),
      wristExtensionDegrees: numberOf(arms.activeWristExtensionDeg),
    },
    hipMigrationPercent: numberOf(profile.hipMigrationPercent),
    walkingGoal: flagOf(profile.walkingGoal),
    pain: flagOf(profile.pain),
    motionSickness: flagOf(profile.motionSickness),
    claustrophobia: flagOf(profile.claustrophobia),
    geneticDiagnosis: flagOf(profile.geneticDiagnosis),
    psychiatricFamilyHistory: flagOf(profile.familyPsychiatricHistory),
    allergies: profile.allergies === undefined ? [] : listOf(profile.allergies),
    conditions: [...(listOf(profile.otherConditions) ?? []), ...foundIn(profile)],
    told: toldIn(profile),
    notLookedFor: [...(profile.otherConditions === null ? ["disease"] : []), ...openIn(profile)],
    specialists: listOf(profile.diagnosedBy)?.length,
    languages: listOf(profile.parentLanguages),
    nothingElse: true,
  };
}

/** Fields that are read above, or that tell nothing a trial asks. */
const readAbove = new Set(
  `id name asOf birthDate ageYears ageMonths sex country city parentLanguages weightKg heightCm gmfcs macs cfcs motorType topography cause mri seizures
  botulinumToxin operations selectiveDorsalRhizotomy baclofen cellTherapy cordBlood vision hearing followsInstructions mobility arms walkingGoal motionSickness
  claustrophobia geneticTest geneticDiagnosis plannedOperation allergies otherConditions familyPsychiatricHistory diagnosedBy hipMigrationPercent pain
  casts phenol phenolInjections shunt medication note notes gestationalAgeWeeks gestationWeeks`.split(/\s+/),
);
/** Of fields that hold others: those read above. */
const readInside: Readonly<Record<string, ReadonlySet<string>>> = {
  arms: new Set(
    "affected masElbowFlexors masWristFlexors fixedContracture graspsLightObjects activeWristExtensionDeg sensorimotorDeficit note".split(
      " ",
    ),
  ),
  seizures: new Set("ever afterAge2 controlled lastSeizure medication note".split(" ")),
  baclofen: new Set(["oral", "intrathecalPump", "note"]),
  cordBlood: new Set(["ownUnitStored", "siblingUnitStored", "totalNucleatedCells", "note"]),
};
/** Names of fields whose words are not those of the diseases they are about. */
const about: Readonly<Record<string, readonly string[]>> = {
  liverTests: ["liver disease"],
  kidneyTests: ["kidney disease"],
  activeInfection: ["infection"],
  autoimmuneOrNeurodegenerative: ["autoimmune disease", "neurodegenerative disease"],
};
const spelled = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
const wordsOf = (name: string): readonly string[] => about[name] ?? [spelled(name)];
const isDisease = (words: string): boolean =>
  conceptsIn(words).some(({ role }) => role === "disease" || role === "device");

/** Diseases told in fields of their own: "activeInfection": true, "liverTests": "raised in 2026". */
function foundIn(profile: GoldProfile): string[] {
  return Object.entries(profile).flatMap(([name, value]) => {
    if (readAbove.has(name)) return [];
    if (value === true) return wordsOf(name).filter(isDisease);
    if (typeof value !== "string" || /normal|none|negative/i.test(value) || isNone(value)) return [];
    if (name in about) return wordsOf(name);
    return isDisease(value) ? [value] : [];
  });
}

/** Such fields that are null: not looked for. */
function openIn(profile: GoldProfile): string[] {
  return Object.entries(profile).flatMap(([name, value]) =>
    value === null && !readAbove.has(name) ? wordsOf(name) : [],
  );
}

/** Every other field, also inside those that hold others, by the words of its name. */
function toldIn(profile: GoldProfile): ToldFact[] {
  const facts = Object.entries(profile).flatMap(([name, value]): [string, unknown][] => {
    const inside = fieldsOf(value);
    const own = readInside[name];
    if (inside !== undefined && (own !== undefined || !readAbove.has(name)))
      return Object.entries(inside)
        .filter(([part]) => !own?.has(part))
        .map(([part, held]) => [own === undefined ? `${name} ${part}` : part, held]);
    return readAbove.has(name) || name in about ? [] : [[name, value]];
  });
  return facts.flatMap(([name, value]) => {
    const held = Array.isArray(value) ? value.map(String) : value;
    const isFact = held === null || /^(?:boolean|number|string)$/.test(typeof held) || Array.isArray(held);
    return isFact ? [{ words: spelled(name), value: held as ToldFact["value"] }] : [];
  });
}

/** "preterm birth at 29 weeks", or a field of its own. */
function gestationOf(profile: GoldProfile): number | undefined {
  const told = numberOf(profile.gestationalAgeWeeks) ?? numberOf(profile.gestationWeeks);
  const words = /\b(2[2-9]|3\d|4[0-2])\s*(?:\+\s*\d\s*)?weeks?\b/i.exec(textOf(profile.cause) ?? "");
  return told ?? (words === null ? undefined : Number(words[1]));
}

function motorTypesOf(told: string | undefined): MotorType[] | undefined {
  if (told === undefined) return undefined;
  const words = told.replace(/\b(?:no|not|without) \w+(?: or \w+)?/gi, "");
  const found: MotorType[] = [];
  if (/spastic/i.test(words)) found.push("spastic");
  if (/dyskin|dyston|athet|chore/i.test(words)) found.push("dyskinetic");
  if (/atax/i.test(words)) found.push("ataxic");
  if (/hypoton/i.test(words)) found.push("hypotonic");
  return found.length > 0 ? found : undefined;
}

function topographyOf(words: string | undefined): TrialChild["topography"] {
  if (words === undefined) return undefined;
  if (/unilateral|hemi/i.test(words)) return "unilateral";
  if (/diple/i.test(words)) return "diplegia";
  if (/quadri|tetra|all limbs|four limbs/i.test(words)) return "quadriplegia";
  if (/worse|more|asymm/i.test(words)) return "oneSideWorse";
  return /bilateral|both/i.test(words) ? "bilateral" : undefined;
}

function sideOf(topography: string | undefined): TrialChild["side"] {
  if (topography === undefined || topographyOf(topography) !== "unilateral") return undefined;
  const [left, right] = [/\bleft\b/i.test(topography), /\bright\b/i.test(topography)];
  return left === right ? undefined : left ? "left" : "right";
}

/** A loss that nothing puts right goes before the words for what might: "not correctable", "no hearing aid". */
const notMended =
  /\bnot? (?:\w+ )?(?:correct|aid|glasses)|cannot be corrected|uncorrect|without (?:\w+ )?(?:aid|glasses|correction)|cortical|cerebral visual|blind|hemianop|low vision|profound/i;

function senseOf(words: string | undefined): TrialChild["vision"] {
  if (words === undefined) return undefined;
  if (/^(?:normal|age[- ]appropriate|good)/i.test(words)) return "normal";
  if (notMended.test(words)) return "impaired";
  return /correct|glasses|aid|implant/i.test(words) ? "corrected" : "impaired";
}

const notWalking =
  /does not walk|(?:cannot|can ?not|unable to) walk(?! (?:without|unaided|unassisted|alone|independent))|non-?ambul|not yet/i;
const unaided =
  /(?:without|no|needs no) (?:an? |any )?(?:walking )?(?:aid|device|support)|unaided|unassisted|independent|runs/i;

/** What is named first is how a child moves most: "walker, wheelchair for distances" walks. */
function mobilityOf(words: string | undefined): TrialChild["mobility"] {
  if (words === undefined) return undefined;
  const walks = words.search(/\bwalk|crutch|\bcanes?\b|rollator/i);
  const rides = words.search(/wheelchair|carried|crawls|rolls|\bsits|stands for transfers/i);
  if (notWalking.test(words) || (rides !== -1 && (walks === -1 || rides < walks))) return "does-not-walk";
  return unaided.test(words) && !/\b(?:cannot|unable|not)\b/i.test(words) ? "walks" : "walks-with-aid";
}
