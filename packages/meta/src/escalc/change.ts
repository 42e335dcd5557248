/**
 * Effect sizes of the same people measured twice: 1 after, 2 before, or any two conditions.
 * Sources: Gibbons et al. (1993), J Educ Stat 18(3):271-279 (SMCC); Becker (1988), Br J Math Stat Psychol
 * 41(2):257-278 (SMCR); Bonett (2008), Psychol Methods 13(2):99-109 (SMCRH);
 * Cousineau (2020), Quant Methods Psychol 16(4):418-421 (degrees of freedom of SMCRP);
 * Lajeunesse (2011), Ecology 92(11):2049-2055 (ROMC); Nakagawa et al. (2015), Methods Ecol Evol 6(2):143-152 (VRC, CVRC).
 */
import { demand, requireFinite, requireNonNegative, requirePositive } from "../arguments.ts";
import { type EffectSize, effectSize, weightedMean } from "./effect-size.ts";
import { hedgesJ, unbiasedSquare } from "./small-sample.ts";

export interface Change {
  readonly m1i?: number;
  readonly m2i?: number;
  readonly sd1i: number;
  /** Not needed for SMCR. */
  readonly sd2i?: number;
  /** People measured both times. */
  readonly ni: number;
  /** Correlation between the two measurements. */
  readonly ri: number;
}

export const changeMeasures = [
  "MC",
  "SMCC",
  "SMCR",
  "SMCRH",
  "SMCRP",
  "SMCRPH",
  "ROMC",
  "VRC",
  "CVRC",
] as const;
export type ChangeMeasure = (typeof changeMeasures)[number];

export interface ChangeOptions {
  /** LS large-sample; LS2 with J squared outside; UB unbiased (SMCC); AV with the average effect (SMCC). */
  readonly vtype?: "LS" | "LS2" | "UB" | "AV";
  readonly correct?: boolean;
}

/** @throws RangeError when a needed mean is not finite, an SD is negative, ni is not above 0, or |ri| > 1. */
export function fromChanges(
  measure: ChangeMeasure,
  studies: readonly Change[],
  { vtype = "LS", correct = true }: ChangeOptions = {},
): EffectSize[] {
  demand(changeMeasures.includes(measure), "measure", measure, changeMeasures.join(", "));
  for (const { m1i = Number.NaN, m2i = Number.NaN, sd1i, sd2i = Number.NaN, ni, ri } of studies) {
    if (measure !== "VRC") {
      requireFinite(`${measure} m1i`, m1i);
      requireFinite(`${measure} m2i`, m2i);
    }
    requireNonNegative(`${measure} sd1i`, sd1i);
    if (measure !== "SMCR") requireNonNegative(`${measure} sd2i`, sd2i);
    requirePositive(`${measure} ni`, ni);
    demand(Math.abs(ri) <= 1, `${measure} ri`, ri, "a correlation from -1 to 1");
  }
  const read = studies.map(({ m1i = 0, m2i = 0, sd1i, sd2i = 0, ni, ri }) => ({
    ...{ m1: m1i, m2: m2i, sd1: sd1i, sd2: sd2i, n: ni, r: ri },
    changeVariance: sd1i ** 2 + sd2i ** 2 - 2 * ri * sd1i * sd2i,
  }));
  const average = weightedMean(
    read.map((s) => ((correct ? hedgesJ(s.n - 1) : 1) * (s.m1 - s.m2)) / Math.sqrt(s.changeVariance)),
    read.map((s) => s.n),
  );
  return read.map((s) => ofChange(measure, s, vtype, correct, average));
}

interface Study {
  readonly m1: number;
  readonly m2: number;
  readonly sd1: number;
  readonly sd2: number;
  readonly n: number;
  readonly r: number;
  readonly changeVariance: number;
}

function ofChange(
  measure: ChangeMeasure,
  { m1, m2, sd1, sd2, n, r, changeVariance }: Study,
  vtype: string,
  correct: boolean,
  average: number,
): EffectSize {
  const j = (df: number) => (correct ? hedgesJ(df) : 1);
  switch (measure) {
    case "MC":
      return effectSize(m1 - m2, changeVariance / n);
    case "SMCC": {
      const d = (m1 - m2) / Math.sqrt(changeVariance);
      const g = j(n - 1) * d;
      if (vtype === "UB") return effectSize(g, 1 / n + unbiasedSquare(g, n - 1));
      if (vtype === "LS2") return effectSize(g, j(n - 1) ** 2 * (1 / n + d ** 2 / (2 * n)));
      return effectSize(g, 1 / n + (vtype === "AV" ? average : g) ** 2 / (2 * n));
    }
    case "SMCR": {
      const d = (m1 - m2) / sd1;
      const g = j(n - 1) * d;
      if (vtype === "LS2") return effectSize(g, j(n - 1) ** 2 * ((2 * (1 - r)) / n + d ** 2 / (2 * n)));
      return effectSize(g, (2 * (1 - r)) / n + g ** 2 / (2 * n));
    }
    case "SMCRH": {
      const g = (j(n - 1) * (m1 - m2)) / sd1;
      return effectSize(g, changeVariance / (sd1 ** 2 * (n - 1)) + g ** 2 / (2 * (n - 1)));
    }
    case "SMCRP": {
      const g = (j((2 * (n - 1)) / (1 + r ** 2)) * (m1 - m2)) / Math.sqrt((sd1 ** 2 + sd2 ** 2) / 2);
      return effectSize(g, (2 * (1 - r)) / n + (g ** 2 * (1 + r ** 2)) / (4 * n));
    }
    case "SMCRPH": {
      const square = (sd1 ** 2 + sd2 ** 2) / 2;
      const g = (j((2 * (n - 1)) / (1 + r ** 2)) * (m1 - m2)) / Math.sqrt(square);
      const spread =
        (g ** 2 * (sd1 ** 4 + sd2 ** 4 + 2 * r ** 2 * sd1 ** 2 * sd2 ** 2)) / (8 * square ** 2 * (n - 1));
      return effectSize(g, spread + changeVariance / (square * (n - 1)));
    }
    case "ROMC": {
      const [cv1, cv2] = [sd1 ** 2 / (n * m1 ** 2), sd2 ** 2 / (n * m2 ** 2)];
      const yi = Math.log(m1 / m2) + (correct ? (cv1 - cv2) / 2 : 0);
      return effectSize(yi, cv1 + cv2 - (2 * r * sd1 * sd2) / (m1 * m2 * n));
    }
    case "VRC":
      return effectSize(Math.log(sd1 / sd2), (1 - r ** 2) / (n - 1));
    case "CVRC": {
      const [mean1, mean2] = [sd1 ** 2 / (n * m1 ** 2), sd2 ** 2 / (n * m2 ** 2)];
      const yi = Math.log((sd1 / m1 / sd2) * m2) + (correct ? (mean2 - mean1) / 2 : 0);
      const ofMeans = mean1 + mean2 - (2 * r * sd1 * sd2) / (m1 * m2 * n);
      return effectSize(yi, (1 - r ** 2) / (n - 1) + ofMeans);
    }
  }
}
