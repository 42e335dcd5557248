import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { doseColumns, restrictedCubicSpline } from "./curve.ts";
import {
  type DoseContrasts,
  doseOneStage,
  doseTwoStage,
  meanContrasts,
  ratioContrasts,
  studyCurve,
} from "./dose-response.ts";
import { type DoseRow, greenlandLongnecker } from "./greenland-longnecker.ts";

// Alcohol and breast cancer, a case-control study: Rohan and McMichael (1988), as given by Greenland and
// Longnecker (1992), Am J Epidemiol 135(11):1301-1309.
const alcohol: DoseRow[] = [
  { dose: 0, cases: 165, n: 337, logrr: 0, se: 0 },
  { dose: 2, cases: 74, n: 167, logrr: Math.log(0.8), se: 0.2327495 },
  { dose: 6, cases: 90, n: 186, logrr: Math.log(1.16), se: 0.2372228 },
  { dose: 11, cases: 122, n: 212, logrr: Math.log(1.57), se: 0.2373342 },
];

describe("the covariance of log ratios against one dose", () => {
  test("gives the slope that Greenland and Longnecker published: 0.0454 with variance 0.000427", () => {
    const contrasts = ratioContrasts(alcohol, "cc")!;
    const fit = studyCurve(contrasts, { shape: "linear" });
    if (fit.status !== "fitted") throw new Error(fit.status);
    expect(fit.coefficients[0]).toBeCloseTo(0.0454, 3);
    expect(fit.covariance[0]![0]).toBeCloseTo(0.000427, 5);
  });

  test("comes from cases that keep the margin and the reported ratios", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            cases: fc.integer({ min: 5, max: 200 }),
            others: fc.integer({ min: 5, max: 400 }),
            logrr: fc.double({ min: -1, max: 1, noNaN: true }),
          }),
          { minLength: 2, maxLength: 5 },
        ),
        fc.constantFrom("cc", "ir", "ci"),
        (given, design) => {
          const rows = given.map(({ cases, others, logrr }, i) => ({
            ...{ dose: i, cases, n: cases + others, logrr: i === 0 ? 0 : logrr, se: i === 0 ? 0 : 0.3 },
          }));
          const fit = greenlandLongnecker(rows, design);
          if (fit.status !== "converged") throw new Error(fit.status);
          const total = rows.reduce((sum, { cases }) => sum + cases, 0);
          expect(fit.pseudoCases.reduce((a, b) => a + b)).toBeCloseTo(total, 6);
          const level = (i: number) => {
            const [a, n] = [fit.pseudoCases[i]!, rows[i]!.n];
            return design === "ir" ? Math.log(a / n) : Math.log(a / (n - a));
          };
          rows.forEach(({ logrr }, i) => {
            expect(level(i) - level(0)).toBeCloseTo(logrr, 8);
          });
        },
      ),
    );
  });

  test("needs one reference dose", () => {
    expect(() => greenlandLongnecker(alcohol.slice(1), "cc")).toThrow("0 with se 0");
    expect(() => greenlandLongnecker([{ ...alcohol[0]!, cases: 400 }, ...alcohol.slice(1)], "cc")).toThrow(
      "fewer than n",
    );
  });
});

describe("the restricted cubic spline", () => {
  const knots = [1, 4, 9, 12];
  test("is straight beyond the last knot and has no bend before the first", () => {
    const bend = (x: number) => {
      const [a, b, c] = [x - 1, x, x + 1].map((at) => restrictedCubicSpline(at, knots));
      return b!.map((value, j) => a![j]! - 2 * value + c![j]!);
    };
    for (const value of [...bend(14), ...bend(30), ...bend(-1)]) expect(value).toBeCloseTo(0, 10);
    expect(Math.abs(bend(6)[1]!)).toBeGreaterThan(0.01);
  });
  test("asks for three rising knots", () => {
    expect(() => restrictedCubicSpline(1, [1, 2])).toThrow("three or more");
    expect(() => doseColumns({ shape: "spline", knots: [1, 3, 2] }, 1)).toThrow("knots[2]");
  });
});

describe("a response to dose over studies", () => {
  const arms = (dose: number[], mean: number[], n: number): DoseContrasts =>
    meanContrasts(dose.map((d, i) => ({ dose: d, mean: mean[i]!, sd: 5 + i / 2, n: n + 2 * i })));
  const studies = [
    arms([0, 3, 8], [1, 2.2, 4.5], 30),
    arms([0, 5, 9], [0.5, 3.1, 3.9], 24),
    arms([0, 2, 6, 10], [2, 1.9, 5.2, 7.4], 40),
    arms([0, 4], [1.2, 1.1], 22),
    arms([0, 7, 12], [0.1, 0.6, 2.9], 35),
  ];

  test("is the same in one stage and in two where it is a line through the reference", () => {
    // Crippa et al. (2019): the linear models have the same REML likelihood up to a constant.
    const [one, two] = [
      doseOneStage(studies, { shape: "linear" }),
      doseTwoStage(studies, { shape: "linear" }),
    ];
    if (one.status !== "converged" || two.status !== "converged") throw new Error("both converge");
    expect(one.coefficients[0]!.estimate).toBeCloseTo(two.coefficients[0]!.estimate, 8);
    expect(one.between![0]![0]).toBeCloseTo(two.between![0]![0]!, 8);
  });

  test("does not know the unit of the dose", () => {
    const inMilligrams = studies.map((study) => ({
      ...study,
      reference: 1000 * study.reference,
      doses: study.doses.map((dose) => 1000 * dose),
    }));
    const three = [studies, inMilligrams].map((each) =>
      doseTwoStage(
        each.filter(({ doses }) => doses.length > 1),
        { shape: "quadratic" },
      ),
    );
    const [grams, milligrams] = three;
    if (grams?.status !== "converged" || milligrams?.status !== "converged") throw new Error("both converge");
    expect(1000 * milligrams.coefficients[0]!.estimate).toBeCloseTo(grams.coefficients[0]!.estimate, 5);
    expect(1e6 * milligrams.coefficients[1]!.se).toBeCloseTo(grams.coefficients[1]!.se, 5);
  });

  test("in two stages needs enough doses in every study, and says which has not", () => {
    expect(doseTwoStage(studies, { shape: "quadratic" })).toEqual({ status: "study-not-fitted", study: 3 });
    expect(doseOneStage(studies, { shape: "quadratic" }).status).toBe("converged");
  });

  test("standardised differences share the reference arm and the pooled SD", () => {
    const { yi, covariance } = meanContrasts(
      [
        { dose: 0, mean: 0, sd: 2, n: 20 },
        { dose: 1, mean: 1, sd: 2, n: 20 },
        { dose: 2, mean: 2, sd: 2, n: 20 },
      ],
      "SMD",
    );
    // Hedges' factor for 57 df is 0.98677; Gleser and Olkin (2009): 1/20 + d1 d2 / (2 x 60).
    expect(yi[0]).toBeCloseTo(0.98677 / 2, 5);
    expect(covariance[0]![1]).toBeCloseTo(1 / 20 + (yi[0]! * yi[1]!) / 120, 14);
  });
});
