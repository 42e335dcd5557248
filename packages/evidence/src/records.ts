/**
 * The records of the data set. Every number in them is a figure in a named slot, so that all figures can be
 * found, checked and cited alike: a figure's id is the record's id, a slash and the slot.
 * `note` and `statement` are the project's own English, for curators and methodologists; what families read
 * comes from the message catalogue.
 */
import type { GmfcsLevel } from "motor";
import type { Figure, FigureId, Source } from "./figure.ts";
import type { WorkId } from "./works.ts";

/** What was given. Cord blood and cells grown from cord tissue or cord blood are different treatments. */
export const products = ["cord blood", "cord tissue MSC", "MSC from cord blood", "not cord blood"] as const;
export type Product = (typeof products)[number];

export const donors = ["own", "sibling", "unrelated"] as const;
export type Donor = (typeof donors)[number];

export const routes = ["intravenous", "intra-arterial", "intrathecal", "intramuscular"] as const;
export type Route = (typeof routes)[number];

export const designs = [
  "randomised, blinded",
  "randomised, open",
  "not randomised, controlled",
  "single arm",
  "design not read",
  "case series",
  "case report",
  "access programme",
] as const;
export type Design = (typeof designs)[number];

export const publicationStatuses = [
  "published",
  "registry results only",
  "conference abstract only",
  "no results found",
  "withdrawn",
] as const;
export type PublicationStatus = (typeof publicationStatuses)[number];

/** Who did not know what was given, as far as it was read. "families" are the children and their parents. */
export const blindings = [
  "families, staff, investigators and assessors",
  "families, staff and assessors",
  "double-blind, who was not read",
  "one party, which was not read",
  "open, assessors meant to be blind",
  "open",
  "not read",
] as const;
export type Blinding = (typeof blindings)[number];

/** How the cells were made ready; of the first product where arms got different ones. */
export const preparations = [
  "whole, thawed and washed",
  "whole",
  "red cells removed",
  "mononuclear cells",
  "grown in culture",
  "not read",
] as const;
export type Preparation = (typeof preparations)[number];

/** How the fit of donor and child was asked for. Figures: `hlaMatches` of `hlaMarkers`, or `hlaMismatches`. */
export const donorMatches = ["at least", "full", "mismatches at most", "blood group only"] as const;
export type DonorMatch = (typeof donorMatches)[number];

/** Which cerebral palsy a study took, where it says so in words and not by GMFCS level. */
export const severities = ["spastic", "moderate to severe, spastic", "severe", "any"] as const;
export type Severity = (typeof severities)[number];

/** A registry's words: the sponsor answers for the study, a collaborator supports it. A funder is named as paying. */
export const backerRoles = ["sponsor", "collaborator", "funder"] as const;
export const backerKinds = ["university or hospital", "charity", "cord blood bank", "cell maker"] as const;

/** Who stood behind a study. A study without any: who paid was not read, which is not the same as nobody. */
export interface Backer {
  readonly name: string;
  readonly role: (typeof backerRoles)[number];
  readonly kind: (typeof backerKinds)[number];
  readonly source: Source;
}

/** What those who ran a study stand to gain, as far as it was read; it does not make a result wrong. */
export const interestCodes = [
  "centre-treats-for-a-charge",
  "bank-stored-the-units",
  "bank-helped-design-the-study",
  "funder-campaigns-for-access",
  "first-author-heads-a-bank",
  "author-belongs-to-cell-maker",
  "authors-work-at-a-bank",
  "treated-outside-trials-for-pay",
] as const;

export interface StudyInterest {
  readonly code: (typeof interestCodes)[number];
  readonly figures: readonly FigureId[];
  readonly source: Source;
}

/** The list of the review's eleven studies was not read; membership is reasoned from authors, product and counts. */
export const ipdMemberships = ["inferred", "candidate, not confirmed", "not inferred"] as const;
export type IpdMembership = (typeof ipdMemberships)[number];

export type FigureSlots<Slot extends string> = { readonly [S in Slot]?: Figure };

export const studySlots = [
  "randomised",
  "analysed",
  "treated",
  "planned",
  "enrolledElsewhere",
  "screened",
  "infusions",
  "infusionMinutesLow",
  "infusionMinutesHigh",
  /** Months to the last look told of or planned. */
  "followUp",
  "unitsFromOneBank",
  /** Children of a larger project that the study seems to be part of. */
  "projectChildren",
  "hlaMatches",
  "hlaMarkers",
  "hlaMismatches",
  "fourLimbs",
  "oneSide",
  "mainlyLegs",
  "ageLow",
  "ageHigh",
  "ageMean",
  "ageSd",
  "ageMedian",
  "childrenUnder10",
  "children10AndOver",
  "gmfcsI",
  "gmfcsII",
  "gmfcsIII",
  "gmfcsIV",
  "gmfcsV",
] as const;

export const fieldsReadElsewhere = ["blinding", "severity", "donorMatch"] as const;

export interface Study {
  readonly id: string;
  readonly work: WorkId;
  /** An ISO 3166-1 alpha-2 code; absent where it was not read. */
  readonly country?: string;
  readonly design: Design;
  readonly blinding: Blinding;
  readonly publication: PublicationStatus;
  readonly inIpdReview: IpdMembership;
  readonly inIpdBasis?: string;
  /** More than one only when arms got different products. */
  readonly products: readonly Product[];
  readonly preparation: Preparation;
  readonly donors: readonly Donor[];
  readonly donorMatch?: DonorMatch;
  /** Empty where the route was not read. More than one: children were treated by either or by both. */
  readonly routes: readonly Route[];
  /** False where the route stands in a record only by implication. */
  readonly routesConfirmed: boolean;
  /** True when children with other diagnoses were treated too, so that counts are not of cerebral palsy alone. */
  readonly mixedDiagnoses: boolean;
  readonly severity?: Severity;
  /** GMFCS levels that could enter; absent where it was not read. */
  readonly gmfcs?: readonly GmfcsLevel[];
  /** What `ageLow` and `ageHigh` are, and whether the upper one is itself included. */
  readonly ages: {
    readonly what: "entry limits" | "observed range" | "one child" | "not stated which" | "not read";
    readonly high: "up to" | "below";
    /** True when the record names an upper limit only, so that no child is too young. */
    readonly onlyUpperLimit?: true;
  };
  /** Texts from here on are English, for curators and methodologists; `{slot}` in them stands for a figure. */
  readonly coInterventions: readonly string[];
  readonly biasNotes: readonly string[];
  readonly limits: readonly string[];
  readonly notes: readonly string[];
  readonly backers: readonly Backer[];
  readonly interests: readonly StudyInterest[];
  /** Where a field was read that does not stand where the rest of the record was read. */
  readonly readElsewhere?: { readonly [F in (typeof fieldsReadElsewhere)[number]]?: Source };
  readonly identity: Source;
  readonly figures: FigureSlots<(typeof studySlots)[number]>;
}

export const armSlots = [
  "children",
  /** Children still followed at the end of a later part. */
  "completedLater",
  "infusions",
  "infusionsSd",
  "unitVolume",
  "doseMean",
  "doseMedian",
  "doseLow",
  "doseHigh",
  "doseMinimum",
  "doseMaximum",
  "doseTarget",
  "cellsPerInfusion",
  "cellsPerInfusionLow",
  "cellsPerInfusionHigh",
  "cellsTotalLow",
  "cellsTotalHigh",
  "ageMean",
  "ageSd",
  "ageLow",
  "ageHigh",
  "gmfcsI",
  "gmfcsII",
  "gmfcsIII",
  "gmfcsIV",
  "gmfcsV",
  "baseline",
  "baselineSd",
] as const;

/** What the cells of a dose are; doses of different kinds of cell are never put on one axis. */
export const doseCells = ["total nucleated", "mononuclear", "mesenchymal", "not stated"] as const;

export interface Arm {
  readonly id: string;
  readonly study: string;
  readonly name: string;
  readonly gets: Product | "placebo" | "sham" | "no treatment" | "other cells";
  /** When the cells of the dose were counted; "not stated" is itself a finding. */
  readonly counted?: "before freezing" | "as infused" | "not stated";
  readonly doseOf?: (typeof doseCells)[number];
  readonly figures: FigureSlots<(typeof armSlots)[number]>;
  readonly note?: string;
}

export const measures = [
  "GMFM-66",
  "GMFM-66, observed minus expected",
  "GMFM-66, adjusted",
  "GMFM, version not stated",
  "GMFM-88",
  "GMFM raw score",
  "GMPM",
  "GMPM change ratio",
  "PDMS-2 gross motor quotient",
  "Modified Ashworth Scale",
  "PEDI",
  "muscle strength",
  "other",
] as const;
export type Measure = (typeof measures)[number];

export const outcomeSlots = [
  "change",
  "changeComparator",
  "difference",
  /** The standardised difference as printed. */
  "effectSize",
  "sd",
  "se",
  /** A spread printed without saying of what kind. */
  "spreadPrinted",
  "p",
  "children",
  "childrenComparator",
  "better",
  "of",
] as const;

export interface Outcome {
  readonly id: string;
  readonly study: string;
  /** "finding": a result published in words only, or whose numbers were not read. */
  readonly kind: "arm" | "contrast" | "finding";
  readonly arm?: string;
  readonly comparator?: string;
  readonly measure: Measure;
  readonly measureNote?: string;
  /** Months after treatment; absent where it was not read. */
  readonly month?: number;
  /** The part of the children it is about, when not all of the arm. */
  readonly subgroup?: string;
  /** Present when the result is about children of one age band by themselves. */
  readonly ageBand?: { readonly lowMonths: number; readonly highMonths: number };
  readonly prespecified: "yes" | "post hoc" | "not read";
  /** Which way it points, positive meaning better for the child. */
  readonly direction:
    | "favours cells"
    | "favours comparator"
    | "no clear difference"
    | "no comparator"
    | "mixed";
  readonly statement?: string;
  readonly source?: Source;
  readonly figures: FigureSlots<(typeof outcomeSlots)[number]>;
  readonly note?: string;
}

export const harmSlots = [
  "events",
  "of",
  "ofInfusions",
  "comparatorEvents",
  "comparatorOf",
  "percentPrinted",
] as const;

export const harmKinds = [
  "serious event",
  "serious reaction related to the infusion",
  "infusion reaction",
  "reaction related to the infusion",
  "any event",
  "fever",
  "vomiting",
  "respiratory infection",
  "diarrhoea",
  "constipation",
  "blood in urine",
  "worsened epilepsy",
  "unit grew organisms after thaw",
] as const;
export type HarmKind = (typeof harmKinds)[number];

export const harmCounts = ["children", "infusions", "units", "events", "not stated"] as const;

export interface Harm {
  readonly id: string;
  readonly study: string;
  readonly arm?: string;
  readonly kind: HarmKind;
  /** Of the children or infusions counted; more than one only when they were not counted apart. */
  readonly products: readonly Product[];
  readonly routes: readonly Route[];
  /** "events": one child may count more than once; "not stated": the source does not say what it counts. */
  readonly countedIn: (typeof harmCounts)[number];
  readonly figures: FigureSlots<(typeof harmSlots)[number]>;
  readonly note?: string;
}

export const pooledSlots = [
  "effect",
  "se",
  "p",
  "i2",
  "tau2",
  "q",
  "treated",
  "control",
  "studies",
  "participants",
  "records",
  "published",
  "unpublished",
  "controlledStudies",
  "singleArmStudies",
  "meanAge",
  "ageLow",
  "ageHigh",
  "moderateToSevere",
  "causeUnknownTreated",
  "causeUnknownControl",
  "events",
  "eventsPercent",
  "eventsOf",
  "eventsControl",
  "eventsControlOf",
  "mildEvents",
  "mildEventsPercent",
  "favourableTrials",
] as const;

export const pooledTopics = [
  "effect",
  "description",
  "dose",
  "age",
  "severity",
  "time course",
  "serious events",
  "responders",
  "pairs",
] as const;

export interface PooledResult {
  readonly id: string;
  /** The review, or our own computation. */
  readonly work: WorkId;
  readonly about: (typeof pooledTopics)[number];
  /** What the review pooled. "any stem cells" is not about cord blood. */
  readonly scope: "cord blood" | "MSC" | "any stem cells";
  readonly method: string;
  readonly measure?: Measure;
  readonly month?: number;
  /** Set for our own pools: which outcomes went in. */
  readonly outcomes?: readonly string[];
  readonly statement?: string;
  readonly source?: Source;
  readonly figures: FigureSlots<(typeof pooledSlots)[number]>;
  readonly note?: string;
}

export const factTopics = [
  "regulation",
  "access",
  "banking",
  "dose threshold",
  "infusion",
  "donor match",
  "natural course",
  "measurement",
  "rehabilitation",
  "prevalence",
  "severity distribution",
  "cost",
  "mechanism",
  "clinic warning signs",
] as const;
export type FactTopic = (typeof factTopics)[number];

export interface Fact {
  readonly id: string;
  readonly topic: FactTopic;
  readonly statement: string;
  /** An ISO 3166-1 alpha-2 code, or "EU". */
  readonly place?: string;
  /** For a statement that holds no figure; a fact has sources, figures, or both. */
  readonly sources: readonly Source[];
  readonly figures: Readonly<Record<string, Figure>>;
  readonly note?: string;
}

/** Sources disagree: both stand. `{record/slot}` in a text stands for a figure. */
export interface Conflict {
  readonly id: string;
  readonly about: string;
  /** The studies it touches; none where it is about the field. */
  readonly studies: readonly string[];
  readonly sides: readonly {
    readonly says: string;
    readonly figures: readonly FigureId[];
    readonly source: Source;
  }[];
  readonly reading?: string;
}

export const gradeLevels = ["high", "moderate", "low", "very low"] as const;
export type GradeLevel = (typeof gradeLevels)[number];

export const claimTopics = ["effect", "who", "harm", "cells", "rules", "therapy"] as const;
export type ClaimTopic = (typeof claimTopics)[number];

export const claimVerdicts = ["true", "true with caveats", "partly", "overstated", "unproven"] as const;
export type ClaimVerdict = (typeof claimVerdicts)[number];

/** What would change a verdict. None carries values. */
export const claimChangers = [
  "a-larger-blinded-trial",
  "a-share-with-a-comparison",
  "a-trial-of-this-age",
  "advice-changes",
  "count-after-thaw",
  "daily-skills-measured",
  "donor-trial-planned-ahead",
  "doses-by-chance",
  "full-text-of-the-review",
  "harms-in-more-children",
  "longer-follow-up",
  "longer-storage",
  "newer-counts",
  "products-by-chance",
  "programme-rules",
  "registry-rules",
  "regulator-decides",
  "results-by-age",
  "results-by-level",
  "shown-in-children",
  "therapy-by-chance",
  "trials-take-treated-children",
] as const;
export type ClaimChanger = (typeof claimChangers)[number];

/**
 * A statement as an article for parents makes it, and what the data set has to say to it. It holds no sentence: a
 * catalogue has its words, as templates over the figures named here.
 */
export interface Claim {
  readonly id: string;
  readonly topic: ClaimTopic;
  readonly verdict: ClaimVerdict;
  /** How sure the evidence lets one be. Where the claim rests on judgements, the level of the first. Ours, provisional. */
  readonly certainty: GradeLevel;
  /** Numbers that the statement itself names. They are what is checked, not figures of ours. */
  readonly says: Readonly<Record<string, number>>;
  /** Figures by the name they have in the claim's words. */
  readonly cites: Readonly<Record<string, FigureId>>;
  /** Ids of judgements whose words the claim's words repeat. */
  readonly judgements: readonly string[];
  /** Facts, outcomes and pooled results that are told in words and not by a figure in `cites`. */
  readonly restsOn: readonly string[];
  /** Conflicts between sources that bear on it. */
  readonly conflicts: readonly string[];
  readonly wouldChange: readonly ClaimChanger[];
  /** yyyy-MM-dd */
  readonly reviewedOn: string;
  /** yyyy-MM-dd; from the day after, the verdict is out of date until somebody has looked again. */
  readonly expiresOn: string;
  /** True until a clinician and a methodologist have looked. */
  readonly needsReview: boolean;
  /** What the claim rested on when it was reviewed, by id, in the words of `claimGround`. */
  readonly restedOn: Readonly<Record<string, string>>;
}
