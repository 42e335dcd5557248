/**
 * Network meta-analysis: several treatments, compared directly in some studies and through each other in others,
 * on the assumption that both kinds of evidence estimate the same differences (consistency).
 * Notation: d_t the effect of treatment t against the reference; a study of m arms gives m - 1 contrasts against
 * its first arm, correlated because they share it; tau2 the variance of any contrast between studies, so that
 * two contrasts of one study covary by tau2 / 2 (Higgins and Whitehead 1996, Stat Med 15(24):2733-2749).
 * Sources: Lu and Ades (2004), Stat Med 23(20):3105-3124 (the model); White et al. (2012), Res Synth Methods
 * 3(2):111-125 (as multivariate meta-regression); Jackson et al. (2012), Stat Med 31(29):3805-3820 (moments).
 */
import { demand, requireFinite, requireLevel, requirePositive } from "../arguments.ts";
import { coefficient, type TestedCoefficient } from "../coefficients.ts";
import { chiSquaredUpper } from "../distributions/chi-squared.ts";
import {
  at,
  cholesky,
  fromRows,
  inverseSymmetric,
  type Matrix,
  multiply,
  trace,
  transpose,
  zeros,
} from "../matrix.ts";
import { Connections } from "../multilevel/grouping.ts";
import { fitMultilevel } from "../multilevel/multilevel.ts";

/** `treatment` minus `versus`, positive where `treatment` has the higher outcome. */
export interface Contrast {
  readonly treatment: string;
  readonly versus: string;
  readonly yi: number;
  readonly vi: number;
}

/**
 * A study of two arms has one contrast. One of m arms has all m (m - 1) / 2, or m - 1 against the same arm with
 * `sharedVariance`, the sampling variance of that arm's own mean, which those contrasts have in common.
 */
export interface NetworkStudy {
  readonly study: string;
  readonly contrasts: readonly Contrast[];
  readonly sharedVariance?: number;
}

/** "common": tau2 is 0. DL by moments, the others by likelihood. */
export type NetworkMethod = "common" | "DL" | "ML" | "REML";

export interface NetworkOptions {
  /** Against which treatment effects are reported; the first in alphabetical order without. */
  readonly reference?: string;
  readonly method?: NetworkMethod;
  /** Of the intervals, in percent. */
  readonly level?: number;
}

/** Cochran's Q or a part of it. */
export interface QTest {
  readonly statistic: number;
  readonly df: number;
  /** Undefined where df is 0. */
  readonly p: number | undefined;
}

export interface NetworkComparison extends TestedCoefficient {
  readonly treatment: string;
  readonly versus: string;
}

export interface ConvergedNetwork {
  readonly status: "converged";
  readonly studies: number;
  /** The reference first. */
  readonly treatments: readonly string[];
  /** Each other treatment against the reference. */
  readonly effects: readonly NetworkComparison[];
  /** The covariance of those effects. */
  readonly covariance: readonly (readonly number[])[];
  /** Every pair of treatments. */
  readonly league: readonly NetworkComparison[];
  readonly tau2: number;
  /** Of all contrasts about the consistent network, with tau2 = 0. */
  readonly q: QTest;
  /** 100 max(0, (Q - df) / Q), in percent; undefined where df is 0. */
  readonly i2: number | undefined;
}

export type NetworkFit =
  | ConvergedNetwork
  /** Treatments of different parts were never compared, directly or through others. */
  | { readonly status: "disconnected"; readonly parts: readonly (readonly string[])[] }
  /** The variances of a study's contrasts cannot be those of independent arms. */
  | { readonly status: "impossible-variances"; readonly study: string }
  | { readonly status: "not-converged" };

/** @throws RangeError naming the study and the argument when contrasts cannot be used. */
export function fitNetwork(studies: readonly NetworkStudy[], options: NetworkOptions = {}): NetworkFit {
  const network = buildNetwork(studies, options.reference);
  if (network.status !== "ready") return network;
  const { treatments } = network;
  const columns = treatments.slice(1);
  const design = network.rows.map(({ treatment, versus }) =>
    columns.map((name) => Number(name === treatment) - Number(name === versus)),
  );
  const fitted = fitRows(network, design, options);
  if (!fitted) return { status: "not-converged" };
  const { level = 95 } = options;
  const { estimates, covariance, tau2, q } = fitted;
  const compare = (a: number, b: number): NetworkComparison => {
    const estimate = (a > 0 ? estimates[a - 1]! : 0) - (b > 0 ? estimates[b - 1]! : 0);
    const v = (i: number, j: number) => (i > 0 && j > 0 ? at(covariance, i - 1, j - 1) : 0);
    const se = Math.sqrt(v(a, a) + v(b, b) - 2 * v(a, b));
    return { treatment: treatments[a]!, versus: treatments[b]!, ...coefficient(estimate, se, level) };
  };
  const others = columns.map((_, i) => i + 1);
  return {
    status: "converged",
    studies: studies.length,
    treatments,
    effects: others.map((a) => compare(a, 0)),
    covariance: others.map((a) => others.map((b) => at(covariance, a - 1, b - 1))),
    league: treatments.flatMap((_, a) => others.filter((b) => b > a).map((b) => compare(b, a))),
    tau2,
    q,
    i2: q.df > 0 ? 100 * Math.max(0, (q.statistic - q.df) / q.statistic) : undefined,
  };
}

export interface NetworkRow {
  /** Position of the study. */
  readonly study: number;
  readonly treatment: string;
  readonly versus: string;
  readonly yi: number;
}

/** Contrasts of every study against its first arm, with their covariance. */
export interface Network {
  readonly status: "ready";
  readonly treatments: readonly string[];
  readonly rows: readonly NetworkRow[];
  readonly covariance: readonly (readonly number[])[];
  /** The arms of each study, in the order of the names. */
  readonly designs: readonly (readonly string[])[];
}

const byName = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export function buildNetwork(
  studies: readonly NetworkStudy[],
  reference?: string,
): Network | Exclude<NetworkFit, ConvergedNetwork | { readonly status: "not-converged" }> {
  const of = "fitNetwork";
  demand(studies.length > 0, `${of} studies`, studies.length, "at least 1");
  const names = [...new Set(studies.flatMap(armsOf))].sort(byName);
  if (reference !== undefined)
    demand(names.includes(reference), `${of} reference`, reference, names.join(", "));
  const first = reference ?? names[0]!;
  const treatments = [first, ...names.filter((name) => name !== first)];
  const connections = new Connections(treatments.length);
  const rows: NetworkRow[] = [];
  const blocks: number[][][] = [];
  for (const [index, study] of studies.entries()) {
    const built = contrastsOf(study);
    if (!built) return { status: "impossible-variances", study: study.study };
    for (const { treatment, versus, yi } of built.contrasts) {
      rows.push({ study: index, treatment, versus, yi });
      connections.join(treatments.indexOf(treatment), treatments.indexOf(versus));
    }
    blocks.push(built.covariance);
  }
  const parts = connections.blocks();
  if (parts.length > 1) {
    return { status: "disconnected", parts: parts.map((part) => [...part].map((i) => treatments[i]!)) };
  }
  const covariance = rows.map(() => new Array<number>(rows.length).fill(0));
  let from = 0;
  for (const block of blocks) {
    block.forEach((line, i) => {
      line.forEach((value, j) => {
        covariance[from + i]![from + j] = value;
      });
    });
    from += block.length;
  }
  return {
    status: "ready",
    treatments,
    rows,
    covariance,
    designs: studies.map((study) => [...armsOf(study)].sort(byName)),
  };
}

export const armsOf = ({ contrasts }: NetworkStudy): string[] => [
  ...new Set(contrasts.flatMap(({ treatment, versus }) => [versus, treatment])),
];

function contrastsOf(study: NetworkStudy): { contrasts: Contrast[]; covariance: number[][] } | undefined {
  const of = `fitNetwork study ${JSON.stringify(study.study)}`;
  const { contrasts, sharedVariance } = study;
  contrasts.forEach(({ treatment, versus, yi, vi }, i) => {
    requireFinite(`${of} contrasts[${i}].yi`, yi);
    requirePositive(`${of} contrasts[${i}].vi`, vi);
    demand(
      treatment !== versus,
      `${of} contrasts[${i}].versus`,
      versus,
      "another treatment than the one compared",
    );
  });
  const arms = armsOf(study);
  const m = arms.length;
  demand(m >= 2, `${of} contrasts`, contrasts.length, "at least 1");
  if (contrasts.length === m - 1 && (m === 2 || sharedVariance !== undefined)) {
    const against = contrasts[0]!.versus;
    const same = contrasts.every(({ versus }) => versus === against);
    demand(same, `${of} contrasts`, "different arms compared with", "all against the same arm");
    if (m > 2) requirePositive(`${of} sharedVariance`, sharedVariance!);
    const covariance = contrasts.map(({ vi }, i) =>
      contrasts.map((_, j) => (i === j ? vi : sharedVariance!)),
    );
    return cholesky(fromRows(covariance)) && { contrasts: [...contrasts], covariance };
  }
  const needed = (m * (m - 1)) / 2;
  const expected = `all ${needed} of ${m} arms, or ${m - 1} against one arm with sharedVariance`;
  demand(contrasts.length === needed, `${of} contrasts`, contrasts.length, expected);
  const base = arms[0]!;
  const between = (a: string, b: string) => {
    const found = contrasts.find(
      (c) => (c.treatment === a && c.versus === b) || (c.treatment === b && c.versus === a),
    );
    demand(found !== undefined, `${of} contrasts`, `none of ${a} and ${b}`, expected);
    return { yi: found.treatment === a ? found.yi : -found.yi, vi: found.vi };
  };
  const others = arms.slice(1);
  for (const a of others) {
    for (const b of others) {
      if (a >= b) continue;
      const direct = between(a, b);
      const through = between(a, base).yi - between(b, base).yi;
      // Rounding in a report may part them; anything more is a misprint.
      const agree = Math.abs(direct.yi - through) <= 0.1 * Math.sqrt(direct.vi);
      demand(agree, `${of} contrast of ${a} and ${b}`, direct.yi, `${through}, as the others imply`);
    }
  }
  const basis = others.map((arm) => ({ treatment: arm, versus: base, ...between(arm, base) }));
  // Arms are independent, so that var(a - b) = var(a - base) + var(b - base) - 2 cov.
  const covariance = others.map((a) =>
    others.map((b) =>
      a === b ? between(a, base).vi : (between(a, base).vi + between(b, base).vi - between(a, b).vi) / 2,
    ),
  );
  return cholesky(fromRows(covariance)) && { contrasts: basis, covariance };
}

export interface FittedRows {
  readonly estimates: readonly number[];
  readonly covariance: Matrix;
  readonly tau2: number;
  readonly q: QTest;
}

/** Generalised least squares of the contrasts on a design, tau2 by the method; undefined when the design is singular. */
export function fitRows(
  { rows, covariance }: Network,
  design: readonly (readonly number[])[],
  { method = "REML", level = 95 }: NetworkOptions,
): FittedRows | undefined {
  requireLevel(level);
  const x = fromRows(design);
  const common = generalised(rows, covariance, x, 0);
  if (!common) return undefined;
  const df = x.rows - x.columns;
  const q: QTest = { statistic: common.rss, df, p: df > 0 ? chiSquaredUpper(common.rss, df) : undefined };
  let tau2 = 0;
  if (method === "DL") tau2 = df > 0 ? moments(rows, covariance, x, common.rss) : 0;
  else if (method !== "common" && df > 0) {
    const fit = fitMultilevel(
      rows.map(({ yi }, i) => ({ yi, vi: covariance[i]![i]! })),
      {
        samplingCovariance: covariance,
        design,
        random: [
          {
            kind: "inner-outer",
            inner: innerOf(rows),
            outer: rows.map(({ study }) => study),
            structure: "CS",
            ...(innerOf(rows).some((place) => place > 0) && { rho: 0.5 }),
          },
        ],
        method,
        level,
      },
    );
    if (fit.status !== "converged") return undefined;
    tau2 = fit.components[0]!.variances[0]!;
  }
  const fitted = tau2 > 0 ? generalised(rows, covariance, x, tau2) : common;
  return fitted && { estimates: [...fitted.estimates], covariance: fitted.covariance, tau2, q };
}

/** The place of each contrast within its study. */
function innerOf(rows: readonly NetworkRow[]): number[] {
  let place = 0;
  return rows.map(({ study }, i) => {
    place = i > 0 && rows[i - 1]!.study === study ? place + 1 : 0;
    return place;
  });
}

/** The pattern of tau2: 1 for a contrast with itself, a half for two of one study. */
const shares = (rows: readonly NetworkRow[], i: number, j: number) =>
  i === j ? 1 : rows[i]!.study === rows[j]!.study ? 0.5 : 0;

function generalised(
  rows: readonly NetworkRow[],
  covariance: readonly (readonly number[])[],
  x: Matrix,
  tau2: number,
): { estimates: Float64Array; covariance: Matrix; rss: number; w: Matrix } | undefined {
  const m = fromRows(covariance.map((line, i) => line.map((value, j) => value + tau2 * shares(rows, i, j))));
  const w = inverseSymmetric(m);
  if (!w) return undefined;
  const wx = multiply(w, x);
  const inverse = inverseSymmetric(multiply(transpose(x), wx));
  if (!inverse) return undefined;
  const y = { rows: rows.length, columns: 1, values: Float64Array.from(rows, ({ yi }) => yi) };
  const estimates = multiply(inverse, multiply(transpose(wx), y)).values;
  const fitted = multiply(x, { rows: x.columns, columns: 1, values: estimates }).values;
  const e = { ...y, values: y.values.map((value, i) => value - fitted[i]!) };
  return { estimates, covariance: inverse, rss: multiply(transpose(e), multiply(w, e)).values[0]!, w };
}

/** (Q - df) / tr(P D), D the pattern of tau2; the moments of Jackson et al. (2012) for one common variance. */
function moments(
  rows: readonly NetworkRow[],
  covariance: readonly (readonly number[])[],
  x: Matrix,
  q: number,
): number {
  const { w, covariance: inverse } = generalised(rows, covariance, x, 0)!;
  const n = rows.length;
  const pattern = zeros(n, n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) pattern.values[i * n + j] = shares(rows, i, j);
  const wx = multiply(w, x);
  const taken = multiply(multiply(wx, inverse), transpose(wx));
  const p = { ...w, values: w.values.map((value, i) => value - taken.values[i]!) };
  return Math.max(0, (q - (n - x.columns)) / trace(multiply(p, pattern)));
}
