import fc from "fast-check";
import { fit } from "meta";
import { expect, test } from "vitest";
import { dataSet } from "./data-set.ts";
import { type OwnSynthesis, type Pool, type PublishedSynthesis, syntheses, synthesise } from "./synthesis.ts";

const data = dataSet();
const all = syntheses(data);
const own = (id: string) => all.find(({ question }) => question.id === id) as OwnSynthesis;
const pooled = (id: string) => own(id).result as Pool;

test("the 12-month answer reads as published: 1.42, 0.31 to 2.52, 170 treated against 171", () => {
  const { effect, treated, control, nature } = all[0] as PublishedSynthesis;
  expect([effect.value, effect.ciLow, effect.ciHigh]).toEqual([1.42, 0.31, 2.52]);
  expect([treated.value, control.value, nature]).toEqual([170, 171, "published"]);
});
test("the 6-month answer reads as published: 1.36, 0.41 to 2.32", () => {
  const { effect } = all[1] as PublishedSynthesis;
  expect([effect.value, effect.ciLow, effect.ciHigh]).toEqual([1.36, 0.41, 2.32]);
});

// The report that came with the sources computed these by DerSimonian-Laird, to two decimals.
test.each([
  ["own.12m-vein", 2.05, -0.58, 4.69, 41],
  ["own.12m-vein-and-spine", 3.09, 0.03, 6.15, 57],
  ["own.6m-cells-or-not", 1.48, -1.56, 4.53, 34],
  ["own.6m-against-control", 2.02, -0.31, 4.35, 0],
])("%s pools to %f (%f to %f), I2 %i%%", (id, estimate, low, high, i2) => {
  const found = pooled(id);
  expect(found.estimate).toBeCloseTo(estimate, 1.9);
  expect(found.normal.low).toBeCloseTo(low, 1.9);
  expect(found.normal.high).toBeCloseTo(high, 1.9);
  expect(Math.round(found.i2)).toBe(i2);
});
// rma(yi, sei, method = "DL"), the same with test = "adhoc", and method = "EE", of metafor 3.8-1 on R 4.2.2.
test.each<[string, estimate: number, hksj: [number, number], normal: [number, number], common: number]>([
  ["own.12m-vein", 2.054831852, [-15.046748713, 19.156412417], [-0.583129891, 4.692793594], 2.128716565],
  [
    "own.12m-vein-and-spine",
    3.090987569,
    [-4.210814107, 10.392789245],
    [0.031969363, 6.150005775],
    2.744741568,
  ],
  [
    "own.6m-cells-or-not",
    1.482823482,
    [-18.267199888, 21.232846852],
    [-1.563667213, 4.529314178],
    1.387913888,
  ],
  [
    "own.6m-against-control",
    2.021265009,
    [-13.102174647, 17.144704666],
    [-0.311563531, 4.35409355],
    2.021265009,
  ],
])("%s agrees with metafor to nine digits", (id, estimate, hksj, normal, common) => {
  const found = pooled(id);
  const fixed = own(id).sensitivity.find(({ analysis }) => analysis.kind === "estimator")!.result as Pool;
  const numbers = [
    found.estimate,
    found.hksj!.low,
    found.hksj!.high,
    found.normal.low,
    found.normal.high,
    fixed.estimate,
  ];
  for (const [place, number] of [estimate, ...hksj, ...normal, common].entries())
    expect(numbers[place]).toBeCloseTo(number, 8);
});
// z$b + c(-1, 1) * qt(.975, k - 2) * sqrt(z$tau2 + z$se^2) of the same.
test("the prediction interval of three trials agrees with R", () => {
  const { prediction } = pooled("own.12m-vein-and-spine");
  expect(prediction!.low).toBeCloseTo(-29.289427919, 8);
  expect(prediction!.high).toBeCloseTo(35.471403057, 8);
});
test("each pool agrees with the figure the data set holds of it, to three decimals", () => {
  for (const record of data.pooled.filter(({ id }) => id.endsWith(".random"))) {
    const found = pooled(record.id.replace(".random", ""));
    expect(found.estimate).toBeCloseTo(record.figures.effect!.value, 3);
    expect(found.tau2).toBeCloseTo(record.figures.tau2!.value, 3);
  }
});
test("the common-effect pools are there as sensitivity analyses, as the report has them", () => {
  const fixed = (id: string) =>
    own(id).sensitivity.find(({ analysis }) => analysis.kind === "estimator")!.result as Pool;
  expect(fixed("own.12m-vein").estimate).toBeCloseTo(2.13, 1.9);
  expect(fixed("own.12m-vein").normal.high).toBeCloseTo(4.14, 1.9);
  expect(fixed("own.12m-vein").hksj).toBeUndefined();
});

test("with two trials the honest interval is far wider than the usual one, and the pool is called too few", () => {
  const { normal, hksj, tooFewTrials, prediction } = pooled("own.12m-vein");
  expect(tooFewTrials).toBe(true);
  expect(hksj!.df).toBe(1);
  expect(hksj!.high - hksj!.low).toBeGreaterThan(5 * (normal.high - normal.low));
  expect(prediction).toBeUndefined();
});
test("three trials have a prediction interval, and it holds their pooled interval", () => {
  const { normal, prediction } = pooled("own.12m-vein-and-spine");
  expect(prediction!.low).toBeLessThan(normal.low);
  expect(prediction!.high).toBeGreaterThan(normal.high);
});
test("one trial is no pool, and no trial is said to be none", () => {
  expect(own("own.12m-spine").result).toEqual({ status: "one-trial" });
  expect(own("own.12m-vein.6-to-15")).toMatchObject({ result: { status: "no-trials" }, rows: [] });
});
test("with and without the trial by spine, and each trial left out, stand side by side", () => {
  const kinds = own("own.12m-vein").sensitivity.map(({ analysis }) => analysis.kind);
  expect(kinds).toEqual(["estimator", "with", "in place of", "left out", "left out"]);
  const spine = own("own.12m-vein").sensitivity.find(({ analysis }) => analysis.kind === "with")!;
  expect(spine.mixes).toContain("routes");
  expect(spine.result).toEqual(pooled("own.12m-vein-and-spine"));
});
test("weights are shares of a hundred", () => {
  for (const { rows } of all.filter((found) => found.nature === "illustrative")) {
    const total = rows.reduce((sum, { weight }) => sum + weight, 0);
    if (rows.length > 0) expect(total).toBeCloseTo(100, 9);
  }
});
test("no pool of ours is ever called published, and each is checked no better than its least checked figure", () => {
  for (const { nature, checked, question } of all) {
    expect(nature).toBe(question.kind === "published" ? "published" : "illustrative");
    if (question.id === "own.12m-vein") expect(checked).toBe("secondary");
  }
});
test("whatever the differences, the pool is the engine's", () => {
  const question = own("own.12m-vein-and-spine").question;
  const numbers = fc.array(
    fc.tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: 0.2, max: 4, noNaN: true })),
    { minLength: 3, maxLength: 3 },
  );
  fc.assert(
    fc.property(numbers, (drawn) => {
      const outcomes = data.outcomes.map((outcome) => {
        const place = question.contrasts.indexOf(outcome.id);
        if (place < 0) return outcome;
        const [value, se] = drawn[place]!;
        const figures = {
          ...outcome.figures,
          difference: { ...outcome.figures.difference!, value },
          se: { ...outcome.figures.se!, value: se },
        };
        return { ...outcome, figures };
      });
      const found = (synthesise(question, { ...data, outcomes }) as OwnSynthesis).result as Pool;
      const fitted = fit(
        drawn.map(([yi, se]) => ({ yi, vi: se ** 2 })),
        { method: "DL", test: "adhoc" },
      );
      if (fitted.status !== "converged") throw new Error(fitted.status);
      expect(found.estimate).toBe(fitted.coefficients[0]!.estimate);
      expect(found.hksj!.low).toBe(fitted.coefficients[0]!.ciLow);
    }),
  );
});
