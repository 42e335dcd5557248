export { type Decision, type ExclusionReason, exclusionReasons } from "./decision.ts";
export { type Described, type Sameness, sameness, titleSimilarity } from "./duplicate.ts";
export {
  type FoundRecord,
  type Identifiers,
  readDoi,
  readPmcid,
  readPmid,
  registryNumbersIn,
  type SearchedSource,
  searchedSources,
} from "./found-record.ts";
export { groupsOf, type Keyed, type Link, linksOf } from "./grouping.ts";
export {
  type DatabasesFlow,
  databasesFlow,
  type PrismaFlow,
  prismaFlow,
  type QueueCounts,
  type ReadByHand,
  type ReasonCount,
} from "./prisma.ts";
export type { PublishedScreening, PublishedSearch } from "./published-screening.ts";
export { type Ranker, type ReadSoFar, rankerOf } from "./ranker.ts";
export { type Labelled, type Reading, readInOrder } from "./reading.ts";
export { queryFor, type SearchStrategy, searchStrategy } from "./search-strategy.ts";
export {
  type Given,
  isExcluded,
  isIncluded,
  type Role,
  roleOf,
  type Standing,
  screenersNeeded,
  standing,
  type Vote,
  visibleTo,
  votes,
} from "./standing.ts";
export type { Readable } from "./term-matrix.ts";
