/** One trial out of a real store: under which number, from which reading, and how much of it. */
import { rm } from "node:fs/promises";
import { compactLines, compileTrial, packTrials } from "trials";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eligibilityHistory } from "../answers/eligibility-history.ts";
import { compiledTrials, readStored, trialPage } from "../answers/stored-trial.ts";
import { loadRecords } from "../ingest/load.ts";
import { study } from "../sources/registry-for-tests.ts";
import { criteriaCopyLine } from "../store/criteria.ts";
import { emptyStoreFolder } from "../store/embedded/folder-for-tests.ts";
import { openStore, type Store } from "../store/open.ts";
import { markGone } from "../store/syncs.ts";
import { trialByNumber } from "../store/trials.ts";

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

async function load(id: string, eligibilityCriteria: string, more: object = {}): Promise<void> {
  const json = study(id, { eligibilityModule: { eligibilityCriteria }, ...more });
  const record = { at: { index: 0 }, json, copy: { origin: "registry" as const, asOf: "2026-11-23" } };
  const about = {
    source: "a test",
    origin: "registry",
    now: () => new Date("2026-11-23T10:00:00Z"),
  } as const;
  await loadRecords(store.db, [{ kind: "record", record }], about);
}
const rules = "Inclusion Criteria:\n\n* GMFCS level I to III\n* Age 2 to 6 years";

test("an older number leads to the trial as it is numbered now", async () => {
  await load("NCT00000001", rules);
  await load("NCT00000002", rules);
  await store.db
    .transaction()
    .execute((trx) => markGone(trx, "NCT00000001", { on: "2026-11-24", nowAs: "NCT00000002" }));
  expect((await trialPage(store.db, "NCT00000001"))?.trial.registryId).toBe("NCT00000002");
  expect((await eligibilityHistory(store.db, "NCT00000001"))?.registryId).toBe("NCT00000002");
});

test("a trial that the registry no longer has says since when", async () => {
  await load("NCT00000003", rules);
  expect(await trialPage(store.db, "NCT00000003")).not.toHaveProperty("goneOn");
  await store.db.transaction().execute((trx) => markGone(trx, "NCT00000003", { on: "2026-11-24" }));
  expect(await trialPage(store.db, "NCT00000003")).toMatchObject({ goneOn: "2026-11-24" });
});

test("a number that no database can hold is a number that no trial has", async () => {
  expect(await trialPage(store.db, "\0")).toBeUndefined();
  expect(await eligibilityHistory(store.db, "NCT\ud800")).toBeUndefined();
});

test("criteria that were read before are not read again", async () => {
  await load("NCT00000004", rules);
  const { lines } = (await trialPage(store.db, "NCT00000004"))!;
  expect(lines.length).toBeGreaterThan(2);
  const stored = (await trialByNumber(store.db, "NCT00000004"))!;
  const { trial } = compileTrial(readStored(stored));
  const [registryId, contentHash, reader, bytes] = criteriaCopyLine(
    stored,
    compactLines(lines.slice(0, 1), trial.eligibility),
  )
    .trimEnd()
    .split("\t");
  await store.db
    .insertInto("trial_criteria")
    .values({
      registry_id: registryId!,
      content_hash: contentHash!,
      reader: Number(reader),
      lines: Buffer.from(bytes!.replace(/^\\\\x/, ""), "hex"),
    })
    .execute();
  expect((await trialPage(store.db, "NCT00000004"))?.lines).toEqual(lines.slice(0, 1));
});

test.each([
  ["one line", "GMFCS I to III "],
  ["many lines", "* Age 2 to 6 years\n"],
  ["one letter", "a"],
])(
  "of ten megabytes in %s a page and a pack hold what is read, and that there is more",
  async (_, piece) => {
    const text = `Inclusion Criteria:\n\n* GMFCS level I to III\n${piece.repeat(10_000_000 / piece.length)}`;
    await load("NCT00000005", text, {
      identificationModule: { nctId: "NCT00000005", briefTitle: `Cerebral palsy ${text}` },
      descriptionModule: { briefSummary: text },
    });
    const page = (await trialPage(store.db, "NCT00000005"))!;
    expect(JSON.stringify(page).length).toBeLessThan(1_000_000);
    expect(page.trial.eligibility.endsWith(" ...")).toBe(true);
    expect(page.lines.at(-1)).toMatchObject({ criterion: { kind: "unread" } });
    expect(page.lines.some(({ criterion }) => criterion.kind === "gmfcs")).toBe(true);
    const pack = packTrials(
      (await compiledTrials(store.db)).filter(({ trial }) => trial.registryId === "NCT00000005"),
    );
    expect(JSON.stringify(pack).length).toBeLessThan(1_000_000);
    // The record itself stays whole.
    expect((await trialByNumber(store.db, "NCT00000005"))?.record.length).toBeGreaterThan(20_000_000);
  },
  60_000,
);
