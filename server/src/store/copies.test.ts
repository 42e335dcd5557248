import fc from "fast-check";
import { expect, test } from "vitest";
import { type Copy, decide } from "./copies.ts";

const restated: Copy = { origin: "restated", asOf: "2026-11-22", lastUpdate: null, contentHash: "aa" };
const real: Copy = { origin: "registry", asOf: "2026-01-05", lastUpdate: "2025-12-30", contentHash: "bb" };

test("a real record replaces a restated one even when its copy is older", () => {
  expect(decide(restated, real)).toBe("changed");
});

test("a restated record never replaces a real one", () => {
  expect(decide(real, { ...restated, asOf: "2030-01-01" })).toBe("kept");
});

test("a copy the registry changed later replaces an earlier one, whatever day is given for the copies", () => {
  expect(decide(real, { ...real, lastUpdate: "2026-02", asOf: "2020-01-01", contentHash: "cc" })).toBe(
    "changed",
  );
});

test("an older copy never replaces a newer one", () => {
  expect(decide(real, { ...real, lastUpdate: "2024-06-01", contentHash: "cc" })).toBe("kept");
});

test("a withheld record, which says nothing of its date, replaces what was copied before", () => {
  expect(decide(real, { ...real, lastUpdate: null, asOf: "2026-03-01", contentHash: "cc" })).toBe("changed");
});

test("the same content in a newer copy only confirms the record", () => {
  expect(decide(real, { ...real, asOf: "2026-02-01" })).toBe("confirmed");
});

test("the same copy again changes nothing", () => {
  expect(decide(real, real)).toBe("same");
});

const days = fc.constantFrom("2024-01-01", "2024-06-30", "2025-01-01", "2026-11-22");
const copies = fc
  .record({
    origin: fc.constantFrom("registry" as const, "restated" as const),
    asOf: days,
    lastUpdate: fc.option(fc.oneof(days, fc.constant("2024-06"))),
    content: fc.constantFrom("a", "b", "c"),
  })
  // The registry's date is part of the record, so that equal contents have equal dates.
  .map(({ content, ...copy }): Copy => ({ ...copy, contentHash: `${content} ${copy.lastUpdate}` }));

test("copies loaded in any order, any number of times, end with the same record", () => {
  const kept = (loaded: readonly Copy[]) =>
    loaded.reduce<Copy | undefined>(
      (stored, coming) => (["same", "kept"].includes(decide(stored, coming)) ? stored : coming),
      undefined,
    );
  fc.assert(
    fc.property(
      fc
        .array(copies, { minLength: 1, maxLength: 8 })
        .chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
        ),
      ([all, shuffled]) => {
        expect(kept(shuffled)).toEqual(kept(all));
      },
    ),
  );
});
