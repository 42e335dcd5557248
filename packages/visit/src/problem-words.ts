/** Sentences for what was wrong with an entry: what was found, what was expected, what to do. */
import type { InputProblem } from "./input-problem.ts";
import type { Say } from "./words.ts";

/** Facts whose labels the catalogue has; any other field is named as it was written. */
const labelled = [
  ...["birthMonth", "ageYears", "sex", "gmfcs", "gmfm66", "country", "weightKg", "cordBlood"],
  ...["gmfm66.score", "gmfm66.standardError", "gmfm66.scoring", "cordBlood.own", "cordBlood.sibling"],
  ...["cordBlood.totalNucleatedCells", "cordBlood.recoveryPercent"],
  ...["macs", "cfcs", "motorTypes", "topography", "mobility", "seizures", "seizures.ever"],
  ...["seizures.afterAge2", "seizures.controlled", "seizures.last", "botulinumToxin", "phenol", "casts"],
  ...["operations", "operationPlanned", "rhizotomy", "baclofen", "baclofen.oral", "baclofen.pump", "shunt"],
  ...["cellTherapy", "hipMigrationPercent", "vision", "hearing", "followsInstructions"],
  ...["geneticDiagnosis", "languages"],
] as const;

export function factLabel(path: string, say: Say): string {
  // Of a list, the fact is what the list is about: botulinumToxin.0.date.
  const field = path.replace(/\.\d+\b.*$/, "");
  const known = labelled.find((fact) => fact === field);
  return known ? say(`fact.${known as "sex"}`) : field || say("fact.file");
}

export function problemWords({ field, code, values }: InputProblem, say: Say): string {
  return say(`problem.${code}`, { fact: factLabel(field, say), ...values });
}
