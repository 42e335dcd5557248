import fc from "fast-check";
import { expect, test } from "vitest";
import { type CriterionChange, compareEligibility } from "./eligibility-comparison.ts";
import { starterTrials } from "./starter-trials.ts";
import { wordRuns } from "./word-runs.ts";

const text = (inclusion: readonly string[], exclusion: readonly string[] = []) =>
  [
    "Inclusion Criteria:",
    "",
    ...inclusion.map((line) => `* ${line}`),
    "",
    "Exclusion Criteria:",
    "",
    ...exclusion.map((line) => `* ${line}`),
  ].join("\n");

const only = (before: string, after: string): CriterionChange => {
  const { changes } = compareEligibility(before, after);
  expect(changes).toHaveLength(1);
  return changes[0]!;
};

test("an upper age from 6 to 12 years is said to be just that", () => {
  const change = only(text(["Age 2 to 6 years"]), text(["Age 2 to 12 years"]));
  expect(change).toMatchObject({
    kind: "changed",
    before: { section: "inclusion", text: "Age 2 to 6 years" },
    after: { text: "Age 2 to 12 years" },
    movements: [
      {
        kind: "age",
        what: "highest",
        from: { amount: 6, unit: "year" },
        to: { amount: 12, unit: "year" },
      },
    ],
  });
});

test("a window from 6 to 3 months is said to be just that, and what it counts from stays", () => {
  const change = only(
    text([], ["Botulinum toxin within 6 months before the infusion"]),
    text([], ["Botulinum toxin within 3 months before the infusion"]),
  );
  expect(change).toMatchObject({
    movements: [
      {
        kind: "prior-treatment",
        what: "window",
        from: [{ value: 6, unit: "month", ref: "infusion" }],
        to: [{ value: 3, unit: "month", ref: "infusion" }],
      },
    ],
  });
});

test.each<[string, string, object[]]>([
  ["At least 2 years old", "Over 2 years old", [{ what: "lowest", to: { amount: 2, open: true } }]],
  ["Weight at least 10 kg", "Weight 10 kg to 40 kg", [{ what: "highest", to: { amount: 40, unit: "kg" } }]],
  ["GMFCS level II to IV", "GMFCS level I to IV", [{ kind: "gmfcs", what: "limit" }]],
  ["Age 24 months to 6 years", "Age 2 to 6 years", []],
])("%s, then %s", (before, after, movements) => {
  const change = only(text([before]), text([after]));
  expect(change).toMatchObject({ kind: "changed" });
  expect((change as { movements: unknown }).movements).toMatchObject(movements);
});

test("lines added and removed stand where they belong, and a new order of lines is no change", () => {
  const before = text(["Age 2 to 6 years", "Cerebral palsy", "Consent of a parent"], ["Seizures"]);
  const after = text(
    ["Consent of a parent", "A stored unit of own cord blood", "Age 2 to 6 years"],
    ["Seizures"],
  );
  expect(compareEligibility(before, after)).toMatchObject({
    changes: [
      { kind: "added", after: { text: "A stored unit of own cord blood" } },
      { kind: "removed", before: { text: "Cerebral palsy" } },
    ],
    same: 3,
    more: 0,
    cut: false,
  });
});

test("the same words under the other heading are a change of their own", () => {
  const change = only(text(["Able to walk", "Cerebral palsy"]), text(["Cerebral palsy"], ["Able to walk"]));
  expect(change).toMatchObject({
    kind: "moved",
    before: { section: "inclusion" },
    after: { section: "exclusion" },
  });
});

test("capitals, blanks, bullets and escapes are no change", () => {
  const { changes, same } = compareEligibility(
    "Inclusion Criteria:\n\n* Age \\> 2 years.\n* Cerebral  palsy",
    "INCLUSION CRITERIA:\n\n1. age > 2 years\n2. Cerebral palsy;",
  );
  expect(changes).toEqual([]);
  expect(same).toBe(2);
});

test("a line about another thing is new, not reworded", () => {
  const { changes } = compareEligibility(
    text(["Able to walk 10 metres"]),
    text(["A stored unit of cord blood"]),
  );
  expect(changes.map(({ kind }) => kind).sort()).toEqual(["added", "removed"]);
});

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        "Inclusion Criteria:",
        "Exclusion Criteria:",
        "* Age 2 to 6 years",
        "* GMFCS II\\-IV",
        "* Botulinum toxin within 3 months",
        "* <script>alert(1)</script> \u202e\u0000\ud800",
        "For siblings:",
        "",
      ),
      { maxLength: 12 },
    )
    .map((lines) => lines.join("\n")),
  fc.constantFrom(...starterTrials.map(({ eligibility }) => eligibility)),
);

test("a text beside itself has no change, and turned round what was new is gone", () => {
  fc.assert(
    fc.property(anyText, anyText, (a, b) => {
      expect(compareEligibility(a, a).changes).toEqual([]);
      const there = compareEligibility(a, b);
      const back = compareEligibility(b, a);
      const number = (changes: readonly CriterionChange[], kind: CriterionChange["kind"]) =>
        changes.filter((change) => change.kind === kind).length;
      expect(there.same).toBe(back.same);
      expect(number(there.changes, "added") - number(there.changes, "removed")).toBe(
        number(back.changes, "removed") - number(back.changes, "added"),
      );
    }),
  );
});

test("the runs of words are the two texts", () => {
  fc.assert(
    fc.property(anyText, anyText, (before, after) => {
      const runs = wordRuns(before, after);
      const of = (side: string) =>
        runs
          .filter((run) => run.of === "both" || run.of === side)
          .map((run) => run.text)
          .join("");
      expect([of("before"), of("after")]).toEqual([before, after]);
    }),
  );
});

test("ten million letters are compared as far as they are read, and it is said that there is more", () => {
  const huge = (word: string) => `Inclusion Criteria:\n${`* ${word} ${"x y ".repeat(60)}\n`.repeat(40_000)}`;
  const found = compareEligibility(huge("some"), huge("other"));
  expect(found.cut).toBe(true);
  expect(found.changes.length).toBeLessThanOrEqual(200);
  const line = compareEligibility("a ".repeat(5_000_000), "b ".repeat(5_000_000));
  expect(JSON.stringify(line).length).toBeLessThan(20_000);
});
