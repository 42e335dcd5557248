/** Cases of `location_scale`. */
import { locationScale } from "../../src/location-scale.ts";
import { type Adapters, option } from "../case.ts";
import { designOf, modelOf } from "./rma-uni.ts";

export const adapters: Adapters = {
  "rma.ls": (call) => {
    const { effects, options, rows } = modelOf(call);
    const all = designOf(call, "scale", "scale_design");
    if (!all) throw new RangeError("scale: the case has no such formula.");
    const scale =
      all.rows.length === effects.length ? all : { ...all, rows: rows.map((row) => all.rows[row]!) };
    const found = locationScale(effects, {
      ...(options.design ? { design: options.design } : {}),
      scale,
      method: option<"ML" | "REML">(call, "method", "REML"),
      test: option<"z" | "t">(call, "test", "z"),
    });
    if (found.status !== "converged") throw new RangeError(`locationScale: ${found.status}`);
    return {
      k: effects.length,
      beta: found.coefficients.map(({ estimate }) => estimate),
      se: found.coefficients.map(({ se }) => se),
      alpha: found.scale.map(({ estimate }) => estimate),
      se_alpha: found.scale.map(({ se }) => se),
      ...{ QS: found.scaleTest?.statistic, ll: found.logLik, tau2_i: found.tau2 },
    };
  },
};
