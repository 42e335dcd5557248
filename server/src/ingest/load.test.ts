import { createReadStream, existsSync } from "node:fs";
import fc from "fast-check";
import { sql } from "kysely";
import { oncePerTrial, readRecord } from "trials";
import { beforeEach, expect, test } from "vitest";
import { study } from "../sources/registry-for-tests.ts";
import { emptyStore } from "../store/embedded/folder-for-tests.ts";
import { loads } from "../store/loads.ts";
import { cerebralPalsyTrials, countTrials } from "../store/trials.ts";
import { type Incoming, type LoadCounts, loadRecords } from "./load.ts";
import { contentHash } from "./placed-record.ts";
import { recordsIn } from "./record-file.ts";

const store = await emptyStore();
beforeEach(async () => {
  await sql`truncate trial, load restart identity`.execute(store.db);
});

const now = () => new Date("2026-11-22T10:00:00Z");
const about = { source: "a test", origin: "registry", now } as const;

const record = (json: unknown, index: number): Incoming => ({
  kind: "record",
  record: { at: { index }, json, copy: { origin: "registry", asOf: "2026-11-20" } },
});
const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => study(`NCT${10_000_000 + index}`));

test("a load says after every batch how far it is, and the store says so too", async () => {
  const told: LoadCounts[] = [];
  await loadRecords(store.db, numbered(600).map(record), {
    ...about,
    onProgress: (counts) => told.push(counts),
  });
  expect(told.map(({ read, added }) => [read, added])).toEqual([
    [250, 250],
    [500, 500],
    [600, 600],
  ]);
  expect(await countTrials(store.db)).toEqual({ all: 600, cerebralPalsy: 600 });
  expect(await loads(store.db)).toMatchObject([{ source: "a test", added: 600, finishedAt: now() }]);
});

test("a trial of another registry is kept whole, and a portal's copy never replaces the registry's own", async () => {
  const ictrp = (row: object): Incoming => ({
    kind: "record",
    record: { at: { line: 2 }, json: { ictrp: row }, copy: { origin: "registry", asOf: "2026-11-21" } },
  });
  const again = { TrialID: "NCT10000000", Public_title: "Poorer", Last_Refreshed_on: "20 November 2026" };
  const other = {
    TrialID: "ACTRN12616000403437",
    Public_title: "Cord blood in cerebral palsy",
    Secondary_ID: "NCT10000000",
  };
  await loadRecords(store.db, [...numbered(1).map(record), ictrp(again), ictrp(other)], about);
  const stored = await cerebralPalsyTrials(store.db);
  expect(stored.map(({ registryId }) => registryId)).toEqual(["ACTRN12616000403437", "NCT10000000"]);
  expect(JSON.parse(stored[0]!.record)).toEqual({ ictrp: other });
  expect(JSON.parse(stored[1]!.record)).toEqual(numbered(1)[0]);
  const read = stored.flatMap(({ record, origin, asOf }) => {
    const reading = readRecord(JSON.parse(record), { origin, asOf });
    return reading.status === "read" ? [reading.trial] : [];
  });
  expect(oncePerTrial(read)).toMatchObject([
    { registryId: "NCT10000000", otherNumbers: ["ACTRN12616000403437"] },
  ]);
});

test("a record that cannot be read is told with the reason and stops none of the others", async () => {
  const odd = [{ protocolSection: {} }, 7, ...numbered(1), study("XYZ")];
  const report = await loadRecords(store.db, odd.map(record), about);
  expect(report).toMatchObject({ read: 4, added: 1, refused: 3 });
  expect(report.refusals).toMatchObject([
    { at: { index: 0 }, because: { code: "record-without-id" } },
    { at: { index: 1 }, because: { code: "record-not-an-object" } },
    { at: { index: 3 }, because: { code: "record-id-not-readable" } },
  ]);
});

test("a load that breaks off keeps all that was read before and never counts as finished", async () => {
  async function* broken() {
    yield* numbered(300).map(record);
    throw new Error("the line went dead");
  }
  await expect(loadRecords(store.db, broken(), about)).rejects.toThrow("the line went dead");
  expect(await countTrials(store.db)).toMatchObject({ all: 300 });
  expect(await loads(store.db)).toMatchObject([{ added: 300, finishedAt: null }]);
});

test("the day of the data, which every record carries anew each day, makes no other hash", () => {
  const held = (versionHolder: string) => ({ derivedSection: { miscInfoModule: { versionHolder } } });
  expect(contentHash(held("2026-11-20"))).toBe(contentHash(held("2026-11-21")));
});

test("a record has one hash, in whatever order its keys come, and another one when anything in it differs", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (json) => {
      const turned = Object.fromEntries(Object.entries(json).reverse());
      expect(contentHash(turned)).toBe(contentHash(json));
      expect(contentHash({ ...json, more: [json] })).not.toBe(contentHash(json));
    }),
  );
});

const studies = new URL("../../../../shared/registry/studies-v2-full.ndjson.gz", import.meta.url);
test.skipIf(!existsSync(studies))(
  "352 records as the registry gave them are all read (skipped where the collection of records is not at hand)",
  async () => {
    const day = { origin: "registry", fileDay: "2026-11-22" } as const;
    const report = await loadRecords(store.db, recordsIn(createReadStream(studies), day), about);
    expect(report).toMatchObject({ read: 352, added: 352, refused: 0 });
  },
);
