import fc from "fast-check";
import { compileTrial, readCriteria, starterTrials } from "trials";
import { expect, test } from "vitest";
import { criterionWords } from "./criterion-words.ts";
import { say } from "./words.ts";

const words = (heading: string, line: string) =>
  readCriteria(`${heading} Criteria:\n\n* ${line}`).map(({ criterion }) =>
    criterionWords(criterion, say("en"), "en"),
  );

test.each([
  ["Inclusion", "GMFCS level I-III", "GMFCS level I, II, and III"],
  ["Inclusion", "Aged 4 to 12 years", "Between 4 years and 12 years old"],
  ["Inclusion", "Weighs at least 10 kg", "Must be so: body weight, at least 10 kg"],
  [
    "Exclusion",
    "Botulinum toxin within the past 6 months",
    "Must not be so: an earlier, current or planned treatment, in the last 6 months before joining",
  ],
])("%s: %s reads: %s", (heading, line, reading) => {
  expect(words(heading, line)).toEqual([reading]);
});

test("every line of every starter trial has words, in both locales", () => {
  for (const trial of starterTrials)
    for (const { criterion } of compileTrial(trial).lines)
      for (const locale of ["en", "en-XB"] as const)
        expect(criterionWords(criterion, say(locale), locale)).toMatch(/\p{L}/u);
});

test("whatever a text says, its reading can be said", () => {
  const parts = fc.constantFrom(
    "GMFCS",
    "level",
    "I",
    "botulinum toxin",
    "within",
    "6 months",
    "or",
    "≥",
    "10 kg",
    "not",
    ";",
    "age",
    "between",
    "2 and 5 years",
    "seizures",
    "MACS",
  );
  fc.assert(
    fc.property(
      fc.array(parts, { maxLength: 12 }),
      fc.constantFrom("Inclusion", "Exclusion"),
      (line, heading) => {
        for (const reading of words(heading, line.join(" "))) expect(reading).not.toMatch(/undefined|NaN|\{/);
      },
    ),
  );
});
