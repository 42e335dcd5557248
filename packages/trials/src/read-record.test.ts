import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { oncePerTrial } from "./once-per-trial.ts";
import { readRecord } from "./read-record.ts";
import type { Trial } from "./record.ts";
import { registryNumbersIn, registryOf } from "./registry-number.ts";

const copy = { origin: "registry", asOf: "2026-10-04" } as const;

function read(json: unknown): Trial {
  const reading = readRecord(json, copy);
  if (reading.status === "refused") throw new Error(reading.because.code);
  return reading.trial;
}

const row = {
  TrialID: "JPRN-UMIN000012345",
  Last_Refreshed_on: "21 September 2026",
  Public_title: "Own cord blood in children with cerebral palsy",
  Scientific_title: "A first study",
  Primary_sponsor: "A hospital",
  Source_Register: "JPRN",
  web_address: "https://center6.umin.ac.jp/x",
  Recruitment_Status: "Recruiting",
  Inclusion_agemin: "1years-old",
  Inclusion_agemax: "6",
  Inclusion_gender: "Male and Female",
  Date_enrollement: "2025/04/01",
  Target_size: "12",
  Study_type: "Interventional",
  Phase: "Phase I",
  Countries: "Japan;Korea, Republic of",
  Inclusion_Criteria: "1) cerebral palsy<br>2) own cord blood stored",
  Exclusion_Criteria: "1) seizures",
  Condition: "Cerebral palsy",
  Intervention: "Biological: own cord blood",
  Secondary_ID: "NCT04567890; Protocol 7",
};

test("a row of the WHO's portal is a trial of its registry, handed on", () => {
  expect(read({ ictrp: row })).toMatchObject({
    registryId: "UMIN000012345",
    registry: "JPRN",
    via: "ictrp",
    otherNumbers: ["NCT04567890"],
    title: "Own cord blood in children with cerebral palsy",
    status: "RECRUITING",
    studyType: "INTERVENTIONAL",
    phases: ["PHASE1"],
    sex: "ALL",
    minimumAge: { age: { amount: 1, unit: "year" } },
    maximumAge: { text: "6", age: { amount: 6, unit: "year" } },
    countries: [
      { name: "Japan", code: "JP" },
      { name: "Korea, Republic of", code: "KR" },
    ],
    eligibility:
      "Inclusion Criteria:\n\n1) cerebral palsy\n2) own cord blood stored\n\nExclusion Criteria:\n\n1) seizures",
    enrollment: { count: 12 },
    lastUpdatePosted: "2026-09-21",
    url: "https://center6.umin.ac.jp/x",
    whyCerebralPalsy: { field: "conditions" },
  });
});

test("the columns of a table, with spaces, are read as the elements of XML, with underscores", () => {
  const spaced = Object.fromEntries(
    Object.entries(row).map(([name, text]) => [name.replaceAll("_", " "), text]),
  );
  expect(read({ ictrp: spaced })).toEqual(read({ ictrp: row }));
});

test("a record of ANZCTR is read from its elements, wherever they stand", () => {
  const trial = read({
    anzctr: {
      actrnumber: "ACTRN12616000403437",
      stage: "Registered",
      trial_identification: {
        studytitle: "Sibling cord blood for children with cerebral palsy",
        scientifictitle: "Safety of sibling cord blood",
        secondaryid: ["NCT03087110", "U1111-1234-5678"],
      },
      conditions: { healthcondition: ["Cerebral palsy"] },
      interventions: {
        interventions: "One infusion of cord blood cells",
        interventioncode: "Treatment: Other",
      },
      eligibility: {
        inclusivecriteria: "Cerebral palsy of any kind",
        inclusiveminage: "1",
        inclusiveminagetype: "Years",
        inclusivemaxage: "16",
        inclusivemaxagetype: "Years",
        inclusivegender: "Both males and females",
        exclusivecriteria: "Ventilator support",
      },
      trial_design: { studytype: "Interventional" },
      recruitment: {
        phase: "Phase 1",
        anticipatedstartdate: "1/03/2016",
        samplesize: "12",
        recruitmentstatus: "Completed",
        recruitmentcountry: "Australia",
      },
      sponsorship: { primarysponsorname: "An institute" },
    },
  });
  expect(trial).toMatchObject({
    registryId: "ACTRN12616000403437",
    registry: "ANZCTR",
    otherNumbers: ["NCT03087110"],
    status: "COMPLETED",
    phases: ["PHASE1"],
    minimumAge: { text: "1 Years", age: { amount: 1, unit: "year" } },
    startDate: "2016-03-01",
    countries: [{ name: "Australia", code: "AU" }],
    url: "https://anzctr.org.au/ACTRN12616000403437.aspx",
  });
  expect(trial.via).toBeUndefined();
});

test("an export without a number, or with one that is none, is refused with its reason", () => {
  expect(readRecord({ ictrp: {} }, copy)).toMatchObject({ because: { code: "record-without-number" } });
  expect(readRecord({ anzctr: { actrnumber: "12" } }, copy)).toMatchObject({
    because: { code: "record-number-not-readable" },
  });
});

test("numbers of registries are found in text as the registries write them", () => {
  expect(
    registryNumbersIn("see nct01234567, ISRCTN12345678; CTRI/2019/01/017155 and EUCTR2015-000137-10-GB"),
  ).toEqual(["NCT01234567", "ISRCTN12345678", "CTRI/2019/01/017155", "EUCTR2015-000137-10-GB"]);
  expect(registryNumbersIn("jprn-jrcts031180123 JPRN-UMIN000012345 chictr2600132949 XNCT012345678")).toEqual([
    "jRCTs031180123",
    "UMIN000012345",
    "ChiCTR2600132949",
  ]);
  expect(registryOf("ACTRN12616000403437")).toMatchObject({ name: "ANZCTR" });
});

describe("a trial that is registered twice", () => {
  const nct = read({
    protocolSection: {
      identificationModule: {
        nctId: "NCT03087110",
        briefTitle: "Cerebral palsy",
        secondaryIdInfos: [{ id: "ACTRN12616000403437", type: "REGISTRY" }],
      },
    },
  });
  const anzctr = read({ anzctr: { actrnumber: "ACTRN12616000403437", studytitle: "The same" } });
  const portal = read({ ictrp: { TrialID: "ISRCTN12345678", Secondary_ID: "ACTRN12616000403437" } });
  const other = read({ anzctr: { actrnumber: "ACTRN12616000400000", studytitle: "Another" } });

  test("is shown once, with both numbers, from the fullest record", () => {
    expect(oncePerTrial([anzctr, other, nct])).toMatchObject([
      { registryId: "NCT03087110", otherNumbers: ["ACTRN12616000403437"] },
      { registryId: "ACTRN12616000400000", otherNumbers: [] },
    ]);
  });

  test("also where only one of the records names the other, and by way of a third", () => {
    const [shown, ...more] = oncePerTrial([portal, nct, anzctr]);
    expect(more).toEqual([]);
    expect(shown).toMatchObject({
      registryId: "NCT03087110",
      otherNumbers: ["ACTRN12616000403437", "ISRCTN12345678"],
    });
  });

  test("no trial is lost and none shown twice, whatever they name", () => {
    const numbers = Array.from({ length: 8 }, (_, index) => `NCT0000000${index}`);
    const trials = fc.uniqueArray(
      fc.record({
        registryId: fc.constantFrom(...numbers),
        otherNumbers: fc.subarray(numbers, { maxLength: 3 }),
      }),
      { selector: ({ registryId }) => registryId },
    );
    fc.assert(
      fc.property(trials, (drawn) => {
        const given = drawn.map((changes) => ({ ...nct, ...changes }));
        const shown = oncePerTrial(given);
        const named = shown.flatMap(({ registryId, otherNumbers }) => [registryId, ...otherNumbers]);
        for (const { registryId } of given) expect(named).toContain(registryId);
        expect(new Set(named).size).toBe(named.length);
      }),
    );
  });
});

test("whatever an export holds, reading it ends and throws nothing", () => {
  fc.assert(
    fc.property(fc.constantFrom("ictrp", "anzctr"), fc.jsonValue(), (kind, json) => {
      readRecord({ [kind]: json }, copy);
      readRecord(
        { [kind]: { TrialID: "ISRCTN12345678", actrnumber: "ACTRN12616000403437", more: json } },
        copy,
      );
    }),
  );
});
