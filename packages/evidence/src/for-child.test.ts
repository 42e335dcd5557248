import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { type GmfcsLevel, gmfcsLevels } from "motor";
import { expect, test } from "vitest";
import { dataSet, dataSetVersion } from "./data-set.ts";
import { doseMeanings, harmCodes, naturalCourseCodes } from "./evidence-pack.ts";
import type { CitedFigure } from "./figure.ts";
import { ageResultCodes, type ChildForEvidence, coverageCodes, evidenceFor } from "./for-child.ts";
import { evidencePack } from "./pack.ts";

const pack = evidencePack();
const aged = (years: number, gmfcs?: GmfcsLevel): ChildForEvidence => ({
  age: { low: years * 12, high: years * 12 + 11 },
  ...(gmfcs !== undefined && { gmfcs }),
});
const nine = evidenceFor(pack, aged(9, "II"));
const coverage = (child: ChildForEvidence, product: string, route: string, kind = "trials") =>
  evidenceFor(pack, child).ageCoverage.counts.find(
    (count) => count.product === product && count.route === route && count.kind === kind,
  );

/** Every figure in a value, however deep. */
function figuresIn(value: unknown): CitedFigure[] {
  if (Array.isArray(value)) return value.flatMap(figuresIn);
  if (typeof value !== "object" || value === null) return [];
  if ("checked" in value && "unit" in value) return [value as CitedFigure];
  return Object.values(value).flatMap(figuresIn);
}

// Finch-Edmondson 2025, abstract: 6 months 1.36 (0.41-2.32), 12 months 1.42 (0.31-2.52); 170 treated, 171 not.
test("the headline reads as published, with the children compared apart from the records", () => {
  const { results, treated, control, records, scale, limits } = nine.headline;
  expect(results.map(({ month, effect }) => [month, effect.value, effect.ciLow, effect.ciHigh])).toEqual([
    [6, 1.36, 0.41, 2.32],
    [12, 1.42, 0.31, 2.52],
  ]);
  expect([treated.value, control.value, records.value]).toEqual([170, 171, 498]);
  expect([treated.unit, records.unit]).toEqual(["children", "records"]);
  expect(scale).toEqual({ name: "GMFM-66", low: 0, high: 100 });
  expect(limits).toContain("records-not-children-compared");
  for (const { effect } of results) expect(effect.nature).toBe("published");
});

test("no one has reported children of 6 to 15 by themselves, by any route or product", () => {
  expect(nine.groups).toEqual(["6-to-15"]);
  for (const { code, children, values } of nine.resultsForAgeGroup) {
    expect(code).toBe("no-result-for-age-group-alone");
    expect(children).toBe(0);
    expect(values).toMatchObject({ ageLow: 6, ageHigh: 15 });
  }
  expect(nine.resultsForAgeGroup).toContainEqual(
    expect.objectContaining({ product: "cord blood", route: "intravenous" }),
  );
});

test("at nine, three trials by vein took this age: Min 2013 and Crompton 2022 with 117 children of all ages, one without a number", () => {
  const byVein = coverage(aged(9), "cord blood", "intravenous");
  expect(byVein).toMatchObject({
    code: "studies-took-this-age",
    values: { studies: 3, controlled: 1, uncontrolled: 2, children: 105 + 12, studiesWithoutNumber: 1 },
  });
  expect(byVein!.studies.toSorted()).toEqual([
    "cha-nct03130816",
    "crompton-2022-sibling",
    "min-2013-ucb-epo",
  ]);
});

test("routes and products are counted apart: the spinal trial is not among those by vein, nor cord tissue among cord blood", () => {
  expect(coverage(aged(9), "cord blood", "intrathecal")).toMatchObject({
    values: { studies: 1, children: 72 },
  });
  expect(coverage(aged(9), "cord tissue MSC", "intrathecal")).toMatchObject({
    values: { studies: 2, children: 72 + 16 },
  });
  expect(coverage(aged(9), "cord blood", "intravenous and intra-arterial")).toMatchObject({
    values: { children: 36 },
  });
  expect(coverage(aged(9), "cord blood", "intravenous", "series and programmes")).toMatchObject({
    values: { children: 464, mixedDiagnoses: 1 },
  });
});

test("each study stands in one count only, for one product", () => {
  fc.assert(
    fc.property(fc.nat(25), (years) => {
      const { counts, rows } = evidenceFor(pack, aged(years)).ageCoverage;
      expect(counts.flatMap(({ studies }) => studies).length).toBe(
        rows.filter(({ includesAge }) => includesAge === "yes").length,
      );
      for (const { code, values } of counts) {
        expect(coverageCodes).toContain(code);
        if (code === "studies-took-this-age") expect(values.children).toBeGreaterThan(0);
        else expect(values).not.toHaveProperty("children");
      }
    }),
    { numRuns: 26 },
  );
});

test("at three, ACCeNT's 62 children are the ones reported by themselves by vein", () => {
  const found = evidenceFor(pack, aged(3)).resultsForAgeGroup.find(
    ({ product, route }) => product === "cord blood" && route === "intravenous",
  );
  expect(found).toMatchObject({
    code: "results-for-age-group-alone",
    children: 62,
    studies: ["sun-2022-accent-cp"],
  });
});

test.each([
  [
    3,
    undefined,
    [
      ["all-children", "low"],
      ["about-under-5", "low"],
    ],
  ],
  [
    9,
    "II",
    [
      ["all-children", "low"],
      ["6-to-15", "very low"],
    ],
  ],
  [
    9,
    "V",
    [
      ["all-children", "low"],
      ["6-to-15", "very low"],
      ["gmfcs-iv-v", "very low"],
    ],
  ],
  [
    17,
    undefined,
    [
      ["all-children", "low"],
      ["16-and-over", "very low"],
    ],
  ],
] as const)("at %i years, level %s, certainty is %j", (years, gmfcs, expected) => {
  const { certainty } = evidenceFor(pack, aged(years, gmfcs));
  expect(certainty.map(({ group, level }) => [group, level])).toEqual(expected);
  for (const { needsReview, judgedOn, restsOn } of certainty) {
    expect(needsReview).toBe(true);
    expect(judgedOn).toBe("2026-11-26");
    expect(restsOn.length).toBeGreaterThan(0);
  }
});

test("for 6 to 15 the phrase is that we do not know", () => {
  expect(nine.certainty.find(({ group }) => group === "6-to-15")!.phrase).toBe("we-do-not-know");
});

test("a child who may be on either side of six gets both groups", () => {
  const both = evidenceFor(pack, { age: { low: 71, high: 72 } });
  expect(both.groups).toEqual(["2-to-5", "6-to-15"]);
  expect(both.certainty.map(({ group }) => group)).toEqual(["all-children", "about-under-5", "6-to-15"]);
});

// Eggenberger 2019, table 3; Sun 2022, abstract.
test("untreated trial children gained too, and every child is told so", () => {
  fc.assert(
    fc.property(fc.nat(25), fc.constantFrom(undefined, ...gmfcsLevels), (years, gmfcs) => {
      const told = evidenceFor(pack, aged(years, gmfcs)).naturalCourse;
      expect(told.find(({ id }) => id === "sun-2017-placebo")!.figures.change).toMatchObject({
        value: 6.9,
        n: 31,
      });
      expect(told.find(({ id }) => id === "accent-untreated")!.figures.change).toMatchObject({
        value: 3.1,
        ciLow: 1.4,
        ciHigh: 5,
      });
      for (const item of told) {
        expect(naturalCourseCodes).toContain(item.code);
        if (item.gmfcs !== undefined) expect(item.gmfcs).toBe(gmfcs);
      }
    }),
    { numRuns: 40 },
  );
});

test("a fall after a peak is told from six years on, for the child's own level, beside the cohort that found none", () => {
  const codes = (child: ChildForEvidence) => evidenceFor(pack, child).naturalCourse.map(({ code }) => code);
  expect(codes(aged(9, "IV"))).toEqual(
    expect.arrayContaining(["average-falls-after-peak", "stable-course-fits-better"]),
  );
  expect(codes(aged(3, "IV"))).not.toContain("average-falls-after-peak");
  expect(codes(aged(9))).not.toContain("average-falls-after-peak");
});

test("every harm has what it is out of, or says that the number was not read", () => {
  for (const { code, figures, upperLimit, products } of nine.harms) {
    expect(harmCodes).toContain(code);
    expect(products).toContain("cord blood");
    const outOf = figures.of ?? figures.ofInfusions;
    if (code === "harm-share-of-units-number-not-read") expect(outOf).toBeUndefined();
    else expect(outOf?.value).toBeGreaterThan(0);
    expect(upperLimit !== undefined).toBe(code.startsWith("none-seen"));
  }
});

// Duke access programme, conference abstract to June 2021.
test("the 41 reactions carry both denominators, and the conflict is named", () => {
  const reactions = nine.harms.find(({ id }) => id === "duke-eap.hypersensitivity")!;
  expect(reactions.code).toBe("harm-of-children-or-infusions");
  expect(
    [reactions.figures.events, reactions.figures.of, reactions.figures.ofInfusions].map(
      (figure) => figure!.value,
    ),
  ).toEqual([41, 464, 494]);
  expect(nine.conflicts.map(({ code }) => code)).toContain("eap-denominator");
});

test("none of 63 seen still leaves almost 5 in 100", () => {
  const none = nine.harms.find(({ id }) => id === "sun-2017-autologous.sae")!;
  expect(none.upperLimit).toMatchObject({ unit: "percent", nature: "derived", checked: "secondary", n: 63 });
  expect(none.upperLimit!.value).toBeCloseTo(4.64, 2);
});

test("the doses are 20, 25, 50 and 100 million per kg, each with what it stands for", () => {
  expect(nine.doseThresholds.map(({ cellsPerKg }) => cellsPerKg)).toEqual([20e6, 25e6, 50e6, 100e6]);
  for (const { meanings } of nine.doseThresholds) {
    expect(meanings.length).toBeGreaterThan(0);
    for (const { meaning } of meanings) expect(doseMeanings).toContain(meaning);
  }
});

test("every figure told cites a work that comes with the answer, and the answer has its version", () => {
  const figures = figuresIn(nine);
  expect(figures.length).toBeGreaterThan(100);
  for (const { work, readThrough } of figures) {
    expect(nine.works).toHaveProperty([work]);
    if (readThrough !== undefined) expect(nine.works).toHaveProperty([readThrough]);
  }
  expect(nine.dataSet).toEqual(dataSetVersion);
});

test("all codes of results by age are of the list", () => {
  for (const { code } of nine.resultsForAgeGroup) expect(ageResultCodes).toContain(code);
});

test("the answer is the same from a pack that went through JSON", () => {
  const sent = JSON.parse(JSON.stringify(pack)) as typeof pack;
  fc.assert(
    fc.property(fc.nat(25), fc.constantFrom(undefined, ...gmfcsLevels), (years, gmfcs) => {
      expect(evidenceFor(sent, aged(years, gmfcs))).toEqual(evidenceFor(pack, aged(years, gmfcs)));
    }),
    { numRuns: 10 },
  );
});

test("the pack stays light: under 100 kB of JSON, and under half of the data set", () => {
  const packed = JSON.stringify(pack).length;
  expect(packed).toBeLessThan(100_000);
  expect(packed).toBeLessThan(JSON.stringify(dataSet()).length / 2);
});

test("a pack cannot be built when a figure it tells of is gone, and says which", () => {
  const data = dataSet();
  const without = {
    ...data,
    outcomes: data.outcomes.filter(({ id }) => id !== "sun-2017-autologous.pbo.gmfm-66.12m"),
  };
  expect(() => evidencePack(without)).toThrow("sun-2017-autologous.pbo.gmfm-66.12m/change");
});

test("evidenceFor reaches no data file, so that a browser need not carry them", () => {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    expect(file).not.toMatch(/\.json$/);
    const at = new URL(file, import.meta.url);
    if (!existsSync(at)) return;
    for (const [, imported] of readFileSync(at, "utf8").matchAll(/from "(\.[^"]+)"/g)) visit(imported!);
  };
  visit("./for-child.ts");
  expect(seen).toContain("./age-limits.ts");
  expect(seen).not.toContain("./data-set.ts");
});
