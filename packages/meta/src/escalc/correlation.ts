/**
 * Effect sizes of associations: correlations, partial and semi-partial correlations, R2; and of reliability.
 * Sources: Fisher (1921), Metron 1:3-32 (ZCOR); Olkin and Pratt (1958), Ann Math Stat 29(1):201-211, and
 * Hedges (1989), J Appl Psychol 74(3):469-477 (UCOR); Aloe and Thompson (2013), J Soc Soc Work Res 4(4):390-405,
 * and Aloe (2014), Res Synth Methods 5(1):77-90 (PCOR, SPCOR); Bonett (2002), J Educ Behav Stat 27(4):335-340, and
 * (2010), Psychol Methods 15(4):368-385 (ARAW, ABT); Hakstian and Whalen (1976), Psychometrika 41(2):219-231 (AHW).
 */
import { demand, requireFinite, requirePositive } from "../arguments.ts";
import { type EffectSize, effectSize, weightedMean } from "./effect-size.ts";

/** Correlation ri among ni people. */
export interface Correlation {
  readonly ri: number;
  readonly ni: number;
}

/** Correlation, its unbiased estimate, Fisher's z. */
export const correlationMeasures = ["COR", "UCOR", "ZCOR"] as const;
export type CorrelationMeasure = (typeof correlationMeasures)[number];

/** @throws RangeError unless |ri| <= 1 and ni > 0. */
export function fromCorrelations(
  measure: CorrelationMeasure,
  studies: readonly Correlation[],
  { vtype = "LS" }: { readonly vtype?: "LS" | "UB" | "AV" } = {},
): EffectSize[] {
  demand(correlationMeasures.includes(measure), "measure", measure, correlationMeasures.join(", "));
  for (const { ri, ni } of studies) {
    demand(Math.abs(ri) <= 1, `${measure} ri`, ri, "a correlation from -1 to 1");
    requirePositive(`${measure} ni`, ni);
  }
  const yi = studies.map(({ ri, ni }) => (measure === "UCOR" ? unbiased(ri, ni) : ri));
  const average = weightedMean(
    yi,
    studies.map(({ ni }) => ni),
  );
  return studies.map(({ ri, ni }, i) => {
    if (measure === "ZCOR") return effectSize(Math.atanh(ri), 1 / (ni - 3));
    if (vtype === "UB") return effectSize(yi[i]!, unbiasedVariance(ri, yi[i]!, ni));
    return effectSize(yi[i]!, (1 - (vtype === "AV" ? average : yi[i]!) ** 2) ** 2 / (ni - 1));
  });
}

/** r 2F1(1/2, 1/2; (n - 2) / 2; 1 - r^2), Olkin and Pratt's eq. 2.3. */
function unbiased(r: number, n: number): number {
  const c = (n - 2) / 2;
  const z = 1 - r * r;
  let [sum, term] = [1, 1];
  for (let m = 0; m < 100_000 && term > 1e-17 * sum; m++) {
    term *= ((0.5 + m) ** 2 * z) / ((c + m) * (m + 1));
    sum += term;
  }
  return r * sum;
}

/** Hedges (1989), eq. 4: an unbiased estimate of the variance, with 2F1(1, 1; n / 2; 1 - r^2) summed. */
function unbiasedVariance(r: number, yi: number, n: number): number {
  const z = 1 - r * r;
  let [sum, term] = [1, 1];
  for (let m = 0; m < 100_000 && term > 1e-17 * sum; m++) {
    term *= ((1 + m) * z) / (n / 2 + m);
    sum += term;
  }
  return yi ** 2 - 1 + ((n - 3) / (n - 2)) * z * sum;
}

/** From a regression with mi predictors in ni people: ti the t statistic of one, or ri its partial correlation. */
export interface PartialCorrelation {
  readonly ti?: number;
  readonly ri?: number;
  /** R2 of the whole regression; needed for SPCOR and ZSPCOR. */
  readonly r2i?: number;
  readonly ni: number;
  readonly mi: number;
}

export const partialCorrelationMeasures = ["PCOR", "ZPCOR", "SPCOR", "ZSPCOR"] as const;
export type PartialCorrelationMeasure = (typeof partialCorrelationMeasures)[number];

/** @throws RangeError when neither ti nor ri is given, or a value is out of range. */
export function fromPartialCorrelations(
  measure: PartialCorrelationMeasure,
  studies: readonly PartialCorrelation[],
): EffectSize[] {
  demand(
    partialCorrelationMeasures.includes(measure),
    "measure",
    measure,
    partialCorrelationMeasures.join(", "),
  );
  return studies.map(({ ti, ri, r2i, ni, mi }) => {
    requirePositive(`${measure} ni`, ni);
    requirePositive(`${measure} mi`, mi);
    const df = ni - mi - 1;
    if (measure === "PCOR" || measure === "ZPCOR") {
      const r = ri ?? fromT(measure, ti, df);
      demand(Math.abs(r) <= 1, `${measure} ri`, r, "a correlation from -1 to 1");
      if (measure === "PCOR") return effectSize(r, (1 - r * r) ** 2 / (ni - mi));
      return effectSize(Math.atanh(r), 1 / (df - 1));
    }
    const r2 = r2i ?? Number.NaN;
    demand(r2 >= 0 && r2 <= 1, `${measure} r2i`, r2, "a squared correlation from 0 to 1");
    requireFinite(`${measure} ti`, ti ?? ri ?? Number.NaN);
    const r = ri ?? (ti! * Math.sqrt(1 - r2)) / Math.sqrt(df);
    const without = r2 - r * r;
    const variance = (r2 ** 2 - 2 * r2 + without + 1 - without ** 2) / ni;
    if (measure === "SPCOR") return effectSize(r, variance);
    return effectSize(Math.atanh(r), variance / (1 - r * r) ** 2);
  });
}

function fromT(measure: string, ti: number | undefined, df: number): number {
  requireFinite(`${measure} ti`, ti ?? Number.NaN);
  return ti! / Math.sqrt(ti! ** 2 + df);
}

/** R2 of a regression with mi predictors in ni people. */
export interface SquaredCorrelation {
  readonly r2i: number;
  readonly ni: number;
  readonly mi?: number;
}

export const squaredCorrelationMeasures = ["R2", "ZR2"] as const;
export type SquaredCorrelationMeasure = (typeof squaredCorrelationMeasures)[number];

/** @throws RangeError unless 0 <= r2i <= 1 and ni > 0. */
export function fromSquaredCorrelations(
  measure: SquaredCorrelationMeasure,
  studies: readonly SquaredCorrelation[],
): EffectSize[] {
  demand(
    squaredCorrelationMeasures.includes(measure),
    "measure",
    measure,
    squaredCorrelationMeasures.join(", "),
  );
  return studies.map(({ r2i, ni }) => {
    demand(r2i >= 0 && r2i <= 1, `${measure} r2i`, r2i, "a squared correlation from 0 to 1");
    requirePositive(`${measure} ni`, ni);
    if (measure === "R2") return effectSize(r2i, (4 * r2i * (1 - r2i) ** 2) / ni);
    return effectSize(Math.atanh(Math.sqrt(r2i)), 1 / ni);
  });
}

/** Cronbach's alpha ai of mi items in ni people. */
export interface Reliability {
  readonly ai: number;
  readonly mi: number;
  readonly ni: number;
}

/** Alpha itself, Hakstian and Whalen's and Bonett's transformation of it. */
export const reliabilityMeasures = ["ARAW", "AHW", "ABT"] as const;
export type ReliabilityMeasure = (typeof reliabilityMeasures)[number];

/** @throws RangeError unless ai <= 1, mi >= 2 and ni > 0. */
export function fromReliabilities(
  measure: ReliabilityMeasure,
  studies: readonly Reliability[],
): EffectSize[] {
  demand(reliabilityMeasures.includes(measure), "measure", measure, reliabilityMeasures.join(", "));
  return studies.map(({ ai, mi, ni }) => {
    demand(ai <= 1, `${measure} ai`, ai, "an alpha of at most 1");
    demand(mi >= 2, `${measure} mi`, mi, "at least 2 items");
    requirePositive(`${measure} ni`, ni);
    const base = (2 * mi) / ((mi - 1) * (ni - 2));
    if (measure === "ARAW") return effectSize(ai, base * (1 - ai) ** 2);
    if (measure === "ABT") return effectSize(-Math.log(1 - ai), base);
    const variance = (18 * mi * (ni - 1) * (1 - ai) ** (2 / 3)) / ((mi - 1) * (9 * ni - 11) ** 2);
    return effectSize(1 - Math.cbrt(1 - ai), variance);
  });
}
