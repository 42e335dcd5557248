/**
 * Transformations of effects and their inverses, for showing results on a scale that people read.
 * Sources: Miller (1978), Am Stat 32(4):138 (inverse of the double arcsine); Cohen (1988), Statistical Power
 * Analysis, pp. 21-23 (overlap and non-overlap); Grissom and Kim (2005), Effect Sizes for Research, pp. 94 and 109 (CLES);
 * Rosenthal and Rubin (1982), J Educ Psychol 74(2):166-169 (binomial effect size display).
 */
import {
  demand,
  requireFinite,
  requireNonNegative,
  requirePositive,
  requireProbability,
} from "./arguments.ts";
import { normalDensity, normalLower } from "./distributions/normal.ts";
import { integrate } from "./quadrature.ts";

/** A correlation to Fisher's z. */
export function rToZ(r: number): number {
  demand(Math.abs(r) < 1, "rToZ r", r, "a correlation between -1 and 1");
  return Math.atanh(r);
}

/** Fisher's z to a correlation. */
export function zToR(z: number): number {
  return Math.tanh(z);
}

/** A probability to its log odds. */
export function logit(p: number): number {
  demand(p > 0 && p < 1, "logit p", p, "a probability between 0 and 1");
  return Math.log(p / (1 - p));
}

/** Log odds to a probability. */
export function inverseLogit(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

/** Arcsine of the square root of a proportion. */
export function arcsine(p: number): number {
  requireProbability("arcsine p", p);
  return Math.asin(Math.sqrt(p));
}

/** A proportion from its arcsine; an argument beyond the range gives the nearer end. */
export function inverseArcsine(x: number): number {
  return Math.sin(Math.min(Math.PI / 2, Math.max(0, x))) ** 2;
}

/** Freeman and Tukey's double arcsine of a proportion p of n. */
export function doubleArcsine(p: number, n: number): number {
  requireProbability("doubleArcsine p", p);
  requirePositive("doubleArcsine n", n);
  const x = p * n;
  return (Math.asin(Math.sqrt(x / (n + 1))) + Math.asin(Math.sqrt((x + 1) / (n + 1)))) / 2;
}

/** A proportion from its double arcsine in a sample of n; beyond the range it gives the nearer end. */
export function inverseDoubleArcsine(x: number, n: number): number {
  requireFinite("inverseDoubleArcsine x", x);
  requirePositive("inverseDoubleArcsine n", n);
  if (x <= doubleArcsine(0, n)) return 0;
  if (x >= doubleArcsine(1, n)) return 1;
  const sine = Math.sin(2 * x);
  const inner = 1 - (sine + (sine - 1 / sine) / n) ** 2;
  return (1 - Math.sign(Math.cos(2 * x)) * Math.sqrt(Math.max(0, inner))) / 2;
}

/** The same for a pooled value, with the harmonic mean of the studies' sizes. */
export function inverseDoubleArcsineHarmonic(x: number, sizes: readonly number[]): number {
  const reciprocals = sizes.reduce((sum, n) => sum + 1 / n, 0);
  return inverseDoubleArcsine(x, sizes.length / reciprocals);
}

/** Freeman and Tukey's transformation of a rate over person-time t. */
export function freemanTukeyRate(rate: number, t: number): number {
  requireNonNegative("freemanTukeyRate rate", rate);
  requirePositive("freemanTukeyRate t", t);
  return (Math.sqrt(rate) + Math.sqrt(rate + 1 / t)) / 2;
}

/** A rate from its Freeman-Tukey transformation; below the range it gives 0. */
export function inverseFreemanTukeyRate(x: number, t: number): number {
  requirePositive("inverseFreemanTukeyRate t", t);
  if (x <= freemanTukeyRate(0, t)) return 0;
  return ((4 * x * x - 1 / t) / (4 * x)) ** 2;
}

/** A rate from its square root. */
export function inverseSquareRoot(x: number): number {
  return x <= 0 ? 0 : x * x;
}

/** Bonett's transformation of Cronbach's alpha. */
export function bonett(alpha: number): number {
  demand(alpha < 1, "bonett alpha", alpha, "an alpha below 1");
  return -Math.log(1 - alpha);
}

/** Cronbach's alpha from Bonett's transformation. */
export function inverseBonett(x: number): number {
  return -Math.expm1(-x);
}

/** Hakstian and Whalen's transformation of Cronbach's alpha. */
export function hakstianWhalen(alpha: number): number {
  demand(alpha <= 1, "hakstianWhalen alpha", alpha, "an alpha of at most 1");
  return 1 - Math.cbrt(1 - alpha);
}

/** Cronbach's alpha from Hakstian and Whalen's transformation. */
export function inverseHakstianWhalen(x: number): number {
  return 1 - (1 - x) ** 3;
}

/** A standardised mean difference as Cohen's U1: the share of both groups together that does not overlap. */
export function smdToU1(d: number): number {
  const half = normalLower(Math.abs(d) / 2);
  return (2 * half - 1) / half;
}

/** Cohen's U2: the share of one group above the same share of the other. */
export function smdToU2(d: number): number {
  return normalLower(Math.abs(d) / 2);
}

/** Cohen's U3: the share of group 2 below the mean of group 1. */
export function smdToU3(d: number): number {
  return normalLower(d);
}

/** The overlapping coefficient of two normal groups. */
export function smdToOverlap(d: number): number {
  return 2 * normalLower(-Math.abs(d) / 2);
}

/** P(a person of group 1 is above one of group 2). */
export function smdToCommonLanguage(d: number): number {
  return normalLower(d / Math.SQRT2);
}

/** The binomial effect size display of a standardised mean difference. */
export function smdToEffectSizeDisplay(d: number): number {
  return 0.5 + d / Math.sqrt(d * d + 4) / 2;
}

/** A standardised mean difference to the point-biserial correlation; equal large groups unless sizes are given. */
export function smdToPointBiserial(d: number, sizes?: { readonly n1: number; readonly n2: number }): number {
  const m = sizes ? sizes.n1 + sizes.n2 - 2 : 0;
  const h = sizes ? m / sizes.n1 + m / sizes.n2 : 4;
  return d / Math.sqrt(d * d + h);
}

/** A standardised mean difference to a mean difference, given the standard deviation. */
export function smdToMeanDifference(d: number, sd: number): number {
  requirePositive("smdToMeanDifference sd", sd);
  return d * sd;
}

/** A log odds ratio to a risk difference, where the risk in the comparison arm is pc. */
export function logOddsRatioToRiskDifference(logOr: number, pc: number): number {
  return inverseLogit(logit(pc) + logOr) - pc;
}

/** A log odds ratio to a risk ratio, where the risk in the comparison arm is pc. */
export function logOddsRatioToRiskRatio(logOr: number, pc: number): number {
  return inverseLogit(logit(pc) + logOr) / pc;
}

/** The mean of exp(theta) over theta ~ N(x, tau2): what exp(x), the median, is not. */
export function exponentialMean(x: number, tau2: number): number {
  requireNonNegative("exponentialMean tau2", tau2);
  return Math.exp(x + tau2 / 2);
}

/** The mean of inverseLogit(theta) over theta ~ N(x, tau2). */
export function inverseLogitMean(x: number, tau2: number): number {
  return meanOver(inverseLogit, x, tau2);
}

/** The mean correlation over Fisher's z ~ N(x, tau2). */
export function zToRMean(x: number, tau2: number): number {
  return meanOver(zToR, x, tau2);
}

function meanOver(f: (theta: number) => number, x: number, tau2: number): number {
  requireFinite("x", x);
  requireNonNegative("tau2", tau2);
  const tau = Math.sqrt(tau2);
  if (tau === 0) return f(x);
  const area = integrate((u) => f(x + tau * u) * normalDensity(u), -12, 12, {
    relative: 1e-12,
    absolute: 1e-15,
  });
  return area.status === "converged" ? area.value : area.lastValue;
}
