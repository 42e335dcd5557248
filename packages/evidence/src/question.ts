/**
 * Syntheses as declared questions: for whom, what against what, on which scale, after how long, and how it is pooled.
 * What goes in is listed, and so is what stays out, with the reason; a contrast on neither list fails the build.
 */
import type { Tau2Method } from "meta";
import type { JudgedGroup } from "./grade.ts";
import type { Donor, Measure, Product, Route } from "./records.ts";

export const exclusionReasons = [
  "other-product",
  "other-route",
  "other-scale",
  "other-month",
  "same-children-already-in",
  "second-medicine-on-one-side-only",
  "no-interval",
  "no-comparison-group",
  "no-result-read",
  "no-one-took-part",
  "children-of-this-age-not-told-apart",
] as const;
export type ExclusionReason = (typeof exclusionReasons)[number];

/** Either a contrast or a whole study. */
export type Exclusion = { readonly because: ExclusionReason } & (
  | { readonly outcome: string }
  | { readonly study: string }
);

/**
 * What a pool puts together that is not the same. Each is found from the data, and a question that does not declare
 * exactly what it mixes is refused. Different products, and the GMFM-66 with the GMFM-88, are never put together.
 */
export const mixtures = [
  "routes",
  "donors",
  "adjusted and unadjusted",
  "scale version not stated",
  "blinded and open",
  "planned and made afterwards",
] as const;
export type Mixture = (typeof mixtures)[number];

/** How else the question could have been answered. */
export type SensitivityAnalysis =
  | { readonly kind: "estimator"; readonly estimator: Tau2Method }
  | { readonly kind: "with"; readonly outcome: string; readonly mixes: readonly Mixture[] }
  | {
      readonly kind: "in place of";
      readonly outcome: string;
      readonly replaces: string;
      readonly mixes: readonly Mixture[];
    }
  | { readonly kind: "each left out" };

export const questionRoles = ["headline", "illustration", "open"] as const;

interface Asked {
  readonly id: string;
  /** "headline": the published answer. "illustration": pooled here. "open": asked, and no trial answers it. */
  readonly role: (typeof questionRoles)[number];
  readonly population: JudgedGroup;
  readonly product: Product;
  readonly routes: readonly Route[];
  readonly donors: readonly Donor[];
  readonly comparator: "no cells" | "no cells, the same second medicine on both sides";
  readonly outcome: "gross motor function";
  readonly measures: readonly Measure[];
  readonly month: number;
  /** For a published answer: as its authors tell it. */
  readonly mixes: readonly Mixture[];
}

/** Answered by a review's own figure, which stands as printed. */
export interface PublishedQuestion extends Asked {
  readonly kind: "published";
  readonly role: "headline";
  /** Id of the pooled result. */
  readonly answer: string;
  /** Id of the pooled record that tells of the children. */
  readonly children: string;
}

/** Answered here from contrasts of the data set. */
export interface OwnQuestion extends Asked {
  readonly kind: "own";
  readonly role: "illustration" | "open";
  readonly estimator: Tau2Method;
  /** How the interval is made: Hartung-Knapp-Sidik-Jonkman, never narrower than the normal one. */
  readonly interval: "HKSJ";
  /** Ids of outcomes, in the order they are shown. */
  readonly contrasts: readonly string[];
  readonly exclusions: readonly Exclusion[];
  readonly sensitivity: readonly SensitivityAnalysis[];
}

export type Question = PublishedQuestion | OwnQuestion;
