import { describe, expect, test } from "vitest";
import reference from "../reference/univariate.json" with { type: "json" };
import { contrasts, likelihoodRatio, subgroups, testColumns, varianceInflation } from "./contrasts.ts";
import { designMatrix } from "./design.ts";
import { excessSignificance } from "./excess-significance.ts";
import { failSafeGeneral, failSafeOrwin } from "./fail-safe.ts";
import { type ConvergedFit, type FitOptions, fit } from "./fit.ts";
import { locationScale } from "./location-scale.ts";
import { powerOfMean, studiesForPower } from "./power.ts";
import { revmanBinary, revmanContinuous, revmanGeneric } from "./revman.ts";
import { binarySmallStudyTest } from "./small-study-binary.ts";

const { data } = reference;
const effects = data.yi.map((yi, i) => ({ yi, vi: data.vi[i]! }));
const region = ["a", "b", "a", "c", "b", "a", "c", "b", "a", "c", "b", "a"];

function fitted(options: FitOptions = {}): ConvergedFit {
  const found = fit(effects, options);
  if (found.status !== "converged") throw new Error(JSON.stringify(found));
  return found;
}

describe("a factor", () => {
  const design = designMatrix([{ type: "factor", name: "region", values: region }]);
  test("has a column for each level but its reference, or for each where there is no intercept", () => {
    expect(design.names).toEqual(["intercept", "regionb", "regionc"]);
    const full = designMatrix([{ type: "factor", name: "region", values: region }], { intercept: false });
    expect(full.names).toEqual(["regiona", "regionb", "regionc"]);
    expect(full.rows[1]).toEqual([0, 1, 0]);
  });
  test("is tested alike by its columns and by contrasts of its level means", () => {
    const model = fitted({ design });
    expect(testColumns(model, [1, 2]).statistic).toBeCloseTo(model.moderators!.statistic, 12);
    const means = fitted({
      design: designMatrix([{ type: "factor", name: "region", values: region }], { intercept: false }),
    });
    const [contrast] = contrasts(means, [[-1, 1, 0]]);
    expect(contrast!.estimate).toBeCloseTo(model.coefficients[1]!.estimate, 12);
    expect(contrast!.se).toBeCloseTo(model.coefficients[1]!.se, 12);
  });
  test("interacts column by column", () => {
    const x = data.x1;
    const found = designMatrix([
      {
        type: "interaction",
        of: [
          { type: "numeric", name: "x", values: x },
          { type: "factor", name: "region", values: region },
        ],
      },
      { type: "power", name: "x", values: x, exponent: 2 },
    ]);
    expect(found.names).toEqual(["intercept", "x:regionb", "x:regionc", "x^2"]);
    expect(found.rows[1]).toEqual([1, x[1]!, 0, x[1]! ** 2]);
  });
});

describe("subgroups", () => {
  test("by the equal-effects model split Q into within and between", () => {
    const { groups, between } = subgroups(effects, region, { method: "EE" });
    const within = groups.reduce(
      (sum, { fit: each }) => sum + (each.status === "converged" ? each.heterogeneity.q : 0),
      0,
    );
    expect(within + between!.statistic).toBeCloseTo(fitted({ method: "EE" }).heterogeneity.q, 10);
    expect(between!.df).toBe(2);
  });
});

describe("nested models", () => {
  const design = { names: ["intercept", "x"], rows: data.x1.map((x) => [1, x]) };
  test("are compared by likelihood under ML, and refused under REML", () => {
    const { statistic, df, p } = likelihoodRatio(fitted({ design, method: "ML" }), fitted({ method: "ML" }));
    expect(statistic).toBeGreaterThanOrEqual(0);
    expect(df).toBe(1);
    expect(p).toBeLessThanOrEqual(1);
    expect(() => likelihoodRatio(fitted({ design }), fitted())).toThrow("ML, for designs that differ");
  });
  test("a moderator alone is not inflated", () => {
    expect(varianceInflation(fitted({ design }))).toEqual([{ name: "x", vif: expect.closeTo(1, 12) }]);
  });
});

describe("the location-scale model", () => {
  test("with an intercept alone for the scale is the random-effects model", () => {
    const scale = { names: ["intercept"], rows: effects.map(() => [1]) };
    for (const method of ["ML", "REML"] as const) {
      const found = locationScale(effects, { scale, method });
      if (found.status !== "converged") throw new Error(found.status);
      const plain = fitted({ method });
      expect(found.tau2[0]).toBeCloseTo(plain.tau2, 7);
      expect(found.logLik).toBeCloseTo(plain.likelihood!.logLik, 10);
      expect(found.coefficients[0]!.se).toBeCloseTo(plain.coefficients[0]!.se, 7);
    }
  });
});

describe("RevMan's conventions", () => {
  const tables = [
    { ai: 4, bi: 20, ci: 9, di: 14 },
    { ai: 12, bi: 30, ci: 8, di: 40 },
    { ai: 7, bi: 41, ci: 15, di: 39 },
    { ai: 0, bi: 15, ci: 0, di: 12 },
  ];
  test("leave a table without events out of ratios, with weight 0 and its reason", () => {
    const found = revmanBinary(tables, { measure: "OR" });
    if (found.status !== "converged") throw new Error(found.because);
    expect(found.effects[3]).toEqual({
      status: "undefined",
      because: "no event, or only events, in both arms",
    });
    expect([found.weightsCommon[3], found.weightsRandom[3]]).toEqual([0, 0]);
    expect(found.weightsRandom.reduce((sum, w) => sum + w, 0)).toBeCloseTo(100, 10);
    expect(found.heterogeneity.df).toBe(2);
  });
  test("agree with the plain fit where they are the same: inverse variance, classic intervals", () => {
    const found = revmanGeneric(effects, { methodTau: "REML" });
    if (found.status !== "converged") throw new Error(found.because);
    const plain = fitted();
    expect(found.random.estimate).toBeCloseTo(plain.coefficients[0]!.estimate, 13);
    expect(found.random.se).toBeCloseTo(plain.coefficients[0]!.se, 13);
    expect(found.heterogeneity.q).toBeCloseTo(plain.heterogeneity.q, 12);
  });
  test("have Kenward and Roger's standard error above the classic one", () => {
    const [classic, kr] = (["classic", "KR"] as const).map((randomCi) =>
      revmanGeneric(effects, { methodTau: "REML", randomCi }),
    );
    if (classic!.status !== "converged" || kr!.status !== "converged") throw new Error("not converged");
    expect(kr!.random.se).toBeGreaterThan(classic!.random.se);
  });
  test("give a single study its own result without heterogeneity or prediction", () => {
    const found = revmanContinuous([{ m1i: 5, m2i: 4, sd1i: 2, sd2i: 2, n1i: 20, n2i: 20 }], {
      measure: "SMD",
    });
    expect(found).toMatchObject({ status: "converged", tau2: 0, heterogeneity: { q: 0, df: 0, p: 1 } });
    expect(found).not.toHaveProperty("prediction");
    expect(found).not.toHaveProperty("i2");
  });
  test.each(["Egger", "Thompson", "Deeks", "Peters", "Macaskill", "Begg", "Schwarzer"] as const)(
    "test small studies by %s",
    (method) => {
      const found = binarySmallStudyTest(tables, method)!;
      expect(found.p).toBeGreaterThan(0);
      expect(found.p).toBeLessThanOrEqual(1);
      expect(binarySmallStudyTest(tables.slice(0, 2), method)).toBeUndefined();
    },
  );
});

describe("what is left in drawers", () => {
  test("half the mean takes as many null studies as there are, by Orwin", () => {
    expect(failSafeOrwin(effects)).toMatchObject({ n: effects.length });
  });
  test("nothing is needed where the mean is not significant", () => {
    expect(failSafeGeneral(effects.slice(6, 9))!.n).toBe(0);
  });
  test("powers of the studies add up to the significant results expected", () => {
    const found = excessSignificance(effects);
    expect(found.power.reduce((sum, each) => sum + each, 0)).toBeCloseTo(found.expected, 12);
    expect(found.p).toBeLessThanOrEqual(1);
  });
});

describe("power", () => {
  test("of no effect is the level of the test", () => {
    expect(powerOfMean({ delta: 0, vi: 0.3, k: 7, tau2: 0.1 })).toBeCloseTo(0.05, 12);
  });
  test("is reached by the fewest studies that reach it", () => {
    const plan = { delta: 0.4, vi: 0.2, tau2: 0.05 };
    const k = studiesForPower(plan, 0.8)!;
    expect(powerOfMean({ ...plan, k })).toBeGreaterThanOrEqual(0.8);
    expect(powerOfMean({ ...plan, k: k - 1 })).toBeLessThan(0.8);
    expect(studiesForPower({ delta: 0, vi: 1 }, 0.8)).toBeUndefined();
  });
});
