/** Other diseases and impairments. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import { conceptsIn } from "../annotation/words-found.ts";
import type { TrialChild } from "../child.ts";
import { type Answer, inWindow } from "../event-window.ts";
import { monthsBetween } from "../partial-date.ts";
import { isMalformed } from "./brain.ts";
import { anyOf, firstWindow, type Held, known, of, perLine, says } from "./held.ts";
import { asksLongEnough, longEnough, within } from "./long-enough.ts";

const severityOpen =
  /\buncontrol|\bnot (?:be )?(?:\w+ )?(?:controlled|under control)|\bintractable\b|\bunstable\b|\brefractory\b|out of control|drug[- ]resistant|\bsevere\b|\bpoorly controlled|well[- ]controlled|\bcontrolled\b/i;
/** Words that name no disease by themselves: "defect" is no more a defect of the heart than one of the bone marrow. */
const vague = new Set(["comorbidity", "problem", "organ", "syndrome", "generic-disease", "symptom"]);
/** A disease that matters only where a child does not understand for it. */
const againstUnderstanding =
  /\b(?:affect|interfer|limit|prevent|imped|hinder|preclud)\w* (?:\w+ ){0,3}(?:follow\w* (?:\w+ )?instructions|understanding|comprehension|communicat\w+)\b/i;

/** "Even if controlled": how well they are controlled is not asked. */
const anyDegree =
  /\b(?:even (?:if|when)|whether|including|regardless|controlled (?:or|and) un|uncontrolled (?:or|and) controlled|irrespective)/i;
/** Findings so common with the palsy that they are no serious disease beside it. */
const slight = new Set(["scoliosis", "contracture", "hip-dislocation", "spastic", "symptom"]);

/** Diseases among which the palsy is one, unless the line means others beside it. */
const neurological =
  /\b(?:neurologic\w*|neurological|neurodeficit\w*|brain|cns|central nervous system|cerebral palsy|cp)\b/i;
const besidesPalsy =
  /\b(?:other|another|additional|further|besides|else|than|unrelated|progressive|degenerat\w*|neurodegenerat\w*|tum\w*|metasta\w*|malform\w*|surgery)\b/i;

export function ofComorbidity(asked: Asked, child: TrialChild, today: string): Held {
  const held = ofNamed(asked, child, today);
  const isBroad = held.answer === "no" && says(asked, neurological) && !says(asked, besidesPalsy);
  return isBroad ? { ...held, answer: "unknown", ofPalsy: true } : held;
}

const asksOfFamily = perLine(
  (asked) =>
    says(asked, /\bfamily history\b|\bin the family\b/i) ||
    (asked.concept === "mental-disorder" &&
      says(
        asked,
        /\b(?:of|in) (?:a |the |either |one )?(?:parents?|mother|father|relatives?)\b|\bparental\b/i,
      )),
);

function ofNamed(asked: Asked, child: TrialChild, today: string): Held {
  const main = asked.concept;
  if (asksOfFamily(asked)) return known("family", child.psychiatricFamilyHistory);
  if (
    asked.concepts.includes("imaging") &&
    /^(?:genetic-disease|developmental-anomaly|brain-lesion)$/.test(main)
  ) {
    if (child.imaging === undefined) return of("brain", "unknown");
    if (isMalformed(child.imaging)) return of("brain", "yes");
  }
  if (main === "comorbidity" && child.followsInstructions === true && says(asked, againstUnderstanding))
    return of("instructions", "no");
  if (
    /^(?:neuropathy|problem|comorbidity)$/.test(main) &&
    says(asked, /\bmovement disorders?\b/i) &&
    says(asked, /\bother than (?:\w+ )?spastic/i)
  )
    return of(
      "motorType",
      child.motorTypes === undefined
        ? "unknown"
        : child.motorTypes.some((type) => type !== "spastic")
          ? "yes"
          : "no",
    );
  const named = [...new Set([main, ...asked.concepts])];
  const asks = named.map((concept) => ({ concept, held: ofDisease(concept, asked, child, today) }));
  const found = [...asks.flatMap(({ held }) => held ?? []), ...mentioned(named, asked, child, today)];
  // "Autism, epilepsy or blindness": any of them; a disease given as an example stands for itself.
  const told = found.length > 0 ? anyOf(found[0]!.fact, found) : undefined;
  if (told?.answer === "yes") return told;
  if (child.nothingElse !== true) {
    // Without a list the one disease is all of the line; in a list an unknown word may stand for another.
    const isAlone = found.length === named.length && !says(asked, /,|;|\/|\b(?:or|and)\b/i);
    return told !== undefined && (isAlone || told.answer === "unknown") ? told : of("conditions", "unknown");
  }
  // What a fact of its own has denied is not looked for again among the words of other diseases.
  const open = asks.flatMap(({ concept, held }) => (held === undefined ? [concept] : []));
  const among = amongConditions(open, asked, child);
  return told?.answer === "unknown" && among !== "yes" ? told : of("conditions", among);
}

/** Impairments a child has or may have, with the words they are mentioned in. */
function impairmentsOf({
  vision,
  hearing,
  seizures,
  nothingElse,
}: TrialChild): readonly (readonly [string, RegExp])[] {
  // Where not everything has been told, what is not known leaves a line open by itself.
  const mayBe = (is: boolean | undefined) => is === true || (is === undefined && nothingElse === true);
  return [
    ...(mayBe(vision && vision === "impaired")
      ? [["visual-impairment", /\b(?:visual|vision|sight|blind|hemianop|optic)/i] as const]
      : []),
    ...(mayBe(hearing && hearing === "impaired")
      ? [["hearing-impairment", /\b(?:hearing|deaf)/i] as const]
      : []),
    ...(mayBe(seizures?.ever) ? [["seizures", /\b(?:seizure|epilep|convuls)/i] as const] : []),
  ];
}

/** What a line mentions in plain words without having been read as being about it leaves a child who has it open. */
function mentioned(named: readonly string[], asked: Asked, child: TrialChild, today: string): Held[] {
  return impairmentsOf(child).flatMap(([concept, words]) => {
    const isRead = named.some((one) => one === concept || (concept === "seizures" && one === "epilepsy"));
    if (isRead || !says(asked, words)) return [];
    const held = ofDisease(concept, asked, child, today);
    return held === undefined || held.answer === "no" ? [] : [of(held.fact, "unknown")];
  });
}

/** Whether a child for whom everything has been told has one of these, by the words of the diseases told. */
function amongConditions(named: readonly string[], asked: Asked, child: TrialChild): Answer {
  const main = asked.concept;
  const conditions = (child.conditions ?? []).map((words) => ({ words, concepts: diseasesIn(words) }));
  const isTold = (concept: string) =>
    !slight.has(concept) &&
    !vague.has(concept) &&
    conditions.some(({ concepts }) => concepts.includes(concept));
  if (named.includes(main) && isTold(main)) return says(asked, degrees) ? "unknown" : "yes";
  // An acute illness is not among the lasting ones a child is known to have.
  if (says(asked, /\bacute\b/i) && !says(asked, /\bchronic|\bother\b/i)) return "no";
  const isListed = conditions.some(
    ({ words, concepts }) => concepts.some((one) => named.includes(one)) && isNamedOutright(words, asked),
  );
  if (isListed) return "yes";
  if (named.some(isTold)) return "unknown";
  // "repaired heart defect" and "heart disease" have a word in common, and nobody here can weigh it.
  if (
    conditions.some(({ words, concepts }) => !slight.has(concepts[0] ?? "") && sharesWord(words, asked.text))
  )
    return "unknown";
  const notLookedFor = (child.notLookedFor ?? []).flatMap(diseasesIn);
  if (isAnyOpen(child) || named.some((concept) => notLookedFor.includes(concept))) return "unknown";
  const isSerious = conditions.some(
    ({ words, concepts }) =>
      concepts.some((concept) => !slight.has(concept)) && !/^(?:is )?fed\b|\btube\b/i.test(words),
  );
  const isVague = main === "comorbidity" || main === "problem" || asked.concepts.length === 0;
  return isSerious && isVague ? "unknown" : "no";
}

/** Nobody has looked for other diseases at all. */
const isAnyOpen = ({ notLookedFor }: TrialChild): boolean => notLookedFor?.includes("disease") === true;

const diseasesIn = (words: string): readonly string[] =>
  conceptsIn(words).flatMap(({ role, concept }) => (role === "site" ? [] : [concept]));

/** "Severe illness (uncontrolled asthma, autism, ...)" names autism outright, and asthma only where it is uncontrolled. */
function isNamedOutright(words: string, asked: Asked): boolean {
  const [name] = words.toLowerCase().match(/[a-z]{5,}/g) ?? [];
  if (name === undefined || says(asked, hindering)) return false;
  const text = asked.text.slice(0, 2_000).toLowerCase();
  const at = text.indexOf(name);
  return at > 0 && /[,(;]\s*(?:and |or )?$/.test(text.slice(0, at)) && !vague.has(name);
}

/** Words by which a line asks for more than the disease alone. */
const degrees =
  /\b(?:severe|serious|significant|uncontrolled|unstable|active|progressive|limit\w*|interfer\w*|prevent\w*|affect\w*|major|marked)\b/i;

/** Words that say where or how bad something is, not what it is. */
const whereOrHow =
  /^(?:left|right|both|with|from|that|severe|mild|moderate|slight|brain|ankle|knee|foot|hand|wrist|elbow|spine|deep|since|without|chronic|other|disease|disorder)$/;

function sharesWord(words: string, text: string): boolean {
  const own = new Set(
    (words.toLowerCase().match(/[a-z]{4,}/g) ?? []).filter((word) => !whereOrHow.test(word)),
  );
  return (
    text
      .slice(0, 2_000)
      .toLowerCase()
      .match(/[a-z]{4,}/g) ?? []
  ).some((word) => own.has(word));
}

export function ofDisease(concept: string, asked: Asked, child: TrialChild, today: string): Held | undefined {
  switch (concept) {
    case "seizures":
    case "epilepsy":
      // A syndrome of infancy with its own name, which a child with seizures need not have.
      if (
        says(asked, /hypsarr|spasm|west syndrome|lennox|status epilepticus/i) &&
        !says(asked, /seizure|\bepilepsy/i)
      )
        return ofSyndrome(child, today);
      return ofSeizures(asked, child, today);
    case "visual-impairment":
      return ofSense("vision", child.vision, asked);
    case "hearing-impairment":
      return ofSense("hearing", child.hearing, asked);
    case "intellectual-disability":
    case "cognitive-impairment":
      return of("instructions", child.followsInstructions === true ? "no" : "unknown");
    case "genetic-disease":
      if (!says(asked, /chromosom|genetic|hereditary|inherited/i)) return undefined;
      return child.geneticDiagnosis === true && says(asked, /\b(?:that|which) (?:may|might|could|would)\b/i)
        ? of("genetics", "unknown")
        : known("genetics", child.geneticDiagnosis);
    case "motion-sickness":
      return known("senses", child.motionSickness);
    case "claustrophobia":
      return known("senses", child.claustrophobia);
    case "pain":
      return of("pain", child.pain === false ? "no" : "unknown");
    case "contracture":
      return /leg|calf|ankle|foot|knee|hip|hamstrings/.test(asked.concepts.join(" "))
        ? undefined
        : known("arms", child.arms?.fixedContracture);
    case "hip-dislocation":
      return says(asked, /\bhips?\b/i) ? ofHip(child, asked) : undefined;
    case "scoliosis":
      return scoliosisDegrees(child) === undefined
        ? undefined
        : of("conditions", scoliosisDegrees(child) === 0 ? "no" : "unknown");
    case "allergy":
      return child.allergies === undefined ? of("allergies", "unknown") : ofAllergy(child.allergies, asked);
    default:
      return undefined;
  }
}

/** A syndrome of its own: who has no seizures has none, who has them under control has hardly one. */
function ofSyndrome(child: TrialChild, today: string): Held | undefined {
  const { seizures } = child;
  if (seizures?.ever === false || isOnlyNewborn(child, today)) return of("seizures", "no");
  return seizures?.controlled === true &&
    seizures.last !== undefined &&
    today !== "" &&
    monthsBetween(seizures.last, today) > 12
    ? undefined
    : of("seizures", "unknown");
}

/** A hip is displaced from a migration of 30 percent on and dislocated near 100; nothing is said of one not measured. */
function ofHip({ hipMigrationPercent: percent, gmfcs }: TrialChild, asked: Asked): Held | undefined {
  // Of children who walk well few have a hip that slips unnoticed.
  if (percent === undefined) return gmfcs === "I" || gmfcs === "II" ? undefined : of("hip", "unknown");
  const limit = says(asked, /sublux|displac|instab|unstable/i) ? 30 : 50;
  return of("hip", percent < limit ? "no" : percent >= 90 ? "yes" : "unknown");
}

/** "A tendency to allergies" is any; of one named the child's own are compared; a drug's parts nobody knows. */
function ofAllergy(allergies: readonly string[], asked: Asked): Held {
  if (allergies.length === 0) return of("allergies", "no");
  if (!says(asked, /(?:allerg\w*|sensitiv\w*|reactions?|intoleran\w*) to\b|\bsevere|\banaphyla/i))
    return of("allergies", "yes");
  return of("allergies", allergies.some((words) => sharesWord(words, asked.text)) ? "yes" : "unknown");
}

function ofSeizures(line: Asked, child: TrialChild, today: string): Held {
  const { seizures } = child;
  if (seizures === undefined) return of("seizures", "unknown");
  const { ever, afterAge2, controlled } = seizures;
  if (!line.negated && asksForControl(line)) return ofControl(line, seizures);
  if (ever === false)
    return asksLongEnough(line)
      ? longEnough(line, of("seizures", "no"), of("seizures", "no"))
      : of("seizures", "no");
  const onlyNewborn = isOnlyNewborn(child, today);
  if (says(line, /\b(?:newborn|neonatal)\b/i)) return ofNewborn(line, seizures, onlyNewborn);
  // A kind of its own, which a child with seizures may or may not have.
  if (says(line, /photosensitiv|\babsence|myoclon|tonic|\bfocal|febrile|status epilepticus|nocturnal/i))
    return of("seizures", onlyNewborn && !says(line, /status/i) ? "no" : "unknown");
  if (says(line, /after (?:the age of )?(?:2|two)\b/i)) return known("seizures", afterAge2);
  if (says(line, anyDegree)) return of("seizures", afterAge2 === true ? "yes" : "unknown");
  if (says(line, often)) return of("seizures", controlled === true || onlyNewborn ? "no" : "unknown");
  const asked = asFreeFor(line);
  if (says(asked, severityOpen))
    return controlled === true && says(asked, /\brecent/i)
      ? of("seizures", isRecent(seizures, today))
      : of("seizures", controlled === undefined ? "unknown" : controlled ? "no" : "yes");
  if (ever === true && controlled !== false && says(asked, hindering)) return of("seizures", "unknown");
  if (asksLongEnough(asked))
    return longEnough(asked, ofLastSeizure(within(asked), child, today), known("seizures", ever));
  const window = firstWindow(asked);
  if (window?.op !== undefined) return ofLastSeizure(asked, child, today);
  const isEpilepsy = line.concept === "epilepsy" && !says(line, /seizure|convuls/i);
  if (window?.ref === "ever" || says(asked, /\bever\b|\bhistory\b/i))
    return onlyNewborn && isEpilepsy ? of("seizures", "unknown") : known("seizures", ever);
  if (onlyNewborn && (isEpilepsy || says(asked, free))) return of("seizures", "no");
  // A seizure in the first days of life is not epilepsy to everybody.
  return of("seizures", afterAge2 === true && !says(asked, free) ? "yes" : "unknown");
}

const asksForControl = perLine(
  (asked) =>
    asked.section === "inclusion" &&
    says(asked, /\bcontrolled\b/i) &&
    !says(asked, /\b(?:un-?controlled|not|poor\w*|inadequate\w*|insufficient\w*|difficult\w*|no)\b/i),
);

/** "Epilepsy well controlled" asks for an epilepsy, "seizures absent or controlled" for none that is not. */
function ofControl(asked: Asked, { ever, controlled }: NonNullable<TrialChild["seizures"]>): Held {
  if (ever === false)
    return of("seizures", says(asked, /\b(?:absent|none|free|if (?:any|present)|or)\b/i) ? "yes" : "no");
  return of("seizures", controlled === undefined ? "unknown" : controlled ? "yes" : "no");
}

/** So many in so much time, which seizures that are controlled are not. */
const often =
  /\bseizures? ?(?:a|per|\/|each|every) ?(?:day|week|month)\b|\b(?:daily|weekly|monthly|frequent|multiple) (?:\w+ )?seizures\b/i;
const free = /\bseizure[- ]?free\w*|\bfree (?:of|from) (?:\w+ )?seizures?\b/i;
const freeFor = new RegExp(
  `(?:${free.source})\\D{0,40}?(\\d+|one|two|three|six|twelve)[- ](day|week|month|year)s?\\b`,
  "i",
);
const spelledNumbers = { one: 1, two: 2, three: 3, six: 6, twelve: 12 } as const;

/** "Seizures, unless seizure-free for 6 months": the time stands behind what is let through. */
function asFreeFor(asked: Asked): Asked {
  const found = asked.window === null ? freeFor.exec(asked.text.slice(0, 1_000)) : null;
  if (found === null) return asked;
  const [, amount, unit] = found as unknown as [string, string, "day" | "week" | "month" | "year"];
  const value = spelledNumbers[amount.toLowerCase() as keyof typeof spelledNumbers] ?? Number(amount);
  return { ...asked, window: { op: ">=", value, unit, ref: "enrollment" } };
}

/** Whether the last seizure lies in the window a line names. */
function ofLastSeizure(asked: Asked, { seizures, age }: TrialChild, today: string): Held {
  const window = firstWindow(asked)!;
  const { last, afterAge2 } = seizures!;
  if (last !== undefined) return { fact: "seizures", ...inWindow(last, window, today) };
  const months = (window.value ?? 0) * (window.unit === "year" ? 12 : 1);
  const isAllAfter2 = window.unit !== undefined && age.low - months >= 24;
  return of("seizures", afterAge2 === false && isAllAfter2 ? "no" : "unknown");
}

/** The last one lies in the first weeks of life. */
function isOnlyNewborn({ seizures, age }: TrialChild, today: string): boolean {
  const last = seizures?.last;
  return last !== undefined && today !== "" && age.low > 3 && monthsBetween(last, today) >= age.high - 1;
}

/** "Only in the newborn period", or the other way round, "after it". */
function ofNewborn(
  asked: Asked,
  { ever, afterAge2 }: NonNullable<TrialChild["seizures"]>,
  onlyNewborn: boolean,
): Held {
  const isLater = says(asked, /\b(?:after|beyond|outside|past|other than|except)\b/i);
  if (isLater) return of("seizures", afterAge2 === true ? "yes" : onlyNewborn ? "no" : "unknown");
  if (says(asked, /\bonly\b/i))
    return of(
      "seizures",
      afterAge2 === true ? "no" : onlyNewborn || (ever === true && afterAge2 === false) ? "yes" : "unknown",
    );
  return of("seizures", onlyNewborn ? "yes" : "unknown");
}

/** How long ago "recent" is nobody says; what is more than a year ago is not. */
function isRecent({ last, afterAge2 }: NonNullable<TrialChild["seizures"]>, today: string): Answer {
  if (last === undefined || today === "") return afterAge2 === false ? "no" : "unknown";
  return monthsBetween(last, today) > 12 ? "no" : "unknown";
}

/** Only such seizures as stand in the way, which those that are controlled may or may not. */
const hindering =
  /\b(?:that|which) (?:(?:may|might|could|would|can) )?(?:rule|interfer|prevent|preclud|limit|contraindicat|disturb|affect|impair|trigger|compromis)/i;

const hinders = /\b(?:interfer|prevent|preclud|hinder|limit|imped|disturb|affect)\w*/i;
const unlessMended =
  /\b(?:unless|except|if not|that (?:is|are|was|were) not|not|cannot be|un)[ -]?(?:\w+ ){0,3}(?:corrected|correctable|compensated|aided|normal)|\bdespite (?:correction|glasses|hearing aids?|aids?)|\b(?:with|after) (?:best )?correct/i;

function ofSense(fact: "vision" | "hearing", has: TrialChild["vision"], asked: Asked): Held {
  if (has === undefined) return of(fact, "unknown");
  if (has === "normal") return of(fact, "no");
  if (has === "corrected" && says(asked, unlessMended)) return of(fact, "no");
  // Glaucoma is a disease of the eye, whatever the eye sees.
  const isOfEye = fact === "vision" && !says(asked, /\b(?:visual(?! field)|vision|sight|see|blind)/i);
  if (isOfEye && has === "impaired") return of(fact, "unknown");
  if (isOfEye && !says(asked, /myop|refract|astigm|squint|strabism|amblyop/i)) return of(fact, "no");
  if (has === "impaired" && says(asked, hinders)) return of(fact, "unknown");
  if (has === "corrected" && fact === "hearing" && says(asked, /hearing aid/i)) return of(fact, "yes");
  if (
    has === "corrected" &&
    fact === "vision" &&
    says(asked, /myopi|refracti|glasses|astigmat|squint|strabism/i)
  )
    return of(fact, "unknown");
  if (has === "corrected")
    return of(
      fact,
      says(asked, /correct|marked|severe|legal|blind|poor|significant|interfere|limit|affect/i)
        ? "no"
        : "unknown",
    );
  return of(fact, says(asked, /legal|blind/i) ? "unknown" : "yes");
}

/** 0 where it is known that there is none. */
export function scoliosisDegrees(child: TrialChild): number | undefined {
  const { conditions, nothingElse } = child;
  const told = conditions?.find((words) => /scolio/i.test(words));
  if (told === undefined)
    return conditions !== undefined && nothingElse === true && !isAnyOpen(child) ? 0 : undefined;
  const degrees = /(\d{1,3})\s*(?:°|deg)/i.exec(told);
  return degrees === null ? undefined : Number(degrees[1]);
}
