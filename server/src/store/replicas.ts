/**
 * Reading from replicas. Each query goes to the next replica that answers and is not too far behind; where there is
 * none, to the primary. A replica that is left out is looked at again and again, and taken back when it has caught up.
 *
 * How far behind a replica is, is told by the primary's own log: it has whatever the primary had written up to a place
 * in it, and we remember when we saw the primary at which place. (The time of the last transaction a replica replayed
 * does not tell it: where nobody writes, that grows old while the replica lacks nothing.)
 */
import type { PostgresPool, PostgresPoolClient } from "kysely";
import { isConnectionLost } from "./connections.ts";

export interface ReplicaOptions {
  /** A replica that lacks what was written longer ago than this is left out. */
  readonly maxLagMs: number;
  /** How often replicas are looked at, as long as anybody reads. */
  readonly checkEveryMs: number;
  /** Milliseconds, from any beginning; only differences count. */
  now(): number;
}

export const replicaDefaults = { maxLagMs: 10_000, checkEveryMs: 2_000 };

/** Why a replica is not read from. */
export type ReplicaState = "in use" | "behind" | "not answering" | "not a replica of this";

interface Replica {
  readonly pool: PostgresPool;
  state: ReplicaState;
  /** Undefined where it cannot be told, because the primary does not answer either. */
  lagMs: number | undefined;
}

/** A place in the log, as a count of bytes; and when the primary was seen there. */
interface Sighting {
  readonly position: bigint;
  readonly at: number;
}

/** A pool that lends connections of replicas; for reading outside transactions only. */
export class ReplicaConnections implements PostgresPool {
  readonly options = {};
  readonly #primary: PostgresPool;
  readonly #replicas: readonly Replica[];
  readonly #options: ReplicaOptions;
  #sightings: Sighting[] = [];
  #next = 0;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #checking: Promise<void> | undefined;

  /** @param primary stays whoever's it is: `end` ends the replicas' pools only. */
  constructor(primary: PostgresPool, replicas: readonly PostgresPool[], options: ReplicaOptions) {
    this.#primary = primary;
    this.#options = options;
    this.#replicas = replicas.map((pool) => ({ pool, state: "not answering", lagMs: undefined }));
  }

  /** In the order they were given. */
  get states(): readonly { readonly state: ReplicaState; readonly lagMs: number | undefined }[] {
    return this.#replicas.map(({ state, lagMs }) => ({ state, lagMs }));
  }

  async connect(): Promise<PostgresPoolClient> {
    const isFirst = this.#checkedAt === Number.NEGATIVE_INFINITY;
    if (this.#options.now() - this.#checkedAt >= this.#options.checkEveryMs) {
      const check = this.check();
      // Later checks run beside the queries, so that none waits for a replica that has fallen silent.
      if (isFirst) await check;
    }
    const { client, replica } = await this.#borrow();
    return replica === undefined ? client : this.#forgiving(client, replica);
  }

  async end(): Promise<void> {
    await this.#checking;
    await Promise.all(this.#replicas.map(({ pool }) => pool.end()));
  }

  /** Looks at every replica now. Never fails: what cannot be told is a state as well. */
  check(): Promise<void> {
    this.#checkedAt = this.#options.now();
    this.#checking ??= this.#check().finally(() => {
      this.#checking = undefined;
    });
    return this.#checking;
  }

  async #check(): Promise<void> {
    const primary = await positionOf(this.#primary, "pg_current_wal_lsn()").catch(() => undefined);
    const at = this.#options.now();
    if (primary !== undefined) this.#sighted({ position: primary, at });
    await Promise.all(
      this.#replicas.map(async (replica) => {
        try {
          const position = await positionOf(replica.pool, "pg_last_wal_replay_lsn()");
          replica.lagMs = primary === undefined ? undefined : this.#lag(position, at);
          // Without the primary nothing newer can be had anywhere, so what a replica has is good enough.
          const isBehind = replica.lagMs !== undefined && replica.lagMs > this.#options.maxLagMs;
          replica.state = isBehind ? "behind" : "in use";
        } catch (cause) {
          replica.state = cause instanceof NoReplica ? "not a replica of this" : "not answering";
          replica.lagMs = undefined;
        }
      }),
    );
  }

  #sighted(now: Sighting): void {
    if (this.#sightings.at(-1)?.position !== now.position) this.#sightings.push(now);
    // Of what is older than the bound, one sighting is enough to tell that a replica is beyond it.
    const oldest = now.at - this.#options.maxLagMs;
    const beyond = this.#sightings.filter(({ at }) => at < oldest).length;
    this.#sightings = this.#sightings.slice(Math.max(0, beyond - 1));
  }

  /** Since when the primary is at a place that the replica has not reached. */
  #lag(position: bigint, now: number): number {
    const missing = this.#sightings.find((sighting) => sighting.position > position);
    return missing === undefined ? 0 : now - missing.at;
  }

  async #borrow(): Promise<{ client: PostgresPoolClient; replica?: Replica }> {
    const usable = this.#replicas.filter(({ state }) => state === "in use");
    for (let tried = 0; tried < usable.length; tried++) {
      const replica = usable[this.#next++ % usable.length]!;
      try {
        return { client: await replica.pool.connect(), replica };
      } catch {
        replica.state = "not answering";
      }
    }
    return { client: await this.#primary.connect() };
  }

  /** A connection whose query, when the replica dies under it, is asked again elsewhere. */
  #forgiving(client: PostgresPoolClient, replica: Replica): PostgresPoolClient {
    let current = client;
    let isReleased = false;
    const ask = async (query: string, values: readonly unknown[]) => {
      try {
        return await current.query(query, values);
      } catch (cause) {
        if (!isGone(cause)) throw cause;
        replica.state = "not answering";
        current.release();
        current = (await this.#borrow()).client;
        return current.query(query, values);
      }
    };
    return {
      // Cursors, the other thing it takes, are for reading more than searches do.
      query: ask as PostgresPoolClient["query"],
      release() {
        if (!isReleased) current.release();
        isReleased = true;
      },
    };
  }
}

/** Shutting down, starting up, or (40001) a row version the replica had to remove under the query. */
const goneCodes = ["57P01", "57P02", "57P03", "40001"];
const isGone = (cause: unknown) =>
  isConnectionLost(cause) || goneCodes.includes((cause as { code?: string }).code ?? "");

class NoReplica extends Error {}

async function positionOf(pool: PostgresPool, place: string): Promise<bigint> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ position: string | null }>(
      `select (${place} - '0/0'::pg_lsn)::text as position`,
      [],
    );
    const position = rows[0]?.position;
    if (position === null || position === undefined) throw new NoReplica();
    return BigInt(position);
  } finally {
    client.release();
  }
}
