/** Other diseases and impairments. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import { conceptsIn } from "../annotation/words-found.ts";
import type { TrialChild } from "../child.ts";
import type { Answer } from "../event-window.ts";
import { isMalformed } from "./brain.ts";
import { anyOf, type Held, known, of, perLine, says } from "./held.ts";

import { hindering, ofSeizures, ofSyndrome } from "./seizures.ts";
import { ofSense } from "./sense.ts";

/** Words that name no disease by themselves: "defect" is no more a defect of the heart than one of the bone marrow. */
const vague = new Set(["comorbidity", "problem", "organ", "syndrome", "generic-disease", "symptom"]);

/** A disease that matters only where a child does not understand for it. */
const againstUnderstanding =
  /\b(?:affect|interfer|limit|prevent|imped|hinder|preclud)\w* (?:\w+ ){0,3}(?:follow\w* (?:\w+ )?instructions|understanding|comprehension|communicat\w+)\b/i;

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

/** 0 where it is known that there is none. */
export function scoliosisDegrees(child: TrialChild): number | undefined {
  const { conditions, nothingElse } = child;
  const told = conditions?.find((words) => /scolio/i.test(words));
  if (told === undefined)
    return conditions !== undefined && nothingElse === true && !isAnyOpen(child) ? 0 : undefined;
  const degrees = /(\d{1,3})\s*(?:°|deg)/i.exec(told);
  return degrees === null ? undefined : Number(degrees[1]);
}
