import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { PostgresPool, PostgresPoolClient } from "kysely";
import { connections, isConnectionLost } from "../connections.ts";
import { StoreError } from "../store-error.ts";
import { type Address, answers, connectionTo, listeningPlace } from "./address.ts";
import { type Claiming, claimFolder, type Ownership } from "./claim.ts";
import { type Engine, startEngine } from "./engine.ts";

/** How long another process may take to open or to leave the folder: a first start on a slow machine. */
const patienceMs = 60_000;

/** The database of a folder as this process reaches it: its own, or that of the process that owns the folder. */
interface Membership {
  readonly pool: PostgresPool;
  leave(): Promise<void>;
}

/**
 * Connections to the database in a folder, whoever owns it. When the owning process ends, the next connection that
 * is asked for makes this process the owner, or finds the one that became it.
 */
export class EmbeddedConnections implements PostgresPool {
  readonly options = {};
  readonly #folder: string;
  #membership: Promise<Membership>;
  #ended: Promise<void> | undefined;

  /** @throws StoreError `held`, `broken` or `unwritable`. */
  static async open(folder: string): Promise<EmbeddedConnections> {
    const opened = new EmbeddedConnections(resolve(folder));
    await opened.#membership;
    return opened;
  }

  private constructor(folder: string) {
    this.#folder = folder;
    this.#membership = join(folder);
  }

  async connect(): Promise<PostgresPoolClient> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const asked = this.#membership;
      const { pool } = await asked;
      try {
        return await pool.connect();
      } catch (cause) {
        if (this.#ended || !isConnectionLost(cause) || Date.now() > deadline) throw cause;
        // Of several that notice at once, the first one looks for the new owner.
        if (this.#membership === asked) this.#membership = this.#joinAgain(asked);
      }
    }
  }

  end(): Promise<void> {
    this.#ended ??= this.#end();
    return this.#ended;
  }

  async #end(): Promise<void> {
    const { pool, leave } = await this.#membership;
    await pool.end();
    await leave();
  }

  async #joinAgain(lost: Promise<Membership>): Promise<Membership> {
    const { pool } = await lost;
    // Not awaited: a query that still holds one of its connections has yet to learn that it failed.
    pool.end().catch(() => {});
    return join(this.#folder);
  }
}

async function join(folder: string): Promise<Membership> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const claiming = await claim(folder);
    if (claiming.status === "owner") return own(folder, claiming.ownership);
    const { address, pid } = claiming.claim;
    if (address && (await answers(address))) return { pool: poolAt(address), async leave() {} };
    if (Date.now() > deadline) throw new StoreError("held", { folder, pid });
    await sleep(50);
  }
}

async function claim(folder: string): Promise<Claiming> {
  try {
    return await claimFolder(folder);
  } catch (cause) {
    throw new StoreError("unwritable", { folder, reason: (cause as Error).message }, { cause });
  }
}

async function own(folder: string, ownership: Ownership): Promise<Membership> {
  let engine: Engine;
  try {
    engine = await startEngine(folder, await listeningPlace(folder));
  } catch (cause) {
    await ownership.release();
    throw new StoreError("broken", { folder, reason: (cause as Error).message }, { cause });
  }
  await ownership.announce(engine.address);
  // Also when it ended unasked: then this process, or another, can start it again.
  const released = engine.ended.then(() => ownership.release());
  return {
    pool: poolAt(engine.address),
    async leave() {
      await engine.close();
      await released;
    },
  };
}

// More connections would only wait for one another: there is one session behind them.
const poolAt = (address: Address) =>
  connections({
    ...connectionTo(address),
    user: "postgres",
    database: "postgres",
    max: 4,
    connectionTimeoutMillis: patienceMs,
  });
