/** What a browser needs to answer `evidenceFor`: plain JSON, built by `evidencePack` and published by the server. */
import type { GmfcsLevel } from "motor";
import type { AgeLimits } from "./age-limits.ts";
import type { CitedFigure, Source } from "./figure.ts";
import type { Judgement } from "./grade.ts";
import type { Design, Donor, HarmKind, Product } from "./records.ts";
import type { DataSetVersion } from "./tables.ts";
import type { Work } from "./works.ts";

/** How children were given cells. Studies that mixed routes, or whose route was not read, have keys of their own. */
export const routeKeys = [
  "intravenous",
  "intravenous, not confirmed",
  "intravenous and intra-arterial",
  "intravenous and intrathecal",
  "intravenous and intrathecal and intramuscular",
  "intrathecal",
  "not read",
] as const;
export type RouteKey = (typeof routeKeys)[number];

const studyGroups = [
  "controlled trial",
  "uncontrolled trial",
  "series or programme",
  "design not read",
] as const;
/** A series or programme treated children without the protocol of a trial. */
export type StudyGroup = (typeof studyGroups)[number];

/**
 * How many children a study counts. "arms of this product and their controls": the study gave other products
 * too, and those arms are left out. "other products among them": the same, but the arms' sizes were not read.
 */
const countScopes = [
  "all enrolled",
  "arms of this product and their controls",
  "other products among them",
] as const;

export interface StudyChildren {
  readonly count: number;
  readonly scope: (typeof countScopes)[number];
  /** What the count is the sum of. */
  readonly figures: readonly CitedFigure[];
}

export interface PackedStudy {
  readonly id: string;
  readonly work: string;
  readonly year?: number;
  readonly product: Product;
  readonly route: RouteKey;
  readonly donors: readonly Donor[];
  readonly design: Design;
  readonly group: StudyGroup;
  readonly mixedDiagnoses: boolean;
  readonly gmfcs?: readonly GmfcsLevel[];
  readonly ages?: AgeLimits;
  readonly ageFigures: { readonly low?: CitedFigure; readonly high?: CitedFigure };
  /** Absent where no number was read: unknown, not none. */
  readonly children?: StudyChildren;
  /** Whether any result of the study about this product is held, in numbers or in words. */
  readonly resultHeld: boolean;
}

/** A result about children of one age band by themselves, other than from a study that took no one else. */
export interface PackedAgeResult {
  readonly study: string;
  readonly product: Product;
  readonly route: RouteKey;
  readonly ageBand: { readonly lowMonths: number; readonly highMonths: number };
  readonly children?: CitedFigure;
}

export interface PackedHeadlineResult {
  readonly month: number;
  readonly effect: CitedFigure;
  readonly p?: CitedFigure;
}

export interface PackedHeadline {
  readonly results: readonly PackedHeadlineResult[];
  readonly treated: CitedFigure;
  readonly control: CitedFigure;
  readonly records: CitedFigure;
  readonly studies: CitedFigure;
  readonly controlledStudies: CitedFigure;
  readonly singleArmStudies: CitedFigure;
  readonly meanAge: CitedFigure;
  readonly ageLow: CitedFigure;
  readonly ageHigh: CitedFigure;
}

/**
 * What happened without cord blood.
 * - "untreated-trial-children-gained": change, the untreated arm's mean change over `month` months
 * - "untreated-trial-children-passed-the-curve": change, observed minus expected from the reference curve
 * - "most-of-the-curve-is-reached-by": age, when a level reaches 90% of its expected score
 * - "average-falls-after-peak": peakAge and fall, one cohort's average from the peak to young adulthood
 * - "no-average-fall-found": fall of 0, the same cohort, levels I and II
 * - "stable-course-fits-better": sample, another cohort, which found no fall at any level
 * - "rises-then-flat": flatAfter, a population register
 */
export const naturalCourseCodes = [
  "untreated-trial-children-gained",
  "untreated-trial-children-passed-the-curve",
  "most-of-the-curve-is-reached-by",
  "average-falls-after-peak",
  "no-average-fall-found",
  "stable-course-fits-better",
  "rises-then-flat",
] as const;
export type NaturalCourseCode = (typeof naturalCourseCodes)[number];

export interface NaturalCourse {
  readonly id: string;
  readonly code: NaturalCourseCode;
  readonly month?: number;
  /** Absent: about all levels together. */
  readonly gmfcs?: GmfcsLevel;
  /** The youngest age, in completed months, for which it is told. */
  readonly fromMonths: number;
  readonly figures: Readonly<Record<string, CitedFigure>>;
}

/**
 * How a harm was counted, which decides what can be said of it. Figures by slot:
 * - "harm-of-children": events, of
 * - "harm-of-infusions": events, ofInfusions
 * - "harm-of-children-against-comparison": events, of, comparatorEvents, comparatorOf
 * - "harm-of-children-or-infusions": events, of, ofInfusions: the source does not say which it counted
 * - "harm-events-in-children": events, of: one child may have had several
 * - "harm-share-of-children": percentPrinted, of
 * - "harm-share-of-units-number-not-read": percentPrinted
 * - "none-seen-of-children", "none-seen-against-comparison": as above, and the harm's `upperLimit`
 */
export const harmCodes = [
  "harm-of-children",
  "harm-of-infusions",
  "harm-of-children-against-comparison",
  "harm-of-children-or-infusions",
  "harm-events-in-children",
  "harm-share-of-children",
  "harm-share-of-units-number-not-read",
  "none-seen-of-children",
  "none-seen-against-comparison",
] as const;
export type HarmCode = (typeof harmCodes)[number];

/** What was counted as a harm, and in whom. */
export interface HarmInStudy {
  readonly study: string;
  readonly work: string;
  readonly kind: HarmKind;
  /** All that were given; more than one when they were not counted apart. */
  readonly products: readonly Product[];
  readonly route: RouteKey;
  readonly group: StudyGroup;
  readonly mixedDiagnoses: boolean;
}

export interface PackedHarm extends HarmInStudy {
  readonly id: string;
  readonly code: HarmCode;
  readonly figures: Readonly<Record<string, CitedFigure>>;
  /** Set when none were seen: the percentage that can still be true, exact one-sided 95% limit. */
  readonly upperLimit?: CitedFigure;
}

/**
 * What a dose stands for.
 * - "access-programme-minimum": the least a unit must hold for Duke's expanded access programme
 * - "post-hoc-threshold": a cut found afterwards in one trial whose planned comparison showed no difference
 * - "same-threshold-in-press-text": how the university's news text put that cut
 * - "trial-minimum-before-freezing" / "trial-minimum": the least a trial asked for
 * - "trial-maximum": the most a trial gave
 * - "trial-target": what a trial aimed to give
 * - "bank-page-claim": named for the pooled review by a company's page only
 */
export const doseMeanings = [
  "access-programme-minimum",
  "post-hoc-threshold",
  "same-threshold-in-press-text",
  "trial-minimum-before-freezing",
  "trial-minimum",
  "trial-maximum",
  "trial-target",
  "bank-page-claim",
] as const;
export type DoseMeaning = (typeof doseMeanings)[number];

export interface DoseThreshold {
  readonly cellsPerKg: number;
  readonly meanings: readonly { readonly meaning: DoseMeaning; readonly figure: CitedFigure }[];
}

/** Disagreements a family's page must name; the rest stay in the data set for methodologists. */
export const conflictCodes = [
  "eap-denominator",
  "eap-safety",
  "eap-donor",
  "sun-2017-threshold",
  "ipd-mean-age",
  "severity",
  "decline",
  "zarrabi-allocation",
  "min-2013-denominators",
] as const;
export type ConflictCode = (typeof conflictCodes)[number];

export interface PackedConflict {
  readonly code: ConflictCode;
  /** In the order of the data set: side 1 and side 2 of the catalogue's words. */
  readonly sides: readonly { readonly figures: readonly CitedFigure[]; readonly source: Source }[];
}

/** About the main outcome at its main month; the steps to its level stay in the data set. */
export interface PackedJudgement
  extends Pick<
    Judgement,
    "id" | "group" | "product" | "outcome" | "month" | "level" | "phrase" | "judgedOn" | "needsReview"
  > {
  readonly restsOn: readonly CitedFigure[];
}

export interface EvidencePack {
  readonly format: 1;
  readonly dataSet: DataSetVersion;
  /** Every work that anything in the pack cites. */
  readonly works: readonly Work[];
  readonly headline: PackedHeadline;
  readonly judgements: readonly PackedJudgement[];
  readonly studies: readonly PackedStudy[];
  readonly ageResults: readonly PackedAgeResult[];
  readonly naturalCourse: readonly NaturalCourse[];
  readonly harms: readonly PackedHarm[];
  readonly doseThresholds: readonly DoseThreshold[];
  readonly conflicts: readonly PackedConflict[];
}
