import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDetails } from "./details.ts";
import { distanceKm } from "./distance.ts";
import { recordAge } from "./record-age.ts";
import { whoPays } from "./who-pays.ts";

describe("details of a record", () => {
  test("are read where they stand, enumerations and words as they are", () => {
    const details = readDetails({
      hasResults: true,
      protocolSection: {
        identificationModule: { orgStudyIdInfo: { id: "X-1" }, nctIdAliases: ["NCT00000002"] },
        sponsorCollaboratorsModule: { leadSponsor: { name: "A university", class: "OTHER" } },
        designModule: { designInfo: { allocation: "RANDOMIZED", maskingInfo: { masking: "DOUBLE" } } },
        statusModule: {
          startDateStruct: { date: "2024-03", type: "ACTUAL" },
          statusVerifiedDate: "2026-01",
        },
        contactsLocationsModule: {
          centralContacts: [{ name: "A nurse", phone: "+1 555 0100", phoneExt: "7" }],
          locations: [
            { city: "Laval", country: "Canada", geoPoint: { lat: 45.57, lon: -73.75 } },
            { city: "Nowhere", country: "Atlantis", geoPoint: { lat: 1e9, lon: "east" } },
          ],
        },
      },
    });
    expect(details).toMatchObject({
      otherNumbers: ["X-1", "NCT00000002"],
      sponsor: { name: "A university", class: "OTHER" },
      allocation: "RANDOMIZED",
      start: { date: "2024-03", type: "ACTUAL" },
      statusVerified: "2026-01",
      contacts: [{ name: "A nurse", phone: "+1 555 0100 x7" }],
      hasResults: true,
    });
    expect(details.sites[0]).toMatchObject({ countryCode: "CA", at: { latitude: 45.57, longitude: -73.75 } });
    expect(details.sites[1]).not.toHaveProperty("at");
    expect(details.sites[1]).not.toHaveProperty("countryCode");
  });

  test("come from any JSON at all without a fault", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const details = readDetails({
          protocolSection: { contactsLocationsModule: json, statusModule: json },
        });
        expect(Array.isArray(details.sites)).toBe(true);
        readDetails(json);
      }),
    );
  });
});

describe("words that make the family pay", () => {
  const found = (briefSummary: string) =>
    whoPays({ eligibility: "" }, { ...readDetails({}), briefSummary }).map(({ text }) => text);

  test.each([
    "Participants will be asked to pay for the cell infusion.",
    "In addition to your time, you will be charged a fee of $800.",
    "This study does not cover the cost of treatment.",
    "Treatment is patient-funded.",
    "Families travel at their own expense.",
    "Families are responsible for the cost of travel.",
    "All expenses must be covered by the participant.",
    "Participation requires a fee.",
    "There is a fee to take part.",
    "This protocol intends to charge a fee for cost covering purposes only.",
  ])("%s", (sentence) => {
    expect(found(`A study of cells. ${sentence} It lasts a year.`)).toEqual([sentence]);
  });

  test.each([
    "The patients will not pay for the treatment.",
    "All visits are free of charge for families.",
    "Participants are encouraged to pay attention to their feet.",
    "Subjects will be paid a fee of $20 for each visit.",
    "This study measures out-of-pocket costs of families.",
    "Parents are responsible for filling in the diary.",
    "All costs are covered by the sponsor for participants.",
    "Participants will be reimbursed for travel and pay nothing.",
  ])("not: %s", (sentence) => {
    expect(found(sentence)).toEqual([]);
  });
});

describe("the age of a record", () => {
  const copy = { asOf: "2026-11-01", asOfMeans: "copy" } as const;
  test.each([
    ["2025-12-20", "recent"],
    ["2025-11-20", "old"],
    ["2024-12", "old"],
    ["2024-11-01", "probably-closed"],
  ])("last updated %s, seen on 2026-11-26: %s", (lastUpdatePosted, age) => {
    expect(recordAge({ ...copy, lastUpdatePosted }, "2026-11-26").age).toBe(age);
  });
  test("is not known where the date only says when we wrote it down", () => {
    expect(recordAge({ asOf: "2026-11-22", asOfMeans: "restating" }, "2026-11-26")).toEqual({
      age: "undated",
    });
  });
});

describe("distance", () => {
  test("Nashville to Los Angeles is 2,887 km, the published worked example of the haversine formula", () => {
    // Rosetta Code, "Haversine formula": 2,887.26 km with a radius of 6,372.8 km; 2,886.44 with the mean radius.
    const km = distanceKm({ latitude: 36.12, longitude: -86.67 }, { latitude: 33.94, longitude: -118.4 });
    expect(km).toBeCloseTo(2886.44, 1);
  });
  test("is the same both ways, nothing to itself, and never more than half way round", () => {
    const place = fc.record({
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(place, place, (a, b) => {
        expect(distanceKm(a, b)).toBeCloseTo(distanceKm(b, a), 6);
        expect(distanceKm(a, a)).toBeCloseTo(0, 6);
        expect(distanceKm(a, b)).toBeLessThanOrEqual(20_016);
      }),
    );
  });
});
