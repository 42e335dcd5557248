/**
 * An observed effect and its sampling variance: what every model here takes.
 * Effects are records, not parallel arrays, so lengths cannot disagree.
 */
import { demand } from "./arguments.ts";

export interface Effect {
  /** Observed effect; ratios are on the log scale. */
  readonly yi: number;
  /** Sampling variance of yi, in its unit squared, above 0. */
  readonly vi: number;
}

/** @throws RangeError naming the function, the study and the value when an effect cannot be used. */
export function requireEffects(of: string, effects: readonly Effect[], { atLeast = 1 } = {}): void {
  if (!(effects.length >= atLeast)) {
    throw new RangeError(`${of}: expected at least ${atLeast} effects, got ${effects.length}.`);
  }
  for (let i = 0; i < effects.length; i++) {
    const { yi, vi } = effects[i]!;
    // Not vi <= 0, because NaN must fail too. Names are built only for the effect that fails.
    if (Number.isFinite(yi) && vi > 0 && vi < Number.POSITIVE_INFINITY) continue;
    demand(Number.isFinite(yi), `${of} effects[${i}].yi`, yi, "a finite number");
    demand(false, `${of} effects[${i}].vi`, vi, "a finite number above 0");
  }
}
