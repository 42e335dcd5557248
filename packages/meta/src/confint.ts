/**
 * Confidence intervals of tau2, and of the I2 and H2 that go with its ends.
 * Sources: Viechtbauer (2007), Stat Med 26(1):37-52 (Q-profile); Hardy and Thompson (1996), Stat Med 15(6):619-629
 * (profile likelihood); Jackson (2013), Res Synth Methods 4(3):220-229 (generalised Q).
 */
import { demand, requireLevel } from "./arguments.ts";
import { chiSquaredQuantile, chiSquaredUpperQuantile } from "./distributions/chi-squared.ts";
import { type ConvergedFit, samplingTrace } from "./fit.ts";
import { brentRoot } from "./root.ts";
import { byExpectedQ, logLikelihood, type Tau2Estimate, tau2AtQuantile } from "./tau2.ts";
import { inverseVariances, type Problem, problemOf } from "./weighted-regression.ts";

/** QP: Q-profile. PL: profile likelihood, for ML and REML. GENQ: generalised Q, with the fit's weights or 1 / vi. */
export type Tau2IntervalType = "QP" | "PL" | "GENQ";

export interface HeterogeneityInterval {
  readonly low: number;
  readonly high: number;
}

export type Tau2Interval =
  | {
      readonly status: "converged";
      readonly type: Tau2IntervalType;
      readonly tau2: HeterogeneityInterval;
      /** Percent. */
      readonly i2: HeterogeneityInterval;
      readonly h2: HeterogeneityInterval;
      /** The lower end is 0 because tau2 may not be negative. */
      readonly lowAtBoundary: boolean;
    }
  | { readonly status: "not-converged"; readonly because: string }
  /** Effects so alike that even tau2 = 0 is beyond the interval. */
  | { readonly status: "empty" };

/**
 * @throws RangeError for the equal-effects model, for PL with a fit that is not by likelihood, and for QP or GENQ of one
 * whose tau2 was fixed.
 */
export function tau2Interval(
  fitted: ConvergedFit,
  { type = "QP", level = fitted.level }: { readonly type?: Tau2IntervalType; readonly level?: number } = {},
): Tau2Interval {
  demand(["QP", "PL", "GENQ"].includes(type), "type", type, "QP, PL or GENQ");
  requireLevel(level);
  demand(fitted.method !== "EE", "tau2Interval method", fitted.method, "a model with a tau2");
  const problem = problemOf(fitted.effects, fitted.options.design);
  if (!problem) return { status: "not-converged", because: "the design is singular" };
  const ends = type === "PL" ? byProfile(fitted, problem, level) : byQuantiles(fitted, problem, type, level);
  if ("status" in ends) return ends;
  const typical = (problem.k - problem.p) / samplingTrace(problem);
  const over = (f: (tau2: number) => number) => ({ low: f(ends.low), high: f(ends.high) });
  return {
    ...{ status: "converged", type, tau2: ends },
    i2: over((tau2) => (100 * tau2) / (tau2 + typical)),
    h2: over((tau2) => tau2 / typical + 1),
    lowAtBoundary: ends.low === 0,
  };
}

type Failed = Exclude<Tau2Interval, { status: "converged" }>;

function byQuantiles(
  { options }: ConvergedFit,
  problem: Problem,
  type: "QP" | "GENQ",
  level: number,
): HeterogeneityInterval | Failed {
  const tail = (1 - level / 100) / 2;
  const df = problem.k - problem.p;
  const weights = options.weights ? Float64Array.from(options.weights) : inverseVariances(problem, 0);
  const at = (lower: boolean): Tau2Estimate => {
    if (type === "GENQ") return tau2AtQuantile(problem, weights, lower ? 1 - tail : tail);
    return byExpectedQ(problem, lower ? chiSquaredUpperQuantile(tail, df) : chiSquaredQuantile(tail, df));
  };
  const [low, high] = [at(true), at(false)];
  if (low.status === "not-converged" || high.status === "not-converged") {
    return { status: "not-converged", because: "the profile of Q was not inverted" };
  }
  return high.tau2 === 0 ? { status: "empty" } : { low: low.tau2, high: high.tau2 };
}

function byProfile(fitted: ConvergedFit, problem: Problem, level: number): HeterogeneityInterval | Failed {
  const { method, tau2 } = fitted;
  demand(method === "ML" || method === "REML", "tau2Interval method", method, "ML or REML for type PL");
  const drop = chiSquaredUpperQuantile(1 - level / 100, 1) / 2;
  const at = (value: number) => logLikelihood(problem, value, method === "REML");
  const goal = at(tau2) - drop;
  const gap = (value: number) => at(value) - goal;
  let low = 0;
  if (tau2 > 0 && gap(0) < 0) {
    const found = brentRoot(gap, 0, tau2);
    if (found.status !== "converged") return { status: "not-converged", because: "no lower end was found" };
    low = found.x;
  }
  let beyond = Math.max(2 * tau2, (problem.k - problem.p) / samplingTrace(problem));
  for (let i = 0; i < 100 && gap(beyond) > 0; i++) beyond *= 2;
  const found = brentRoot(gap, tau2, beyond);
  if (found.status !== "converged") return { status: "not-converged", because: "no upper end was found" };
  return { low, high: found.x };
}
