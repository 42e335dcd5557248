import { compareEligibility } from "trials";
import { expect, test } from "vitest";
import { changeWords } from "./eligibility-change-words.ts";
import { say } from "./words.ts";

const told = (before: string, after: string) =>
  compareEligibility(before, after).changes.map((change) => changeWords(change, say("en"), "en"));
const included = (line: string) => `Inclusion Criteria:\n\n* ${line}`;
const excluded = (line: string) => `Exclusion Criteria:\n\n* ${line}`;

test.each([
  [
    included("Age 2 to 6 years"),
    included("Age 2 to 12 years"),
    "About age: the highest was 6 years. It became 12 years. Before: “Age 2 to 6 years” After: “Age 2 to 12 years”",
  ],
  [
    included("Weight at least 10 kg"),
    included("Weight over 10 kg and under 40 kg"),
    "About body weight: the lowest was 10 kg. It became more than 10 kg. About body weight: there was no highest before. It became less than 40 kg. Before: “Weight at least 10 kg” After: “Weight over 10 kg and under 40 kg”",
  ],
  [
    included("GMFCS level II to IV"),
    included("GMFCS level I to IV"),
    "About GMFCS level: the limit was II, III, and IV. It became I, II, III, and IV. Before: “GMFCS level II to IV” After: “GMFCS level I to IV”",
  ],
  [
    excluded("Botulinum toxin within 6 months before the infusion"),
    excluded("Botulinum toxin within 3 months before the infusion"),
    "About an earlier, current or planned treatment: the time that counts was in the last 6 months before the infusion. It became in the last 3 months before the infusion. Before: “Botulinum toxin within 6 months before the infusion” After: “Botulinum toxin within 3 months before the infusion”",
  ],
  [
    included("Able to walk"),
    excluded("Able to walk"),
    "Moved from what lets people in to what keeps people out: “Able to walk”",
  ],
  ["", excluded("Seizures"), "New in what keeps people out: “Seizures”"],
  [included("Cerebral palsy"), "", "Gone from what lets people in: “Cerebral palsy”"],
])("%s, then %s", (before, after, sentence) => {
  expect(told(before, after)).toEqual([sentence]);
});
