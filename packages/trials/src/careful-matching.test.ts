/** Lines that turn on themselves: exceptions, times that must have passed, groups of which one is enough. */
import { describe, expect, test } from "vitest";
import { readAnnotated } from "./annotation/read-annotated.ts";
import type { TrialChild } from "./child.ts";
import { compileTrial } from "./compile-trial.ts";
import { fitOf, judgeCriteria } from "./judge-criteria.ts";
import { matchTrial } from "./match.ts";
import { readRecord } from "./read-record.ts";

const today = "2026-11-22";
const nobody: TrialChild = {
  age: { low: 99, high: 99 },
  botulinumToxin: [],
  operations: [],
  seizures: { ever: false },
  nothingElse: true,
};
const fit = (text: string, facts: Partial<TrialChild> = {}) =>
  fitOf(judgeCriteria(readAnnotated(text), { ...nobody, ...facts }, today));
const included = (line: string, facts: Partial<TrialChild> = {}) =>
  fit(`Inclusion Criteria:\n\n* ${line}`, facts);
const excluded = (line: string, facts: Partial<TrialChild> = {}) =>
  fit(`Exclusion Criteria:\n\n* ${line}`, facts);

const injected = (date: string, words = "calf") => ({ botulinumToxin: [{ date, words }] });
const operated = (date: string, words: string) => ({ operations: [{ date, words }] });
const lastSeizure = (last: string) => ({ seizures: { ever: true, afterAge2: true, controlled: true, last } });

describe("a time that must have passed", () => {
  test.each([
    "At least 6 months since the last botulinum toxin injection",
    "No botulinum toxin injection for at least 6 months",
    "Free of botulinum toxin for 6 months or more",
  ])("is counted from the last time, and who was never injected is far enough from it: %s", (line) => {
    expect(included(line).verdict).toBe("met");
    expect(included(line, injected("2026-05-22")).verdict).toBe("met");
    expect(included(line, injected("2026-05-23"))).toMatchObject({
      verdict: "not-met",
      opensOn: "2026-11-23",
    });
    const both = [...injected("2020-01-01").botulinumToxin, ...injected("2026-10-05").botulinumToxin];
    expect(included(line, { botulinumToxin: both }).verdict).toBe("not-met");
  });
  test("holds for each of the treatments it names", () => {
    const line = "More than 6 months since any operation or botulinum toxin";
    const long = operated("2020-01-01", "hip osteotomy");
    expect(included(line, long).verdict).toBe("met");
    expect(included(line, { ...long, ...injected("2026-10-05") }).verdict).toBe("not-met");
  });
  test("asks for the treatment where its words do", () => {
    const line = "Had orthopedic surgery at least one year ago";
    expect(included(line).verdict).toBe("not-met");
    expect(included(line, operated("2024-03-01", "hamstring lengthening")).verdict).toBe("met");
    expect(included("At least one year after orthopedic surgery").verdict).toBe("unknown");
  });
  test.each([
    "Not seizure-free for at least 6 months",
    "Seizures, unless seizure-free for at least 6 months",
    "Any seizure within 6 months",
  ])("excluded: %s", (line) => {
    expect(excluded(line).verdict).toBe("met");
    expect(excluded(line, lastSeizure("2025-09")).verdict).toBe("met");
    expect(excluded(line, lastSeizure("2026-08-10"))).toMatchObject({
      verdict: "not-met",
      opensOn: "2027-02-10",
    });
  });
  test.each([
    "Has not been without botulinum toxin injections for at least 4 months",
    "Not at least 4 months after botulinum toxin",
    "Injected with botulinum toxin less than 4 months ago",
    "Botulinum toxin in the last four months",
  ])("denied twice it is the window itself: %s", (line) => {
    expect(excluded(line).verdict).toBe("met");
    expect(excluded(line, injected("2026-10-05"))).toMatchObject({
      verdict: "not-met",
      opensOn: "2027-02-05",
    });
    expect(excluded(line, injected("2026-01-05")).verdict).toBe("met");
  });
  test("how long something lasted is no distance in time", () => {
    expect(excluded("Has had physiotherapy for at least 3 months").verdict).toBe("met");
  });
  test("half a year and one and a half years are lengths too", () => {
    expect(excluded("Botulinum toxin in the last half year", injected("2026-06-01")).opensOn).toBe(
      "2026-12-01",
    );
    const line = "Surgery in the previous one and a half years";
    expect(excluded(line, operated("2025-12-01", "wrist tendon transfer")).opensOn).toBe("2027-06-01");
  });
  test("a stretch of time that is not understood settles nothing against a child", () => {
    expect(excluded("Botulinum toxin in the last few months", injected("2025-11-10")).verdict).toBe(
      "unknown",
    );
  });
});

describe("what a line itself lets through", () => {
  const line = "Botulinum toxin in the last 6 months (injections into the arm are allowed)";
  test("does not shut out, and the rest of the line does", () => {
    expect(excluded(line, injected("2026-10-05", "left biceps")).verdict).toBe("met");
    expect(excluded(line, injected("2026-10-05", "both gastrocnemius")).verdict).toBe("not-met");
  });
  test("is an operation of that kind, not any on a tendon", () => {
    const words = "Orthopedic surgery within 2 years, except tendon lengthening";
    expect(excluded(words, operated("2026-03-01", "Achilles tendon lengthening")).verdict).toBe("met");
    expect(excluded(words, operated("2026-03-01", "wrist flexor tendon transfer")).verdict).toBe("not-met");
    const eyes = "Surgery within 12 months (except strabismus surgery)";
    expect(excluded(eyes, operated("2026-03-01", "wrist flexor tendon transfer")).verdict).toBe("not-met");
    expect(excluded(eyes, operated("2026-03-01", "strabismus surgery")).verdict).toBe("met");
  });
  test("is open where it is only small", () => {
    const words = "Surgery within 2 years, other than minor procedures";
    expect(excluded(words, operated("2026-03-01", "hamstring lengthening")).verdict).toBe("unknown");
  });
  test("a loss that is put right is none where only what is left counts", () => {
    const glasses = { vision: "corrected" } as const;
    expect(excluded("Visual impairment, unless corrected by glasses", glasses).verdict).toBe("met");
    expect(excluded("Uncorrected visual impairment", glasses).verdict).toBe("met");
    expect(excluded("Uncorrected visual impairment", { vision: "impaired" }).verdict).toBe("not-met");
  });
});

describe("seizures of the first days only", () => {
  const newborn = { seizures: { ever: true, afterAge2: false, controlled: true, last: "2018-08-12" } };
  test.each([
    "Epilepsy",
    "Any seizure after the newborn period",
    "Photosensitive epilepsy",
    "Seizure in the last 5 years",
  ])("are not meant by: %s", (line) => {
    expect(excluded(line, newborn).verdict).toBe("met");
  });
  test("are a history of seizures", () => {
    expect(excluded("Any history of seizures", newborn).verdict).toBe("not-met");
  });
  test("a window that reaches back before age 2 is open where only later ones are denied", () => {
    const young = {
      age: { low: 36, high: 36 },
      seizures: { ever: true, afterAge2: false, controlled: true },
    };
    expect(excluded("Seizure in the last 2 years", young).verdict).toBe("unknown");
  });
});

describe("groups of which one is enough", () => {
  const inline =
    "Inclusion Criteria:\n\n* Arm A: children 2 to 5 years old with GMFCS I or II\n* Arm B: children 6 to 10 years old with GMFCS III or IV";
  const headed =
    "Inclusion Criteria:\n\nCohort 1 (GMFCS I-II)\n\n* 2 to 5 years of age\n\nCohort 2 (GMFCS III-IV):\n\n* 6 to 10 years of age\n\nAll participants\n\n* Body weight over 10 kg";
  test.each([
    ["in the lines", inline],
    ["as headings", headed],
  ])("%s", (_, text) => {
    const heavy = { weightKg: 20 };
    expect(fit(text, { ...heavy, gmfcs: "III" }).verdict).toBe("met");
    expect(fit(text, { ...heavy, gmfcs: "I", age: { low: 40, high: 40 } }).verdict).toBe("met");
    expect(fit(text, { ...heavy, gmfcs: "I" }).verdict).toBe("not-met");
    expect(fit(text, heavy).verdict).toBe("unknown");
  });
  test("a weight asked of all is asked of every group", () => {
    expect(fit(headed, { gmfcs: "III", weightKg: 9 }).verdict).toBe("not-met");
  });
  test("a group that is named alone may have others beside it", () => {
    expect(included("Cohort 2 only: weighs over 20 kg", { weightKg: 15 }).verdict).toBe("unknown");
  });
  test("a child with cerebral palsy is in no group of healthy children", () => {
    const line =
      "Group A: spastic CP, GMFCS I-III, 6 to 12 years old\n* Group B: typically developing children, 6 to 12 years old";
    expect(included(line, { motorTypes: ["spastic"], gmfcs: "V" }).verdict).toBe("not-met");
  });
  test("no line of a group is shown as broken", () => {
    for (const eligibilityCriteria of [inline, headed]) {
      const protocolSection = {
        identificationModule: { nctId: "NCT99000001", briefTitle: "Training" },
        eligibilityModule: { sex: "ALL", eligibilityCriteria },
      };
      const reading = readRecord({ protocolSection }, { origin: "registry", asOf: today });
      if (reading.status === "refused") throw new Error(reading.because.code);
      const { lines } = matchTrial(
        compileTrial(reading.trial),
        { ...nobody, gmfcs: "III", weightKg: 20 },
        today,
      );
      expect(lines.filter(({ basis, verdict }) => basis === "written" && verdict === "not-met")).toEqual([]);
    }
  });
});

describe("grades and ages with a form of their own", () => {
  const elbow = (grade: number) => ({ arms: { affected: true, ashworthElbow: grade, ashworthWrist: 0 } });
  test.each([
    ["MAS of 1+ or higher at the elbow", [1, 1.5, 2], ["not-met", "met", "met"]],
    [
      "Elbow flexors with a Modified Ashworth score of 1+ to 3",
      [1, 1.5, 3, 4],
      ["not-met", "met", "met", "not-met"],
    ],
    ["Elbow flexors: MAS 1, 1+ or 2", [1, 1.5, 2, 3], ["met", "met", "met", "not-met"]],
  ])("%s", (line, grades, verdicts) => {
    expect(grades.map((grade) => included(line, elbow(grade)).verdict)).toEqual(verdicts);
  });
  test("a range of years that opens a line is an age", () => {
    expect(included("9-16 years, cerebral palsy").verdict).toBe("not-met");
    expect(included("6-16 years, cerebral palsy").verdict).toBe("met");
  });
  test("a limit behind the child is the child's, one before it the parent's", () => {
    expect(included("Parents of a child with CP under 8 years old").verdict).toBe("not-met");
    expect(included("Parents of a child with CP under 12 years old").verdict).toBe("met");
    expect(included("Caregiver, at least 18 years old, of a child with CP").verdict).toBe("met");
  });
});

test("what counts against imaging is what a line names, and an implant", () => {
  const line = "Contraindication to MRI (metal implant, claustrophobia)";
  expect(excluded(line).verdict).toBe("unknown");
  expect(excluded(line, { claustrophobia: false }).verdict).toBe("met");
  expect(excluded(line, { claustrophobia: true }).verdict).toBe("not-met");
  expect(excluded("Contraindication to MRI", { baclofen: { pump: true } }).verdict).toBe("unknown");
});
test("when a pump was put in is told by the operation", () => {
  const pump = { baclofen: { pump: true }, ...operated("2023-02-10", "baclofen pump implanted") };
  expect(excluded("Baclofen pump implanted less than 12 months ago", pump).verdict).toBe("met");
  expect(excluded("Baclofen pump", pump).verdict).toBe("not-met");
  expect(
    excluded("Baclofen pump implanted less than 12 months ago", { baclofen: { pump: true } }).verdict,
  ).toBe("unknown");
});
test("how often something was done is counted", () => {
  const once = injected("2025-01-01");
  expect(excluded("More than 4 injections of botulinum toxin", once).verdict).toBe("met");
  expect(included("Treated with botulinum toxin at least once", once).verdict).toBe("met");
});
test("a fact told in the words of the line answers it, whatever its name", () => {
  const told = [{ words: "general movements", value: "fidgety movements absent" }];
  expect(included("Absent fidgety movements at 3-5 months", { told }).verdict).toBe("met");
});
test("prematurity is a cause as a stroke is", () => {
  const line = "CP after HIE, prematurity or stroke";
  const imaging = "periventricular leukomalacia";
  expect(included(line, { cause: "preterm birth at 30 weeks", imaging }).verdict).toBe("met");
  expect(included(line, { cause: "neonatal jaundice", imaging: "basal ganglia signal change" }).verdict).toBe(
    "not-met",
  );
});

describe("a line about the palsy that asks for more", () => {
  test("asks for what was done before", () => {
    const line = "Children with CP who underwent selective dorsal rhizotomy at least 12 months ago";
    expect(included(line, { rhizotomy: false }).verdict).toBe("not-met");
    const done = { rhizotomy: true, ...operated("2021-04", "selective dorsal rhizotomy") };
    expect(included(line, done).verdict).toBe("met");
    expect(
      included("Spastic diplegia with crouch gait", { motorTypes: ["spastic"], topography: "diplegia" })
        .verdict,
    ).toBe("unknown");
  });
  test("asks for a birth before its time", () => {
    const line = "CP after birth before 32 weeks of gestation";
    expect(included(line, { gestationWeeks: 31 }).verdict).toBe("met");
    expect(included(line, { gestationWeeks: 32 }).verdict).toBe("not-met");
    expect(included(line, { cause: "perinatal stroke" }).verdict).toBe("not-met");
    expect(included(line, { cause: "perinatal stroke", nothingElse: undefined }).verdict).toBe("unknown");
  });
  test("asks for a gene, a side, a cause", () => {
    const gene = "CP with a genetic cause found by sequencing";
    expect(
      [true, false, undefined].map((geneticDiagnosis) => included(gene, { geneticDiagnosis }).verdict),
    ).toEqual(["met", "not-met", "unknown"]);
    const right = "Right-sided hemiparesis due to cerebral palsy";
    const hemi = { motorTypes: ["spastic"], topography: "unilateral" } as const;
    expect(
      (["right", "left", undefined] as const).map((side) => included(right, { ...hemi, side }).verdict),
    ).toEqual(["met", "not-met", "unknown"]);
    const line = "Cerebral palsy with hypoxic-ischemic encephalopathy as its cause";
    const imaging = "infarct of the middle cerebral artery";
    expect(included(line, { cause: "perinatal stroke", imaging }).verdict).toBe("not-met");
    expect(included(line, { cause: "preterm birth at 30 weeks", imaging: "leukomalacia" }).verdict).toBe(
      "unknown",
    );
    expect(included(line, { cause: "hypoxic-ischemic encephalopathy" }).verdict).toBe("met");
  });
  test("stays open where only a part of it has been told", () => {
    const right = { motorTypes: ["spastic"], topography: "unilateral", side: "right" } as const;
    expect(included("Right-sided hemiparesis with drooling", right).verdict).toBe("unknown");
  });
  test.each([
    "Working diagnosis of cerebral palsy or a condition like it",
    "Cerebral palsy, diagnosed clinically by a pediatric neurologist",
    "Mild to severe CP, whatever its cause and the treatments so far",
    "Parent of a child with cerebral palsy",
  ])("asks for no more where the words only name it: %s", (line) => {
    expect(included(line).verdict).toBe("met");
  });
  test("a mixed palsy is no pure one", () => {
    const mixed = { motorTypes: ["spastic", "dyskinetic"] } as const;
    expect(excluded("Pure dyskinetic CP", mixed).verdict).toBe("met");
    expect(excluded("Dyskinetic CP", mixed).verdict).toBe("not-met");
  });
});

describe("trials that are not about the palsy", () => {
  test("have no use for a child who is not healthy", () => {
    const text = "Inclusion Criteria:\n\n* Healthy children aged 6 to 12 years";
    expect(fit(text).verdict).toBe("not-met");
    expect(fit(`${text}\n* Children with cerebral palsy, GMFCS I-II`, { gmfcs: "I" }).verdict).toBe("met");
  });
  test("may shut it out among diseases of the brain, unlike trials about it", () => {
    expect(excluded("Any neurological disease").verdict).toBe("unknown");
    expect(excluded("Brain disorders such as cerebral palsy").verdict).toBe("not-met");
    const about = "Inclusion Criteria:\n\n* Spastic CP\n\nExclusion Criteria:\n\n* Any neurological disease";
    expect(fit(about, { motorTypes: ["spastic"] }).verdict).toBe("met");
  });
});

test("a country that is named is compared, a town is not", () => {
  const line = "Lives in Canada or the United States";
  expect(
    (["CA", "US", "AT", undefined] as const).map((country) => included(line, { country }).verdict),
  ).toEqual(["met", "met", "not-met", "unknown"]);
  expect(included("Resident of Vienna, Austria", { country: "AT" }).verdict).toBe("unknown");
});
test("cells that are let through are those of that giver", () => {
  const line = "Earlier treatment with stem cells other than own cord blood";
  const given = (words: string) => ({ cellTherapy: [{ date: "2024-05", words }] });
  expect(excluded(line, given("autologous umbilical cord blood")).verdict).toBe("met");
  expect(excluded(line, given("allogeneic umbilical cord blood")).verdict).toBe("not-met");
  expect(excluded(line, given("autologous bone marrow cells")).verdict).toBe("not-met");
});
test("so many seizures a month are not those that are controlled", () => {
  expect(excluded("More than one seizure a month", lastSeizure("2026-08")).verdict).toBe("met");
});
test("who is fed through a tube is told by the operation", () => {
  const line = "Fed through a gastrostomy";
  expect(included(line, operated("2025-12", "gastrostomy")).verdict).toBe("met");
  expect(included(line).verdict).toBe("not-met");
});
test.each([
  ["CFCS at most level III", "met"],
  ["CFCS no worse than level II", "not-met"],
  ["CFCS better than IV", "met"],
  ["CFCS of at least IV", "not-met"],
])("%s, for a child at level III: %s", (line, verdict) => {
  expect(included(line, { cfcs: 3 }).verdict).toBe(verdict);
});
