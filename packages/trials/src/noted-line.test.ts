import { describe, expect, test } from "vitest";
import type { TrialChild } from "./child.ts";
import { evaluate } from "./evaluate.ts";
import { readCriteria } from "./read-criteria.ts";

const today = "2026-11-22";
const nine: TrialChild = { age: { low: 108, high: 108 } };
const lastOf = (text: string) => readCriteria(text).at(-1)!.criterion;
const judged = (text: string, child: TrialChild) => evaluate(lastOf(text), child, today);

const injected =
  "Exclusion Criteria:\n\n* Botulinum toxin, whatever serotype or reason, within the last 6 months";

describe("a line that no rule reads as a whole", () => {
  test("is kept as unread, with what it turns on noted beside it", () => {
    expect(lastOf(injected)).toMatchObject({
      kind: "unread",
      why: { code: "unread-line" },
      noted: { kind: "fact", asked: { concept: "botulinum-toxin" }, wanted: false },
    });
  });
  test("asks for the family's answer while that is not known", () => {
    expect(judged(injected, nine)).toMatchObject({
      verdict: "unknown",
      because: { code: "fact-not-given", values: { fact: "botulinumToxin" } },
    });
  });
  test("is settled by the answer, with the day on which time mends it", () => {
    const child = { ...nine, botulinumToxin: [{ date: "2026-09-10", words: "calf" }] };
    expect(judged(injected, child)).toMatchObject({
      verdict: "not-met",
      because: { code: "fact-not-met-until", values: { opensOn: "2027-03-10" } },
    });
    expect(judged(injected, { ...nine, botulinumToxin: [] })).toMatchObject({ verdict: "met" });
  });
  test("stays for the team where no answer of a family could settle it", () => {
    expect(judged("Inclusion Criteria:\n\n* Social environment is stable", nine)).toMatchObject({
      verdict: "unknown",
      because: { code: "fact-for-team" },
    });
  });
  test("never counts against a child where a heading decides what it means", () => {
    const text = "Exclusion Criteria:\n\n* At least two of the following:\n  * Earlier operation on the hip";
    const child = { ...nine, operations: [{ date: "2020-01", words: "hip" }] };
    expect(judged(text, child).verdict).toBe("unknown");
  });
  test("is not said to be met where a sentence of it was not noted, and is still broken by the others", () => {
    const text =
      "Inclusion Criteria:\n\n* Weighs 12 kg or more, as told at home. The unit passed every test of the bank.";
    expect(judged(text, { ...nine, weightKg: 30 })).toMatchObject({ verdict: "unknown" });
    expect(judged(text, { ...nine, weightKg: 10 })).toMatchObject({ verdict: "not-met" });
  });
  test("about a comparison group says nothing about a child with cerebral palsy", () => {
    const text =
      "Inclusion Criteria for children with cerebral palsy:\n\n* Any\n\nInclusion Criteria for healthy volunteers:\n\n* No earlier operation on the leg, ever";
    expect(lastOf(text)).not.toHaveProperty("noted");
  });

  test.each([
    ["Inclusion", "MACS level I or GMFCS level I", { macs: 1, gmfcs: "III" }],
    ["Inclusion", "Either GMFCS level I or MACS level I-II", { macs: 1, gmfcs: "III" }],
    ["Inclusion", "Weighs at least 40 kg unless the parents agree", { weightKg: 30 }],
    ["Exclusion", "GMFCS level III and weight under 10 kg", { gmfcs: "III", weightKg: 30 }],
    ["Exclusion", "Weight over 20 kg in combination with dystonia", { weightKg: 30 }],
    [
      "Exclusion",
      "Seizures that would rule out treadmill walking",
      { seizures: { ever: true, afterAge2: true, controlled: true } },
    ],
  ] as const)("is not held against a child where its own words say less: %s: %s", (heading, line, facts) => {
    expect(judged(`${heading} Criteria:\n\n* ${line}`, { ...nine, ...facts }).verdict).toBe("unknown");
  });
});
