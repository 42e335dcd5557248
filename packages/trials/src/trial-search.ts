/** What may be asked of the search over all trials, and what it answers. */
import type { Country, Intervention } from "./record.ts";

export interface TrialSearch {
  /**
   * As typed: words that must all be there, "phrases", beginnings of words (rehab*), alternatives (OR) and what must
   * not be there (-word). Any text is accepted.
   */
  readonly words?: string;
  /** Words for the condition: looked for in conditions, keywords and titles. */
  readonly condition?: string;
  /** Words for the intervention: looked for in interventions and titles. */
  readonly intervention?: string;
  /** Trials with a site no further away than this. Degrees; latitude -90 to 90, longitude -180 to 180. */
  readonly near?: { readonly latitude: number; readonly longitude: number; readonly kilometres: number };
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** Completed months. Trials whose structured limits let this age in, or that give none. */
  readonly ageMonths?: number;
  /** Trials that take this sex, or do not say. */
  readonly sex?: "female" | "male";
  /** The registry's words, such as RECRUITING; any of them will do. Likewise the next two. */
  readonly statuses?: readonly string[];
  readonly phases?: readonly string[];
  readonly studyTypes?: readonly string[];
  readonly sort: "relevance" | "newest";
  /** From 1. */
  readonly page: number;
  /** 1 to 100. */
  readonly pageSize: number;
}

/** Where words that were asked for stand in a text: UTF-16 units, the end exclusive, in order, never overlapping. */
export type Marks = readonly (readonly [from: number, to: number])[];

/** Registry text, to be shown as text and never as HTML. */
export interface Snippet {
  readonly from: "title" | "summary" | "description" | "eligibility";
  readonly text: string;
  readonly marks: Marks;
}

export interface TrialSite {
  readonly name?: string;
  readonly city?: string;
  readonly country?: Country;
  /** The registry's word for this site, mostly given for recruiting trials only. */
  readonly status?: string;
  /** Degrees; of the city rather than of the building. */
  readonly position?: { readonly latitude: number; readonly longitude: number };
}

/** What a search result shows of a trial. Absent means that the record does not say. */
export interface TrialCard {
  readonly title: string;
  readonly status?: string;
  readonly studyType?: string;
  readonly phases: readonly string[];
  readonly conditions: readonly string[];
  readonly interventions: readonly Pick<Intervention, "type" | "name">[];
  readonly countries: readonly Country[];
  readonly sex?: string;
  /** As in the record, and in completed months where that could be read; both ends belong to the range. */
  readonly minimumAge?: { readonly text: string; readonly months?: number };
  readonly maximumAge?: { readonly text: string; readonly months?: number };
  readonly sponsor?: string;
  /** yyyy, yyyy-MM or yyyy-MM-dd, as exactly as the record has it. */
  readonly lastUpdate?: string;
  /** The beginning of the brief summary. */
  readonly lead?: string;
}

export interface TrialHit extends Omit<TrialCard, "lead"> {
  readonly registryId: string;
  readonly snippets: readonly Snippet[];
  /** The nearest site, when the search was for a place. */
  readonly nearest?: TrialSite & { readonly kilometres: number };
}

export interface FacetCount {
  /** The registry's word, or a country's code. */
  readonly value: string;
  readonly count: number;
}

/** Whether the list ends on this page although more trials match: only narrowing the search reaches those. */
export const endsEarly = ({ total, page, lastPage }: TrialSearchPage): boolean =>
  !total.isExact && page === lastPage;

export interface TrialSearchPage {
  /** How many trials match: `count` exactly, or, where `isExact` is false, more than `count`. */
  readonly total: { readonly count: number; readonly isExact: boolean };
  /** "some": no trial has all the words, or, of three and more, hardly any; so trials with some of them were added. */
  readonly matching: "all" | "some";
  readonly hits: readonly TrialHit[];
  /** Most frequent first. */
  readonly facets: {
    /**
     * How many trials were counted: all that match, or, where `total.isExact` is false, that many of the newest ones,
     * so that the counts show proportions only.
     */
    readonly countedTrials: number;
    readonly statuses: readonly FacetCount[];
    readonly phases: readonly FacetCount[];
    readonly countries: readonly FacetCount[];
    readonly studyTypes: readonly FacetCount[];
  };
  readonly page: number;
  readonly pageSize: number;
  /** The last page that can be asked for; results beyond it are reached by narrowing the search. */
  readonly lastPage: number;
  /** Words that were not looked for: too common to tell trials apart ("the"), or beyond the longest search. */
  readonly ignoredWords: readonly string[];
}
