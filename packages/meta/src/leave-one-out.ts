/**
 * The model without each effect in turn, and with the effects added one after another.
 * Sources: Viechtbauer and Cheung (2010), Res Synth Methods 1(2):112-125; Lau et al. (1995), J Clin Epidemiol
 * 48(1):45-57 (cumulative meta-analysis).
 */
import { demand } from "./arguments.ts";
import type { Design } from "./design.ts";
import { type Effect, requireEffects } from "./effect.ts";
import { type ConvergedFit, type Fit, type FitOptions, fit } from "./fit.ts";

/** The fit without effect i, for each i. */
export function leaveOneOut(fitted: ConvergedFit): Fit[] {
  return fitted.effects.map((_, i) => fitWithout(fitted, i));
}

/** The fit of the same model to all effects but one. */
export function fitWithout({ effects, options }: ConvergedFit, left: number): Fit {
  const kept = effects.filter((_, i) => i !== left);
  if (kept.length === 0) return { status: "too-few-effects", k: 0, p: options.design?.names.length ?? 1 };
  return fit(
    kept,
    optionsOf(options, (_, i) => i !== left),
  );
}

/** The options for a part of the effects. */
export function optionsOf(options: FitOptions, keep: (unused: unknown, i: number) => boolean): FitOptions {
  const { design, weights, ...others } = options;
  const part: Design | undefined = design && { names: design.names, rows: design.rows.filter(keep) };
  return {
    ...others,
    ...(part ? { design: part } : {}),
    ...(weights ? { weights: weights.filter(keep) } : {}),
  };
}

export interface CumulativeStep {
  /** 0-based position of the effect that this step adds. */
  readonly added: number;
  /** The fit so far. The first, of a single study, is the equal-effects model: one study has no tau2. */
  readonly fit: Fit;
}

/**
 * @param order a value for each effect, such as its year: effects are added from the least up, ties in their given order.
 * @throws RangeError when the options have a design: early steps could not be fitted.
 */
export function cumulative(
  effects: readonly Effect[],
  order: readonly number[],
  options: Omit<FitOptions, "design"> = {},
): CumulativeStep[] {
  requireEffects("cumulative", effects);
  demand(order.length === effects.length, "cumulative order", order.length, `${effects.length} values`);
  for (const value of order) demand(Number.isFinite(value), "cumulative order", value, "a finite number");
  const sequence = effects.map((_, i) => i).sort((i, j) => order[i]! - order[j]!);
  const { weights, ...others } = options;
  return sequence.map((added, at) => {
    const soFar = sequence.slice(0, at + 1);
    const part = soFar.map((i) => effects[i]!);
    if (at === 0) return { added, fit: fit(part, { ...others, method: "EE", test: "z" }) };
    return {
      added,
      fit: fit(part, { ...others, ...(weights ? { weights: soFar.map((i) => weights[i]!) } : {}) }),
    };
  });
}
