import fc from "fast-check";
import { expect, test } from "vitest";
import { dataSet } from "./data-set.ts";
import { figureIndex, figureTables } from "./figure-index.ts";
import { publicHosts, validateDataSet } from "./schema.ts";

type Draft = Record<string, { id: string; [field: string]: unknown }[]>;

const shipped = dataSet();
const draft = (): Draft => structuredClone(shipped) as unknown as Draft;
const figureIds = [...figureIndex(shipped).keys()];

/** The place of a figure in a draft, to be spoiled. */
function figureOf(data: Draft, id: string): Record<string, unknown> {
  const [record, slot] = id.split("/") as [string, string];
  for (const table of figureTables) {
    const found = data[table]!.find((row) => row.id === record);
    if (found !== undefined) return (found.figures as Record<string, Record<string, unknown>>)[slot]!;
  }
  throw new Error(`no figure ${id}`);
}

const spoil = (id: string, change: (figure: Record<string, unknown>) => void) => {
  const data = draft();
  change(figureOf(data, id));
  return validateDataSet(data);
};

const effect = "ipd-2025.main.12m/effect";

test("the shipped data set is valid", () => {
  expect(validateDataSet(shipped)).toEqual([]);
});

test("all 32 studies are there: 23 of cord blood, 8 of cells grown from cord, 1 of neither", () => {
  const first = shipped.studies.map(({ products }) => products[0]);
  expect(first).toHaveLength(32);
  expect(first.filter((product) => product === "cord blood")).toHaveLength(23);
  expect(first.filter((product) => product === "cord tissue MSC")).toHaveLength(7);
  expect(first.filter((product) => product === "MSC from cord blood")).toHaveLength(1);
});

test("membership of the pooled review is never more than inferred: nine are, two are candidates", () => {
  const count = (membership: string) =>
    shipped.studies.filter(({ inIpdReview }) => inIpdReview === membership).length;
  expect(count("inferred")).toBe(9);
  expect(count("candidate, not confirmed")).toBe(2);
});

test.each(shipped.works.map(({ id }) => id))(
  "a data set without the work %s is refused by its name",
  (id) => {
    const data = draft();
    data.works = data.works!.filter((work) => work.id !== id);
    const named = validateDataSet(data).filter(({ found }) => found === JSON.stringify(id));
    expect(named.length).toBeGreaterThan(0);
    for (const { record, field, expected } of named) {
      expect(record).not.toBe("");
      expect(field).toMatch(/work|readThrough/);
      expect(expected).toContain("work");
    }
  },
);

test("whichever figure loses whichever part of its source, the data set is refused by record and field", () => {
  fc.assert(
    fc.property(fc.constantFrom(...figureIds), fc.constantFrom("work", "readIn", "checked"), (id, part) => {
      const problems = spoil(id, (figure) => delete figure[part]);
      const [record, slot] = id.split("/");
      expect(problems).toContainEqual(
        expect.objectContaining({ record, field: `figures.${slot}.${part}`, found: "nothing" }),
      );
    }),
    { numRuns: 60 },
  );
});

test("every computed figure needs its derivation", () => {
  const computed = [...figureIndex(shipped).values()].filter(({ nature }) => nature !== "published");
  fc.assert(
    fc.property(fc.constantFrom(...computed), ({ id }) => {
      const problems = spoil(id, (figure) => delete figure.derivation);
      expect(problems.some(({ field }) => field.endsWith("derivation"))).toBe(true);
    }),
    { numRuns: 20 },
  );
});

test.each([
  [
    "an interval that does not contain its value",
    (f: Record<string, unknown>) => (f.ciLow = 1.5),
    "a value within its interval",
  ],
  ["half an interval", (f: Record<string, unknown>) => delete f.ciHigh, "both ends"],
  ["n of zero", (f: Record<string, unknown>) => (f.n = 0), "at least 1"],
  ["a value that is no number", (f: Record<string, unknown>) => (f.value = "1.42"), "a finite number"],
  [
    "a checking status outside the list",
    (f: Record<string, unknown>) => (f.checked = "trusted"),
    "one of: full text",
  ],
  [
    "a reading place outside the list",
    (f: Record<string, unknown>) => (f.readIn = "somewhere"),
    "one of: abstract",
  ],
  ["an unknown work", (f: Record<string, unknown>) => (f.work = "nobody-1999"), "a work in the data set"],
  [
    "a derivation on a published figure",
    (f: Record<string, unknown>) => (f.derivation = { formula: "ratio", inputs: [] }),
    "none",
  ],
  [
    "an address on a private host",
    (f: Record<string, unknown>) => (f.readAt = "http://10.0.0.1:8081/1"),
    "public host",
  ],
  [
    "a host that only begins like a public one",
    (f: Record<string, unknown>) => (f.readAt = "https://doi.org.example/1"),
    "public host",
  ],
  ["a misspelt field", (f: Record<string, unknown>) => (f.cilow = 1), "no such field"],
])("%s is refused, with what was expected", (_, change, expected) => {
  const problems = spoil(effect, change);
  expect(problems).toContainEqual(
    expect.objectContaining({ record: "ipd-2025.main.12m", expected: expect.stringContaining(expected) }),
  );
});

test("what was written down from memory cannot be called checked", () => {
  expect(spoil("rosenbaum.i/limit", (figure) => (figure.checked = "abstract"))).toContainEqual(
    expect.objectContaining({ record: "rosenbaum.i", field: "figures.limit.checked" }),
  );
});

test("two records of one id are refused by that id", () => {
  const data = draft();
  data.facts!.push(structuredClone(data.facts![0]!));
  expect(validateDataSet(data)).toContainEqual(
    expect.objectContaining({ record: data.facts![0]!.id, field: "id" }),
  );
});

test("a certainty phrase that disagrees with its level is refused", () => {
  const data = draft();
  data.judgements!.find(({ id }) => id === "6-to-15")!.phrase = "may-improve";
  expect(validateDataSet(data)).toContainEqual(
    expect.objectContaining({ record: "6-to-15", field: "phrase" }),
  );
});

test("more harmed than counted is refused", () => {
  const problems = spoil("crompton-2022-sibling.cryoprotectant/events", (figure) => (figure.value = 13));
  expect(problems).toContainEqual(
    expect.objectContaining({ record: "crompton-2022-sibling.cryoprotectant" }),
  );
});

test.each([[null], ["data"], [[]], [{}], [{ works: "none" }], [{ works: [3] }]])(
  "%j is told apart from a data set without an exception",
  (data) => {
    expect(validateDataSet(data).length).toBeGreaterThan(0);
  },
);

test("no address in any file leads to a host outside the list", () => {
  const addresses = JSON.stringify(shipped).match(/https?:\/\/[^/"]+/g) ?? [];
  expect(addresses.length).toBeGreaterThan(100);
  for (const address of new Set(addresses))
    expect(publicHosts.map((host) => `https://${host}`)).toContain(address);
});

test("what was read on a commercial page, or through one, is never more than secondary", () => {
  const commercial = new Set(
    shipped.works
      .filter(({ interest, kind }) => interest === "commercial" && kind === "page")
      .map(({ id }) => id),
  );
  const through = [...figureIndex(shipped).values()].filter(({ work, readThrough }) =>
    commercial.has(readThrough ?? work),
  );
  expect(through.length).toBeGreaterThan(5);
  for (const { checked } of through) expect(["secondary", "unverified"]).toContain(checked);
});
