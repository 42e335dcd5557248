/**
 * What further trials could add to what is known: the probability that the updated random-effects meta-analysis finds an
 * effect, and how large the trials must be for that.
 * Sources: Roloff, Higgins and Sutton (2013), Stat Med 32(1):11-24, section 2.3 (conditional power of an updated
 * random-effects analysis); Sutton et al. (2007), Stat Med 26(12):2479-2500 (planning a trial for the meta-analysis).
 */
import { demand, requireFinite, requireNonNegative, requirePositive, requireWhole } from "./arguments.ts";
import { normalUpper, normalUpperQuantile } from "./distributions/normal.ts";
import { type Effect, requireEffects } from "./effect.ts";

export interface NextTrials {
  /** The mean effect supposed to be true, on the scale of the effects. */
  readonly delta: number;
  /** Variance of the true effects, as estimated or assumed; taken as known. */
  readonly tau2: number;
  /** How many further trials of like size; 1 unless given. */
  readonly trials?: number;
  /** Two-sided; 0.05 unless given. */
  readonly alpha?: number;
}

export interface NextTrialPower {
  /** That the updated meta-analysis rejects no effect, given the effects so far. */
  readonly ofUpdate: number;
  /** That one of the new trials does, on its own. */
  readonly ofTrialAlone: number;
  /** z of the meta-analysis as it stands. */
  readonly zNow: number;
}

/**
 * @param vi sampling variance of each new trial; for a mean difference 2 sd^2 / (participants in each arm).
 * @throws RangeError when an effect is not finite with vi > 0, or a plan is not valid.
 */
export function nextTrialPower(effects: readonly Effect[], vi: number, plan: NextTrials): NextTrialPower {
  requireEffects("nextTrialPower", effects);
  requirePositive("nextTrialPower vi", vi);
  const { delta, tau2, trials, alpha } = checked(plan);
  const { weight, sum } = known(effects, tau2);
  const critical = normalUpperQuantile(alpha / 2);
  // The new trials' weighted sum is normal with this mean and variance; what is known is fixed.
  const more = trials / (vi + tau2);
  const total = Math.sqrt(weight + more);
  const above = (critical * total - sum - more * delta) / Math.sqrt(more);
  const below = (-critical * total - sum - more * delta) / Math.sqrt(more);
  const alone = delta / Math.sqrt(vi + tau2);
  const aloneScale = Math.sqrt(vi / (vi + tau2));
  return {
    ofUpdate: normalUpper(above) + normalUpper(-below),
    // The trial's own test knows nothing of tau2, though its effect is drawn with it.
    ofTrialAlone: normalUpper(critical * aloneScale - alone) + normalUpper(critical * aloneScale + alone),
    zNow: sum / Math.sqrt(weight),
  };
}

export type NextTrialSize =
  | { readonly status: "attained"; readonly vi: number; readonly power: number }
  /** Even new trials without sampling error leave the power below what is wanted; more of them are needed. */
  | { readonly status: "not-attainable"; readonly greatestPower: number }
  /** The wanted power is there already with trials of next to no information. */
  | { readonly status: "already-attained"; readonly power: number };

/** The greatest sampling variance of each new trial, so the smallest trial, with at least the wanted power of the update. */
export function nextTrialVariance(effects: readonly Effect[], plan: NextTrials, power = 0.8): NextTrialSize {
  requireEffects("nextTrialVariance", effects);
  demand(power > 0 && power < 1, "power", power, "between 0 and 1");
  const { tau2 } = checked(plan);
  const at = (vi: number) => nextTrialPower(effects, vi, plan).ofUpdate;
  const typical = effects.reduce((sum, { vi }) => sum + vi, 0) / effects.length;
  const smallest = 1e-9 * (typical + tau2);
  // Power need not grow with size everywhere: from the smallest trial up, the first size that attains it and the one before.
  const steps = 400;
  const viOf = (i: number) => (typical + tau2) * 10 ** (6 - (15 * i) / steps);
  if (at(viOf(0)) >= power) return { status: "already-attained", power: at(viOf(0)) };
  for (let i = 1; i <= steps; i++) {
    if (at(viOf(i)) < power) continue;
    let [enough, tooMuch] = [viOf(i), viOf(i - 1)];
    for (let halving = 0; halving < 100; halving++) {
      const middle = Math.sqrt(enough * tooMuch);
      if (at(middle) >= power) enough = middle;
      else tooMuch = middle;
    }
    return { status: "attained", vi: enough, power: at(enough) };
  }
  return { status: "not-attainable", greatestPower: at(smallest) };
}

function checked({ delta, tau2, trials = 1, alpha = 0.05 }: NextTrials) {
  requireFinite("delta", delta);
  requireNonNegative("tau2", tau2);
  requireWhole("trials", trials, 1);
  demand(alpha > 0 && alpha < 1, "alpha", alpha, "between 0 and 1");
  return { delta, tau2, trials, alpha };
}

/** Total weight of the effects and their weighted sum. */
function known(effects: readonly Effect[], tau2: number): { weight: number; sum: number } {
  let [weight, sum] = [0, 0];
  for (const { yi, vi } of effects) {
    weight += 1 / (vi + tau2);
    sum += yi / (vi + tau2);
  }
  return { weight, sum };
}
