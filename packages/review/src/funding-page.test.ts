import { dataSet } from "evidence";
import { say } from "visit";
import { expect, test } from "vitest";
import { fundingPage } from "./funding-page.ts";

const data = dataSet();
const page = fundingPage(say("en"), "en", data);

test("every study stands there, with its payers or without any that was read", () => {
  expect(page.studies.map(({ id }) => id)).toEqual(data.studies.map(({ id }) => id));
  expect(page.counts.all).toBe(data.studies.length);
  expect(page.counts.paidByRead).toBe(page.studies.filter(({ backers }) => backers.length > 0).length);
});

test("every payer and interest leads to where it was read", () => {
  for (const { backers, interests } of page.studies)
    for (const { sources } of [...backers, ...interests]) expect(sources.length).toBeGreaterThan(0);
});

test("a bank among those who paid counts as a seller near the study", () => {
  const crompton = page.studies.find(({ id }) => id === "crompton-2022-sibling")!;
  expect(crompton.backers.map(({ label }) => label)).toContain("Cell Care Australia");
  expect(page.counts.seller).toBeGreaterThanOrEqual(6);
});

test("every conflict of the data set has two sides or more, each with its source", () => {
  expect(page.conflicts.map(({ id }) => id)).toEqual(data.conflicts.map(({ id }) => id));
  for (const { sides } of page.conflicts) {
    expect(sides.length).toBeGreaterThan(1);
    for (const { sources } of sides) expect(sources.length).toBeGreaterThan(0);
  }
});
