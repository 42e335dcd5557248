import { sql } from "kysely";
import { compileTrial, readRecord, wholeLines } from "trials";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { study } from "../sources/registry-for-tests.ts";
import { storedCriteria } from "../store/criteria.ts";
import { engines, type TestEngine } from "../store/engines-for-tests.ts";
import { loads } from "../store/loads.ts";
import { openStore, type Store } from "../store/open.ts";
import { searchTrials } from "../store/trial-search.ts";
import { countTrials } from "../store/trials.ts";
import { bulkLoad } from "./bulk-load.ts";
import { loadRecords } from "./load.ts";
import type { Line } from "./record-file.ts";

const now = () => new Date("2026-11-22T10:00:00Z");
const about = {
  source: "a test",
  origin: "registry",
  now,
  day: { origin: "registry", fileDay: "2026-11-20" },
  threads: 2,
} as const;

const eligibility = "Inclusion Criteria:\n\n* GMFCS level I-III\n* Back\\slash, tab\t and quote ' \"";
const records = Array.from({ length: 520 }, (_, index) => ({
  protocolSection: {
    ...study(`NCT${10_000_000 + index}`).protocolSection,
    identificationModule: {
      nctId: `NCT${10_000_000 + index}`,
      briefTitle: index === 7 ? "Null \u0000, half a pair \ud800\nand a line" : `Trial ${index}`,
    },
    eligibilityModule: { eligibilityCriteria: eligibility, minimumAge: "2 Years" },
    contactsLocationsModule: {
      locations: [{ facility: "Tab\tHospital \\N", city: "Leuven", country: "Belgium" }],
    },
  },
}));
const lines = (from: readonly unknown[]): Line[] =>
  from.map((record, index) => ({ number: index + 1, text: JSON.stringify(record) }));

async function* cutShort(all: readonly Line[], after: number) {
  yield* all.slice(0, after);
  throw new Error("the line went dead");
}

describe.each(engines)("on $name", ({ missing, start }) => {
  describe.skipIf(missing)("a bulk load", () => {
    let engine: TestEngine;
    let store: Store;
    let other: Store;
    beforeAll(async () => {
      engine = await start();
      store = await openStore(await engine.place());
      other = await openStore(await engine.place());
    }, 120_000);
    afterAll(async () => {
      await store?.close();
      await other?.close();
      await engine?.stop();
    }, 120_000);
    beforeEach(async () => {
      for (const { db } of [store, other]) {
        await sql`truncate trial, load, trial_search, trial_site, trial_criteria restart identity`.execute(
          db,
        );
      }
    });

    /** Everything that any load writes, as it would be compared by eye. */
    async function contents({ db }: Store) {
      const all = async (query: string) => (await sql.raw<object>(query).execute(db)).rows;
      return {
        trials: await all("select * from trial order by registry_id"),
        search: await all(
          "select registry_id, head::text, body::text, marks, minimum_months, card from trial_search order by 1",
        ),
        sites: await all("select * from trial_site order by registry_id, place"),
      };
    }

    test("leaves the same store as an ordinary one", async () => {
      const report = await bulkLoad(store, lines(records), about);
      expect(report).toMatchObject({ read: 520, added: 520, refused: 0 });
      await loadRecords(
        other.db,
        records.map((json, index) => ({
          kind: "record" as const,
          record: {
            at: { index },
            json,
            text: JSON.stringify(json),
            copy: { origin: "registry" as const, asOf: "2026-11-20" },
          },
        })),
        about,
      );
      expect(await contents(store)).toEqual(await contents(other));
      expect(
        (await searchTrials(store.db, { words: "trial 519", sort: "relevance", page: 1, pageSize: 5 }))
          .hits[0]?.registryId,
      ).toBe("NCT10000519");
    });

    test("tells what it could not read, and reads on", async () => {
      const broken = [
        ...lines(records.slice(0, 3)),
        { number: 4, text: "{" },
        { number: 5, text: '{"protocolSection":{}}' },
      ];
      const report = await bulkLoad(store, broken, about);
      expect(report).toMatchObject({ added: 3, refused: 2 });
      expect(report.refusals.map(({ at }) => at)).toEqual([{ line: 4 }, { line: 5 }]);
    });

    test("that breaks off has kept its batches, and ends like a whole one when it is run again", async () => {
      await expect(bulkLoad(store, cutShort(lines(records), 510), about)).rejects.toThrow("went dead");
      const report = await bulkLoad(store, lines(records), about);
      expect(report.added + report.same).toBe(520);
      expect((await countTrials(store.db)).all).toBe(520);
      expect((await loads(store.db)).map(({ finishedAt }) => finishedAt !== null)).toEqual([true, false]);
    });

    test("keeps of two copies the better one, as every load does", async () => {
      const newer = {
        protocolSection: {
          ...records[0]!.protocolSection,
          statusModule: { overallStatus: "COMPLETED", lastUpdatePostDateStruct: { date: "2026-11-21" } },
        },
      };
      await bulkLoad(store, lines([records[0], newer]), about);
      await bulkLoad(store, lines([records[0]]), about);
      expect((await sql<{ status: string }>`select status from trial`.execute(store.db)).rows).toEqual([
        { status: "COMPLETED" },
      ]);
    });

    test("puts the trials in the order of their last update, where the database takes copies", async () => {
      const dated = ["2026-03-01", "2011", "2026-11-02", "2020-05"].map((date, at) => ({
        protocolSection: {
          ...records[at]!.protocolSection,
          statusModule: { lastUpdatePostDateStruct: { date } },
        },
      }));
      await bulkLoad(store, lines(dated), about);
      if (store.kind === "embedded") return;
      const { rows } = await sql<{ updated: string }>`select updated from trial_search order by ctid`.execute(
        store.db,
      );
      expect(rows.map(({ updated }) => updated)).toEqual(["2011", "2020-05", "2026-03-01", "2026-11-02"]);
    });

    test("keeps what it read of the criteria, where the database takes copies, until record or reader change", async () => {
      await bulkLoad(store, lines(records.slice(0, 3)), about);
      if (store.kind === "embedded") return;
      const kept = async () => [...(await storedCriteria(store.db)).keys()].sort();
      expect(await kept()).toEqual(["NCT10000000", "NCT10000001", "NCT10000002"]);
      const reading = readRecord(records[0], { origin: "registry", asOf: "2026-11-20" });
      if (reading.status === "refused") throw new Error("the record was read before");
      const stored = (await storedCriteria(store.db)).get("NCT10000000")!;
      expect(wholeLines(stored, eligibility)).toEqual(compileTrial(reading.trial).lines);
      await sql`update trial_criteria set reader = 0 where registry_id = 'NCT10000001'`.execute(store.db);
      await sql`update trial set content_hash = 'new' where registry_id = 'NCT10000002'`.execute(store.db);
      expect(await kept()).toEqual(["NCT10000000"]);
    });
  });
});
