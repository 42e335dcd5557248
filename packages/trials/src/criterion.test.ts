import fc from "fast-check";
import { gmfcsLevels } from "motor";
import { expect, test } from "vitest";
import type { TrialChild } from "./child.ts";
import { type Criterion, negate, type ReadCriterion } from "./criterion.ts";
import { evaluate, type Verdict } from "./evaluate.ts";

const bound = fc.record({ months: fc.nat(240), doubtMonths: fc.nat(12) });
const age = fc
  .record(
    { kind: fc.constant("age" as const), from: bound, to: bound, corrected: fc.constant(true as const) },
    { requiredKeys: ["kind"] },
  )
  .filter(({ from, to }) => from !== undefined || to !== undefined);
const leaf: fc.Arbitrary<ReadCriterion> = fc.oneof(
  age,
  fc.record({
    kind: fc.constant("sex" as const),
    sexes: fc.subarray(["female", "male"] as const, { minLength: 1, maxLength: 1 }),
  }),
  fc.record({
    kind: fc.constant("gmfcs" as const),
    levels: fc.subarray([...gmfcsLevels], { minLength: 1, maxLength: 4 }),
  }),
  fc.record(
    {
      kind: fc.constant("cord-blood" as const),
      unit: fc.constantFrom("own" as const, "sibling" as const),
      wanted: fc.constantFrom("stored" as const, "none" as const),
      qualified: fc.constant(true as const),
    },
    { requiredKeys: ["kind", "unit", "wanted"] },
  ),
  fc.record(
    {
      kind: fc.constant("cell-dose" as const),
      wanted: fc.constantFrom("at-least" as const, "below" as const),
      cellsPerKg: fc.integer({ min: 1_000_000, max: 100_000_000 }),
      counted: fc.constantFrom("before-freezing" as const, "after-thaw" as const),
    },
    { requiredKeys: ["kind", "wanted", "cellsPerKg"] },
  ),
);
const criterion: fc.Arbitrary<ReadCriterion> = fc.letrec<{ tree: ReadCriterion }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({
      kind: fc.constantFrom("all" as const, "any" as const),
      of: fc.array(tie("tree"), { minLength: 1, maxLength: 3 }),
    }),
  ),
})).tree;

/** A child of whom everything is known. */
const known = fc
  .record({
    age: fc.nat(240).map((months) => ({ low: months, high: months })),
    sex: fc.constantFrom("female" as const, "male" as const),
    gmfcs: fc.constantFrom(...gmfcsLevels),
    country: fc.constantFrom("US", "BE"),
    weightKg: fc.double({ min: 3, max: 90, noNaN: true }),
    own: fc.constantFrom("stored" as const, "none" as const),
    sibling: fc.constantFrom("stored" as const, "none" as const),
    totalNucleatedCells: fc.integer({ min: 1e8, max: 2e9 }),
  })
  .map(({ own, sibling, totalNucleatedCells, ...child }) => ({
    ...child,
    cordBlood: { own, sibling, totalNucleatedCells },
  }));

/** The same child with some of it forgotten and the age less exact. */
const forgotten = fc
  .tuple(known, fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }), fc.nat(11), fc.nat(11))
  .map(([child, keep, before, after]): { readonly all: TrialChild; readonly some: TrialChild } => ({
    all: child,
    some: {
      age: { low: Math.max(0, child.age.low - before), high: child.age.high + after },
      sex: keep[0] ? child.sex : undefined,
      gmfcs: keep[1] ? child.gmfcs : undefined,
      country: keep[2] ? child.country : undefined,
      weightKg: keep[3] ? child.weightKg : undefined,
      cordBlood: {
        own: keep[4] ? child.cordBlood.own : undefined,
        sibling: keep[5] ? child.cordBlood.sibling : undefined,
        totalNucleatedCells: keep[6] ? child.cordBlood.totalNucleatedCells : undefined,
      },
    },
  }));

const opposite: Readonly<Record<Verdict, Verdict>> = { met: "not-met", "not-met": "met", unknown: "unknown" };
const asCriterion = (read: ReadCriterion): Criterion => read;

test("what an exclusion leaves is met exactly where what it excludes is not", () => {
  fc.assert(
    fc.property(criterion, forgotten, (read, { some }) => {
      expect(evaluate(negate(read), some).verdict).toBe(opposite[evaluate(read, some).verdict]);
    }),
    { numRuns: 2000 },
  );
});
test("an answer given on some of the facts is the answer on all of them", () => {
  fc.assert(
    fc.property(criterion, forgotten, (read, { all, some }) => {
      const early = evaluate(asCriterion(read), some).verdict;
      if (early !== "unknown") expect(evaluate(asCriterion(read), all).verdict).toBe(early);
    }),
    { numRuns: 2000 },
  );
});
test("to ask for nothing excludes nobody, in either section", () => {
  expect(negate({ kind: "nothing" })).toEqual({ kind: "nothing" });
});
