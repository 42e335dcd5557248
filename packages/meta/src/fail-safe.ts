/**
 * How many studies without an effect would have to lie unpublished to change the conclusion.
 * Sources: Rosenthal (1979), Psychol Bull 86(3):638-641; Orwin (1983), J Educ Stat 8(2):157-159; Rosenberg (2005),
 * Evolution 59(2):464-468, eq. 8.
 */
import { demand, requireFinite } from "./arguments.ts";
import { normalUpper, normalUpperQuantile } from "./distributions/normal.ts";
import { type Effect, requireEffects } from "./effect.ts";
import { type FitOptions, fit, samplingTrace } from "./fit.ts";
import { problemOf } from "./weighted-regression.ts";

export interface FailSafe {
  /** Rounded up to a whole study. */
  readonly n: number;
  /** Of the effects as they are; absent for Orwin, which does not test. */
  readonly p?: number;
  /** The mean effect as it is; absent for Rosenthal, which pools z. */
  readonly mean?: number;
  /** Orwin: the mean to which unpublished null studies would bring it. */
  readonly target?: number;
}

interface Alpha {
  readonly alpha?: number;
}

function requireAlpha(alpha: number): void {
  demand(alpha > 0 && alpha < 0.5, "alpha", alpha, "a level between 0 and 0.5");
}

/** By Stouffer's sum of z, tested one-sided. */
export function failSafeRosenthal(effects: readonly Effect[], { alpha = 0.05 }: Alpha = {}): FailSafe {
  requireEffects("failSafeRosenthal", effects);
  requireAlpha(alpha);
  const k = effects.length;
  const sum = effects.reduce((total, { yi, vi }) => total + yi / Math.sqrt(vi), 0);
  const z = Math.abs(sum) / Math.sqrt(k);
  return { n: wholeStudies((sum / normalUpperQuantile(alpha)) ** 2 - k), p: normalUpper(z) };
}

/** How many null studies bring the equal-effects mean down to a target: half of it unless given. */
export function failSafeOrwin(
  effects: readonly Effect[],
  { target }: { readonly target?: number } = {},
): FailSafe {
  requireEffects("failSafeOrwin", effects);
  const { mean } = equalEffects(effects);
  const goal = target ?? mean / 2;
  requireFinite("target", goal);
  demand(goal !== 0, "target", goal, "a mean other than 0, which null studies only approach");
  if (Math.abs(mean) <= Math.abs(goal)) return { n: 0, mean, target: goal };
  return {
    n: wholeStudies((effects.length * (Math.abs(mean) - Math.abs(goal))) / Math.abs(goal)),
    mean,
    target: goal,
  };
}

/** By the weighted mean of the equal-effects model, null studies having the average weight. */
export function failSafeRosenberg(effects: readonly Effect[], { alpha = 0.05 }: Alpha = {}): FailSafe {
  requireEffects("failSafeRosenberg", effects);
  requireAlpha(alpha);
  const { mean, total } = equalEffects(effects);
  const z = mean * Math.sqrt(total);
  const n = effects.length * ((z / normalUpperQuantile(alpha / 2)) ** 2 - 1);
  return { n: wholeStudies(n), mean, p: 2 * normalUpper(Math.abs(z)) };
}

/**
 * By the random-effects model: studies are added that average no effect, vary around that as the observed ones vary
 * around their mean, and have their typical sampling variance, until the mean is no longer significant. All together
 * then have the tau2 of a mixture of the two populations. A generalisation of Rosenberg's method in closed form.
 * Undefined when ten million studies do not suffice or the model cannot be fitted.
 */
export function failSafeGeneral(
  effects: readonly Effect[],
  { alpha = 0.05, ...options }: Alpha & Pick<FitOptions, "method"> = {},
): FailSafe | undefined {
  requireEffects("failSafeGeneral", effects);
  requireAlpha(alpha);
  const fitted = fit(effects, options);
  const problem = problemOf(effects);
  if (fitted.status !== "converged" || !problem) return undefined;
  const { estimate: mean, p } = fitted.coefficients[0]!;
  if (p >= alpha || effects.length < 2) return { n: 0, mean, p };
  const k = effects.length;
  const typical = (k - 1) / samplingTrace(problem);
  const critical = normalUpperQuantile(alpha / 2);
  const significantWith = (n: number) => {
    const tau2 = fitted.method === "EE" ? 0 : fitted.tau2 + ((k * n) / (k + n) ** 2) * mean ** 2;
    const w = effects.reduce((sum, { vi }) => sum + 1 / (vi + tau2), 0);
    const weighted = effects.reduce((sum, { yi, vi }) => sum + yi / (vi + tau2), 0);
    return Math.abs(weighted) / Math.sqrt(w + n / (typical + tau2)) > critical;
  };
  let [low, high] = [0, 1];
  while (significantWith(high)) {
    if (high > 1e7) return undefined;
    [low, high] = [high, high * 2];
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (significantWith(middle)) low = middle;
    else high = middle;
  }
  return { n: high, mean, p };
}

function equalEffects(effects: readonly Effect[]): { mean: number; total: number } {
  const total = effects.reduce((sum, { vi }) => sum + 1 / vi, 0);
  return { mean: effects.reduce((sum, { yi, vi }) => sum + yi / vi, 0) / total, total };
}

const wholeStudies = (n: number) => Math.max(0, Math.ceil(n - 1e-9));
