/** Two real workers at one PostgreSQL server, one of them killed in the middle of a job. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { sync } from "../ingest/sync.ts";
import { ownMachineManners } from "../sources/clinicaltrials-gov.ts";
import { corpus } from "../sources/corpus-for-tests.ts";
import { startRegistry, type TestRegistry } from "../sources/registry-for-tests.ts";
import { emptyStore } from "../store/embedded/folder-for-tests.ts";
import { openStore, type Place, type Store } from "../store/open.ts";
import { findPrograms, startServer, type TestServer } from "../store/server-for-tests.ts";
import { storeContents } from "../store/store-contents-for-tests.ts";
import { openQueue } from "./queues.ts";
import { handlersOf } from "./worker.ts";

const now = () => new Date("2026-11-22T10:00:00Z");
const requests = { fetch, now: Date.now, sleep: async () => {}, random: () => 0.5 };
const program = fileURLToPath(new URL("../main.ts", import.meta.url));

let registry: TestRegistry;
beforeAll(async () => {
  registry = await startRegistry();
  registry.pageSize = 10;
  registry.publish("2026-11-20T09:00:04", corpus(11, 120, "2026-11-20"));
});
afterAll(() => registry.stop());

const published = async ({ db }: Store) => db.selectFrom("published").select(["kind", "hash"]).execute();

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isTrue())) await sleep(100);
}

describe("on the embedded database", () => {
  test("a sync is done once however often it is asked for, and a pack follows it", async () => {
    const store = await emptyStore();
    const problems: unknown[] = [];
    const queue = await openQueue(store, (cause) => problems.push(cause));
    try {
      const job = { scope: "conditions", drift: false } as const;
      expect([await queue.add("sync", job), await queue.add("sync", job)]).toEqual([true, false]);
      expect(await queue.state()).toMatchObject(
        [
          { name: "pack", waiting: 0 },
          { name: "sync", waiting: 1 },
        ].toReversed(),
      );
      const done: string[] = [];
      const manners = ownMachineManners("Cordwise/test");
      const world = { registry: { baseUrl: registry.baseUrl, requests, manners }, now };
      await queue.work(handlersOf(store.db, { ...world, onDone: (name) => done.push(name) }));
      await until(() => done.includes("pack"));
      expect(done).toEqual(["sync", "pack"]);
      expect((await published(store)).map(({ kind }) => kind)).toEqual(["trial-pack"]);
      expect(problems).toEqual([]);
    } finally {
      await queue.stop();
    }
  }, 240_000);
});

const programs = findPrograms();
const missing = programs.status === "missing" ? `: skipped, ${programs.because}` : "";
describe.skipIf(programs.status === "missing")(`on a PostgreSQL server${missing}`, () => {
  let server: TestServer;
  const workers: ChildProcess[] = [];
  beforeAll(async () => {
    if (programs.status === "found") server = await startServer(programs);
  }, 120_000);
  afterEach(() => {
    registry.onRequest = () => {};
    for (const worker of workers) worker.kill("SIGKILL");
  });
  afterAll(() => server?.stop());

  function worker(name: string, { url }: Place & { kind: "server" }): ChildProcess {
    const child = spawn(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", program, "jobs", "work"],
      {
        env: {
          ...process.env,
          DATABASE_URL: url,
          CORDWISE_REGISTRY_URL: registry.baseUrl,
          CORDWISE_CONTACT: name,
        },
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    workers.push(child);
    return child;
  }

  test("a worker killed in the middle of a job leaves it to another, and the effect is that of doing it once", async () => {
    const place = { kind: "server", url: await server.newDatabase() } as const;
    const store = await openStore(place);
    const queue = await openQueue(store, () => {});
    try {
      await queue.add("sync", { scope: "conditions", drift: false });
      const by = new Map([
        ["first", worker("first", place)],
        ["second", worker("second", place)],
      ]);
      const askers: string[] = [];
      let killed: string | undefined;
      registry.onRequest = ({ userAgent }, page) => {
        const asker = [...by.keys()].find((name) => userAgent?.includes(name)) ?? "nobody";
        askers.push(asker);
        // Two pages are in the store by then, and the third is on its way.
        if (page?.from !== 20 || killed !== undefined) return;
        killed = asker;
        by.get(asker)?.kill("SIGKILL");
      };
      await until(async () => (await published(store)).length > 0);
      const survivor = killed === "first" ? "second" : "first";
      expect(new Set(askers)).toEqual(new Set([killed, survivor]));
      expect(askers.at(-1)).toBe(survivor);

      // As one sync that was left in peace, and published once.
      const clean = await openStore({ kind: "server", url: await server.newDatabase() });
      const { baseUrl } = registry;
      registry.onRequest = () => {};
      const manners = ownMachineManners("Cordwise/test");
      await sync(clean.db, { baseUrl, world: requests, manners, scope: "conditions", now });
      expect(await storeContents(store.db)).toEqual(await storeContents(clean.db));
      await clean.close();
      expect((await published(store)).map(({ kind }) => kind)).toEqual(["trial-pack"]);

      const child = by.get(survivor)!;
      child.kill("SIGTERM");
      const [code] = await once(child, "exit");
      expect(code).toBe(0);
    } finally {
      await queue.stop();
      await store.close();
    }
  }, 240_000);
});
