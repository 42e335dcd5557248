/** A child's facts as they were entered, in words: a row a fact, with "not given" said where nothing was. */
import { scoreInterval } from "motor";
import type { Child } from "./child.ts";
import type { FactRow } from "./fact-row.ts";
import { ageWords, countryWords, dateWords } from "./local-words.ts";
import { matchingRows } from "./matching-rows.ts";
import { factLabel } from "./problem-words.ts";
import type { Locale, Say } from "./words.ts";

export function factRows(child: Child, say: Say, locale: Locale): FactRow[] {
  const { cordBlood: unit = {}, gmfm66 } = child;
  const row = (field: string, value: string | undefined, label = factLabel(field, say)): FactRow => ({
    field,
    label,
    value: value ?? say("fact.notGiven"),
    given: value !== undefined,
  });
  const storage = (answer: "stored" | "none" | undefined) => answer && say(`fact.cordBlood.${answer}`);
  return [
    row("birthMonth", ageRow(child, say, locale), say("fact.age")),
    row("sex", child.sex && say(`fact.sex.${child.sex}`)),
    row("gmfcs", child.gmfcs && say("fact.gmfcs.level", { level: child.gmfcs })),
    row("gmfm66.score", gmfm66 && scoreWords(gmfm66, say)),
    row(
      "weightKg",
      child.weightKg === undefined ? undefined : say("fact.weightKg.kg", { kg: child.weightKg }),
    ),
    row("country", child.country && say("fact.text", { text: countryWords(child.country, locale) })),
    row("cordBlood.own", storage(unit.own)),
    row("cordBlood.sibling", storage(unit.sibling)),
    row(
      "cordBlood.totalNucleatedCells",
      unit.totalNucleatedCells === undefined
        ? undefined
        : say("fact.cells", { million: unit.totalNucleatedCells / 1e6 }),
    ),
    row(
      "cordBlood.recoveryPercent",
      unit.recoveryPercent === undefined ? undefined : say("fact.percent", { percent: unit.recoveryPercent }),
    ),
    ...matchingRows(child, say, locale),
  ];
}

function ageRow({ birthMonth, age }: Child, say: Say, locale: Locale): string {
  if (birthMonth === undefined) return ageWords(age, say);
  return say("fact.age.born", { month: dateWords(birthMonth, locale), age: ageWords(age, say) });
}

function scoreWords({ score, standardError }: NonNullable<Child["gmfm66"]>, say: Say): string {
  const interval = scoreInterval({ score, ...(standardError !== undefined && { standardError }) });
  return interval.error === "known"
    ? say("fact.gmfm66.withError", { score, low: interval.low, high: interval.high, level: interval.level })
    : say("fact.gmfm66.withoutError", { score });
}
