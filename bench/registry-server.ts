/** The PostgreSQL server of the benchmark: one at DATABASE_URL, else one of our own, set up as a small server would be. */
import { totalmem } from "node:os";
import { findPrograms, startServer } from "../server/src/store/server-for-tests.ts";

/** A quarter of the machine's memory, as PostgreSQL's manual advises; more than 4 GB would serve nothing here. */
const buffers = Math.max(1, Math.min(4, Math.floor(totalmem() / 4e9)));

/** What we would advise for 2 cores; the machine's own page cache does the rest. */
const settings = {
  shared_buffers: `${buffers}GB`,
  work_mem: "16MB",
  maintenance_work_mem: "512MB",
  max_parallel_maintenance_workers: "2",
  max_wal_size: "8GB",
  checkpoint_timeout: "30min",
  wal_level: "minimal",
  max_wal_senders: "0",
  synchronous_commit: "off",
  jit: "off",
  // A search takes milliseconds; starting other processes for it takes longer than it saves.
  max_parallel_workers_per_gather: "0",
  random_page_cost: "1.1",
  fsync: "on",
};

export interface BenchServer {
  readonly url: string;
  readonly described: string;
  stop(): Promise<void>;
}

export async function benchServer(): Promise<BenchServer> {
  if (process.env.DATABASE_URL) {
    return { url: process.env.DATABASE_URL, described: "the server at DATABASE_URL", async stop() {} };
  }
  const programs = findPrograms();
  if (programs.status === "missing") throw new Error(`There is ${programs.because}; set DATABASE_URL.`);
  const server = await startServer(programs, settings);
  return {
    url: await server.newDatabase(),
    described: `PostgreSQL from ${programs.from}`,
    stop: () => server.stop(),
  };
}
