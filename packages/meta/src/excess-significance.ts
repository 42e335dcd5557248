/**
 * Are there more significant results than the studies' power leads one to expect?
 * Sources: Ioannidis and Trikalinos (2007), Clin Trials 4(3):245-253; Francis (2013), J Math Psychol 57(5):153-169.
 */
import { demand, requireFinite } from "./arguments.ts";
import { chiSquaredUpper } from "./distributions/chi-squared.ts";
import { binomialUpper } from "./distributions/discrete.ts";
import { normalUpperQuantile } from "./distributions/normal.ts";
import { type Effect, requireEffects } from "./effect.ts";
import { powerAt } from "./power.ts";

/** exact: Poisson-binomial over the studies' own power. binom: with their mean power. chi2: its approximation. */
export type ExcessTest = "exact" | "binom" | "chi2";

export interface ExcessSignificance {
  readonly observed: number;
  readonly expected: number;
  readonly ratio: number;
  /** One-sided, for more than expected. */
  readonly p: number;
  readonly theta: number;
  readonly power: readonly number[];
}

export interface ExcessOptions {
  /** The assumed true effect; the equal-effects estimate unless given. */
  readonly theta?: number;
  /** The value that the studies tested against; 0 unless given. */
  readonly nullValue?: number;
  /** Of the studies' two-sided tests. */
  readonly alpha?: number;
  readonly test?: ExcessTest;
}

/**
 * Counts the significant effects, and how many their power leads one to expect.
 * @throws RangeError when an effect is not finite with vi > 0, or an option cannot be used.
 */
export function excessSignificance(
  effects: readonly Effect[],
  options: ExcessOptions = {},
): ExcessSignificance {
  requireEffects("excessSignificance", effects);
  const { nullValue = 0, alpha = 0.05, test = "exact" } = options;
  demand(alpha > 0 && alpha < 1, "alpha", alpha, "between 0 and 1");
  requireFinite("nullValue", nullValue);
  const total = effects.reduce((sum, { vi }) => sum + 1 / vi, 0);
  const theta = options.theta ?? effects.reduce((sum, { yi, vi }) => sum + yi / vi, 0) / total;
  const critical = normalUpperQuantile(alpha / 2);
  const observed = effects.filter(
    ({ yi, vi }) => Math.abs(yi - nullValue) / Math.sqrt(vi) >= critical,
  ).length;
  const power = effects.map(({ vi }) => powerAt((theta - nullValue) / Math.sqrt(vi), alpha));
  const expected = power.reduce((sum, each) => sum + each, 0);
  return {
    ...{ observed, expected, ratio: observed / expected },
    ...{ p: tail(test, power, observed, expected), theta, power },
  };
}

function tail(test: ExcessTest, power: readonly number[], observed: number, expected: number): number {
  const k = power.length;
  if (test === "exact") return poissonBinomialUpper(power, observed);
  if (test === "binom") return observed === 0 ? 1 : binomialUpper(observed - 1, k, expected / k);
  const half = chiSquaredUpper((observed - expected) ** 2 * (1 / expected + 1 / (k - expected)), 1) / 2;
  // A chi-squared statistic knows no direction: fewer than expected has the other half.
  return observed >= expected ? half : 1 - half;
}

/** P(at least `observed` successes) of independent trials with their own probabilities. */
function poissonBinomialUpper(probabilities: readonly number[], observed: number): number {
  let counts = [1];
  for (const p of probabilities) {
    const next = new Array<number>(counts.length + 1).fill(0);
    counts.forEach((count, at) => {
      next[at]! += count * (1 - p);
      next[at + 1]! += count * p;
    });
    counts = next;
  }
  return Math.min(
    1,
    counts.slice(observed).reduce((sum, each) => sum + each, 0),
  );
}
