/** Connections through `pg`, set up alike for both engines. */
import type { PostgresPool, PostgresPoolClient } from "kysely";
import pg from "pg";

const int8 = 20;
const date = 1082;

/** Days stay strings: `pg` would make them midnights of the local time zone, a day early west of Greenwich. */
const types = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (oid === int8) return Number;
    if (oid === date) return String;
    return pg.types.getTypeParser(oid, format as "text");
  },
} as pg.CustomTypesConfig;

/** A pool that may be ended twice, as Kysely ends the pool it was given and so does whoever made it. */
export function connections(config: pg.PoolConfig): PostgresPool {
  const pool = new pg.Pool({ types, ...config });
  // Without a listener a lost idle connection ends the process. The query that needs one next says what is wrong.
  pool.on("error", () => {});
  // While it is lent, a connection is not the pool's to listen to; what asks next on it is told.
  pool.on("connect", (client) => client.on("error", () => {}));
  let ended: Promise<void> | undefined;
  return {
    options: {},
    connect: () => pool.connect() as Promise<PostgresPoolClient>,
    end() {
      ended ??= pool.end();
      return ended;
    },
  };
}

const lostCodes = ["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE"];

/** Whether a query failed because nobody answers any more, so that asking again may help. */
export function isConnectionLost(cause: unknown): boolean {
  const { code = "", message = "" } = cause as { code?: string; message?: string };
  // The second is what `pg` says on a connection that it saw break before it was asked.
  return (
    lostCodes.includes(code) || /Connection terminated|connection error and is not queryable/.test(message)
  );
}
