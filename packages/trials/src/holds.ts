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
import { ofComorbidity } from "./holds/disease.ts";
import { type Held, isSame, says } from "./holds/held.ts";
import { ofMeasure } from "./holds/measure.ts";
import { ofCondition, ofMotorType } from "./holds/palsy.ts";
import { ofLanguage, ofOther, ofPlace, ofPregnancy } from "./holds/person.ts";
import { withTold } from "./holds/told.ts";
import { ofDevice, ofMedicine, ofTreatment, ofTubeFeeding } from "./holds/treatment.ts";

/** "Healthy volunteers": people without a palsy. */
const healthyPeople =
  /^\W*(?:\w+ )?(?:healthy|neurotypical|typically developing)(?:,? \w+){0,3} (?:volunteers?|subjects?|participants?|individuals?|persons?|people|adults?|child(?:ren)?|infants?|m[ae]n|wom[ae]n|males?|females?|adolescents?|controls?|peers?)\b/i;

/** @param today `yyyy-MM-dd`. */
export function holds(asked: Asked, child: TrialChild, today: string): Held {
  if (asked.section === "inclusion" && !asked.negated && says(asked, healthyPeople))
    return { fact: "conditions", answer: "unknown", ofPalsy: true };
  const held = ofTubeFeeding(asked, child) ?? byKind(asked, child, today);
  return child.told === undefined ? held : withTold(held, asked, child.told);
}

function byKind(asked: Asked, child: TrialChild, today: string): Held {
  switch (asked.kind) {
    case "age":
      return ofAge(asked, child);
    case "sex":
      return {
        fact: "sex",
        answer: asked.value === "ALL" ? "yes" : isSame(child.sex?.toUpperCase(), asked.value),
      };
    case "gmfcs":
      return { fact: "gmfcs", answer: level(asked, child.gmfcs && gmfcsLevels.indexOf(child.gmfcs) + 1) };
    case "body-weight":
      return ofWeight(asked, child);
    case "motor-type":
      return ofMotorType(asked, child, today);
    case "condition":
      return ofCondition(asked, child, today);
    case "comorbidity":
      return ofComorbidity(asked, child, today);
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
