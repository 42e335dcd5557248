import { describe, expect, test } from "vitest";
import type { TrialChild } from "./child.ts";
import type { Criterion } from "./criterion.ts";
import { evaluate } from "./evaluate.ts";

const child: TrialChild = { age: { low: 114, high: 114 } };
const verdict = (criterion: Criterion, facts: Partial<TrialChild> = {}) => {
  const { verdict, because } = evaluate(criterion, { ...child, ...facts });
  return [verdict, because.code];
};

describe("age", () => {
  const upTo15: Criterion = { kind: "age", to: { months: 191, doubtMonths: 0 } };
  test("15 years and 11 months is inside 15 years, 16 years is not", () => {
    expect(verdict(upTo15, { age: { low: 191, high: 191 } })).toEqual(["met", "age-within"]);
    expect(verdict(upTo15, { age: { low: 192, high: 192 } })).toEqual(["not-met", "age-too-old"]);
  });
  test("an age known only to the year is not known where the limit lies within that year", () => {
    expect(verdict(upTo15, { age: { low: 185, high: 196 } })).toEqual(["unknown", "age-near-limit"]);
  });
  test("a corrected age allows for as much prematurity as there can be", () => {
    const from36: Criterion = { kind: "age", from: { months: 36, doubtMonths: 0 }, corrected: true };
    expect(verdict(from36, { age: { low: 40, high: 40 } })[0]).toBe("unknown");
    expect(verdict(from36, { age: { low: 41, high: 41 } })[0]).toBe("met");
    expect(verdict(from36, { age: { low: 35, high: 35 } })[0]).toBe("not-met");
  });
});

describe("sex and GMFCS", () => {
  test("a trial that takes all needs no fact", () => {
    expect(verdict({ kind: "sex", sexes: ["female", "male"] })).toEqual(["met", "sex-any"]);
    expect(verdict({ kind: "gmfcs", levels: ["I", "II", "III", "IV", "V"] })).toEqual(["met", "gmfcs-any"]);
  });
  test("otherwise what is not given is not known", () => {
    expect(verdict({ kind: "sex", sexes: ["female"] })).toEqual(["unknown", "sex-not-given"]);
    expect(verdict({ kind: "gmfcs", levels: ["I"] })).toEqual(["unknown", "gmfcs-not-given"]);
    expect(verdict({ kind: "gmfcs", levels: ["I"] }, { gmfcs: "II" })).toEqual([
      "not-met",
      "gmfcs-not-among",
    ]);
  });
});

describe("cord blood", () => {
  const own: Criterion = { kind: "cord-blood", unit: "own", wanted: "stored" };
  test("a sibling's unit is not the child's own", () => {
    expect(verdict(own, { cordBlood: { sibling: "stored" } })).toEqual(["unknown", "cord-blood-not-given"]);
    expect(verdict(own, { cordBlood: { own: "none", sibling: "stored" } })).toEqual([
      "not-met",
      "cord-blood-none",
    ]);
  });
  test("whether a stored unit is a qualified one is for the team to say", () => {
    const qualified: Criterion = { ...own, wanted: "none", qualified: true };
    expect(verdict(qualified, { cordBlood: { own: "stored" } })).toEqual([
      "unknown",
      "cord-blood-quality-open",
    ]);
    expect(verdict(qualified, { cordBlood: { own: "none" } })).toEqual(["met", "cord-blood-none"]);
  });
  const dose: Criterion = { kind: "cell-dose", wanted: "at-least", cellsPerKg: 2e7 };
  test("600 million cells at 30 kg reach 20 million per kg before thawing, and only that", () => {
    const facts = { weightKg: 30, cordBlood: { totalNucleatedCells: 6e8 } };
    expect(verdict({ ...dose, counted: "before-freezing" }, facts)).toEqual(["met", "dose-reaches"]);
    expect(verdict(dose, facts)).toEqual(["unknown", "dose-reaches-before-thaw-only"]);
    expect(verdict({ ...dose, counted: "after-thaw" }, facts)[0]).toBe("unknown");
    expect(verdict(dose, { ...facts, weightKg: 31 })).toEqual(["not-met", "dose-below"]);
  });
  test("a dose without a weight or a count is not computed", () => {
    expect(evaluate(dose, { ...child, weightKg: 30 }).because).toEqual({
      code: "dose-not-computable",
      values: { neededCellsPerKg: 2e7, missing: ["totalNucleatedCells"] },
    });
    expect(verdict(dose, { weightKg: 0, cordBlood: { totalNucleatedCells: 6e8 } })[0]).toBe("unknown");
  });
});

test.each([
  ["RECRUITING", "met"],
  ["AVAILABLE", "met"],
  ["ENROLLING_BY_INVITATION", "unknown"],
  ["NOT_YET_RECRUITING", "unknown"],
  ["UNKNOWN", "unknown"],
  ["WITHHELD", "unknown"],
  ["PAUSED_FOR_TEA", "unknown"],
  ["ACTIVE_NOT_RECRUITING", "not-met"],
  ["COMPLETED", "not-met"],
  ["SUSPENDED", "not-met"],
  ["TERMINATED", "not-met"],
  ["WITHDRAWN", "not-met"],
  ["NO_LONGER_AVAILABLE", "not-met"],
  ["TEMPORARILY_NOT_AVAILABLE", "not-met"],
  ["APPROVED_FOR_MARKETING", "not-met"],
])("the status %s is %s", (status, expected) => {
  expect(verdict({ kind: "status", status })[0]).toBe(expected);
});
test("a record without a status says nothing", () => {
  expect(verdict({ kind: "status" })).toEqual(["unknown", "status-not-in-record"]);
});

describe("country", () => {
  const belgium: Criterion = { kind: "country", countries: ["BE"], otherNames: [] };
  test("is met where the record lists it", () => {
    expect(verdict(belgium, { country: "BE" })).toEqual(["met", "country-listed"]);
    expect(verdict(belgium, { country: "US" })).toEqual(["not-met", "country-not-listed"]);
    expect(verdict(belgium)).toEqual(["unknown", "country-not-given"]);
  });
  test("is not known where the record lists none, or one whose name is not known", () => {
    expect(verdict({ ...belgium, countries: [] }, { country: "BE" })).toEqual([
      "unknown",
      "country-none-in-record",
    ]);
    expect(verdict({ ...belgium, otherNames: ["Atlantis"] }, { country: "US" })).toEqual([
      "unknown",
      "country-names-not-known",
    ]);
  });
});

describe("all and any", () => {
  const met: Criterion = { kind: "gmfcs", levels: ["II"] };
  const notMet: Criterion = { kind: "gmfcs", levels: ["I"] };
  const unknown: Criterion = { kind: "sex", sexes: ["female"] };
  const both = (kind: "all" | "any", ...of: Criterion[]) => verdict({ kind, of }, { gmfcs: "II" })[0];
  test("follow Kleene's tables", () => {
    expect([both("all", met, unknown), both("all", notMet, unknown), both("all", met, met)]).toEqual([
      "unknown",
      "not-met",
      "met",
    ]);
    expect([both("any", met, unknown), both("any", notMet, unknown), both("any", notMet, notMet)]).toEqual([
      "met",
      "unknown",
      "not-met",
    ]);
  });
  test("tell which part decided, and all of them", () => {
    const { because, parts } = evaluate({ kind: "all", of: [unknown, notMet] }, { ...child, gmfcs: "II" });
    expect(because.code).toBe("gmfcs-not-among");
    expect(parts).toHaveLength(2);
  });
});
