import { sql } from "kysely";
import type { FoundRecord } from "screening";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { engines, type TestEngine } from "./engines-for-tests.ts";
import { openStore, type Store } from "./open.ts";
import {
  addDecision,
  decisions,
  describedRecords,
  finishSearch,
  foundBy,
  keepLinks,
  keepRecords,
  links,
  noteProgress,
  openSearch,
  queuedRecords,
  searches,
  setPriorities,
  takeApart,
} from "./review.ts";

const at = new Date("2026-11-22T10:00:00Z");
const key = { source: "pubmed", strategy: "1", query: "cord blood", since: undefined } as const;

const found = (sourceId: string, more: Partial<FoundRecord> = {}): FoundRecord => ({
  source: "pubmed",
  sourceId,
  pmid: sourceId,
  title: `Title ${sourceId}`,
  abstract: "Text.",
  registry: ["NCT01234567"],
  kinds: ["Journal Article"],
  ...more,
});

describe.each(engines)("on $name", ({ missing, start }) => {
  describe.skipIf(missing)("the screening queue", () => {
    let engine: TestEngine;
    let store: Store;
    beforeAll(async () => {
      engine = await start();
      store = await openStore(await engine.place());
    });
    afterAll(async () => {
      await store?.close();
      await engine?.stop();
    });
    beforeEach(async () => {
      await sql`truncate review_search, review_record, review_found, review_link, review_decision restart identity`.execute(
        store.db,
      );
    });

    const open = (changes: Partial<Parameters<typeof openSearch>[1]> = {}) =>
      store.db.transaction().execute((trx) => openSearch(trx, { ...key, ...changes }, at));
    const keep = (search: number, ...records: FoundRecord[]) =>
      store.db.transaction().execute((trx) => keepRecords(trx, search, records, at));

    test("gives a record back as it was found, whatever signs are in it but the null character", async () => {
      const { id } = await open();
      const odd = found("1", {
        title: "a \u0000 b \ud800, é",
        year: 2020,
        doi: "10.5555/a'b",
        firstAuthor: "O'Neil",
      });
      await keep(id, odd);
      expect(await queuedRecords(store.db)).toEqual([
        { ...odd, key: 1, title: "a \ufffd b \ufffd, é", priority: undefined },
      ]);
    });

    test("a search that did not end goes on; a finished one is followed by a new one", async () => {
      const first = await open();
      await store.db
        .transaction()
        .execute((trx) => noteProgress(trx, first.id, { mark: "Ao2", found: 4, refused: 1 }));
      expect(await open()).toEqual({ id: first.id, mark: "Ao2", resumed: true });
      expect(await open({ since: "2026-01-01" })).toMatchObject({ resumed: false });
      expect(await open({ source: "europe-pmc" })).toMatchObject({ resumed: false });
      await finishSearch(store.db, first.id, at);
      expect(await open()).toMatchObject({ mark: undefined, resumed: false });
      expect((await searches(store.db))[0]).toMatchObject({
        finishedAt: at,
        found: 4,
        refused: 1,
        records: 0,
      });
    });

    test("a record found twice is one record with its newest words, found by both searches", async () => {
      const first = await open();
      const [key] = await keep(first.id, found("1"));
      await finishSearch(store.db, first.id, at);
      const second = await open();
      expect(await keep(second.id, found("1", { abstract: "More text." }), found("2"))).toEqual([
        key,
        expect.any(Number),
      ]);
      expect((await queuedRecords(store.db)).map(({ abstract }) => abstract)).toEqual([
        "More text.",
        "Text.",
      ]);
      expect(await foundBy(store.db, first.id)).toEqual(new Set(["1"]));
      expect(await foundBy(store.db, second.id)).toEqual(new Set(["1", "2"]));
      expect(await describedRecords(store.db)).toHaveLength(2);
    });

    test("what a person took apart stays apart, and both records stay", async () => {
      const { id } = await open();
      const keys = await keep(id, found("1"), found("2"), found("3"));
      const [a, b, c] = keys as [number, number, number];
      const joined = [
        { a, b, kind: "report", because: "doi" },
        { a: b, b: c, kind: "study", because: "registry-number" },
      ] as const;
      const join = () => store.db.transaction().execute((trx) => keepLinks(trx, joined, at));
      await join();
      const apart = await store.db.transaction().execute((trx) => takeApart(trx, a, "ada", at));
      expect(apart).toBe(1);
      await join();
      expect(await links(store.db)).toEqual([joined[1]]);
      expect(await queuedRecords(store.db)).toHaveLength(3);
    });

    test("decisions are kept in their order, and none is ever replaced", async () => {
      const { id } = await open();
      const [record = 0] = await keep(id, found("1"));
      const given = [
        { record, by: "ada", resolves: false, decision: { kind: "include" } },
        { record, by: "ada", resolves: false, decision: { kind: "withdrawn" } },
        { record, by: "ada", resolves: false, decision: { kind: "exclude", because: "not-in-people" } },
      ] as const;
      for (const one of given) await store.db.transaction().execute((trx) => addDecision(trx, one, at));
      expect(await decisions(store.db)).toEqual(given);
    });

    test("priorities replace those before them", async () => {
      const { id } = await open();
      const [a = 0, b = 0] = await keep(id, found("1"), found("2"));
      const set = (...of: [number, number][]) =>
        store.db.transaction().execute((trx) => setPriorities(trx, new Map(of)));
      await set([a, 0.5], [b, -1.25]);
      await set([b, 2]);
      expect((await queuedRecords(store.db)).map(({ priority }) => priority)).toEqual([undefined, 2]);
    });

    test("two searches of one database at once are one search", async () => {
      const opened = await Promise.all([open(), open(), open()]);
      expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
    });
  });
});
