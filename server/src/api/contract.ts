/**
 * All that a client may see of the server: where things are, and the shapes of what it answers. Nothing here is more
 * than a name or a type, so that a page may import it without taking a library along.
 */
import type { EvidencePack } from "evidence";
import type {
  CompiledTrial,
  EligibilityComparison,
  PayQuote,
  TrialDetails,
  TrialSearch,
  TrialSearchPage,
} from "trials";

export const paths = {
  packIndex: "/api/packs/cerebral-palsy/index.json",
  feed: "/feeds/cerebral-palsy.atom",
  calendar: "/feeds/cerebral-palsy.ics",
  evidence: "/api/packs/evidence.json",
  places: "/api/places.json",
  search: "/api/trials",
  trial: "/api/trials/{registryId}",
  eligibilityChanges: "/api/trials/{registryId}/eligibility-changes",
  childSchema: "/api/schema/child.json",
  summary: "/api/summary",
  health: "/api/health",
  openApi: "/api/openapi.json",
} as const;

/**
 * Trials are published with their criteria already read, the same for everybody: matching happens where the child's
 * facts are. The index names the newest compact pack and the older ones from which a difference leads to it, the
 * newest first.
 */
export interface PackIndex {
  readonly format: 2;
  /** SHA-256 of the pack's bytes, in hexadecimal. */
  readonly hash: string;
  readonly previous: readonly string[];
}

/** Where a compact pack (`CompactPack` of the package trials) is, and what leads to it from another. */
export const packPath = (hash: string) => `/api/packs/cerebral-palsy/${hash}.json`;
export const differencePath = (from: string, to: string) => `/api/packs/cerebral-palsy/${from}-${to}.json`;

/** What a summary says it was made from. */
export const packVersion = (hash: string) => hash.slice(0, 12);

export type { EvidencePack };

/** Towns where trials about cerebral palsy have a site, for distances that are worked out on the device. */
export interface KnownPlaces {
  readonly places: readonly {
    /** Town, region and country, as the records have them. */
    readonly name: string;
    readonly latitude: number;
    readonly longitude: number;
  }[];
}

export const summaryFormats = ["json", "markdown", "html"] as const;
export type SummaryFormat = (typeof summaryFormats)[number];

/** Codes of problems; they stay the same in every language. */
export const problemCodes = [
  "bad-child",
  "bad-day",
  "bad-search",
  "body-too-large",
  "failed",
  "not-acceptable",
  "not-allowed",
  "not-found",
  "not-json",
  "store-unavailable",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** What is answered instead, as application/problem+json (RFC 9457). */
export interface Problem {
  readonly type: "about:blank";
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  /** What was wrong, what was expected and what to do. */
  readonly detail: string;
  /** One for each fact or parameter that could not be read. `pointer` is a JSON Pointer, empty for the whole. */
  readonly problems?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
}

/** More than any child's facts take. */
export const largestBodyBytes = 64 * 1024;

/** What the pages that are made on demand may ask of the server; none of it is about a child. */
export interface PageAnswers {
  /** One trial with its criteria read, by its number or an older one; undefined where the store has none. */
  trial(registryId: string): Promise<TrialPage | undefined>;
  /** How its eligibility text changed; undefined where the store has no trial of that number. */
  eligibilityHistory(registryId: string): Promise<EligibilityHistory | undefined>;
  /** All trials, whatever they are about. */
  search(search: TrialSearch): Promise<TrialSearchPage>;
  /** False while trials that are in the store are still being brought into the search. */
  searchIsReady(): boolean;
  places(): Promise<KnownPlaces>;
  /** The day here, yyyy-MM-dd. */
  today(): string;
}

export interface TrialPage extends CompiledTrial {
  readonly details: TrialDetails;
  readonly pays: readonly PayQuote[];
  /** Why it is in the list about cerebral palsy; empty where it is there for another reason, or a file held it. */
  readonly reasons: readonly TrialReason[];
  /** The day on which the registry was seen to have it no longer; what is here is the last copy there was. */
  readonly goneOn?: string;
}

/** A search of the registry that finds the trial, or words of its record. */
export interface TrialReason {
  readonly kind: "search" | "record";
  /** Of the search; of the record "cerebral-palsy" or "cord-blood". */
  readonly name: string;
  readonly field: string | null;
  /** As they stand in the record. */
  readonly words: string | null;
  /** Days of the registry's data. */
  readonly firstSeen: string;
  readonly lastSeen: string;
}

export interface EligibilityHistory {
  readonly registryId: string;
  /** The newest first; empty where the text never changed since the trial came into the store. */
  readonly steps: readonly EligibilityStep[];
  /** There were changes before the oldest of these. */
  readonly hasOlder: boolean;
}

/** From one version of the text to the next. Days are those of the registry's data. */
export interface EligibilityStep extends EligibilityComparison {
  readonly lastSeenBefore: string;
  /** Absent where the words are older ones that came back. */
  readonly firstSeenAfter?: string;
}

/** The built pages' one function: undefined where no such page is made on demand. */
export type RenderOnDemand = (request: Request, answers: PageAnswers) => Promise<Response | undefined>;
