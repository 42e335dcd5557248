/**
 * The PRISMA 2020 flow of a review that is kept up to date, counted from the queue's own records.
 * Source: Page et al. (2021), BMJ 372:n71, figure 1 (databases and registers, and other methods).
 */
import { type ExclusionReason, exclusionReasons } from "./decision.ts";
import type { SearchedSource } from "./found-record.ts";
import { isExcluded, isIncluded, type Standing } from "./standing.ts";

export interface ReasonCount {
  readonly because: ExclusionReason;
  readonly reports: number;
}

export interface DatabasesFlow {
  /** Records as they came, by source. */
  readonly identified: readonly { readonly source: SearchedSource; readonly records: number }[];
  /** Records that are the same report as another one. */
  readonly duplicates: number;
  /** Reports left to screen: identified less duplicates. */
  readonly toScreen: number;
  /** Recognised as works that the data set has already; they need no screening. */
  readonly alreadyKnown: number;
  /** By two people; those they do not agree on are among them. */
  readonly screened: number;
  /** In the order of the reasons, those with none too; "not-retrievable" is what PRISMA counts as not retrieved. */
  readonly excluded: readonly ReasonCount[];
  readonly waiting: number;
  readonly conflicts: number;
  /** By two people who agree, or by a third where they did not. */
  readonly included: number;
}

export interface PrismaFlow {
  readonly databases: DatabasesFlow;
  /** Works that people read by hand, before and beside the searches. */
  readonly otherMethods: {
    readonly works: number;
    /** Among them: papers of the studies in the data set, and their registrations. */
    readonly reportsOfStudies: number;
    /** Works cited for something else: reviews, guidance, pages, our own computations. */
    readonly background: number;
  };
  readonly included: {
    readonly studies: number;
    readonly reports: number;
    /** New ones from the searches, which the data set does not have yet. */
    readonly newReports: number;
  };
}

export interface QueueCounts {
  readonly identified: readonly { readonly source: SearchedSource; readonly records: number }[];
  readonly reports: readonly { readonly known: boolean; readonly standing: Standing }[];
}

export interface ReadByHand {
  readonly works: number;
  readonly reportsOfStudies: number;
  readonly studies: number;
}

/** Pure counting: what was identified is what leaves at some step and what is included, waits or is in conflict. */
export function databasesFlow({ identified, reports }: QueueCounts): DatabasesFlow {
  const records = identified.reduce((sum, source) => sum + source.records, 0);
  const fresh = reports.filter(({ known }) => !known).map(({ standing }) => standing);
  const excluded = (because: ExclusionReason) =>
    fresh.filter((one) => isExcluded(one) && "because" in one && one.because === because).length;
  const waiting = fresh.filter(({ status }) => status === "waiting").length;
  return {
    identified,
    duplicates: records - reports.length,
    toScreen: reports.length,
    alreadyKnown: reports.length - fresh.length,
    screened: fresh.length - waiting,
    excluded: exclusionReasons.map((because) => ({ because, reports: excluded(because) })),
    waiting,
    conflicts: fresh.filter(({ status }) => status === "conflict").length,
    included: fresh.filter(isIncluded).length,
  };
}

export const prismaFlow = (databases: DatabasesFlow, byHand: ReadByHand): PrismaFlow => ({
  databases,
  otherMethods: {
    works: byHand.works,
    reportsOfStudies: byHand.reportsOfStudies,
    background: byHand.works - byHand.reportsOfStudies,
  },
  included: {
    studies: byHand.studies,
    reports: byHand.reportsOfStudies,
    newReports: databases.included,
  },
});
