/**
 * Why a trial is in a list about cord blood and the injured brain. Trials of cord blood are filed under "Safety
 * Issues" or "Developmental Delay" as well as under cerebral palsy; those for blood diseases, which are by far the
 * most, are left out.
 */
import type { ListedField } from "./why-cerebral-palsy.ts";

export interface WhyCordBlood {
  readonly field: ListedField | "interventions";
  /** The words for cord blood and those for the brain, as they stand in the record. */
  readonly words: string;
}

const cordBlood = /\bcord[ -]blood\b|\bplacental blood\b|\bhUCB\b|\bUCB(?:MNC|-MNC)?s?\b/;
const brain =
  /\b(?:brain (?:injur(?:y|ies)|damage)|encephalopath(?:y|ies)|hypoxi[ac][- ]isch(?:a)?emi[ac]|birth asphyxia|developmental (?:delay|disabilit(?:y|ies)|disorders?)|(?:global|psychomotor) delay|neurodevelopment\w*|(?:perinatal|neonatal) (?:arterial )?(?:ischemic )?stroke|periventricular|intraventricular h(?:a)?emorrhage|hydrocephalus)\b/i;

/** Cord blood must be what is given or studied, so it counts outside of the eligibility text and descriptions only. */
export function whyCordBlood(
  fields: readonly { readonly field: WhyCordBlood["field"]; readonly text: string }[],
): WhyCordBlood | undefined {
  const telling = fields.filter(({ field }) => field !== "text");
  const blood = found(telling, cordBlood);
  const injury = blood && found(telling, brain);
  return blood && injury && { field: blood.field, words: `${blood.words}; ${injury.words}` };
}

function found(fields: Parameters<typeof whyCordBlood>[0], pattern: RegExp): WhyCordBlood | undefined {
  for (const { field, text } of fields) {
    const words = pattern.exec(text)?.[0];
    if (words !== undefined) return { field, words };
  }
  return undefined;
}
