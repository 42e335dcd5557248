/** The two engines on which every test of the store runs. */
import { emptyStoreFolder } from "./embedded/folder-for-tests.ts";
import type { Place } from "./open.ts";
import { findPrograms, startServer } from "./server-for-tests.ts";

export interface TestEngine {
  /** Where an empty store is. */
  place(): Promise<Place>;
  stop(): Promise<void>;
}

export interface Engine {
  readonly name: string;
  /** Why it cannot be had here; undefined where it can. */
  readonly missing: string | undefined;
  start(): Promise<TestEngine>;
}

const programs = findPrograms();

// A run that is to be relied upon must not pass by leaving half of it out.
if (programs.status === "missing" && process.env.CI === "true") {
  throw new Error(
    `The store must be tested on a PostgreSQL server when CI=true, but there is ${programs.because}.`,
  );
}

export const engines: readonly Engine[] = [
  {
    name: "the embedded database",
    missing: undefined,
    start: async () => ({
      place: async () => ({ kind: "embedded", folder: await emptyStoreFolder() }),
      stop: async () => {},
    }),
  },
  {
    name: `a PostgreSQL server${programs.status === "missing" ? ` (skipped: ${programs.because})` : ` from ${programs.from}`}`,
    missing: programs.status === "missing" ? programs.because : undefined,
    async start() {
      if (programs.status === "missing") throw new Error(programs.because);
      const server = await startServer(programs);
      return {
        place: async () => ({ kind: "server", url: await server.newDatabase() }),
        stop: () => server.stop(),
      };
    },
  },
];
