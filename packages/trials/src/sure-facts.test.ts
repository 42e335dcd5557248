import { describe, expect, test } from "vitest";
import { evaluate } from "./evaluate.ts";
import { readCriteria } from "./read-criteria.ts";

const only = (heading: string, line: string) => {
  const [first, ...more] = readCriteria(`${heading} Criteria:\n\n* ${line}`);
  return more.length === 0 ? first!.criterion : undefined;
};
const child = { age: { low: 60, high: 71 } };

describe("a line that asks one plain fact", () => {
  test.each([
    ["Inclusion", "Weighs at least 10 kg", "weight"],
    ["Inclusion", "Weighs at least 10 kg/22 lb", "weight"],
    ["Inclusion", "MACS level I-III", "macs"],
    ["Inclusion", "Spastic cerebral palsy", "motorType"],
    ["Exclusion", "Botulinum toxin within the past 6 months", "botulinumToxin"],
    ["Exclusion", "Selective dorsal rhizotomy", "rhizotomy"],
    ["Exclusion", "Uncontrolled seizures", "seizures"],
    ["Exclusion", "Baclofen pump", "baclofen"],
  ])("%s: %s", (heading, line, fact) => {
    const criterion = only(heading, line)!;
    expect(criterion.kind).toBe("fact");
    expect(evaluate(criterion, child, "2026-11-22")).toMatchObject({
      verdict: "unknown",
      because: { code: "fact-not-given", values: { fact } },
    });
  });
  test("is decided by the fact once it is given", () => {
    const weight = only("Exclusion", "Body weight under 10 kg")!;
    expect(evaluate(weight, { ...child, weightKg: 9 }).verdict).toBe("not-met");
    expect(evaluate(weight, { ...child, weightKg: 10 }).verdict).toBe("met");
    const injection = only("Exclusion", "Botulinum toxin within the past 6 months")!;
    const injected = { ...child, botulinumToxin: [{ date: "2026-10-05", words: "calf" }] };
    expect(evaluate(injection, injected, "2026-11-22").because).toEqual({
      code: "fact-not-met-until",
      values: { fact: "botulinumToxin", opensOn: "2027-04-05" },
    });
    expect(evaluate(injection, injected).verdict).toBe("unknown");
  });
});

describe("a line that is less plain is left for a person", () => {
  test.each([
    ["Inclusion", "Weighs at least 10 kg unless the parents agree"],
    ["Inclusion", "Weight stable for 3 months"],
    ["Inclusion", "Birth weight over 1500 g"],
    ["Exclusion", "BMI >40 kg"],
    ["Exclusion", "Seizures that would rule out treadmill walking"],
    ["Exclusion", "Must not have had botulinum toxin"],
    ["Exclusion", "Emergency surgery"],
    ["Exclusion", "Glaucoma"],
    ["Inclusion", "MACS level I or GMFCS level I"],
  ])("%s: %s", (heading, line) => {
    expect(only(heading, line)?.kind).toBe("unread");
  });
});
