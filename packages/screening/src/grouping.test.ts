import fc from "fast-check";
import { expect, test } from "vitest";
import { sameness } from "./duplicate.ts";
import { groupsOf, type Keyed, linksOf } from "./grouping.ts";

const titles = [
  "Autologous cord blood infusion for young children with cerebral palsy",
  "Autologous cord blood infusion for young children with cerebral palsey",
  "Sibling cord blood for cerebral palsy, an open label safety study",
  "Long term follow-up of children who were given umbilical cord cells",
];
const records = fc
  .array(
    fc.record({
      title: fc.constantFrom(...titles),
      doi: fc.option(fc.constantFrom("10.5555/a", "10.5555/b", "10.5555/c"), { nil: undefined }),
      year: fc.constantFrom(2019, 2020, 2023),
      registry: fc.subarray(["NCT00000001", "NCT00000002"]),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(
      ({ doi, ...one }, index): Keyed => ({ ...one, key: index + 1, ...(doi !== undefined && { doi }) }),
    ),
  );

test("what the shelves find is what comparing every pair finds", () => {
  fc.assert(
    fc.property(records, fc.nat({ max: 12 }), (all, cut) => {
      const known = all.slice(0, cut);
      const fresh = all.slice(cut);
      const pairs = all.flatMap((a, index) =>
        all.slice(index + 1).flatMap((b) => (fresh.includes(b) && sameness(b, a) ? [[a.key, b.key]] : [])),
      );
      expect(linksOf(known, fresh).map(({ a, b }) => [a, b])).toEqual(pairs);
    }),
  );
});

test("records that come in any portions end in the same groups, and each is in one", () => {
  const groups = (portions: readonly (readonly Keyed[])[]) => {
    const links = portions.flatMap((fresh, index) => linksOf(portions.slice(0, index).flat(), fresh));
    const keys = portions.flat().map(({ key }) => key);
    return [...groupsOf(keys, links)].sort(([a], [b]) => a - b);
  };
  fc.assert(
    fc.property(records, fc.nat({ max: 12 }), (all, cut) => {
      const whole = groups([all]);
      expect(groups([all.slice(0, cut), all.slice(cut)])).toEqual(whole);
      expect(groups([all.slice(cut), all.slice(0, cut)])).toEqual(whole);
      expect(whole.map(([key]) => key)).toEqual(all.map(({ key }) => key));
    }),
  );
});

test("a record joined by way of another leaves again when that link is taken back", () => {
  const links = [
    { a: 1, b: 2 },
    { a: 2, b: 3 },
  ];
  expect([...groupsOf([1, 2, 3], links).values()]).toEqual([1, 1, 1]);
  expect([...groupsOf([1, 2, 3], links.slice(0, 1)).values()]).toEqual([1, 1, 3]);
});
