import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  eligibilityText,
  readExportedAge,
  readExportedDate,
  readExportedEnrollment,
  readExportedPhases,
  readExportedSex,
  readExportedStatus,
  webAddress,
} from "./exported-record.ts";
import { readCriteria } from "./read-criteria.ts";

test.each([
  ["2026-09-20", "2026-09-20"],
  ["2026-09", "2026-09"],
  ["20260920", "2026-09-20"],
  ["21/09/2026", "2026-09-21"],
  ["1/3/2021", "2021-03-01"],
  ["21 September 2026", "2026-09-21"],
  ["Sep 2026", "2026-09"],
  ["2026-09-20T00:00:00", "2026-09-20"],
  ["31/02/2026", undefined],
  ["soon", undefined],
])("the date %s is %s", (text, date) => {
  expect(readExportedDate(text)).toBe(date);
});

test("the portal's own day has the month first", () => {
  expect(readExportedDate("10/04/2026 04:51:51", "month-day")).toBe("2026-10-04");
  expect(readExportedDate("4/22/2020 12:57:03 PM", "month-day")).toBe("2020-04-22");
});

test.each([
  ["18 Years", undefined, { amount: 18, unit: "year" }],
  ["18", undefined, { amount: 18, unit: "year" }],
  ["20years-old", undefined, { amount: 20, unit: "year" }],
  ["6", "Months", { amount: 6, unit: "month" }],
  ["28 Days", undefined, { amount: 28, unit: "day" }],
  [">= 6 months", undefined, { amount: 6, unit: "month" }],
] as const)("the age %s %s is %o", (age, unit, read) => {
  expect(readExportedAge(age, unit)?.age).toEqual(read);
});

test.each([["No limit"], ["N/A"], ["Not applicable"], ["None"]])("%s is no limit of age", (age) => {
  expect(readExportedAge(age)).toBeUndefined();
});

test("an age that cannot be read is kept as text", () => {
  expect(readExportedAge("school age")).toEqual({ text: "school age" });
});

test.each([
  ["Both", "ALL"],
  ["Both males and females", "ALL"],
  ["Female: yes\nMale: yes", "ALL"],
  ["Female: yes<br>Male: no", "FEMALE"],
  ["Males", "MALE"],
  ["M|F", "ALL"],
  ["Not Specified", "Not Specified"],
])("the sex %j is %s", (text, sex) => {
  expect(readExportedSex(text)).toBe(sex);
});

test.each([
  ["Recruiting", "RECRUITING"],
  ["Not yet recruiting", "NOT_YET_RECRUITING"],
  ["Active, not recruiting", "ACTIVE_NOT_RECRUITING"],
  ["Stopped early", "TERMINATED"],
  // It may be before or after, so nobody can say which of the known words it is.
  ["Not Recruiting", "Not Recruiting"],
  ["Authorised", "Authorised"],
])("the status %s is %s", (text, status) => {
  expect(readExportedStatus(text)).toBe(status);
});

test.each([
  ["Phase 2", ["PHASE2"]],
  ["Phase 1/Phase 2", ["PHASE1", "PHASE2"]],
  ["Phase II-III", ["PHASE2", "PHASE3"]],
  ["2", ["PHASE2"]],
  ["N/A", ["NA"]],
  ["Human pharmacology (Phase I): no\nTherapeutic exploratory (Phase II): yes", ["PHASE2"]],
  ["Retrospective study", ["Retrospective study"]],
])("the phase %j is %j", (text, phases) => {
  expect(readExportedPhases(text)).toEqual(phases);
});

test("sizes of groups add up; a number by itself is one", () => {
  expect(readExportedEnrollment("Cells:49;Control:51;")).toEqual({ count: 100 });
  expect(readExportedEnrollment("100")).toEqual({ count: 100 });
  expect(readExportedEnrollment("about a hundred")).toBeUndefined();
});

describe("eligibility in two fields becomes one text", () => {
  test("with headings that the reader of criteria knows", () => {
    const text = eligibilityText("1. GMFCS level I to III<br>2. Age 2 to 6 years", "Seizures");
    expect(text).toBe(
      "Inclusion Criteria:\n\n1. GMFCS level I to III\n2. Age 2 to 6 years\n\nExclusion Criteria:\n\nSeizures",
    );
    const sections = readCriteria(text).map(({ section }) => section);
    expect(new Set(sections)).toEqual(new Set(["inclusion", "exclusion"]));
  });

  test("and headings that are there already are not said twice", () => {
    expect(
      eligibilityText("Inclusion criteria: Cerebral palsy\r\n\r\nExclusion criteria: None", undefined),
    ).toBe("Inclusion criteria: Cerebral palsy\n\nExclusion criteria: None");
  });
});

test("an address that is none of the web's is none to link to", () => {
  expect(webAddress("javascript:alert(1)")).toBeUndefined();
  expect(webAddress('https://example.org/"><script>')).toBeUndefined();
  expect(webAddress("https://www.isrctn.com/ISRCTN12345678")).toBe("https://www.isrctn.com/ISRCTN12345678");
});

test("whatever text comes, reading it ends and throws nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      readExportedDate(text);
      readExportedAge(text);
      readExportedAge("1", text);
      readExportedSex(text);
      readExportedStatus(text);
      readExportedPhases(text);
      readExportedEnrollment(text);
      eligibilityText(text, text);
      webAddress(text);
    }),
  );
});
