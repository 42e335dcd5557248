import { expect, test } from "vitest";
import { evidenceList } from "./list.ts";

const rows = evidenceList();
const row = (id: string) => rows.find((candidate) => candidate.id === id)!;

test("there is one row a study, each with its citation", () => {
  expect(rows).toHaveLength(32);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(32);
  for (const { citation } of rows) expect(citation.title).not.toBe("");
});

test("a row is headed by its comparison with an interval: Sun 2017 found no clear difference", () => {
  expect(row("sun-2017-autologous").headline).toMatchObject({
    code: "difference",
    measure: "GMFM-66",
    month: 12,
    direction: "no clear difference",
    figure: { value: 0.6, ciLow: -2.449, ciHigh: 3.649, nature: "derived" },
  });
});

test("ACCeNT is headed by its published adjusted difference, not by one derived here, and counts 62 for cord blood", () => {
  const accent = row("sun-2022-accent-cp");
  expect(accent.headline.figure).toMatchObject({
    value: 3.3,
    ciLow: 0.59,
    ciHigh: 5.93,
    nature: "published",
  });
  expect(accent.children).toMatchObject({ count: 62, scope: "arms of this product and their controls" });
});

test("a change without a comparison is never called a difference", () => {
  expect(row("saitoh-2025-sibling").headline.code).toBe("change-without-comparison");
  expect(row("sun-2021-sibling").headline.code).toBe("change-without-comparison");
});

test("a difference printed without spread is withheld", () => {
  expect(row("min-2020-factorial").headline).toMatchObject({ code: "difference-without-interval" });
  expect(row("min-2020-factorial").headline).not.toHaveProperty("figure");
});

test("where nothing was found the row says so, and an unread number is absent rather than 0", () => {
  expect(row("cha-nct03130816").headline).toEqual({ code: "no-result-found" });
  expect(row("cha-nct03130816")).not.toHaveProperty("children");
  expect(row("augusta-nct01072370").children?.count).toBe(0);
});

test("no row shows a difference without its interval", () => {
  const differences = rows.filter(({ headline }) => headline.code === "difference");
  expect(differences.length).toBeGreaterThan(5);
  for (const { headline } of differences)
    expect(headline.figure).toMatchObject({ ciLow: expect.any(Number), ciHigh: expect.any(Number) });
});
