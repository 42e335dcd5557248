/** What the page asks of the worker, and what comes back. Everything in it can be copied between the two. */
import type {
  Deed,
  Door,
  Finding,
  NextQuestion,
  OtherParticipants,
  Trial,
  TrialChild,
  TrialGroup,
  TrialMatch,
  WatchNews,
} from "trials";

export interface Opened {
  readonly count: number;
  readonly restated: number;
  readonly isNewest: boolean;
}

/** All trials in order, with as little of each as the list takes. */
export interface Overview {
  readonly rows: readonly { readonly registryId: string; readonly group: TrialGroup }[];
  readonly questions: readonly NextQuestion[];
}

export type TrialFacts = Pick<
  Trial,
  "registryId" | "title" | "url" | "origin" | "asOf" | "asOfMeans" | "status" | "lastUpdatePosted"
>;

export interface TrialView {
  readonly trial: TrialFacts;
  readonly group: TrialGroup;
  readonly counts: TrialMatch["counts"];
  readonly staleness: TrialMatch["staleness"];
  readonly lines: readonly Finding[];
  readonly doors: readonly Door[];
  readonly changes: readonly {
    readonly line: Finding;
    readonly by: "time" | "test" | "decision" | "trial" | "never";
    readonly opensOn?: string;
  }[];
  readonly opensOn?: string;
}

export interface TurnedView {
  readonly isShutAnyway: boolean;
  readonly trial: TrialFacts;
  readonly lines: readonly Finding[];
  readonly until?: string;
}

export interface ParticipantView {
  readonly trial: TrialFacts;
  readonly others: readonly OtherParticipants[];
}

/** Each question with its answer. */
export interface Questions {
  open: { readonly asks: Record<never, never>; readonly answer: Opened };
  match: { readonly asks: { readonly child: TrialChild; readonly today: string }; readonly answer: Overview };
  details: { readonly asks: { readonly ids: readonly string[] }; readonly answer: readonly TrialView[] };
  lockOut: {
    readonly asks: { readonly deed: Deed; readonly place: string };
    readonly answer: { readonly closes: readonly TurnedView[]; readonly opens: readonly TurnedView[] };
  };
  participants: { readonly asks: Record<never, never>; readonly answer: readonly ParticipantView[] };
  /** The trials as they are now, packed, to be compared with what they will be. */
  snapshot: { readonly asks: { readonly ids: readonly string[] | "all" }; readonly answer: string };
  news: {
    readonly asks: {
      readonly ids: readonly string[] | "all";
      readonly seen: string;
      readonly seenOn: string;
    };
    readonly answer: readonly WatchNews[];
  };
}

export type Ask = {
  readonly [Name in keyof Questions]: {
    readonly id: number;
    readonly name: Name;
    readonly asks: Questions[Name]["asks"];
  };
}[keyof Questions];

export type Answer =
  | { readonly id: number; readonly status: "answered"; readonly answer: unknown }
  | { readonly id: number; readonly status: "failed"; readonly message: string };
