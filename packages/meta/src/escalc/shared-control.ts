/**
 * Several arms compared with one control group: their effect sizes and the covariance that the shared group brings.
 * The general formula: where effects i and j depend on the control group's statistics c, cov = (dyi/dc) var(c) (dyj/dc)'.
 * Each variance is that of the same measure from two arms, so that a single arm gives what two arms give.
 * Sources: Gleser and Olkin (2009), in Cooper et al., The Handbook of Research Synthesis and Meta-Analysis, 2nd ed., ch. 19
 * (risks and their logarithms; SMD by the standard deviation of all arms); Lajeunesse (2011), Ecology 92(11):2049-2055
 * (ROM); for the others the formula is applied to the variances that the two-arm measures name.
 */
import { demand, requireNonNegative } from "../arguments.ts";
import type { EffectSize } from "./effect-size.ts";
import { fromRates } from "./person-time.ts";
import { hedgesJ } from "./small-sample.ts";
import { fromTwoByTwo } from "./two-by-two.ts";
import { fromTwoMeans } from "./two-means.ts";

/** A group's mean, standard deviation and size. */
export interface MeanGroup {
  readonly m: number;
  readonly sd: number;
  readonly n: number;
}

/** A group's events and size. */
export interface EventGroup {
  readonly x: number;
  readonly n: number;
}

/** A group's events and person-time. */
export interface RateGroup {
  readonly x: number;
  readonly t: number;
}

export const sharedMeanMeasures = ["MD", "SMD", "SMDH", "SMD1", "SMD1H", "ROM"] as const;
export type SharedMeanMeasure = (typeof sharedMeanMeasures)[number];
export const sharedEventMeasures = ["RR", "OR", "RD", "AS", "PETO"] as const;
export type SharedEventMeasure = (typeof sharedEventMeasures)[number];
export const sharedRateMeasures = ["IRR", "IRD", "IRSD"] as const;
export type SharedRateMeasure = (typeof sharedRateMeasures)[number];

/** Effects of each arm against the control group, in the order of the arms. */
export type SharedControl =
  | {
      readonly status: "estimated";
      readonly yi: readonly number[];
      /** Sampling covariance: what `fitMultilevel` and `aggregateEffects` take. */
      readonly v: readonly (readonly number[])[];
    }
  | { readonly status: "undefined"; readonly because: string };

/**
 * @param pooled of SMD: "all" takes the SD within all arms together (Gleser and Olkin), "pairs" that of each arm and the
 * control, as `fromTwoMeans` does.
 * @throws RangeError when there is no arm, or as `fromTwoMeans`.
 */
export function sharedControlMeans(
  measure: SharedMeanMeasure,
  control: MeanGroup,
  arms: readonly MeanGroup[],
  { pooled = "all", correct = true }: { readonly pooled?: "all" | "pairs"; readonly correct?: boolean } = {},
): SharedControl {
  demand(sharedMeanMeasures.includes(measure), "measure", measure, sharedMeanMeasures.join(", "));
  demand(pooled === "all" || pooled === "pairs", "pooled", pooled, "all or pairs");
  requireArms(arms);
  const pairs = arms.map(({ m, sd, n }) => ({
    ...{ m1i: m, m2i: control.m, sd1i: sd, sd2i: control.sd },
    ...{ n1i: n, n2i: control.n },
  }));
  const sizes = fromTwoMeans(measure, pairs, { correct });
  if (measure === "SMD" && pooled === "all") return byCommonSd(control, arms, correct);
  const { m, sd, n } = control;
  const root = arms.map((arm) => Math.sqrt((arm.sd ** 2 + sd ** 2) / 2));
  return together(sizes, (i, j, yi, yj) => {
    switch (measure) {
      case "MD":
        return sd ** 2 / n;
      case "ROM":
        return sd ** 2 / (n * m ** 2);
      case "SMD":
        return 1 / n + (yi * yj * n) / (2 * (arms[i]!.n + n) * (arms[j]!.n + n));
      case "SMD1":
        return 1 / n + (yi * yj) / (2 * n);
      case "SMD1H":
        return 1 / (n - 1) + (yi * yj) / (2 * (n - 1));
      case "SMDH": {
        const product = root[i]! * root[j]!;
        return sd ** 2 / ((n - 1) * product) + (yi * yj * sd ** 4) / (8 * product ** 2 * (n - 1));
      }
    }
  });
}

/** Every arm in units of the SD within all of them, control included. */
function byCommonSd(control: MeanGroup, arms: readonly MeanGroup[], correct: boolean): SharedControl {
  const groups = [control, ...arms];
  const size = groups.reduce((sum, { n }) => sum + n, 0);
  const df = size - groups.length;
  const common = Math.sqrt(groups.reduce((sum, { sd, n }) => sum + (n - 1) * sd ** 2, 0) / df);
  const j = correct ? hedgesJ(df) : 1;
  const yi = arms.map(({ m }) => (j * (m - control.m)) / common);
  const v = arms.map(({ n }, i) =>
    arms.map((_, l) => (i === l ? 1 / n : 0) + 1 / control.n + (yi[i]! * yi[l]!) / (2 * size)),
  );
  return finite(yi, v);
}

/**
 * Where any group has no event, or only events, `add` goes to the events and to the others of every group, so that the
 * control group is one and the same in all comparisons.
 * @throws RangeError when there is no arm, or as `fromTwoByTwo`.
 */
export function sharedControlEvents(
  measure: SharedEventMeasure,
  control: EventGroup,
  arms: readonly EventGroup[],
  { add = 0.5 }: { readonly add?: number } = {},
): SharedControl {
  demand(sharedEventMeasures.includes(measure), "measure", measure, sharedEventMeasures.join(", "));
  requireNonNegative("add", add);
  requireArms(arms);
  for (const [i, { x, n }] of [control, ...arms].entries()) {
    const name = i === 0 ? "control" : `arms[${i - 1}]`;
    demand(x >= 0 && x <= n, `${name}.x`, x, `a count from 0 to n = ${n}`);
  }
  const empty = measure !== "AS" && [control, ...arms].some(({ x, n }) => x === 0 || x === n);
  const more = empty ? add : 0;
  const [c, d] = [control.x + more, control.n - control.x + more];
  const tables = arms.map(({ x, n }) => ({ ai: x + more, bi: n - x + more, ci: c, di: d }));
  const n = c + d;
  const sizes = fromTwoByTwo(measure, tables, { to: "none" });
  // Peto's variance is that of no effect, under which all arms have one risk.
  const events = tables.reduce((sum, { ai }) => sum + ai, c);
  const people = tables.reduce((sum, { ai, bi }) => sum + ai + bi, n);
  const risk = events / people;
  return together(sizes, (i, j) => {
    switch (measure) {
      case "RR":
        return d / (n * c);
      case "OR":
        return 1 / c + 1 / d;
      case "RD":
        return (c * d) / n ** 3;
      case "AS":
        return 1 / (4 * n);
      case "PETO": {
        // O - E holds -ni / (ni + n) of the control's events, and is divided by V.
        const share = (of: number) => {
          const { ai, bi } = tables[of]!;
          const size = sizes[of]!;
          return size.status === "estimated" ? ((ai + bi) / (ai + bi + n)) * size.vi : Number.NaN;
        };
        return share(i) * share(j) * n * risk * (1 - risk);
      }
    }
  });
}

/**
 * Where any group has no event, `add` goes to the events of every group.
 * @throws RangeError when there is no arm, or as `fromRates`.
 */
export function sharedControlRates(
  measure: SharedRateMeasure,
  control: RateGroup,
  arms: readonly RateGroup[],
  { add = 0.5 }: { readonly add?: number } = {},
): SharedControl {
  demand(sharedRateMeasures.includes(measure), "measure", measure, sharedRateMeasures.join(", "));
  requireNonNegative("add", add);
  requireArms(arms);
  const more = measure !== "IRSD" && [control, ...arms].some(({ x }) => x === 0) ? add : 0;
  const { x, t } = { x: control.x + more, t: control.t };
  const pairs = arms.map((arm) => ({ x1i: arm.x + more, x2i: x, t1i: arm.t, t2i: t }));
  const sizes = fromRates(measure, pairs, { to: "none" });
  const covariance = { IRR: 1 / x, IRD: x / t ** 2, IRSD: 1 / (4 * t) }[measure];
  return together(sizes, () => covariance);
}

function requireArms(arms: readonly unknown[]): void {
  demand(arms.length > 0, "arms", arms.length, "at least one arm beside the control");
}

function together(
  sizes: readonly EffectSize[],
  covariance: (i: number, j: number, yi: number, yj: number) => number,
): SharedControl {
  const missing = sizes.find((size) => size.status === "undefined");
  if (missing?.status === "undefined") return { status: "undefined", because: missing.because };
  const known = sizes.filter((size) => size.status === "estimated");
  const v = known.map((a, i) =>
    known.map((b, j) => (i === j ? a.vi : covariance(Math.min(i, j), Math.max(i, j), a.yi, b.yi))),
  );
  return finite(
    known.map(({ yi }) => yi),
    v,
  );
}

function finite(yi: readonly number[], v: readonly (readonly number[])[]): SharedControl {
  if (yi.every(Number.isFinite) && v.every((row) => row.every(Number.isFinite)))
    return { status: "estimated", yi, v };
  return { status: "undefined", because: "an effect or its covariance is not finite for these data" };
}
