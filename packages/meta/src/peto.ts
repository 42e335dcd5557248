/**
 * Peto's one-step common odds ratio: observed minus expected events over their variance. Good for rare events and
 * arms of like size; biased where the effect is large or the arms are unequal.
 * Source: Yusuf, Peto, Lewis, Collins and Sleight (1985), Prog Cardiovasc Dis 27(5):335-371, appendix.
 */
import { demand } from "./arguments.ts";
import type { TwoByTwo } from "./escalc/two-by-two.ts";
import { type Heterogeneity, heterogeneity } from "./heterogeneity.ts";
import { underNoEffect } from "./under-no-effect.ts";
import { type Estimate, waldEstimate } from "./wald.ts";

export type PetoFit =
  | {
      readonly status: "pooled";
      /** Log odds ratio of arm 1 over arm 2. */
      readonly beta: Estimate;
      readonly heterogeneity: Heterogeneity;
      readonly k: number;
    }
  | { readonly status: "not-estimable"; readonly because: string; readonly k: number };

/**
 * @param level of the interval, in percent.
 * @throws RangeError when no table is given, or one has a negative or no count.
 */
export function peto(tables: readonly TwoByTwo[], { level = 95 }: { readonly level?: number } = {}): PetoFit {
  const k = tables.length;
  demand(k > 0, "peto tables", k, "at least one table");
  let [excess, variance, squares, used] = [0, 0, 0, 0];
  for (const table of tables) {
    const { expected, variance: v } = underNoEffect(table);
    // A table without events, or with only events, has no variance and says nothing.
    if (!(v > 0)) continue;
    excess += table.ai - expected;
    variance += v;
    squares += (table.ai - expected) ** 2 / v;
    used++;
  }
  if (used === 0) return { status: "not-estimable", because: "no study has both events and non-events", k };
  const estimate = excess / variance;
  const beta = waldEstimate(estimate, 1 / Math.sqrt(variance), level);
  return {
    status: "pooled",
    beta,
    heterogeneity: heterogeneity(Math.max(0, squares - excess ** 2 / variance), used - 1),
    k,
  };
}
