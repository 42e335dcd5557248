/**
 * Generalised linear mixed models for events: the counts' own distribution within studies, normal effects between them,
 * and no continuity correction anywhere.
 *
 * Two arms (log odds ratio OR, log rate ratio IRR), arm 1 over arm 2:
 * - UM.FS: both arms modelled, a fixed baseline for each study; u_i multiplies a coded arm
 * - UM.RS: both arms modelled, normal baselines with variance sigma2, independent of u_i
 * - CM.EL: arm 1 given the events of both arms: noncentral hypergeometric for OR, binomial for IRR
 * - CM.AL: the binomial approximation of the former for OR, good where events are rare
 * One group: logit proportion (PLO) and log rate (IRLN).
 *
 * Sources: Stijnen, Hamza and Ozdemir (2010), Stat Med 29(29):3046-3067; Turner et al. (2000), Stat Med
 * 19(24):3417-3432; Jackson et al. (2018), Stat Med 37(7):1059-1085 (models 2 to 7 there, and the coding of arms).
 */
import { demand, requireFinite, requirePositive, requireWhole } from "./arguments.ts";
import type { Design } from "./design.ts";
import { chiSquaredUpper } from "./distributions/chi-squared.ts";
import { fUpper } from "./distributions/f.ts";
import type { TwoRates } from "./escalc/person-time.ts";
import type { Proportion, Rate } from "./escalc/single-group.ts";
import type { TwoByTwo } from "./escalc/two-by-two.ts";
import type { Coefficient, OmnibusTest } from "./fit.ts";
import { type ArrowFit, type ArrowModel, arrowNewton, type SlotFilling } from "./glmm/arrow-newton.ts";
import { type Arm, laplaceMarginal, type Marginal, quadratureMarginal } from "./glmm/marginal.ts";
import {
  binomialResponse,
  conditionalEstimate,
  hypergeometricResponse,
  poissonResponse,
  type Response,
} from "./glmm/response.ts";
import {
  at,
  fromRows,
  inverseSymmetric,
  type Matrix,
  multiply,
  quadraticForm,
  submatrix,
  thinQr,
  toRows,
  transpose,
  transposeTimesVector,
  weightedCrossProduct,
} from "./matrix.ts";
import { waldEstimate } from "./wald.ts";

export type GlmmModel = "UM.FS" | "UM.RS" | "CM.EL" | "CM.AL";

export interface GlmmOptions {
  /** ML: effects vary with variance tau2. EE: tau2 is 0. Default ML. */
  readonly method?: "ML" | "EE";
  /** Moderators, a row for each study, intercept included where wanted; an intercept alone unless given. */
  readonly design?: Design;
  /** Of the coefficients: z (normal) or t with k - p degrees of freedom. Default z. */
  readonly test?: "z" | "t";
  /** In percent; default 95. */
  readonly level?: number;
  /** Quadrature nodes for each random effect; 1 is Laplace's approximation. Default 41, for two random effects 21. */
  readonly nodes?: number;
}

export interface TwoArmGlmmOptions extends GlmmOptions {
  /** UM.*: how u_i enters arms 1 and 2: 1/2 for +1/2 and -1/2, 1 for 1 and 0, 0 for 0 and -1. Default 1/2. */
  readonly coding?: 0 | 0.5 | 1;
}

export interface GlmmHeterogeneity {
  readonly df: number;
  /** Wald test of the saturated model; studies with an empty cell have infinite effects there and no weight. */
  readonly wald: { readonly statistic: number; readonly p: number } | undefined;
  /** Likelihood ratio of the saturated model against equal effects. */
  readonly lrt: { readonly statistic: number; readonly p: number };
}

export type GlmmFit =
  | {
      readonly status: "converged";
      /** Studies that inform the model. */
      readonly k: number;
      /** Indices of the studies given that have no events, or only events, and were left out. */
      readonly leftOut: readonly number[];
      /** One for each column of the design. */
      readonly coefficients: readonly Coefficient[];
      /** Covariance of the coefficients, variances counted among what was estimated. */
      readonly vb: readonly (readonly number[])[];
      /** Variance of the true effects; 0 by definition when the method is EE. */
      readonly tau2: number;
      /** Variance of the baselines, UM.RS only. */
      readonly sigma2: number | undefined;
      /** Variances whose estimate is 0, the end of their range. */
      readonly atBoundary: readonly ("tau2" | "sigma2")[];
      /** Of the counts themselves, with all constants. */
      readonly logLik: number;
      /** Coefficients and variances that were estimated. */
      readonly parameters: number;
      readonly heterogeneity: GlmmHeterogeneity | undefined;
      /** Omnibus test of all coefficients but the intercept; chi-squared for z, F for t. */
      readonly moderators: OmnibusTest | undefined;
      readonly iterations: number;
    }
  | { readonly status: "not-converged"; readonly iterations: number }
  | { readonly status: "too-few-studies"; readonly k: number; readonly needed: number }
  | { readonly status: "singular-design"; readonly because: string }
  /** A linear combination of moderators tells events from non-events: a coefficient runs to infinity. */
  | { readonly status: "separation"; readonly because: string };

/**
 * Log odds ratio from 2x2 tables.
 * @throws RangeError when a count is not a whole number of at least 0, or an option is not known.
 */
export function glmmOddsRatio(
  model: GlmmModel,
  tables: readonly TwoByTwo[],
  options: TwoArmGlmmOptions = {},
): GlmmFit {
  demand(
    ["UM.FS", "UM.RS", "CM.EL", "CM.AL"].includes(model),
    "model",
    model,
    "UM.FS, UM.RS, CM.EL or CM.AL",
  );
  tables.forEach((table, i) => {
    for (const cell of ["ai", "bi", "ci", "di"] as const) requireWhole(`tables[${i}].${cell}`, table[cell]);
  });
  const informs = ({ ai, bi, ci, di }: TwoByTwo) => ai + ci > 0 && bi + di > 0 && ai + bi > 0 && ci + di > 0;
  return fit(model, tables, informs, options, ({ ai, bi, ci, di }): Study => {
    const [n1, n2] = [ai + bi, ci + di];
    if (model === "CM.EL") return conditional(hypergeometricResponse(ai, n1, n2, ai + ci), 0);
    if (model === "CM.AL") return conditional(binomialResponse(ai, ai + ci), Math.log(n1 / n2));
    return twoArms(binomialResponse(ai, n1), binomialResponse(ci, n2), options.coding);
  });
}

/**
 * Log rate ratio from events and person-time; CM.EL is exact.
 * @throws RangeError when a count is not whole, person-time is not above 0, or an option is not known.
 */
export function glmmRateRatio(
  model: "UM.FS" | "UM.RS" | "CM.EL",
  rates: readonly TwoRates[],
  options: TwoArmGlmmOptions = {},
): GlmmFit {
  demand(["UM.FS", "UM.RS", "CM.EL"].includes(model), "model", model, "UM.FS, UM.RS or CM.EL");
  rates.forEach(({ x1i, t1i, x2i, t2i }, i) => {
    requireWhole(`rates[${i}].x1i`, x1i);
    requireWhole(`rates[${i}].x2i`, x2i);
    requirePositive(`rates[${i}].t1i`, t1i);
    requirePositive(`rates[${i}].t2i`, t2i);
  });
  const informs = ({ x1i, x2i }: TwoRates) => x1i + x2i > 0;
  return fit(model, rates, informs, options, ({ x1i, t1i, x2i, t2i }): Study => {
    if (model === "CM.EL") return conditional(binomialResponse(x1i, x1i + x2i), Math.log(t1i / t2i));
    return twoArms(poissonResponse(x1i, t1i), poissonResponse(x2i, t2i), options.coding);
  });
}

/**
 * Logit of a proportion.
 * @throws RangeError unless xi and ni are whole with xi <= ni and ni > 0.
 */
export function glmmProportion(groups: readonly Proportion[], options: GlmmOptions = {}): GlmmFit {
  groups.forEach(({ xi, ni }, i) => {
    requireWhole(`groups[${i}].ni`, ni, 1);
    requireWhole(`groups[${i}].xi`, xi);
    demand(xi <= ni, `groups[${i}].xi`, xi, `at most ni = ${ni}`);
  });
  return fit(
    "one group",
    groups,
    () => true,
    options,
    ({ xi, ni }) => conditional(binomialResponse(xi, ni), 0),
  );
}

/**
 * Logarithm of a rate.
 * @throws RangeError unless xi is whole and ti above 0.
 */
export function glmmRate(groups: readonly Rate[], options: GlmmOptions = {}): GlmmFit {
  groups.forEach(({ xi, ti }, i) => {
    requireWhole(`groups[${i}].xi`, xi);
    requirePositive(`groups[${i}].ti`, ti);
  });
  return fit(
    "one group",
    groups,
    () => true,
    options,
    ({ xi, ti }) => conditional(poissonResponse(xi, ti), 0),
  );
}

interface Study {
  readonly arms: readonly Arm[];
}

function conditional(response: Response, offset: number): Study {
  return { arms: [{ response, offset, gamma: 0, theta: 1, z: 1 }] };
}

function twoArms(first: Response, second: Response, coding = 0.5): Study {
  requireFinite("coding", coding);
  demand([0, 0.5, 1].includes(coding), "coding", coding, "0, 1/2 or 1");
  return {
    arms: [
      { response: first, offset: 0, gamma: 1, theta: 1, z: coding },
      { response: second, offset: 0, gamma: 1, theta: 0, z: coding - 1 },
    ],
  };
}

const zero: SlotFilling = { kind: "zero" };
const own: SlotFilling = { kind: "own" };

interface Fillings {
  readonly gamma: "zero" | "own" | "common";
  /** The effect: by the design, or one for each study (saturated). */
  readonly theta: "common" | "own";
  readonly sigma: boolean;
  readonly tau: boolean;
}

/** The common part is beta, then gamma, sigma and tau where the model has them. */
function arrowModel(
  studies: readonly Study[],
  design: readonly (readonly number[])[],
  { gamma, theta, sigma, tau }: Fillings,
  marginal: Marginal,
): ArrowModel {
  let common = 0;
  const ones = studies.map(() => [1]);
  const take = (covariates: readonly (readonly number[])[]): SlotFilling => {
    const first = common;
    common += covariates[0]!.length;
    return { kind: "common", first, covariates };
  };
  const thetaSlot = theta === "own" ? own : take(design);
  const gammaSlot = gamma === "own" ? own : gamma === "common" ? take(ones) : zero;
  const sigmaSlot = sigma ? take(ones) : zero;
  const tauSlot = tau ? take(ones) : zero;
  return {
    studies: studies.map(({ arms }) => arms),
    slots: [gammaSlot, thetaSlot, sigmaSlot, tauSlot],
    common,
    marginal,
  };
}

function fit<Data>(
  model: GlmmModel | "one group",
  data: readonly Data[],
  informs: (each: Data) => boolean,
  { method = "ML", design, test = "z", level = 95, nodes }: GlmmOptions,
  read: (each: Data) => Study,
): GlmmFit {
  demand(method === "ML" || method === "EE", "method", method, "ML or EE");
  demand(test === "z" || test === "t", "test", test, "z or t");
  if (nodes !== undefined) requireWhole("nodes", nodes, 1);
  const { names, rows } = design ?? { names: ["intercept"], rows: data.map(() => [1]) };
  demand(rows.length === data.length, "design", rows.length, `a row for each of ${data.length} studies`);
  const p = rows[0]?.length ?? 1;
  rows.forEach((row, i) => {
    demand(row.length === p && p > 0, `design[${i}]`, row.length, `${p} columns as in the first row`);
    for (const value of row) requireFinite(`design[${i}]`, value);
  });
  const leftOut = data.flatMap((each, i) => (informs(each) ? [] : [i]));
  const kept = data.flatMap((each, i) => (informs(each) ? [i] : []));
  const k = kept.length;
  const needed = p + (method === "ML" ? 1 : 0);
  if (k < needed) return { status: "too-few-studies", k, needed };
  const studies = kept.map((i) => read(data[i]!));
  const x = kept.map((i) => rows[i]!);
  if (!thinQr(fromRows(x))) {
    return { status: "singular-design", because: "a column of the design is a combination of others" };
  }
  const bothArms = model === "UM.FS" || model === "UM.RS";
  const dimensions = (model === "UM.RS" ? 1 : 0) + (method === "ML" ? 1 : 0);
  const marginal = nodes === 1 ? laplaceMarginal : quadratureMarginal(nodes ?? (dimensions === 2 ? 21 : 41));
  const gamma = model === "UM.FS" ? "own" : model === "UM.RS" ? "common" : "zero";
  const sigma = model === "UM.RS";

  const equal = fitFrom(studies, x, { gamma, theta: "common", sigma, tau: false }, marginal, undefined);
  const trouble = troubleOf(equal.fit, x);
  if (trouble) return trouble;
  if (equal.fit.status !== "converged") return { status: "not-converged", iterations: equal.fit.iterations };
  let best = equal;
  if (method === "ML") {
    const varying = fitFrom(studies, x, { gamma, theta: "common", sigma, tau: true }, marginal, equal);
    if (varying.fit.status !== "converged")
      return { status: "not-converged", iterations: varying.fit.iterations };
    // The likelihood is even in tau, so 0 is always stationary: it is the answer only where nothing beats it.
    if (varying.fit.state.value > equal.fit.state.value + 1e-9) best = varying;
  }
  if (best.fit.status !== "converged") return { status: "not-converged", iterations: best.fit.iterations };

  const indices = Array.from({ length: p }, (_, j) => j);
  const vb = submatrix(best.fit.covariance, indices, indices);
  const df = test === "t" ? k - p : undefined;
  if (df !== undefined && df < 1) return { status: "too-few-studies", k, needed: p + 1 };
  const { common } = best.fit.point;
  const coefficients = indices.map((j) => ({
    name: names[j]!,
    ...waldEstimate(common[j]!, Math.sqrt(at(vb, j, j)), level, df),
  }));
  const { tau2, sigma2 } = best;
  const atBoundary: ("tau2" | "sigma2")[] = [];
  if (method === "ML" && tau2 === 0) atBoundary.push("tau2");
  if (sigma && sigma2 === 0) atBoundary.push("sigma2");
  return {
    status: "converged",
    ...{ k, leftOut, coefficients, vb: toRows(vb), tau2, atBoundary },
    sigma2: sigma ? sigma2 : undefined,
    logLik: best.fit.state.value,
    parameters: p + (model === "UM.FS" ? k : sigma ? 2 : 0) + (method === "ML" ? 1 : 0),
    heterogeneity: heterogeneityOf(studies, x, equal.fit.state.value, bothArms, sigma, marginal, equal),
    moderators: omnibus(coefficients, vb, x, df),
    iterations: best.fit.iterations,
  };
}

interface VarianceFit {
  readonly fit: ArrowFit;
  readonly tau2: number;
  readonly sigma2: number;
}

/** A fit whose variances that run to 0 are taken out and the rest fitted again. */
function fitFrom(
  studies: readonly Study[],
  x: readonly (readonly number[])[],
  fillings: Fillings,
  marginal: Marginal,
  equal: VarianceFit | undefined,
): VarianceFit {
  const model = arrowModel(studies, x, fillings, marginal);
  const p = fillings.theta === "common" ? x[0]!.length : 0;
  const starts = studies.map(startOf);
  const common = new Float64Array(model.common);
  const ownPart = new Float64Array(studies.length);
  let next = p;
  const from = equal?.fit.status === "converged" ? equal.fit.point : undefined;
  const baseline = starts.reduce((sum, start) => sum + start.gamma, 0) / starts.length;
  if (from) {
    common.set(from.common.subarray(0, p));
    ownPart.set(from.own);
  } else if (fillings.theta === "common")
    common.set(
      leastSquares(
        x,
        starts.map(({ theta }) => theta),
      ),
    );
  if (fillings.gamma === "common") common[next++] = from ? from.common[p]! : baseline;
  else if (fillings.gamma === "own" && !from) ownPart.set(starts.map(({ gamma }) => gamma));
  if (fillings.theta === "own") ownPart.set(starts.map(({ theta }) => theta));
  const spreadOf = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1);
  };
  const sigmaAt = fillings.sigma ? next++ : -1;
  if (sigmaAt >= 0) {
    common[sigmaAt] = Math.sqrt(
      equal && equal.sigma2 > 0 ? equal.sigma2 : 0.02 + spreadOf(starts.map(({ gamma }) => gamma)) / 2,
    );
  }
  const tauAt = fillings.tau ? next++ : -1;
  if (tauAt >= 0) common[tauAt] = Math.sqrt(0.02 + spreadOf(starts.map(({ theta }) => theta)) / 2);
  const found = arrowNewton(model, { common, own: ownPart });
  if (found.status !== "converged") return { fit: found, tau2: 0, sigma2: 0 };
  const square = (j: number) => (j >= 0 ? found.point.common[j]! ** 2 : 0);
  const vanished = (j: number) => j >= 0 && square(j) < 1e-8;
  if (vanished(tauAt) || vanished(sigmaAt)) {
    const rest = {
      ...fillings,
      tau: tauAt >= 0 && !vanished(tauAt),
      sigma: sigmaAt >= 0 && !vanished(sigmaAt),
    };
    return fitFrom(studies, x, rest, marginal, undefined);
  }
  return { fit: found, tau2: square(tauAt), sigma2: square(sigmaAt) };
}

function startOf({ arms }: Study): { gamma: number; theta: number } {
  const [first, second] = arms;
  if (!second) return { gamma: 0, theta: first!.response.start - first!.offset };
  return { gamma: second.response.start, theta: first!.response.start - second.response.start };
}

function leastSquares(x: readonly (readonly number[])[], y: readonly number[]): Float64Array {
  const matrix = fromRows(x);
  const inverse = inverseSymmetric(weightedCrossProduct(matrix, new Float64Array(x.length).fill(1)));
  const right = transposeTimesVector(matrix, y);
  if (!inverse) return new Float64Array(right.length);
  return Float64Array.from(right, (_, j) =>
    right.reduce((sum, value, l) => sum + at(inverse, j, l) * value, 0),
  );
}

/** A fit of equal effects that ran away: separated data, or information that ran out on the way there. */
function troubleOf(equal: ArrowFit, x: readonly (readonly number[])[]): GlmmFit | undefined {
  const separated = {
    status: "separation",
    because:
      "events and non-events are told apart without error, so that a coefficient has no finite estimate",
  } as const;
  if (equal.status === "singular") return separated;
  if (equal.status !== "converged") return undefined;
  const p = x[0]!.length;
  for (let j = 0; j < p; j++) {
    const reach = x.reduce((most, row) => Math.max(most, Math.abs(row[j]!)), 0);
    // The standard error of a linear predictor on the logit or log scale.
    if (Math.sqrt(at(equal.covariance, j, j)) * reach > 100) return separated;
  }
  return undefined;
}

/**
 * Tests of the saturated model, in which each study has an effect of its own: Stijnen et al. (2010), section 2.4.
 */
function heterogeneityOf(
  studies: readonly Study[],
  x: readonly (readonly number[])[],
  equalValue: number,
  bothArms: boolean,
  sigma: boolean,
  marginal: Marginal,
  equal: VarianceFit,
): GlmmHeterogeneity | undefined {
  const df = studies.length - x[0]!.length;
  if (df < 1) return undefined;
  const saturated = sigma
    ? saturatedRandomBaselines(studies, marginal, equal.sigma2 > 0)
    : saturatedClosed(studies, bothArms);
  if (!saturated) return undefined;
  const statistic = Math.max(0, 2 * (saturated.value - equalValue));
  const wald = waldOf(saturated, x);
  return {
    df,
    wald: wald === undefined ? undefined : { statistic: wald, p: chiSquaredUpper(wald, df) },
    lrt: { statistic, p: chiSquaredUpper(statistic, df) },
  };
}

/** Information M about the studies' effects: diagonal weights less B A^-1 B' for parameters they have in common. */
interface Saturated {
  readonly value: number;
  readonly theta: readonly number[];
  readonly weights: readonly number[];
  readonly shared: { readonly cross: Matrix; readonly inverse: Matrix } | undefined;
}

function saturatedClosed(studies: readonly Study[], bothArms: boolean): Saturated {
  const out = new Float64Array(4);
  let value = 0;
  const theta: number[] = [];
  const weights: number[] = [];
  for (const { arms } of studies) {
    for (const { response } of arms) value += response.best;
    if (arms.some(({ response }) => response.atEnd)) {
      theta.push(0);
      weights.push(0);
      continue;
    }
    const fitted = arms.map(({ response, offset }) => conditionalEstimate(response) - offset);
    const variances = arms.map(({ response, offset }, j) => {
      response.at(fitted[j]! + offset, out);
      return 1 / out[2]!;
    });
    theta.push(bothArms ? fitted[0]! - fitted[1]! : fitted[0]!);
    weights.push(1 / variances.reduce((sum, v) => sum + v, 0));
  }
  return { value, theta, weights, shared: undefined };
}

/** With normal baselines a study's effect and baseline inform each other; an infinite effect fits its arm exactly. */
function saturatedRandomBaselines(
  studies: readonly Study[],
  marginal: Marginal,
  sigma: boolean,
): Saturated | undefined {
  const finite = studies.map(({ arms }) => !arms[0]!.response.atEnd);
  const reduced = studies.map((study, i) => (finite[i] ? study : { arms: study.arms.slice(1) }));
  // A study without an effect of its own left still informs the baselines: its own slot is held by a dull prior.
  const held = reduced.map((study, i) => (finite[i] ? study : { arms: [...study.arms, placeholder] }));
  const { fit: found } = fitFrom(
    held,
    [[]],
    { gamma: "common", theta: "own", sigma, tau: false },
    marginal,
    undefined,
  );
  if (found.status !== "converged") return undefined;
  const { state, point } = found;
  const inverse = inverseSymmetric(state.information);
  if (!inverse) return undefined;
  return {
    value: state.value,
    theta: studies.map((_, i) => (finite[i] ? point.own[i]! : 0)),
    weights: studies.map((_, i) => (finite[i] ? state.ownInformation[i]! : 0)),
    shared: { cross: state.cross, inverse },
  };
}

/** -eta^2 / 2: keeps the own parameter of a study that has none at 0, adding nothing to the likelihood. */
const placeholder: Arm = {
  response: {
    ...{ y: 0, start: 0, best: 0, atEnd: false },
    at(eta, out) {
      out[0] = (-eta * eta) / 2;
      out[1] = -eta;
      out[2] = 1;
      out[3] = 0;
    },
  },
  ...{ offset: 0, gamma: 0, theta: 1, z: 0 },
};

/** theta'(M - M X (X'M X)^-1 X'M) theta: the Wald statistic of every contrast that the design leaves over. */
function waldOf(
  { theta, weights, shared }: Saturated,
  x: readonly (readonly number[])[],
): number | undefined {
  const used = weights.flatMap((w, i) => (w > 0 ? [i] : []));
  const p = x[0]!.length;
  if (used.length < p) return undefined;
  const columns = fromRows(used.map((i) => [...x[i]!, theta[i]!]));
  let information = weightedCrossProduct(
    columns,
    used.map((i) => weights[i]!),
  );
  if (shared) {
    const b = fromRows(
      used.map((i) => Array.from({ length: shared.cross.columns }, (_, j) => at(shared.cross, i, j))),
    );
    const projected = multiply(multiply(transpose(columns), b), shared.inverse);
    const less = multiply(projected, multiply(transpose(b), columns));
    information = { ...information, values: information.values.map((value, i) => value - less.values[i]!) };
  }
  const first = Array.from({ length: p }, (_, j) => j);
  const inverse = inverseSymmetric(submatrix(information, first, first));
  if (!inverse) return undefined;
  const mixed = submatrix(information, first, [p]).values;
  return Math.max(0, at(information, p, p) - quadraticForm(inverse, mixed));
}

function omnibus(
  coefficients: readonly Coefficient[],
  vb: Matrix,
  x: readonly (readonly number[])[],
  df: number | undefined,
): OmnibusTest | undefined {
  const intercept = coefficients.findIndex((_, j) => x.every((row) => row[j] === 1));
  const tested = coefficients.flatMap((_, j) => (j === intercept ? [] : [j]));
  const inverse = tested.length > 0 ? inverseSymmetric(submatrix(vb, tested, tested)) : undefined;
  if (!inverse) return undefined;
  const m = tested.length;
  const chiSquared = quadraticForm(
    inverse,
    tested.map((j) => coefficients[j]!.estimate),
  );
  if (df === undefined) return { statistic: chiSquared, df: m, p: chiSquaredUpper(chiSquared, m) };
  return { statistic: chiSquared / m, df: m, df2: df, p: fUpper(chiSquared / m, m, df) };
}
