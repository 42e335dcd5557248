import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ownMachineManners, type Scope, searches } from "../sources/clinicaltrials-gov.ts";
import { corpus, later } from "../sources/corpus-for-tests.ts";
import { startRegistry, study, type TestRegistry } from "../sources/registry-for-tests.ts";
import { emptyStore } from "../store/embedded/folder-for-tests.ts";
import { currentNumber, eligibilityTexts, reasonsOf } from "../store/keeping-up.ts";
import { loads } from "../store/loads.ts";
import { storeContents } from "../store/store-contents-for-tests.ts";
import { cerebralPalsyTrials, countTrials } from "../store/trials.ts";
import { loadRecords } from "./load.ts";
import { type SyncProgress, sync, syncState } from "./sync.ts";

const store = await emptyStore();
let registry: TestRegistry;
const emptied = () =>
  sql`truncate trial, trial_search, trial_site, load, trial_alias, trial_reason, eligibility_text, sync_state, sync_sighting restart identity`.execute(
    store.db,
  );
beforeEach(async () => {
  await emptied();
  registry = await startRegistry();
});
afterEach(() => registry.stop());

const now = () => new Date("2026-11-22T10:00:00Z");
const monday = "2026-11-16T09:00:04";
const tuesday = "2026-11-17T09:00:02";
const wednesday = "2026-11-18T09:00:01";

async function synced({ scope = "conditions" as Scope, drift = false, told = [] as SyncProgress[] } = {}) {
  return sync(store.db, {
    baseUrl: registry.baseUrl,
    world: { fetch, now: Date.now, sleep: async () => {}, random: () => 0.5 },
    manners: ownMachineManners("Cordwise/test"),
    scope,
    drift,
    now,
    onProgress: (progress) => told.push(progress),
  });
}

const dated = (id: string, date: string, more: Readonly<Record<string, unknown>> = {}) =>
  study(id, {
    statusModule: { overallStatus: "RECRUITING", lastUpdatePostDateStruct: { date } },
    ...more,
  });
const all = async () => (await storeContents(store.db)).trials;
const numbers = async () => (await cerebralPalsyTrials(store.db)).map(({ registryId }) => registryId);
const pagesAsked = () => registry.requests.filter(({ path }) => path === "/studies").length;

test("a first sync fetches all that the searches find, and says up to when the store is complete", async () => {
  registry.publish(monday, corpus(1, 60, "2026-11-16"));
  registry.pageSize = 20;
  const told: SyncProgress[] = [];
  const report = await synced({ told });
  expect(report).toMatchObject({ complete: monday, refused: 0, gone: 0 });
  expect(report.added).toBeGreaterThan(30);
  expect(await countTrials(store.db)).toMatchObject({ all: report.added });
  expect(told[0]).toMatchObject({ kind: "page", walk: "full", search: 1, of: searches.conditions.length });
  expect(await loads(store.db)).toMatchObject([{ finishedAt: now(), added: report.added }]);
});

test("a sync of everything fetches everything", async () => {
  registry.publish(monday, corpus(1, 60, "2026-11-16"));
  registry.pageSize = 20;
  expect(await synced({ scope: "all" })).toMatchObject({ added: 60, complete: monday });
});

test("while the registry's data stay the same, nothing is asked but their version", async () => {
  registry.publish(monday, [dated("NCT00000001", "2026-11-01")]);
  await synced();
  const before = registry.requests.length;
  expect(await synced()).toMatchObject({ read: 0, complete: monday });
  expect(registry.requests.slice(before).map(({ path }) => path)).toEqual(["/version"]);
});

test("later only what was updated is asked for, with two days of overlap", async () => {
  registry.publish(monday, [dated("NCT00000001", "2026-11-01"), dated("NCT00000002", "2026-11-01")]);
  await synced();
  registry.publish(tuesday, [
    dated("NCT00000001", "2026-11-17", { conditionsModule: { conditions: ["Spasticity"] } }),
    dated("NCT00000002", "2026-11-01"),
    dated("NCT00000003", "2026-11-17"),
  ]);
  expect(await synced()).toMatchObject({ added: 1, changed: 1, complete: tuesday });
  expect(registry.requests.at(-2)?.parameters["filter.advanced"]).toBe(
    "AREA[LastUpdatePostDate]RANGE[2026-11-14,MAX]",
  );
});

describe("data renewed in the middle of a walk", () => {
  const six = [1, 2, 3, 4, 5, 6].map((number) => dated(`NCT0000000${number}`, "2026-11-01"));
  const renewed = [
    ...six.slice(0, 5),
    dated("NCT00000006", "2026-11-17"),
    dated("NCT00000007", "2026-11-17"),
  ];

  test("are noticed at its end, and what changed is asked for again", async () => {
    registry.publish(monday, six);
    registry.tokensSurvive = true;
    registry.onRequest = (_, page) => {
      if (page?.from === 4) registry.publish(tuesday, renewed);
    };
    expect(await synced()).toMatchObject({ complete: tuesday });
    expect(await numbers()).toHaveLength(7);
  });

  test("may break the token, and the walk begins again", async () => {
    registry.publish(monday, six);
    let isRenewed = false;
    registry.onRequest = (_, page) => {
      if (page?.from === 4 && !isRenewed) registry.publish(tuesday, renewed);
      isRenewed ||= page?.from === 4;
    };
    const told: SyncProgress[] = [];
    expect(await synced({ told })).toMatchObject({ complete: tuesday });
    expect(told.filter(({ kind }) => kind === "restarted")).toHaveLength(1);
    expect(await numbers()).toHaveLength(7);
  });
});

test("a walk that broke off goes on at the page it was at", async () => {
  registry.publish(monday, corpus(1, 60, "2026-11-16"));
  registry.pageSize = 10;
  registry.drawFault = ({ path }) =>
    path === "/studies" && pagesAsked() > 4 ? { status: 400, body: "no" } : undefined;
  await expect(synced({ scope: "all" })).rejects.toMatchObject({ code: "refused" });
  expect(await countTrials(store.db)).toMatchObject({ all: 40 });
  expect((await syncState(store.db, registry.baseUrl, "all")).state.underWay).toMatchObject({ given: 0 });
  // A refused token begins the walk again, a fault of another kind does not.
  await emptied();
  registry.drawFault = ({ path }) => (path === "/studies" && pagesAsked() > 9 ? { status: 502 } : undefined);
  await expect(synced({ scope: "all" })).rejects.toMatchObject({ code: "failing" });
  const { state } = await syncState(store.db, registry.baseUrl, "all");
  registry.drawFault = () => undefined;
  const before = registry.requests.length;
  await synced({ scope: "all" });
  expect(registry.requests[before]?.parameters.pageToken).toBe(
    state.underWay && "token" in state.underWay ? state.underWay.token : "there is no token",
  );
  expect(await countTrials(store.db)).toMatchObject({ all: 60 });
});

test("a registry that takes no token at all ends the sync in its own words, not in an endless circle", async () => {
  registry.publish(monday, corpus(1, 60, "2026-11-16"));
  registry.drawFault = () => "token expired";
  await expect(synced()).rejects.toMatchObject({ code: "refused" });
});

test("two processes at the same sync do it once, whoever is faster", async () => {
  registry.publish(monday, corpus(1, 60, "2026-11-16"));
  registry.pageSize = 10;
  const [one, other] = await Promise.all([synced({ scope: "all" }), synced({ scope: "all" })]);
  expect(one.added + other.added).toBe(60);
  expect(await countTrials(store.db)).toMatchObject({ all: 60 });
});

describe("a drift check", () => {
  const three = [1, 2, 3].map((number) => dated(`NCT0000000${number}`, "2026-11-01"));

  test("confirms what is as it was, as of its day", async () => {
    registry.publish(monday, three);
    await synced();
    registry.publish(wednesday, three);
    expect(await synced({ drift: true })).toMatchObject({ same: expect.any(Number), gone: 0 });
    expect(new Set((await all()).map(({ as_of }) => as_of))).toEqual(new Set(["2026-11-18"]));
    expect((await syncState(store.db, registry.baseUrl, "conditions")).state).toEqual({
      format: 1,
      complete: wednesday,
      drifted: wednesday,
    });
  });

  test("finds a withheld trial, which carries no date, and keeps it out of sight", async () => {
    registry.publish(monday, three);
    await synced();
    const withheld = {
      protocolSection: {
        identificationModule: { nctId: "NCT00000002" },
        statusModule: { overallStatus: "WITHHELD" },
      },
    };
    registry.publish(tuesday, [three[0], withheld, three[2]]);
    await synced();
    expect(await numbers()).toHaveLength(3);
    await synced({ drift: true });
    expect(await numbers()).toEqual(["NCT00000001", "NCT00000003"]);
    expect(await all()).toHaveLength(3);
  });

  test("finds a trial that was taken away, hides it, and shows it again when it is back", async () => {
    registry.publish(monday, three);
    await synced();
    registry.publish(tuesday, three.slice(1));
    expect(await synced({ drift: true })).toMatchObject({ gone: 1 });
    expect(await numbers()).toEqual(["NCT00000002", "NCT00000003"]);
    expect((await all())[0]).toMatchObject({ gone: "vanished", gone_on: "2026-11-17" });
    expect((await storeContents(store.db)).searched).toHaveLength(2);
    registry.publish(wednesday, three);
    await synced({ drift: true });
    expect(await numbers()).toHaveLength(3);
    expect((await storeContents(store.db)).searched).toHaveLength(3);
  });

  test("finds a trial under its new number, and remembers the old one", async () => {
    registry.publish(monday, three);
    await synced();
    const renumbered = dated("NCT00000009", "2026-11-01", {
      identificationModule: {
        nctId: "NCT00000009",
        briefTitle: "In cerebral palsy",
        nctIdAliases: ["NCT00000002"],
      },
    });
    registry.publish(tuesday, [three[0], three[2], renumbered]);
    await synced({ drift: true });
    expect(await numbers()).toEqual(["NCT00000001", "NCT00000003", "NCT00000009"]);
    expect(await currentNumber(store.db, "NCT00000002")).toBe("NCT00000009");
  });

  test("finds a change that came without a new date of update", async () => {
    registry.publish(monday, three);
    await synced();
    const stopped = study("NCT00000001", {
      statusModule: { overallStatus: "TERMINATED", lastUpdatePostDateStruct: { date: "2026-11-01" } },
    });
    registry.publish(wednesday, [stopped, ...three.slice(1)]);
    await synced({ drift: true });
    expect((await all())[0]).toMatchObject({ status: "TERMINATED" });
  });

  test("asks again only for what differs", async () => {
    registry.publish(monday, three);
    await synced();
    registry.publish(wednesday, [...three.slice(0, 2), dated("NCT00000003", "2026-10-30")]);
    await synced({ drift: true });
    const byNumber = registry.requests.flatMap(({ parameters }) => parameters["filter.ids"] ?? []);
    expect(byNumber).toEqual(["NCT00000003"]);
  });
});

describe("why a trial is in the store", () => {
  test("is told by the searches that find it and by the words of its record", async () => {
    registry.publish(monday, [dated("NCT00000001", "2026-11-01")]);
    await synced();
    expect(await reasonsOf(store.db, "NCT00000001")).toMatchObject([
      { kind: "record", name: "cerebral-palsy", field: "conditions", words: "Cerebral Palsy" },
      { kind: "search", name: "condition" },
      { kind: "search", name: "title" },
      { kind: "search", name: "words", firstSeen: "2026-11-16" },
    ]);
  });

  test("a trial of cord blood filed under another condition is found, and for a blood disease not listed", async () => {
    const cordBlood = (id: string, condition: string, title: string) =>
      study(id, {
        identificationModule: { nctId: id, briefTitle: title },
        conditionsModule: { conditions: [condition] },
        armsInterventionsModule: { interventions: [{ type: "BIOLOGICAL", name: "Autologous cord blood" }] },
      });
    registry.publish(monday, [
      cordBlood("NCT00000001", "Safety Issues", "Cells for children with developmental delay"),
      cordBlood("NCT00000002", "Leukemia", "Transplant in leukemia"),
    ]);
    await synced();
    expect(await numbers()).toEqual(["NCT00000001"]);
    expect(await reasonsOf(store.db, "NCT00000001")).toMatchObject([
      { kind: "record", name: "cord-blood", words: "cord blood; developmental delay" },
      { kind: "search", name: "cord-blood-treatment" },
      { kind: "search", name: "cord-blood-words" },
    ]);
    expect((await reasonsOf(store.db, "NCT00000002")).map(({ kind }) => kind)).toEqual(["search"]);
  });

  test("a search that no longer finds it is no reason any more after a drift check", async () => {
    registry.publish(monday, [dated("NCT00000001", "2026-11-01")]);
    await synced();
    const elsewhere = dated("NCT00000001", "2026-11-17", {
      identificationModule: { nctId: "NCT00000001", briefTitle: "A study of spastic diplegia" },
      conditionsModule: { conditions: ["Spasticity"] },
    });
    registry.publish(tuesday, [elsewhere]);
    await synced({ drift: true });
    const reasons = await reasonsOf(store.db, "NCT00000001");
    expect(reasons.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "record cerebral-palsy",
      "search words",
    ]);
  });
});

test("an eligibility text that was replaced is kept with the days on which it was seen", async () => {
  const worded = (date: string, eligibilityCriteria: string) => [
    dated("NCT00000001", date, { eligibilityModule: { eligibilityCriteria } }),
  ];
  registry.publish(monday, worded("2026-11-01", "Inclusion Criteria:\n\n* Age 2 to 5"));
  await synced();
  expect(await eligibilityTexts(store.db, "NCT00000001", 9)).toEqual([]);
  registry.publish(tuesday, worded("2026-11-17", "Inclusion Criteria:\n\n* Age 2 to 6 \ud800\u0000"));
  await synced();
  registry.publish(wednesday, worded("2026-11-18", "Inclusion Criteria:\n\n* Age 2 to 7"));
  await synced();
  expect(await eligibilityTexts(store.db, "NCT00000001", 9)).toEqual([
    { text: "Inclusion Criteria:\n\n* Age 2 to 5", firstSeen: "2026-11-16", lastSeen: "2026-11-16" },
    {
      text: "Inclusion Criteria:\n\n* Age 2 to 6 \ud800\u0000",
      firstSeen: "2026-11-17",
      lastSeen: "2026-11-17",
    },
    { text: "Inclusion Criteria:\n\n* Age 2 to 7", firstSeen: "2026-11-18" },
  ]);
});

test("our own words that the registry's replace were never a text of the registry's", async () => {
  const json = study("NCT00000001", { eligibilityModule: { eligibilityCriteria: "Restated" } });
  const record = { at: { index: 0 }, json, copy: { origin: "restated", asOf: "2026-11" } } as const;
  await loadRecords(store.db, [{ kind: "record", record }], { source: "a test", origin: "restated", now });
  registry.publish(monday, [
    dated("NCT00000001", "2026-11-01", { eligibilityModule: { eligibilityCriteria: "The registry's" } }),
  ]);
  expect(await synced()).toMatchObject({ changed: 1 });
  expect(await eligibilityTexts(store.db, "NCT00000001", 9)).toEqual([]);
  expect(await all()).toMatchObject([{ origin: "registry", as_of: "2026-11-16", first_as_of: "2026-11-16" }]);
});

test("a record that cannot be read is told and stops none of the others", async () => {
  registry.publish(monday, [
    dated("NCT00000001", "2026-11-01"),
    { protocolSection: { identificationModule: { briefTitle: "cerebral palsy" } } },
  ]);
  const report = await synced();
  expect(report.refusals[0]).toMatchObject({ because: { code: "record-without-id" } });
  expect(await numbers()).toEqual(["NCT00000001"]);
});

test("days of updates in one go or day by day end with the same store, but for when texts were seen", async () => {
  const first = corpus(3, 80, "2026-11-16");
  const second = later(first, 4, "2026-11-17", true);
  const third = later(second, 5, "2026-11-18", true);
  registry.pageSize = 25;
  for (const [moment, data] of [
    [monday, first],
    [tuesday, second],
    [wednesday, third],
  ] as const) {
    registry.publish(moment, data);
    await synced({ drift: true });
  }
  const dayByDay = await all();
  await emptied();
  await synced({ drift: true });
  const inOneGo = new Map((await all()).map((trial) => [trial.registry_id, trial]));
  const visible = dayByDay.filter(({ is_hidden }) => !is_hidden);
  expect(visible.length).toBeGreaterThan(30);
  const content = ({ content_hash, as_of, status }: (typeof dayByDay)[number]) => [
    content_hash,
    as_of,
    status,
  ];
  for (const trial of visible) expect(content(inOneGo.get(trial.registry_id)!)).toEqual(content(trial));
});
