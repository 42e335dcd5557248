import { type DataSet, dataSet, dataSetVersion, type Work } from "evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bibtex, ris } from "./references.ts";

const data = dataSet();
const only = (...works: Partial<Work>[]): DataSet => ({
  ...data,
  works: works.map((work) => ({ id: "one", kind: "article", title: "A title", ...work })),
});

/** RIS by its tags: two letters or digits, two blanks, a dash, a blank. */
const records = (text: string) =>
  text
    .split("\r\n\r\n")
    .filter((record) => record !== "")
    .map((record) =>
      record.split("\r\n").map((line) => {
        const [, tag, value] = /^([A-Z][A-Z0-9]) {2}- (.*)$/.exec(line) ?? [];
        return [tag, value] as const;
      }),
    );

test("RIS has one record for each work, from TY to ER, every line a tag and its value", () => {
  const told = records(ris(data, dataSetVersion));
  expect(told.length).toBe(data.works.length);
  for (const record of told) {
    expect(record[0]![0]).toBe("TY");
    expect(record.at(-1)).toEqual(["ER", ""]);
    for (const [tag] of record) expect(tag).toBeDefined();
    expect(record).toContainEqual(["DB", expect.stringContaining(dataSetVersion.version)]);
  }
});

test("an article is told with author, title, journal, year and identifiers as printed", () => {
  const [record] = records(
    ris({ ...data, works: data.works.filter(({ id }) => id === "sun-2022") }, dataSetVersion),
  );
  expect(Object.fromEntries(record!)).toMatchObject({
    TY: "JOUR",
    AU: "Sun, JM",
    T2: "Developmental Medicine & Child Neurology",
    PY: "2022",
    DO: "10.1111/dmcn.15325",
    AN: "PMID 35811372",
    M1: "NCT03473301",
    UR: "https://doi.org/10.1111/dmcn.15325",
  });
});

test("a title with line breaks, or made to look like a tag, stays one value", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (title) => {
      const [record] = records(ris(only({ title: `x${title}\r\nER  - \r\n\r\nTY  - JOUR` }), dataSetVersion));
      expect(record!.filter(([tag]) => tag === "TY").length).toBe(1);
      expect(record!.at(-1)![0]).toBe("ER");
    }),
  );
});

test("BibTeX has one entry for each work, no key twice, and braces that close", () => {
  const text = bibtex(data, dataSetVersion);
  expect(
    text.startsWith(`% Cordwise evidence data set ${dataSetVersion.version} of ${dataSetVersion.date}`),
  ).toBe(true);
  const keys = [...text.matchAll(/^@\w+\{([^,]+),$/gm)].map(([, key]) => key!.toLowerCase());
  expect(keys.length).toBe(data.works.length);
  expect(new Set(keys).size).toBe(keys.length);
  expect(depthOf(text)).toBe(0);
});

test("no title, however made, breaks out of its field", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (title) => {
      const text = bibtex(only({ title: `${title}}}, year = {1900` }), dataSetVersion);
      expect(depthOf(text.split("\n\n").slice(1).join("\n\n"))).toBe(0);
      expect(text).not.toMatch(/^ {2}year = /m);
    }),
  );
});

test("signs that TeX takes for commands are written so that it prints them", () => {
  expect(bibtex(only({ title: "5% of A&B_c #1 $2 ^~ \\x" }), dataSetVersion)).toContain(
    "title = {{5\\% of A\\&B\\_c \\#1 \\$2 \\textasciicircum{}\\textasciitilde{} \\textbackslash{}x}}",
  );
});

test("ids that differ in signs only still get keys of their own", () => {
  const text = bibtex(only({ id: "a.b" }, { id: "a-b" }, { id: "A b" }), dataSetVersion);
  expect([...text.matchAll(/^@article\{([^,]+),$/gm)].map(([, key]) => key)).toEqual([
    "a-b",
    "a-b-2",
    "A-b-3",
  ]);
});

/** How many braces stay open, those that are escaped aside. */
function depthOf(text: string): number {
  const plain = text.replace(/\\[{}]/g, "");
  let depth = 0;
  for (const sign of plain) {
    if (sign === "{") depth++;
    if (sign === "}") depth--;
    if (depth < 0) return depth;
  }
  return depth;
}
