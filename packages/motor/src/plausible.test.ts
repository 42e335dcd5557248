import { describe, expect, test } from "vitest";
import { ImplausibleInput, type PlausibleField, requirePlausible } from "./plausible.ts";

function refusal(field: PlausibleField, value: number): ImplausibleInput {
  try {
    requirePlausible(field, value);
  } catch (error) {
    if (error instanceof ImplausibleInput) return error;
    throw error;
  }
  throw new Error(`${field} ${value} was taken`);
}

describe("an implausible number is refused with what was expected and what was probably meant", () => {
  test.each([
    ["totalNucleatedCells", 4.7, "count-written-in-hundred-millions", 4.7e8],
    ["totalNucleatedCells", 470, "count-written-in-millions", 4.7e8],
    ["totalNucleatedCells", 47, "count-written-in-ten-millions", 4.7e8],
    ["totalNucleatedCells", 0.47, "count-written-in-billions", 4.7e8],
    ["cellsPerKg", 20, "count-written-in-millions", 2e7],
    ["weightKg", 12_500, "weight-written-in-grams", 12.5],
    ["weightKg", 165, "weight-written-in-pounds", 74.84274105],
    ["recoveryPercent", 0.85, "percent-written-as-fraction", 85],
    ["ageYears", 108, "age-written-in-months", 9],
  ] as const)("%s of %d: %s", (field, value, code, suggested) => {
    expect(refusal(field, value).values.hints[0]).toEqual({ code, suggested });
  });

  test("1.08 may be hundred millions or billions, so both are suggested", () => {
    expect(refusal("totalNucleatedCells", 1.08).values.hints).toEqual([
      { code: "count-written-in-hundred-millions", suggested: 1.08e8 },
      { code: "count-written-in-billions", suggested: 1.08e9 },
    ]);
  });

  test("a weight of 900 kg has no likely reading, so none is suggested", () => {
    const { code, values, message } = refusal("weightKg", 900);
    expect(code).toBe("implausible-input");
    expect(values).toEqual({ field: "weightKg", got: 900, min: 2, max: 150, hints: [] });
    expect(message).toBe("weightKg was expected to be a number from 2 to 150, got 900");
  });

  test("not a number is refused too", () => {
    expect(refusal("weightKg", Number.NaN).message).toContain("got NaN");
    expect(refusal("weightKg", Number.POSITIVE_INFINITY).values.hints).toEqual([]);
  });

  test("it is a RangeError whose message ends in the question a person would ask", () => {
    const error = refusal("totalNucleatedCells", 4.7);
    expect(error).toBeInstanceOf(RangeError);
    expect(error.message).toBe(
      "totalNucleatedCells was expected to be a number from 10000000 to 10000000000, got 4.7; " +
        "was 470000000 meant (count-written-in-hundred-millions)?",
    );
  });

  test("the bounds themselves are taken", () => {
    expect(() => requirePlausible("gmfm66", 0)).not.toThrow();
    expect(() => requirePlausible("gmfm66", 100)).not.toThrow();
  });
});
