/**
 * Multilevel and multivariate meta-analysis: effects with a known sampling covariance V, dependent random
 * effects, ML or REML.
 * Notation: yi an effect, V the sampling covariance, X the design, sigma2 the variance of a random intercept,
 * G the covariance matrix (tau2 on its diagonal, correlations rho) of effects that belong to one outer group.
 * Sources: Konstantopoulos (2011), Res Synth Methods 2(1):61-76 (three levels); Berkey et al. (1998), Stat Med
 * 17(22):2537-2550 (several outcomes); Gleser and Olkin (2009) in The Handbook of Research Synthesis, ch. 19.
 */
import { demand, requireFinite, requireLevel, requireNonNegative } from "../arguments.ts";
import {
  coefficient,
  type Information,
  information,
  type JointTest,
  jointTest,
  type TestedCoefficient,
} from "../coefficients.ts";
import { chiSquaredUpper } from "../distributions/chi-squared.ts";
import { type Effect, requireEffects } from "../effect.ts";
import { symmetricEigen } from "../eigen.ts";
import { at, fromRows, inverseUpper, type Matrix, multiply, thinQr, toRows, transpose } from "../matrix.ts";
import { minimiseBounded } from "../minimise-bounded.ts";
import { Connections, type Grouping, groupBy, groupByAll, type Label } from "./grouping.ts";
import { type Block, Likelihood, logLikelihood, type Term } from "./likelihood.ts";
import { NestedLikelihood, nesting } from "./nested.ts";
import { known, requireCorrelation, type StructureName, structure } from "./structures.ts";

/** An effect for every group; several columns mean their combinations, as in school within district. */
export interface RandomIntercept {
  readonly kind: "intercept";
  readonly group: readonly Label[] | readonly (readonly Label[])[];
  /** Known correlations between the groups, such as of related species; groups are independent without. */
  readonly correlation?: { readonly levels: readonly Label[]; readonly rows: readonly (readonly number[])[] };
  /** Held at this value instead of estimated. */
  readonly sigma2?: number;
}

/** An effect for every inner level (outcome, arm, time) in every outer group (trial), correlated by `structure`. */
export interface InnerOuter {
  readonly kind: "inner-outer";
  readonly inner: readonly Label[];
  readonly outer: readonly Label[];
  readonly structure: StructureName;
  /** Held at these values instead of estimated: one for all, or one a level with undefined where it is free. */
  readonly tau2?: number | readonly (number | undefined)[];
  readonly rho?: number | readonly (number | undefined)[];
}

/** Coefficients of some columns that vary between outer groups: a random slope on dose, for one. */
export interface RandomSlopes {
  readonly kind: "slopes";
  /** A row for every effect. */
  readonly columns: readonly (readonly number[])[];
  readonly outer: readonly Label[];
  readonly structure: "UN" | "DIAG";
}

export type RandomEffects = RandomIntercept | InnerOuter | RandomSlopes;

export interface MultilevelOptions {
  readonly random: readonly RandomEffects[];
  /** The k x k sampling covariance; its diagonal replaces vi. Effects are independent without. */
  readonly samplingCovariance?: readonly (readonly number[])[];
  /** A row of numbers for every effect; a mean for all without. */
  readonly design?: readonly (readonly number[])[];
  readonly method?: "ML" | "REML";
  /** Normal tests, or t and F. */
  readonly test?: "z" | "t";
  /** For t: k - p, or what the groups contain that a coefficient is constant in. */
  readonly df?: "residual" | "contain";
  /** Of the intervals, in percent. */
  readonly level?: number;
}

/** The variances of one kind of random effect, in the unit of yi squared. */
export interface VarianceComponent {
  readonly kind: RandomEffects["kind"];
  /** sigma2 of an intercept; tau2 in the order of `levels`, or one for all of them. */
  readonly variances: readonly number[];
  /** One for all pairs, or for UN one a pair (1,2), (1,3), ..., (2,3), ...; of no meaning beside a variance of 0. */
  readonly correlations: readonly number[];
  /** The groups of an intercept, the inner levels otherwise. */
  readonly levels: readonly Label[];
  /** G itself; for an intercept 1 x 1. */
  readonly covariance: readonly (readonly number[])[];
  /** A variance of 0 or a correlation of 1 or -1 was estimated: the data do not tell it from that. */
  readonly atBoundary: boolean;
  /**
   * False when G has a negative eigenvalue, as a common correlation of -0.8 of three effects has: the likelihood
   * is highest there, but no three effects can be so.
   */
  readonly isCovariance: boolean;
}

export interface ConvergedMultilevel {
  readonly status: "converged";
  readonly k: number;
  readonly coefficients: readonly TestedCoefficient[];
  /** The covariance of the coefficients' estimates. */
  readonly covariance: readonly (readonly number[])[];
  readonly components: readonly VarianceComponent[];
  /** Cochran's Q with the sampling covariance alone; undefined when V is singular. */
  readonly heterogeneity: { readonly statistic: number; readonly df: number; readonly p: number } | undefined;
  /** All coefficients but the intercept, or all when there is none. */
  readonly omnibus: JointTest | undefined;
  readonly logLik: number;
  /** Coefficients and variance parameters that were estimated. */
  readonly parameters: number;
  readonly information: Information;
  readonly evaluations: number;
}

export type MultilevelFit =
  | ConvergedMultilevel
  | { readonly status: "not-converged"; readonly because: string }
  /** Columns of the design are combinations of each other. */
  | { readonly status: "singular-design" }
  /** As many coefficients as effects, or more. */
  | { readonly status: "too-few-effects"; readonly k: number; readonly p: number }
  /** No variances make V + ZGZ' positive definite: V is not a covariance matrix. */
  | { readonly status: "not-positive-definite" };

/**
 * Fits y ~ N(X b, V + ZGZ').
 * @param effects k of them; vi is not used where `samplingCovariance` is given.
 * @throws RangeError naming the argument when lengths disagree or a value cannot be used.
 */
export function fitMultilevel(effects: readonly Effect[], options: MultilevelOptions): MultilevelFit {
  const model = prepare(effects, options);
  if (model.status !== "ready") return model;
  const found = search(model);
  return found.status === "found" ? report(model, found.theta, found.evaluations) : found;
}

/** A model in units in which V is of size 1, ready to be maximised. */
export interface Model {
  readonly status: "ready";
  readonly likelihood: Likelihood;
  /** The blocks in which M is block-diagonal. */
  readonly blocks: () => readonly Block[];
  /** Blocks with M = V alone. */
  readonly fixedOnly: Likelihood;
  readonly options: Required<Pick<MultilevelOptions, "method" | "test" | "df" | "level">>;
  readonly random: readonly RandomEffects[];
  readonly groupings: readonly Grouping[];
  /** The levels each component reports. */
  readonly levels: readonly (readonly Label[])[];
  /** yi = unit * y + X * shift */
  readonly unit2: number;
  readonly shift: Float64Array;
  readonly upperInverse: Matrix;
  readonly design: Matrix;
  /** Sizes by which the columns of random slopes were divided. */
  readonly slopeSizes: readonly (readonly number[])[];
  /** Held numbers; NaN where free. */
  readonly held: Float64Array;
  /** Mean square of the residuals, in units of the typical vi. */
  readonly spread: number;
}

type Unready = Exclude<MultilevelFit, ConvergedMultilevel>;

export function prepare(effects: readonly Effect[], given: MultilevelOptions): Model | Unready {
  const of = "fitMultilevel";
  requireMultilevelEffects(of, effects, given.samplingCovariance);
  const options = { method: "REML", test: "z", df: "residual", level: 95, ...given } as const;
  requireLevel(options.level);
  const k = effects.length;
  const design = fromRows(given.design ?? effects.map(() => [1]));
  demand(design.columns > 0, `${of} design`, "no columns", "at least one");
  demand(design.rows === k, `${of} design`, `${design.rows} rows`, `${k} rows, one an effect`);
  design.values.forEach((x, i) => {
    requireFinite(`${of} design[${Math.floor(i / design.columns)}][${i % design.columns}]`, x);
  });
  const p = design.columns;
  if (k <= p) return { status: "too-few-effects", k, p };
  const qr = thinQr(design);
  if (!qr) return { status: "singular-design" };

  const v = given.samplingCovariance;
  const vi = effects.map((effect, i) => v?.[i]?.[i] ?? effect.vi);
  const unit2 = [...vi].sort((a, b) => a - b)[k >> 1]!;
  const unit = Math.sqrt(unit2);
  const projected = new Float64Array(p);
  for (let i = 0; i < k; i++) for (let c = 0; c < p; c++) projected[c]! += at(qr.q, i, c) * effects[i]!.yi;
  const y = Float64Array.from(effects, ({ yi }, i) => {
    let rest = yi;
    for (let c = 0; c < p; c++) rest -= at(qr.q, i, c) * projected[c]!;
    return rest / unit;
  });

  const connections = new Connections(k);
  if (v) for (let i = 0; i < k; i++) for (let j = 0; j < i; j++) if (v[i]![j] !== 0) connections.join(i, j);
  const blocksOf = (): Block[] =>
    connections.blocks().map((rows) => ({
      rows,
      v: Float64Array.from({ length: rows.length ** 2 }, (_, at) => {
        const [i, j] = [rows[Math.floor(at / rows.length)]!, rows[at % rows.length]!];
        return (v ? v[i]![j]! : i === j ? vi[i]! : 0) / unit2;
      }),
    }));
  const { method } = options;
  const data = { y, q: qr.q };
  const fixedOnly = new Likelihood({ ...data, blocks: blocksOf() }, [], method);
  const built = given.random.map((each, i) => term(`${of} random[${i}]`, each, k, connections));
  const terms = built.map((each) => each.term);
  const independent = fixedOnly.data.blocks.length === k;
  const tree = independent ? nesting(terms) : undefined;
  const whole = { ...data, blocks: tree ? fixedOnly.data.blocks : blocksOf() };
  const likelihood = tree
    ? new NestedLikelihood(whole, terms, method, tree)
    : new Likelihood(whole, terms, method);
  const held = new Float64Array(likelihood.count).fill(Number.NaN);
  built.forEach((each, t) => {
    const { structure: of } = each.term;
    for (const { kind, index, value } of each.held) {
      const position = of.position(kind, index);
      const name = `fitMultilevel random[${t}].${kind}`;
      demand(position !== undefined, name, value, `no fixed ${kind} for this structure and number of levels`);
      held[likelihood.offsets[t]! + position] = of.inward(kind, kind === "tau2" ? value / unit2 : value);
    }
  });
  return {
    status: "ready",
    likelihood,
    blocks: blocksOf,
    fixedOnly,
    options,
    random: given.random,
    groupings: built.map((each) => each.grouping),
    levels: built.map((each) => each.levels),
    unit2,
    shift: projected,
    upperInverse: inverseUpper(qr.r),
    design,
    slopeSizes: built.map((each) => each.sizes),
    held,
    spread: y.reduce((sum, value) => sum + value * value, 0) / (k - p),
  };
}

function requireMultilevelEffects(
  of: string,
  effects: readonly Effect[],
  v: MultilevelOptions["samplingCovariance"],
): void {
  const k = effects.length;
  if (!v) {
    requireEffects(of, effects);
    return;
  }
  demand(k >= 1, `${of} effects`, k, "at least 1 effect");
  demand(v.length === k, `${of} samplingCovariance`, `${v.length} rows`, `${k} rows, one an effect`);
  effects.forEach(({ yi }, i) => {
    requireFinite(`${of} effects[${i}].yi`, yi);
    const row = v[i]!;
    demand(row.length === k, `${of} samplingCovariance[${i}]`, `${row.length} columns`, `${k} columns`);
    const [vii] = [row[i]!];
    demand(
      vii > 0 && vii < Number.POSITIVE_INFINITY,
      `${of} samplingCovariance[${i}][${i}]`,
      vii,
      "a finite number above 0",
    );
    for (let j = 0; j < i; j++) {
      const [one, other] = [row[j]!, v[j]![i]!];
      requireFinite(`${of} samplingCovariance[${i}][${j}]`, one);
      const same = Math.abs(one - other) <= 1e-10 * Math.sqrt(vii * v[j]![j]!);
      demand(same, `${of} samplingCovariance[${i}][${j}]`, one, `${other}, as [${j}][${i}]`);
    }
  });
}

interface BuiltTerm {
  readonly term: Term;
  readonly grouping: Grouping;
  readonly levels: readonly Label[];
  readonly sizes: readonly number[];
  readonly held: readonly { readonly kind: "tau2" | "rho"; readonly index: number; readonly value: number }[];
}

function term(name: string, given: RandomEffects, k: number, connections: Connections): BuiltTerm {
  const requireLength = (what: string, length: number) => {
    demand(length === k, `${name}.${what}`, `${length} labels`, `${k} labels, one an effect`);
  };
  if (given.kind === "intercept") return intercept(name, given, requireLength, connections);
  requireLength("outer", given.outer.length);
  const outer = groupBy(given.outer);
  connections.joinGroups(outer.codes);
  if (given.kind === "slopes") {
    const m = given.columns[0]?.length ?? 0;
    requireLength("columns", given.columns.length);
    demand(m > 0, `${name}.columns`, m, "at least one column");
    const sizes = Array.from({ length: m }, (_, j) => {
      const square = given.columns.reduce((sum, row, i) => {
        requireFinite(`${name}.columns[${i}][${j}]`, row[j]!);
        return sum + row[j]! ** 2;
      }, 0);
      demand(square > 0, `${name}.columns`, "a column of zeros", "columns that are not all 0");
      return Math.sqrt(square / k);
    });
    const loadings = Float64Array.from({ length: k * m }, (_, at) => {
      const j = at % m;
      return given.columns[Math.floor(at / m)]![j]! / sizes[j]!;
    });
    return {
      term: {
        structure: structure(given.structure, m),
        outer: outer.codes,
        inner: new Int32Array(k),
        loadings,
      },
      grouping: outer,
      levels: Array.from({ length: m }, (_, j) => j + 1),
      sizes,
      held: [],
    };
  }
  requireLength("inner", given.inner.length);
  const inner = groupBy(given.inner);
  const m = inner.levels.length;
  const positions = inner.levels.map(Number);
  if (given.structure === "CAR") {
    positions.forEach((time, i) => {
      requireFinite(`${name}.inner level ${JSON.stringify(inner.levels[i])}`, time);
    });
  }
  const built = structure(given.structure, m, positions);
  const held: BuiltTerm["held"][number][] = [];
  for (const kind of ["tau2", "rho"] as const) {
    const value = given[kind];
    if (value === undefined) continue;
    const all = built.report(built.start(1, 0))[kind].length;
    const values = typeof value === "number" ? new Array<number>(Math.max(1, all)).fill(value) : value;
    values.forEach((each, index) => {
      if (each === undefined) return;
      if (kind === "tau2") requireNonNegative(`${name}.tau2`, each);
      else demand(each >= -1 && each <= 1, `${name}.rho`, each, "a correlation from -1 to 1");
      held.push({ kind, index, value: each });
    });
  }
  return {
    term: { structure: built, outer: outer.codes, inner: inner.codes },
    grouping: outer,
    levels: inner.levels,
    sizes: [],
    held,
  };
}

function intercept(
  name: string,
  given: RandomIntercept,
  requireLength: (what: string, length: number) => void,
  connections: Connections,
): BuiltTerm {
  const several = Array.isArray(given.group[0]);
  const columns = (several ? given.group : [given.group]) as readonly (readonly Label[])[];
  for (const column of columns) requireLength("group", column.length);
  const grouping = columns.length === 1 ? groupBy(columns[0]!) : groupByAll(columns);
  const { codes, levels } = grouping;
  if (given.sigma2 !== undefined) requireNonNegative(`${name}.sigma2`, given.sigma2);
  const held = given.sigma2 === undefined ? [] : [{ kind: "tau2" as const, index: 0, value: given.sigma2 }];
  if (!given.correlation) {
    connections.joinGroups(codes);
    const inner = new Int32Array(codes.length);
    return {
      term: { structure: known(Float64Array.of(1), 1), outer: codes, inner },
      grouping,
      levels,
      sizes: [],
      held,
    };
  }
  const r = fromRows(given.correlation.rows);
  const size = given.correlation.levels.length;
  demand(
    r.rows === size && r.columns === size,
    `${name}.correlation.rows`,
    `${r.rows} x ${r.columns}`,
    `${size} x ${size}`,
  );
  requireCorrelation(`${name}.correlation.rows`, r);
  const position = new Map(given.correlation.levels.map((level, i) => [String(level), i]));
  const order = levels.map((level) => {
    const found = position.get(String(level));
    demand(
      found !== undefined,
      `${name}.correlation.levels`,
      given.correlation!.levels,
      `a level ${JSON.stringify(level)}`,
    );
    return found;
  });
  const m = levels.length;
  const correlation = Float64Array.from({ length: m * m }, (_, i) =>
    at(r, order[Math.floor(i / m)]!, order[i % m]!),
  );
  const first = levels.map((_, level) => codes.indexOf(level));
  connections.joinGroups(codes);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < i; j++) if (correlation[i * m + j] !== 0) connections.join(first[i]!, first[j]!);
  const outer = new Int32Array(codes.length);
  return {
    term: { structure: known(correlation, m), outer, inner: codes },
    grouping,
    levels,
    sizes: [],
    held,
  };
}

type Found =
  | {
      readonly status: "found";
      readonly theta: Float64Array;
      readonly value: number;
      readonly evaluations: number;
    }
  | Extract<MultilevelFit, { status: "not-converged" | "not-positive-definite" }>;

interface Summit {
  readonly theta: Float64Array;
  readonly value: number;
}

/** The maximum over the numbers that are not held, from the most promising of several starts. */
export function search(
  { likelihood, held, spread }: Pick<Model, "likelihood" | "held" | "spread">,
  startsGiven?: readonly Float64Array[],
): Found {
  const free = [...held.keys()].filter((i) => Number.isNaN(held[i]));
  const whole = (part: ArrayLike<number>) => {
    const theta = Float64Array.from(held);
    free.forEach((i, j) => {
      theta[i] = part[j]!;
    });
    return theta;
  };
  const bound = (side: "lower" | "upper") => {
    const all = likelihood.terms.flatMap(({ structure: of }) => [...of[side]]);
    return free.map((i) => all[i]!);
  };
  let lower = bound("lower");
  const upper = bound("upper");
  const worth = (startsGiven?.map((theta) => ({ theta, family: 0 })) ?? starts(likelihood, spread))
    .flatMap(({ theta, family }) => {
      const part = free.map((i) => theta[i]!);
      const value = likelihood.value(whole(part));
      return value === undefined ? [] : [{ part, value, family }];
    })
    .sort((a, b) => a.value - b.value);
  if (worth.length === 0) return { status: "not-positive-definite" };
  let evaluations = 0;
  const climb = (part: ArrayLike<number>, before: Summit | undefined): Summit | undefined => {
    const found = minimiseBounded(
      (x) => {
        const slope = likelihood.slope(whole(x));
        return slope && { value: slope.value, gradient: Float64Array.from(free, (i) => slope.gradient[i]!) };
      },
      part,
      { lower, upper },
    );
    evaluations += found.evaluations;
    if (found.status !== "converged" || (before && before.value <= found.value)) return before;
    return { theta: whole(found.x), value: found.value };
  };
  // Likelihoods of variance components can have several maxima, most often one for each sign of a correlation.
  const families = new Set(startsGiven || free.length === 0 ? [] : worth.map(({ family }) => family));
  const tries =
    families.size > 1 ? [...families].map((each) => worth.find(({ family }) => family === each)!) : worth;
  let best: Summit | undefined;
  for (const { part } of tries.slice(0, families.size > 1 ? families.size : families.size + 1))
    best = climb(part, best);
  // Where standard deviations are 0 every slope is, be it a maximum or not; so look around.
  for (let look = 0; look < 3 && best; look++) {
    const reached = best.value;
    const better = around(likelihood, best.theta)
      .map((theta) => free.map((i) => theta[i]!))
      .map((part) => ({ part, value: likelihood.value(whole(part)) ?? Number.POSITIVE_INFINITY }))
      .filter(({ value }) => value < reached - 1e-9)
      .sort((a, b) => a.value - b.value)[0];
    if (!better) break;
    best = climb(better.part, best);
  }
  if (!best) {
    // A common correlation below what so many effects can have may make M singular and the likelihood boundless;
    // among those they can have it has a maximum.
    const possible = lower.map((bound, j) => Math.max(bound, lowestPossible(likelihood, free[j]!) ?? bound));
    const within = worth.filter(({ part }) => part.every((value, j) => value >= possible[j]!));
    lower = possible;
    for (const { part } of within.slice(0, 3)) best = climb(part, best);
  }
  if (!best) {
    return {
      status: "not-converged",
      because: "the search for the maximum of the likelihood did not settle",
    };
  }
  return { status: "found", ...best, evaluations };
}

/** The lowest correlation that effects can have, if a number of theta is one. */
function lowestPossible(likelihood: Likelihood, position: number): number | undefined {
  const term = likelihood.offsets.findLastIndex((offset) => offset <= position);
  const { structure: of } = likelihood.terms[term]!;
  return of.position("rho", 0) === position - likelihood.offsets[term]! ? of.lowestPossible : undefined;
}

/** Points near one at which a term with correlated effects has lost a variance: a little of it, variously correlated. */
function around(likelihood: Likelihood, theta: Float64Array): Float64Array[] {
  return likelihood.terms.flatMap(({ structure: of }, t) => {
    const part = likelihood.part(theta, t);
    if (!of.correlated || !part.some((value, j) => value <= of.lower[j]! + 1e-6)) return [];
    return [0.0003, 0.003, 0.03, 0.3].flatMap((v) =>
      [-1.2, -0.5, 0.5, 1.2].map((strength) => {
        const moved = Float64Array.from(theta);
        of.start(v, strength).forEach((value, j) => {
          const near = Math.max(value, part[j]!);
          moved[likelihood.offsets[t]! + j] =
            of.lower[j] === 0 ? near : Math.max(of.lower[j]!, Math.min(value, of.upper[j]!));
        });
        return moved;
      }),
    );
  });
}

/** Heterogeneity shared out in several ways; a family for negative, weak and strong correlations each. */
function starts(likelihood: Likelihood, spread: number): { theta: Float64Array; family: number }[] {
  const { terms } = likelihood;
  const t = terms.length;
  const excess = Math.max(spread - 1, 0.05 * Math.max(spread, 1));
  const shares: number[][] = [terms.map(() => 1 / t), terms.map(() => 0.1 / t), terms.map(() => 3 / t)];
  if (t > 1) {
    for (let i = 0; i < t; i++) shares.push(terms.map((_, j) => (i === j ? 0.85 : 0.15 / (t - 1))));
  }
  const correlated = terms.some(({ structure: of }) => of.size > 1 && of.correlated);
  const strengths = correlated ? [[-0.4, -1], [0.1], [0.6, 1]] : [[0.5]];
  // Effects with variances of their own can have a maximum wherever one of them is all but 0.
  const separate = terms.map(({ structure: of }) => (of.lower.length > 2 && of.correlated ? of.size : 0));
  const most = Math.max(0, ...separate);
  const littles = [undefined, ...Array(most <= 6 ? most : 0).keys()];
  return littles.flatMap((little, l) =>
    strengths.flatMap((several, s) =>
      several.flatMap((strength) =>
        shares.map((share) => ({
          family: l * strengths.length + s,
          theta: Float64Array.from(
            terms.flatMap(({ structure: of }, i) => [...of.start(share[i]! * excess, strength, little)]),
          ),
        })),
      ),
    ),
  );
}

/** Everything around the estimates at theta. */
export function report(model: Model, theta: Float64Array, evaluations: number): MultilevelFit {
  const { likelihood, fixedOnly, options, upperInverse, design, unit2, shift } = model;
  const { method, level } = options;
  const gls = likelihood.gls(theta);
  if (!gls) return { status: "not-positive-definite" };
  const k = design.rows;
  const p = design.columns;
  const unit = Math.sqrt(unit2);
  const rotated = Float64Array.from(shift, (value, c) => value + unit * gls.coefficients[c]!);
  const estimates = Array.from({ length: p }, (_, j) => {
    let sum = 0;
    for (let c = j; c < p; c++) sum += at(upperInverse, j, c) * rotated[c]!;
    return sum;
  });
  const covariance = multiply(multiply(upperInverse, gls.covariance), transpose(upperInverse));
  covariance.values.forEach((value, i) => {
    covariance.values[i] = value * unit2;
  });
  const n = method === "REML" ? k - p : k;
  const logLik = logLikelihood(gls, k, method) - (n / 2) * Math.log(unit2);
  const parameters = p + model.held.filter((value) => Number.isNaN(value)).length;
  const df = options.test === "t" ? degreesOfFreedom(model) : undefined;
  const intercept = interceptOf(design);
  const tested = Array.from({ length: p }, (_, j) => j).filter((j) => j !== intercept);
  const which = tested.length > 0 ? tested : [];
  const alone = fixedOnly.gls(new Float64Array(0));
  // Of identical effects rounding can leave a sum of squares below 0.
  const q = alone && Math.max(0, alone.rss);
  return {
    status: "converged",
    k,
    coefficients: estimates.map((estimate, j) =>
      coefficient(estimate, Math.sqrt(at(covariance, j, j)), level, df?.[j]),
    ),
    covariance: toRows(covariance),
    components: model.random.map((_, t) => component(model, theta, t)),
    heterogeneity: q === undefined ? undefined : { statistic: q, df: k - p, p: chiSquaredUpper(q, k - p) },
    omnibus: jointTest(estimates, covariance, which, df && Math.min(...which.map((j) => df[j]!))),
    logLik,
    parameters,
    information: information(logLik, parameters, n),
    evaluations,
  };
}

function component({ likelihood, random, levels, slopeSizes, unit2 }: Model, theta: Float64Array, t: number) {
  const { structure: of } = likelihood.terms[t]!;
  const part = likelihood.part(theta, t);
  const scaled = of.rescale(part, unit2);
  const kind = random[t]!.kind;
  const m = of.size;
  const inScaled = new Float64Array(m * m);
  of.covariance(scaled, inScaled);
  const sizes = slopeSizes[t]!;
  const unscaled = (value: number, i: number) => value / (sizes[Math.floor(i / m)]! * sizes[i % m]!);
  const g = sizes.length > 0 ? inScaled.map(unscaled) : inScaled;
  const { tau2, rho } = of.report(scaled);
  const variances = sizes.length > 0 ? tau2.map((value, i) => value / sizes[i]! ** 2) : tau2;
  const result: VarianceComponent = {
    kind,
    variances,
    correlations: rho,
    levels: levels[t]!,
    covariance: kind === "intercept" ? [[variances[0]!]] : toRows({ rows: m, columns: m, values: g }),
    isCovariance: smallestEigenvalue({ rows: m, columns: m, values: g }) >= -1e-9 * Math.max(0, ...variances),
    atBoundary: part.some((value, j) => value <= of.lower[j]! || value >= of.upper[j]!),
  };
  return result;
}

function smallestEigenvalue(g: Matrix): number {
  return g.rows === 1 ? g.values[0]! : symmetricEigen(g).values[g.rows - 1]!;
}

/** The column of ones, if there is one. */
function interceptOf(design: Matrix): number | undefined {
  for (let j = 0; j < design.columns; j++) {
    let ones = true;
    for (let i = 0; ones && i < design.rows; i++) ones = at(design, i, j) === 1;
    if (ones) return j;
  }
  return undefined;
}

/**
 * k - p; with "contain", for a coefficient whose column is constant within every group of a grouping, the number
 * of those groups less p where that is smaller. Source: the containment rule of Schluchter and Elashoff (1990),
 * J Stat Comput Simul 37(1-2):69-87.
 */
function degreesOfFreedom({ design, options, groupings }: Model): number[] {
  const k = design.rows;
  const p = design.columns;
  return Array.from({ length: p }, (_, j) => {
    let df = k - p;
    if (options.df !== "contain") return df;
    for (const { codes, levels } of groupings) {
      const first = new Map<number, number>();
      const constant = codes.every((code, i) => {
        const x = at(design, i, j);
        const before = first.get(code);
        if (before === undefined) first.set(code, x);
        return before === undefined || before === x;
      });
      if (constant) df = Math.min(df, levels.length - p);
    }
    return Math.max(1, df);
  });
}
