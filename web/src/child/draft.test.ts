import fc from "fast-check";
import { readChild } from "visit";
import { expect, test } from "vitest";
import { draftFrom, emptyDraft, fileFrom, stepFor } from "./draft.ts";

const today = "2026-11-23";
const level = fc.constantFrom("I", "II", "III", "IV", "V");
const stored = fc.constantFrom("stored", "none");
const million = fc.integer({ min: 10, max: 10_000 }).map((count) => count * 1e6);
const file = fc.record(
  {
    gmfcs: level,
    sex: fc.constantFrom("female", "male"),
    country: fc.constantFrom("US", "NZ", "KR"),
    weightKg: fc.integer({ min: 20, max: 1500 }).map((tenths) => tenths / 10),
    gmfm66: fc.record(
      {
        score: fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10),
        scoring: fc.constantFrom("GMAE-2", "GMAE-3"),
      },
      { requiredKeys: ["score"] },
    ),
    cordBlood: fc.record(
      { own: stored, sibling: stored, totalNucleatedCells: million },
      { requiredKeys: ["own"] },
    ),
    ageYears: fc.integer({ min: 0, max: 25 }),
    macs: level,
    motorTypes: fc.uniqueArray(fc.constantFrom("spastic", "ataxic"), { minLength: 1 }),
    seizures: fc.record({ ever: fc.boolean(), last: fc.constantFrom("2025-03", "2024") }),
    botulinumToxin: fc.array(
      fc.record({ date: fc.constantFrom("2026-05", "2020"), words: fc.constantFrom("calf", "arm", "") }),
      { maxLength: 3 },
    ),
    shunt: fc.boolean(),
    hipMigrationPercent: fc.integer({ min: 0, max: 100 }),
    languages: fc.uniqueArray(fc.constantFrom("English", "Māori"), { minLength: 1 }),
  },
  { requiredKeys: ["ageYears"] },
);

test("a child file goes into the form and comes out as it was", () => {
  fc.assert(
    fc.property(file, (given) => {
      const reading = readChild(given, today);
      if (reading.status === "refused") throw new Error(JSON.stringify(reading.problems));
      const { age: _, ...facts } = reading.child;
      expect(fileFrom(draftFrom(reading.child))).toEqual(facts);
    }),
  );
});
test("an empty form says nothing but that the age is missing", () => {
  expect(fileFrom(emptyDraft)).toEqual({});
  expect(readChild(fileFrom(emptyDraft), today)).toMatchObject({ problems: [{ code: "no-age" }] });
});
test("what is typed wrongly is passed on as typed, so that it can be told", () => {
  expect(fileFrom({ ...emptyDraft, ageBy: "years", ageYears: "nine" })).toEqual({ ageYears: "nine" });
});
test("a count in another unit becomes a full count, without a binary's rounding", () => {
  expect(fileFrom({ ...emptyDraft, cells: "4.7", cellsUnit: "e8" })).toEqual({
    cordBlood: { totalNucleatedCells: 470_000_000 },
  });
});
test("a decimal comma is a decimal point, a comma between thousands is not guessed at", () => {
  expect(fileFrom({ ...emptyDraft, weightKg: "28,5" })).toEqual({ weightKg: 28.5 });
  expect(fileFrom({ ...emptyDraft, weightKg: "1,234" })).toEqual({ weightKg: "1,234" });
});
test("every fact of a child file is asked for at one step", () => {
  for (const field of ["birthMonth", "sex", "gmfcs", "gmfm66.score", "weightKg", "country", "cordBlood.own"])
    expect(stepFor(field)).toBeDefined();
  expect(stepFor("cordBlood.totalNucleatedCells")).toBe("unit");
});
