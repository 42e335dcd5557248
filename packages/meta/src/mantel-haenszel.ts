/**
 * Mantel-Haenszel pooling: a common odds, risk or rate ratio, or difference, without correcting empty cells.
 * Sources: Mantel and Haenszel (1959), J Natl Cancer Inst 22(4):719-748; Robins, Breslow and Greenland (1986),
 * Biometrics 42(2):311-323 (variance of the log OR); Greenland and Robins (1985), Biometrics 41(1):55-68 (RR, IRR
 * and IRD); Sato, Greenland and Robins (1989), Biometrics 45(4):1323-1324 (RD); Breslow and Day (1980), Statistical
 * Methods in Cancer Research vol. I, p. 142; Tarone (1985), Biometrika 72(1):91-95 (correction of their test).
 */
import { demand } from "./arguments.ts";
import { chiSquaredUpper } from "./distributions/chi-squared.ts";
import { amounts, type Continuity } from "./escalc/continuity.ts";
import type { EffectSize } from "./escalc/effect-size.ts";
import { fromRates, type TwoRates } from "./escalc/person-time.ts";
import { adjust, fromTwoByTwo, type TwoByTwo } from "./escalc/two-by-two.ts";
import { type Heterogeneity, heterogeneity } from "./heterogeneity.ts";
import { underNoEffect } from "./under-no-effect.ts";
import { type Estimate, waldEstimate } from "./wald.ts";

export interface ChiSquaredTest {
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
}

export type MantelHaenszelFit =
  | {
      readonly status: "pooled";
      /** Ratios on the log scale. */
      readonly beta: Estimate;
      /** Of the studies' own effects about the pooled one; these do have empty cells corrected. */
      readonly heterogeneity: Heterogeneity;
      /** Studies given. */
      readonly k: number;
      /** Cochran-Mantel-Haenszel test of no association (OR, IRR); undefined where no study could show any. */
      readonly association: ChiSquaredTest | undefined;
      /** Tests of a common odds ratio (OR); undefined with fewer than two tables that inform them. */
      readonly breslowDay: ChiSquaredTest | undefined;
      readonly tarone: ChiSquaredTest | undefined;
    }
  | { readonly status: "not-estimable"; readonly because: string; readonly k: number };

export interface MantelHaenszelOptions {
  /** Continuity correction of 1/2 in the test of association; default true. */
  readonly correct?: boolean;
  /** In percent; default 95. */
  readonly level?: number;
  /** For the studies' own effects, which serve heterogeneity alone. Default: 1/2 where a cell is 0. */
  readonly ofEffects?: Continuity;
  /** For the pooling itself. Default: nothing is added and nothing dropped. */
  readonly ofPooling?: Continuity;
}

const nothing: Continuity = { add: 0, to: "none", drop00: false };
const onlyEmpty: Continuity = { add: 0.5, to: "only0", drop00: true };

/**
 * A common OR, RR (both as logarithms) or RD of arm 1 over arm 2.
 * @throws RangeError when no table is given, or a count is negative or not finite.
 */
export function mantelHaenszel(
  measure: "OR" | "RR" | "RD",
  tables: readonly TwoByTwo[],
  { correct = true, level = 95, ofEffects = onlyEmpty, ofPooling = nothing }: MantelHaenszelOptions = {},
): MantelHaenszelFit {
  demand(["OR", "RR", "RD"].includes(measure), "measure", measure, "OR, RR or RD");
  const k = tables.length;
  demand(k > 0, "mantelHaenszel tables", k, "at least one table");
  // Checks the counts too.
  const effects = fromTwoByTwo(measure, tables, ofEffects);
  const pooled = adjust(tables, ofPooling)
    .filter((_, i) => !ofPooling.drop00 || isInformative(tables[i]!))
    .filter(({ ai, bi, ci, di }) => ai + bi > 0 && ci + di > 0);
  const found =
    measure === "OR" ? logOdds(pooled) : measure === "RR" ? logRisk(pooled) : riskDifference(pooled);
  if (typeof found === "string") return { status: "not-estimable", because: found, k };
  if (!hasVariance(found)) return { status: "not-estimable", because: noVariance, k };
  const beta = waldEstimate(found.estimate, Math.sqrt(found.variance), level);
  const isOdds = measure === "OR";
  return {
    status: "pooled",
    beta,
    heterogeneity: aboutCommon(effects, found.estimate),
    k,
    association: isOdds ? associationOfTables(pooled, correct) : undefined,
    ...(isOdds
      ? commonOddsTests(pooled, Math.exp(found.estimate))
      : { breslowDay: undefined, tarone: undefined }),
  };
}

/**
 * A common rate ratio (IRR, as logarithm) or rate difference (IRD) of arm 1 over arm 2.
 * @throws RangeError when no study is given, events are negative, or person-time is not above 0.
 */
export function mantelHaenszelRates(
  measure: "IRR" | "IRD",
  rates: readonly TwoRates[],
  { correct = true, level = 95, ofEffects = onlyEmpty, ofPooling = nothing }: MantelHaenszelOptions = {},
): MantelHaenszelFit {
  demand(["IRR", "IRD"].includes(measure), "measure", measure, "IRR or IRD");
  const k = rates.length;
  demand(k > 0, "mantelHaenszelRates rates", k, "at least one study");
  const effects = fromRates(measure, rates, ofEffects);
  const added = amounts(
    rates.map(({ x1i, x2i }) => x1i === 0 || x2i === 0),
    ofPooling,
    0,
  );
  const pooled = rates
    .map((each, i) => ({ ...each, x1i: each.x1i + added[i]!, x2i: each.x2i + added[i]! }))
    .filter((_, i) => !ofPooling.drop00 || rates[i]!.x1i + rates[i]!.x2i > 0);
  const found = measure === "IRR" ? logRate(pooled) : rateDifference(pooled);
  if (typeof found === "string") return { status: "not-estimable", because: found, k };
  if (!hasVariance(found)) return { status: "not-estimable", because: noVariance, k };
  return {
    status: "pooled",
    beta: waldEstimate(found.estimate, Math.sqrt(found.variance), level),
    heterogeneity: aboutCommon(effects, found.estimate),
    k,
    association: measure === "IRR" ? associationOfRates(pooled, correct) : undefined,
    breslowDay: undefined,
    tarone: undefined,
  };
}

/** Some event and some non-event: only such a table says anything about a ratio of odds. */
const isInformative = ({ ai, bi, ci, di }: TwoByTwo) => ai + ci > 0 && bi + di > 0;

interface Pooled {
  readonly estimate: number;
  readonly variance: number;
}

/** Where everybody or nobody has the event, a ratio of 1 or a difference of 0 is all that is left, without error. */
const noVariance = "the studies leave the pooled effect no finite sampling variance above 0";
const hasVariance = ({ estimate, variance }: Pooled) =>
  Number.isFinite(estimate) && variance > 0 && variance < Number.POSITIVE_INFINITY;

/** The logarithm of a ratio of sums, unless one of the sums is empty: then the reason. */
function logRatio(top: number, bottom: number, variance: number, what: string): Pooled | string {
  if (top > 0 && bottom > 0) return { estimate: Math.log(top / bottom), variance };
  if (top === 0 && bottom === 0) return `no study informs the ${what}: no events to compare`;
  return `the ${what} is ${top === 0 ? "0" : "infinite"}: no table speaks for the other direction`;
}

/** Robins, Breslow and Greenland (1986), eq. 3. */
function logOdds(tables: readonly TwoByTwo[]): Pooled | string {
  let [r, s, pr, cross, qs] = [0, 0, 0, 0, 0];
  for (const { ai, bi, ci, di } of tables) {
    const n = ai + bi + ci + di;
    const [ri, si, pi, qi] = [(ai * di) / n, (bi * ci) / n, (ai + di) / n, (bi + ci) / n];
    r += ri;
    s += si;
    pr += pi * ri;
    cross += pi * si + qi * ri;
    qs += qi * si;
  }
  return logRatio(r, s, pr / (2 * r * r) + cross / (2 * r * s) + qs / (2 * s * s), "odds ratio");
}

/** Greenland and Robins (1985), eq. 13. */
function logRisk(tables: readonly TwoByTwo[]): Pooled | string {
  let [r, s, d] = [0, 0, 0];
  for (const { ai, bi, ci, di } of tables) {
    const [n1, n2] = [ai + bi, ci + di];
    const n = n1 + n2;
    r += (ai * n2) / n;
    s += (ci * n1) / n;
    d += (n1 * n2 * (ai + ci)) / (n * n) - (ai * ci) / n;
  }
  return logRatio(r, s, d / (r * s), "risk ratio");
}

/** Sato, Greenland and Robins (1989): consistent for few large strata and for many sparse ones. */
function riskDifference(tables: readonly TwoByTwo[]): Pooled | string {
  let [top, weight, p, q] = [0, 0, 0, 0];
  for (const { ai, bi, ci, di } of tables) {
    const [n1, n2] = [ai + bi, ci + di];
    const n = n1 + n2;
    top += (ai * n2 - ci * n1) / n;
    weight += (n1 * n2) / n;
    p += (n1 ** 2 * ci - n2 ** 2 * ai + (n1 * n2 * (n2 - n1)) / 2) / n ** 2;
    q += (ai * (n2 - ci) + ci * (n1 - ai)) / (2 * n);
  }
  if (!(weight > 0)) return "no study has people in both arms";
  const estimate = top / weight;
  const variance = (estimate * p + q) / weight ** 2;
  return variance > 0 ? { estimate, variance } : "no event, or only events, in every study: no variance";
}

/** Greenland and Robins (1985), section 4: the sums of RR with person-time in place of people. */
function logRate(rates: readonly TwoRates[]): Pooled | string {
  let [r, s, d] = [0, 0, 0];
  for (const { x1i, t1i, x2i, t2i } of rates) {
    const t = t1i + t2i;
    r += (x1i * t2i) / t;
    s += (x2i * t1i) / t;
    d += (t1i * t2i * (x1i + x2i)) / (t * t);
  }
  return logRatio(r, s, d / (r * s), "rate ratio");
}

/** Greenland and Robins (1985), section 4. */
function rateDifference(rates: readonly TwoRates[]): Pooled | string {
  let [top, weight, d] = [0, 0, 0];
  for (const { x1i, t1i, x2i, t2i } of rates) {
    const t = t1i + t2i;
    const w = (t1i * t2i) / t;
    top += (x1i * t2i - x2i * t1i) / t;
    weight += w;
    d += w * w * (x1i / t1i ** 2 + x2i / t2i ** 2);
  }
  return d > 0 ? { estimate: top / weight, variance: d / weight ** 2 } : "no event in any study: no variance";
}

function aboutCommon(effects: readonly EffectSize[], estimate: number): Heterogeneity {
  let [q, used] = [0, 0];
  for (const effect of effects) {
    if (effect.status !== "estimated" || !(effect.vi > 0)) continue;
    q += (effect.yi - estimate) ** 2 / effect.vi;
    used++;
  }
  return heterogeneity(q, used - 1);
}

/** Mantel and Haenszel (1959), with their correction of 1/2. */
function chiSquaredOf(excess: number, variance: number, correct: boolean): ChiSquaredTest | undefined {
  if (!(variance > 0)) return undefined;
  const statistic = (Math.abs(excess) - (correct ? 0.5 : 0)) ** 2 / variance;
  return { statistic, df: 1, p: chiSquaredUpper(statistic, 1) };
}

function associationOfTables(tables: readonly TwoByTwo[], correct: boolean): ChiSquaredTest | undefined {
  let [excess, variance] = [0, 0];
  for (const table of tables) {
    const { expected, variance: v } = underNoEffect(table);
    excess += table.ai - expected;
    variance += v;
  }
  return chiSquaredOf(excess, variance, correct);
}

function associationOfRates(rates: readonly TwoRates[], correct: boolean): ChiSquaredTest | undefined {
  let [excess, variance] = [0, 0];
  for (const { x1i, t1i, x2i, t2i } of rates) {
    const t = t1i + t2i;
    excess += x1i - ((x1i + x2i) * t1i) / t;
    variance += ((x1i + x2i) * t1i * t2i) / (t * t);
  }
  return chiSquaredOf(excess, variance, correct);
}

/** Breslow and Day (1980), eq. 4.30, and Tarone (1985), eq. 4. */
function commonOddsTests(tables: readonly TwoByTwo[], odds: number) {
  let [breslowDay, residual, variance, used] = [0, 0, 0, 0];
  for (const table of tables) {
    if (!isInformative(table)) continue;
    const fitted = fittedAt(table, odds);
    const v = 1 / (1 / fitted.ai + 1 / fitted.bi + 1 / fitted.ci + 1 / fitted.di);
    breslowDay += (table.ai - fitted.ai) ** 2 / v;
    residual += table.ai - fitted.ai;
    variance += v;
    used++;
  }
  const df = used - 1;
  if (df < 1) return { breslowDay: undefined, tarone: undefined };
  const corrected = Math.max(0, breslowDay - residual ** 2 / variance);
  return {
    breslowDay: { statistic: breslowDay, df, p: chiSquaredUpper(breslowDay, df) },
    tarone: { statistic: corrected, df, p: chiSquaredUpper(corrected, df) },
  };
}

/** The table with these margins and this odds ratio: a root of a quadratic in ai. */
function fittedAt({ ai, bi, ci, di }: TwoByTwo, odds: number): TwoByTwo {
  const [n1, n2, events] = [ai + bi, ci + di, ai + ci];
  // (1 - odds) a^2 + (n2 - events + odds (n1 + events)) a - odds n1 events = 0, in the form that odds = 1 leaves finite.
  const half = (n2 - events + odds * (n1 + events)) / 2;
  const a = (odds * n1 * events) / (half + Math.sqrt(half * half + (1 - odds) * odds * n1 * events));
  return { ai: a, bi: n1 - a, ci: events - a, di: n2 - events + a };
}
