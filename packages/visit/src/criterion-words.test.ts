import fc from "fast-check";
import { compileTrial, readCriteria, starterTrials } from "trials";
import { expect, test } from "vitest";
import { criterionWords } from "./criterion-words.ts";
import { reasonWords } from "./trials-part.ts";
import { say } from "./words.ts";

const words = (heading: string, line: string) =>
  readCriteria(`${heading} Criteria:\n\n* ${line}`).map(({ criterion }) =>
    criterionWords(criterion, say("en"), "en"),
  );

test.each([
  ["Inclusion", "GMFCS level I-III", "GMFCS level I, II, and III"],
  ["Inclusion", "Aged 4 to 12 years", "Between 4 years and 12 years old"],
  ["Inclusion", "Younger than 28 days", "Only in the first weeks of life"],
  ["Inclusion", "MACS level I-III", "Needed: MACS of 1, 2, and 3"],
  [
    "Inclusion",
    "Passive range of motion of 10 to 30 degrees",
    "Needed: range of motion (a measurement) of 10–30° (main words only)",
  ],
  [
    "Exclusion",
    "Visual deficit that is not corrected. A metal implant does not exclude",
    "Not allowed: visual impairment (another illness or problem) (main words only)",
  ],
  ["Inclusion", "Weighs at least 10 kg", "Needed: body weight, at least 10 kg"],
  ["Exclusion", "Epilepsy", "Not allowed: epilepsy (another illness or problem)"],
  [
    "Exclusion",
    "Botulinum toxin within the past 6 months",
    "Not allowed: botulinum toxin (an earlier, current or planned treatment), in the last 6 months before joining",
  ],
])("%s: %s reads: %s", (heading, line, reading) => {
  expect(words(heading, line)).toEqual([reading]);
});

test("a limit of days or weeks is told as such to a family with an older child", () => {
  const because = {
    code: "age-too-old",
    values: { childLowMonths: 108, childHighMonths: 119, limitMonths: -1 },
  } as const;
  expect(reasonWords(because, say("en"), "en")).toBe(
    "Your child (9 years) is older than the oldest taken: the first weeks of life.",
  );
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
