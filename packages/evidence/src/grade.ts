/**
 * How sure we are, by GRADE: a starting level by design, five reasons to rate down and three to rate up, each with a
 * step and why. The level follows from the steps, and the words from the level.
 * Sources: Balshem et al. (2011), J Clin Epidemiol 64(4):401-406 (GRADE guidelines 3); Santesso et al. (2020), J Clin
 * Epidemiol 119:126-135 (GRADE guidelines 26, statements that say how sure).
 */
import type { FigureId } from "./figure.ts";
import { type GradeLevel, gradeLevels, type Measure, type Product } from "./records.ts";

/** Reasons to rate down. */
export const gradeDomains = [
  "risk of bias",
  "inconsistency",
  "indirectness",
  "imprecision",
  "publication bias",
] as const;
export type GradeDomain = (typeof gradeDomains)[number];

/** Reasons to rate up. */
export const upgradeDomains = ["large effect", "dose-response", "opposing confounding"] as const;
export type UpgradeDomain = (typeof upgradeDomains)[number];

/** Where the level starts: high for randomised trials, low for all else. */
export const gradeStarts = { "randomised trials": "high", "other studies": "low" } as const;
export type GradeStart = keyof typeof gradeStarts;

/** What the studies point to, whatever their certainty; said apart from it. */
export const gradeFindings = ["improvement", "small improvement", "no clear difference"] as const;
export type GradeFinding = (typeof gradeFindings)[number];

/** The one table from level and finding to words. At very low, the finding is not said at all. */
export const certaintyPhrases = {
  high: {
    improvement: "improves",
    "small improvement": "improves-a-little",
    "no clear difference": "makes-no-clear-difference",
  },
  moderate: {
    improvement: "probably-improves",
    "small improvement": "probably-improves-a-little",
    "no clear difference": "probably-makes-no-clear-difference",
  },
  low: {
    improvement: "may-improve",
    "small improvement": "may-improve-a-little",
    "no clear difference": "may-make-no-clear-difference",
  },
  "very low": {
    improvement: "we-do-not-know",
    "small improvement": "we-do-not-know",
    "no clear difference": "we-do-not-know",
  },
} as const satisfies Record<GradeLevel, Record<GradeFinding, string>>;
export type CertaintyPhrase = (typeof certaintyPhrases)[GradeLevel][GradeFinding];

export const certaintyPhrase = (level: GradeLevel, finding: GradeFinding): CertaintyPhrase =>
  certaintyPhrases[level][finding];

export const judgedGroups = [
  "all-children",
  "about-under-5",
  "6-to-15",
  "16-and-over",
  "gmfcs-iv-v",
] as const;
export type JudgedGroup = (typeof judgedGroups)[number];

/** Why a step was taken, or was not. None carries values. */
export const ratingReasons = [
  "open-and-blinded-trials-mixed",
  "key-comparison-post-hoc",
  "age-finding-is-a-subgroup-with-low-power",
  "untreated-young-and-mild-children-change-most",
  "some-trials-without-untreated-comparison",
  "scatter-between-trials-not-published",
  "own-pool-scatter-small-but-few-trials",
  "severity-findings-disagree",
  "one-body-of-evidence",
  "routes-donors-and-doses-mixed",
  "age-cut-off-approximate",
  "evidence-from-younger-children",
  "trials-of-this-age-at-another-month",
  "only-trial-reaching-this-age-was-by-spine",
  "other-scale-and-second-medicine",
  "measured-directly-in-such-children",
  "few-children-compared",
  "interval-reaches-almost-nothing",
  "no-estimate-for-this-group",
  "no-gain-seen-in-small-study-reaching-this-age",
  "counts-not-read",
  "rare-harms-need-more-children",
  "review-cannot-be-rebuilt-from-public-data",
  "review-authors-ran-the-trials",
  "unpublished-trials-were-sought",
  "effect-is-small",
  "no-effect-estimated",
  "dose-not-by-lot",
  "dose-not-compared",
  "confounding-would-not-hide-a-gain",
] as const;
export type RatingReason = (typeof ratingReasons)[number];

export interface RatingDown {
  readonly domain: GradeDomain;
  readonly step: 0 | -1 | -2;
  readonly because: readonly RatingReason[];
}
export interface RatingUp {
  readonly domain: UpgradeDomain;
  readonly step: 0 | 1 | 2;
  readonly because: readonly RatingReason[];
}

/** What a judgement can be about: a scale, or serious events. */
export type JudgedOutcome = Measure | "serious event";

/** A GRADE level for one group and outcome. Ours, provisional, and marked so. */
export interface Judgement {
  readonly id: string;
  readonly group: JudgedGroup;
  readonly product: Product;
  readonly outcome: JudgedOutcome;
  /** Absent where results of several months were counted together. */
  readonly month?: number;
  readonly start: GradeStart;
  /** Each of the five once, in order. */
  readonly down: readonly RatingDown[];
  /** Each of the three once, in order. */
  readonly up: readonly RatingUp[];
  /** As `gradeLevel` computes it; written down so that a change of a step cannot pass unseen. */
  readonly level: GradeLevel;
  readonly finding: GradeFinding;
  readonly phrase: CertaintyPhrase;
  readonly restsOn: readonly FigureId[];
  /** yyyy-MM-dd */
  readonly judgedOn: string;
  /** True until a methodologist has looked. */
  readonly needsReview: boolean;
}

/** The level the steps lead to, never above high nor below very low. */
export function gradeLevel({ start, down, up }: Pick<Judgement, "start" | "down" | "up">): GradeLevel {
  const steps = [...down, ...up].reduce((sum, { step }) => sum + step, 0);
  const place = gradeLevels.indexOf(gradeStarts[start]) - steps;
  return gradeLevels[Math.min(gradeLevels.length - 1, Math.max(0, place))]!;
}

/** The judgements that a child's sheet and the first page rest on: the main outcome at its main month. */
const mainOutcome = { product: "cord blood", outcome: "GMFM-66", month: 12 } as const;

export const isMain = ({ product, outcome, month }: Judgement): boolean =>
  product === mainOutcome.product && outcome === mainOutcome.outcome && month === mainOutcome.month;
