/**
 * One group's proportion, rate, mean or spread.
 * Sources: Stijnen et al. (2010), Stat Med 29(29):3046-3067 (PLN, PLO, IRLN); Freeman and Tukey (1950),
 * Ann Math Stat 21(4):607-611 (PFT, IRFT); Nakagawa et al. (2015), Methods Ecol Evol 6(2):143-152 (CVLN, SDLN);
 * Raudenbush and Bryk (1987), J Educ Stat 12(3):241-269 (SDLN).
 */
import { demand, requireFinite, requireNonNegative, requirePositive } from "../arguments.ts";
import { normalQuantile } from "../distributions/normal.ts";
import { amounts, type Continuity } from "./continuity.ts";
import { type EffectSize, effectSize, undefinedEffect } from "./effect-size.ts";
import { hedgesJ } from "./small-sample.ts";

/** Events xi among ni people. */
export interface Proportion {
  readonly xi: number;
  readonly ni: number;
}

/** Proportion, its log, logit, probit, arcsine and Freeman-Tukey double arcsine. */
export const proportionMeasures = ["PR", "PLN", "PLO", "PRZ", "PAS", "PFT"] as const;
export type ProportionMeasure = (typeof proportionMeasures)[number];

export interface ProportionOptions extends Continuity {
  /** LS, UB (divides by ni - 1) or AV (with the average proportion); UB for PR only. */
  readonly vtype?: "LS" | "UB" | "AV";
}

/** @throws RangeError unless 0 <= xi <= ni and ni > 0. */
export function fromProportions(
  measure: ProportionMeasure,
  groups: readonly Proportion[],
  options: ProportionOptions = {},
): EffectSize[] {
  demand(proportionMeasures.includes(measure), "measure", measure, proportionMeasures.join(", "));
  for (const { xi, ni } of groups) {
    requirePositive(`${measure} ni`, ni);
    demand(xi >= 0 && xi <= ni, `${measure} xi`, xi, `a count from 0 to ni = ${ni}`);
  }
  const added = amounts(
    groups.map(({ xi, ni }) => xi === 0 || xi === ni),
    options,
    measure === "PAS" || measure === "PFT" ? 0 : 0.5,
  );
  const adjusted = groups.map(({ xi, ni }, i) => ({ x: xi + added[i]!, n: ni + 2 * added[i]! }));
  const average = adjusted.reduce((sum, { x }) => sum + x, 0) / adjusted.reduce((sum, { n }) => sum + n, 0);
  return adjusted.map(({ x, n }) => ofProportion(measure, x, n, average, options.vtype));
}

function ofProportion(
  measure: ProportionMeasure,
  x: number,
  n: number,
  average: number,
  vtype: ProportionOptions["vtype"],
): EffectSize {
  const p = x / n;
  const v = vtype === "AV" ? average : p;
  switch (measure) {
    case "PR":
      return effectSize(p, (v * (1 - v)) / (vtype === "UB" ? n - 1 : n));
    case "PLN":
      return effectSize(Math.log(p), (1 - v) / (n * v));
    case "PLO":
      return effectSize(Math.log(x / (n - x)), 1 / (n * v) + 1 / (n * (1 - v)));
    case "PRZ": {
      if (p === 0 || p === 1) return undefinedEffect("a proportion of 0 or 1 has no probit");
      const [z, at] = [normalQuantile(p), normalQuantile(v)];
      return effectSize(z, (2 * Math.PI * v * (1 - v) * Math.exp(at * at)) / n);
    }
    case "PAS":
      return effectSize(Math.asin(Math.sqrt(p)), 1 / (4 * n));
    case "PFT": {
      const [low, high] = [Math.asin(Math.sqrt(x / (n + 1))), Math.asin(Math.sqrt((x + 1) / (n + 1)))];
      return effectSize((low + high) / 2, 1 / (4 * n + 2));
    }
  }
}

/** Events xi over person-time ti. */
export interface Rate {
  readonly xi: number;
  readonly ti: number;
}

/** Rate, its log, square root and Freeman-Tukey transformation. */
export const singleRateMeasures = ["IR", "IRLN", "IRS", "IRFT"] as const;
export type SingleRateMeasure = (typeof singleRateMeasures)[number];

/** @throws RangeError unless xi >= 0 and ti > 0. */
export function fromSingleRates(
  measure: SingleRateMeasure,
  groups: readonly Rate[],
  options: Continuity & { readonly vtype?: "LS" | "AV" } = {},
): EffectSize[] {
  demand(singleRateMeasures.includes(measure), "measure", measure, singleRateMeasures.join(", "));
  for (const { xi, ti } of groups) {
    requireNonNegative(`${measure} xi`, xi);
    requirePositive(`${measure} ti`, ti);
  }
  const added = amounts(
    groups.map(({ xi }) => xi === 0),
    options,
    measure === "IRS" || measure === "IRFT" ? 0 : 0.5,
  );
  const adjusted = groups.map(({ xi, ti }, i) => ({ x: xi + added[i]!, t: ti }));
  const average = adjusted.reduce((sum, { x }) => sum + x, 0) / adjusted.reduce((sum, { t }) => sum + t, 0);
  return adjusted.map(({ x, t }) => ofRate(measure, x, t, average, options.vtype === "AV"));
}

function ofRate(
  measure: SingleRateMeasure,
  x: number,
  t: number,
  average: number,
  useAverage: boolean,
): EffectSize {
  const rate = x / t;
  const v = useAverage ? average : rate;
  switch (measure) {
    case "IR":
      return effectSize(rate, v / t);
    case "IRLN":
      return effectSize(Math.log(rate), 1 / (v * t));
    case "IRS":
      return effectSize(Math.sqrt(rate), 1 / (4 * t));
    case "IRFT":
      return effectSize((Math.sqrt(rate) + Math.sqrt(rate + 1 / t)) / 2, 1 / (4 * t));
  }
}

/** Mean mi (not needed for SDLN) and standard deviation sdi of ni people. */
export interface Spread {
  readonly mi?: number;
  readonly sdi: number;
  readonly ni: number;
}

/** Mean, log mean, log coefficient of variation, log standard deviation, standardised mean. */
export const meanMeasures = ["MN", "MNLN", "CVLN", "SDLN", "SMN"] as const;
export type MeanMeasure = (typeof meanMeasures)[number];

/** @throws RangeError unless sdi >= 0, ni > 0, and mi is finite where it is needed. */
export function fromMeans(
  measure: MeanMeasure,
  groups: readonly Spread[],
  { correct = true }: { readonly correct?: boolean } = {},
): EffectSize[] {
  demand(meanMeasures.includes(measure), "measure", measure, meanMeasures.join(", "));
  return groups.map((group) => ofMean(measure, group, correct));
}

function ofMean(measure: MeanMeasure, { mi, sdi, ni }: Spread, correct: boolean): EffectSize {
  requireNonNegative(`${measure} sdi`, sdi);
  requirePositive(`${measure} ni`, ni);
  const m = mi ?? Number.NaN;
  if (measure !== "SDLN") requireFinite(`${measure} mi`, m);
  const relative = sdi ** 2 / (ni * m ** 2);
  const smallSample = correct ? 1 / (2 * (ni - 1)) : 0;
  switch (measure) {
    case "MN":
      return effectSize(m, sdi ** 2 / ni);
    case "MNLN":
      return effectSize(Math.log(m), relative);
    case "CVLN":
      return effectSize(Math.log(sdi / m) + smallSample, 1 / (2 * (ni - 1)) + relative);
    case "SDLN":
      return effectSize(Math.log(sdi) + smallSample, 1 / (2 * (ni - 1)));
    case "SMN": {
      const yi = ((correct ? hedgesJ(ni - 1) : 1) * m) / sdi;
      return effectSize(yi, 1 / ni + yi ** 2 / (2 * ni));
    }
  }
}
