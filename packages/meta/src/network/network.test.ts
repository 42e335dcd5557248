import fc from "fast-check";
import { describe, expect, test } from "vitest";
import reference from "../../reference/dependent-effects.json" with { type: "json" };
import { normalLower } from "../distributions/normal.ts";
import { fit } from "../fit.ts";
import { inconsistency, splitNode } from "./inconsistency.ts";
import {
  type Contrast,
  type ConvergedNetwork,
  fitNetwork,
  type NetworkOptions,
  type NetworkStudy,
} from "./network.ts";
import { rankTreatments } from "./ranking.ts";

// HbA1c (%) in trials of drugs for diabetes: n, mean and SD of each arm. Senn et al. (2013), Stat Methods Med Res
// 22(2):169-189.
const arms: Record<string, [treatment: string, n: number, mean: number, sd: number][]> = {
  "De Fronzo 1995": [
    ["metformin", 213, -1.7, 1.459],
    ["placebo", 209, 0.2, 1.446],
  ],
  "Lewin 2007": [
    ["metformin", 431, -0.74, 1.106],
    ["placebo", 144, 0.08, 1.004],
  ],
  "Willms 1999": [
    ["metformin", 29, -2.5, 0.862],
    ["acarbose", 31, -2.3, 1.782],
    ["placebo", 29, -1.3, 1.831],
  ],
  "Davidson 2007": [
    ["rosiglitazone", 117, -1.2, 1.097],
    ["placebo", 116, 0.14, 1.093],
  ],
  "Wolffenbuttel 1999": [
    ["rosiglitazone", 183, -0.9, 1.1],
    ["placebo", 192, 0.2, 1.11],
  ],
  "Kipnes 2001": [
    ["pioglitazone", 182, -1.2, 1.369],
    ["placebo", 181, 0.1, 1.024],
  ],
  "Kerenyi 2004": [
    ["rosiglitazone", 160, -0.91, 0.99],
    ["placebo", 154, -0.14, 0.92],
  ],
  "Hanefeld 2004": [
    ["pioglitazone", 319, 7.61, 1.072],
    ["metformin", 320, 7.45, 1.073],
  ],
  "Derosa 2004": [
    ["pioglitazone", 45, 6.8, 0.8],
    ["rosiglitazone", 42, 6.7, 0.9],
  ],
  "Baksi 2004": [
    ["rosiglitazone", 218, -1.2, 1.112],
    ["placebo", 233, 0.1, 1.036],
  ],
  "Rosenstock 2008": [
    ["rosiglitazone", 59, -1.17, 1.229],
    ["placebo", 57, -0.08, 1.208],
  ],
  "Zhu 2003": [
    ["rosiglitazone", 210, -1.9, 1.47],
    ["placebo", 105, -0.4, 1.3],
  ],
  "Yang 2003": [
    ["rosiglitazone", 102, -1.09, 1.65],
    ["metformin", 96, -0.95, 1.5],
  ],
  "Vongthavaravat 2002": [
    ["rosiglitazone", 164, -1.1, 1.559],
    ["sulfonylurea", 170, 0.1, 0.992],
  ],
  "Oyama 2008": [
    ["acarbose", 41, -0.7, 0.8],
    ["sulfonylurea", 43, -0.3, 0.6],
  ],
  "Costa 1997": [
    ["acarbose", 36, -1.1, 0.36],
    ["placebo", 29, -0.3, 0.7],
  ],
  "Hermansen 2007": [
    ["sitagliptin", 106, -0.3, 0.94],
    ["placebo", 106, 0.27, 0.94],
  ],
  "Garber 2008": [
    ["vildagliptin", 132, -0.63, 1.034],
    ["placebo", 144, 0.07, 1.08],
  ],
  "Alex 1998": [
    ["metformin", 291, 0.13, 1.428],
    ["sulfonylurea", 300, 0.5, 1.45],
  ],
  "Johnston 1994": [
    ["miglitol", 68, -0.41, 1.072],
    ["placebo", 63, 0.33, 1.032],
  ],
  "Johnston 1998a": [
    ["miglitol", 91, -0.43, 0.954],
    ["placebo", 43, 0.98, 1.311],
  ],
  "Kim 2007": [
    ["rosiglitazone", 57, -1.1, 1.341],
    ["metformin", 56, -1.1, 1.139],
  ],
  "Johnston 1998b": [
    ["miglitol", 49, -0.12, 1.4],
    ["placebo", 34, 0.56, 1.166],
  ],
  "Gonzalez-Ortiz 2004": [
    ["metformin", 34, -1.3, 1.861],
    ["placebo", 37, -0.9, 1.803],
  ],
  "Stucci 1996": [
    ["benfluorex", 28, 8.03, 1.29],
    ["placebo", 30, 8.26, 1.35],
  ],
  "Moulin 2006": [
    ["benfluorex", 161, -0.82, 1.028],
    ["placebo", 156, 0.19, 1.374],
  ],
};

const pairs = (of: (typeof arms)[string]): Contrast[] =>
  of.flatMap(([treatment, n1, mean1, sd1], i) =>
    of.slice(i + 1).map(([versus, n2, mean2, sd2]) => ({
      ...{ treatment, versus, yi: mean1 - mean2 },
      vi: sd1 ** 2 / n1 + sd2 ** 2 / n2,
    })),
  );
const diabetes: NetworkStudy[] = Object.entries(arms).map(([study, of]) => ({ study, contrasts: pairs(of) }));

function converged(studies: readonly NetworkStudy[], options: NetworkOptions = {}): ConvergedNetwork {
  const fit = fitNetwork(studies, options);
  if (fit.status !== "converged") throw new Error(fit.status);
  return fit;
}
const effectOf = (fit: ConvergedNetwork, name: string) =>
  fit.effects.find(({ treatment }) => treatment === name)!;

const study = (name: string, treatment: string, versus: string, yi: number, vi: number): NetworkStudy => ({
  study: name,
  contrasts: [{ treatment, versus, yi, vi }],
});

describe("a network of treatments", () => {
  test("has the Q statistics that netmeta prints for the diabetes network", () => {
    // What netmeta's decomp.design() prints for this network; its standard errors are rounded to four digits.
    const split = inconsistency(diabetes, { reference: "placebo", method: "common" });
    if (split.status !== "converged") throw new Error(split.status);
    expect(split.total).toMatchObject({ df: 18 });
    expect(split.total.statistic).toBeCloseTo(96.99, 1);
    expect(split.within).toMatchObject({ df: 11 });
    expect(split.within.statistic).toBeCloseTo(74.46, 1);
    expect(split.between).toMatchObject({ df: 7 });
    expect(split.between.statistic).toBeCloseTo(22.53, 1);
    expect(split.between.p).toBeCloseTo(0.0021, 4);
    const of = (...treatments: string[]) =>
      split.designs.find((design) => design.treatments.join() === treatments.join())!;
    expect(of("metformin", "placebo").statistic).toBeCloseTo(42.16, 1);
    expect(of("placebo", "rosiglitazone").statistic).toBeCloseTo(21.27, 1);
    expect(of("benfluorex", "placebo").statistic).toBeCloseTo(4.38, 1);
    expect(of("miglitol", "placebo").statistic).toBeCloseTo(6.45, 1);
    expect(of("metformin", "rosiglitazone").statistic).toBeCloseTo(0.19, 1);
  });

  test("agrees with metafor by restricted likelihood", () => {
    const { drugs, beta, se, tau2, QE } = reference.network;
    const found = converged(diabetes, { reference: "placebo" });
    expect(found.tau2).toBeCloseTo(tau2, 7);
    expect(found.q.statistic).toBeCloseTo(QE, 8);
    drugs.forEach((drug, i) => {
      expect(effectOf(found, drug).estimate).toBeCloseTo(beta[i]!, 7);
      expect(effectOf(found, drug).se).toBeCloseTo(se[i]!, 7);
    });
  });

  test("is the ordinary random-effects model when there are but two treatments", () => {
    const two = diabetes.filter((_, i) => [3, 4, 6, 9, 10, 11].includes(i));
    const effects = two.map(({ contrasts }) => contrasts[0]!);
    for (const method of ["DL", "ML", "REML"] as const) {
      const [network, ordinary] = [
        converged(two, { reference: "placebo", method }),
        fit(effects, { method }),
      ];
      if (ordinary.status !== "converged") throw new Error(ordinary.status);
      expect(network.tau2).toBeCloseTo(ordinary.tau2, 8);
      expect(network.effects[0]!.estimate).toBeCloseTo(ordinary.coefficients[0]!.estimate, 8);
      expect(network.effects[0]!.se).toBeCloseTo(ordinary.coefficients[0]!.se, 8);
    }
  });

  test("scores a treatment by the mean one-sided probability of being better", () => {
    const network = converged(diabetes, { reference: "placebo", method: "common" });
    const ranked = rankTreatments(network, { better: "lower", seed: 1 });
    const against = network.league
      .filter(({ treatment, versus }) => [treatment, versus].includes("metformin"))
      .map(({ treatment, statistic }) => normalLower(treatment === "metformin" ? -statistic : statistic));
    const mean = against.reduce((a, b) => a + b) / 9;
    expect(ranked.find(({ treatment }) => treatment === "metformin")!.pScore).toBeCloseTo(mean, 12);
    const turned = rankTreatments(network, { better: "higher", seed: 1 });
    expect(turned.map(({ treatment }) => treatment)).toEqual(
      ranked.map(({ treatment }) => treatment).reverse(),
    );
  });

  test("gives ranks their uncertainty, the same for the same seed", () => {
    const found = converged(diabetes, { reference: "placebo" });
    const ranked = rankTreatments(found, { better: "lower", seed: 7 });
    expect(ranked).toEqual(rankTreatments(found, { better: "lower", seed: 7 }));
    for (const { rankProbabilities, pScore, meanRank, lowest, highest } of ranked) {
      expect(rankProbabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 10);
      // SUCRA, from the mean rank, is the P-score up to the error of the draws.
      expect((10 - meanRank) / 9).toBeCloseTo(pScore, 1);
      expect(highest).toBeGreaterThan(lowest);
    }
  });

  test("splits a node as metafor does with the same columns", () => {
    const { indirect, se, difference, seDifference, tau2 } = reference.network.split;
    const split = splitNode(diabetes, ["metformin", "placebo"]);
    if (split.status !== "converged") throw new Error(split.status);
    expect(split.tau2).toBeCloseTo(tau2, 6);
    expect(split.indirect.estimate).toBeCloseTo(indirect, 6);
    expect(split.indirect.se).toBeCloseTo(se, 6);
    expect(split.difference.estimate).toBeCloseTo(difference, 6);
    expect(split.difference.se).toBeCloseTo(seDifference, 6);
    expect(split.direct.estimate - split.indirect.estimate).toBeCloseTo(split.difference.estimate, 12);
  });

  test("without loops compares through the common treatment, as Bucher did", () => {
    // Bucher et al. (1997), J Clin Epidemiol 50(6):683-691: differences subtract, variances add.
    const star = [study("1", "A", "P", 0.5, 0.04), study("2", "B", "P", 0.2, 0.09)];
    const found = converged(star, { reference: "P", method: "common" });
    const indirect = found.league.find(({ treatment, versus }) => treatment === "B" && versus === "A")!;
    expect(indirect.estimate).toBeCloseTo(-0.3, 14);
    expect(indirect.se ** 2).toBeCloseTo(0.13, 14);
    expect(splitNode(star, ["A", "B"])).toEqual({ status: "no-direct-evidence" });
    expect(splitNode(star, ["A", "P"])).toEqual({ status: "no-indirect-evidence" });
    expect(inconsistency(star)).toMatchObject({ interaction: undefined });
  });

  test("does not depend on the reference, nor on which way round a contrast is written", () => {
    const names = ["placebo", "metformin", "acarbose"];
    const fits = names.map((name) => converged(diabetes, { reference: name, method: "REML" }));
    const turned = diabetes.map((each) => ({
      ...each,
      contrasts: each.contrasts.map(({ treatment, versus, yi, vi }) => ({
        treatment: versus,
        versus: treatment,
        yi: -yi,
        vi,
      })),
    }));
    const all = [...fits, converged(turned, { reference: "placebo" })];
    const difference = (fit: ConvergedNetwork) => {
      const found = fit.league.find(
        ({ treatment, versus }) => [treatment, versus].sort().join() === "miglitol,sulfonylurea",
      )!;
      return found.treatment === "miglitol" ? found.estimate : -found.estimate;
    };
    for (const fit of all) {
      expect(fit.tau2).toBeCloseTo(fits[0]!.tau2, 7);
      expect(difference(fit)).toBeCloseTo(difference(fits[0]!), 7);
    }
  });

  test("takes a study of three arms by all its contrasts or by two and what they share", () => {
    const three = (a: number, b: number, p: number): NetworkStudy[] => [
      {
        study: "pairs",
        contrasts: [
          { treatment: "A", versus: "P", yi: 0.4, vi: a + p },
          { treatment: "B", versus: "P", yi: 0.7, vi: b + p },
          { treatment: "A", versus: "B", yi: -0.3, vi: a + b },
        ],
      },
    ];
    const variance = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(variance, variance, variance, (a, b, p) => {
        const [pairs] = three(a, b, p);
        const shared = { study: "shared", contrasts: pairs!.contrasts.slice(0, 2), sharedVariance: p };
        const [one, other] = [[pairs!], [shared]].map((studies) =>
          converged(studies, { reference: "P", method: "common" }),
        );
        one!.league.forEach(({ estimate, se }, i) => {
          expect(other!.league[i]!.estimate).toBeCloseTo(estimate, 10);
          expect(other!.league[i]!.se).toBeCloseTo(se, 10);
        });
      }),
      { numRuns: 30 },
    );
  });

  test("says which treatments were never compared", () => {
    const apart = [study("1", "A", "B", 0.1, 0.1), study("2", "C", "D", 0.1, 0.1)];
    expect(fitNetwork(apart)).toEqual({
      status: "disconnected",
      parts: [
        ["A", "B"],
        ["C", "D"],
      ],
    });
  });

  test("says when variances of a study's contrasts cannot be", () => {
    const contrasts = [
      { treatment: "A", versus: "P", yi: 0.4, vi: 0.01 },
      { treatment: "B", versus: "P", yi: 0.7, vi: 0.01 },
      { treatment: "A", versus: "B", yi: -0.3, vi: 5 },
    ];
    expect(fitNetwork([{ study: "odd", contrasts }])).toEqual({
      status: "impossible-variances",
      study: "odd",
    });
    expect(() => fitNetwork([{ study: "odd", contrasts: contrasts.slice(0, 2) }])).toThrow("sharedVariance");
    const misprint = contrasts.map((each, i) => (i === 2 ? { ...each, yi: 0.3, vi: 0.02 } : each));
    expect(() => fitNetwork([{ study: "odd", contrasts: misprint }])).toThrow("as the others imply");
    expect(() => fitNetwork(diabetes, { reference: "aspirin" })).toThrow("aspirin");
  });
});
