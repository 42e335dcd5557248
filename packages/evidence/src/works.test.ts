import { expect, test } from "vitest";
import { dataSet } from "./data-set.ts";
import { validateDataSet } from "./schema.ts";
import { citation } from "./works.ts";

const work = (id: string) => dataSet().works.find((candidate) => candidate.id === id)!;

test("an article is cited with every identifier and leads to its doi", () => {
  expect(citation(work("sun-2022"))).toMatchObject({
    firstAuthor: "Sun JM",
    year: 2022,
    identifiers: ["doi:10.1111/dmcn.15325", "PMID 35811372", "NCT03473301"],
    link: "https://doi.org/10.1111/dmcn.15325",
  });
});

test("a registry record leads to the registry", () => {
  expect(citation(work("nct01988584")).link).toBe("https://clinicaltrials.gov/study/NCT01988584");
});

test("a commercial page is flagged and leads nowhere, for it sells", () => {
  const cited = citation(work("cryo-cell-page"));
  expect(cited.interest).toBe("commercial");
  expect(cited.link).toBeUndefined();
});

test("what was not read about a work is absent, not empty", () => {
  expect(citation(work("kang-2015"))).not.toHaveProperty("pmid");
  expect(Object.values(citation(work("wang-twins")))).not.toContain(undefined);
});

test("whichever source record is deleted, the build fails and names it with a record that rests on it", () => {
  const data = dataSet();
  for (const { id } of data.works) {
    const problems = validateDataSet({ ...data, works: data.works.filter((other) => other.id !== id) });
    expect(problems.map(({ found }) => found)).toContain(JSON.stringify(id));
    for (const { record } of problems) expect(record).not.toBe("");
  }
});
