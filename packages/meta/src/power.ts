/**
 * Power of a planned meta-analysis, and of one more trial.
 * Sources: Hedges and Pigott (2001), Psychol Methods 6(3):203-217; Valentine, Pigott and Rothstein (2010),
 * J Educ Behav Stat 35(2):215-247.
 */
import { demand, requireFinite, requireNonNegative, requirePositive, requireWhole } from "./arguments.ts";
import { normalUpper, normalUpperQuantile } from "./distributions/normal.ts";

export interface PlannedMetaAnalysis {
  /** The true mean effect to be found. */
  readonly delta: number;
  /** The sampling variance of a typical study. */
  readonly vi: number;
  /** How many studies. */
  readonly k: number;
  /** Variance of true effects; 0 for a common effect. */
  readonly tau2?: number;
  /** Two-sided; 0.05 unless given. */
  readonly alpha?: number;
}

/** The probability that the two-sided z test of the mean effect rejects no effect. */
export function powerOfMean({ delta, vi, k, tau2 = 0, alpha = 0.05 }: PlannedMetaAnalysis): number {
  requireFinite("powerOfMean delta", delta);
  requirePositive("powerOfMean vi", vi);
  requireWhole("powerOfMean k", k, 1);
  requireNonNegative("powerOfMean tau2", tau2);
  demand(alpha > 0 && alpha < 1, "powerOfMean alpha", alpha, "between 0 and 1");
  return powerAt(delta / Math.sqrt((vi + tau2) / k), alpha);
}

/** The power of a two-sided z test whose statistic has mean lambda. */
export function powerAt(lambda: number, alpha: number): number {
  const critical = normalUpperQuantile(alpha / 2);
  return normalUpper(critical - lambda) + normalUpper(critical + lambda);
}

/** The smallest number of such studies with at least the wanted power; undefined beyond 100,000 studies. */
export function studiesForPower(plan: Omit<PlannedMetaAnalysis, "k">, power = 0.8): number | undefined {
  demand(power > 0 && power < 1, "studiesForPower power", power, "between 0 and 1");
  let [low, high] = [0, 1];
  while (powerOfMean({ ...plan, k: high }) < power) {
    if (high > 100_000) return undefined;
    [low, high] = [high, high * 2];
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (powerOfMean({ ...plan, k: middle }) < power) low = middle;
    else high = middle;
  }
  return high;
}
