/** Languages, pregnancy, abilities, and what is none of the other kinds. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import type { TrialChild } from "../child.ts";
import { countryCode } from "../country-names.ts";
import { isMalformed } from "./brain.ts";
import { ofCells } from "./cells.ts";
import { level } from "./compare.ts";
import { ofDevice } from "./device.ts";
import { ofDisease } from "./disease.ts";
import { absent, allOf, anyOf, type Held, known, of, says } from "./held.ts";
import { ofBirth, ofBrain, ofCondition, ofMotorType } from "./palsy.ts";

const languageNames =
  /\b(english|french|spanish|dutch|flemish|german|italian|portuguese|czech|slovenian|slovene|chinese|mandarin|cantonese|arabic|hebrew|turkish|danish|swedish|norwegian|finnish|polish|russian|japanese|korean|hindi|urdu|bengali|tamil|greek|hungarian|romanian|thai|vietnamese|persian)\b/gi;

export function ofLanguage(asked: Asked, { languages }: TrialChild): Held {
  const named =
    asked.text
      .slice(0, 1_000)
      .match(languageNames)
      ?.map((name) => name.toLowerCase()) ?? [];
  if (named.length === 0) return { ...of("languages", "yes"), given: true };
  if (languages === undefined) return of("languages", "unknown");
  const spoken = languages.map((name) => name.toLowerCase());
  return of("languages", named.some((name) => spoken.includes(name)) ? "yes" : "no");
}

/** How far a family lives is for the team to weigh; of places with a name only countries are known. */
export function ofPlace(asked: Asked, { country }: TrialChild): Held {
  const isFar = says(
    asked,
    /\b(?:far|near\w*|distance|drive|driving|miles?|km|kilomet\w+|commut\w*|travel\w*)\b/i,
  );
  if (isFar) return { ...of("place", asked.section === "inclusion" ? "yes" : "no"), given: true };
  const names =
    asked.text.slice(0, 500).match(/\b(?:[A-Z][a-z]+(?: (?=[A-Z]))?)+|\bU\.?S\.?A?\b|\bUK\b/g) ?? [];
  const codes = names.map((name) => countryCode(name.trim()));
  const countries = codes.filter((code) => code !== undefined);
  if (countries.length === 0 || country === undefined || !says(asked, /\b(?:liv|resid|citizen|inhabit)/i))
    return of("place", "unknown");
  if (!countries.includes(country)) return of("place", "no");
  // "Lives in Vienna, Austria": which town is not known.
  const isPart = names.some(
    (name, at) => codes[at] === undefined && !/^(?:Liv|Resid|Must|The|Child|Famil|Pa)/.test(name),
  );
  return of("place", isPart ? "unknown" : "yes");
}

/** Ten completed years are the earliest a pregnancy need be thought of. */
export function ofPregnancy(child: TrialChild): Held {
  if (child.sex === "male" || child.age.high < 120) return of("pregnancy", "no");
  return of("pregnancy", child.nothingElse === true ? "no" : "unknown");
}

const limbsOrTone = /^(?:spastic|dyskinetic|ataxic|hypotonic|hemiparesis|diplegia|quadriplegia|unilateral)$/;

export function ofOther(asked: Asked, child: TrialChild, today: string): Held {
  const held = ofAbility(asked, child, today);
  // "Ambulatory children with hemiplegia" asks for both.
  const isBoth =
    asked.section === "inclusion" &&
    !asked.negated &&
    /^(?:ambulation|grasp)$/.test(asked.concept) &&
    asked.concepts.some((one) => limbsOrTone.test(one)) &&
    says(asked, /\bwith\b/i);
  return isBoth ? allOf([held, ofMotorType(asked, child, today)]) : held;
}

function ofAbility(asked: Asked, child: TrialChild, today: string): Held {
  const { concept, concepts } = asked;
  if (concept === "macs" || concept === "cfcs") return of(concept, level(asked, child[concept]));
  const cells = concept === "count" ? ofCells(asked, child) : undefined;
  if (cells !== undefined) return cells;
  if (asked.op === "in" || says(asked, /\b(?:edacs|vfcs|bfmf|ecog|nyha|asa)\b/i))
    return of("other", "unknown");
  if (says(asked, /\b(?:inclusion|exclusion|above|eligibility) criteria\b/i))
    return { ...of("other", asked.negated ? "yes" : "no"), given: true };
  if (concepts.includes("cord-blood-unit")) return ofCordBlood(asked, child);
  if (
    concept === "imaging" &&
    concepts.some((named) => ofBrain.has(named)) &&
    !says(asked, /\bno\b|\bnot\b|without/i)
  )
    return ofCondition(asked, child, today);
  if (concept === "imaging" && says(asked, /\bno (?:hint|sign|evidence|suspicion)|\bwithout\b/i))
    return known("brain", child.imaging === undefined ? undefined : !isMalformed(child.imaging));
  if (concept === "imaging" && concepts.includes("injury") && !says(asked, /\bno\b|\bnot\b|without/i))
    return ofShownInjury(child);
  if (concepts.includes("goal")) return known("goal", child.walkingGoal);
  if (concepts.includes("ambulation")) return ofMobility(asked, child);
  if (concept === "grasp" && says(asked, /\breach/i))
    return of(
      "arms",
      child.arms?.grasps === false && says(asked, /\b(?:hold|grasp|grip)/i) ? "no" : "unknown",
    );
  if (concept === "grasp")
    return asked.op === null ? known("arms", child.arms?.grasps) : of("arms", "unknown");
  // Levels that were not understood settle nothing.
  if (says(asked, /\b(?:gmfcs|macs|cfcs)\b/i)) return of("other", "unknown");
  if (
    concepts.includes("birth") &&
    says(asked, /\b(?:born|birth|gestation\w*)\b/i) &&
    !says(asked, /weight|asphyxia/i)
  )
    return ofBirth(asked, child);
  if (concept === "birth" && says(asked, /\b(?:menstru|menarche|puberty|childbearing|child-bearing)/i))
    return of("pregnancy", child.sex === "male" || child.age.high < 96 ? "no" : "unknown");
  if (
    /^b(?:ilateral|oth)/.test(concept) &&
    says(asked, /\bbilateral (?:involve|affect)|\bboth (?:hands|arms|sides|legs)\b/i)
  )
    return ofBothSides(asked, child);
  if (says(asked, /\bnon-?verbal\b/i))
    return of("cfcs", child.cfcs !== undefined && child.cfcs <= 2 ? "no" : "unknown");
  if (concept === "organ" && says(asked, /^\W*normal\b.*\b(?:vision|sight|hearing)\b/i) && asked.op === null)
    return ofNormalSenses(asked, child);
  if (says(asked, /\bsees?\b|\bvision\b/i) && asked.op === null && !says(asked, /cogniti/i))
    return of("vision", child.vision === undefined || child.vision === "impaired" ? "unknown" : "yes");
  if (concept === "developmental-level") return ofDevelopment(asked, child);
  if (concept === "stability" && says(asked, /\b(?:social|home|family|living)\b/i))
    return { ...of("other", asked.section === "inclusion" ? "yes" : "no"), given: true };
  if (
    concepts.some((named) =>
      /^(?:instruction-following|cognition|understanding|communication)$/.test(named),
    ) ||
    (concept === "completion" && asked.op === null)
  )
    return ofUnderstanding(asked, child);
  if (
    concepts.some((named) => /^(?:cooperation|support|availability|completion|judgement)$/.test(named)) ||
    concept === "ability"
  )
    return { ...of("other", asked.section === "inclusion" || asked.negated ? "yes" : "no"), given: true };
  if (concept === "contraindication") return ofContraindication(asked, child, today);
  if (asked.section === "exclusion" && !asked.negated) return absent("other", child, asked);
  return of("other", "unknown");
}

/** Against imaging or a device: by what is named as such ("claustrophobia, a cochlear implant"), else by what was told. */
function ofContraindication(asked: Asked, child: TrialChild, today: string): Held {
  const isMagnetic = says(asked, /\b(?:mri|mr imaging|magnetic|r?tms)\b/i);
  const named = [...asked.concepts, ...(isMagnetic ? ["implant"] : [])].flatMap((concept) =>
    concept === "implant" || concept === "shunt"
      ? ofDevice({ ...asked, concept, section: "exclusion", negated: false }, child, today)
      : concept === "claustrophobia" || concept === "seizures" || concept === "epilepsy"
        ? (ofDisease(concept, asked, child, today) ?? [])
        : [],
  );
  return anyOf("other", [...named, absent("other", child, asked)]);
}

/** "Normal or corrected vision and hearing". */
function ofNormalSenses(asked: Asked, { vision, hearing }: TrialChild): Held {
  const isMended = says(asked, /correct|aid/i);
  const one = (fact: "vision" | "hearing", has: TrialChild["vision"]): Held =>
    of(
      fact,
      has === undefined
        ? "unknown"
        : has === "normal" || (has === "corrected" && isMended)
          ? "yes"
          : has === "impaired"
            ? "no"
            : "unknown",
    );
  return allOf([
    ...(says(asked, /vision|sight/i) ? [one("vision", vision)] : []),
    ...(says(asked, /hearing/i) ? [one("hearing", hearing)] : []),
  ]);
}

/** "Both hands are affected": never where the palsy takes one side. */
function ofBothSides(asked: Asked, { topography, arms }: TrialChild): Held {
  if (topography === undefined) return of("topography", "unknown");
  if (topography === "unilateral") return of("topography", "no");
  if (!says(asked, /\b(?:hands|arms)\b/i)) return of("topography", "yes");
  return of(
    "topography",
    topography === "quadriplegia" ? "yes" : arms?.affected === false ? "no" : "unknown",
  );
}

/** "MRI shows an injury": of any kind but a brain that only grew otherwise. */
function ofShownInjury({ imaging }: TrialChild): Held {
  if (imaging === undefined || isMalformed(imaging)) return of("brain", "unknown");
  return of("brain", /^\W*normal\b/i.test(imaging) ? "no" : "yes");
}

/** Who keeps children out by an ability means that it is too small. */
function ofUnderstanding(asked: Asked, { followsInstructions }: TrialChild): Held {
  if (followsInstructions === false && says(asked, /\bfollow\w* (?:\w+[ -]){0,3}(?:instruction|command)/i))
    return of("instructions", "no");
  if (followsInstructions !== true) return of("instructions", "unknown");
  return of("instructions", asked.section === "exclusion" && !asked.negated ? "no" : "yes");
}

/** "Speaks at the level of age 3": a child who talks easily and is well past that age does. */
function ofDevelopment(asked: Asked, child: TrialChild): Held {
  const months = Number(asked.value) * (asked.unit === "month" ? 1 : 12);
  const talks = child.cfcs !== undefined && child.cfcs <= 2 && child.followsInstructions === true;
  const isPast = (asked.op === ">=" || asked.op === ">") && child.age.low >= months + 24;
  return of("instructions", talks && isPast ? "yes" : "unknown");
}

function ofCordBlood(asked: Asked, child: TrialChild): Held {
  const { cordBlood } = child;
  const whose = says(asked, /sibling/i)
    ? cordBlood?.sibling
    : says(asked, /autologous|own/i)
      ? cordBlood?.own
      : undefined;
  // "Stored cord blood", whoever's it is.
  if (whose === undefined && says(asked, /\bstored|\bbanked/i) && !says(asked, /donor|unrelated|public/i)) {
    if (cordBlood?.own === "stored" || cordBlood?.sibling === "stored") return of("cordBlood", "yes");
    const isNone = cordBlood?.own === "none" && cordBlood.sibling === "none";
    return of("cordBlood", isNone ? "no" : "unknown");
  }
  if (whose === undefined) return of("cordBlood", "unknown");
  // A stored unit need not be a qualified one.
  if (whose === "stored" && says(asked, /qualif|suitable|adequate|sufficient|eligible/i))
    return of("cordBlood", "unknown");
  return whose === "stored" ? (ofCells(asked, child) ?? of("cordBlood", "yes")) : of("cordBlood", "no");
}

function ofMobility(asked: Asked, child: TrialChild): Held {
  const { mobility } = child;
  if (mobility === undefined) return of("mobility", "unknown");
  const walks = mobility !== "does-not-walk";
  if (says(asked, /\btoe[- ]?walk|\bcrouch|\bequinus|\bstiff|\bpattern/i)) return of("mobility", "unknown");
  if (says(asked, /\bdepend/i)) return of("mobility", walks ? "no" : "unknown");
  if (says(asked, /wheelchair/i))
    return of(
      "mobility",
      says(asked, /not walk|non-?ambul|mainly|\bmain\b|primar/i)
        ? says(asked, /^\W*(?:does not|not able to|cannot|unable to) walk/i) && asked.negated
          ? walks
            ? "yes"
            : "no"
          : walks
            ? "no"
            : "yes"
        : "unknown",
    );
  if (says(asked, /head|trunk/i)) return of("mobility", walks ? "yes" : "unknown");
  if (says(asked, /\bsits?\b|sitting/i))
    return of(
      "mobility",
      walks || (says(asked, /support/i) && child.gmfcs !== undefined && child.gmfcs !== "V")
        ? "yes"
        : "unknown",
    );
  if (says(asked, /with or without|with and without|with an? (?:aid|assist)|walking aid/i))
    return of("mobility", walks ? "yes" : "no");
  if (says(asked, /without|independent|neither aid|unaided|unassisted/i))
    return of(
      "mobility",
      mobility === "walks"
        ? "yes"
        : mobility === "walks-with-aid"
          ? says(asked, /or independent|community/i)
            ? "yes"
            : "no"
          : "no",
    );
  if (says(asked, /non-?ambul/i)) return of("mobility", walks === asked.negated ? "yes" : "no");
  if (says(asked, /walk|ambul|gait|step/i)) return of("mobility", walks ? "yes" : "no");
  if (says(asked, /rise|stand/i)) return of("mobility", mobility === "walks" ? "yes" : "unknown");
  return of("mobility", "unknown");
}
