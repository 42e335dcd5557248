/**
 * Profile-likelihood intervals for a variance or a correlation: the values at which the likelihood, maximised
 * over everything else, is no more than half the chi-squared quantile below its maximum.
 * Source: Hardy and Thompson (1996), Stat Med 15(6):619-629; Viechtbauer (2007), Stat Med 26(1):37-52, for k > 2.
 */
import { demand } from "../arguments.ts";
import { chiSquaredQuantile } from "../distributions/chi-squared.ts";
import type { Effect } from "../effect.ts";
import { brentRoot } from "../root.ts";
import { type MultilevelFit, type MultilevelOptions, prepare, search } from "./multilevel.ts";

/** Which number the interval is for. */
export interface ProfiledParameter {
  /** Position in `random`, from 0. */
  readonly term: number;
  readonly parameter: "variance" | "correlation";
  /** Position among the term's variances or correlations, from 0. */
  readonly index?: number;
}

export type ProfileInterval =
  | {
      readonly status: "converged";
      readonly estimate: number;
      /** A bound at the edge of what is possible (0, -1 or 1) is that edge. */
      readonly lower: number;
      /** Undefined when the likelihood never falls far enough: the data set no upper limit. */
      readonly upper: number | undefined;
    }
  | Exclude<MultilevelFit, { status: "converged" }>
  /** The number is a function of several that are estimated (UN with three levels or more). */
  | { readonly status: "not-available" };

/** @throws RangeError as `fitMultilevel` does, or when there is no such parameter. */
export function profileInterval(
  effects: readonly Effect[],
  options: MultilevelOptions,
  { term, parameter, index = 0 }: ProfiledParameter,
): ProfileInterval {
  const model = prepare(effects, options);
  if (model.status !== "ready") return model;
  const { likelihood, held, unit2 } = model;
  const of = likelihood.terms[term]?.structure;
  demand(
    of !== undefined,
    "profileInterval term",
    term,
    `a position in random, below ${likelihood.terms.length}`,
  );
  const kind = parameter === "variance" ? "tau2" : "rho";
  const offset = likelihood.offsets[term]!;
  const reported = of.report(of.start(1, 0))[kind];
  demand(index < reported.length, "profileInterval index", index, `below ${reported.length}`);
  const position = of.position(kind, index);
  if (position === undefined) return { status: "not-available" };
  const best = search(model);
  if (best.status !== "found") return best;
  const size = kind === "tau2" ? unit2 : 1;
  const estimate = of.report(likelihood.part(best.theta, term))[kind][index]!;
  const allowed = best.value + chiSquaredQuantile((options.level ?? 95) / 100, 1) / 2;
  let warm = best.theta;
  /** How far the profile at a value is above what is allowed. */
  const excess = (value: number): number => {
    const fixed = Float64Array.from(held);
    fixed[offset + position] = of.inward(kind, value);
    const from = Float64Array.from(warm);
    from[offset + position] = fixed[offset + position]!;
    const found = search({ ...model, held: fixed }, [from]);
    if (found.status !== "found") return Number.POSITIVE_INFINITY;
    warm = found.theta;
    return found.value - allowed;
  };
  const between = (inside: number, outside: number): number | undefined => {
    warm = best.theta;
    const root = brentRoot((x) => Math.min(excess(x), 1e6), inside, outside, {
      tolerance: 1e-9 * Math.max(1e-3, Math.abs(outside)),
    });
    return root.status === "converged" ? root.x : undefined;
  };

  const floor = kind === "tau2" ? 0 : of.lower[position]!;
  const lowest = excess(floor);
  const lower = estimate <= floor || lowest <= 0 ? floor : between(estimate, floor);
  let upper: number | undefined;
  if (kind === "rho") {
    const ceiling = of.upper[position]!;
    warm = best.theta;
    upper = estimate >= ceiling || excess(ceiling) <= 0 ? ceiling : between(estimate, ceiling);
  } else {
    warm = best.theta;
    let outside = Math.max(1, 2 * estimate);
    for (let doubling = 0; doubling < 60 && !(excess(outside) > 0); doubling++) outside *= 2;
    upper = outside < 1e15 ? between(estimate, outside) : undefined;
  }
  if (lower === undefined) return { status: "not-converged", because: "no lower bound was found" };
  return {
    status: "converged",
    estimate: estimate * size,
    lower: lower * size,
    upper: upper === undefined ? undefined : upper * size,
  };
}
