/** Cases of `betabin`. */
import { betaBinomial } from "../../src/beta-binomial.ts";
import { type Adapters, option } from "../case.ts";
import { completeTables } from "./pooled-tables.ts";

export const adapters: Adapters = {
  betabinomial: (call) => {
    const fit = betaBinomial(completeTables(call), { level: option(call, "level", 95) });
    if (fit.status !== "converged") return { status: fit.status };
    const { logOddsRatio: b, intercept, rho, logLik, k } = fit;
    return {
      ...{ log_or: b.estimate, se: b.se, stat: b.statistic, pval: b.p, ci_lb: b.ciLow, ci_ub: b.ciHigh },
      ...{ intercept: intercept.estimate, rho, ll: logLik, k },
    };
  },
};
