/** What the screening queue holds, as people ask for it: reports with how they stand, conflicts, the flow. */
import { dataSet, type Work } from "evidence";
import type { Kysely } from "kysely";
import { readByHand } from "review";
import {
  type DatabasesFlow,
  databasesFlow,
  exclusionReasons,
  type Given,
  groupsOf,
  type Keyed,
  linksOf,
  type PrismaFlow,
  type PublishedScreening,
  prismaFlow,
  readDoi,
  readPmcid,
  readPmid,
  type SearchedSource,
  type Standing,
  searchedSources,
  searchStrategy,
  standing,
} from "screening";
import type { Database } from "../store/database.ts";
import { decisions, links, type QueuedRecord, queuedRecords, type SearchRow } from "../store/review.ts";

export interface QueuedReport {
  /** The smallest number among its records; what people name it by. */
  readonly key: number;
  readonly records: readonly QueuedRecord[];
  /** The fullest of its records: the one with the longest abstract. */
  readonly shown: QueuedRecord;
  /** Reports of the same study. */
  readonly study: number;
  /** The work of the data set that it is. */
  readonly knownWork: string | undefined;
  readonly given: readonly Given[];
  readonly standing: Standing;
  /** The greater, the sooner it should be read. */
  readonly priority: number | undefined;
}

export async function reviewQueue(db: Kysely<Database>): Promise<QueuedReport[]> {
  const [records, joined, decided] = await Promise.all([queuedRecords(db), links(db), decisions(db)]);
  const keys = records.map(({ key }) => key);
  const reportOf = groupsOf(
    keys,
    joined.filter(({ kind }) => kind === "report"),
  );
  const studyOf = groupsOf(keys, joined);
  const known = knownWorks(records, dataSet().works);
  return [...Map.groupBy(records, ({ key }) => reportOf.get(key)!)].map(([key, members]) => {
    const given = decided.filter(({ record }) => reportOf.get(record) === key);
    return {
      key,
      records: members,
      shown: members.reduce((best, one) => (one.abstract.length > best.abstract.length ? one : best)),
      study: studyOf.get(key)!,
      knownWork: members.map((member) => known.get(member.key)).find(Boolean),
      given,
      standing: standing(given, exclusionReasons),
      priority: greatest(members.flatMap(({ priority }) => priority ?? [])),
    };
  });
}

const greatest = (numbers: readonly number[]) => (numbers.length > 0 ? Math.max(...numbers) : undefined);

/** For each record the work of the data set that it is, by the same rules that join two records. */
function knownWorks(records: readonly QueuedRecord[], works: readonly Work[]): Map<number, string> {
  // Keys of their own, above all records', so that a link's greater key is the record's and its smaller the work's.
  const described: Keyed[] = works.map((work, index) => ({ key: index - works.length, ...identity(work) }));
  const found = linksOf(described, records).filter(({ kind, a, b }) => kind === "report" && a < 0 && b >= 0);
  return new Map(found.map(({ a, b }) => [b, works[a + works.length]!.id]));
}

function identity({ title, year, doi, pmid, pmcid, registry = [] }: Work): Omit<Keyed, "key"> {
  const ids = { doi: readDoi(doi), pmid: readPmid(pmid), pmcid: readPmcid(pmcid) };
  return {
    title,
    registry,
    ...(year !== undefined && { year }),
    ...(ids.doi !== undefined && { doi: ids.doi }),
    ...(ids.pmid !== undefined && { pmid: ids.pmid }),
    ...(ids.pmcid !== undefined && { pmcid: ids.pmcid }),
  };
}

/** Reports that this person has still to decide about, most promising first; those without a rank in the order found. */
export function dueFor(person: string, queue: readonly QueuedReport[]): QueuedReport[] {
  return queue
    .filter(({ knownWork, standing }) => knownWork === undefined && standing.status === "waiting")
    .filter(({ standing }) => standing.status === "waiting" && !standing.by.includes(person))
    .sort((a, b) => (b.priority ?? -Infinity) - (a.priority ?? -Infinity) || a.key - b.key);
}

function databasesFlowOf(queue: readonly QueuedReport[]): DatabasesFlow {
  const records = queue.flatMap((report) => report.records);
  const count = (source: SearchedSource) => records.filter((record) => record.source === source).length;
  return databasesFlow({
    identified: searchedSources.map((source) => ({ source, records: count(source) })),
    reports: queue.map((report) => ({ known: report.knownWork !== undefined, standing: report.standing })),
  });
}

export const flowOf = (queue: readonly QueuedReport[]): PrismaFlow =>
  prismaFlow(databasesFlowOf(queue), readByHand(dataSet()));

/** @param counted the day, yyyy-MM-dd. */
export function publishedScreening(
  queue: readonly QueuedReport[],
  all: readonly SearchRow[],
  counted: string,
): PublishedScreening {
  const searches = all.flatMap(({ source, finishedAt, since, records }) =>
    finishedAt === undefined
      ? []
      : [
          {
            source,
            finished: finishedAt.toISOString().slice(0, 10),
            ...(since !== undefined && { since }),
            records,
          },
        ],
  );
  return { counted, strategy: searchStrategy.version, searches, databases: databasesFlowOf(queue) };
}
