import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connections } from "./connections.ts";
import type { Database } from "./database.ts";
import { openStore, type Store } from "./open.ts";
import { ReplicaConnections } from "./replicas.ts";
import { findPrograms, startServer, type TestReplica, type TestServer } from "./server-for-tests.ts";

const programs = findPrograms();
const because = programs.status === "missing" ? programs.because : "";

describe.skipIf(programs.status === "missing")(`replicas${because && ` (skipped: ${because})`}`, () => {
  let server: TestServer;
  let replicas: TestReplica[];
  let store: Store;
  let reads: ReplicaConnections;
  let now = 0;
  const database = "test_1";

  beforeAll(async () => {
    if (programs.status === "missing") return;
    server = await startServer(programs, {
      wal_level: "replica",
      max_wal_senders: "4",
      wal_keep_size: "256MB",
    });
    store = await openStore({ kind: "server", url: await server.newDatabase() });
    await sql`create table note (at integer)`.execute(store.db);
    replicas = [await server.newReplica(), await server.newReplica()];
    const pools = replicas.map((replica) => connections({ connectionString: replica.url(database), max: 2 }));
    const primary = connections({ connectionString: (await primaryUrl(store.db)) as string, max: 2 });
    reads = new ReplicaConnections(primary, pools, { maxLagMs: 5_000, checkEveryMs: 1e12, now: () => now });
    closing.push(
      () => reads.end(),
      () => primary.end(),
    );
  });
  const closing: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    for (const close of closing) await close();
    await store?.close();
    await server?.stop();
  });

  async function primaryUrl(db: Kysely<Database>) {
    const { rows } = await sql<{ port: string }>`select current_setting('port') as port`.execute(db);
    return `postgres://postgres@127.0.0.1:${rows[0]!.port}/${database}`;
  }

  /** The ports that so many reads went to. */
  async function ports(count: number): Promise<Set<string>> {
    const found = new Set<string>();
    for (let at = 0; at < count; at++) {
      const client = await reads.connect();
      const { rows } = await client.query<{ port: string }>("select current_setting('port') as port", []);
      found.add(rows[0]!.port);
      client.release();
    }
    return found;
  }
  const portOf = (url: string) => new URL(url).port;
  const replicaPort = (at: number) => portOf(replicas[at]!.url(database));

  async function on(replica: TestReplica, query: string) {
    const pool = connections({ connectionString: replica.url(database), max: 1 });
    const client = await pool.connect();
    const { rows } = await client.query<Record<string, unknown>>(query, []);
    client.release();
    await pool.end();
    return rows;
  }

  /** Waits until a replica has all that the primary has written. */
  async function caughtUp(replica: TestReplica) {
    const { rows } = await sql<{ lsn: string }>`select pg_current_wal_lsn()::text as lsn`.execute(store.db);
    for (;;) {
      const [row] = await on(replica, `select pg_last_wal_replay_lsn() >= '${rows[0]!.lsn}'::pg_lsn as done`);
      if (row?.done === true) return;
    }
  }

  test("reads are spread over them", async () => {
    for (const replica of replicas) await caughtUp(replica);
    expect(await ports(6)).toEqual(new Set([replicaPort(0), replicaPort(1)]));
  });

  test("one that falls behind is left out, and taken back when it has caught up", async () => {
    await on(replicas[0]!, "select pg_wal_replay_pause()");
    await sql`insert into note values (1)`.execute(store.db);
    await caughtUp(replicas[1]!);
    now += 1_000;
    await reads.check();
    // Behind by no more than was seen: within the bound it still serves.
    expect(reads.states.map(({ state }) => state)).toEqual(["in use", "in use"]);
    now += 6_000;
    await reads.check();
    expect(reads.states[0]).toEqual({ state: "behind", lagMs: 6_000 });
    expect(await ports(4)).toEqual(new Set([replicaPort(1)]));
    await on(replicas[0]!, "select pg_wal_replay_resume()");
    await caughtUp(replicas[0]!);
    await reads.check();
    expect(await ports(4)).toEqual(new Set([replicaPort(0), replicaPort(1)]));
  });

  test("one where nothing was written for long lacks nothing, and is not left out", async () => {
    await reads.check();
    now += 3_600_000;
    await reads.check();
    expect(reads.states.map(({ state }) => state)).toEqual(["in use", "in use"]);
  });

  test("one that is killed under a connection costs no reader its answer, and is taken back when it is there again", async () => {
    const lent = [await reads.connect(), await reads.connect()];
    await replicas[0]!.kill();
    for (const client of lent) {
      expect((await client.query<{ one: number }>("select 1 as one", [])).rows).toEqual([{ one: 1 }]);
      client.release();
    }
    // Processes of a killed server may answer once more before they notice.
    await expect.poll(() => ports(4)).toEqual(new Set([replicaPort(1)]));
    await replicas[0]!.startAgain();
    await caughtUp(replicas[0]!);
    await reads.check();
    expect(await ports(4)).toEqual(new Set([replicaPort(0), replicaPort(1)]));
  });

  test("where none is left the primary is read", async () => {
    for (const replica of replicas) await replica.kill();
    const primary = portOf((await primaryUrl(store.db)) as string);
    await expect.poll(() => ports(3)).toEqual(new Set([primary]));
    await reads.check();
    expect(reads.states.map(({ state }) => state)).toEqual(["not answering", "not answering"]);
    expect(await ports(3)).toEqual(new Set([primary]));
  });

  test("an address of a server that is no replica is not read from, for nobody knows what it holds", async () => {
    const primary = connections({ connectionString: await primaryUrl(store.db), max: 1 });
    const misled = new ReplicaConnections(primary, [primary], {
      maxLagMs: 5_000,
      checkEveryMs: 1e12,
      now: () => 0,
    });
    await misled.check();
    expect(misled.states[0]?.state).toBe("not a replica of this");
    await misled.end();
  });
});
