/**
 * Tests of small-study effects for odds ratios, whose standard errors depend on them.
 * Sources: Deeks et al. (2005), J Clin Epidemiol 58(9):882-893; Peters et al. (2006), JAMA 295(6):676-680; Macaskill et al.
 * (2001), Stat Med 20(4):641-654; Schwarzer et al. (2007), Stat Med 26(4):721-733; Thompson and Sharp (1999), Stat Med
 * 18(20):2693-2708.
 */
import { noncentralHypergeometric } from "./distributions/discrete.ts";
import { normalUpper } from "./distributions/normal.ts";
import { tTwoSided } from "./distributions/t.ts";
import type { Effect } from "./effect.ts";
import { adjust, fromTwoByTwo, type TwoByTwo } from "./escalc/two-by-two.ts";
import { fit } from "./fit.ts";
import { mantelHaenszel } from "./mantel-haenszel.ts";
import { kendallScore, kendallVariance } from "./small-study.ts";

/**
 * Egger: on the standard error. Thompson: the same with an additive tau2. Deeks: on the inverse root of the effective
 * sample size. Peters: on the inverse sample size. Macaskill: on the sample size. Begg, Schwarzer: rank correlation.
 */
export type BinarySmallStudyMethod =
  | "Egger"
  | "Thompson"
  | "Deeks"
  | "Peters"
  | "Macaskill"
  | "Begg"
  | "Schwarzer";

export interface BinarySmallStudyTest {
  readonly statistic: number;
  /** Of t; absent for the rank tests, which are normal. */
  readonly df?: number;
  readonly p: number;
  /** The slope on the method's predictor; absent for the rank tests. */
  readonly bias?: number;
  readonly biasSe?: number;
}

/** Undefined with fewer than three informative studies, or when all have the same predictor. */
export function binarySmallStudyTest(
  tables: readonly TwoByTwo[],
  method: BinarySmallStudyMethod,
): BinarySmallStudyTest | undefined {
  const informative = tables.filter(({ ai, bi, ci, di }) => ai + ci > 0 && bi + di > 0);
  const effects = fromTwoByTwo("OR", informative).flatMap((size) =>
    size.status === "estimated" ? [size] : [],
  );
  if (effects.length < 3 || effects.length < informative.length) return undefined;
  const sizes = informative.map(({ ai, bi, ci, di }) => ({ n1: ai + bi, n2: ci + di }));
  switch (method) {
    case "Egger":
      return line(effects, inverseVariance(effects), standardErrors(effects));
    case "Thompson":
      return thompson(effects);
    case "Macaskill":
      return line(
        effects,
        inverseVariance(effects),
        sizes.map(({ n1, n2 }) => n1 + n2),
      );
    case "Deeks": {
      const effective = sizes.map(({ n1, n2 }) => (4 * n1 * n2) / (n1 + n2));
      return line(
        effects,
        effective,
        effective.map((n) => 1 / Math.sqrt(n)),
      );
    }
    case "Peters": {
      const weights = informative.map(({ ai, bi, ci, di }) => 1 / (1 / (ai + ci) + 1 / (bi + di)));
      return line(
        effects,
        weights,
        sizes.map(({ n1, n2 }) => 1 / (n1 + n2)),
      );
    }
    case "Begg": {
      const w = inverseVariance(effects);
      const total = w.reduce((all, wi) => all + wi, 0);
      const mean = effects.reduce((all, { yi }, i) => all + w[i]! * yi, 0) / total;
      return ranks(
        effects.map(({ yi, vi }) => (yi - mean) / Math.sqrt(vi - 1 / total)),
        effects.map(({ vi }) => vi),
      );
    }
    case "Schwarzer":
      return schwarzer(informative);
  }
}

const inverseVariance = (effects: readonly Effect[]) => effects.map(({ vi }) => 1 / vi);
const standardErrors = (effects: readonly Effect[]) => effects.map(({ vi }) => Math.sqrt(vi));

/** Weighted least squares of the effects on x with an intercept. */
function line(
  effects: readonly Effect[],
  w: readonly number[],
  x: readonly number[],
): BinarySmallStudyTest | undefined {
  const df = effects.length - 2;
  const total = w.reduce((all, wi) => all + wi, 0);
  const mean = (values: readonly number[]) =>
    values.reduce((all, value, i) => all + w[i]! * value, 0) / total;
  const [mx, my] = [mean(x), mean(effects.map(({ yi }) => yi))];
  let [sxx, sxy] = [0, 0];
  effects.forEach(({ yi }, i) => {
    sxx += w[i]! * (x[i]! - mx) ** 2;
    sxy += w[i]! * (x[i]! - mx) * (yi - my);
  });
  if (!(sxx > 0)) return undefined;
  const bias = sxy / sxx;
  const rss = effects.reduce((all, { yi }, i) => all + w[i]! * (yi - my - bias * (x[i]! - mx)) ** 2, 0);
  const biasSe = Math.sqrt(rss / df / sxx);
  const statistic = bias / biasSe;
  return { statistic, df, p: tTwoSided(statistic, df), bias, biasSe };
}

/** Egger's line as a meta-regression with tau2 by moments, tested with t. */
function thompson(effects: readonly Effect[]): BinarySmallStudyTest | undefined {
  const design = { names: ["intercept", "sei"], rows: effects.map(({ vi }) => [1, Math.sqrt(vi)]) };
  const fitted = fit(effects, { method: "DL", test: "t", design });
  if (fitted.status !== "converged") return undefined;
  const { statistic, p, estimate, se } = fitted.coefficients[1]!;
  return { statistic, df: effects.length - 2, p, bias: estimate, biasSe: se };
}

/** Standardised counts under a common odds ratio against the inverse of their variance. */
function schwarzer(tables: readonly TwoByTwo[]): BinarySmallStudyTest | undefined {
  const common = mantelHaenszel("OR", adjust(tables, {}));
  if (common.status !== "pooled") return undefined;
  const moments = tables.map(({ ai, bi, ci, di }) => {
    const { first, probabilities } = noncentralHypergeometric(
      ai + bi,
      ci + di,
      ai + ci,
      common.beta.estimate,
    );
    let [mean, square] = [0, 0];
    probabilities.forEach((p, j) => {
      mean += p * (first + j);
    });
    probabilities.forEach((p, j) => {
      square += p * (first + j - mean) ** 2;
    });
    return { z: (ai - mean) / Math.sqrt(square), precision: 1 / square };
  });
  return ranks(
    moments.map(({ z }) => z),
    moments.map(({ precision }) => precision),
  );
}

/** Kendall's S over its standard error, without continuity correction. */
function ranks(x: readonly number[], y: readonly number[]): BinarySmallStudyTest {
  const { score, tiesX, tiesY } = kendallScore(x, y);
  const statistic = score / Math.sqrt(kendallVariance(x.length, tiesX, tiesY));
  return { statistic, p: 2 * normalUpper(Math.abs(statistic)) };
}
