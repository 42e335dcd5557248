import { mapBandMonths, mapBands } from "evidence";
import { expect, test } from "vitest";
import { emptyDraft } from "../child/draft.ts";
import { bandYears, placeOf } from "./place-of-child.ts";

const nine = { ...emptyDraft, ageBy: "years", ageYears: "9", gmfcs: "II" } as const;

test("a child of nine at level II stands in the band from six to nine", () => {
  expect(placeOf(nine, "2026-11-26")).toEqual({ band: "6-to-9", level: "II" });
});

test("the bands here are those of the map, year for month", () => {
  expect(bandYears.map(([band]) => band)).toEqual(mapBands);
  for (const [band, low, high] of bandYears) {
    expect(low * 12).toBe(mapBandMonths[band].low);
    if (band !== "16-and-over") expect(high * 12 + 11).toBe(mapBandMonths[band].high);
  }
});

test.each([
  ["2017-01", "6-to-9"],
  ["2016-11", "6-to-9"],
  ["2016-10", "10-to-15"],
  ["2026-11", "under-2"],
  ["2027-02", undefined],
])("a child born in %s is put in %s on 26 November 2026", (born, band) => {
  const [birthYear = "", birthMonth = ""] = born.split("-");
  expect(placeOf({ ...emptyDraft, birthYear, birthMonth, gmfcs: "IV" }, "2026-11-26")?.band).toBe(band);
});

test("the store of the family decides the donor only when there is one", () => {
  expect(placeOf({ ...nine, own: "stored" }, "2026-11-26")?.donor).toBe("own");
  expect(placeOf({ ...nine, sibling: "stored" }, "2026-11-26")?.donor).toBe("sibling");
  expect(placeOf({ ...nine, own: "stored", sibling: "stored" }, "2026-11-26")?.donor).toBeUndefined();
});

test.each([
  { ...nine, gmfcs: "" },
  { ...nine, gmfcs: "VI" },
  { ...nine, ageYears: "nine" },
  { ...nine, ageYears: "" },
  emptyDraft,
])("without a readable age and level there is no place", (draft) => {
  expect(placeOf(draft, "2026-11-26")).toBeUndefined();
});
