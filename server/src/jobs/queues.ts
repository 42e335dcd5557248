/**
 * Work that goes on by itself: keeping up with the registry, and publishing the pack and its news when trials have
 * changed. The queue lives in the store, so any number of machines share the work; a job whose worker dies is done
 * again by another, and doing it again has no further effect.
 */
import { PgBoss } from "pg-boss";
import { type Scope, scopes } from "../sources/clinicaltrials-gov.ts";
import type { Store } from "../store/open.ts";

const queueNames = ["sync", "pack"] as const;
export type QueueName = (typeof queueNames)[number];

export interface SyncJob {
  readonly scope: Scope;
  readonly drift: boolean;
}

/** What a worker does; each may be done again at any time without further effect. */
export interface Handlers {
  /** @returns whether the store may have changed. */
  sync(job: SyncJob): Promise<boolean>;
  pack(): Promise<void>;
}

export interface QueueState {
  readonly name: QueueName;
  readonly waiting: number;
  readonly active: number;
  readonly failed: number;
}

export interface JobQueue {
  /** @returns false where the same is waiting or under way already. */
  add(name: "sync", job: SyncJob): Promise<boolean>;
  add(name: "pack"): Promise<boolean>;
  /** Takes jobs until it is stopped. */
  work(handlers: Handlers): Promise<void>;
  state(): Promise<readonly QueueState[]>;
  /** Lets the job under way end, for a while; whoever starts next goes on with what is left. */
  stop(): Promise<void>;
}

/** The registry renews its data on weekdays about 09:00 UTC; a check of the whole list is enough once a week. */
const schedules = [
  { key: "daily", cron: "30 10 * * 1-5", drift: false },
  { key: "weekly", cron: "30 14 * * 6", drift: true },
] as const;

/** A worker that says nothing for so long is dead, and its job is given to another. */
const heartbeatSeconds = 15;
const lookSeconds = 5;

/**
 * @param store its tables for jobs are made where they are missing.
 * @param onProblem told what a job or the queue failed with.
 */
export async function openQueue(
  store: Pick<Store, "connect">,
  onProblem: (cause: unknown) => void,
): Promise<JobQueue> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => executed(store, text, values) },
    schema: "jobs",
    superviseIntervalSeconds: lookSeconds,
    monitorIntervalSeconds: lookSeconds,
    // Our own load tells the planner; reindexing takes a connection that the embedded database cannot spare.
    reindex: false,
  });
  boss.on("error", onProblem);
  await boss.start();
  for (const name of queueNames) {
    await boss.createQueue(name, {
      // One that waits and one that is done, per key: what changes while a job runs calls for one more.
      policy: "stately",
      retryLimit: 20,
      retryDelay: 5,
      retryBackoff: true,
      retryDelayMax: 3600,
      expireInSeconds: 12 * 3600,
      heartbeatSeconds,
    });
  }
  const add = async (name: QueueName, job?: SyncJob) =>
    (await boss.send(name, job ?? {}, { singletonKey: keyOf(job) })) !== null;
  // The queue keeps a failure to itself and tries again; whoever watches wants to know.
  const told = <Result>(doing: Promise<Result>): Promise<Result> =>
    doing.catch((cause) => {
      onProblem(cause);
      throw cause;
    });
  return {
    add,
    async work(handlers) {
      for (const { key, cron, drift } of schedules) {
        const job: SyncJob = { scope: "conditions", drift };
        // A machine that was asleep at the hour does it once when it wakes.
        await boss.schedule("sync", cron, job, { key, missed: "once", singletonKey: keyOf(job) });
      }
      const polling = { pollingIntervalSeconds: 2 };
      await boss.work<unknown>("sync", polling, async ([job]) => {
        if (!job) return;
        if (await told(handlers.sync(syncJob(job.data)))) await add("pack");
      });
      await boss.work("pack", polling, async () => {
        await told(handlers.pack());
      });
    },
    async state() {
      const found = await boss.getQueues([...queueNames]);
      return Promise.all(
        queueNames
          .filter((name) => found.some((queue) => queue.name === name))
          .map(async (name) => {
            const [now] = await boss.getQueueStats(name, { force: true });
            return {
              name,
              waiting: now?.queuedCount ?? 0,
              active: now?.activeCount ?? 0,
              failed: now?.failedCount ?? 0,
            };
          }),
      );
    },
    stop: () => boss.stop({ graceful: true, timeout: 20_000 }),
  };
}

/** By pg itself: the queue sends several statements in one text and wants the rows of each, which Kysely leaves out. */
async function executed(
  { connect }: Pick<Store, "connect">,
  text: string,
  values?: unknown[],
): Promise<{ rows: unknown[] }> {
  const client = await connect();
  try {
    const result: { rows: unknown[] } | readonly { rows: unknown[] }[] = await client.query(
      text,
      values ?? [],
    );
    const results = Array.isArray(result) ? result : [result];
    return { rows: results.flatMap(({ rows }) => rows) };
  } finally {
    client.release();
  }
}

const keyOf = (job: SyncJob | undefined) => (job ? `${job.scope}${job.drift ? " drift" : ""}` : "all");

/** A job as the database gives it back. @throws Error for what no version of this program has put there. */
function syncJob(data: unknown): SyncJob {
  const { scope, drift } = data as Partial<SyncJob>;
  if (!scopes.some((known) => known === scope)) throw new Error(`there is no scope ${String(scope)}`);
  return { scope: scope!, drift: drift === true };
}
