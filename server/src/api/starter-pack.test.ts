import { deflateRawSync } from "node:zlib";
import { sql } from "kysely";
import { compileTrial, starterTrials, type Trial } from "trials";
import { expect, test } from "vitest";
import { compiledTrials } from "../answers/stored-trial.ts";
import { publishTrialPack, trialPacksOf, trialSet } from "../answers/trial-packs.ts";
import { loadRecords } from "../ingest/load.ts";
import { ensureStarterTrials } from "../ingest/starter.ts";
import { study } from "../sources/registry-for-tests.ts";
import { criteriaReader } from "../store/criteria.ts";
import { emptyStore } from "../store/embedded/folder-for-tests.ts";

const store = await emptyStore();

const now = () => new Date("2026-11-22T10:00:00Z");
const published = () => trialPacksOf(store.db, now).trials();
const withoutStore = trialSet(starterTrials.map(compileTrial));

test("an empty store gets the starter trials once, and its pack is the one there is without a store", async () => {
  expect((await published()).trials).toEqual([]);
  expect(await ensureStarterTrials(store.db, now)).toBe(starterTrials.length);
  expect(await ensureStarterTrials(store.db, now)).toBe(0);
  expect(await published()).toEqual(withoutStore);
  expect(trialSet(await compiledTrials(store.db))).toEqual(withoutStore);
});

test("criteria that were stored when they were read are taken as they are, but from another reader they are read again", async () => {
  const [{ registryId }] = starterTrials as [Trial];
  const stored = await store.db
    .insertInto("trial_criteria")
    .columns(["registry_id", "content_hash", "reader", "lines"])
    .expression(
      store.db
        .selectFrom("trial")
        .where("registry_id", "=", registryId)
        .select(({ val }) => [
          "registry_id",
          "content_hash",
          val(criteriaReader()).as("reader"),
          val(deflateRawSync("[]")).as("lines"),
        ]),
    )
    .executeTakeFirst();
  expect(stored.numInsertedOrUpdatedRows).toBe(1n);
  const linesNow = async () =>
    (await compiledTrials(store.db)).find(({ trial }) => trial.registryId === registryId)!.lines;
  expect(await linesNow()).toEqual([]);
  await store.db
    .updateTable("trial_criteria")
    .set({ reader: criteriaReader() ^ 1 })
    .execute();
  expect(await linesNow()).toEqual(compileTrial(starterTrials[0]!).lines);
});

test("a pack of another reader is made anew, though the store is as it was", async () => {
  await publishTrialPack(store.db, now);
  const keys = async () =>
    (await store.db.selectFrom("published").select("key").where("kind", "=", "trial-pack").execute())
      .map(({ key }) => key)
      .sort();
  const before = await keys();
  const ofOther = before.map((key) => key.replace(/ \d+$/, " 0"));
  await store.db
    .updateTable("published")
    .set({ key: sql`regexp_replace(key, ' [0-9]+$', ' 0')` })
    .where("kind", "=", "trial-pack")
    .execute();
  expect(await keys()).toEqual(ofOther);
  await publishTrialPack(store.db, now);
  expect((await keys()).filter((key) => !ofOther.includes(key))).toHaveLength(1);
});

test("a pack is another, with another version, when a trial has changed", async () => {
  const [first] = starterTrials;
  const real = study(first!.registryId, { statusModule: { overallStatus: "COMPLETED" } });
  const record = { at: { index: 0 }, json: real, copy: { origin: "registry" as const, asOf: "2026-11-23" } };
  await loadRecords(store.db, [{ kind: "record", record }], { source: "a test", origin: "registry", now });
  const { version, trials } = await published();
  expect(version).not.toBe(withoutStore.version);
  const replaced = trials.find(({ trial }) => trial.registryId === first!.registryId);
  expect(replaced?.trial).toMatchObject({ origin: "registry", status: "COMPLETED" });
});

test("starter trials never come back over the registry's own record", async () => {
  expect(await ensureStarterTrials(store.db, now)).toBe(0);
  expect((await published()).trials.filter(({ trial }) => trial.origin === "registry")).toHaveLength(1);
});

test("the version of a pack does not hang on the order in which trials come", () => {
  expect(trialSet([...starterTrials].reverse().map(compileTrial))).toEqual(withoutStore);
});
