/**
 * Trial sequential analysis: a cumulative meta-analysis judged as interim looks at one large trial, so that looking again
 * with every new study does not inflate the error. Works on any scale: information is counted in 1 / variance, which for
 * a mean difference with standard deviation sd is participants / (4 sd^2).
 * Sources: Wetterslev, Thorlund, Brok and Gluud (2008), J Clin Epidemiol 61(1):64-75 (boundaries and information size);
 * Wetterslev, Thorlund, Brok and Gluud (2009), BMC Med Res Methodol 9:86 (diversity D2); Brok et al. (2008),
 * J Clin Epidemiol 61(8):763-769.
 */
import { type Spending, spendingBoundaries } from "./alpha-spending.ts";
import { demand, requireFinite } from "./arguments.ts";
import { normalUpperQuantile } from "./distributions/normal.ts";
import { type Effect, requireEffects } from "./effect.ts";
import { fit } from "./fit.ts";
import type { Tau2Method } from "./tau2.ts";

export interface TrialSequentialOptions {
  /** The effect that would matter, on the scale of the effects; not 0. */
  readonly delta: number;
  /** Two-sided, of all looks together; 0.05 unless given. */
  readonly alpha?: number;
  /** 0.8 unless given. */
  readonly power?: number;
  /**
   * Share of the information that heterogeneity takes away, 0 to less than 1: that of all studies given ("observed", the
   * default), or one assumed beforehand.
   */
  readonly diversity?: "observed" | number;
  /** DL unless given; EE pools without heterogeneity. */
  readonly method?: Tau2Method;
  readonly spending?: Spending;
}

export interface SequentialLook {
  /** Studies so far. */
  readonly k: number;
  readonly estimate: number;
  readonly se: number;
  readonly z: number;
  /** Of the required information. */
  readonly fraction: number;
  /** What |z| has to exceed; undefined after the look at which the required information was reached. */
  readonly boundary: number | undefined;
  readonly crossed: boolean;
}

export type TrialSequentialAnalysis =
  | {
      readonly status: "analysed";
      /** 1 / variance that a meta-analysis needs for the wanted power, heterogeneity included. */
      readonly requiredInformation: number;
      /** The same in multiples of what the studies given have. */
      readonly requiredOverPresent: number;
      readonly diversity: number;
      readonly looks: readonly SequentialLook[];
      /** Index of the first look that crosses its boundary. */
      readonly crossedAt: number | undefined;
      readonly informationReached: boolean;
    }
  | { readonly status: "not-converged"; readonly k: number };

/**
 * @param effects in the order in which they became known.
 * @throws RangeError when an effect is not finite with vi > 0, or an option does not fit.
 */
export function trialSequentialAnalysis(
  effects: readonly Effect[],
  {
    delta,
    alpha = 0.05,
    power = 0.8,
    diversity = "observed",
    method = "DL",
    spending = "obrien-fleming",
  }: TrialSequentialOptions,
): TrialSequentialAnalysis {
  requireEffects("trialSequentialAnalysis", effects);
  requireFinite("delta", delta);
  demand(delta !== 0, "delta", delta, "an effect other than 0");
  demand(alpha > 0 && alpha < 1, "alpha", alpha, "between 0 and 1");
  demand(power > 0 && power < 1, "power", power, "between 0 and 1");
  if (diversity !== "observed")
    demand(diversity >= 0 && diversity < 1, "diversity", diversity, "from 0 to less than 1");
  const pooled = effects.map((_, i) => {
    const fitted = fit(effects.slice(0, i + 1), { method: i === 0 ? "EE" : method });
    return fitted.status === "converged" ? fitted.coefficients[0]! : undefined;
  });
  const failed = pooled.indexOf(undefined);
  if (failed >= 0) return { status: "not-converged", k: failed + 1 };
  let present = 0;
  const informations = effects.map(({ vi }) => {
    present += 1 / vi;
    return present;
  });
  const last = pooled[pooled.length - 1]!;
  // D2 = (random-effects variance - common-effect variance) / random-effects variance: Wetterslev et al. (2009), eq. 2.
  const d2 = diversity === "observed" ? Math.max(0, 1 - 1 / present / last.se ** 2) : diversity;
  const required =
    ((normalUpperQuantile(alpha / 2) + normalUpperQuantile(1 - power)) / delta) ** 2 / (1 - d2);
  const fractions = informations.map((information) => information / required);
  const reached = fractions.findIndex((fraction) => fraction >= 1);
  const counted = reached < 0 ? fractions : [...fractions.slice(0, reached), 1];
  const boundaries = spendingBoundaries(counted, { alpha, spending });
  const looks = pooled.map((each, i): SequentialLook => {
    const { estimate, se } = each!;
    const boundary = boundaries[i]?.z;
    const z = estimate / se;
    const crossed = boundary !== undefined && Math.abs(z) > boundary;
    return { k: i + 1, estimate, se, z, fraction: fractions[i]!, boundary, crossed };
  });
  const crossedAt = looks.findIndex(({ crossed }) => crossed);
  return {
    status: "analysed",
    requiredInformation: required,
    requiredOverPresent: required / present,
    diversity: d2,
    looks,
    crossedAt: crossedAt < 0 ? undefined : crossedAt,
    informationReached: reached >= 0,
  };
}
