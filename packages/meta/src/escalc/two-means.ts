/**
 * Effect sizes of two independent arms with a continuous outcome; positive where arm 1 has the higher mean.
 * Sources: Hedges (1981), J Educ Stat 6(2):107-128, and (1983), Psychol Bull 93(2):388-395 (SMD);
 * Bonett (2008), Psychol Methods 13(2):99-109, and (2009), 14(3):225-238 (SMDH, SMD1H);
 * Hedges et al. (1999), Ecology 80(4):1150-1156, and Lajeunesse (2015), Ecology 96(8):2056-2063 (ROM);
 * Doncaster and Spake (2018), Methods Ecol Evol 9(3):634-644 (average coefficients of variation);
 * Nakagawa et al. (2015), Methods Ecol Evol 6(2):143-152 (VR, CVR); Soper (1914), Biometrika 10(2/3):384-390, and
 * Jacobs and Viechtbauer (2017), Res Synth Methods 8(2):161-180 (RPB, RBIS);
 * McGraw and Wong (1992), Psychol Bull 111(2):361-365 (CLESN); Hasselblad and Hedges (1995),
 * Psychol Bull 117(1):167-178 (D2OR).
 */
import { demand, requireFinite, requireNonNegative, requirePositive } from "../arguments.ts";
import { normalDensity, normalLower, normalQuantile } from "../distributions/normal.ts";
import { type EffectSize, effectSize, fisherZ, onScale, weightedMean } from "./effect-size.ts";
import { hedgesJ, unbiasedSquare } from "./small-sample.ts";

/** Means m, standard deviations sd and sizes n of arms 1 and 2; VR needs no means. */
export interface TwoMeans {
  readonly m1i?: number;
  readonly m2i?: number;
  readonly sd1i: number;
  readonly sd2i: number;
  readonly n1i: number;
  readonly n2i: number;
}

export const twoMeansMeasures = [
  "MD",
  "SMD",
  "SMDH",
  "SMD1",
  "SMD1H",
  "ROM",
  "VR",
  "CVR",
  "RPB",
  "ZPB",
  "RBIS",
  "ZBIS",
  "D2OR",
  "D2ORN",
  "D2ORL",
  "CLESN",
  "AUCN",
] as const;
export type TwoMeansMeasure = (typeof twoMeansMeasures)[number];

export interface TwoMeansOptions {
  /**
   * LS large-sample; LS2 with the square of J outside (SMD); UB unbiased (SMD); HO equal variances in both arms
   * (MD, ROM); AV with averages over the studies (SMD, ROM); AVHO both (ROM); ST and CS (RPB) as for PHI.
   */
  readonly vtype?: "LS" | "LS2" | "UB" | "HO" | "AV" | "AVHO" | "ST" | "CS";
  /** Small-sample correction of SMD, ROM, VR and CVR; true unless given. */
  readonly correct?: boolean;
}

interface Study {
  readonly m1: number;
  readonly m2: number;
  readonly sd1: number;
  readonly sd2: number;
  readonly n1: number;
  readonly n2: number;
}

/** @throws RangeError when a mean is not finite, a standard deviation negative or a size not above 0. */
export function fromTwoMeans(
  measure: TwoMeansMeasure,
  studies: readonly TwoMeans[],
  { vtype = "LS", correct = true }: TwoMeansOptions = {},
): EffectSize[] {
  demand(twoMeansMeasures.includes(measure), "measure", measure, twoMeansMeasures.join(", "));
  const read = studies.map(({ m1i = Number.NaN, m2i = Number.NaN, sd1i, sd2i, n1i, n2i }): Study => {
    if (measure !== "VR") {
      requireFinite(`${measure} m1i`, m1i);
      requireFinite(`${measure} m2i`, m2i);
    }
    requireNonNegative(`${measure} sd1i`, sd1i);
    requireNonNegative(`${measure} sd2i`, sd2i);
    requirePositive(`${measure} n1i`, n1i);
    requirePositive(`${measure} n2i`, n2i);
    return { m1: m1i, m2: m2i, sd1: sd1i, sd2: sd2i, n1: n1i, n2: n2i };
  });
  switch (measure) {
    case "MD":
      return read.map((s) => effectSize(s.m1 - s.m2, meanDifferenceVariance(s, vtype === "HO")));
    case "SMD":
      return standardised(read, vtype, correct);
    case "SMDH":
      return read.map((s) => byAverageSd(s, correct));
    case "SMD1":
    case "SMD1H":
      return bySdOfArm2(read, measure === "SMD1H" ? "H" : vtype, correct);
    case "ROM":
      return ratioOfMeans(read, vtype, correct);
    case "VR":
    case "CVR":
      return read.map((s) => spreadRatio(s, measure === "CVR", correct));
    case "RPB":
      return read.map((s) => pointBiserial(s, vtype));
    case "ZPB":
      return read.map((s) => fisherZ(pointBiserial(s, vtype)));
    case "RBIS":
      return read.map(biserial);
    case "ZBIS":
      return read.map(biserialZ);
    case "D2OR":
    case "D2ORL":
    case "D2ORN": {
      const factor = measure === "D2ORN" ? 1.65 : Math.PI / Math.sqrt(3);
      return standardised(read, "LS", false).map((size) =>
        onScale(
          size,
          (d) => d * factor,
          () => factor,
        ),
      );
    }
    case "CLESN":
    case "AUCN":
      return read.map((s) => commonLanguage(s, vtype));
  }
}

const pooledVariance = ({ sd1, sd2, n1, n2 }: Study) =>
  ((n1 - 1) * sd1 ** 2 + (n2 - 1) * sd2 ** 2) / (n1 + n2 - 2);

function meanDifferenceVariance(s: Study, equal: boolean): number {
  return equal ? pooledVariance(s) * (1 / s.n1 + 1 / s.n2) : s.sd1 ** 2 / s.n1 + s.sd2 ** 2 / s.n2;
}

function standardised(studies: readonly Study[], vtype: string, correct: boolean): EffectSize[] {
  const d = studies.map((s) => (s.m1 - s.m2) / Math.sqrt(pooledVariance(s)));
  const j = studies.map((s) => (correct ? hedgesJ(s.n1 + s.n2 - 2) : 1));
  const g = d.map((each, i) => j[i]! * each);
  const average = weightedMean(
    g,
    studies.map((s) => s.n1 + s.n2),
  );
  return studies.map(({ n1, n2 }, i) => {
    const base = 1 / n1 + 1 / n2;
    const half = 1 / (2 * (n1 + n2));
    if (vtype === "UB") return effectSize(g[i]!, base + unbiasedSquare(g[i]!, n1 + n2 - 2));
    if (vtype === "LS2") return effectSize(g[i]!, j[i]! ** 2 * (base + d[i]! ** 2 * half));
    return effectSize(g[i]!, base + (vtype === "AV" ? average : g[i]!) ** 2 * half);
  });
}

/** By the root mean square of the two standard deviations, which need not be equal. Bonett (2009), eq. 5 and 7. */
function byAverageSd({ m1, m2, sd1, sd2, n1, n2 }: Study, correct: boolean): EffectSize {
  const square = (sd1 ** 2 + sd2 ** 2) / 2;
  const [df1, df2] = [n1 - 1, n2 - 1];
  const yi = ((correct ? hedgesJ(df1 + df2) : 1) * (m1 - m2)) / Math.sqrt(square);
  const vi =
    (yi ** 2 * (sd1 ** 4 / df1 + sd2 ** 4 / df2)) / (8 * square ** 2) +
    (sd1 ** 2 / df1 + sd2 ** 2 / df2) / square;
  return effectSize(yi, vi);
}

/** Glass's delta: by the standard deviation of arm 2. Bonett (2008), eq. 12 where the variances differ ("H"). */
function bySdOfArm2(studies: readonly Study[], vtype: string, correct: boolean): EffectSize[] {
  const d = studies.map(({ m1, m2, sd2 }) => (m1 - m2) / sd2);
  const j = studies.map(({ n2 }) => (correct ? hedgesJ(n2 - 1) : 1));
  const g = d.map((each, i) => j[i]! * each);
  const average = weightedMean(
    g,
    studies.map((s) => s.n1 + s.n2),
  );
  return studies.map(({ sd1, sd2, n1, n2 }, i) => {
    const base = 1 / n1 + 1 / n2;
    if (vtype === "H") {
      return effectSize(g[i]!, (sd1 / sd2) ** 2 / (n1 - 1) + 1 / (n2 - 1) + g[i]! ** 2 / (2 * (n2 - 1)));
    }
    if (vtype === "UB") return effectSize(g[i]!, base + unbiasedSquare(g[i]!, n2 - 1));
    if (vtype === "LS2") return effectSize(g[i]!, j[i]! ** 2 * (base + d[i]! ** 2 / (2 * n2)));
    return effectSize(g[i]!, base + (vtype === "AV" ? average : g[i]!) ** 2 / (2 * n2));
  });
}

function ratioOfMeans(studies: readonly Study[], vtype: string, correct: boolean): EffectSize[] {
  const cv1 = studies.map((s) => s.sd1 / s.m1);
  const cv2 = studies.map((s) => s.sd2 / s.m2);
  const [n1, n2] = [studies.map((s) => s.n1), studies.map((s) => s.n2)];
  const [average1, average2] = [weightedMean(cv1, n1), weightedMean(cv2, n2)];
  const averageBoth = weightedMean([...cv1, ...cv2], [...n1, ...n2]);
  return studies.map((s, i) => {
    const [own1, own2] = [cv1[i]! ** 2 / s.n1, cv2[i]! ** 2 / s.n2];
    const yi = Math.log(s.m1 / s.m2) + (correct ? (own1 - own2) / 2 : 0);
    switch (vtype) {
      case "HO":
        return effectSize(yi, pooledVariance(s) * (1 / (s.n1 * s.m1 ** 2) + 1 / (s.n2 * s.m2 ** 2)));
      case "AV":
        return effectSize(yi, average1 ** 2 / s.n1 + average2 ** 2 / s.n2);
      case "AVHO":
        return effectSize(yi, averageBoth ** 2 * (1 / s.n1 + 1 / s.n2));
      default:
        return effectSize(yi, own1 + own2);
    }
  });
}

/** Log ratio of standard deviations, or of coefficients of variation. */
function spreadRatio({ m1, m2, sd1, sd2, n1, n2 }: Study, relative: boolean, correct: boolean): EffectSize {
  const [half1, half2] = [1 / (2 * (n1 - 1)), 1 / (2 * (n2 - 1))];
  const smallSample = correct ? half1 - half2 : 0;
  if (!relative) return effectSize(Math.log(sd1 / sd2) + smallSample, half1 + half2);
  const [mean1, mean2] = [sd1 ** 2 / (n1 * m1 ** 2), sd2 ** 2 / (n2 * m2 ** 2)];
  const ofMeans = correct ? (mean2 - mean1) / 2 : 0;
  return effectSize(Math.log((sd1 / m1 / sd2) * m2) + smallSample + ofMeans, half1 + half2 + mean1 + mean2);
}

/** d, and h with r = d / sqrt(d^2 + h). */
function dAndH(s: Study): { d: number; h: number } {
  const m = s.n1 + s.n2 - 2;
  return { d: (s.m1 - s.m2) / Math.sqrt(pooledVariance(s)), h: m / s.n1 + m / s.n2 };
}

function pointBiserial(s: Study, vtype: string): EffectSize {
  const { d, h } = dAndH(s);
  const [n, r] = [s.n1 + s.n2, d / Math.sqrt(d ** 2 + h)];
  if (vtype === "CS") {
    const [p, q] = [s.n1 / n, s.n2 / n];
    return effectSize(r, ((1 - r ** 2) ** 2 * (1 - (r ** 2 * (6 * p * q - 1)) / (4 * p * q))) / n);
  }
  return effectSize(r, (h ** 2 / (h + d ** 2) ** 3) * (1 / s.n1 + 1 / s.n2 + d ** 2 / (2 * n)));
}

/** Where the cut between the arms lies on a normal variable: the ordinate there, and sqrt(p q). */
function cut({ n1, n2 }: Study): { ordinate: number; spread: number; z: number } {
  const p = n1 / (n1 + n2);
  const z = normalQuantile(p);
  return { ordinate: normalDensity(z), spread: Math.sqrt(p * (1 - p)), z };
}

function biserial(s: Study): EffectSize {
  const { d, h } = dAndH(s);
  const { ordinate, spread, z } = cut(s);
  const r = ((d / Math.sqrt(d ** 2 + h)) * spread) / ordinate;
  const p = s.n1 / (s.n1 + s.n2);
  const bend = 1.5 + (1 + (p * z) / ordinate) * (1 - ((1 - p) * z) / ordinate);
  return effectSize(r, (spread ** 2 / ordinate ** 2 - bend * r ** 2 + r ** 4) / (s.n1 + s.n2 - 1));
}

/** Jacobs and Viechtbauer (2017), eq. 17 and 18: a transformation that stabilises Soper's variance. */
function biserialZ(s: Study): EffectSize {
  const size = biserial(s);
  if (size.status === "undefined") return size;
  const { ordinate, spread } = cut(s);
  const a = Math.sqrt(ordinate) / spread ** 0.5;
  const yi = (a / 2) * Math.log((1 + a * size.yi) / (1 - a * size.yi));
  return effectSize(yi, 1 / (s.n1 + s.n2 - 1));
}

/** P(a person of arm 1 is above one of arm 2) under normality; HO pools the variances. */
function commonLanguage({ m1, m2, sd1, sd2, n1, n2 }: Study, vtype: string): EffectSize {
  if (vtype === "HO") {
    const pooled = pooledVariance({ m1, m2, sd1, sd2, n1, n2 });
    const z = (m1 - m2) / Math.sqrt(2 * pooled);
    const variance = (normalDensity(z) ** 2 / 2) * (1 / n1 + 1 / n2 + (z ** 2 * 2) / (2 * (n1 + n2)));
    return effectSize(normalLower(z), variance);
  }
  const total = sd1 ** 2 + sd2 ** 2;
  const z = (m1 - m2) / Math.sqrt(total);
  const ofVariances = sd1 ** 4 / (n1 - 1) + sd2 ** 4 / (n2 - 1);
  const variance =
    (sd1 ** 2 / (n1 - 1) + sd2 ** 2 / (n2 - 1)) / total + (z ** 2 * ofVariances) / (2 * total ** 2);
  return effectSize(normalLower(z), normalDensity(z) ** 2 * variance);
}
