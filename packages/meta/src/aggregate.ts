/**
 * One effect for every cluster out of several that are dependent: their generalised least squares mean, or
 * their plain mean with the variance it then has.
 * Source: Borenstein et al. (2009), Introduction to Meta-Analysis, chapter 24 (for the
 * plain mean); Gleser and Olkin (2009) for the weighted one.
 */
import { demand } from "./arguments.ts";
import { type Effect, requireEffects } from "./effect.ts";
import { cholesky, choleskySolve, zeros } from "./matrix.ts";
import type { Label } from "./multilevel/grouping.ts";

/** How effects of one cluster correlate. */
export type WithinCluster =
  | { readonly structure: "ID" }
  /** The same correlation for all pairs. */
  | { readonly structure: "CS"; readonly rho: number }
  /** phi^d at times d apart. */
  | { readonly structure: "CAR"; readonly phi: number; readonly time: readonly number[] }
  /** rho + (1 - rho) phi^d */
  | {
      readonly structure: "CS+CAR";
      readonly rho: number;
      readonly phi: number;
      readonly time: readonly number[];
    }
  /** phi^d, times rho where what was observed differs: outcomes at visits. */
  | {
      readonly structure: "CS*CAR";
      readonly rho: number;
      readonly phi: number;
      readonly time: readonly number[];
      readonly obs: readonly Label[];
    }
  /** The k x k covariance, as from `samplingCovariance`. */
  | { readonly structure: "given"; readonly covariance: readonly (readonly number[])[] };

export interface AggregatedEffect extends Effect {
  readonly cluster: Label;
  /** How many effects went into it. */
  readonly effects: number;
}

/**
 * Clusters in the order of their first effect.
 * @param weighted by the inverse of the covariance; a plain mean otherwise.
 * @throws RangeError when lengths disagree, or the correlations are impossible (no covariance matrix).
 */
export function aggregateEffects(
  effects: readonly Effect[],
  cluster: readonly Label[],
  within: WithinCluster,
  { weighted = true } = {},
): AggregatedEffect[] {
  const of = "aggregateEffects";
  requireEffects(of, effects);
  demand(cluster.length === effects.length, `${of} cluster`, `${cluster.length} labels`, `${effects.length}`);
  for (const name of ["rho", "phi"] as const) {
    if (!(name in within)) continue;
    const value = (within as Record<typeof name, number>)[name];
    demand(value >= -1 && value <= 1, `${of} ${name}`, value, "a correlation from -1 to 1");
  }
  const rowsOf = new Map<Label, number[]>();
  cluster.forEach((label, i) => {
    const rows = rowsOf.get(label);
    if (rows) rows.push(i);
    else rowsOf.set(label, [i]);
  });
  return [...rowsOf].map(([label, rows]) => {
    const n = rows.length;
    const v = zeros(n, n);
    rows.forEach((i, a) => {
      rows.forEach((j, b) => {
        v.values[a * n + b] = covarianceOf(effects, within, i, j);
      });
    });
    if (!weighted) {
      const yi = rows.reduce((sum, i) => sum + effects[i]!.yi, 0) / n;
      return { cluster: label, effects: n, yi, vi: v.values.reduce((sum, each) => sum + each, 0) / n ** 2 };
    }
    const l = cholesky(v);
    demand(
      l !== undefined,
      `${of} correlations of cluster ${label}`,
      within.structure,
      "a covariance matrix",
    );
    const weights = choleskySolve(l, new Float64Array(n).fill(1));
    const total = weights.reduce((sum, w) => sum + w, 0);
    const yi = rows.reduce((sum, i, a) => sum + weights[a]! * effects[i]!.yi, 0) / total;
    return { cluster: label, effects: n, yi, vi: 1 / total };
  });
}

function covarianceOf(effects: readonly Effect[], within: WithinCluster, i: number, j: number): number {
  if (within.structure === "given") return within.covariance[i]![j]!;
  if (i === j) return effects[i]!.vi;
  const size = Math.sqrt(effects[i]!.vi * effects[j]!.vi);
  if (within.structure === "ID") return 0;
  if (within.structure === "CS") return size * within.rho;
  const time = within.phi ** Math.abs(within.time[i]! - within.time[j]!);
  if (within.structure === "CAR") return size * time;
  if (within.structure === "CS+CAR") return size * (within.rho + (1 - within.rho) * time);
  return size * time * (within.obs[i] === within.obs[j] ? 1 : within.rho);
}
