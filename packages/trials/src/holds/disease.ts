/** Other diseases and impairments. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import { conceptsIn } from "../annotation/words-found.ts";
import type { TrialChild } from "../child.ts";
import { inWindow } from "../event-window.ts";
import { anyOf, firstWindow, type Held, known, of, says } from "./held.ts";

const severityOpen =
  /\buncontrol|\bnot (?:be )?(?:\w+ )?(?:controlled|under control)|\bintractable\b|\bunstable\b|\brefractory\b|out of control|drug[- ]resistant|\bsevere\b|\bpoorly controlled|well[- ]controlled|\bcontrolled\b/i;
const slight = new Set(["scoliosis", "contracture", "hip-dislocation", "spastic"]);

export function ofComorbidity(asked: Asked, child: TrialChild, today: string): Held {
  const [first] = asked.concepts;
  const main = asked.concept;
  if (says(asked, /\bfamily history\b|\bin the family\b/i))
    return known("family", child.psychiatricFamilyHistory);
  const named = [main, ...asked.concepts];
  const found = [...new Set(named)].flatMap((concept) => ofDisease(concept, asked, child, today) ?? []);
  if (found.length > 0) {
    // "Autism, epilepsy or blindness": any of them; a disease given as an example stands for itself.
    const told = anyOf(found[0]!.fact, found);
    if (told.answer !== "no") return told;
  }
  if (child.nothingElse !== true) {
    // Without a list the one disease is all of the line; in a list an unknown word may stand for another.
    const alone =
      found.length > 0 && found.length === new Set(named).size && !says(asked, /,|;|\/|\b(?:or|and)\b/i);
    return alone ? anyOf(found[0]!.fact, found) : of("conditions", "unknown");
  }
  const listed = (child.conditions ?? []).flatMap((words) => conceptsIn(words).map(({ concept }) => concept));
  if (listed.includes(main) && !slight.has(main) && main !== "comorbidity")
    return of("conditions", says(asked, degrees) ? "unknown" : "yes");
  if (listed.some((concept) => named.includes(concept) && !slight.has(concept)))
    return of("conditions", "unknown");
  // "repaired heart defect" and "heart disease" have a word in common, and nobody here can weigh it.
  if (
    (child.conditions ?? []).some(
      (words) => !slight.has(conceptsIn(words)[0]?.concept ?? "") && sharesWord(words, asked.text),
    )
  )
    return of("conditions", "unknown");
  const notLookedFor = (child.notLookedFor ?? []).flatMap((words) =>
    conceptsIn(words).map(({ concept }) => concept),
  );
  if (named.some((concept) => notLookedFor.includes(concept))) return of("conditions", "unknown");
  const serious = listed.some((concept) => !slight.has(concept));
  // An acute illness is not among the lasting ones a child is known to have.
  if (says(asked, /\bacute\b/i) && !says(asked, /\bchronic|\bother\b/i)) return of("conditions", "no");
  if (serious && (main === "comorbidity" || main === "problem" || first === undefined))
    return of("conditions", "unknown");
  return of("conditions", "no");
}

/** Words by which a line asks for more than the disease alone. */
const degrees =
  /\b(?:severe|serious|significant|uncontrolled|unstable|active|progressive|limit\w*|interfer\w*|prevent\w*|affect\w*|major|marked)\b/i;

function sharesWord(words: string, text: string): boolean {
  const own = new Set(words.toLowerCase().match(/[a-z]{4,}/g) ?? []);
  return (
    text
      .slice(0, 2_000)
      .toLowerCase()
      .match(/[a-z]{4,}/g) ?? []
  ).some((word) => own.has(word));
}

function ofDisease(concept: string, asked: Asked, child: TrialChild, today: string): Held | undefined {
  switch (concept) {
    case "seizures":
    case "epilepsy":
      // A syndrome of infancy with its own name, which a child with seizures need not have.
      if (
        says(asked, /hypsarr|spasm|west syndrome|lennox|status epilepticus/i) &&
        !says(asked, /seizure|\bepilepsy/i)
      )
        return child.seizures?.ever === false ? of("seizures", "no") : undefined;
      return ofSeizures(asked, child, today);
    case "visual-impairment":
      return ofSense("vision", child.vision, asked);
    case "hearing-impairment":
      return ofSense("hearing", child.hearing, asked);
    case "intellectual-disability":
    case "cognitive-impairment":
      return of("instructions", child.followsInstructions === true ? "no" : "unknown");
    case "genetic-disease":
      return says(asked, /chromosom|genetic|hereditary|inherited/i)
        ? known("genetics", child.geneticDiagnosis)
        : undefined;
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
    case "scoliosis":
      return scoliosisDegrees(child) === undefined
        ? undefined
        : of("conditions", scoliosisDegrees(child) === 0 ? "no" : "unknown");
    case "allergy":
      return child.allergies === undefined ? undefined : ofAllergy(child.allergies, asked);
    default:
      return undefined;
  }
}

/** "A tendency to allergies" is any; of one named the child's own are compared; a drug's parts nobody knows. */
function ofAllergy(allergies: readonly string[], asked: Asked): Held {
  if (allergies.length === 0) return of("allergies", "no");
  if (!says(asked, /(?:allerg\w*|sensitiv\w*|reactions?|intoleran\w*) to\b|\bsevere|\banaphyla/i))
    return of("allergies", "yes");
  return of("allergies", allergies.some((words) => sharesWord(words, asked.text)) ? "yes" : "unknown");
}

function ofSeizures(asked: Asked, { seizures }: TrialChild, today: string): Held {
  if (seizures === undefined) return of("seizures", "unknown");
  const { ever, afterAge2, controlled, last } = seizures;
  if (ever === false) return of("seizures", "no");
  if (says(asked, /after (?:the age of )?(?:2|two)\b/i)) return known("seizures", afterAge2);
  if (says(asked, severityOpen))
    return of("seizures", controlled === undefined ? "unknown" : controlled ? "no" : "yes");
  const window = firstWindow(asked);
  if (window?.op !== undefined) {
    if (last !== undefined) return { fact: "seizures", ...inWindow(last, window, today) };
    return of(
      "seizures",
      afterAge2 === false &&
        window.unit !== undefined &&
        (window.value ?? 0) <= (window.unit === "year" ? 2 : 24)
        ? "no"
        : "unknown",
    );
  }
  if (window?.ref === "ever" || says(asked, /\bever\b|\bhistory\b|seizure-free/i))
    return known("seizures", ever);
  // A seizure in the first days of life is not epilepsy to everybody.
  return of("seizures", afterAge2 === true ? "yes" : "unknown");
}

function ofSense(fact: "vision" | "hearing", has: TrialChild["vision"], asked: Asked): Held {
  if (has === undefined) return of(fact, "unknown");
  if (has === "normal") return of(fact, "no");
  if (has === "corrected" && fact === "hearing" && says(asked, /hearing aid/i)) return of(fact, "yes");
  if (has === "corrected")
    return of(
      fact,
      says(asked, /correct|marked|severe|legal|blind|poor|deaf|significant|interfere|limit|affect/i)
        ? "no"
        : "unknown",
    );
  return of(fact, says(asked, /legal|blind/i) ? "unknown" : "yes");
}

/** 0 where it is known that there is none. */
export function scoliosisDegrees({ conditions, nothingElse }: TrialChild): number | undefined {
  const told = conditions?.find((words) => /scolio/i.test(words));
  if (told === undefined) return conditions !== undefined && nothingElse === true ? 0 : undefined;
  const degrees = /(\d{1,3})\s*(?:°|deg)/i.exec(told);
  return degrees === null ? undefined : Number(degrees[1]);
}
