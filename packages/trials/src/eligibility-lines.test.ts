import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type EligibilityLine, eligibilityLines, sourceOffset } from "./eligibility-lines.ts";

const brief = (text: string) =>
  eligibilityLines(text)
    .filter(({ role }) => role === "line")
    .map(({ section, text }) => `${section}: ${text}`);
const standings = (text: string) =>
  eligibilityLines(text)
    .filter(({ role }) => role === "line")
    .map(({ text, standing }) => `${standing.kind} ${text}`);
const groups = (text: string) =>
  eligibilityLines(text)
    .filter(({ role }) => role === "line")
    .map(({ text, group }) => `${group?.audience ?? "-"} ${text}`);

describe("sections", () => {
  test("follow the headings, and bullets and numbers are no part of a line", () => {
    expect(
      brief(
        "Inclusion Criteria:\n\n* one\n1. two\n* 3) three\n\nKey Exclusion Criteria\n\n• four\n1\\) five",
      ),
    ).toEqual(["inclusion: one", "inclusion: two", "inclusion: three", "exclusion: four", "exclusion: five"]);
  });
  test.each([
    ["INCLUSION CRITERIA", "inclusion"],
    ["Main inclusion criteria:", "inclusion"],
    ["Inclusion:", "inclusion"],
    ["**Exclusion Criteria:**", "exclusion"],
    ["* Exclusion Criteria :", "exclusion"],
    ["Major Eligibility Criteria:", "inclusion"],
    ["-Inclusion criteria:", "inclusion"],
    ["IV.2 EXCLUSION CRITERIA", "exclusion"],
    ["Non-inclusion criteria:", "exclusion"],
    ["The exclusion criteria are as follows:", "exclusion"],
    ["Exclusion criteria to verify at the first visit:", "exclusion"],
    ["Children will not be eligible if they have:", "exclusion"],
    ["Patients with any of the following are excluded:", "exclusion"],
    ["Contraindications:", "exclusion"],
  ])("%s opens one", (heading, section) => {
    expect(brief(`${heading}\n* x`)).toEqual([`${section}: x`]);
  });
  test("a heading may have its first line beside it", () => {
    expect(brief("Inclusion Criteria: GMFCS I\nExclusion Criteria: none")).toEqual([
      "inclusion: GMFCS I",
      "exclusion: none",
    ]);
  });
  test.each([
    "Other protocol-defined inclusion/exclusion criteria may apply.",
    "* Not meeting the inclusion criteria",
    "* Inclusion criteria are not met",
  ])("%s is a line like others", (line) => {
    expect(brief(`Exclusion Criteria:\n\n${line}\n* x`)).toEqual([
      `exclusion: ${line.replace("* ", "")}`,
      "exclusion: x",
    ]);
  });
  test("lines before any heading belong to none", () => {
    expect(brief("* CP\n* age 4-8 years")).toEqual(["unsectioned: CP", "unsectioned: age 4-8 years"]);
  });
  test("a sentence that ends in a heading opens a section nobody can name", () => {
    expect(
      brief("Exclusion criteria\nx\nCriteria for the second randomisation. Inclusion criteria\ny").at(-1),
    ).toBe("unsectioned: y");
  });
});

describe("groups", () => {
  test("are read from headings", () => {
    expect(
      groups(
        "Inclusion Criteria for individuals with CP:\n* a\nInclusion criteria for typically developing volunteers:\n* b\nInclusion criteria for all participants:\n* c",
      ),
    ).toEqual(["child a", "some b", "everyone c"]);
  });
  test("are read from the line before plain headings that come twice", () => {
    expect(
      groups(
        "Children with spastic CP\n\nInclusion criteria:\n* a\n\nExclusion criteria:\n* b\n* Typically developing children\n\nInclusion criteria:\n* c\n\nExclusion criteria:\n* d",
      ),
    ).toEqual([
      "- Children with spastic CP",
      "child a",
      "child b",
      "child Typically developing children",
      "some c",
      "some d",
    ]);
  });
  test("under a heading of their own end with the next of its kind", () => {
    const text =
      "Inclusion Criteria:\n\nChildren with cerebral palsy (CP):\n\n1. a\n\nBiological parents are included too if they are:\n\n1. b";
    expect(groups(text)[0]).toBe("child a");
    expect(standings(text).at(-1)).toBe("under b");
  });
});

describe("lines that cannot stand alone", () => {
  test("those of a list whose heading says how they count", () => {
    expect(
      standings("Inclusion Criteria:\n* a\n* At least one of the following:\n  * b\n  * c\n* d"),
    ).toEqual(["alone a", "under At least one of the following:", "under b", "under c", "alone d"]);
  });
  test("a flat list has no end that could be seen", () => {
    expect(standings("Inclusion Criteria:\n* Either:\n* b\n* c\n\nExclusion Criteria:\n* d")).toEqual([
      "under Either:",
      "under b",
      "under c",
      "alone d",
    ]);
  });
  test("but a heading that asks for all of it changes nothing", () => {
    expect(
      standings("Inclusion Criteria:\nParticipants must meet all of the following criteria:\n* b"),
    ).toEqual(["alone b"]);
  });
  test("an exclusion by any of a list changes nothing, an inclusion by any of it does", () => {
    expect(standings("Exclusion Criteria:\nAny of the following:\n* b")).toEqual(["alone b"]);
    expect(standings("Inclusion Criteria:\nAny of the following:\n* b")).toContain("under b");
  });
  test("subjects not meeting something are not excluded by what follows", () => {
    expect(standings("Exclusion Criteria:\nSubjects not meeting the following:\n* GMFCS I")).toContain(
      "under GMFCS I",
    );
  });
  test("those tied by or, or going on in the next line", () => {
    expect(standings("Inclusion Criteria:\n* a or\n* b\n* c\nor d\n* e\ngoes on\n* f")).toEqual([
      "tied a or",
      "tied b",
      "tied c",
      "tied or d",
      "tied e",
      "tied goes on",
      "alone f",
    ]);
  });
});

describe("escapes", () => {
  test("only the registry's are taken away, and the span keeps them", () => {
    const text = "Inclusion Criteria:\n\n* age \\>3 \\& \\<9 m\\^2 \\[x\\] \\~ \\* a\\_b";
    const line = eligibilityLines(text)[1]!;
    expect(line.text).toBe("age >3 & <9 m^2 [x] ~ * a\\_b");
    expect(text.slice(line.from, line.to)).toBe("age \\>3 \\& \\<9 m\\^2 \\[x\\] \\~ \\* a\\_b");
    const place = line.text.indexOf("<9");
    expect(text.slice(sourceOffset(line, place), sourceOffset(line, place + 2))).toBe("\\<9");
  });
});

const fragments = fc.constantFrom(
  "\n",
  "\n\n",
  "* ",
  "  * ",
  "1. ",
  "1\\) ",
  "Inclusion Criteria",
  "Exclusion Criteria:",
  " for ",
  ":",
  "\\>",
  "\\",
  "\\\\",
  "GMFCS",
  " I-III",
  "or",
  "at least one of the following:",
  " 4-8 years",
  "\r\n",
  "\t",
  "\0",
  "\u202e",
  "•",
  "(",
  ";",
);
const texts = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(fc.oneof(fragments, fc.string({ maxLength: 5 })), { maxLength: 60 })
    .map((parts) => parts.join("")),
);

test("of any text every line comes back, in order, with a span that holds exactly its words", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const lines = eligibilityLines(text);
      let end = 0;
      for (const line of lines) {
        expect(line.from).toBeGreaterThanOrEqual(end);
        expect(text.slice(line.from, line.to).replace(/\\(?=[><[\]*&~^])/g, "")).toBe(line.text);
        end = line.to;
      }
      const ends = new Set(lines.map(({ to }) => to));
      let start = 0;
      for (const physical of text.split("\n")) {
        const trimmed = physical.replace(/[\t-\r \u00a0\ufeff]+$/, "");
        if (/[^\t-\r \u00a0\ufeff]/.test(trimmed)) expect(ends).toContain(start + trimmed.length);
        start += physical.length + 1;
      }
    }),
    { numRuns: 1000 },
  );
});

test("ten megabytes in one line, or in millions, are split to their end and without a loss", () => {
  const size = 10_000_000;
  for (const unit of [
    "\\>",
    "a ",
    "* a\n",
    "((",
    "or\n",
    "Inclusion Criteria: ",
    "* x:\n",
    "  ".repeat(50),
  ]) {
    const text = `Inclusion Criteria:\n${unit.repeat(size / unit.length)}`;
    const lines: EligibilityLine[] = eligibilityLines(text);
    expect(lines.length).toBeLessThanOrEqual(4_002);
    expect(lines.at(-1)!.to).toBe(text.trimEnd().length);
  }
});
