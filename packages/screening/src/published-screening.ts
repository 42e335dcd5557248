/** What is published of the queue: its flow and when each database was last searched, never who decided what. */
import type { SearchedSource } from "./found-record.ts";
import type { DatabasesFlow } from "./prisma.ts";

export interface PublishedScreening {
  /** When this was counted, yyyy-MM-dd. */
  readonly counted: string;
  readonly strategy: string;
  /** Searches that came to their end; none where the databases were never searched. */
  readonly searches: readonly PublishedSearch[];
  readonly databases: DatabasesFlow;
}

export interface PublishedSearch {
  readonly source: SearchedSource;
  /** yyyy-MM-dd. */
  readonly finished: string;
  readonly since?: string;
  readonly records: number;
}
