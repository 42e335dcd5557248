/** Cases of `glmm`. */
import {
  type GlmmFit,
  type GlmmModel,
  glmmOddsRatio,
  glmmProportion,
  glmmRate,
  glmmRateRatio,
} from "../../src/glmm.ts";
import { type Adapters, type Call, numbersIfGiven, option } from "../case.ts";
import { coefficientColumns } from "../coefficient-columns.ts";
import { designOf } from "./rma-uni.ts";

function fitted(call: Call): GlmmFit {
  const measure = String(call.args.measure);
  const model = option<GlmmModel>(call, "model", "UM.FS");
  const names = [
    "ai",
    "bi",
    "ci",
    "di",
    "n1i",
    "n2i",
    "x1i",
    "x2i",
    "t1i",
    "t2i",
    "xi",
    "mi",
    "ni",
    "ti",
  ] as const;
  const columns = Object.fromEntries(names.map((name) => [name, numbersIfGiven(call, name)]));
  const given = names.filter((name) => columns[name] !== undefined);
  const k = columns[given[0]!]!.length;
  const design = designOf(call, "mods", "design");
  const used = call.args.rows_used as number[] | undefined;
  // A design given for the rows used has no row for the others.
  const place = (i: number) => (used && design?.rows.length === used.length ? used.indexOf(i + 1) : i);
  const rows = Array.from({ length: k }, (_, i) => i).filter(
    (i) =>
      given.every((name) => !Number.isNaN(columns[name]![i]!)) &&
      (!design || design.rows[place(i)]?.every(Number.isFinite)),
  );
  const cell = (name: (typeof names)[number], i: number) => columns[name]![i]!;
  const nAGQ = option<number>(call, "nAGQ", 7);
  const options = {
    method: option<"ML" | "EE">(call, "method", "ML"),
    ...(design ? { design: { ...design, rows: rows.map((i) => design.rows[place(i)]!) } } : {}),
    test: option<"z" | "t">(call, "test", "z"),
    level: option(call, "level", 95),
    coding: option<0 | 0.5 | 1>(call, "coding", 0.5),
    // The cases ask for the exact likelihood unless they say 1; how many nodes that takes is not theirs to say.
    ...(nAGQ === 1 && model === "UM.RS" ? { nodes: 1 } : {}),
  };
  const n = (arm: 1 | 2, i: number) =>
    arm === 1
      ? columns.n1i
        ? cell("n1i", i) - cell("ai", i)
        : cell("bi", i)
      : columns.n2i
        ? cell("n2i", i) - cell("ci", i)
        : cell("di", i);
  switch (measure) {
    case "OR":
      return glmmOddsRatio(
        model,
        rows.map((i) => ({ ai: cell("ai", i), bi: n(1, i), ci: cell("ci", i), di: n(2, i) })),
        options,
      );
    case "IRR":
      return glmmRateRatio(
        model as "UM.FS" | "UM.RS" | "CM.EL",
        rows.map((i) => ({
          x1i: cell("x1i", i),
          t1i: cell("t1i", i),
          x2i: cell("x2i", i),
          t2i: cell("t2i", i),
        })),
        options,
      );
    case "PLO":
      return glmmProportion(
        rows.map((i) => ({
          xi: cell("xi", i),
          ni: columns.ni ? cell("ni", i) : cell("xi", i) + cell("mi", i),
        })),
        options,
      );
    case "IRLN":
      return glmmRate(
        rows.map((i) => ({ xi: cell("xi", i), ti: cell("ti", i) })),
        options,
      );
    default:
      throw new RangeError(`measure: expected OR, IRR, PLO or IRLN, got ${measure}.`);
  }
}

export const adapters: Adapters = {
  "rma.glmm": (call) => {
    const fit = fitted(call);
    if (fit.status !== "converged") return { status: fit.status };
    const { coefficients, heterogeneity: h, moderators } = fit;
    return {
      ...{ k: fit.k, tau2: fit.tau2, sigma2: fit.sigma2, ll: fit.logLik },
      ...coefficientColumns(coefficients),
      ...{
        QE_Wld: h?.wald?.statistic,
        QE_LRT: h?.lrt.statistic,
        QE_df: h?.df,
        QE_Wld_p: h?.wald?.p,
        QE_LRT_p: h?.lrt.p,
      },
      ...{ QM: moderators?.statistic, QM_p: moderators?.p, QM_df: moderators?.df },
    };
  },
};
