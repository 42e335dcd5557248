/**
 * Bayesian random-effects meta-analysis and meta-regression by numerical integration over tau: deterministic, without
 * sampling. yi ~ N(theta_i, vi), theta_i ~ N(xi'beta, tau2); given tau everything is normal and known in closed form.
 * Sources: Rover (2020), J Stat Softw 93(6) (the normal-normal hierarchical model, its marginal likelihood and mixtures);
 * Rover and Friede (2023), Comput Methods Programs Biomed 229:107303 (meta-regression); Gelman et al. (2013), Bayesian
 * Data Analysis, 3rd ed., section 5.4.
 */
import { demand, requireFinite, requirePositive } from "./arguments.ts";
import { intervalBy, mixture, type Posterior } from "./bayes/mixture.ts";
import { type TauDensity, type TauPrior, tauDensity } from "./bayes/tau-prior.ts";
import type { Design } from "./design.ts";
import { halfLogTwoPi } from "./distributions/gamma-function.ts";
import { type Effect, requireEffects } from "./effect.ts";
import { legendreNodes, legendreWeights } from "./gauss-legendre.ts";
import {
  cholesky,
  choleskyInverse,
  choleskyLogDeterminant,
  choleskySolve,
  fromRows,
  thinQr,
  zeros,
} from "./matrix.ts";
import { brentRoot } from "./root.ts";

/** A normal prior for a coefficient; "flat" is improper, every value having the same density. */
export type CoefficientPrior = "flat" | { readonly mean: number; readonly sd: number };

export interface BayesOptions {
  readonly tauPrior: TauPrior;
  /** For every coefficient, or one for each; flat unless given. */
  readonly coefficientPrior?: CoefficientPrior | readonly CoefficientPrior[];
  /** Moderators, a row for each effect, intercept included where wanted; an intercept alone unless given. */
  readonly design?: Design;
}

export type BayesFit =
  | {
      readonly status: "converged";
      readonly k: number;
      readonly coefficients: readonly (Posterior & { readonly name: string })[];
      /** Standard deviation of the true effects. */
      readonly tau: Posterior;
      /** Each study's own true effect, drawn towards the others. */
      shrunken(study: number): Posterior;
      /** The mean true effect of studies with these covariates; [1] for the overall mean. */
      meanAt(covariates: readonly number[]): Posterior;
      /** The true effect of one new study with these covariates. */
      predictionAt(covariates: readonly number[]): Posterior;
      /** ln of the probability of the data; undefined with an improper prior. */
      readonly logMarginalLikelihood: number | undefined;
      /** Of tau = 0 against any tau of the prior: above 1 speaks for homogeneity. Undefined with an improper prior of tau. */
      readonly bayesFactorHomogeneous: number | undefined;
      /** Of a mean effect of 0 against any of its prior. Undefined with moderators or an improper prior. */
      readonly bayesFactorNoEffect: number | undefined;
    }
  /** The prior is improper and the studies are too few to make the posterior a distribution. */
  | { readonly status: "improper-posterior"; readonly k: number; readonly needed: number }
  | { readonly status: "singular-design"; readonly because: string }
  /** The posterior is too narrow beside the effects, or too far from the prior, to be integrated. */
  | { readonly status: "not-converged"; readonly because: string };

/**
 * @throws RangeError when an effect is not finite with vi > 0, or a prior is not valid.
 */
export function bayes(
  effects: readonly Effect[],
  { tauPrior, coefficientPrior = "flat", design }: BayesOptions,
): BayesFit {
  requireEffects("bayes", effects);
  const prior = tauDensity(tauPrior);
  const { names, rows } = design ?? { names: ["intercept"], rows: effects.map(() => [1]) };
  demand(
    rows.length === effects.length,
    "design",
    rows.length,
    `a row for each of ${effects.length} effects`,
  );
  const p = rows[0]!.length;
  const priors = Array.isArray(coefficientPrior)
    ? (coefficientPrior as readonly CoefficientPrior[])
    : names.map(() => coefficientPrior as CoefficientPrior);
  demand(priors.length === p, "coefficientPrior", priors.length, `one for each of ${p} coefficients`);
  for (const each of priors) {
    if (each === "flat") continue;
    requireFinite("coefficientPrior.mean", each.mean);
    requirePositive("coefficientPrior.sd", each.sd);
  }
  const flat = priors.filter((each) => each === "flat").length;
  const k = effects.length;
  // With tau the likelihood falls as tau^-(k - flat): so many powers of tau have an expectation.
  const powers = prior.tail + k - flat - 1;
  if (k < flat || !(powers > 0)) {
    return { status: "improper-posterior", k, needed: Math.max(flat, Math.floor(flat + 1 - prior.tail) + 1) };
  }
  if (flat > 0 && !thinQr(fromRows(rows))) {
    return { status: "singular-design", because: "a column of the design is a combination of others" };
  }
  const model: Model = { effects, rows, priors, p };
  const grid = posteriorOfTau(model, prior);
  if (!grid) {
    return {
      status: "not-converged",
      because: "the prior of tau and the effects are on scales too different to be integrated over",
    };
  }
  const { weights, conditionals, taus, logConstant } = grid;
  const moments = Math.min(2, powers === Number.POSITIVE_INFINITY ? 2 : Math.ceil(powers) - 1);

  /** A normal distribution given tau, from the mean m and variance v of covariates times coefficients. */
  const mixed = (
    covariates: readonly number[],
    given: (m: number, v: number, tau2: number) => readonly [mean: number, variance: number],
  ) => {
    const means = new Float64Array(weights.length);
    const sds = new Float64Array(weights.length);
    for (let n = 0; n < weights.length; n++) {
      const { mean, covariance } = conditionals[n]!;
      let [m, v] = [0, 0];
      for (let j = 0; j < p; j++) {
        m += covariates[j]! * mean[j]!;
        for (let l = 0; l < p; l++) v += covariates[j]! * covariates[l]! * covariance[j * p + l]!;
      }
      const [at, variance] = given(m, v, taus[n]! ** 2);
      means[n] = at;
      sds[n] = Math.sqrt(variance);
    }
    return mixture(weights, means, sds, moments);
  };
  const linear = (covariates: readonly number[]) => mixed(covariates, (m, v) => [m, v]);
  const checked = (covariates: readonly number[]) => {
    demand(
      covariates.length === p,
      "covariates",
      covariates.length,
      `${p} values, as the design has columns`,
    );
    for (const value of covariates) requireFinite("covariates", value);
    return covariates;
  };
  const proper = prior.proper && flat === 0;
  const homogeneous = conditionalAt(model, 0).logLik;
  const absent =
    proper && p === 1 && !design ? posteriorOfTau({ ...model, priors: ["none"] }, prior) : undefined;
  return {
    status: "converged",
    k,
    coefficients: names.map((name, j) => ({ name, ...linear(names.map((_, l) => (l === j ? 1 : 0))) })),
    tau: grid.posterior(moments),
    shrunken(study) {
      demand(study in effects, "study", study, `an index from 0 to ${k - 1}`);
      const { yi, vi } = effects[study]!;
      // Given tau the study's own data and the others' mean are weighed by their precisions.
      return mixed(rows[study]!, (m, v, tau2) => {
        const pull = vi / (vi + tau2);
        return [(1 - pull) * yi + pull * m, (1 - pull) * vi + pull * pull * v];
      });
    },
    meanAt: (covariates) => linear(checked(covariates)),
    predictionAt: (covariates) => mixed(checked(covariates), (m, v, tau2) => [m, v + tau2]),
    logMarginalLikelihood: proper ? logConstant : undefined,
    bayesFactorHomogeneous: prior.proper ? Math.exp(homogeneous - logConstant) : undefined,
    bayesFactorNoEffect: absent && Math.exp(absent.logConstant - logConstant),
  };
}

interface Model {
  readonly effects: readonly Effect[];
  readonly rows: readonly (readonly number[])[];
  /** "none": the coefficient is 0. */
  readonly priors: readonly (CoefficientPrior | "none")[];
  readonly p: number;
}

/** What is known of the coefficients when tau is. */
interface Conditional {
  readonly logLik: number;
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/** ln of the data's density given tau, the coefficients integrated out: Rover (2020), eqs. 12 to 15. */
function conditionalAt({ effects, rows, priors, p }: Model, tau: number): Conditional {
  const precision = zeros(p, p);
  const right = new Float64Array(p);
  let logLik = 0;
  for (let i = 0; i < effects.length; i++) {
    const { yi, vi } = effects[i]!;
    const w = 1 / (vi + tau * tau);
    logLik += Math.log(w) / 2 - halfLogTwoPi;
    const row = rows[i]!;
    for (let j = 0; j < p; j++) {
      right[j]! += w * row[j]! * yi;
      for (let l = 0; l < p; l++) precision.values[j * p + l]! += w * row[j]! * row[l]!;
    }
  }
  if (priors[0] === "none") {
    for (const { yi, vi } of effects) logLik -= (yi * yi) / (2 * (vi + tau * tau));
    return { logLik, mean: right.fill(0), covariance: new Float64Array(p * p) };
  }
  priors.forEach((prior, j) => {
    if (prior === "flat" || prior === "none") return;
    precision.values[j * p + j]! += 1 / prior.sd ** 2;
    right[j]! += prior.mean / prior.sd ** 2;
    logLik -= Math.log(prior.sd) + halfLogTwoPi;
  });
  const factor = cholesky(precision);
  // A design of full rank has positive definite precision; rounding apart, this does not happen.
  if (!factor) return { logLik: Number.NEGATIVE_INFINITY, mean: right, covariance: precision.values };
  const mean = choleskySolve(factor, right);
  // As residuals, for the difference of large squares would lose digits.
  for (let i = 0; i < effects.length; i++) {
    const { yi, vi } = effects[i]!;
    let residual = yi;
    for (let j = 0; j < p; j++) residual -= rows[i]![j]! * mean[j]!;
    logLik -= residual ** 2 / (2 * (vi + tau * tau));
  }
  priors.forEach((prior, j) => {
    if (prior !== "flat" && prior !== "none") logLik -= (mean[j]! - prior.mean) ** 2 / (2 * prior.sd ** 2);
  });
  logLik += p * halfLogTwoPi - choleskyLogDeterminant(factor) / 2;
  return { logLik, mean, covariance: choleskyInverse(factor).values };
}

interface TauGrid {
  readonly taus: Float64Array;
  /** Posterior weights of the taus; they add up to 1. */
  readonly weights: Float64Array;
  readonly conditionals: readonly Conditional[];
  /** ln of the integral of prior times likelihood. */
  readonly logConstant: number;
  posterior(moments: number): Posterior;
}

interface Panel {
  readonly from: number;
  readonly to: number;
  readonly nodes: readonly {
    readonly tau: number;
    readonly conditional: Conditional;
    readonly mass: number;
  }[];
  readonly mass: number;
  /** What decides whether the panel is fine enough: mass with weight for far tails. */
  readonly judged: number;
}

/** A posterior that can be seen at all settles within a few hundred. */
const mostPanels = 4000;

/**
 * The posterior of tau on panels of Gauss-Legendre nodes. u / (1 - u) takes the unit interval to all tau, so that far
 * tails are part of a panel; panels are halved until their halves add up to them.
 */
function posteriorOfTau(model: Model, prior: TauDensity, around?: number): TauGrid | undefined {
  const { effects } = model;
  const k = effects.length;
  const typical = Math.exp(effects.reduce((sum, { vi }) => sum + Math.log(vi), 0) / k / 2);
  const mean = effects.reduce((sum, { yi }) => sum + yi, 0) / k;
  const observed = Math.sqrt(effects.reduce((sum, { yi }) => sum + (yi - mean) ** 2, 0) / k);
  // Any scale would do; one near the data puts the posterior in the middle of the unit interval.
  const scale = around ?? Math.max(typical, observed) / 2;
  const tauOf = (u: number) => (scale * u) / (1 - u);
  const end = prior.upper === Number.POSITIVE_INFINITY ? 1 : prior.upper / (scale + prior.upper);
  const logAt = (tau: number, conditional: Conditional) => prior.log(tau) + conditional.logLik;

  let top = Number.NEGATIVE_INFINITY;
  for (let n = 1; n < 400; n++) {
    const tau = tauOf((end * n) / 400);
    top = Math.max(top, logAt(tau, conditionalAt(model, tau)));
  }
  const panel = (from: number, to: number): Panel => {
    const half = (to - from) / 2;
    let [mass, judged] = [0, 0];
    const nodes = legendreNodes.map((x, i) => {
      const u = from + half * (1 + x);
      const tau = tauOf(u);
      const conditional = conditionalAt(model, tau);
      const each =
        half * legendreWeights[i]! * Math.exp(logAt(tau, conditional) - top) * (scale / (1 - u) ** 2);
      mass += each;
      judged += each * (1 + Math.min(tau / scale, 1e6));
      return { tau, conditional, mass: each };
    });
    return { from, to, nodes, mass, judged };
  };
  const first = Array.from({ length: 12 }, (_, n) => panel((end * n) / 12, (end * (n + 1)) / 12));
  const total = first.reduce((sum, { judged }) => sum + judged, 0);
  const panels: Panel[] = [];
  // A mass that is none, or beyond all numbers, would be halved for ever.
  if (!(total > 0 && total < Number.POSITIVE_INFINITY)) {
    // A prior far narrower than the effects are apart hides between the first points: look for it below them, once.
    const below = Array.from({ length: 60 }, (_, n) => scale * 10 ** (-n / 2));
    const logs = below.map((tau) => logAt(tau, conditionalAt(model, tau)));
    const highest = logs.reduce((most, log) => Math.max(most, log), Number.NEGATIVE_INFINITY);
    const seen = below.find((_, n) => logs[n]! >= highest - 1);
    return around === undefined && seen !== undefined ? posteriorOfTau(model, prior, seen) : undefined;
  }
  const refine = (whole: Panel, depth: number) => {
    if (panels.length > mostPanels) return;
    const middle = (whole.from + whole.to) / 2;
    const [left, right] = [panel(whole.from, middle), panel(middle, whole.to)];
    const settled = Math.abs(left.judged + right.judged - whole.judged) <= 1e-13 * total;
    if (settled || depth === 0) panels.push(left, right);
    else for (const part of [left, right]) refine(part, depth - 1);
  };
  for (const each of first) refine(each, 30);
  if (panels.length > mostPanels) return undefined;

  const constant = panels.reduce((sum, { mass }) => sum + mass, 0);
  const nodes = panels.flatMap((each) => each.nodes).filter(({ mass }) => mass > 0);
  const taus = Float64Array.from(nodes, ({ tau }) => tau);
  const weights = Float64Array.from(nodes, ({ mass }) => mass / constant);
  return {
    ...{ taus, weights, conditionals: nodes.map(({ conditional }) => conditional) },
    logConstant: top + Math.log(constant),
    posterior(moments) {
      const uOf = (tau: number) => tau / (scale + tau);
      const share = (u: number, isWhole: (each: Panel) => boolean, part: (each: Panel) => Panel) => {
        let sum = 0;
        for (const each of panels) {
          if (isWhole(each)) sum += each.mass;
          else if (each.from < u && u < each.to) sum += part(each).mass;
        }
        return sum / constant;
      };
      const below = (u: number) =>
        share(
          u,
          ({ to }) => to <= u,
          ({ from }) => panel(from, u),
        );
      const above = (u: number) =>
        share(
          u,
          ({ from }) => from >= u,
          ({ to }) => panel(u, to),
        );
      const quantile = (probability: number) => {
        demand(
          probability > 0 && probability < 1,
          "probability",
          probability,
          "a probability between 0 and 1",
        );
        const f =
          probability <= 0.5
            ? (u: number) => below(u) - probability
            : (u: number) => 1 - probability - above(u);
        const root = brentRoot(f, 0, end, { tolerance: 1e-15 });
        return tauOf(root.status === "converged" ? root.x : root.status === "not-converged" ? root.lastX : 0);
      };
      const average = weights.reduce((sum, w, n) => sum + w * taus[n]!, 0);
      const variance = weights.reduce((sum, w, n) => sum + w * (taus[n]! - average) ** 2, 0);
      const clip = (tau: number) => Math.min(end, uOf(Math.max(0, tau)));
      return {
        mean: moments >= 1 ? average : undefined,
        sd: moments >= 2 ? Math.sqrt(variance) : undefined,
        median: quantile(0.5),
        quantile,
        interval: intervalBy(quantile),
        probabilityAbove: (value) => above(clip(value)),
        probabilityBelow: (value) => below(clip(value)),
        density: (value) =>
          value > 0 && value <= prior.upper
            ? Math.exp(logAt(value, conditionalAt(model, value)) - top) / constant
            : 0,
      };
    },
  };
}
