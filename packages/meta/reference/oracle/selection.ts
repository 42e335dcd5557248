/** Cases of `selmodel`. */
import { petPeese } from "../../src/pet-peese.ts";
import { type SelectionOptions, type SelectionType, selectionModel } from "../../src/selection.ts";
import { type Adapters, option } from "../case.ts";
import { coefficientColumns } from "../coefficient-columns.ts";
import { modelOf } from "./rma-uni.ts";

export const adapters: Adapters = {
  selmodel: (call) => {
    const { effects, options } = modelOf(call);
    const steps = option<number | number[]>(call, "steps", []);
    const fit = selectionModel(call.args.type as SelectionType, effects, {
      alternative: option<NonNullable<SelectionOptions["alternative"]>>(call, "alternative", "greater"),
      steps: [steps].flat(),
      level: option(call, "level", 95),
      ...(options.design ? { design: options.design } : {}),
    });
    if (fit.status !== "converged") return { status: fit.status };
    const { coefficients, tau2, delta, selectionTest } = fit;
    return {
      ...{ k: fit.k, tau2: tau2.estimate, se_tau2: tau2.se, ll: fit.logLik },
      ...{ LRT: selectionTest.statistic, LRT_p: selectionTest.p, LRT_df: selectionTest.df },
      ...coefficientColumns(coefficients),
      delta: delta.map(({ estimate }) => estimate),
      se_delta: delta.map(({ se }) => se),
    };
  },
  pet_peese: (call) => {
    const { effects } = modelOf(call);
    const fit = petPeese(call.args.variant as "PET" | "PEESE", effects, { level: option(call, "level", 95) });
    if (fit.status !== "converged") return { status: fit.status };
    const both = [fit.intercept, fit.slope];
    return {
      beta: both.map(({ estimate }) => estimate),
      se: both.map(({ se }) => se),
      t: both.map(({ statistic }) => statistic),
      pval: both.map(({ p }) => p),
      df: fit.df,
    };
  },
};
