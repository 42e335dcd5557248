import fc from "fast-check";
import { expect, test } from "vitest";
import { inWindow, later } from "./event-window.ts";

const within = (value: number, unit: "month" | "year" | "day") =>
  ({ op: "<=", value, unit, ref: "enrollment" }) as const;

test("a window of months ends on the same day of a later month", () => {
  expect(inWindow("2026-10-05", within(3, "month"), "2026-11-22")).toEqual({
    answer: "yes",
    opensOn: "2027-01-05",
  });
  expect(inWindow("2026-10-05", within(3, "month"), "2027-01-05")).toEqual({ answer: "no" });
});
test("a month that is shorter ends on its last day", () => {
  expect(later("2025-11-30", 3, "month")).toBe("2026-02-28");
  expect(later("2023-11-30", 3, "month")).toBe("2024-02-29");
});
test("of a partial date both ends must agree", () => {
  expect(inWindow("2026-08", within(3, "month"), "2026-11-22").answer).toBe("unknown");
  expect(inWindow("2026-09", within(3, "month"), "2026-11-22")).toEqual({
    answer: "yes",
    opensOn: "2026-12-30",
  });
  expect(inWindow("2025", within(1, "year"), "2026-01-01").answer).toBe("unknown");
});
test("of something done nobody knows when, only that it was done can be told", () => {
  expect(inWindow(undefined, { ref: "ever" }, "2026-11-22")).toEqual({ answer: "yes" });
  expect(inWindow(undefined, within(3, "month"), "2026-11-22")).toEqual({ answer: "unknown" });
});
test("ever has no end, and a window from another event cannot be told", () => {
  expect(inWindow("2010", { ref: "ever" }, "2026-11-22")).toEqual({ answer: "yes" });
  expect(inWindow("2026-10-05", { ...within(3, "month"), ref: "diagnosis" }, "2026-11-22").answer).toBe(
    "unknown",
  );
});
test("a day that is none is refused in a sentence", () => {
  expect(() => inWindow("spring", within(3, "month"), "2026-11-22")).toThrow("expected a date such as");
});
test("as time passes an answer goes from yes to no once, on the day it opens", () => {
  const day = fc.integer({ min: 0, max: 3000 }).map((n) => later("2020-01-01", n, "day"));
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom("day" as const, "month" as const),
      (date, value, unit) => {
        const { opensOn } = inWindow(date, within(value, unit), date);
        expect(opensOn! > date).toBe(true);
        expect(inWindow(date, within(value, unit), opensOn!).answer).toBe("no");
        expect(inWindow(date, within(value, unit), later(opensOn!, -1, "day")).answer).toBe("yes");
      },
    ),
  );
});
