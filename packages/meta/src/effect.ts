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

/**
 * Beyond these sizes squares and cubes of weights times squares of effects leave what a double can hold. Effects in any
 * unit that people measure in are far inside.
 */
const largest = 1e50;
const smallestVariance = 1e-50;

/** @throws RangeError naming the function, the study and the value when an effect cannot be used. */
export function requireEffects(of: string, effects: readonly Effect[], { atLeast = 1 } = {}): void {
  if (!(effects.length >= atLeast)) {
    throw new RangeError(`${of}: expected at least ${atLeast} effects, got ${effects.length}.`);
  }
  for (let i = 0; i < effects.length; i++) {
    const { yi, vi } = effects[i]!;
    // Not vi <= 0, because NaN must fail too. Names are built only for the effect that fails.
    if (Math.abs(yi) <= largest && vi >= smallestVariance && vi <= largest) continue;
    demand(Number.isFinite(yi), `${of} effects[${i}].yi`, yi, "a finite number");
    demand(vi > 0 && vi < Number.POSITIVE_INFINITY, `${of} effects[${i}].vi`, vi, "a finite number above 0");
    demand(
      Math.abs(yi) <= largest,
      `${of} effects[${i}].yi`,
      yi,
      "at most 1e50 in size: choose a larger unit",
    );
    demand(false, `${of} effects[${i}].vi`, vi, "from 1e-50 to 1e50: choose another unit");
  }
}
