import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beforeAge, fromAge, opposite, toAge, upToAge } from "./age-bound.ts";
import { ageUnits } from "./age-limit.ts";

const years = (amount: number) => [{ amount, unit: "year" as const }];

describe("bounds in completed months", () => {
  test("a maximum of 15 years includes the child of 15 years and 11 months", () => {
    expect(toAge(years(15))).toEqual({ months: 15 * 12 + 11, doubtMonths: 0 });
  });
  test("younger than 18 years ends the month before the birthday", () => {
    expect(beforeAge(years(18))).toEqual({ months: 215, doubtMonths: 0 });
  });
  test("older than 18 years leaves the year of being 18 open", () => {
    expect(fromAge(years(18), { beyond: true })).toEqual({ months: 216, doubtMonths: 12 });
  });
  test("up to 18 years leaves the year of being 18 open", () => {
    expect(upToAge(years(18))).toEqual({ months: 215, doubtMonths: 12 });
  });
  test("5 years 11 months is the 71st month and no more", () => {
    expect(toAge([...years(5), { amount: 11, unit: "month" }])).toEqual({ months: 71, doubtMonths: 0 });
  });
  test("28 days may or may not be over in a child of one completed month or less", () => {
    const { months, doubtMonths } = toAge([{ amount: 28, unit: "day" }]);
    expect(months).toBe(-1);
    expect(months + doubtMonths).toBeLessThanOrEqual(1);
  });
  test("no limit in days ever rules out a child whose days may fit", () => {
    const day = fc.integer({ min: 0, max: 6000 });
    fc.assert(
      fc.property(day, day, fc.constantFrom("day" as const, "week" as const), (limit, lived, unit) => {
        const most = (limit + 1) * (unit === "week" ? 7 : 1);
        // The fewest and most completed months so many days can be, whatever the calendar.
        const fewest = Math.floor((lived - 2) / 30.5);
        const bound = toAge([{ amount: limit, unit }]);
        if (lived < most) expect(Math.max(0, fewest)).toBeLessThanOrEqual(bound.months + bound.doubtMonths);
      }),
    );
  });
  test("turning a bound round twice gives the bound", () => {
    fc.assert(
      fc.property(fc.nat(50), fc.constantFrom(...ageUnits), (amount, unit) => {
        const bound = fromAge([{ amount, unit }]);
        expect(opposite.ofTo(opposite.ofFrom(bound))).toEqual(bound);
      }),
    );
  });
});
