/** What a criterion is about, as a person would name it: "botulinum toxin", "MACS". */
import type { Asked } from "./annotated-criterion.ts";

/** Concepts that say no more than the kind of the criterion does. */
const unnamed = new Set(
  `ability analgesic availability cerebral-palsy comorbidity completion concomitant-medication consent count earlier-treatment generic-disease inhibitor injury
  judgement laboratory measure medication other-clinical-trial organ poverty-of-health pregnancy problem procedure relation residence score size stability support surgery symptom
  syndrome treatment tumor-suffix understanding willingness`.split(/\s+/),
);
const acronyms = new Set("asa bfmf bmi cfcs ecog edacs gmfcs macs mri nyha tdcs vfcs wbc zubrod".split(" "));
const namedAfterSomebody = new Set("apgar ashworth cobb karnofsky modic pfirrmann zancolli".split(" "));

/** Undefined where the words of the field name nothing that the kind does not say already. */
export function conceptName({ concept, concepts }: Pick<Asked, "concept" | "concepts">): string | undefined {
  if (!concepts.includes(concept) || unnamed.has(concept)) return undefined;
  return concept
    .split(/[-\s]+/)
    .map(written)
    .join(" ");
}

function written(word: string): string {
  if (acronyms.has(word)) return word.toUpperCase();
  return namedAfterSomebody.has(word) ? word[0]!.toUpperCase() + word.slice(1) : word;
}
