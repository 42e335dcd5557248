import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { childJsonSchema, readChild } from "./child.ts";
import { problemWords } from "./problem-words.ts";
import { say } from "./words.ts";

const today = "2026-11-23";
const english = say("en");
const problemsOf = (input: unknown) => {
  const reading = readChild(input, today);
  return reading.status === "refused"
    ? reading.problems.map((problem) => problemWords(problem, english))
    : [];
};

test("a child of 9 years may be of any month of that year of life", () => {
  const reading = readChild({ ageYears: 9 }, today);
  expect(reading).toMatchObject({ status: "read", child: { age: { low: 108, high: 119 } } });
});
test("a month of birth settles the age to within a month", () => {
  const reading = readChild({ birthMonth: "2017-03" }, today);
  expect(reading).toMatchObject({ status: "read", child: { age: { low: 115, high: 116 } } });
});
test("null says not known, as absence does", () => {
  const reading = readChild({ ageYears: 9, gmfcs: null, cordBlood: { own: null } }, today);
  expect(reading).toMatchObject({ status: "read", child: { ageYears: 9, cordBlood: {} } });
  expect(reading.status === "read" && "gmfcs" in reading.child).toBe(false);
});

describe("what cannot be meant is answered with what was expected", () => {
  test.each<[what: string, input: unknown, says: RegExp]>([
    ["a weight of 900 kg", { ageYears: 9, weightKg: 900 }, /Weight now: 900 .* from 2 to 150 kilograms/],
    ["a weight in grams", { ageYears: 9, weightKg: 30_000 }, /Was 30 meant\?/],
    [
      "a count of 4.7",
      { ageYears: 9, cordBlood: { totalNucleatedCells: 4.7 } },
      /4\.7 is too small .*470 million/,
    ],
    [
      "a count of 470",
      { ageYears: 9, cordBlood: { totalNucleatedCells: 470 } },
      /470 is too small .*470 million/,
    ],
    ["no age", {}, /The age is missing/],
    ["two ages", { ageYears: 9, birthMonth: "2017-03" }, /given twice/],
    ["a birth in the future", { birthMonth: "2030-01" }, /lies in the future/],
    ["a birth long ago", { birthMonth: "1960-01" }, /older than 30 years/],
    ["a month without a year", { birthMonth: "03" }, /month and a year of four digits/],
    ["a level as a number", { ageYears: 9, gmfcs: 2 }, /Write II instead of 2/],
    ["a level that does not exist", { ageYears: 9, gmfcs: "VI" }, /They are: I, II, III, IV, V/],
    ["a number in words", { ageYears: "nine" }, /a number was expected, but nine was found/],
    ["a country by name", { ageYears: 9, country: "usa" }, /two capital letters/],
    ["a misspelt fact", { ageYears: 9, wieghtKg: 30 }, /Was "weightKg" meant\?/],
    ["a list in place of a child", [], /one group with names and values/],
    [
      "an injection that lies ahead",
      { ageYears: 9, botulinumToxin: [{ date: "2027-01" }] },
      /Botulinum toxin injections: 2027-01 lies ahead/,
    ],
    [
      "operations in words",
      { ageYears: 9, operations: "hip" },
      /Operations: a list was expected, but hip was found/,
    ],
    ["a yes in words", { ageYears: 9, shunt: "yes" }, /Shunt: yes or no was expected, but yes was found/],
    ["a MACS level as a number", { ageYears: 9, macs: 3 }, /Write III instead of 3/],
    ["a hip beyond the joint", { ageYears: 9, hipMigrationPercent: 130 }, /from 0 to 100 percent/],
    ["a score without its points", { ageYears: 9, gmfm66: {} }, /GMFM-66 score: this is missing/],
  ])("%s", (_, input, says) => {
    expect(problemsOf(input).join(" ")).toMatch(says);
  });
});

test("every problem of a file is told at once", () => {
  expect(problemsOf({ ageYears: 9, gmfcs: 2, weightKg: 900, countr: "US" })).toHaveLength(3);
});
test("no JSON at all makes the reading throw, and every refusal has words", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const reading = readChild(value, today);
      if (reading.status === "refused")
        for (const problem of reading.problems) problemWords(problem, english);
    }),
  );
});
test("facts of the right names and any values are read or refused, never thrown", () => {
  const anything = fc.oneof(fc.double(), fc.string(), fc.boolean(), fc.constant(null), fc.object());
  const facts = fc.record(
    {
      ageYears: anything,
      birthMonth: anything,
      gmfcs: anything,
      weightKg: anything,
      cordBlood: anything,
      gmfm66: anything,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(facts, (value) => {
      for (const words of problemsOf(value)) expect(words).toMatch(/[.?]$/);
    }),
  );
});

test("an operation may be told of without its date, and a date that is none is named by what it is of", () => {
  const operated = { ageYears: 9, operations: [{ words: "hip surgery" }] };
  const read = readChild(operated, today);
  expect(read).toMatchObject({ status: "read", child: { operations: [{ words: "hip surgery" }] } });
  expect(problemsOf({ ageYears: 9, operations: [{ date: "-05", words: "" }] })).toEqual([
    expect.stringMatching(/^Operations: the date -05 was not understood/),
  ]);
});

test("the schema says units and ranges of every fact", () => {
  const { properties } = childJsonSchema() as { properties: Record<string, Record<string, unknown>> };
  expect(properties.weightKg).toMatchObject({ minimum: 2, maximum: 150 });
  expect(String(properties.weightKg?.description)).toContain("kilograms");
  for (const [name, { description, properties: inner }] of Object.entries(properties))
    expect(description ?? inner, name).toBeDefined();
});
