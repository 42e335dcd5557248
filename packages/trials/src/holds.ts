/**
 * Whether what a criterion speaks of is so for a child: yes, no, or not known, and which fact it turned on. The
 * criterion's effect (must, must not) is not looked at here: "seizures" holds for a child who has them, wherever
 * the line stands. In doubt the answer is "unknown".
 */
import { gmfcsLevels } from "motor";
import type { Asked } from "./annotation/annotated-criterion.ts";
import type { TrialChild } from "./child.ts";
import { ofAge, ofWeight } from "./holds/body.ts";
import { level } from "./holds/compare.ts";
import { ofDevice, ofTubeFeeding } from "./holds/device.ts";
import { ofComorbidity } from "./holds/disease.ts";
import { allOf, type Held, isSame, says } from "./holds/held.ts";
import { ofMeasure } from "./holds/measure.ts";
import { ofMedicine } from "./holds/medicine.ts";
import { asksBehindLevels } from "./holds/more-asked.ts";
import { ofBirth, ofCondition, ofMotorType, ofOtherMovement } from "./holds/palsy.ts";
import { ofLanguage, ofOther, ofPlace, ofPregnancy } from "./holds/person.ts";
import { withTold } from "./holds/told.ts";
import { ofTreatment } from "./holds/treatment.ts";

/** "Healthy volunteers": people without a palsy. */
const healthyPeople =
  /^\W*(?:\w+ )?(?:healthy|neurotypical|typically developing)(?:,? \w+){0,3} (?:volunteers?|subjects?|participants?|individuals?|persons?|people|adults?|child(?:ren)?|infants?|m[ae]n|wom[ae]n|males?|females?|adolescents?|controls?|peers?)\b/i;

/** @param today `yyyy-MM-dd`. */
export function holds(asked: Asked, child: TrialChild, today: string): Held {
  if (
    asked.section === "inclusion" &&
    !asked.negated &&
    asked.concepts.includes("healthy") &&
    says(asked, healthyPeople)
  )
    return { fact: "conditions", answer: "unknown", ofPalsy: true };
  const held = ofTubeFeeding(asked, child) ?? byKind(asked, child, today);
  return child.told === undefined ? held : withTold(held, asked, child.told);
}

function byKind(asked: Asked, child: TrialChild, today: string): Held {
  if (asked.concept.startsWith("birth-") && asked.kind !== "body-weight" && says(asked, /\bweeks?\b/i))
    return ofBirth(asked, child);
  switch (asked.kind) {
    case "age":
      // "Born before 28 weeks" is no age of today.
      return asked.unit === "week" && says(asked, /\b(?:born|birth)\b/i)
        ? ofBirth(asked, child)
        : withTreatment(ofAge(asked, child), asked, child, today);
    case "sex":
      return {
        fact: "sex",
        answer: asked.value === "ALL" ? "yes" : isSame(child.sex?.toUpperCase(), asked.value),
      };
    case "gmfcs":
      return ofGmfcs(asked, child);
    case "body-weight":
      return ofWeight(asked, child);
    case "motor-type":
      return ofOtherMovement(asked, child) ?? ofMotorType(asked, child, today);
    case "condition":
      return ofCondition(asked, child, today);
    case "comorbidity":
      return ofOtherMovement(asked, child) ?? ofComorbidity(asked, child, today);
    case "prior-treatment":
      return ofTreatment(asked, child, today);
    case "medication":
      return ofMedicine(asked, child, today);
    case "device":
      return ofDevice(asked, child, today);
    case "lab-threshold":
      return ofMeasure(asked, child);
    case "language-consent":
      return ofLanguage(asked, child);
    case "pregnancy":
      return ofPregnancy(child);
    case "geography":
      return ofPlace(asked, child);
    case "other":
      return ofOther(asked, child, today);
  }
}

/** What stands behind the levels ("level II or III with crouch gait") is asked too, and nothing is told of it. */
function ofGmfcs(asked: Asked, { gmfcs }: TrialChild): Held {
  const answer = level(asked, gmfcs && gmfcsLevels.indexOf(gmfcs) + 1);
  const isMore =
    answer === "yes" && asked.section === "inclusion" && !asked.negated && asksBehindLevels(asked);
  return { fact: "gmfcs", answer: isMore ? "unknown" : answer };
}

const whoHad = /\b(?:who|undergo\w*|underwent|scheduled|planned|after|following|had)\b/i;

/** "5 to 15 years old and scheduled for hip surgery" asks for the operation too. */
function withTreatment(held: Held, asked: Asked, child: TrialChild, today: string): Held {
  const concepts = asked.concepts.filter((concept) =>
    /surgery$|rhizotomy$|^(?:botulinum-toxin|cell-therapy)$/.test(concept),
  );
  const [concept] = concepts;
  const isAsked =
    concept !== undefined &&
    asked.section === "inclusion" &&
    !asked.negated &&
    held.answer === "yes" &&
    says(asked, whoHad) &&
    !says(asked, /\b(?:at|whatever) the (?:time|age)\b/i);
  if (!isAsked) return held;
  const isAhead = says(asked, /\b(?:scheduled|planned|undergoing|will)\b/i);
  const window = isAhead ? { ref: "planned-during-study" } : asked.window;
  const treatment: Asked = { ...asked, kind: "prior-treatment", concept, concepts, window, op: null };
  return allOf([held, ofTreatment(treatment, child, today)]);
}
