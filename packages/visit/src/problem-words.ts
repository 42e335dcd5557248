/** Sentences for what was wrong with an entry: what was found, what was expected, what to do. */
import type { InputProblem } from "./input-problem.ts";
import type { Say } from "./words.ts";

/** Facts whose labels the catalogue has; any other field is named as it was written. */
const labelled = [
  ...["birthMonth", "ageYears", "sex", "gmfcs", "gmfm66", "country", "weightKg", "cordBlood"],
  ...["gmfm66.score", "gmfm66.standardError", "gmfm66.scoring", "cordBlood.own", "cordBlood.sibling"],
  ...["cordBlood.totalNucleatedCells", "cordBlood.recoveryPercent"],
] as const;

export function factLabel(field: string, say: Say): string {
  const known = labelled.find((fact) => fact === field);
  return known ? say(`fact.${known as "sex"}`) : field || say("fact.file");
}

export function problemWords({ field, code, values }: InputProblem, say: Say): string {
  return say(`problem.${code}`, { fact: factLabel(field, say), ...values });
}
