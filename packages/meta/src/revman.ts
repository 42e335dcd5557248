/**
 * Meta-analysis by the conventions of RevMan: a common and a random-effects result side by side,
 * heterogeneity about the common one, test-based intervals of H and I2, and weights in percent.
 * Sources: Deeks and Higgins (2010), Statistical Algorithms in Review Manager 5; Higgins and Thompson (2002), Stat Med
 * 21(11):1539-1558 (H, I2 and their intervals); Greenland and Robins (1985), Biometrics 41(1):55-68 (variance of the
 * Mantel-Haenszel risk difference); Hartung and Knapp (2001), Stat Med 20(24):3875-3889; Partlett and Riley (2017), Stat Med
 * 36(2):301-317 (Kenward-Roger); Higgins et al. (2009), J R Stat Soc A 172(1):137-159, and Veroniki et al. (2019), Res Synth
 * Methods 10(1):23-43 (degrees of freedom of prediction intervals).
 */
import { demand, requireLevel } from "./arguments.ts";
import { chiSquaredUpper } from "./distributions/chi-squared.ts";
import { normalUpperQuantile } from "./distributions/normal.ts";
import { tUpperQuantile } from "./distributions/t.ts";
import { type Effect, requireEffects } from "./effect.ts";
import { type EffectSize, effectSize } from "./escalc/effect-size.ts";
import { hedgesJ, unbiasedSquare } from "./escalc/small-sample.ts";
import { adjust, fromTwoByTwo, type TwoByTwo } from "./escalc/two-by-two.ts";
import { fromTwoMeans, type TwoMeans } from "./escalc/two-means.ts";
import { mantelHaenszel } from "./mantel-haenszel.ts";
import type { Interval } from "./predict.ts";
import { estimateTau2, type Tau2Method } from "./tau2.ts";
import { problemOf } from "./weighted-regression.ts";

export interface RevmanOptions {
  /** Estimator of tau2; DL unless given. */
  readonly methodTau?: Tau2Method;
  /** classic: normal. HK: Hartung-Knapp, never adjusted ad hoc. KR: Kenward-Roger, for REML. */
  readonly randomCi?: "classic" | "HK" | "KR";
  /** HTS: t with k - 2 df. V: t with k - 1 df. HK, KR: with the standard error and df of that interval. */
  readonly prediction?: "HTS" | "V" | "HK" | "KR";
  readonly level?: number;
}

export interface BinaryOptions extends RevmanOptions {
  readonly measure: "OR" | "RR" | "RD";
  /** Of the common effect; Peto is for OR only. The random-effects result is always by inverse variance. */
  readonly method?: "MH" | "Inverse" | "Peto";
  /** Mantel-Haenszel without correcting zero cells; else 1/2 is added in tables with one, as RevMan 5 does. */
  readonly mhExact?: boolean;
  /** Q about the Mantel-Haenszel estimate, as RevMan has it, in place of the inverse-variance one. */
  readonly qCochrane?: boolean;
}

export interface PooledEffect {
  readonly estimate: number;
  readonly se: number;
  readonly ciLow: number;
  readonly ciHigh: number;
}

export type Revman =
  | {
      readonly status: "converged";
      /** Of each study, in the given order; its reason where it has none. */
      readonly effects: readonly EffectSize[];
      readonly common: PooledEffect;
      readonly random: PooledEffect;
      readonly tau2: number;
      readonly heterogeneity: { readonly q: number; readonly df: number; readonly p: number };
      /** Fraction of 1, with its interval; absent with a single study. */
      readonly i2?: Interval & { readonly estimate: number };
      readonly h?: Interval & { readonly estimate: number };
      /** Absent with fewer studies than its degrees of freedom need. */
      readonly prediction?: Interval;
      /** Percent; 0 for a study without an effect. */
      readonly weightsCommon: readonly number[];
      readonly weightsRandom: readonly number[];
    }
  | { readonly status: "not-converged"; readonly because: string };

/** Two arms with a binary outcome; ratios as logarithms. */
export function revmanBinary(tables: readonly TwoByTwo[], options: BinaryOptions): Revman {
  const { measure, method = "MH", mhExact = true, qCochrane = method === "MH" } = options;
  demand(["OR", "RR", "RD"].includes(measure), "measure", measure, "OR, RR or RD");
  demand(["MH", "Inverse", "Peto"].includes(method), "method", method, "MH, Inverse or Peto");
  demand(method !== "Peto" || measure === "OR", "measure", measure, "OR, for the Peto method");
  // Tables without events, or with only events, say nothing about a ratio.
  const informative = tables.map(({ ai, bi, ci, di }) => measure === "RD" || (ai + ci > 0 && bi + di > 0));
  const effects = tables.map((table, i): EffectSize => {
    if (!informative[i]) return { status: "undefined", because: "no event, or only events, in both arms" };
    return method === "Peto" ? fromTwoByTwo("PETO", [table], { to: "none" })[0]! : ofTable(measure, table);
  });
  if (method !== "MH") return pooled(effects, options);
  const given = mhExact ? tables : adjust(tables, {});
  const used = given.filter((_, i) => informative[i]);
  if (used.length === 0) return { status: "not-converged", because: "no study has an effect" };
  const found = mantelHaenszel(measure, used);
  if (found.status !== "pooled") return { status: "not-converged", because: found.because };
  const se = measure === "RD" ? riskDifferenceSe(used) : found.beta.se;
  const weights = given.map((table, i) => (informative[i] ? mantelHaenszelWeight(measure, table) : 0));
  return pooled(effects, options, { estimate: found.beta.estimate, se, weights, center: qCochrane });
}

/**
 * The effect of one study. An empty cell adds 1/2 to events and to sizes for a risk ratio; for a risk difference it
 * corrects the variance alone.
 */
function ofTable(measure: "OR" | "RR" | "RD", table: TwoByTwo): EffectSize {
  const { ai, bi, ci, di } = table;
  const [n1, n2] = [ai + bi, ci + di];
  if (measure === "RR") {
    const add = ai === 0 || bi === 0 || ci === 0 || di === 0 ? 0.5 : 0;
    const [x1, x2, m1, m2] = [ai + add, ci + add, n1 + add, n2 + add];
    return effectSize(Math.log((x1 / m1 / x2) * m2), 1 / x1 - 1 / m1 + 1 / x2 - 1 / m2);
  }
  const corrected = fromTwoByTwo(measure, [table])[0]!;
  if (measure === "OR" || corrected.status === "undefined") return corrected;
  return { ...corrected, yi: ai / n1 - ci / n2 };
}

function mantelHaenszelWeight(measure: "OR" | "RR" | "RD", { ai, bi, ci, di }: TwoByTwo): number {
  const [n1, n2] = [ai + bi, ci + di];
  const n = n1 + n2;
  if (measure === "OR") return (bi * ci) / n;
  return measure === "RR" ? (ci * n1) / n : (n1 * n2) / n;
}

function riskDifferenceSe(tables: readonly TwoByTwo[]): number {
  let [top, bottom] = [0, 0];
  for (const { ai, bi, ci, di } of tables) {
    const [n1, n2] = [ai + bi, ci + di];
    const n = n1 + n2;
    top += (ai * bi * n2 ** 3 + ci * di * n1 ** 3) / (n1 * n2 * n ** 2);
    bottom += (n1 * n2) / n;
  }
  return Math.sqrt(top) / bottom;
}

export interface ContinuousOptions extends RevmanOptions {
  readonly measure: "MD" | "SMD";
  /** SMD with the exact small-sample factor and variance; else RevMan's approximations. */
  readonly exactSmd?: boolean;
}

/** Two arms with a continuous outcome. */
export function revmanContinuous(studies: readonly TwoMeans[], options: ContinuousOptions): Revman {
  const { measure, exactSmd = false } = options;
  demand(measure === "MD" || measure === "SMD", "measure", measure, "MD or SMD");
  if (measure === "MD") return pooled(fromTwoMeans("MD", studies), options);
  const plain = fromTwoMeans("SMD", studies, { correct: false });
  const effects = plain.map((size, i): EffectSize => {
    if (size.status === "undefined") return size;
    const { n1i, n2i } = studies[i]!;
    const [n, m] = [n1i + n2i, n1i + n2i - 2];
    const base = 1 / n1i + 1 / n2i;
    if (exactSmd) {
      // White and Thomas (2005), Clin Trials 2(2):141-151.
      const g = hedgesJ(m) * size.yi;
      return { status: "estimated", yi: g, vi: base + unbiasedSquare(g, m) };
    }
    const g = (1 - 3 / (4 * n - 9)) * size.yi;
    return { status: "estimated", yi: g, vi: base + g ** 2 / (2 * (n - 3.94)) };
  });
  return pooled(effects, options);
}

/** Effects with their variances. */
export function revmanGeneric(effects: readonly Effect[], options: RevmanOptions = {}): Revman {
  requireEffects("revmanGeneric", effects);
  return pooled(
    effects.map(({ yi, vi }) => ({ status: "estimated", yi, vi })),
    options,
  );
}

interface Common {
  readonly estimate: number;
  readonly se: number;
  readonly weights: readonly number[];
  /** Heterogeneity is about this estimate. */
  readonly center: boolean;
}

function pooled(effects: readonly EffectSize[], options: RevmanOptions, given?: Common): Revman {
  const { methodTau = "DL", randomCi = "classic", prediction = "HTS", level = 95 } = options;
  requireLevel(level);
  demand(["classic", "HK", "KR"].includes(randomCi), "randomCi", randomCi, "classic, HK or KR");
  demand(["HTS", "V", "HK", "KR"].includes(prediction), "prediction", prediction, "HTS, V, HK or KR");
  const usable = effects.flatMap((size) => (size.status === "estimated" && size.vi > 0 ? [size] : []));
  const k = usable.length;
  const problem = k > 0 ? problemOf(usable) : undefined;
  if (!problem) return { status: "not-converged", because: "no study has an effect with a variance" };
  const w = usable.map(({ vi }) => 1 / vi);
  const total = sum(w);
  const inverse = { estimate: sum(usable.map(({ yi }, i) => w[i]! * yi)) / total, se: 1 / Math.sqrt(total) };
  const common = given ?? inverse;
  const about = given?.center ? given.estimate : inverse.estimate;
  const q = sum(usable.map(({ yi }, i) => w[i]! * (yi - about) ** 2));
  const df = k - 1;
  const tail = (1 - level / 100) / 2;

  let tau2 = 0;
  if (k > 1) {
    // DerSimonian and Laird's estimate rests on whichever Q is reported.
    const byQ = (q - df) / (total - sum(w.map((wi) => wi * wi)) / total);
    const found =
      methodTau === "DL"
        ? { status: "converged" as const, tau2: Math.max(0, byQ) }
        : estimateTau2(methodTau, problem);
    if (found.status === "not-converged") return { status: "not-converged", because: "tau2 was not found" };
    tau2 = found.tau2;
  }
  const wr = usable.map(({ vi }) => 1 / (vi + tau2));
  const totalRandom = sum(wr);
  const estimate = sum(usable.map(({ yi }, i) => wr[i]! * yi)) / totalRandom;
  const classic = { se: 1 / Math.sqrt(totalRandom), df: Number.POSITIVE_INFINITY };
  const spread = sum(usable.map(({ yi }, i) => wr[i]! * (yi - estimate) ** 2));
  const errors = {
    classic,
    HK: k > 1 ? { se: Math.sqrt(spread / df / totalRandom), df } : classic,
    KR: k > 1 ? kenwardRoger(wr) : classic,
  };
  const around = (centre: number, half: number): Interval => ({ low: centre - half, high: centre + half });
  const critical = (freedom: number) =>
    Number.isFinite(freedom) ? tUpperQuantile(tail, freedom) : normalUpperQuantile(tail);
  const random = errors[randomCi];
  const randomInterval = around(estimate, critical(random.df) * random.se);
  const commonInterval = around(common.estimate, normalUpperQuantile(tail) * common.se);
  const predictive = {
    HTS: { se: classic.se, df: k - 2 },
    V: { se: classic.se, df },
    HK: errors.HK,
    KR: errors.KR,
  }[prediction];
  const consistency = k > 1 ? higginsThompson(q, k, normalUpperQuantile(tail)) : {};
  const share = (weights: readonly number[]) => {
    const all = sum(weights);
    return weights.map((each) => (100 * each) / all);
  };
  const placed = (weight: (size: { vi: number }) => number) =>
    share(effects.map((size) => (size.status === "estimated" && size.vi > 0 ? weight(size) : 0)));
  return {
    ...{ status: "converged", effects },
    common: {
      estimate: common.estimate,
      se: common.se,
      ciLow: commonInterval.low,
      ciHigh: commonInterval.high,
    },
    random: { estimate, se: random.se, ciLow: randomInterval.low, ciHigh: randomInterval.high },
    tau2,
    heterogeneity: df > 0 ? { q, df, p: chiSquaredUpper(q, df) } : { q: 0, df, p: 1 },
    ...consistency,
    ...(predictive.df > 0
      ? { prediction: around(estimate, critical(predictive.df) * Math.sqrt(predictive.se ** 2 + tau2)) }
      : {}),
    weightsCommon: given ? share(given.weights) : placed(({ vi }) => 1 / vi),
    weightsRandom: placed(({ vi }) => 1 / (vi + tau2)),
  };
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

/** H = sqrt(Q / df) with the test-based interval, and I2 = (H^2 - 1) / H^2. Higgins and Thompson (2002), table III. */
function higginsThompson(q: number, k: number, critical: number) {
  const h = Math.sqrt(q / (k - 1));
  const low = (value: number) => Math.max(1, value);
  let interval: Interval | undefined;
  if (k > 2 || q > k) {
    const se =
      q > k
        ? (0.5 * (Math.log(q) - Math.log(k - 1))) / (Math.sqrt(2 * q) - Math.sqrt(2 * k - 3))
        : Math.sqrt((1 / (2 * (k - 2))) * (1 - 1 / (3 * (k - 2) ** 2)));
    const log = Math.log(Math.max(1, h));
    interval = { low: low(Math.exp(log - critical * se)), high: low(Math.exp(log + critical * se)) };
  }
  if (!interval) return {};
  const i2 = (value: number) => (value * value - 1) / (value * value);
  const at = low(h);
  return {
    h: { estimate: at, ...interval },
    i2: { estimate: i2(at), low: i2(interval.low), high: i2(interval.high) },
  };
}

/** Standard error and degrees of freedom of the mean by REML. Partlett and Riley (2017), eq. 9 to 11. */
function kenwardRoger(w: readonly number[]): { se: number; df: number } {
  const [w1, w2, w3] = [1, 2, 3].map((power) => sum(w.map((wi) => wi ** power))) as [number, number, number];
  const information = (w2 - (2 * w3) / w1 + (w2 / w1) ** 2) / 2;
  const adjusted = 1 / w1 + (2 / information) * ((w3 - w2 ** 2 / w1) / w1 ** 2);
  // Twice the squared variance over the variance of it that estimating tau2 brings.
  return { se: Math.sqrt(adjusted), df: (2 * information) / (adjusted * w2) ** 2 };
}
