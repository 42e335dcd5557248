/** Cases of `pubbias`. */
import { excessSignificance } from "../../src/excess-significance.ts";
import { failSafeGeneral, failSafeOrwin, failSafeRosenberg, failSafeRosenthal } from "../../src/fail-safe.ts";
import { henmiCopas } from "../../src/henmi-copas.ts";
import { type RegressionTestOptions, rankTest, regressionTest } from "../../src/small-study.ts";
import { type TrimAndFillOptions, trimAndFill } from "../../src/trim-and-fill.ts";
import { type Adapters, type Call, numbersIfGiven, option } from "../case.ts";
import { modelOf } from "./rma-uni.ts";

function given(call: Call, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.flatMap((name) => (call.args[name] == null ? [] : [[name, call.args[name]]])),
  );
}

export const adapters: Adapters = {
  regtest: (call) => {
    const { effects, rows } = modelOf(call);
    const ni = numbersIfGiven(call, "ni");
    const found = regressionTest(effects, {
      ...(given(call, ["model", "predictor", "method", "test", "level"]) as RegressionTestOptions),
      ...(ni ? { ni: rows.map((row) => ni[row]!) } : {}),
    });
    if (found.status !== "converged") return {};
    return {
      ...{ stat: found.statistic, df: found.df, pval: found.p },
      ...{ limit_est: found.limit?.estimate, limit_lb: found.limit?.low, limit_ub: found.limit?.high },
    };
  },
  ranktest: (call) => {
    const { tau, p } = rankTest(modelOf(call).effects);
    return { tau, pval: p };
  },
  hc: (call) => {
    const found = henmiCopas(modelOf(call).effects, option(call, "level", 95));
    if (found.status !== "converged") return {};
    return { beta: found.estimate, se: found.se, ci_lb: found.ciLow, ci_ub: found.ciHigh, tau2: found.tau2 };
  },
  trimfill: (call) => {
    const found = trimAndFill(
      modelOf(call).effects,
      given(call, ["method", "test", "estimator", "side", "level"]) as TrimAndFillOptions,
    );
    if (found.status !== "converged") return {};
    const { coefficients, k, heterogeneity, tau2 } = found.fit;
    const { estimate, se, p, ciLow, ciHigh } = coefficients[0]!;
    return {
      ...{ k0: found.k0, se_k0: found.k0Se, p_k0: found.k0P, side: found.side, k, tau2 },
      ...{ beta: estimate, se, pval: p, ci_lb: ciLow, ci_ub: ciHigh, QE: heterogeneity.q },
    };
  },
  fsn: (call) => {
    const { effects } = modelOf(call);
    const options = given(call, ["alpha", "target"]);
    const kinds = {
      Rosenthal: failSafeRosenthal,
      Orwin: failSafeOrwin,
      Rosenberg: failSafeRosenberg,
      General: failSafeGeneral,
    };
    const found = kinds[option(call, "type", "Rosenthal") as keyof typeof kinds](effects, options);
    return { fsnum: found?.n, pval: found?.p, meanes: found?.mean, target: found?.target };
  },
  tes: (call) => {
    const { args } = call;
    const found = excessSignificance(modelOf(call).effects, {
      nullValue: option(call, "H0", 0),
      alpha: option(call, "alpha", 0.05),
      ...(typeof args.theta === "number" ? { theta: args.theta } : {}),
    });
    return {
      ...{ O: found.observed, E: found.expected, OEratio: found.ratio },
      ...{ pval: found.p, theta: found.theta, power: found.power },
    };
  },
};
