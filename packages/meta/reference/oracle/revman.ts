/** Cases of `meta_revman`. */
import {
  type BinaryOptions,
  type ContinuousOptions,
  type Revman,
  type RevmanOptions,
  revmanBinary,
  revmanContinuous,
  revmanGeneric,
} from "../../src/revman.ts";
import { type BinarySmallStudyMethod, binarySmallStudyTest } from "../../src/small-study-binary.ts";
import { type Adapters, type Call, numbers } from "../case.ts";
import { tables } from "./escalc.ts";
import { modelOf } from "./rma-uni.ts";

const names: Readonly<Record<string, string>> = {
  ...{ measure: "measure", method: "method", MH_exact: "mhExact", method_tau: "methodTau" },
  ...{ random_ci: "randomCi", prediction: "prediction", Q_cochrane: "qCochrane" },
  ...{ "exact.smd": "exactSmd", exact_smd: "exactSmd", level: "level" },
};

function optionsOf<T extends RevmanOptions>({ args }: Call): T {
  const entries = Object.entries(names).flatMap(([name, ours]) =>
    args[name] == null ? [] : [[ours, args[name]]],
  );
  return Object.fromEntries(entries) as T;
}

function complete<T>(rows: readonly (T | undefined)[]): T[] {
  return rows.filter((row) => row !== undefined) as T[];
}

function results(found: Revman) {
  if (found.status !== "converged") throw new RangeError(found.because);
  const { common, random, heterogeneity, i2, h, prediction, effects } = found;
  return {
    TE: effects.map((size) => (size.status === "estimated" ? size.yi : null)),
    seTE: effects.map((size) => (size.status === "estimated" ? Math.sqrt(size.vi) : null)),
    ...{
      TE_common: common.estimate,
      seTE_common: common.se,
      TE_random: random.estimate,
      seTE_random: random.se,
    },
    ...{ ci_lb_random: random.ciLow, ci_ub_random: random.ciHigh, tau2: found.tau2 },
    ...{ Q: heterogeneity.q, Q_p: heterogeneity.p },
    ...{ I2: i2?.estimate, I2_lb: i2?.low, I2_ub: i2?.high, H: h?.estimate, H_lb: h?.low, H_ub: h?.high },
    ...{ pi_lb: prediction?.low, pi_ub: prediction?.high },
    ...{ w_common: found.weightsCommon, w_random: found.weightsRandom },
  };
}

export const adapters: Adapters = {
  metabin: (call) => results(revmanBinary(complete(tables(call)), optionsOf<BinaryOptions>(call))),
  metacont: (call) => {
    const columns = ["m1i", "m2i", "sd1i", "sd2i", "n1i", "n2i"] as const;
    const values = columns.map((name) => numbers(call, name));
    const studies = values[0]!.map((_, i) => {
      const [m1i, m2i, sd1i, sd2i, n1i, n2i] = values.map((column) => column[i]!) as [
        ...[number, number, number],
        ...[number, number, number],
      ];
      return { m1i, m2i, sd1i, sd2i, n1i, n2i };
    });
    return results(revmanContinuous(studies, optionsOf<ContinuousOptions>(call)));
  },
  metagen: (call) => results(revmanGeneric(modelOf(call).effects, optionsOf<RevmanOptions>(call))),
  metabias: (call) => {
    const found = binarySmallStudyTest(
      complete(tables(call)),
      call.args.method_bias as BinarySmallStudyMethod,
    );
    return {
      stat: found?.statistic,
      df: found?.df,
      pval: found?.p,
      bias: found?.bias,
      se_bias: found?.biasSe,
    };
  },
};
