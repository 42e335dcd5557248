/** M = V + ZGZ' of a model at given variances: what cluster-robust variances take as their working model. */
import { demand } from "../arguments.ts";
import type { Effect } from "../effect.ts";
import type { WorkingModel } from "../robust.ts";
import { type MultilevelOptions, prepare, search } from "./multilevel.ts";

/** The working model at the variances that are held in `options` or fit the data best; undefined if none do. */
export function workingModel(
  effects: readonly Effect[],
  options: MultilevelOptions,
): WorkingModel | undefined {
  const model = prepare(effects, options);
  if (model.status !== "ready") return undefined;
  const found = search(model);
  if (found.status !== "found") return undefined;
  const { likelihood, unit2 } = model;
  const k = effects.length;
  demand(k <= 5000, "workingModel effects", k, "at most 5000, as the covariance has k^2 numbers");
  likelihood.at(found.theta);
  const covariance = Array.from({ length: k }, () => new Array<number>(k).fill(0));
  for (const block of model.blocks()) {
    const { rows, v } = block;
    const m = new Float64Array(v.length);
    likelihood.marginal(block, m);
    rows.forEach((i, a) => {
      rows.forEach((j, b) => {
        covariance[i]![j] = m[a * rows.length + b]! * unit2;
      });
    });
  }
  return {
    yi: effects.map(({ yi }) => yi),
    design: options.design ?? effects.map(() => [1]),
    covariance,
  };
}
