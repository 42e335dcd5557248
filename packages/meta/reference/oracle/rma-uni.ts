/** Cases of `rma_uni`. The other univariate features read their model with `fitOf`. */
import { type Design, designMatrix, type Term } from "../../src/design.ts";
import type { Effect } from "../../src/effect.ts";
import { type ConvergedFit, type Fit, type FitOptions, fit } from "../../src/fit.ts";
import { predict } from "../../src/predict.ts";
import { type Adapters, type Call, column, labels, numbers } from "../case.ts";
import { coefficientColumns } from "../coefficient-columns.ts";

interface TermSpec {
  readonly type: Term["type"];
  readonly column: string;
  readonly columns?: readonly string[];
  readonly levels?: readonly (string | number)[];
  readonly power?: number;
  readonly exponent?: number;
  readonly of?: readonly TermSpec[];
  readonly terms?: readonly TermSpec[];
}

interface Formula {
  readonly intercept: boolean;
  readonly terms: readonly TermSpec[];
}

function term(call: Call, spec: TermSpec): Term {
  const values = (name: string) => ({ ...call, args: { values: name } });
  switch (spec.type) {
    case "factor":
      return {
        ...{ type: "factor", name: spec.column, values: labels(values(spec.column), "values") },
        ...(spec.levels ? { levels: spec.levels.map(String) } : {}),
      };
    case "power":
      return {
        ...{ type: "power", name: spec.column, values: numbers(values(spec.column), "values") },
        exponent: spec.power ?? spec.exponent ?? 2,
      };
    case "interaction":
      return {
        type: "interaction",
        of: (
          spec.of ??
          spec.terms ??
          spec.columns?.map((name) => ({ type: "numeric" as const, column: name })) ??
          []
        ).map((part) => term(call, part)),
      };
    default:
      return { type: "numeric", name: spec.column, values: numbers(values(spec.column), "values") };
  }
}

/** The columns that a formula mentions. */
function mentioned({ column: name, columns, of, terms }: TermSpec): string[] {
  return [...(name ? [name] : []), ...(columns ?? []), ...(of ?? terms ?? []).flatMap(mentioned)];
}

/** 0-based rows in which no moderator, of the mean or of the scale, is missing. */
function completeRows(call: Call): number[] {
  const names = ["mods", "scale"].flatMap((role) =>
    ((call.args[role] as Formula | undefined)?.terms ?? []).flatMap(mentioned),
  );
  const missing = (row: number) => names.some((name) => call.columns[name]?.[row] == null);
  const [anyColumn = []] = Object.values(call.columns);
  return anyColumn.map((_, row) => row).filter((row) => !missing(row));
}

/**
 * The model matrix that a formula role ("mods", "scale") stands for: the one the case gives when it gives one, else that
 * of the rows without a missing moderator.
 */
export function designOf(call: Call, role: string, given: string): Design | undefined {
  const design = call.args[given] as Design | undefined;
  if (design) return { names: design.names, rows: design.rows };
  const formula = call.args[role] as Formula | undefined;
  if (!formula) return undefined;
  const rows = completeRows(call);
  const columns = Object.fromEntries(
    Object.entries(call.columns).map(([name, cells]) => [name, rows.map((row) => cells[row]!)]),
  );
  return designMatrix(
    formula.terms.map((each) => term({ ...call, columns }, each)),
    { intercept: formula.intercept },
  );
}

export interface Model {
  readonly effects: readonly Effect[];
  readonly options: FitOptions;
  /** 0-based rows of the data that are used: those with an effect and all moderators. */
  readonly rows: readonly number[];
}

/** Effects, design and options of a case; rows with a missing value are dropped. */
export function modelOf(call: Call): Model {
  const [yi, vi] = [numbers(call, "yi"), numbers(call, "vi")];
  const { args } = call;
  const kept = (args.rows_used as number[] | undefined)?.map((row) => row - 1);
  let rows = kept ?? (args.design ? yi.map((_, i) => i) : completeRows(call));
  let design = designOf(call, "mods", "design");
  const weights = weightsOf(call, vi);
  if (design && design.rows.length === yi.length && rows.length !== yi.length) {
    const all = design.rows;
    design = { ...design, rows: rows.map((row) => all[row]!) };
  }
  const complete = rows.map((row, i) => {
    const ofDesign = design ? design.rows[i]!.every(Number.isFinite) : true;
    return Number.isFinite(yi[row]!) && vi[row]! > 0 && ofDesign && (!weights || weights[row]! > 0);
  });
  if (design && complete.includes(false))
    design = { ...design, rows: design.rows.filter((_, i) => complete[i]) };
  rows = rows.filter((_, i) => complete[i]);
  return {
    effects: rows.map((row) => ({ yi: yi[row]!, vi: vi[row]! })),
    options: {
      ...pick(args, ["method", "test", "level", "weighted", "tau2"]),
      ...(design ? { design } : {}),
      ...(weights ? { weights: rows.map((row) => weights[row]!) } : {}),
    },
    rows,
  };
}

function pick(args: Readonly<Record<string, unknown>>, names: readonly string[]): FitOptions {
  return Object.fromEntries(names.flatMap((name) => (args[name] == null ? [] : [[name, args[name]]])));
}

function weightsOf(call: Call, vi: readonly number[]): number[] | undefined {
  const given = call.args.weights;
  if (given === undefined || given === null) return undefined;
  if (given === "1/vi") return vi.map((v) => 1 / v);
  return column(call, "weights")?.map(Number);
}

export function fitOf(call: Call): ConvergedFit {
  const { effects, options } = modelOf(call);
  return converged(fit(effects, options));
}

/** The fit itself, or an error that says how it ended. */
export function converged(fitted: Fit): ConvergedFit {
  if (fitted.status !== "converged") throw new RangeError(`fit: ${JSON.stringify(fitted)}`);
  return fitted;
}

function results(call: Call) {
  const fitted = fitOf(call);
  const { coefficients, heterogeneity, moderators, likelihood } = fitted;
  const single = coefficients.length === 1 && !fitted.options.design ? predict(fitted) : undefined;
  const z = fitted.test === "z";
  return {
    k: fitted.k,
    p: coefficients.length,
    coef_names: coefficients.map(({ name }) => name),
    ...coefficientColumns(coefficients),
    vb: fitted.vb,
    ddf: [fitted.df],
    s2w: fitted.s2w,
    QE: heterogeneity.q,
    QE_df: heterogeneity.df,
    QE_p: heterogeneity.p,
    QM: moderators?.statistic,
    QM_df: moderators && (z ? [moderators.df, null] : [moderators.df, moderators.df2]),
    QM_p: moderators?.p,
    tau2: fitted.tau2,
    se_tau2: fitted.seTau2,
    I2: fitted.i2,
    H2: fitted.h2,
    // Where there is no tau2 to account for the cases say 0; the package says nothing.
    R2: moderators ? (fitted.r2 ?? 0) : undefined,
    ll: likelihood?.logLik,
    AIC: likelihood?.aic,
    BIC: likelihood?.bic,
    AICc: likelihood?.aicc,
    pi_lb: single?.prediction?.low ?? [],
    pi_ub: single?.prediction?.high ?? [],
    pi_riley_lb: single?.predictionRiley?.low,
    pi_riley_ub: single?.predictionRiley?.high,
  };
}

export const adapters: Adapters = { "rma.uni": results };
