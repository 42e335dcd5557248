import { rm } from "node:fs/promises";
import { starterTrials } from "trials";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packsOf, starterPack, trialPack } from "../answers/packs.ts";
import { loadRecords } from "../ingest/load.ts";
import { ensureStarterTrials } from "../ingest/starter.ts";
import { study } from "../sources/registry-for-tests.ts";
import { emptyStoreFolder } from "../store/embedded/folder-for-tests.ts";
import { openStore, type Store } from "../store/open.ts";

let folder: string;
let store: Store;
beforeAll(async () => {
  folder = await emptyStoreFolder();
  store = await openStore({ kind: "embedded", folder });
}, 60_000);
afterAll(async () => {
  await store?.close();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

const now = () => new Date("2026-11-22T10:00:00Z");

test("an empty store gets the starter trials once, and publishes exactly those", async () => {
  expect((await packsOf(store.db).trials()).pack).toMatchObject({
    trials: [],
    origins: { registry: 0, restated: 0 },
  });
  expect(await ensureStarterTrials(store.db, now)).toBe(starterTrials.length);
  expect(await ensureStarterTrials(store.db, now)).toBe(0);
  const { pack, json } = await packsOf(store.db).trials();
  expect(pack).toEqual(starterPack());
  expect(JSON.parse(json)).toEqual(starterPack());
});

test("a pack is made once and again when a trial has changed, with another version and hash", async () => {
  const packs = packsOf(store.db);
  const before = await packs.trials();
  expect(await packs.trials()).toBe(before);
  const [first] = starterTrials;
  const real = study(first!.registryId, { statusModule: { overallStatus: "COMPLETED" } });
  await loadRecords(
    store.db,
    [
      {
        kind: "record",
        record: { at: { index: 0 }, json: real, copy: { origin: "registry", asOf: "2026-11-23" } },
      },
    ],
    { source: "a test", origin: "registry", now },
  );
  const after = await packs.trials();
  expect(after.hash).not.toBe(before.hash);
  expect(after.pack.version).not.toBe(before.pack.version);
  expect(after.pack).toMatchObject({
    origins: { registry: 1, restated: starterTrials.length - 1 },
    asOf: { latest: "2026-11-23" },
  });
  const replaced = after.pack.trials.find(({ trial }) => trial.registryId === first!.registryId);
  expect(replaced?.trial).toMatchObject({ origin: "registry", status: "COMPLETED" });
});

test("starter trials never come back over the registry's own record", async () => {
  expect(await ensureStarterTrials(store.db, now)).toBe(0);
  expect((await packsOf(store.db).trials()).pack.origins.registry).toBe(1);
});

test("the version of a pack does not hang on the order in which trials come", () => {
  expect(trialPack([...starterTrials].reverse()).version).toBe(trialPack(starterTrials).version);
});
