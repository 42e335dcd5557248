/** Whether an operation is of the kind, and on the part of the body, that a line means; and one that is planned. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import { conceptsIn } from "../annotation/words-found.ts";
import type { PastTreatment, TrialChild } from "../child.ts";
import type { Answer } from "../event-window.ts";
import { type Held, known, of, says } from "./held.ts";
import { isLetThrough, unless } from "./let-through.ts";
import { sameSite, sitesOf, wantedSites, withoutLetThrough } from "./site.ts";

/** An operation is planned: whether it is the one a line means can be told only from its words. */
export function ofPlanned(asked: Asked, { operationPlanned, operationPlannedWords }: TrialChild): Held {
  if (operationPlanned !== true) return known("operations", operationPlanned);
  const sites = wantedSites(asked);
  const anyWill =
    asked.concept === "surgery" && sites.length === 0 && !says(asked, /study limb|under study/i);
  if (anyWill) return of("operations", "yes");
  if (operationPlannedWords === undefined) return of("operations", "unknown");
  const fits = operationFits(asked.concept, asked, { words: operationPlannedWords }, sites);
  return of("operations", fits === "yes" && isElsewhere(asked, operationPlannedWords) ? "unknown" : fits);
}

/** The line asks for a hospital by its name, and the one told of is not known to be it. */
function isElsewhere({ text }: Asked, words: string): boolean {
  const named =
    /\bat (?:the )?((?:[A-Z][\w'’]*\s+){1,5}(?:Hospital|Cent(?:er|re)|Clinic|University|Institute))/.exec(
      text.slice(0, 1_000),
    );
  const names: readonly string[] =
    named?.[1]?.match(/[A-Z][\w]{2,}/g)?.filter((name) => !/^(?:Hosp|Cent|Clin|Univ|Inst)/.test(name)) ?? [];
  return named !== null && !names.some((name) => words.includes(name));
}

export const operations = new Set([
  "surgery",
  "hip-surgery",
  "orthopedic-surgery",
  "neurosurgery",
  "spinal-fusion",
  "procedure",
]);

export const kindsOfSurgery = new Set(["hip-surgery", "orthopedic-surgery", "neurosurgery", "spinal-fusion"]);

export function operationFits(
  concept: string,
  asked: Asked,
  event: PastTreatment,
  sites: readonly string[],
): Answer {
  return unless(
    isLetThrough(asked, event.words),
    isMeant(concept, { ...asked, text: withoutLetThrough(asked) }, event, sites),
  );
}

function isMeant(concept: string, asked: Asked, { words }: PastTreatment, sites: readonly string[]): Answer {
  if (says(asked, /\bsoft[- ]tissue\b/i) && bony.test(words) && !soft.test(words)) return "unknown";
  if (says(asked, /\b(?:bony|bone surgery|osteotom\w*)\b/i) && soft.test(words) && !bony.test(words))
    return "no";
  const kinds = new Set(conceptsIn(words).map(({ concept: found }) => found));
  const ofStudy = /under study|study limb|studied/i.test(asked.text) && sites.length === 0;
  const neurosurgical = neurosurgery.test(words) || kinds.has("neurosurgery") || kinds.has("baclofen-pump");
  const region = regions.find((words) => says(asked, words));
  if (region !== undefined && sites.length === 0 && !says(asked, /orthop|limb|muscle|tendon/i)) {
    if (region.test(words)) return "yes";
    const isOther = regions.some((one) => one.test(words)) || sitesOf(words).length > 0;
    return isOther ? "no" : "unknown";
  }
  // Of the belly, the eyes, the ears or the heart: an operation, but none of limbs or spine.
  if (elsewhere.test(words) && sitesOf(words).length === 0)
    return concept === "surgery" && sites.length === 0 && !ofStudy ? "yes" : "no";
  const wantsNeuro = concept === "neurosurgery" || says(asked, /neuro-?surg/i);
  if (neurosurgical)
    return wantsNeuro ? "yes" : ofStudy ? "no" : concept === "surgery" && sites.length === 0 ? "yes" : "no";
  if (concept === "neurosurgery") return "no";
  if (concept === "spinal-fusion") {
    const further = says(asked, /pelvi|sacr/i) && !/pelvi|sacr/i.test(words);
    return kinds.has("spinal-fusion") && !further ? "yes" : /spin/i.test(words) ? "unknown" : "no";
  }
  if (concept === "hip-surgery") return sameSite(["hip"], sitesOf(words));
  // "The muscles under study", "the study limb": which they are is not told.
  if (ofStudy) return "unknown";
  return sameSite(sites, sitesOf(words));
}

const bony = /osteotom|\bbon(?:e|y)|reconstruct|fusion|arthrodes/i;

const soft = /lengthening|release|transfer|tenotom|myotom|fascio|soft tissue/i;

/** Parts of the body besides limbs and spine that a line about operations may name. */
const regions = [
  /\b(?:eyes?|ocular|strabism\w*|squint|cataract\w*|retin\w*|ophthalm\w*)\b/i,
  /\b(?:abdom\w*|gastro(?!c)\w*|intestin\w*|bowel|fundoplic\w*|digestive|stomach)\b/i,
  /\b(?:ears?|cochlear|otolog\w*|tympan\w*|grommets?)\b/i,
  /\b(?:heart|cardi\w*|thoracic|ductus)\b/i,
  /\b(?:brain|crani\w*|head|intracranial|shunt)\b/i,
  /\b(?:oral|dental|mouth|palate|tonsil\w*|adenoid\w*|salivary|airway|tracheo\w*)\b/i,
];

const neurosurgery =
  /rhizotom|shunt|ventricul|crani|deep brain|vagus|neuro-?surg|baclofen|spinal cord|chiari/i;

const elsewhere =
  /gastro(?!c)|g-tube|\bpeg\b|fundoplic|tonsil|adenoid|grommet|tympan|ear tube|cochlear|strabism|squint|\beyes?\b|cataract|retin|hernia|orchi|circumcis|append|ductus|heart|cardiac|dental|teeth|tooth|palate|salivary|tracheo|bowel/i;
