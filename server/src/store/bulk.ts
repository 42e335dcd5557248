/**
 * A whole registry into the store. Trials that are new come in by COPY, the others as in every load; the index is
 * made when all are there. A load that is killed has kept every batch it told of, and can be started again.
 *
 * On the embedded database everything comes in by statements: PGlite loses its place in the protocol when a COPY
 * begins ("protocol synchronization was lost"), as it reads the client's messages one at a time.
 */
import {
  Kysely,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  sql,
  type Transaction,
} from "kysely";
import type { CompactLine } from "trials";
import { copyIn, copyLine } from "./copy-in.ts";
import { criteriaCopyLine } from "./criteria.ts";
import type { Database } from "./database.ts";
import { type EligibilityOf, type KnownCopy, saveBeside, saveKnown } from "./keeping-up.ts";
import { takeTurn } from "./loading-turns.ts";
import type { Store } from "./open.ts";
import {
  columnsOf,
  createSearchIndex,
  hasSearchIndex,
  type SearchRow,
  searchRowsFrom,
  siteColumnNames,
  siteColumns,
  sortByUpdate,
  wordColumns,
} from "./trial-search-rows.ts";
import { analyzeTrials, countTrials, type Outcomes, storedCopies, trialRow } from "./trials.ts";

/** A trial with everything the store keeps of it, made ready away from the connection that writes it. */
export interface ReadyTrial {
  readonly trial: KnownCopy;
  /** Lines of COPY for the search, its sites and the criteria. */
  readonly search: string;
  readonly sites: string;
  readonly criteria: string;
}

/** @param lines as `compactLines` gives them. */
export function readyTrial(trial: KnownCopy, row: SearchRow, lines: readonly CompactLine[]): ReadyTrial {
  return {
    trial,
    search: copyLine(columnsOf(row)),
    sites: siteColumns(row).map(copyLine).join(""),
    criteria: criteriaCopyLine(trial, lines),
  };
}

export interface BulkStore {
  /** Writes a batch, whole or not at all; `note` writes in the same transaction. */
  save(
    batch: readonly ReadyTrial[],
    loadedAt: Date,
    note: (trx: Transaction<Database>, outcomes: Outcomes) => Promise<void>,
  ): Promise<Outcomes>;
  /** Makes the index, counts words and plans; to be called when all is in. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** Below this many trials stored, it is quicker to make the index anew than to keep it up. */
const fewTrials = 50_000;

export async function openBulkStore(
  { db, connect, kind }: Store,
  eligibilityOf: EligibilityOf,
): Promise<BulkStore> {
  const { all } = await countTrials(db);
  if (all < fewTrials) await sql`drop index if exists trial_search_words`.execute(db);
  const finish = async () => {
    // It is also missing where an earlier load was killed.
    if (kind === "server" && !(await hasSearchIndex(db))) await sortByUpdate(db);
    await createSearchIndex(db);
    await analyzeTrials(db);
  };
  if (kind === "embedded") {
    return {
      save: (batch, loadedAt, note) =>
        db.transaction().execute(async (trx) => {
          const outcomes = await saveKnown(
            trx,
            batch.map(({ trial }) => trial),
            loadedAt,
            eligibilityOf,
          );
          await note(trx, outcomes);
          return outcomes;
        }),
      finish,
      async close() {},
    };
  }
  const connection = await connect();
  const own = new Kysely<Database>({ dialect: new PostgresDialect({ pool: onlyConnection(connection) }) });
  await sql`
    create temporary table if not exists search_words (${sql.raw(wordColumns.map(([name, type]) => `${name} ${type}`).join(", "))})
    on commit delete rows`.execute(own);
  return {
    save: (batch, loadedAt, note) =>
      own.transaction().execute(async (trx) => {
        const { fresh, rest } = await apart(trx, batch);
        await copyBatch(trx, connection, fresh, loadedAt);
        // Second copies in one batch, and trials that are stored already, go the way of every load.
        const known = await saveKnown(trx, rest, loadedAt, eligibilityOf);
        const outcomes = { ...known, added: known.added + fresh.length };
        await note(trx, outcomes);
        return outcomes;
      }),
    finish,
    async close() {
      await own.destroy();
      connection.release();
    },
  };
}

const onlyConnection = (connection: PostgresPoolClient): PostgresPool => ({
  options: {},
  // Kysely gives it back after each statement; it stays ours.
  connect: async () => ({ query: connection.query.bind(connection), release() {} }) as PostgresPoolClient,
  async end() {},
});

/** Trials that the store does not have yet, and those that it has. */
async function apart(trx: Transaction<Database>, batch: readonly ReadyTrial[]) {
  await takeTurn(trx);
  const stored = await storedCopies(
    trx,
    batch.map(({ trial }) => trial.registryId),
  );
  const fresh = new Map<string, ReadyTrial>();
  const rest: KnownCopy[] = [];
  for (const ready of batch) {
    const { registryId } = ready.trial;
    if (stored.has(registryId) || fresh.has(registryId)) rest.push(ready.trial);
    else fresh.set(registryId, ready);
  }
  return { fresh: [...fresh.values()], rest };
}

async function copyBatch(
  trx: Transaction<Database>,
  connection: PostgresPoolClient,
  fresh: readonly ReadyTrial[],
  loadedAt: Date,
): Promise<void> {
  if (fresh.length === 0) return;
  const trials = fresh.map(({ trial }) => trial);
  const rows = trials.map((trial) => trialRow(trial, loadedAt));
  await copyIn(
    connection,
    "trial",
    Object.keys(rows[0]!),
    rows.map((row) => copyLine(Object.values(row))),
  );
  const columns = wordColumns.map(([name]) => name);
  await copyIn(
    connection,
    "search_words",
    columns,
    fresh.map(({ search }) => search),
  );
  await sql`insert into trial_search ${searchRowsFrom(sql`search_words`)}`.execute(trx);
  await copyIn(connection, "trial_site", siteColumnNames, fresh.map(({ sites }) => sites).filter(Boolean));
  await copyIn(
    connection,
    "trial_criteria",
    ["registry_id", "content_hash", "reader", "lines"],
    fresh.map(({ criteria }) => criteria),
  );
  await saveBeside(trx, trials);
}
