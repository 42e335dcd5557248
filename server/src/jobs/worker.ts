/** What the jobs do, each of them the very function that the command line and the server call. */
import type { Kysely } from "kysely";
import { publishTrialPack } from "../answers/trial-packs.ts";
import { sync } from "../ingest/sync.ts";
import type { Manners, World } from "../sources/polite-requests.ts";
import type { Database } from "../store/database.ts";
import { storeState } from "../store/loads.ts";
import type { Handlers } from "./queues.ts";

export interface WorkerWorld {
  readonly registry: { readonly baseUrl: string; readonly requests: World; readonly manners: Manners };
  now(): Date;
  /** Told when a job is done. */
  onDone(name: "sync" | "pack", what: string): void;
}

export function handlersOf(db: Kysely<Database>, { registry, now, onDone }: WorkerWorld): Handlers {
  return {
    async sync({ scope, drift }) {
      const { baseUrl, requests, manners } = registry;
      const before = await storeState(db);
      const { complete } = await sync(db, { baseUrl, world: requests, manners, scope, drift, now });
      onDone("sync", complete);
      return (await storeState(db)) !== before;
    },
    async pack() {
      // Its key is the state of the store and its address the hash of its bytes: twice is once.
      onDone("pack", await publishTrialPack(db, now));
    },
  };
}
