import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Described, sameness, titleSimilarity } from "./duplicate.ts";
import { readDoi, readPmcid, readPmid, registryNumbersIn } from "./found-record.ts";

const title = "Umbilical cord blood infusion in children with spastic cerebral palsy: a randomised trial";
const record = (more: Partial<Described> = {}): Described => ({ title, year: 2020, registry: [], ...more });

describe("one report, found twice, is told by", () => {
  test.each([
    [
      "its DOI, whatever the titles",
      { doi: "10.5555/a", title: "Something else altogether was printed here" },
      { doi: "10.5555/a" },
      "doi",
    ],
    ["its PMID", { pmid: "1", year: 2010 }, { pmid: "1" }, "pmid"],
    ["its PMCID", { pmcid: "PMC1" }, { pmcid: "PMC1", title: "Another one" }, "pmcid"],
    ["its title and year, where one source has no identifier", { doi: "10.5555/a" }, {}, "same-title"],
    [
      "a title with a misprint and other capitals",
      { title: title.toUpperCase().replace("SPASTIC", "SPASTC") },
      {},
      "same-title",
    ],
    ["its title, a year apart: online and in print", { year: 2021 }, {}, "same-title"],
  ] as const)("%s", (_, a, b, because) => {
    expect(sameness(record(a), record(b))).toEqual({ kind: "report", because });
    expect(sameness(record(b), record(a))).toEqual({ kind: "report", because });
  });
});

describe("two reports of one study are told by", () => {
  test("their registry number, where they are two papers", () => {
    const first = record({ registry: ["NCT01234567"], doi: "10.5555/a" });
    const second = record({
      registry: ["NCT01234567"],
      doi: "10.5555/b",
      title: "What became of them after two years of follow-up",
    });
    expect(sameness(first, second)).toEqual({ kind: "study", because: "registry-number" });
  });
  test("one title with two identifiers, as of a preprint and its article", () => {
    expect(sameness(record({ doi: "10.5555/a" }), record({ doi: "10.5555/b" }))).toEqual({
      kind: "study",
      because: "same-title",
    });
  });
});

describe("nothing joins", () => {
  test.each([
    ["two parts of one work", `${title}, part 1`, `${title}, part 2`],
    ["two years of follow-up", `${title}: results at 12 months`, `${title}: results at 24 months`],
    ["titles too short to tell", "Cord blood in cerebral palsy", "Cord blood in cerebral palsy"],
    ["empty titles", "", ""],
  ])("%s", (_, a, b) => {
    expect(sameness(record({ title: a }), record({ title: b }))).toBeUndefined();
  });
  test("one title in years that are far apart", () => {
    expect(sameness(record({ year: 2015 }), record({ year: 2020 }))).toBeUndefined();
  });
});

const words = fc
  .array(
    fc.constantFrom(
      ..."cord blood infusion for children cerebral palsy gross motor function trial of cells".split(" "),
    ),
    { minLength: 6, maxLength: 14 },
  )
  .map((all) => all.join(" "));

test("similarity is the same both ways, from 0 to 1, and 1 for a title and itself", () => {
  fc.assert(
    fc.property(words, words, (a, b) => {
      const similar = titleSimilarity(a, b);
      expect(similar).toBe(titleSimilarity(b, a));
      expect(similar).toBeGreaterThanOrEqual(0);
      expect(similar).toBeLessThanOrEqual(1);
      expect(titleSimilarity(a, a)).toBe(1);
    }),
  );
});

test("case, accents, markup and punctuation make no other title", () => {
  fc.assert(
    fc.property(words, fc.constantFrom(" ", " - ", ": ", " <i>", "</i> "), (a, between) => {
      expect(titleSimilarity(a, a.toUpperCase().replaceAll(" ", between))).toBe(1);
    }),
  );
  expect(
    titleSimilarity(
      "Étude de naïfs à propos de sang placentaire",
      "Etude de naifs a propos de sang placentaire",
    ),
  ).toBe(1);
});

test("any one letter left out or doubled in a long word keeps a title the same", () => {
  fc.assert(
    fc.property(fc.nat({ max: title.length - 1 }), fc.boolean(), (at, doubled) => {
      fc.pre(/[a-z]/i.test(title[at]!));
      const misprint = doubled
        ? title.slice(0, at) + title[at] + title.slice(at)
        : title.slice(0, at) + title.slice(at + 1);
      expect(sameness(record({ title: misprint }), record())?.kind).toBe("report");
    }),
  );
});

test("identifiers are read from the forms they come in, and nothing else is taken for one", () => {
  expect(readDoi(" https://doi.org/10.1002/SCTM.17-0102 ")).toBe("10.1002/sctm.17-0102");
  expect(readDoi("doi:10.1002/a")).toBe("10.1002/a");
  expect(readDoi("see 10.1002/a")).toBeUndefined();
  expect(readPmid("034085782")).toBe("34085782");
  expect(readPmid("PMC1")).toBeUndefined();
  expect(readPmcid("8380440")).toBe("PMC8380440");
  expect(readPmcid("pmc8380440")).toBe("PMC8380440");
  expect(
    registryNumbersIn("NCT01147653, nct01147653; ACTRN12616000403437 and ISRCTN12345678, NCT123"),
  ).toEqual(["NCT01147653", "ACTRN12616000403437", "ISRCTN12345678"]);
});
