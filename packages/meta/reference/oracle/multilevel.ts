/** Cases of `rma.mv` and `confint.rma.mv`. */

import type { Label } from "../../src/multilevel/grouping.ts";
import { fitMultilevel, type MultilevelFit, type RandomEffects } from "../../src/multilevel/multilevel.ts";
import { profileInterval } from "../../src/multilevel/profile.ts";
import { type Adapter, type Adapters, type Call, column, numbers, option } from "../case.ts";
import { coefficientColumns } from "../coefficient-columns.ts";

interface GivenRandom {
  readonly type: "intercept" | "inner_outer";
  readonly columns?: readonly string[];
  readonly R?: { readonly levels: readonly Label[]; readonly rows: readonly (readonly number[])[] };
  readonly inner?: string;
  readonly outer?: string;
  readonly struct?: "CS";
}

/** The model of a case over its complete rows, as the package takes it. */
export function multilevelCase(call: Call) {
  const yi = numbers(call, "yi");
  const given = call.args.V ?? call.args.vi;
  const full =
    typeof given === "object" && given !== null && !Array.isArray(given)
      ? (given as { rows: number[][] }).rows
      : undefined;
  const vi = full ? full.map((row, i) => row[i]!) : numbers(call, call.args.V === undefined ? "vi" : "V");
  const design = option<{ rows: (number | null)[][] } | undefined>(call, "design", undefined)?.rows;
  const whole = design?.length === yi.length;
  const used = option<number[] | undefined>(call, "rows_used", undefined)?.map((row) => row - 1);
  const complete = (used ?? yi.map((_, i) => i)).filter(
    (i) =>
      Number.isFinite(yi[i]) && Number.isFinite(vi[i]) && (!whole || design![i]!.every((x) => x !== null)),
  );
  const labels = (name: string): Label[] => {
    const cells =
      name === "<row>" ? yi.map((_, i) => i + 1) : (column({ ...call, args: { name } }, "name") ?? []);
    return complete.map((i) => cells[i] ?? "");
  };
  const fixed = (name: string): readonly (number | undefined)[] | undefined => {
    const value = option<number | (number | null)[] | undefined>(call, name, undefined);
    if (value === undefined) return undefined;
    return Array.isArray(value) ? value.map((each) => each ?? undefined) : [value];
  };
  const sigma2 = fixed("fixed_sigma2");
  let intercepts = 0;
  let pairs = 0;
  const random = option<GivenRandom[]>(call, "random", []).map((each): RandomEffects => {
    if (each.type === "intercept") {
      const held = sigma2?.[intercepts++];
      return {
        kind: "intercept",
        group: each.columns!.map(labels),
        ...(each.R && { correlation: each.R }),
        ...(held !== undefined && { sigma2: held }),
      };
    }
    const [tau2, rho] =
      pairs++ === 0 ? [fixed("fixed_tau2"), fixed("fixed_rho")] : [fixed("fixed_gamma2"), fixed("fixed_phi")];
    const only = <T>(list: readonly T[]) => (list.length === 1 ? list[0]! : list);
    return {
      kind: "inner-outer",
      inner: labels(each.inner!),
      outer: labels(each.outer!),
      structure: each.struct!,
      ...(tau2 && { tau2: only(tau2) as number }),
      ...(rho && { rho: only(rho) as number }),
    };
  });
  return {
    rows: complete,
    labels,
    effects: complete.map((i) => ({ yi: yi[i]!, vi: vi[i]! })),
    options: {
      random,
      ...(full && { samplingCovariance: complete.map((i) => complete.map((j) => full[i]![j]!)) }),
      ...(design && { design: (whole ? complete.map((i) => design[i]!) : design) as number[][] }),
      method: option<"ML" | "REML">(call, "method", "REML"),
      test: option<"z" | "t">(call, "test", "z"),
      df: option<"residual" | "contain">(call, "dfs", "residual"),
      level: option(call, "level", 95),
    },
  };
}

export function multilevelResult(fit: MultilevelFit): Readonly<Record<string, unknown>> {
  if (fit.status !== "converged") return { status: fit.status };
  const { coefficients, components, heterogeneity: q, omnibus } = fit;
  const intercepts = components.filter(({ kind }) => kind === "intercept");
  const [first, second] = components.filter(({ kind }) => kind !== "intercept");
  return {
    k: fit.k,
    p: coefficients.length,
    ...coefficientColumns(coefficients),
    zval: coefficients.map((each) => each.statistic),
    ddf: coefficients.map((each) => each.df),
    vb: fit.covariance,
    sigma2: intercepts.map(({ variances }) => variances[0]),
    tau2: first?.variances,
    rho: first?.correlations,
    gamma2: second?.variances,
    phi: second?.correlations,
    QE: q?.statistic,
    QE_df: q?.df,
    QE_p: q?.p,
    QM: omnibus?.statistic,
    QM_df: omnibus && [omnibus.df, omnibus.denominatorDf],
    QM_p: omnibus?.p,
    ll: fit.logLik,
    n_par: fit.parameters,
    AIC: fit.information.aic,
    BIC: fit.information.bic,
    AICc: fit.information.aicc,
  };
}

const rmaMv: Adapter = (call) => {
  const { effects, options } = multilevelCase(call);
  return multilevelResult(fitMultilevel(effects, options));
};

const confint: Adapter = (call) => {
  const { effects, options } = multilevelCase(call);
  const kinds = options.random.map(({ kind }) => kind);
  const [what, index] = (["sigma2", "tau2", "rho", "gamma2", "phi"] as const)
    .map((name) => [name, option<number | undefined>(call, name, undefined)] as const)
    .find(([, value]) => value !== undefined) ?? ["sigma2", 1];
  const pairs = kinds.flatMap((kind, i) => (kind === "intercept" ? [] : [i]));
  const intercepts = kinds.flatMap((kind, i) => (kind === "intercept" ? [i] : []));
  const which =
    what === "sigma2"
      ? { term: intercepts[index! - 1]!, parameter: "variance" as const, index: 0 }
      : {
          term: pairs[what === "gamma2" || what === "phi" ? 1 : 0]!,
          parameter: what === "tau2" || what === "gamma2" ? ("variance" as const) : ("correlation" as const),
          index: index! - 1,
        };
  const interval = profileInterval(effects, options, which);
  if (interval.status !== "converged") return interval;
  return { [what]: interval.estimate, lb: interval.lower, ub: interval.upper };
};

export const adapters: Adapters = { "rma.mv": rmaMv, "confint.rma.mv": confint };
