/** Cases of `robust`: variance components are given, so only the sandwich is compared. */
import { workingModel } from "../../src/multilevel/working-model.ts";
import { type RobustType, robustFit } from "../../src/robust.ts";
import { type Adapter, type Adapters, option } from "../case.ts";
import { coefficientColumns } from "../coefficient-columns.ts";
import { multilevelCase } from "./multilevel.ts";

const robust: Adapter = (call) => {
  const { effects, options, labels, rows } = multilevelCase(call);
  const tau2 = option<number | undefined>(call, "fixed_tau2", undefined);
  const random = options.random.length > 0 ? options.random : [];
  const model = workingModel(effects, {
    ...options,
    random: tau2 === undefined ? random : [{ kind: "intercept", group: rows, sigma2: tau2 }],
  });
  if (!model) return {};
  const [type] = option(call, "type", "CR2").split("_");
  const fit = robustFit(model, labels(option(call, "cluster", "")), {
    type: type as RobustType,
    level: option(call, "level", 95),
  });
  if (fit.status !== "fitted") return { status: fit.status };
  const { coefficients, omnibus } = fit;
  const dfs = coefficients.map((each) => each.df);
  return {
    ...coefficientColumns(coefficients),
    vb: fit.covariance,
    n_clusters: fit.clusters,
    df: dfs,
    // One number for all where they agree by construction.
    ddf: type === "CR2" ? dfs : dfs.slice(0, 1),
    QM: omnibus?.statistic,
    QM_df: omnibus && [omnibus.df, omnibus.denominatorDf],
    QM_p: omnibus?.p,
  };
};

export const adapters: Adapters = { robust };
