import fc from "fast-check";
import { expect, test } from "vitest";
import { ageGroupMonths, ageGroups, ageGroupsOf } from "./age-group.ts";
import { type AgeLimits, includesAge, onlyWithin } from "./age-limits.ts";

const sun2017: AgeLimits = { lowYears: 1, highYears: 6, high: "up to" };
const months = (low: number, high = low) => ({ low, high });

test.each([
  [months(11), "no"],
  [months(12), "yes"],
  [months(72), "yes"],
  [months(73), "not known"],
  [months(83), "not known"],
  [months(84), "no"],
  [months(9, 14), "not known"],
  [months(60, 75), "not known"],
] as const)("one to six years, a child of %j months: %s", (age, answer) => {
  expect(includesAge(sun2017, age)).toBe(answer);
});

test("below 26 years ends at the birthday", () => {
  const access: AgeLimits = { lowYears: 0, highYears: 26, high: "below" };
  expect(includesAge(access, months(311))).toBe("yes");
  expect(includesAge(access, months(312))).toBe("no");
});

test("0.8 years stands for ten months", () => {
  expect(includesAge({ lowYears: 0.8, highYears: 10, high: "up to" }, months(10))).toBe("yes");
});

test("a study whose ages were not read includes nobody for certain and excludes nobody", () => {
  fc.assert(fc.property(fc.nat(371), (age) => includesAge(undefined, months(age)) === "not known"));
});

test("knowing the age more roughly never turns no into yes or yes into no", () => {
  fc.assert(
    fc.property(fc.nat(300), fc.nat(12), fc.nat(12), (age, before, after) => {
      const exact = includesAge(sun2017, months(age));
      const rough = includesAge(sun2017, months(Math.max(0, age - before), age + after));
      expect([exact, "not known"]).toContain(rough);
    }),
  );
});

test("a study that ends at five years took no one of six or older; one that ends at six may have", () => {
  expect(onlyWithin({ lowYears: 2, highYears: 5, high: "up to" }, ageGroupMonths["2-to-5"])).toBe(true);
  expect(onlyWithin({ lowYears: 2, highYears: 6, high: "up to" }, ageGroupMonths["2-to-5"])).toBe(false);
  expect(onlyWithin(undefined, ageGroupMonths["2-to-5"])).toBe(false);
});

test.each([
  [months(23), ["under-2"]],
  [months(24), ["2-to-5"]],
  [months(71), ["2-to-5"]],
  [months(72), ["6-to-15"]],
  [months(108, 119), ["6-to-15"]],
  [months(191), ["6-to-15"]],
  [months(192), ["16-and-over"]],
  [months(71, 72), ["2-to-5", "6-to-15"]],
] as const)("a child of %j months is told the evidence of %j", (age, groups) => {
  expect(ageGroupsOf(age)).toEqual(groups);
});

test("every age to 30 years has a group, and each month only one", () => {
  fc.assert(fc.property(fc.nat(371), (age) => ageGroupsOf(months(age)).length === 1));
  expect(ageGroups).toHaveLength(4);
});

test.each([[months(-1)], [months(5, 4)], [months(400)], [months(Number.NaN)]])(
  "%j is no age and is refused in words",
  (age) => {
    expect(() => ageGroupsOf(age)).toThrow("An age in completed months was expected");
  },
);
