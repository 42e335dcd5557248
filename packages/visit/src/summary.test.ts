import { evidencePack } from "evidence";
import { compileTrial, readRecord, starterTrials } from "trials";
import { describe, expect, test } from "vitest";
import { type Child, type ChildFile, readChild } from "./child.ts";
import { toMarkdown } from "./markdown.ts";
import { toHtml, toSheet } from "./sheet.ts";
import { summarise, type VisitSummary } from "./summary.ts";

const today = "2026-11-23";
const starter = { version: "starter", trials: starterTrials.map(compileTrial) };
const evidence = evidencePack();
const nine: ChildFile = {
  ageYears: 9,
  gmfcs: "II",
  weightKg: 30,
  country: "US",
  cordBlood: { own: "stored", totalNucleatedCells: 6e8 },
};

function child(file: ChildFile): Child {
  const reading = readChild(file, today);
  if (reading.status === "refused") throw new Error(JSON.stringify(reading.problems));
  return reading.child;
}
const summaryOf = (file: ChildFile, trials = starter): VisitSummary =>
  summarise(child(file), { evidence, trials }, { today, locale: "en", version: "test" });
const statements = ({ evidence: part, course }: VisitSummary) =>
  [
    part.certainty,
    part.studied,
    part.found,
    part.limits,
    part.untreated,
    part.harms,
    course.statements,
  ].flat();

describe("a child of 9 years, GMFCS II, 30 kg, with a unit of 600 million cells", () => {
  const summary = summaryOf(nine);
  test("has 20 million cells per kg before thawing, and what thawing costs is not known", () => {
    expect(summary.dose.lead).toContain("20 million cells per kg, before thawing");
    expect(summary.dose).toMatchObject({
      status: "computed",
      rows: [{ lowMillionPerKg: 20, highMillionPerKg: 20, afterThaw: "Not known" }, {}, {}, {}],
    });
  });
  test("is told that no one reported results for this age", () => {
    expect(summary.evidence.studied[0]?.text).toMatch(
      /^No one has reported results for trial children of 6 to 15 years/,
    );
    expect(summary.evidence.certainty[0]).toMatchObject({ group: "6-to-15", level: "very low" });
    expect(summary.evidence.certainty[0]?.text).toContain("we do not know");
  });
  test("sees at least 20 trials, each line with a verdict, its words and a reason", () => {
    expect(summary.trials.rows.length).toBeGreaterThanOrEqual(20);
    for (const { lines } of summary.trials.rows) {
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) {
        expect(line.because).not.toBe("");
        expect(line.quote).not.toBe("");
      }
    }
  });
  test("sees unbroken trials first, then those with fewer open lines", () => {
    const ranks = summary.trials.rows.map(({ standing, counts }) => [
      standing === "nothing-broken" ? 0 : 1,
      counts.unknown + counts.unread,
    ]);
    expect(ranks).toEqual([...ranks].sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!));
  });
  test("is told that the trials are restated, not the registry's words", () => {
    expect(summary.trials.label).toContain("not the registry’s words");
  });
  test("reads the published estimate with its interval, its group and what it is not", () => {
    const [headline] = summary.evidence.found;
    for (const figure of ["170", "171", "12 months", "1.42", "0.31", "2.52"])
      expect(headline?.text).toContain(figure);
    expect(summary.evidence.limits[0]?.text).toContain("498 records");
  });
});

test("a trial whose number of children could not be read is said, not counted as none", () => {
  const { studied } = summaryOf({ ageYears: 13, gmfcs: "IV" }).evidence;
  const byVein = studied.find(({ text }) => /^Cord blood into a vein:/.test(text));
  expect(byVein?.text).toMatch(
    /2 trials .* 12 children of all ages \(for 1 trial the number could not be read\)/,
  );
});
test("every statement leads to sources that stand at the foot", () => {
  for (const gmfcs of ["I", "II", "III", "IV", "V"] as const) {
    const summary = summaryOf({ ...nine, gmfcs });
    const numbers = new Set(summary.sources.map(({ number }) => number));
    for (const { sources, text } of statements(summary))
      for (const number of sources) expect(numbers.has(number), text).toBe(true);
    expect([...numbers]).toEqual(summary.sources.map((_, index) => index + 1));
  }
});
test("a statement that rests on an unverified source says so itself", () => {
  const summary = summaryOf({ ...nine, gmfm66: { score: 60 } });
  const unverified = new Set(
    summary.sources.filter(({ checked }) => checked === "unverified").map(({ number }) => number),
  );
  expect(unverified.size).toBeGreaterThan(0);
  const thresholds =
    summary.dose.status === "computed" ? summary.dose.thresholds.flatMap(({ meanings }) => meanings) : [];
  const resting = [...statements(summary), ...thresholds].filter(({ sources }) =>
    sources.some((n) => unverified.has(n)),
  );
  expect(resting.length).toBeGreaterThan(0);
  for (const { text } of resting) expect(text).toContain("unverified");
});
test("facts that were not given are said to be so, and ask nothing of the arithmetic", () => {
  const summary = summaryOf({ ageYears: 9 });
  expect(summary.child.filter(({ given }) => !given).every(({ value }) => value === "Not given")).toBe(true);
  expect(summary.dose.status).toBe("not-computed");
  expect(summary.dose.lead).toContain("not given");
});
test("the same facts, packs and day give the same summary", () => {
  expect(summaryOf(nine)).toEqual(summaryOf(nine));
});
test("the summary is plain JSON, and Markdown and HTML say the same sentences", () => {
  const summary = summaryOf(nine);
  expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  const [markdown, html] = [toMarkdown(summary), toHtml(summary)];
  for (const { text } of statements(summary)) {
    expect(markdown).toContain(text);
    expect(html).toContain(text.replaceAll("&", "&amp;").replaceAll("'", "&#39;"));
  }
});

test("hostile words of a record are shown and do nothing", () => {
  const hostile = "<img src=x onerror=alert(1)> **bold** `code` | \u202Eevil\u0000 &amp;";
  const reading = readRecord(
    {
      protocolSection: {
        identificationModule: { nctId: "NCT00000001", briefTitle: hostile },
        conditionsModule: { conditions: ["Cerebral Palsy"] },
        eligibilityModule: { eligibilityCriteria: `Inclusion Criteria:\n\n* ${hostile}` },
      },
    },
    { origin: "registry", asOf: today },
  );
  if (reading.status === "refused") throw new Error(reading.because.code);
  const summary = summaryOf(nine, { version: "hostile", trials: [compileTrial(reading.trial)] });
  for (const html of [toSheet(summary), toHtml(summary)]) {
    expect(html).not.toContain("<img");
    expect(html).not.toContain("\u202E");
    expect(html).not.toContain("\u0000");
    expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");
  }
  const markdown = toMarkdown(summary);
  expect(markdown).not.toMatch(/(?<!\\)<img/);
  expect(markdown).not.toContain("**bold**");
});
