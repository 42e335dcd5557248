/**
 * Statements that PostgreSQL need not read and plan each time. To understand a search takes it as long as to answer
 * one; a statement with a name is understood once a connection.
 */
import { type RawBuilder, sql } from "kysely";
import pg from "pg";

const sign = "/* prepared */";

/**
 * To be put in front of a statement that is asked again and again in the same words, with values only as parameters.
 * It names its columns: a statement that was prepared cannot give other ones after a migration.
 */
export const prepared: RawBuilder<unknown> = sql.raw(sign);

/** Forms that get a name; each costs a connection some 100 kB, and whoever asks can think of ever new ones. */
const mostNamed = 200;
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostNamed) return known;
  const name = `cordwise_${names.size + 1}`;
  names.set(text, name);
  return name;
}

/** What PostgreSQL says of a name that it does not know in this session, or knows already. */
const misnamed = ["26000", "42P05"];
/** Poolers that share sessions among clients, such as PgBouncer before 1.21, lose names; then none are used. */
let namesAreLost = false;

/** Sends statements that bear the sign by name. For a server only: the embedded database has one session for all. */
export class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: `query` is overloaded, and only one form of it is told apart here.
  override query(...args: any[]): any {
    const query = super.query.bind(this) as (...args: unknown[]) => Promise<pg.QueryResult>;
    const [text, values, ...more] = args;
    const isPrepared =
      typeof text === "string" && text.trimStart().startsWith(sign) && more.length === 0 && !namesAreLost;
    const name = isPrepared ? nameOf(text) : undefined;
    if (name === undefined) return query(...args);
    return query({ name, text, values }).catch((cause) => {
      if (!misnamed.includes(cause.code)) throw cause;
      namesAreLost = true;
      return query(text, values);
    });
  }
}
