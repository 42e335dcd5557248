/**
 * What is not known is never held against a child, and never for it: taking a fact away leaves an answer as it was or
 * makes it unknown, over every invented trial and line and children drawn at random.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readAnnotated } from "./annotation/read-annotated.ts";
import type { TrialChild } from "./child.ts";
import { compileTrial } from "./compile-trial.ts";
import { evaluate } from "./evaluate.ts";
import { judgeCriteria } from "./judge-criteria.ts";
import { readRecord } from "./read-record.ts";

const today = "2026-11-22";
const { trials, lines } = JSON.parse(
  readFileSync(fileURLToPath(new URL("../reference/invented-match.json", import.meta.url)), "utf8"),
) as {
  trials: readonly { readonly eligibilityCriteria: string }[];
  lines: readonly { readonly section: string; readonly text: string }[];
};
const texts = [
  ...trials.map(({ eligibilityCriteria }) => eligibilityCriteria),
  ...lines.map(
    ({ section, text }) => `${section === "exclusion" ? "Exclusion" : "Inclusion"} Criteria:\n\n* ${text}`,
  ),
];

const yesOrNo = fc.boolean();
const orOpen = fc.option(fc.boolean(), { nil: undefined });
const events = (...words: string[]) =>
  fc.array(
    fc.record({
      date: fc.constantFrom("2026-10-05", "2026-05-22", "2025-11", "2023", undefined),
      words: fc.constantFrom(...words),
    }),
    { maxLength: 2 },
  );
const sense = fc.constantFrom("normal" as const, "corrected" as const, "impaired" as const);
const unit = fc.constantFrom("stored" as const, "none" as const, undefined);
const facts: { readonly [Name in keyof TrialChild]?: fc.Arbitrary<TrialChild[Name]> } = {
  gestationWeeks: fc.integer({ min: 23, max: 42 }),
  sex: fc.constantFrom("female", "male"),
  gmfcs: fc.constantFrom("I", "II", "III", "IV", "V"),
  country: fc.constantFrom("CA", "US", "AT"),
  weightKg: fc.integer({ min: 4, max: 60 }),
  heightCm: fc.integer({ min: 50, max: 180 }),
  cordBlood: fc.record({
    own: unit,
    sibling: unit,
    totalNucleatedCells: fc.constantFrom(undefined, 1e8, 5e8),
  }),
  macs: fc.integer({ min: 1, max: 5 }),
  cfcs: fc.integer({ min: 1, max: 5 }),
  motorTypes: fc.constantFrom(["spastic"], ["dyskinetic"], ["ataxic"], ["spastic", "dyskinetic"]),
  severeDystonia: yesOrNo,
  topography: fc.constantFrom("unilateral", "diplegia", "quadriplegia", "bilateral", "oneSideWorse"),
  side: fc.constantFrom("left", "right"),
  cause: fc.constantFrom("perinatal stroke", "hypoxic-ischemic encephalopathy", "jaundice"),
  imaging: fc.constantFrom("normal", "periventricular leukomalacia", "basal ganglia injury"),
  seizures: fc.constantFrom(
    { ever: false, afterAge2: false },
    { ever: true, afterAge2: true, controlled: true, last: "2026-08" },
    { ever: true, afterAge2: true, controlled: false, last: "2026-11" },
    { ever: true, afterAge2: false, controlled: true },
  ),
  medicines: fc.constantFrom([], ["valproate"], ["oral baclofen"], ["trihexyphenidyl"]),
  botulinumToxin: events("both gastrocnemius", "left biceps"),
  operations: events("hamstring lengthening", "hip osteotomy", "baclofen pump implanted", "gastrostomy"),
  operationPlanned: yesOrNo,
  rhizotomy: yesOrNo,
  baclofen: fc.record({ oral: orOpen, pump: orOpen }),
  cellTherapy: events("allogeneic cord blood", "autologous bone marrow cells"),
  casts: events("ankle", "wrist"),
  phenol: events("calf"),
  shunt: yesOrNo,
  vision: sense,
  hearing: sense,
  followsInstructions: yesOrNo,
  mobility: fc.constantFrom("walks", "walks-with-aid", "does-not-walk"),
  arms: fc.record({
    affected: yesOrNo,
    ashworthElbow: fc.constantFrom(0, 1, 1.5, 3),
    fixedContracture: orOpen,
    grasps: orOpen,
  }),
  hipMigrationPercent: fc.integer({ min: 0, max: 100 }),
  walkingGoal: yesOrNo,
  pain: yesOrNo,
  claustrophobia: yesOrNo,
  geneticDiagnosis: yesOrNo,
  psychiatricFamilyHistory: yesOrNo,
  allergies: fc.constantFrom([], ["penicillin"]),
  conditions: fc.constantFrom([], ["asthma"], ["autism"], ["scoliosis 30 degrees"]),
  languages: fc.constantFrom(["English"], ["French"]),
};
const child = fc
  .tuple(fc.integer({ min: 0, max: 230 }), fc.record(facts, { requiredKeys: [] }))
  .map(([months, told]): TrialChild => ({ age: { low: months, high: months }, ...told }));

const criteriaOf = (eligibilityCriteria: string) => {
  const protocolSection = {
    identificationModule: { nctId: "NCT99000001", briefTitle: "A trial" },
    eligibilityModule: { sex: "ALL", eligibilityCriteria },
  };
  const reading = readRecord({ protocolSection }, { origin: "registry", asOf: today });
  if (reading.status === "refused") throw new Error(reading.because.code);
  return compileTrial(reading.trial).lines;
};
const read = texts.map((text) => ({ noted: readAnnotated(text), shown: criteriaOf(text) }));

test("a fact that is taken away leaves every answer as it was or makes it unknown", () => {
  fc.assert(
    fc.property(child, fc.constantFrom(...read), (full, { noted, shown }) => {
      const judged = judgeCriteria(noted, full, today);
      const found = shown.map(({ criterion }) => evaluate(criterion, full, today));
      for (const name of Object.keys(full)) {
        if (name === "age") continue;
        const less = { ...full, [name]: undefined };
        judgeCriteria(noted, less, today).forEach(({ criterion, verdict }, at) => {
          if (verdict !== "unknown")
            expect(`${name}: ${judged[at]!.verdict}`, criterion.text).toBe(`${name}: ${verdict}`);
        });
        shown.forEach(({ criterion, quote }, at) => {
          const { verdict } = evaluate(criterion, less, today);
          if (verdict !== "unknown")
            expect(`${name}: ${found[at]!.verdict}`, quote.text).toBe(`${name}: ${verdict}`);
        });
      }
    }),
    { seed: 20261122, numRuns: 1_500 },
  );
});
