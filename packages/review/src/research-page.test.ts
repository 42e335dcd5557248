import { type DataSet, dataSet } from "evidence";
import { say } from "visit";
import { expect, test } from "vitest";
import { harmsPage } from "./harms-page.ts";
import { methodsPage } from "./methods-page.ts";
import { pairsPage } from "./pairs-page.ts";
import { researchPage } from "./research-page.ts";

const english = say("en");
const page = researchPage(english, "en");

test("the finding names its children, its month, its range, and the scale", () => {
  for (const part of ["170", "171", "12 months", "1.42", "0.31 to 2.52", "from 0 to 100"])
    expect(page.finding.text).toContain(part);
});
test("three groups are told apart, each with movement at two months and serious events, and none is promised", () => {
  expect(page.groups.map(({ outcomes }) => outcomes.length)).toEqual([3, 3, 3]);
  const [, , older] = page.groups;
  for (const { text, level, reasons } of older!.outcomes) {
    expect(text).toContain("we do not know");
    expect(level).toBe("very low");
    expect(reasons.length).toBeGreaterThan(1);
  }
});
test("every pool says that it is no published result, with the wide interval in its sentence", () => {
  const pools = page.pools.filter(({ pool }) => pool !== undefined);
  expect(pools.length).toBe(2);
  for (const { statement, pool, remarks } of pools) {
    expect(statement.text).toContain("only to illustrate");
    expect(statement.text).toContain("not the published result");
    expect(statement.sources.length).toBeGreaterThan(0);
    expect(remarks.join(" ")).toContain("What it mixes");
    expect(pool!.sensitivity.rows.length).toBeGreaterThan(3);
  }
});
test("the single trial by spine says why it is trusted less, and the open question that there is nothing", () => {
  const one = page.pools.find(({ id }) => id === "own.12m-spine")!;
  expect(one.remarks[0]).toContain("do not fit the way they are said to have been drawn");
  const none = page.pools.find(({ id }) => id === "own.12m-vein.6-to-15")!;
  expect(none.statement.text).toContain("nothing to put together");
  expect(none.leftOut.length).toBeGreaterThan(10);
});
test("no share of improved children stands without the same share of others", () => {
  const words = JSON.stringify([page, harmsPage(english, "en"), pairsPage(english, "en")]);
  expect(words).not.toMatch(/68 ?%|responder/i);
  expect(words).not.toMatch(/\b1 in \d/);
});
test("harms compare with children without cells where the trial has them, in one sentence", () => {
  const compared = page.harms.find(({ text }) => text.includes("Min K 2013"))!;
  expect(compared.text).toMatch(
    /8 of 100 children with cord blood had it and 92 did not.*Without cord blood, 9 of 100 had it and 91 did not/,
  );
});
test("each study's bias is told with the overall word of its tool, and each step of certainty with its reasons", () => {
  const { bias, grade } = methodsPage(english, "en");
  expect(bias.map(({ rows }) => rows.length)).toEqual([12, 20]);
  for (const { ratings } of grade) expect(ratings).toHaveLength(8);
  const sun = bias[0]!.rows.find(({ study }) => study === "sun-2022-accent-cp")!;
  expect(sun.overall).toBe("High");
});
test("a figure that a page rests on cannot vanish unseen", () => {
  const data = dataSet();
  const outcomes = data.outcomes.filter(({ id }) => id !== "sun-2017-autologous.pbo.gmfm-66.12m");
  const without: DataSet = { ...data, outcomes };
  expect(() => researchPage(english, "en", without)).toThrow("sun-2017-autologous.pbo.gmfm-66.12m");
});
