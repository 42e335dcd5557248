/**
 * Risk of bias, study by study, in the words of the tool that fits its design: RoB 2 for randomised trials, ROBINS-I
 * for all others. A judgement is about one result; what we could not read is said so, never guessed.
 * Sources: Sterne et al. (2019), BMJ 366:l4898 (RoB 2); Sterne et al. (2016), BMJ 355:i4919 (ROBINS-I).
 */
import type { FigureId } from "./figure.ts";

export const biasTools = ["RoB 2", "ROBINS-I"] as const;
export type BiasTool = (typeof biasTools)[number];

export const biasDomains = {
  "RoB 2": [
    "randomisation process",
    "deviations from intended interventions",
    "missing outcome data",
    "measurement of the outcome",
    "selection of the reported result",
  ],
  "ROBINS-I": [
    "confounding",
    "selection of participants",
    "classification of interventions",
    "deviations from intended interventions",
    "missing data",
    "measurement of outcomes",
    "selection of the reported result",
  ],
} as const satisfies Record<BiasTool, readonly string[]>;
export type BiasDomain = (typeof biasDomains)[BiasTool][number];

/**
 * From best to worst, "no information" last. RoB 2 itself has no such word: it has the assessor read on. Here it
 * stands for a domain about which nothing was read.
 */
export const biasJudgements = {
  "RoB 2": ["low", "some concerns", "high", "no information"],
  "ROBINS-I": ["low", "moderate", "serious", "critical", "no information"],
} as const satisfies Record<BiasTool, readonly string[]>;
export type BiasJudgement = (typeof biasJudgements)[BiasTool][number];

/** Why a domain was judged so. A catalogue holds the words; numbers come from the figures a judgement rests on. */
export const biasReasons = [
  "by-lot-how-hidden-not-read",
  "groups-differed-at-the-start",
  "groups-analysed-do-not-fit-the-draw",
  "placebo-and-no-one-knew",
  "sham-and-no-one-knew",
  "placebo-but-blinding-not-read",
  "families-and-staff-knew",
  "all-were-analysed",
  "few-were-missing",
  "some-were-missing",
  "half-were-left-out",
  "numbers-disagree-between-sources",
  "number-measured-not-read",
  "raters-did-not-know",
  "raters-meant-not-to-know-but-families-knew",
  "raters-blinding-not-read",
  "raters-knew",
  "treating-staff-rated",
  "planned-result-but-plan-not-compared",
  "comparison-made-afterwards",
  "many-scales-and-plan-not-compared",
  "interval-does-not-fit-and-plan-not-compared",
  "spread-implausibly-small",
  "raw-scores-and-plan-not-compared",
  "plan-not-read",
  "no-comparison-group",
  "recovery-to-be-expected-anyway",
  "two-courses-compared-none-untreated",
  "who-was-chosen-not-read",
  "looked-back-at-records",
  "coming-back-was-not-by-chance",
  "told-because-it-went-well-perhaps",
  "everyone-got-cells",
  "other-therapy-not-read",
  "known-from-a-review-table-only",
  "no-result-read",
  "no-one-took-part",
] as const;
export type BiasReason = (typeof biasReasons)[number];

export interface DomainJudgement {
  readonly domain: BiasDomain;
  readonly judgement: BiasJudgement;
  readonly because: BiasReason;
  /** The numbers it rests on, such as how many were drawn and how many analysed. */
  readonly restsOn?: readonly FigureId[];
}

export interface RiskOfBias {
  /** The study's id and `.bias`. */
  readonly id: string;
  readonly study: string;
  readonly tool: BiasTool;
  /** The outcome judged; absent where no result of the study was read, or none of it is in numbers. */
  readonly about?: string;
  /** Every domain of the tool once, in its order. */
  readonly domains: readonly DomainJudgement[];
  readonly assessor: string;
  /** yyyy-MM-dd */
  readonly judgedOn: string;
  /** True until a second person with the full text has looked. */
  readonly needsReview: boolean;
}

/**
 * The overall judgement by the tool's own rule.
 * RoB 2: high when any domain is; low when all are; else some concerns. Its second way to high, several concerns
 * that together lower confidence, is left to a person. A domain without information keeps a study from low.
 * ROBINS-I: the worst domain when that is critical or serious; else no information when a domain lacks it; else the
 * worst domain.
 */
export function overallBias({ tool, domains }: Pick<RiskOfBias, "tool" | "domains">): BiasJudgement {
  const has = (judgement: BiasJudgement) => domains.some((domain) => domain.judgement === judgement);
  const only = (judgement: BiasJudgement) => domains.every((domain) => domain.judgement === judgement);
  if (tool === "RoB 2") {
    if (has("high")) return "high";
    if (only("low")) return "low";
    return only("no information") ? "no information" : "some concerns";
  }
  const worst = (["critical", "serious", "no information", "moderate", "low"] as const).find(has);
  if (worst === undefined) throw new RangeError("An overall judgement needs at least one domain, got none.");
  return worst;
}
