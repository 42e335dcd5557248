/**
 * Brings trials into the search that an earlier version stored, while the server already answers: of a whole registry
 * that takes many minutes, in which families must not stand before a closed door.
 */
import type { Kysely } from "kysely";
import type { Database } from "../store/database.ts";
import { countUnknownToSearch, indexSomeForSearch } from "../store/trial-search-rows.ts";
import { analyzeTrials } from "../store/trials.ts";

export interface SearchReadying {
  /** False while trials are missing from the search that are in the store. */
  isReady(): boolean;
  /** Leaves the rest for the next start; to be awaited before the store is closed. */
  stop(): Promise<void>;
}

export interface Listener {
  /** Called with nothing done before the first, and now and then after that. */
  progress(done: number, all: number): void;
  failed(cause: unknown): void;
}

const told = 5_000;

export async function readySearch(db: Kysely<Database>, listener: Listener): Promise<SearchReadying> {
  const all = await countUnknownToSearch(db);
  let isReady = all === 0;
  let isStopped = false;
  const readying = isReady ? Promise.resolve() : bringIn().catch(listener.failed);

  async function bringIn(): Promise<void> {
    let [done, after] = [0, ""];
    listener.progress(done, all);
    while (!isStopped) {
      const { count, last } = await indexSomeForSearch(db, after);
      if (count === 0) {
        await analyzeTrials(db);
        isReady = true;
        return;
      }
      after = last;
      done += count;
      if (done % told === 0 || done === all) listener.progress(done, all);
    }
  }
  return {
    isReady: () => isReady,
    stop() {
      isStopped = true;
      return readying;
    },
  };
}
