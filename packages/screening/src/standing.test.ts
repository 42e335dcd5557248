import fc from "fast-check";
import { expect, test } from "vitest";
import { type Decision, exclusionReasons } from "./decision.ts";
import { databasesFlow } from "./prisma.ts";
import { type Given, roleOf, standing, visibleTo } from "./standing.ts";

const include = { kind: "include" } as const;
const exclude = (because: (typeof exclusionReasons)[number] = "not-in-people"): Decision => ({
  kind: "exclude",
  because,
});
const withdrawn = { kind: "withdrawn" } as const;
const by = (name: string, decision: Given["decision"], resolves = false): Given => ({
  by: name,
  decision,
  resolves,
});
const status = (...given: Given[]) => standing(given, exclusionReasons).status;

test("one word waits for a second, and twice the same person is one word", () => {
  expect(status()).toBe("waiting");
  expect(status(by("ada", include))).toBe("waiting");
  expect(status(by("ada", include), by("ada", include))).toBe("waiting");
});

test("two who agree settle it; the reason that is reported first is given", () => {
  expect(status(by("ada", include), by("bo", include))).toBe("included");
  const given = [by("ada", exclude("no-new-data")), by("bo", exclude("not-cerebral-palsy"))];
  expect(standing(given, exclusionReasons)).toEqual({
    status: "excluded",
    by: ["ada", "bo"],
    because: "not-cerebral-palsy",
  });
});

test("two who do not agree need a third, whose word decides", () => {
  const conflict = [by("ada", include), by("bo", exclude())];
  expect(status(...conflict)).toBe("conflict");
  expect(roleOf("cy", conflict)).toBe("resolver");
  expect(status(...conflict, by("cy", include, true))).toBe("resolved-included");
  expect(status(...conflict, by("cy", exclude("no-new-data"), true))).toBe("resolved-excluded");
});

test("a third person's exclusion has the third person's reason", () => {
  const given = [
    by("ada", include),
    by("bo", exclude("not-cerebral-palsy")),
    by("cy", exclude("no-new-data"), true),
  ];
  expect(standing(given, exclusionReasons)).toMatchObject({ because: "no-new-data" });
});

test("taking a decision back opens the report again; taking back a third word brings the conflict back", () => {
  expect(status(by("ada", include), by("bo", include), by("bo", withdrawn))).toBe("waiting");
  const resolved = [by("ada", include), by("bo", exclude()), by("cy", include, true)];
  expect(status(...resolved, by("cy", withdrawn, true))).toBe("conflict");
});

test("who has not decided sees nobody's decision; who has sees all", () => {
  const given = [by("ada", include)];
  expect(visibleTo("bo", given)).toEqual([]);
  expect(visibleTo("ada", given)).toHaveLength(1);
  expect(visibleTo("bo", [...given, by("bo", exclude())])).toHaveLength(2);
  expect(visibleTo("bo", [...given, by("bo", exclude()), by("bo", withdrawn)])).toEqual([]);
});

test("where two others agree nothing is left to decide, but they may change their own minds", () => {
  const given = [by("ada", include), by("bo", include)];
  expect(roleOf("cy", given)).toBe("settled");
  expect(roleOf("ada", given)).toBe("screener");
});

const decision = fc.oneof(
  fc.constant(include),
  fc.constant(withdrawn),
  fc.constantFrom(...exclusionReasons).map((because) => exclude(because)),
);
const histories = fc
  .array(fc.tuple(fc.constantFrom("ada", "bo", "cy"), decision), { maxLength: 8 })
  .map((steps) => {
    const given: Given[] = [];
    for (const [name, decided] of steps) {
      const role = roleOf(name, given);
      if (role !== "settled") given.push(by(name, decided, role === "resolver"));
    }
    return given;
  });

test("whatever people decide in whatever order, the flow's sums are right", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.boolean(), histories), { maxLength: 10 }),
      fc.nat({ max: 5 }),
      (all, copies) => {
        const reports = all.map(([known, given]) => ({ known, standing: standing(given, exclusionReasons) }));
        const records = reports.length + (reports.length > 0 ? copies : 0);
        const flow = databasesFlow({ identified: [{ source: "pubmed", records }], reports });
        const excluded = flow.excluded.reduce((sum, { reports }) => sum + reports, 0);
        expect(flow.duplicates + flow.toScreen).toBe(records);
        expect(flow.alreadyKnown + flow.screened + flow.waiting).toBe(flow.toScreen);
        expect(excluded + flow.included + flow.conflicts).toBe(flow.screened);
      },
    ),
  );
});
