import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { monthsBetween, readPartialDate } from "./partial-date.ts";

describe("a date of a record", () => {
  test.each(["2018", "2018-04", "2018-04-30", "2024-02-29"])("%s keeps its precision", (date) => {
    expect(readPartialDate(date)).toBe(date);
  });
  test.each(["", "18", "2018-13", "2018-00", "2018-04-31", "2023-02-29", "April 2018", "2018-4", 2018, null])(
    "%j is not a date",
    (date) => {
      expect(readPartialDate(date)).toBeUndefined();
    },
  );
});

describe("months between", () => {
  test("counts whole months", () => {
    expect(monthsBetween("2025-11-22", "2026-11-22")).toBe(12);
    expect(monthsBetween("2025-11-23", "2026-11-22")).toBe(11);
  });
  test("a partial date counts from its first day, so that no copy looks fresher than it may be", () => {
    expect(monthsBetween("2018", "2019-01-01")).toBe(12);
    expect(monthsBetween("2018-03", "2018-04-01")).toBe(1);
  });
  test("a date to come is no negative age", () => {
    expect(monthsBetween("2027-01-01", "2026-11-22")).toBe(0);
  });
  test("never shrinks as days go by", () => {
    const day = fc
      .date({ min: new Date("2000-01-01"), max: new Date("2030-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, day, (from, a, b) => {
        const [earlier, later] = a <= b ? [a, b] : [b, a];
        expect(monthsBetween(from, earlier)).toBeLessThanOrEqual(monthsBetween(from, later));
      }),
    );
  });
  test("what is not a date is refused with what was expected", () => {
    expect(() => monthsBetween("yesterday", "2026-11-22")).toThrow("expected a date such as 2026-11-22");
  });
});
