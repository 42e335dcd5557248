/** Cases of `bayes`. */

import type { TauPrior } from "../../src/bayes/tau-prior.ts";
import { type BayesFit, bayes, type CoefficientPrior } from "../../src/bayes.ts";
import { type Adapters, type Call, option } from "../case.ts";
import { modelOf } from "./rma-uni.ts";

interface NamedPrior {
  readonly family: string;
  readonly par?: number | readonly number[];
  readonly mean?: number | readonly number[];
  readonly sd?: number | readonly number[];
}

function tauPrior(call: Call): TauPrior {
  const { family, par } = call.args.tau_prior as NamedPrior;
  const [first = Number.NaN, second = Number.NaN] = [par ?? []].flat();
  switch (family) {
    case "halfnormal":
      return { family: "half-normal", scale: first };
    case "halfcauchy":
      return { family: "half-t", scale: first, df: 1 };
    case "halft4":
      return { family: "half-t", scale: first, df: 4 };
    case "exponential":
      return { family: "exponential", rate: first };
    case "uniform":
      return { family: "uniform", upper: first };
    case "lognormal_tau2":
      return { family: "log-normal-tau2", meanLog: first, sdLog: second };
    case "jeffreys_improper_flat":
      return { family: "flat" };
    default:
      throw new RangeError(`tau_prior: no prior is called ${family}.`);
  }
}

function coefficientPrior(call: Call, role: string, p: number): CoefficientPrior[] {
  const prior = option<NamedPrior>(call, role, { family: "flat" });
  const pick = (given: number | readonly number[] | undefined, j: number) =>
    [given ?? Number.NaN].flat()[j] ?? Number.NaN;
  return Array.from({ length: p }, (_, j) => {
    if (prior.family !== "normal") return "flat";
    const last = (given: NamedPrior["mean"]) => pick(given, Array.isArray(given) ? j : 0);
    return { mean: last(prior.mean), sd: last(prior.sd) };
  });
}

function posterior(call: Call, role: string): Extract<BayesFit, { status: "converged" }> {
  const { effects, options } = modelOf(call);
  const p = options.design?.rows[0]?.length ?? 1;
  const fit = bayes(effects, {
    tauPrior: tauPrior(call),
    coefficientPrior: coefficientPrior(call, role, p),
    ...(options.design ? { design: options.design } : {}),
  });
  if (fit.status !== "converged") throw new RangeError(`bayes: ${JSON.stringify(fit)}`);
  return fit;
}

export const adapters: Adapters = {
  "bayes.nnhm": (call) => {
    const fit = posterior(call, "mu_prior");
    const threshold = option(call, "threshold", 0);
    const [mu, prediction, { tau }] = [fit.coefficients[0]!, fit.predictionAt([1]), fit];
    const shrunken = Array.from({ length: fit.k }, (_, i) => fit.shrunken(i));
    return {
      ...{ mu_mean: mu.mean, mu_sd: mu.sd, mu_median: mu.median },
      ...{
        mu_q025: mu.quantile(0.025),
        mu_q975: mu.quantile(0.975),
        mu_prob_gt: mu.probabilityAbove(threshold),
      },
      ...{ tau_mean: tau.mean, tau_sd: tau.sd, tau_median: tau.median },
      ...{ tau_q025: tau.quantile(0.025), tau_q975: tau.quantile(0.975) },
      ...{ pred_mean: prediction.mean, pred_sd: prediction.sd, pred_median: prediction.median },
      ...{ pred_q025: prediction.quantile(0.025), pred_q975: prediction.quantile(0.975) },
      pred_prob_gt: prediction.probabilityAbove(threshold),
      shrink_mean: shrunken.map((each) => each.mean),
      shrink_sd: shrunken.map((each) => each.sd),
      shrink_q025: shrunken.map((each) => each.quantile(0.025)),
      shrink_q975: shrunken.map((each) => each.quantile(0.975)),
      log_marginal_likelihood: fit.logMarginalLikelihood,
      ...{ bf_tau0: fit.bayesFactorHomogeneous, bf_mu0: fit.bayesFactorNoEffect },
    };
  },
  "bayes.bmr": (call) => {
    const fit = posterior(call, "beta_prior");
    const { coefficients, tau } = fit;
    const newx = option<number[]>(
      call,
      "newx",
      coefficients.map((_, j) => (j === 0 ? 1 : 0)),
    );
    const [mean, prediction] = [fit.meanAt(newx), fit.predictionAt(newx)];
    return {
      beta_mean: coefficients.map((each) => each.mean),
      beta_sd: coefficients.map((each) => each.sd),
      beta_median: coefficients.map((each) => each.median),
      beta_q025: coefficients.map((each) => each.quantile(0.025)),
      beta_q975: coefficients.map((each) => each.quantile(0.975)),
      ...{ tau_mean: tau.mean, tau_sd: tau.sd, tau_median: tau.median },
      ...{ tau_q025: tau.quantile(0.025), tau_q975: tau.quantile(0.975) },
      ...{ lp_mean: mean.mean, lp_sd: mean.sd, lp_median: mean.median },
      ...{
        lp_q025: mean.quantile(0.025),
        lp_q975: mean.quantile(0.975),
        lp_prob_gt0: mean.probabilityAbove(0),
      },
      ...{ pred_mean: prediction.mean, pred_sd: prediction.sd, pred_median: prediction.median },
      ...{ pred_q025: prediction.quantile(0.025), pred_q975: prediction.quantile(0.975) },
      pred_prob_gt0: prediction.probabilityAbove(0),
      log_marginal_likelihood: fit.logMarginalLikelihood,
    };
  },
};
