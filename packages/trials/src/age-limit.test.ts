import fc from "fast-check";
import { expect, test } from "vitest";
import { readAgeLimit } from "./age-limit.ts";

test.each([
  ["18 Years", 18, "year"],
  ["1 Year", 1, "year"],
  ["6 Months", 6, "month"],
  ["28 Days", 28, "day"],
  ["2 Weeks", 2, "week"],
  ["48 Hours", 48, "hour"],
  ["30 Minutes", 30, "minute"],
])("%s", (text, amount, unit) => {
  expect(readAgeLimit(text)).toEqual({ text, age: { amount, unit } });
});
test.each([undefined, null, "", "N/A", "None", 18])("%j is no limit", (field) => {
  expect(readAgeLimit(field)).toBeUndefined();
});
test("a limit that cannot be read is kept in its words", () => {
  expect(readAgeLimit("School age")).toEqual({ text: "School age" });
  expect(readAgeLimit("-3 Years")).toEqual({ text: "-3 Years" });
});
test("reads or keeps any text", () => {
  fc.assert(fc.property(fc.string(), (text) => [undefined, text].includes(readAgeLimit(text)?.text)));
});
