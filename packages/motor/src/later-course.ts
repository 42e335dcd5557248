/**
 * What happens to gross motor function after early childhood, on average, by GMFCS level. Three cohorts do not agree:
 *
 * - Canada (Hanna 2009): no average loss at I and II; at III to V a peak at about 7 or 8 years and a loss of 4.7 to
 *   7.8 points by 21. A corrigendum of 2016 has not been read.
 * - Netherlands (Smits 2013): a stable limit fits better than a peak and a loss, at every level.
 * - Norway (Jahnsen 2025): I to IV rise until about 7 and then flatten, V is nearly flat, to 17 years.
 *
 * So the answer for III to V is a range, from stable to slow loss, with the disagreement named. All were read as
 * abstracts.
 */
import table from "../tables/later-course.json" with { type: "json" };
import type { GmfcsLevel } from "./gmfcs.ts";
import type { Range } from "./plausible.ts";
import { readSource, type Source } from "./source.ts";

export const laterCourseCodes = [
  "later-course-stable", // gmfcs
  "later-course-stable-to-slow-loss", // gmfcs, peakAgeMonths, lossPoints, untilAgeYears
] as const;

/** Named wherever the range is shown. */
export const laterCourseConflictCodes = [
  "later-course-cohorts-disagree", // lossFoundBy, lossNotFoundBy: years of publication
] as const;

export const laterCourseFindingCodes = [
  "cohort-no-average-loss", // -
  "cohort-peak-then-loss", // peakAgeMonths, lossPoints, untilAgeYears
  "cohort-stable-limit-fits-better", // -
  "cohort-rises-then-flat", // risesUntilAgeYears
  "cohort-nearly-flat", // -
] as const;

export interface CohortFinding {
  readonly nature: "published";
  readonly code: (typeof laterCourseFindingCodes)[number];
  readonly values: Readonly<Record<string, number>>;
  readonly children: number;
  readonly ageYears: Range;
  readonly source: Source;
}

/** The average loss after the peak, where a cohort found one. */
export interface AverageLoss {
  readonly peakAgeMonths: number;
  readonly peakAgeYears: number;
  /** GMFM-66 points from the peak to `untilAgeYears`. */
  readonly points: number;
  readonly untilAgeYears: number;
}

export interface LaterCourse {
  readonly of: "average of children at this level";
  readonly gmfcs: GmfcsLevel;
  readonly code: (typeof laterCourseCodes)[number];
  readonly values: Readonly<Record<string, number | string>>;
  readonly loss?: AverageLoss;
  readonly conflict?: {
    readonly code: (typeof laterCourseConflictCodes)[number];
    readonly values: { readonly lossFoundBy: readonly number[]; readonly lossNotFoundBy: readonly number[] };
  };
  readonly findings: readonly CohortFinding[];
}

/** The later course of the average at a level, with what each cohort found. Not a forecast for one child. */
export function laterCourse(gmfcs: GmfcsLevel): LaterCourse {
  const canada = table["hanna-2009"];
  const { peakAgeMonths, lossPoints } = canada.byLevel[gmfcs];
  const about = { of: "average of children at this level", gmfcs } as const;
  const others = [netherlands(), norway(gmfcs)];
  if (peakAgeMonths === null) {
    const none = finding("cohort-no-average-loss", {}, canada);
    return { ...about, code: "later-course-stable", values: { gmfcs }, findings: [none, ...others] };
  }
  const { untilAgeYears } = canada;
  const values = { peakAgeMonths, lossPoints, untilAgeYears };
  const found = finding("cohort-peak-then-loss", values, canada);
  return {
    ...about,
    code: "later-course-stable-to-slow-loss",
    values: { gmfcs, ...values },
    loss: { peakAgeMonths, peakAgeYears: peakAgeMonths / 12, points: lossPoints, untilAgeYears },
    conflict: {
      code: "later-course-cohorts-disagree",
      values: { lossFoundBy: yearsOf([found]), lossNotFoundBy: yearsOf(others) },
    },
    findings: [found, ...others],
  };
}

type Cohort = (typeof table)[keyof typeof table];

function netherlands(): CohortFinding {
  return finding("cohort-stable-limit-fits-better", {}, table["smits-2013"]);
}

function norway(gmfcs: GmfcsLevel): CohortFinding {
  const cohort = table["jahnsen-2025"];
  if (gmfcs === "V") return finding("cohort-nearly-flat", {}, cohort);
  return finding("cohort-rises-then-flat", { risesUntilAgeYears: cohort.risesUntilAgeYears }, cohort);
}

function finding(
  code: CohortFinding["code"],
  values: CohortFinding["values"],
  cohort: Cohort,
): CohortFinding {
  const { children, ageYears } = cohort.sample;
  return { nature: "published", code, values, children, ageYears, source: readSource(cohort.source) };
}

function yearsOf(findings: readonly CohortFinding[]): number[] {
  return findings.flatMap(({ source }) => source.work.year ?? []);
}
