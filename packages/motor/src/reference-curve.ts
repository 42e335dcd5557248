/**
 * The average course of gross motor function at each GMFCS level: what children at a level score at an age, on
 * average. Never a forecast for one child: children at one level differ widely, and the published bands around the
 * average were not available to us.
 *
 *   score = limit * (1 - exp(-rate * age)),   rate = ln(10) / age90
 *
 * limit is in GMFM-66 points, age in years, age90 the age at which 90% of the limit is reached. Source: Rosenbaum
 * et al. (2002), JAMA 288(11):1357-1363. age90 was read where another article quotes it; the limits and the
 * equation are from memory and have not been read in a source. So every result here is `checked: "unverified"`,
 * and that word must be shown beside it.
 */
import later from "../tables/later-course.json" with { type: "json" };
import curve from "../tables/reference-curve.json" with { type: "json" };
import type { CompletedMonths } from "./age.ts";
import { type GmfcsLevel, gmfcsLevels } from "./gmfcs.ts";
import { laterCourse } from "./later-course.ts";
import { type Range, requirePlausible } from "./plausible.ts";
import { readSource, readSourceAs, type Source } from "./source.ts";

/** Whom every figure here is about. */
export const averageOfLevel = "average of children at this level";
export type AverageOfLevel = typeof averageOfLevel;

/** The ages at which the Canadian cohort was seen, first to last report; outside them the curve is only drawn on. */
export const sampledAgeYears: Range = {
  min: curve.sample.ageYearsAtEntry.min,
  max: later["hanna-2009"].untilAgeYears,
};

export const curveSources: { readonly sample: Source; readonly form: Source; readonly age90: Source } = {
  sample: readSource(curve.sample.source),
  form: readSource(curve.form.source),
  age90: readSource(curve.age90Years.source),
};

const limitSource = readSourceAs("unverified", curve.limitGmfm66.source);
const age90Source = readSourceAs("secondary", curve.age90Years.source);

export interface CurveParameters {
  readonly gmfcs: GmfcsLevel;
  readonly limit: {
    readonly points: number;
    readonly nature: "published";
    readonly source: Source<"unverified">;
  };
  readonly age90: {
    /** Of the limit, that is reached at this age. */
    readonly share: 0.9;
    readonly years: number;
    readonly nature: "published";
    readonly source: Source<"secondary">;
  };
  readonly ratePerYear: number;
}

/** The published parameters of a level, each with its own degree of checking, and the rate that follows. */
export function curveParameters(gmfcs: GmfcsLevel): CurveParameters {
  const years = curve.age90Years[gmfcs];
  return {
    gmfcs,
    limit: { points: curve.limitGmfm66[gmfcs], nature: "published", source: limitSource },
    age90: { share: 0.9, years, nature: "published", source: age90Source },
    ratePerYear: Math.LN10 / years,
  };
}

interface AboutTheLevel {
  readonly of: AverageOfLevel;
  readonly gmfcs: GmfcsLevel;
  readonly checked: "unverified";
}

export interface AverageAtAge extends AboutTheLevel {
  readonly nature: "derived";
  readonly ageYears: number;
  readonly ageWasSampled: boolean;
  readonly scorePoints: number;
  /** 0 to 1: how much of the level's limit is reached at this age. */
  readonly fractionOfLimit: number;
}

/**
 * The average of children at this level at an age in years. Not a forecast for one child.
 * @throws ImplausibleInput when the age is not 0 to 30.
 */
export function averageAt(gmfcs: GmfcsLevel, ageYears: number): AverageAtAge {
  requirePlausible("ageYears", ageYears);
  const { limit, ratePerYear } = curveParameters(gmfcs);
  const fractionOfLimit = 1 - Math.exp(-ratePerYear * ageYears);
  return {
    ...aboutTheLevel(gmfcs),
    nature: "derived",
    ageYears,
    ageWasSampled: wasSampled(ageYears),
    scorePoints: limit.points * fractionOfLimit,
    fractionOfLimit,
  };
}

export interface CourseBand extends AboutTheLevel {
  readonly nature: "illustrative";
  readonly ageYears: number;
  readonly ageWasSampled: boolean;
  /** The average if function is slowly lost after a peak (Hanna 2009), by a straight line to the last age seen. */
  readonly lowPoints: number;
  /** The average if it stays where it is (Smits 2013, Jahnsen 2025). */
  readonly highPoints: number;
}

/**
 * The average of children at this level where the studies agree, and the range between them where they do not. Up
 * to the peak of Hanna 2009, and at levels I and II at every age, low and high are equal. The published loss is not
 * a straight line and belongs to another fit than this curve: the low edge illustrates its size only.
 * @throws ImplausibleInput when the age is not 0 to 30.
 */
export function courseBand(gmfcs: GmfcsLevel, ageYears: number): CourseBand {
  const highPoints = averageAt(gmfcs, ageYears).scorePoints;
  const { loss } = laterCourse(gmfcs);
  let lowPoints = highPoints;
  if (loss !== undefined && ageYears > loss.peakAgeYears) {
    const share = (ageYears - loss.peakAgeYears) / (loss.untilAgeYears - loss.peakAgeYears);
    lowPoints = averageAt(gmfcs, loss.peakAgeYears).scorePoints - loss.points * Math.min(1, share);
  }
  return {
    ...aboutTheLevel(gmfcs),
    nature: "illustrative",
    ageYears,
    ageWasSampled: wasSampled(ageYears),
    lowPoints,
    highPoints,
  };
}

/** What the average of a level does in the year ahead. All but the last carry gmfcs, lowPoints, highPoints. */
export const nextYearCodes = [
  "next-year-average-gain", // both ends above 0: children at this level still gain on average
  "next-year-stable-to-slow-loss", // the low end below 0: the studies disagree
  "next-year-not-known", // gmfcs: under 1 year or so old that the year ends after 21, where nobody was followed
] as const;

export type NextYear =
  | (AboutTheLevel & {
      readonly nature: "derived";
      readonly code: "next-year-average-gain" | "next-year-stable-to-slow-loss";
      readonly values: {
        readonly gmfcs: GmfcsLevel;
        readonly lowPoints: number;
        readonly highPoints: number;
      };
    })
  | { readonly code: "next-year-not-known"; readonly values: { readonly gmfcs: GmfcsLevel } };

/**
 * How much the average of children at this level changes over the next year of age, in points, over all ages the
 * child may have. This is growth with no infusion: what any gain has to be set beside. Not a forecast.
 */
export function nextYear(gmfcs: GmfcsLevel, age: CompletedMonths): NextYear {
  // Somebody of `high` completed months may be a day short of the next.
  const ages = [age.low / 12, (age.high + 1) / 12];
  if (!ages.every((years) => wasSampled(years) && wasSampled(years + 1))) {
    return { code: "next-year-not-known", values: { gmfcs } };
  }
  const changes = ages.map((years) => {
    const now = courseBand(gmfcs, years);
    const then = courseBand(gmfcs, years + 1);
    return { low: then.lowPoints - now.lowPoints, high: then.highPoints - now.highPoints };
  });
  const lowPoints = Math.min(...changes.map(({ low }) => low));
  const highPoints = Math.max(...changes.map(({ high }) => high));
  return {
    ...aboutTheLevel(gmfcs),
    nature: "derived",
    code: lowPoints < 0 ? "next-year-stable-to-slow-loss" : "next-year-average-gain",
    values: { gmfcs, lowPoints, highPoints },
  };
}

/** The parameters of all levels, I to V. */
export const allCurveParameters: readonly CurveParameters[] = gmfcsLevels.map(curveParameters);

function aboutTheLevel(gmfcs: GmfcsLevel): AboutTheLevel {
  return { of: averageOfLevel, gmfcs, checked: "unverified" };
}

function wasSampled(ageYears: number): boolean {
  return ageYears >= sampledAgeYears.min && ageYears <= sampledAgeYears.max;
}
