/**
 * Priors for tau, the standard deviation of the true effects.
 * Sources: Gelman (2006), Bayesian Anal 1(3):515-534 (half-normal, half-t, uniform); Turner et al. (2012), Int J Epidemiol
 * 41(3):818-827, and (2015), Stat Med 34(6):984-998 (log-normal for tau2); Rover et al. (2021), Res Synth Methods
 * 12(4):448-474 (which to choose and on what scale).
 */
import { demand, requireFinite, requirePositive } from "../arguments.ts";
import { halfLogTwoPi, lgamma } from "../distributions/gamma-function.ts";

export type TauPrior =
  | { readonly family: "half-normal"; readonly scale: number }
  /** df 1 is the half-Cauchy. */
  | { readonly family: "half-t"; readonly scale: number; readonly df: number }
  | { readonly family: "exponential"; readonly rate: number }
  | { readonly family: "uniform"; readonly upper: number }
  /** Of tau2, not of tau. */
  | { readonly family: "log-normal-tau2"; readonly meanLog: number; readonly sdLog: number }
  /** Improper: every value of tau from 0 on has the same density. */
  | { readonly family: "flat" };

export interface TauDensity {
  /** ln of the density at tau; of 1 for the flat prior. */
  readonly log: (tau: number) => number;
  readonly upper: number;
  /** The density falls as tau to the power of minus this; Infinity when faster than any power. */
  readonly tail: number;
  readonly proper: boolean;
}

/** @throws RangeError when a scale, rate or bound is not a finite number above 0, or the family is not known. */
export function tauDensity(prior: TauPrior): TauDensity {
  const infinite = Number.POSITIVE_INFINITY;
  switch (prior.family) {
    case "half-normal": {
      requirePositive("tauPrior.scale", prior.scale);
      const constant = Math.LN2 - halfLogTwoPi - Math.log(prior.scale);
      return {
        log: (tau) => constant - (tau / prior.scale) ** 2 / 2,
        upper: infinite,
        tail: infinite,
        proper: true,
      };
    }
    case "half-t": {
      const { scale, df } = prior;
      requirePositive("tauPrior.scale", scale);
      requirePositive("tauPrior.df", df);
      const constant =
        Math.LN2 + lgamma((df + 1) / 2) - lgamma(df / 2) - Math.log(df * Math.PI) / 2 - Math.log(scale);
      return {
        log: (tau) => constant - ((df + 1) / 2) * Math.log1p((tau / scale) ** 2 / df),
        ...{ upper: infinite, tail: df + 1, proper: true },
      };
    }
    case "exponential":
      requirePositive("tauPrior.rate", prior.rate);
      return {
        log: (tau) => Math.log(prior.rate) - prior.rate * tau,
        ...{ upper: infinite, tail: infinite, proper: true },
      };
    case "uniform":
      requirePositive("tauPrior.upper", prior.upper);
      return { log: () => -Math.log(prior.upper), upper: prior.upper, tail: infinite, proper: true };
    case "log-normal-tau2": {
      const { meanLog, sdLog } = prior;
      requireFinite("tauPrior.meanLog", meanLog);
      requirePositive("tauPrior.sdLog", sdLog);
      // d(tau2) = 2 tau d(tau), of which the density of ln(tau2) leaves 2 / tau.
      const constant = Math.LN2 - halfLogTwoPi - Math.log(sdLog);
      return {
        log: (tau) => constant - Math.log(tau) - ((2 * Math.log(tau) - meanLog) / sdLog) ** 2 / 2,
        ...{ upper: infinite, tail: infinite, proper: true },
      };
    }
    case "flat":
      return { log: () => 0, upper: infinite, tail: 0, proper: false };
    default:
      demand(
        false,
        "tauPrior.family",
        (prior as { family: unknown }).family,
        "one of the families of TauPrior",
      );
  }
}
