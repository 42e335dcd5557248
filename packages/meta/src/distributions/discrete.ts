/** The Poisson, binomial and hypergeometric distributions; the last also in Fisher's noncentral form. */
import {
  demand,
  requireNonNegative,
  requirePositive,
  requireProbability,
  requireWhole,
} from "../arguments.ts";
import { betaTails } from "./beta.ts";
import { gammaTails } from "./gamma.ts";
import { logChoose } from "./gamma-function.ts";
import { binomialWeight, poissonWeight } from "./saddle-point.ts";

/** P(X = x) for a Poisson count with the given mean. */
export function poissonProbability(x: number, mean: number): number {
  requireWhole("poissonProbability x", x);
  requireNonNegative("poissonProbability mean", mean);
  return poissonWeight(x, mean);
}

/** P(X <= x) for a Poisson count. Abramowitz and Stegun (1964) 26.4.21. */
export function poissonLower(x: number, mean: number): number {
  requireWhole("poissonLower x", x);
  requireNonNegative("poissonLower mean", mean);
  return gammaTails(mean, x + 1).upper;
}

/** P(X > x) for a Poisson count. */
export function poissonUpper(x: number, mean: number): number {
  requireWhole("poissonUpper x", x);
  requireNonNegative("poissonUpper mean", mean);
  return gammaTails(mean, x + 1).lower;
}

/** P(X = x) of n trials that each succeed with probability p. */
export function binomialProbability(x: number, n: number, p: number): number {
  requireWhole("binomialProbability n", n);
  requireWhole("binomialProbability x", x);
  requireProbability("binomialProbability p", p);
  return x > n ? 0 : binomialWeight(x, n - x, p, 1 - p);
}

/** P(X <= x) of n trials. Abramowitz and Stegun (1964) 26.5.24. */
export function binomialLower(x: number, n: number, p: number): number {
  requireWhole("binomialLower n", n);
  requireWhole("binomialLower x", x);
  requireProbability("binomialLower p", p);
  return x >= n ? 1 : betaTails(p, 1 - p, x + 1, n - x).upper;
}

/** P(X > x) of n trials. */
export function binomialUpper(x: number, n: number, p: number): number {
  requireWhole("binomialUpper n", n);
  requireWhole("binomialUpper x", x);
  requireProbability("binomialUpper p", p);
  return x >= n ? 0 : betaTails(p, 1 - p, x + 1, n - x).lower;
}

/**
 * Fisher's noncentral hypergeometric distribution of the events in arm 1, given the sizes of the arms and the
 * total of events: all its probabilities, from the least possible count to the largest.
 * Source: Liao and Rosen (2001), Am Stat 55(4):366-369: ratios of neighbours outwards from the mode, so that
 * nothing overflows.
 * @param n1 size of arm 1
 * @param n2 size of arm 2
 * @param events in both arms together
 * @param logOdds ln of the odds ratio of arm 1 over arm 2
 */
export function noncentralHypergeometric(
  n1: number,
  n2: number,
  events: number,
  logOdds: number,
): { readonly first: number; readonly probabilities: Float64Array } {
  requireWhole("noncentralHypergeometric n1", n1);
  requireWhole("noncentralHypergeometric n2", n2);
  requireWhole("noncentralHypergeometric events", events);
  demand(Number.isFinite(logOdds), "noncentralHypergeometric logOdds", logOdds, "a finite number");
  demand(events <= n1 + n2, "noncentralHypergeometric events", events, "at most n1 + n2");
  const first = Math.max(0, events - n2);
  const last = Math.min(n1, events);
  const logs = new Float64Array(last - first + 1);
  let greatest = 0;
  for (let x = first + 1; x <= last; x++) {
    const ratio = ((n1 - x + 1) * (events - x + 1)) / (x * (n2 - events + x));
    const log = logs[x - first - 1]! + Math.log(ratio) + logOdds;
    logs[x - first] = log;
    if (log > greatest) greatest = log;
  }
  let total = 0;
  const probabilities = logs.map((log) => Math.exp(log - greatest));
  for (const p of probabilities) total += p;
  for (let i = 0; i < probabilities.length; i++) probabilities[i]! /= total;
  return { first, probabilities };
}

/** P(X = x) of Fisher's noncentral hypergeometric distribution; odds 1 is the ordinary hypergeometric. */
export function noncentralHypergeometricProbability(
  x: number,
  n1: number,
  n2: number,
  events: number,
  odds: number,
): number {
  requirePositive("noncentralHypergeometricProbability odds", odds);
  const { first, probabilities } = noncentralHypergeometric(n1, n2, events, Math.log(odds));
  return probabilities[x - first] ?? 0;
}

/** P(X = x) of the hypergeometric distribution, without summing over the others. */
export function hypergeometricProbability(x: number, n1: number, n2: number, events: number): number {
  if (x < Math.max(0, events - n2) || x > Math.min(n1, events)) return 0;
  return Math.exp(logChoose(n1, x) + logChoose(n2, events - x) - logChoose(n1 + n2, events));
}
