/**
 * How many studies seem to be missing on one side of the funnel, and the pooled effect with their mirror images put in.
 * Sources: Duval and Tweedie (2000), J Am Stat Assoc 95(449):89-98, and Biometrics 56(2):455-463; Duval (2005), in
 * Publication Bias in Meta-Analysis, ch. 8.
 */
import { demand } from "./arguments.ts";
import { type Effect, requireEffects } from "./effect.ts";
import { type ConvergedFit, type Fit, type FitOptions, fit } from "./fit.ts";
import { regressionTest } from "./small-study.ts";

export type TrimAndFillEstimator = "L0" | "R0" | "Q0";

export interface TrimAndFillOptions extends Omit<FitOptions, "design" | "weights"> {
  readonly estimator?: TrimAndFillEstimator;
  /** On which side studies are missing; opposite to the sign of the regression test's slope unless given. */
  readonly side?: "left" | "right";
}

export type TrimAndFill =
  | {
      readonly status: "converged";
      readonly side: "left" | "right";
      /** Number of missing studies. */
      readonly k0: number;
      readonly k0Se: number;
      /** Of no missing studies; R0 only. */
      readonly k0P?: number;
      /** The mirror images put in. */
      readonly filled: readonly Effect[];
      /** The model with them. */
      readonly fit: ConvergedFit;
    }
  | Exclude<Fit, { status: "converged" }>;

/** @param effects at least 3. */
export function trimAndFill(effects: readonly Effect[], options: TrimAndFillOptions = {}): TrimAndFill {
  requireEffects("trimAndFill", effects, { atLeast: 3 });
  const { estimator = "L0", side: given, ...model } = options;
  demand(["L0", "R0", "Q0"].includes(estimator), "estimator", estimator, "L0, R0 or Q0");
  let side = given;
  if (side === undefined) {
    const slope = regressionTest(effects, { ...(model.method ? { method: model.method } : {}) });
    if (slope.status !== "converged") return slope;
    side = slope.slope < 0 ? "right" : "left";
  }
  // Studies are trimmed from the right; when the right is where they are missing, the funnel is turned round.
  const sign = side === "right" ? -1 : 1;
  const sorted = effects.map(({ yi, vi }) => ({ yi: sign * yi, vi })).sort((a, b) => a.yi - b.yi);
  const k = sorted.length;
  let k0 = 0;
  let estimated = { k0: 0, se: 0 };
  let centre = 0;
  // Each round can only repeat or change k0; far more rounds than studies means it goes in a circle.
  for (let round = 0; round < 10 * k; round++) {
    const trimmed = fit(sorted.slice(0, k - k0), model);
    if (trimmed.status !== "converged") return trimmed;
    centre = trimmed.coefficients[0]!.estimate;
    estimated = missing(
      sorted.map(({ yi }) => yi - centre),
      estimator,
    );
    const next = Math.min(k - 2, Math.max(0, Math.round(estimated.k0)));
    if (next === k0) break;
    k0 = next;
  }
  const filled = sorted.slice(k - k0).map(({ yi, vi }) => ({ yi: sign * (2 * centre - yi), vi }));
  const fitted = fit([...effects, ...filled], model);
  if (fitted.status !== "converged") return fitted;
  return {
    ...{ status: "converged", side, k0, k0Se: estimated.se },
    ...(estimator === "R0" ? { k0P: 0.5 ** (k0 + 1) } : {}),
    ...{ filled, fit: fitted },
  };
}

/** The number missing, from the signed ranks of the centred effects. Duval and Tweedie (2000), eq. 2.1 to 2.3. */
function missing(centred: readonly number[], estimator: TrimAndFillEstimator): { k0: number; se: number } {
  const k = centred.length;
  const ranks = averageRanks(centred.map(Math.abs));
  const signed = ranks.map((rank, i) => Math.sign(centred[i]!) * rank);
  if (estimator === "R0") {
    const k0 = k - Math.max(0, ...signed.filter((rank) => rank < 0).map((rank) => -rank)) - 1;
    return { k0, se: Math.sqrt(2 * Math.max(0, k0) + 2) };
  }
  const positive = signed.filter((rank) => rank > 0).reduce((sum, rank) => sum + rank, 0);
  const k0 =
    estimator === "L0"
      ? (4 * positive - k * (k + 1)) / (2 * k - 1)
      : k - 0.5 - Math.sqrt(Math.max(0, 2 * k * k - 4 * positive + 0.25));
  // Unrounded, and below 0 where fewer studies are missing than none.
  const n = k0;
  const variance =
    (k * (k + 1) * (2 * k + 1) +
      10 * n ** 3 +
      27 * n ** 2 +
      17 * n -
      18 * k * n ** 2 -
      18 * k * n +
      6 * k ** 2 * n) /
    24;
  const se =
    estimator === "L0"
      ? (4 * Math.sqrt(variance)) / (2 * k - 1)
      : (2 * Math.sqrt(variance)) / Math.sqrt((k - 0.5) ** 2 - n * (2 * k - n - 1));
  return { k0, se };
}

/** Ranks from 1; ties share their mean rank. */
function averageRanks(values: readonly number[]): number[] {
  return values.map((value) => {
    let [below, same] = [0, 0];
    for (const other of values) {
      if (other < value) below++;
      else if (other === value) same++;
    }
    return below + (same + 1) / 2;
  });
}
