/** The palsy itself: its type, the limbs it takes, what it came from. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import { conceptsIn } from "../annotation/words-found.ts";
import type { MotorType, TrialChild } from "../child.ts";
import type { Answer } from "../event-window.ts";
import { isTooYoungFor } from "./body.ts";
import { showsOther } from "./brain.ts";
import { compare } from "./compare.ts";
import { ofDisease } from "./disease.ts";
import { allOf, anyOf, type Held, known, of, says } from "./held.ts";
import { moreAsked } from "./more-asked.ts";
import { ofTreatment } from "./treatment.ts";

const limbTypes: Readonly<Record<string, (topography: NonNullable<TrialChild["topography"]>) => Answer>> = {
  unilateral: (has) => (has === "unilateral" ? "yes" : "no"),
  bilateral: (has) => (has === "unilateral" ? "no" : "yes"),
  // Of a hemiparesis the worse side may be one; a hemiplegic palsy is not bilateral.
  "hemiplegic-palsy": (has) => (has === "unilateral" ? "yes" : "no"),
  hemiparesis: (has) => (has === "unilateral" ? "yes" : has === "oneSideWorse" ? "unknown" : "no"),
  diplegia: (has) =>
    has === "diplegia" ? "yes" : has === "bilateral" || has === "oneSideWorse" ? "unknown" : "no",
  quadriplegia: (has) =>
    has === "quadriplegia" ? "yes" : has === "bilateral" || has === "oneSideWorse" ? "unknown" : "no",
  monoplegia: () => "unknown",
};

const otherThanSpastic = /\bmovement disorders?\b.*\bother than (?:\w+ )?spastic/i;

/** "A movement disorder other than spasticity". @returns undefined where the line is about something else. */
export function ofOtherMovement(asked: Asked, { motorTypes }: TrialChild): Held | undefined {
  if (!/^(?:neuropathy|problem|comorbidity|spastic)$/.test(asked.concept) || !says(asked, otherThanSpastic))
    return undefined;
  return known(
    "motorType",
    motorTypes?.some((type) => type !== "spastic"),
  );
}

export function ofMotorType(asked: Asked, child: TrialChild, today: string): Held {
  const { concepts } = asked;
  const types = concepts.filter((concept): concept is MotorType =>
    /^(?:spastic|dyskinetic|ataxic|hypotonic)$/.test(concept),
  );
  const ofPalsy = concepts.includes("cerebral-palsy");
  const limbs = concepts
    .filter((concept) => Object.hasOwn(limbTypes, concept))
    .map((limb) => (limb === "hemiparesis" && ofPalsy ? "hemiplegic-palsy" : limb));
  const eitherSide = concepts.includes("unilateral-or-bilateral");
  if (asked.concept === "unilateral" && limbs.length === 0 && !eitherSide) limbs.push("unilateral");
  if (eitherSide && types.length === 0) return of("topography", "yes");
  // "Any other form": other than the lines above ask for, which say it themselves.
  if (types.length === 0 && limbs.length === 0)
    return concepts.includes("cerebral-palsy")
      ? { ...of("motorType", "no"), given: true }
      : of("motorType", "unknown");
  const tone = types.length === 0 ? undefined : typeAmong(asked, types, child);
  const body =
    limbs.length === 0
      ? undefined
      : anyOf(
          "topography",
          limbs.map((limb) =>
            of("topography", child.topography === undefined ? "unknown" : limbTypes[limb]!(child.topography)),
          ),
        );
  // "Spasticity of the arm" asks for an arm that is affected.
  const arm =
    types.includes("spastic") && concepts.includes("arm") ? known("arms", child.arms?.affected) : undefined;
  const found = allOf([tone, body, arm].filter((part) => part !== undefined));
  return found.answer === "yes" && asked.section === "inclusion"
    ? withMore(found, asked, child, today)
    : found;
}

/** A line about the palsy that asks for more holds only where that does too. */
function withMore(found: Held, asked: Asked, child: TrialChild, today: string): Held {
  if (asked.negated) return found;
  const left = moreAsked(asked);
  if (left.length === 0) return found;
  const more = furtherFacts(left, asked, child, today);
  // "Right hemiparesis with drooling": of the rest nothing has been told.
  const isRest = more.length === 0 || left.some((word) => !ofFurtherFacts.test(word));
  return allOf([...more, ...(isRest ? [of("conditions", "unknown")] : [])]);
}

/** Words that the facts below are asked for in. */
const ofFurtherFacts =
  /^(?:left|right|gene\w*|mutation\w*|found|proven|sequenc\w*|born|birth|deliver\w*|pre|term|preterm|prematur\w*|gestation\w*|weeks?|before|after|ago|last|since|prior|previous\w*|hypox\w*|ischa?em\w*|enceph\w*|hie|asphyxia|strokes?|infarct\w*|ha?emorrhag\w*|bleed\w*|perivent\w*|leuk\w*|pvl|white|matter|injur\w*|lesions?|brain|perinatal|neonatal|prenatal|intraventricular|cerebrovascular|accident|imaging|mri|shown|underwent|undergone|undergoing|received|receiving|treated|selective|dorsal|rhizotom\w*|surg\w*|orthop\w*|operat\w*|botulinum|toxin\w*|inject\w*|stem|cells?|therap\w*|hips?|multilevel|single|event|earlier|within|past)$/;

/** What of that the facts of a child can tell. */
function furtherFacts(left: readonly string[], asked: Asked, child: TrialChild, today: string): Held[] {
  const { side, geneticDiagnosis } = child;
  const sides = (["left", "right"] as const).filter((one) => left.includes(one));
  const operations = asked.concepts.filter((concept) => treatments.has(concept));
  const [concept] = operations;
  return [
    ...(sides.length === 1
      ? [of("topography", side === undefined ? "unknown" : side === sides[0] ? "yes" : "no")]
      : []),
    ...(says(asked, born) ? [ofBirth(asked, child)] : []),
    ...(left.some((word) => /^(?:genetic|gene|mutation)/.test(word))
      ? [known("genetics", geneticDiagnosis)]
      : []),
    ...(concept === undefined
      ? []
      : [ofTreatment({ ...asked, kind: "prior-treatment", concept, concepts: operations }, child, today)]),
    ...(asked.concepts.some((one) => ofBrain.has(one)) ? [ofCause(asked, child)] : []),
  ];
}

const treatments = new Set([
  "selective-dorsal-rhizotomy",
  "surgery",
  "hip-surgery",
  "orthopedic-surgery",
  "neurosurgery",
  "spinal-fusion",
  "botulinum-toxin",
  "cell-therapy",
  "phenol-or-alcohol-injection",
  "cast",
]);

const born = /\b(?:born|birth|deliver\w*|gestation\w*|pre-?term|prematur\w*)\b/i;
const bornAt =
  /\b(before|under|below|less than|up to|after|over|above|at least|more than|from|beyond)\s*(?:or at\s*)?(\d\d)\b|([<>≤≥])=?\s*(\d\d)\b/i;

const bornAtBehind =
  /\b(\d\d)\s*(?:completed )?weeks?(?: of gestation)? (?:or|and) (more|later|above|older|over|less|earlier|below|younger)\b/i;

function isBornEarly({ gestationWeeks, cause, nothingElse }: TrialChild): boolean | undefined {
  if (gestationWeeks !== undefined) return gestationWeeks < 37;
  if (cause === undefined) return undefined;
  return early.test(cause) || (nothingElse === true ? false : undefined);
}

/** "Born before 32 weeks", "preterm birth": where everything has been told, a birth too early is among the causes. */
export function ofBirth(asked: Asked, child: TrialChild): Held {
  const { gestationWeeks } = child;
  const isEarly = isBornEarly(child);
  const text = asked.text.slice(0, 500);
  if (/\b(?:at|full)[ -]term\b|\bterm (?:birth|born)\b/i.test(text) && !/\d/.test(text))
    return known("age", isEarly === undefined ? undefined : !isEarly);
  const [, plainWeeks, side] = bornAtBehind.exec(text) ?? [];
  if (plainWeeks !== undefined && gestationWeeks !== undefined) {
    const op = /more|later|above|older|over/i.test(side!) ? ">=" : "<=";
    return of("age", compare(op, Number(plainWeeks), gestationWeeks));
  }
  const [, word, weeks, sign, limit] = bornAt.exec(text) ?? [];
  const at = Number(weeks ?? limit);
  const isBefore =
    word === undefined ? /[<≤]/.test(sign ?? "") : /^(?:before|under|below|less|up)/i.test(word);
  if (!Number.isFinite(at)) return known("age", /\d/.test(text) ? undefined : isEarly);
  if (gestationWeeks !== undefined) return of("age", isBefore === gestationWeeks < at ? "yes" : "no");
  // Not too early is 37 weeks or more.
  return of("age", isEarly !== false || at > 37 ? "unknown" : isBefore ? "no" : "yes");
}

function ofCause(asked: Asked, { cause, imaging }: TrialChild): Held {
  if (cause === undefined && imaging === undefined) return of("brain", "unknown");
  const has = new Set(conceptsIn(`${cause ?? ""}; ${imaging ?? ""}`).map(({ concept }) => concept));
  const named = asked.concepts.filter((concept) => ofBrain.has(concept));
  if (named.some((concept) => has.has(concept) || concept === "brain-lesion")) return of("brain", "yes");
  if (says(asked, early) && early.test(cause ?? "")) return of("brain", "yes");
  const isOther =
    otherCause.test(cause ?? "") || (named.length === 1 && excludesCause(named[0]!, cause ?? ""));
  return of("brain", isOther && imaging !== undefined ? "no" : "unknown");
}

/** A stroke is no lack of oxygen at birth, and the other way round. */
const excludesCause = (asked: string, cause: string): boolean =>
  asked === "hypoxic-ischemic-encephalopathy"
    ? /\bstroke|infarct/i.test(cause)
    : asked === "stroke" && /hypoxi|asphyxia|\bhie\b/i.test(cause);

function typeAmong(
  asked: Asked,
  types: readonly MotorType[],
  { motorTypes, severeDystonia, arms }: TrialChild,
): Held {
  if (motorTypes === undefined) return of("motorType", "unknown");
  if (!types.some((type) => motorTypes.includes(type))) return of("motorType", "no");
  // A mixed palsy is no pure one.
  if (motorTypes.length > 1 && says(asked, /\b(?:pure|purely|exclusively|solely|isolated)\b/i))
    return of("motorType", "no");
  // Of a mixed palsy it is not told which of its types is the main one.
  if (motorTypes.length > 1 && says(asked, /\b(?:pre-?domina|mainly|primaril|chiefly)/i))
    return of("motorType", "unknown");
  if (!says(asked, /\bsevere(?:ly)?\b/i)) return of("motorType", "yes");
  if (types.includes("dyskinetic") && motorTypes.includes("dyskinetic"))
    return known("motorType", severeDystonia);
  // How severe it is may be told by muscles that were graded; else nobody here can say.
  const stiffest = Math.max(arms?.ashworthElbow ?? 0, arms?.ashworthWrist ?? 0);
  const grade = /ashworth\D{0,20}([1-4])(?!\d)/i.exec(asked.text.slice(0, 500))?.[1];
  if (grade !== undefined && types.includes("spastic"))
    return of(
      "motorType",
      stiffest >= Number(grade) ? "yes" : arms?.ashworthElbow === undefined ? "unknown" : "no",
    );
  return of("motorType", types.includes("spastic") && stiffest < 3 ? "unknown" : "yes");
}

const sideFindings = new Set([
  "contracture",
  "seizures",
  "epilepsy",
  "pain",
  "hip-dislocation",
  "scoliosis",
  "visual-impairment",
  "hearing-impairment",
  "cognitive-impairment",
  "symptom",
  "gastrointestinal-disease",
  "fracture",
  "insomnia",
  "problem",
]);

export const ofBrain = new Set([
  "stroke",
  "periventricular-leukomalacia",
  "hypoxic-ischemic-encephalopathy",
  "brain-lesion",
  "congenital-brain-lesion",
]);

/** What every palsy brings along. */
const ofPalsyItself =
  /\bwith (?:an? )?(?:abnormal|increased|altered|high|raised|motor|movement|postural|gait) (?:\w+ )?(?:tone|tonus|disorders?|impairments?|disabilit\w+|difficult\w+|problems?|limitations?|deficits?)\b/i;
const early = /\bpre-?term\b|\bprematur/i;
const causing = /\b(?:follow\w*|due|caused|secondary|result\w*|after)\b/i;
const otherCause =
  /genetic|kernicterus|jaundice|bilirubin|cytomegal|\bcmv\b|infection|mening|encephalitis|malform|dysplas|polymicrogyr|lissenceph|trauma|drowning/i;

/** "CP group: surgery on the hand". */
const groupLabel = /^[^:]{0,40}:/;

export function ofCondition(asked: Asked, child: TrialChild, today: string): Held {
  const needed = /\b(?:more than|at least) (?:(two|three)|(\d)) specialists?\b/i.exec(
    asked.text.slice(0, 2_000),
  );
  if (needed !== null) {
    const count = needed[2] === undefined ? (needed[1]!.toLowerCase() === "two" ? 2 : 3) : Number(needed[2]);
    const least = /more than/i.test(needed[0]) ? count + 1 : count;
    if (child.specialists === undefined) return of("conditions", "unknown");
    return of("conditions", child.specialists >= least ? "yes" : "no");
  }
  if (asked.section === "inclusion" && isTooYoungFor(asked, child)) return of("age", "no");
  const named = asked.concepts.filter((concept) => ofBrain.has(concept));
  if (asked.concepts.includes("cerebral-palsy") || asked.concepts.includes("unilateral-cerebral-palsy")) {
    // In "spasticity caused by cerebral palsy or stroke" the palsy itself is one of the causes.
    const caused =
      named.length > 0 &&
      says(asked, causing) &&
      !says(asked, /\b(?:due|caused|secondary|result\w*) (?:\w+ ){0,2}(?:cerebral palsy|cp)\b/i);
    // "CP with a dynamic contracture" asks for more than the palsy, "CP or a delay" for less.
    // "CP group: surgery on the hand" keeps nobody out for the palsy.
    if (asked.section === "exclusion" && !asked.negated && says(asked, groupLabel)) {
      const done = asked.concepts.filter((concept) => treatments.has(concept));
      const [concept] = done;
      if (concept === undefined) return of("conditions", "unknown");
      const text = asked.text.replace(groupLabel, "");
      return ofTreatment({ ...asked, kind: "prior-treatment", concept, concepts: done, text }, child, today);
    }
    const besides = asked.concepts.filter((concept) => sideFindings.has(concept));
    const isRisk = besides.every((one) => one === "problem") && says(asked, /\brisk\b/i);
    const more = besides.length > 0 && !isRisk && says(asked, /\b(?:with|and)\b/i);
    if (!caused && more && says(asked, ofPalsyItself)) return of("motorType", "yes");
    if (!caused && more) {
      const told = besides.flatMap((concept) => ofDisease(concept, asked, child, today) ?? []);
      if (told.length === besides.length)
        return says(asked, /\bor\b/i) ? anyOf("conditions", told) : allOf(told);
    }
    if (!caused)
      return more
        ? of("conditions", "unknown")
        : asked.section === "inclusion"
          ? withMore(of("motorType", "yes"), asked, child, today)
          : of("motorType", "yes");
  }
  const shown = asked.concepts.includes("imaging");
  if (named.length > 0) {
    if (shown && child.imaging === undefined) return of("brain", "unknown");
    if (child.cause === undefined && child.imaging === undefined) return of("brain", "unknown");
    const has = new Set(
      conceptsIn(`${child.cause ?? ""}; ${child.imaging ?? ""}`).map(({ concept }) => concept),
    );
    const isNormal = shown && /^\W*normal\b/i.test(child.imaging ?? "");
    const found = !isNormal && named.some((concept) => has.has(concept) || concept === "brain-lesion");
    if (found || (!shown && says(asked, early) && early.test(child.cause ?? ""))) return of("brain", "yes");
    // What imaging plainly shows instead leaves no room, and neither does another cause where causes are asked.
    if (shown)
      return of("brain", child.cause !== undefined && showsOther(child.imaging ?? "") ? "no" : "unknown");
    return of("brain", otherCause.test(child.cause ?? "") && child.imaging !== undefined ? "no" : "unknown");
  }
  if (
    asked.concept === "pain" &&
    asked.op === null &&
    asked.text.length < 40 &&
    !says(asked, /\b(?:in|of|at|during|severe|chronic)\b/i)
  )
    return known("pain", child.pain);
  const own = ofDisease(asked.concept, asked, child, today);
  return own !== undefined && own.fact === "seizures" ? own : of("conditions", "unknown");
}
