import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { engines, type TestEngine } from "./engines-for-tests.ts";
import { openStore, type Store } from "./open.ts";
import { prepared } from "./prepared.ts";

describe.each(engines)("statements asked again and again, on $name", ({ missing, start, name }) => {
  const isServer = name.includes("server");
  let engine: TestEngine;
  let store: Store;

  beforeAll(async () => {
    if (missing) return;
    engine = await start();
    store = await openStore(await engine.place());
  });
  afterAll(async () => {
    await store?.close();
    await engine?.stop();
  });

  const twice = (of: number) => sql<{ twice: number }>`${prepared} select ${of}::integer * 2 as twice`;
  /** On one connection, for each knows its own only. */
  const kept = () =>
    store.db.connection().execute(async (db) => {
      for (const of of [1, 2, 3]) {
        const { rows } = await twice(of).execute(db);
        expect(rows).toEqual([{ twice: of * 2 }]);
      }
      await sql`select ${1}::integer as plain`.execute(db);
      const { rows } = await sql<{ statement: string }>`
        select statement from pg_prepared_statements where name <> ''`.execute(db);
      return rows.map(({ statement }) => statement);
    });

  test.skipIf(missing !== undefined)(
    isServer ? "are understood once a connection, the others each time" : "are answered without being kept",
    async () => {
      const statements = await kept();
      expect(statements).toHaveLength(isServer ? 1 : 0);
      if (isServer) expect(statements[0]).toContain("as twice");
    },
  );

  test.skipIf(missing !== undefined)("are answered in however many forms they are asked", async () => {
    await store.db.connection().execute(async (db) => {
      for (let form = 0; form < 250; form++) {
        const { rows } = await sql<{ form: number }>`
          ${prepared} select ${form}::integer as form /* ${sql.raw(String(form))} */`.execute(db);
        expect(rows).toEqual([{ form }]);
      }
      const { rows } = await sql<{ count: number }>`
        select count(*)::integer as count from pg_prepared_statements where name <> ''`.execute(db);
      expect(rows[0]!.count).toBeLessThanOrEqual(200);
    });
  });

  test.skipIf(missing !== undefined)(
    "are answered where a pooler has lost them, and not kept after",
    async () => {
      await store.db.connection().execute(async (db) => {
        await twice(1).execute(db);
        await sql`deallocate all`.execute(db);
        for (const of of [2, 3]) expect((await twice(of).execute(db)).rows).toEqual([{ twice: of * 2 }]);
        const { rows } = await sql`select name from pg_prepared_statements where name <> ''`.execute(db);
        expect(rows).toEqual([]);
      });
    },
  );
});
