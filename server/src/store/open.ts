/** Opens the one store there is: a PostgreSQL server, or the database embedded in this program. */
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, sql } from "kysely";
import { connections } from "./connections.ts";
import type { Database } from "./database.ts";
import { EmbeddedConnections } from "./embedded/embedded-connections.ts";
import { migrate } from "./migrate.ts";
import { PreparingClient } from "./prepared.ts";
import { ReplicaConnections, replicaDefaults } from "./replicas.ts";
import { StoreError } from "./store-error.ts";

export type Place =
  | {
      readonly kind: "server";
      readonly url: string;
      /** Streaming replicas to read from. */
      readonly readUrls?: readonly string[];
      /** How far behind a replica may be, in milliseconds. */
      readonly maxLagMs?: number;
    }
  | { readonly kind: "embedded"; readonly folder: string };

export interface Store {
  readonly db: Kysely<Database>;
  /**
   * For reading what may be some seconds old: replicas where there are any, else the same as `db`. Not for
   * transactions.
   */
  readonly reads: Kysely<Database>;
  readonly kind: Place["kind"];
  /** A connection of one's own, to be released; for what only `pg` itself can do. */
  connect(): Promise<PostgresPoolClient>;
  /** Always to be awaited: an embedded database left open keeps Node from ending. */
  close(): Promise<void>;
}

/**
 * Opens the store and brings its tables to the newest form.
 * @throws StoreError with a code a person can be told about.
 */
export async function openStore(place: Place): Promise<Store> {
  const pool =
    place.kind === "server" ? serverConnections(place.url) : await EmbeddedConnections.open(place.folder);
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  const replicas = replicasOf(place, pool);
  const reads = replicas ? new Kysely<Database>({ dialect: new PostgresDialect({ pool: replicas }) }) : db;
  // Kysely ends the pool it was given, but only once it has used it.
  const close = async () => {
    await reads.destroy();
    await replicas?.end();
    await db.destroy();
    await pool.end();
  };
  try {
    await sql`select 1`.execute(db);
    await migrate(db);
  } catch (cause) {
    await close();
    throw place.kind === "server" ? explained(place.url, cause) : cause;
  }
  return { db, reads, kind: place.kind, connect: () => pool.connect(), close };
}

function serverConnections(url: string, connectionTimeoutMillis = 10_000): PostgresPool {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) throw new StoreError("bad-address");
  return connections({ connectionString: url, max: 10, connectionTimeoutMillis, Client: PreparingClient });
}

function replicasOf(place: Place, primary: PostgresPool): ReplicaConnections | undefined {
  if (place.kind === "embedded" || !place.readUrls?.length) return undefined;
  const options = { ...replicaDefaults, now: () => performance.now() };
  // A replica that has fallen silent must be given up before a reader is.
  const pools = place.readUrls.map((url) => serverConnections(url, 2_000));
  return new ReplicaConnections(primary, pools, {
    ...options,
    ...(place.maxLagMs && { maxLagMs: place.maxLagMs }),
  });
}

/** SQLSTATE classes 28 (who you are) and 3D (which database), and too many connections. */
const notLetIn = /^(28|3D|53300)/;
const unreachable = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EHOSTUNREACH", "ENOENT"];

function explained(url: string, cause: unknown): unknown {
  const { code = "", message = "" } = cause as { code?: string; message?: string };
  // Never the address as it was given: it holds the password.
  const { hostname, port, pathname } = new URL(url);
  const address = `${hostname || "localhost"}:${port || 5432}${pathname}`;
  if (notLetIn.test(code)) return new StoreError("not-let-in", { address, reason: message }, { cause });
  if (unreachable.includes(code) || /timeout|terminated/i.test(message)) {
    return new StoreError("refused", { address }, { cause });
  }
  return cause;
}
