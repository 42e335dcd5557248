import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRecord } from "./read-record.ts";
import type { Copy, Trial } from "./record.ts";

const copy: Copy = { origin: "registry", asOf: "2026-11-22" };

function read(protocolSection: unknown): Trial {
  const reading = readRecord({ protocolSection }, copy);
  if (reading.status === "refused") throw new Error(reading.because.code);
  return reading.trial;
}

// Shaped like NCT03327467 as the API answers; shortened, the words our own.
const full = {
  identificationModule: { nctId: "NCT03327467", briefTitle: "Cord blood, expanded access" },
  statusModule: {
    overallStatus: "AVAILABLE",
    startDateStruct: { date: "2017-10", type: "ACTUAL" },
    completionDateStruct: { date: "2030" },
    lastUpdatePostDateStruct: { date: "2026-01-15", type: "ACTUAL" },
  },
  sponsorCollaboratorsModule: { leadSponsor: { name: "A university", class: "OTHER" } },
  conditionsModule: { conditions: ["Cerebral Palsy", "Hydrocephalus"], keywords: ["cord blood"] },
  designModule: { studyType: "EXPANDED_ACCESS", phases: ["PHASE1", "PHASE2"], enrollmentInfo: { count: 60 } },
  armsInterventionsModule: {
    interventions: [{ type: "BIOLOGICAL", name: "Cord blood", otherNames: ["UCB"] }, { type: "OTHER" }],
  },
  eligibilityModule: {
    eligibilityCriteria: " Inclusion Criteria:\n\n* Age \\< 26 years ",
    sex: "ALL",
    maximumAge: "25 Years",
  },
  contactsLocationsModule: {
    locations: [{ country: "United States" }, { country: "United States" }, { country: "Atlantis" }],
  },
};

describe("a complete record", () => {
  const trial = read(full);
  test("gives what is asked of it", () => {
    expect(trial).toMatchObject({
      registryId: "NCT03327467",
      title: "Cord blood, expanded access",
      status: "AVAILABLE",
      studyType: "EXPANDED_ACCESS",
      phases: ["PHASE1", "PHASE2"],
      conditions: ["Cerebral Palsy", "Hydrocephalus"],
      interventions: [{ type: "BIOLOGICAL", name: "Cord blood", otherNames: ["UCB"] }],
      sex: "ALL",
      maximumAge: { text: "25 Years", age: { amount: 25, unit: "year" } },
      enrollment: { count: 60 },
      sponsor: "A university",
      origin: "registry",
      asOf: "2026-11-22",
      asOfMeans: "copy",
      url: "https://clinicaltrials.gov/study/NCT03327467",
      whyCerebralPalsy: { field: "conditions", words: "Cerebral Palsy" },
    });
    expect(trial.minimumAge).toBeUndefined();
  });
  test("keeps partial dates partial", () => {
    expect([trial.startDate, trial.completionDate, trial.lastUpdatePosted]).toEqual([
      "2017-10",
      "2030",
      "2026-01-15",
    ]);
  });
  test("keeps the eligibility text exactly, blanks and escapes included", () => {
    expect(trial.eligibility).toBe(" Inclusion Criteria:\n\n* Age \\< 26 years ");
  });
  test("names each country once, with a code where there is one", () => {
    expect(trial.countries).toEqual([{ name: "United States", code: "US" }, { name: "Atlantis" }]);
  });
});

test("a record of nothing but a number is a trial of which nothing else is known", () => {
  const trial = read({ identificationModule: { nctId: " nct00000001 " } });
  expect(trial).toMatchObject({
    registryId: "NCT00000001",
    title: "NCT00000001",
    eligibility: "",
    countries: [],
  });
  expect(trial.status).toBeUndefined();
  expect(trial.whyCerebralPalsy).toBeUndefined();
});
test("values no list knows are kept as they are", () => {
  const trial = read({ ...full, statusModule: { overallStatus: "PAUSED_FOR_TEA" } });
  expect(trial.status).toBe("PAUSED_FOR_TEA");
});
test("99999999 participants means that nobody knows", () => {
  const trial = read({ ...full, designModule: { enrollmentInfo: { count: 99_999_999 } } });
  expect(trial.enrollment).toBeUndefined();
});
test("a date that is not in the calendar is no date", () => {
  expect(
    read({ ...full, statusModule: { startDateStruct: { date: "2024-02-31" } } }).startDate,
  ).toBeUndefined();
});

describe("a record is refused", () => {
  test.each([
    [null, "record-not-an-object", { found: "null" }],
    [[], "record-not-an-object", { found: "a list" }],
    ["NCT00000001", "record-not-an-object", { found: "NCT00000001" }],
    [{}, "record-without-protocol", {}],
    [{ protocolSection: {} }, "record-without-id", {}],
    [
      { protocolSection: { identificationModule: { nctId: "NCT1" } } },
      "record-id-not-readable",
      { found: "NCT1" },
    ],
    [{ protocolSection: { identificationModule: { nctId: 7 } } }, "record-id-not-readable", { found: "7" }],
  ])("%j", (json, code, values) => {
    expect(readRecord(json, copy)).toEqual({ status: "refused", because: { code, values } });
  });
  test("when the date of the copy is none", () => {
    expect(readRecord({ protocolSection: full }, { ...copy, asOf: "today" })).toMatchObject({
      because: { code: "copy-date-not-readable", values: { found: "today" } },
    });
  });
});

test("reads or refuses anything, and never borrows a property from the language", () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true }), (json) => {
      expect(["read", "refused"]).toContain(readRecord(json, copy).status);
      const module = {
        protocolSection: { identificationModule: { nctId: "NCT00000001" }, statusModule: json },
      };
      expect(readRecord(module, copy).status).toBe("read");
    }),
  );
  expect(readRecord({ __proto__: { protocolSection: full } }, copy).status).toBe("refused");
});
