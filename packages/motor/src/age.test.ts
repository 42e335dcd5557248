import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ageFromBirthMonth, ageFromYears } from "./age.ts";

describe("age from a month of birth", () => {
  test("is known only to within a month until the last day of the birth month has passed", () => {
    expect(ageFromBirthMonth("2017-04", "2026-11-23")).toEqual({ low: 114, high: 115 });
    expect(ageFromBirthMonth("2017-04", "2026-11-30")).toEqual({ low: 115, high: 115 });
  });
  test("a child born on the 31st has not completed the month on the 30th", () => {
    expect(ageFromBirthMonth("2020-01", "2020-04-30")).toEqual({ low: 2, high: 3 });
  });
  test("in a leap year the last day of February is the 29th", () => {
    expect(ageFromBirthMonth("2024-02", "2024-03-28")).toEqual({ low: 0, high: 1 });
    expect(ageFromBirthMonth("2024-02", "2024-03-29")).toEqual({ low: 1, high: 1 });
    expect(ageFromBirthMonth("2023-02", "2023-03-28")).toEqual({ low: 1, high: 1 });
  });
  test("a child born this month is 0 months old, not less", () => {
    expect(ageFromBirthMonth("2026-11", "2026-11-01")).toEqual({ low: 0, high: 0 });
  });
  test("holds the true age of a child born on any day of that month", () => {
    const day = fc.date({ min: new Date("2000-01-01"), max: new Date("2026-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [born, now] = a <= b ? [a, b] : [b, a];
        const true_ =
          (now.getUTCFullYear() - born.getUTCFullYear()) * 12 +
          (now.getUTCMonth() - born.getUTCMonth()) -
          (now.getUTCDate() < born.getUTCDate() ? 1 : 0);
        const { low, high } = ageFromBirthMonth(
          born.toISOString().slice(0, 7),
          now.toISOString().slice(0, 10),
        );
        expect(low).toBeLessThanOrEqual(Math.max(0, true_));
        expect(high).toBeGreaterThanOrEqual(Math.max(0, true_));
        expect(high - low).toBeLessThanOrEqual(1);
      }),
    );
  });
  test("a birth in the future is refused with both dates", () => {
    expect(() => ageFromBirthMonth("2027-01", "2026-11-23")).toThrow(
      "The month of birth 2027-01 is after today, 2026-11-23",
    );
  });
  test("a birth more than 30 years ago is refused", () => {
    expect(() => ageFromBirthMonth("1917-04", "2026-11-23")).toThrow(RangeError);
  });
  test.each(["2017", "2017-13", "2017-04-02", "04/2017", ""])("%j is not a month of birth", (text) => {
    expect(() => ageFromBirthMonth(text, "2026-11-23")).toThrow("expected as yyyy-MM");
  });
  test.each(["2026-11", "2026-02-29", "2026-11-00", "today"])("%j is not a day", (text) => {
    expect(() => ageFromBirthMonth("2017-04", text)).toThrow("expected as yyyy-MM-dd");
  });
});

describe("age in years", () => {
  test("a whole number stands for the whole year of age", () => {
    expect(ageFromYears(9)).toEqual({ low: 108, high: 119 });
    expect(ageFromYears(0)).toEqual({ low: 0, high: 11 });
  });
  test("a decimal stands for the nearest month", () => {
    expect(ageFromYears(2.5)).toEqual({ low: 30, high: 30 });
    expect(ageFromYears(9.33)).toEqual({ low: 112, high: 112 });
  });
  test("a decimal never reaches a birthday that has not come", () => {
    expect(ageFromYears(9.99)).toEqual({ low: 119, high: 119 });
  });
  test.each([-1, 90, Number.NaN, Number.POSITIVE_INFINITY])("%d years is refused", (years) => {
    expect(() => ageFromYears(years)).toThrow("ageYears was expected to be a number from 0 to 30");
  });
});
