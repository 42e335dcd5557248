/** Cases of `lmm`: terms are named in words, so they are read here. */
import type { Label } from "../../src/multilevel/grouping.ts";
import { type ConvergedLogistic, fitLogistic } from "../../src/participants/logistic.ts";
import { type ConvergedMixedLogistic, fitMixedLogistic } from "../../src/participants/mixed-logistic.ts";
import { fitMixedModel } from "../../src/participants/mixed-model.ts";
import type { MixedModel } from "../../src/participants/prepared-model.ts";
import { regressWithinStudies } from "../../src/participants/two-stage.ts";
import { type Adapter, type Adapters, type Call, numbers, option } from "../case.ts";
import { coefficientColumns } from "../coefficient-columns.ts";
import { adapters as univariate } from "./rma-uni.ts";

type Column = readonly number[];

function columnNamed(call: Call, name: string): Column {
  if (name === "intercept") return Object.values(call.columns)[0]!.map(() => 1);
  const cells = call.columns[name];
  if (cells) return cells.map((cell) => (typeof cell === "number" ? cell : Number.NaN));
  const level = /^(?:factor\()?([a-z_]+?)\)?(\d+)$/i.exec(name);
  const of = level && call.columns[level[1]!];
  if (of) return of.map((cell) => (String(cell) === level[2] ? 1 : 0));
  throw new RangeError(`no column ${name}`);
}

/** The columns of a fixed term: a name, a product "a:b", or a factor without a reference level. */
function columnsOf(call: Call, term: string): Column[] {
  const bare = term.replace(/ .*$/, "");
  const parts = bare.split(":").map((part): Column[] => {
    const factor = /^factor\((\w+)\)$/.exec(part);
    if (!factor) return [columnNamed(call, part)];
    const cells = call.columns[factor[1]!]!;
    const levels = [...new Set(cells)].sort((a, b) => Number(a) - Number(b));
    return levels.map((level) => cells.map((cell) => (cell === level ? 1 : 0)));
  });
  return parts.reduce((left, right) =>
    left.flatMap((a) => right.map((b) => a.map((value, i) => value * b[i]!))),
  );
}

const rowsOf = (columns: readonly Column[]) => columns[0]!.map((_, i) => columns.map((column) => column[i]!));

export function participantModel(call: Call): MixedModel {
  const fixed = option<string[]>(call, "fixed", ["intercept"]).flatMap((term) => columnsOf(call, term));
  const random = option<{ group: string; terms: string[]; cov?: string }[]>(call, "random", []);
  const residual = option<string | undefined>(call, "residual", undefined);
  return {
    y: numbers(call, "y"),
    fixed: rowsOf(fixed),
    random: random.map(({ group, terms, cov }) => ({
      group: call.columns[group] as Label[],
      columns: rowsOf(terms.map((term) => columnNamed(call, term))),
      structure: cov === "diagonal" ? "DIAG" : "UN",
    })),
    ...(residual?.includes("per study") && { residual: call.columns.study as Label[] }),
  };
}

const lmm: Adapter = (call) => {
  const model = participantModel(call);
  const method = option<"ML" | "REML">(call, "method", "REML");
  const fit = fitMixedModel(model, { method });
  if (fit.status !== "converged") return { status: fit.status };
  const rivals =
    method === "REML" && fit.sigma.length === 1
      ? fitMixedModel(model, { method, df: "kenward-roger" })
      : undefined;
  const adjusted = rivals?.status === "converged" ? rivals.coefficients : undefined;
  const treated = option<string[]>(call, "fixed", [])
    .flatMap((term) => columnsOf(call, term).map(() => term))
    .indexOf("trt");
  const effects = fit.components.flatMap(({ predictions }) =>
    (predictions[0] ?? []).map((_, j) => predictions.map((row) => row[j]!)),
  );
  return {
    n: fit.n,
    beta: fit.coefficients.map((each) => each.estimate),
    se: fit.coefficients.map((each) => each.se),
    vb: fit.covariance,
    ll: fit.logLik,
    re_sd: fit.components.flatMap(({ sd }) => sd),
    re_cor: fit.components.flatMap(({ correlations }) => correlations),
    re_cov:
      fit.components.length === 1
        ? fit.components[0]!.covariance
        : fit.components.map(({ covariance }) => covariance),
    sigma: fit.sigma[0],
    sigma_by_study: fit.sigma,
    df_satt: fit.coefficients.map((each) => each.df),
    se_kr: adjusted?.map((each) => each.se),
    df_kr: adjusted?.map((each) => each.df),
    df_kr_trt: adjusted?.[treated]?.df,
    coef_index_trt: treated,
    ranef: effects.length === 1 ? effects[0] : rowsOf(effects),
    singular: fit.singular,
    AIC: fit.information.aic,
    BIC: fit.information.bic,
  };
};

/** "per-study OLS y ~ 1 + trt + basec", or "...; pool the trt:agec coefficient"; trt is pooled unless said. */
const twoStage: Adapter = (call) => {
  const text = option(call, "stage1", "");
  const [, left, right] = /OLS\s+(.*?)\s*~\s*([^;]*)/.exec(text) ?? [];
  const terms = (right ?? "").split("+").map((term) => (term.trim() === "1" ? "intercept" : term.trim()));
  const pooledTerm = /pool the (\S+) coefficient/.exec(text)?.[1] ?? "trt";
  const outcome = (left ?? "y")
    .replace(/[()\s]/g, "")
    .split("-")
    .map((name) => columnsOf(call, name)[0]!);
  const y = outcome[0]!.map((value, i) => outcome.slice(1).reduce((rest, each) => rest - each[i]!, value));
  const columns = rowsOf(terms.flatMap((term) => columnsOf(call, term)));
  const studies = regressWithinStudies(y, columns, call.columns.study as Label[], terms.indexOf(pooledTerm));
  const fitted = studies.flatMap((study) => (study.status === "fitted" ? [study] : []));
  const yi = fitted.map((study) => study.yi);
  const vi = fitted.map((study) => study.vi);
  const args = { ...call.args, yi: "yi", vi: "vi" };
  const pooled = univariate["rma.uni"]!({ ...call, fn: "rma.uni", args, columns: { yi, vi } });
  return { ...pooled, yi, vi, sigma2: fitted.map(({ sigma2 }) => sigma2) };
};

const logistic: Adapter = (call) => {
  const { fixed, y } = participantModel(call);
  const fit = fitLogistic({ y, fixed });
  return fit.status === "converged" ? eventResult(fit) : { status: fit.status };
};

const mixedLogistic: Adapter = (call) => {
  const { fixed, random, y } = participantModel(call);
  const fit = fitMixedLogistic(
    {
      y,
      fixed,
      group: random[0]!.group as Label[],
      columns: y.map((_, i) => random.flatMap(({ columns }) => columns![i]!)),
    },
    { points: option(call, "nAGQ", 1) },
  );
  if (fit.status !== "converged") return { status: fit.status };
  return { ...eventResult(fit), re_sd: fit.sd.length === 1 ? fit.sd[0] : fit.sd };
};

const eventResult = (fit: ConvergedLogistic | ConvergedMixedLogistic) => ({
  n: fit.n,
  ...coefficientColumns(fit.coefficients),
  zval: fit.coefficients.map((each) => each.statistic),
  vb: fit.covariance,
  ll: fit.logLik,
  deviance: -2 * fit.logLik,
  AIC: fit.information.aic,
  BIC: fit.information.bic,
});

export const adapters: Adapters = {
  lmm,
  ipd_twostage: twoStage,
  glm_binomial: logistic,
  glmm_binomial: mixedLogistic,
};
