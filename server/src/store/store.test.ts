import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { engines, type TestEngine } from "./engines-for-tests.ts";
import { finishLoad, loads, noteBatch, startLoad } from "./loads.ts";
import { migrate } from "./migrate.ts";
import { openStore, type Place, type Store } from "./open.ts";
import { analyzeTrials, cerebralPalsyTrials, countTrials, saveTrials, type TrialCopy } from "./trials.ts";

const loadedAt = new Date("2026-11-22T10:00:00Z");

const copyOf = (registryId: string, changes: Partial<TrialCopy> = {}): TrialCopy => ({
  registryId,
  record: JSON.stringify({ protocolSection: { identificationModule: { nctId: registryId } } }),
  origin: "registry",
  asOf: "2026-11-22",
  asOfMeans: "copy",
  status: "RECRUITING",
  lastUpdate: "2026-10-01",
  isCerebralPalsy: true,
  contentHash: "hash",
  ...changes,
});

describe.each(engines)("on $name", ({ missing, start }) => {
  describe.skipIf(missing)("the store", () => {
    let engine: TestEngine;
    let place: Place;
    let store: Store;

    beforeAll(async () => {
      engine = await start();
      place = await engine.place();
      store = await openStore(place);
    });
    afterAll(async () => {
      await store?.close();
      await engine?.stop();
    });
    beforeEach(async () => {
      await sql`truncate trial, load restart identity`.execute(store.db);
    });

    const save = (...copies: TrialCopy[]) =>
      store.db.transaction().execute((trx) => saveTrials(trx, copies, loadedAt));

    test("gives back the trials about cerebral palsy in the order of their numbers", async () => {
      await save(
        copyOf("NCT00000002"),
        copyOf("NCT00000001"),
        copyOf("NCT00000003", { isCerebralPalsy: false }),
      );
      const found = await cerebralPalsyTrials(store.db);
      expect(found.map(({ registryId }) => registryId)).toEqual(["NCT00000001", "NCT00000002"]);
      expect(await countTrials(store.db)).toEqual({ all: 3, cerebralPalsy: 2 });
    });

    test("keeps a record to the letter, null characters and lone surrogates included", async () => {
      const record = JSON.stringify({
        title: "null \u0000, half a pair \ud800, é, 𝄞, \\u0000",
        long: "x".repeat(200_000),
      });
      await save(copyOf("NCT00000001", { record }));
      expect((await cerebralPalsyTrials(store.db))[0]?.record).toBe(record);
    });

    test("gives days back as they were put in, in every time zone", async () => {
      const before = process.env.TZ;
      try {
        for (const zone of ["Pacific/Honolulu", "Pacific/Kiritimati"]) {
          process.env.TZ = zone;
          const { rows } = await sql`select date '2026-03-29' as day`.execute(store.db);
          expect(rows).toEqual([{ day: "2026-03-29" }]);
        }
      } finally {
        if (before === undefined) delete process.env.TZ;
        else process.env.TZ = before;
      }
    });

    test("says of every copy what became of it", async () => {
      await save(
        copyOf("NCT00000001", { origin: "restated", lastUpdate: null }),
        copyOf("NCT00000002"),
        copyOf("NCT00000003"),
        copyOf("NCT00000004"),
      );
      const outcomes = await save(
        copyOf("NCT00000001", { asOf: "2020-01-01" }),
        copyOf("NCT00000002", { origin: "restated", asOf: "2026-12-01" }),
        copyOf("NCT00000003"),
        copyOf("NCT00000004", { asOf: "2026-11-23" }),
        copyOf("NCT00000005"),
      );
      expect(outcomes).toEqual({ added: 1, changed: 1, confirmed: 1, same: 1, kept: 1 });
      const found = await cerebralPalsyTrials(store.db);
      expect(found.map(({ origin, asOf }) => [origin, asOf])).toEqual([
        ["registry", "2020-01-01"],
        ["registry", "2026-11-22"],
        ["registry", "2026-11-22"],
        ["registry", "2026-11-23"],
        ["registry", "2026-11-22"],
      ]);
    });

    test("keeps the best of several copies of one trial in one batch", async () => {
      await save(
        copyOf("NCT00000001", { lastUpdate: "2026-10-02", contentHash: "new", status: "COMPLETED" }),
        copyOf("NCT00000001", { lastUpdate: "2026-09-01", contentHash: "old" }),
      );
      expect((await cerebralPalsyTrials(store.db))[0]?.contentHash).toBe("new");
    });

    test("two loads at once end as one after the other would", async () => {
      const ids = Array.from({ length: 50 }, (_, index) => `NCT${10_000_000 + index}`);
      const restated = ids.map((id) => copyOf(id, { origin: "restated", lastUpdate: null }));
      await Promise.all([save(...ids.map((id) => copyOf(id))), save(...restated), save(...restated)]);
      const found = await cerebralPalsyTrials(store.db);
      expect(found.map(({ registryId }) => registryId)).toEqual(ids);
      expect(new Set(found.map(({ origin }) => origin))).toEqual(new Set(["registry"]));
    });

    test("a batch that fails half way leaves nothing behind", async () => {
      const failing = store.db.transaction().execute(async (trx) => {
        await saveTrials(trx, [copyOf("NCT00000001")], loadedAt);
        throw new Error("the lights went out");
      });
      await expect(failing).rejects.toThrow("the lights went out");
      expect(await countTrials(store.db)).toEqual({ all: 0, cerebralPalsy: 0 });
    });

    test("notes how far a load has come, and that one which was killed never finished", async () => {
      const about = {
        source: "a file",
        origin: "registry",
        startedAt: loadedAt,
      } as const;
      const killed = await startLoad(store.db, about);
      const outcomes = { added: 3, changed: 2, confirmed: 1, same: 4, kept: 5 };
      await store.db.transaction().execute((trx) => noteBatch(trx, killed, outcomes, 6));
      await store.db.transaction().execute((trx) => noteBatch(trx, killed, outcomes, 0));
      const done = await startLoad(store.db, about);
      await finishLoad(store.db, done, new Date("2026-11-22T10:00:09Z"));
      await analyzeTrials(store.db);
      expect(await loads(store.db)).toEqual([
        {
          ...about,
          finishedAt: new Date("2026-11-22T10:00:09Z"),
          added: 0,
          changed: 0,
          same: 0,
          kept: 0,
          refused: 0,
        },
        { ...about, finishedAt: null, added: 6, changed: 4, same: 10, kept: 10, refused: 6 },
      ]);
    });

    test("can be brought to the newest form by several processes at once, and again", async () => {
      const empty = await engine.place();
      const stores = await Promise.all([openStore(empty), openStore(empty), openStore(empty)]);
      for (const { db } of stores) {
        expect(await countTrials(db)).toEqual({ all: 0, cerebralPalsy: 0 });
        await migrate(db);
      }
      for (const opened of stores) await opened.close();
    });

    test("a store of a later version is refused, and says which changes are unknown here", async () => {
      const later = await openStore(await engine.place());
      try {
        await sql`insert into kysely_migration (name, timestamp) values ('0999-later', '2030')`.execute(
          later.db,
        );
        await expect(migrate(later.db)).rejects.toMatchObject({
          code: "newer",
          values: { migrations: "0999-later" },
        });
      } finally {
        await later.close();
      }
    });

    test("what was stored is there when the store is opened again", async () => {
      const again = await engine.place();
      const first = await openStore(again);
      await first.db.transaction().execute((trx) => saveTrials(trx, [copyOf("NCT00000001")], loadedAt));
      await first.close();
      const second = await openStore(again);
      expect(await countTrials(second.db)).toEqual({ all: 1, cerebralPalsy: 1 });
      await second.close();
    });
  });
});

test("an address that is none of PostgreSQL's is refused without repeating it, for it may hold a password", async () => {
  const opening = openStore({ kind: "server", url: "mysql://me:secret@host/db" });
  await expect(opening).rejects.toMatchObject({ code: "bad-address", values: {} });
});

test("a server that does not answer is named by host, port and database, never by its password", async () => {
  const opening = openStore({ kind: "server", url: "postgres://me:secret@127.0.0.1:9/cordwise" });
  await expect(opening).rejects.toMatchObject({
    code: "refused",
    values: { address: "127.0.0.1:9/cordwise" },
  });
});

test("int8 and dates are read alike whatever other code does to pg's own parsers", () => {
  // The parsers are given to each pool; nothing global is changed that another library could rely on.
  expect(pg.types.getTypeParser(20)("9007199254740993")).toBe("9007199254740993");
});
