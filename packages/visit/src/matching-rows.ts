/** What was told for the matching of trials, in words. Only what was given has a row: there is much to leave out. */
import type { Child } from "./child.ts";
import type { FactRow } from "./fact-row.ts";
import { dateWords, listWords } from "./local-words.ts";
import { factLabel } from "./problem-words.ts";
import type { Locale, Say } from "./words.ts";

export function matchingRows(child: Child, say: Say, locale: Locale): FactRow[] {
  const row = (field: string, value: string | undefined): FactRow[] =>
    value === undefined ? [] : [{ field, label: factLabel(field, say), value, given: true }];
  const yesNo = (field: string, answer: boolean | undefined) =>
    row(field, answer === undefined ? undefined : say("fact.yesNo", { answer: answer ? "yes" : "no" }));
  const level = (field: string, value: string | undefined) =>
    row(field, value && say("fact.level", { level: value }));
  const events = (field: string, list: Child["operations"]) => row(field, list && eventWords(list));
  const eventWords = (list: NonNullable<Child["operations"]>) =>
    list.length === 0
      ? say("fact.event.none")
      : say("fact.text", {
          text: listWords(
            list.map(({ date, words }) => {
              const when = date === undefined ? say("fact.event.undated") : dateWords(date, locale);
              return words === "" ? when : `${when} (${words})`;
            }),
            locale,
          ),
        });
  const { seizures, baclofen, motorTypes, languages, hipMigrationPercent } = child;
  return [
    ...level("macs", child.macs),
    ...level("cfcs", child.cfcs),
    ...row(
      "motorTypes",
      motorTypes &&
        say("fact.text", {
          text: listWords(
            motorTypes.map((type) => say("fact.motorTypes.one", { type })),
            locale,
          ),
        }),
    ),
    ...row("topography", child.topography && say("fact.topography.one", { limbs: child.topography })),
    ...row(
      "mobility",
      child.mobility &&
        say("fact.mobility.one", {
          how: child.mobility === "walks-with-aid" ? "walksWithAid" : child.mobility,
        }),
    ),
    ...yesNo("seizures.ever", seizures?.ever),
    ...yesNo("seizures.afterAge2", seizures?.afterAge2),
    ...yesNo("seizures.controlled", seizures?.controlled),
    ...row("seizures.last", seizures?.last && say("fact.text", { text: dateWords(seizures.last, locale) })),
    ...events("botulinumToxin", child.botulinumToxin),
    ...events("phenol", child.phenol),
    ...events("casts", child.casts),
    ...events("operations", child.operations),
    ...yesNo("operationPlanned", child.operationPlanned),
    ...yesNo("rhizotomy", child.rhizotomy),
    ...yesNo("baclofen.oral", baclofen?.oral),
    ...yesNo("baclofen.pump", baclofen?.pump),
    ...yesNo("shunt", child.shunt),
    ...events("cellTherapy", child.cellTherapy),
    ...row(
      "hipMigrationPercent",
      hipMigrationPercent === undefined ? undefined : say("fact.percent", { percent: hipMigrationPercent }),
    ),
    ...row("vision", child.vision && say("fact.sense.one", { how: child.vision })),
    ...row("hearing", child.hearing && say("fact.sense.one", { how: child.hearing })),
    ...yesNo("followsInstructions", child.followsInstructions),
    ...yesNo("geneticDiagnosis", child.geneticDiagnosis),
    ...row("languages", languages && say("fact.text", { text: listWords(languages, locale) })),
  ];
}
