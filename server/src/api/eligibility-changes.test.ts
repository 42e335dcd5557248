/** A text that changes in the registry, told by the API and in the feed, from a real store. */
import { beforeAll, expect, test } from "vitest";
import { eligibilityHistory } from "../answers/eligibility-history.ts";
import { trialPage } from "../answers/stored-trial.ts";
import { trialPacksOf } from "../answers/trial-packs.ts";
import { loadRecords } from "../ingest/load.ts";
import { study } from "../sources/registry-for-tests.ts";
import { emptyStore } from "../store/embedded/folder-for-tests.ts";
import { searchTrials } from "../store/trial-search.ts";
import { createApp } from "./app.ts";
import { type EligibilityHistory, type Problem, paths } from "./contract.ts";

const number = "NCT90000001";
const address = (registryId: string) => paths.eligibilityChanges.replace("{registryId}", registryId);
const texts = {
  first:
    "Inclusion Criteria:\n\n* Age 2 to 6 years\n* Cerebral palsy\n\nExclusion Criteria:\n\n* Botulinum toxin within 6 months",
  second:
    "Inclusion Criteria:\n\n* Age 2 to 12 years\n* Cerebral palsy\n\nExclusion Criteria:\n\n* Botulinum toxin within 3 months\n* <script>alert(1)</script> \u202egnp",
};

const store = await emptyStore();
let app: ReturnType<typeof createApp>;
let day: string;
const now = () => new Date(`${day}T10:00:00Z`);

async function load(asOf: string, eligibilityCriteria: string): Promise<void> {
  day = asOf;
  const json = study(number, {
    eligibilityModule: { eligibilityCriteria },
    conditionsModule: { conditions: ["Cerebral Palsy"] },
  });
  const record = { at: { index: 0 }, json, copy: { origin: "registry" as const, asOf } };
  await loadRecords(store.db, [{ kind: "record", record }], { source: "a test", origin: "registry", now });
}

async function history(): Promise<EligibilityHistory> {
  const answer = await app.request(address(number.toLowerCase()));
  expect(answer.status).toBe(200);
  return (await answer.json()) as EligibilityHistory;
}

beforeAll(async () => {
  const { db } = store;
  app = createApp({
    trialPacks: trialPacksOf(db, now),
    answers: {
      trial: (registryId) => trialPage(db, registryId),
      eligibilityHistory: (registryId) => eligibilityHistory(db, registryId),
      search: (search) => searchTrials(db, search),
      places: async () => ({ places: [] }),
      searchIsReady: () => true,
      today: () => day,
    },
    now,
    countTrials: async () => ({ all: 1, cerebralPalsy: 1 }),
    today: () => day,
    version: "0.1.0",
    pagesFolder: "pages",
    log: () => {},
    logRequests: false,
  });
  await load("2026-11-16", texts.first);
}, 60_000);

test("a trial whose text never changed has no changes, and one that is not there is a problem", async () => {
  expect(await history()).toEqual({ registryId: number, steps: [], hasOlder: false });
  const missing = await app.request(address("NCT00000000"));
  expect(missing.status).toBe(404);
  expect(missing.headers.get("content-type")).toContain("application/problem+json");
  expect(((await missing.json()) as Problem).detail).toContain("no trial of that number");
});

test("what changed is told with the days, what moved, and the words of both", async () => {
  await app.request(paths.feed);
  await load("2026-11-20", texts.second);
  expect(await history()).toMatchObject({
    steps: [
      {
        lastSeenBefore: "2026-11-16",
        firstSeenAfter: "2026-11-20",
        same: 1,
        changes: [
          {
            kind: "changed",
            before: { text: "Age 2 to 6 years" },
            after: { text: "Age 2 to 12 years" },
            movements: [{ what: "highest", from: { amount: 6 }, to: { amount: 12 } }],
          },
          { kind: "changed", movements: [{ what: "window", from: [{ value: 6 }], to: [{ value: 3 }] }] },
          { kind: "added", after: { section: "exclusion" } },
        ],
      },
    ],
  });
});

test("the answer is 304 while it is as before", async () => {
  const { headers } = await app.request(address(number));
  const again = await app.request(address(number), { headers: { "if-none-match": headers.get("etag")! } });
  expect(again.status).toBe(304);
});

test("the feed's entry has a sentence for each changed criterion, and nothing of it is markup", async () => {
  const xml = await (await app.request(paths.feed)).text();
  const summary = /<summary[^>]*>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?<\/summary>/s.exec(xml)![1]!;
  expect(summary.split("<br>")).toEqual([
    `${number}: the words of its rules changed.`,
    "About age: the highest was 6 years. It became 12 years. Before: “Age 2 to 6 years” After: “Age 2 to 12 years”",
    expect.stringMatching(
      /^About an earlier, .* Before: “Botulinum toxin within 6 months” After: “.* 3 months”$/,
    ),
    "New in what keeps people out: “&lt;script&gt;alert(1)&lt;/script&gt;  gnp”",
  ]);
  expect(xml).toContain(`/trials/${number}/#changed`);
});

test("words that come back are told as older ones, whatever day they were first seen on", async () => {
  await load("2026-11-22", texts.first);
  const { steps } = await history();
  expect(steps).toHaveLength(1);
  expect(steps[0]).toMatchObject({ lastSeenBefore: "2026-11-20" });
  expect(steps[0]).not.toHaveProperty("firstSeenAfter");
});

test("of a text that changes often the last ten changes are told", async () => {
  for (let at = 1; at <= 12; at++) {
    const asOf = `2026-12-${String(at).padStart(2, "0")}`;
    await load(asOf, `Inclusion Criteria:\n\n* Age 2 to ${at + 20} years`);
  }
  const { steps, hasOlder } = await history();
  expect([steps.length, hasOlder]).toEqual([10, true]);
  expect(steps[0]).toMatchObject({ firstSeenAfter: "2026-12-12" });
});
