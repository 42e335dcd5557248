import { createHash } from "node:crypto";
import { brotliDecompressSync } from "node:zlib";
import ICAL from "ical.js";
import { SaxesParser } from "saxes";
import {
  applyDifference,
  type CompactPack,
  compileTrial,
  type PackDifference,
  starterTrials,
  unpackTrials,
} from "trials";
import { beforeAll, expect, test } from "vitest";
import { publishTrialPack, trialPacksOf } from "../answers/trial-packs.ts";
import { loadRecords } from "../ingest/load.ts";
import { ensureStarterTrials } from "../ingest/starter.ts";
import { study } from "../sources/registry-for-tests.ts";
import { emptyStore } from "../store/embedded/folder-for-tests.ts";
import { forgetOlder, publications, publish, publishedContent } from "../store/published.ts";
import { differencePath, type PackIndex, packPath, paths } from "./contract.ts";
import { feedRoutes } from "./feed-routes.ts";
import { packRoutes } from "./pack-routes.ts";

let clock = new Date("2026-11-22T10:00:00Z");
const now = () => clock;
const store = await emptyStore();
const packs = trialPacksOf(store.db, now);
beforeAll(() => ensureStarterTrials(store.db, now), 60_000);

const ask = (path: string, headers = {}) => packRoutes(packs).request(path, { headers });
const json = async <Answer>(path: string) => (await (await ask(path)).json()) as Answer;
const index = () => json<PackIndex>(paths.packIndex);
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

const nothingNew = { kind: "trial-pack", content: "not written: it is there" };
const hostile = `]]></title><script>alert(1)</script> & "quotes" \u202e\u0000 <b`;
async function load(id: string, statusModule: object, briefTitle?: string): Promise<void> {
  const registryRecord = study(id, {
    statusModule,
    ...(briefTitle !== undefined && { identificationModule: { nctId: id, briefTitle } }),
    conditionsModule: { conditions: ["Cerebral Palsy"] },
  });
  const record = {
    at: { index: 0 },
    json: registryRecord,
    copy: { origin: "registry" as const, asOf: "2026-11-23" },
  };
  await loadRecords(store.db, [{ kind: "record", record }], { source: "a test", origin: "registry", now });
}

test("the newest pack has the hash of its bytes for a name, never changes, and holds every trial", async () => {
  const { hash, previous } = await index();
  expect(previous).toEqual([]);
  const answer = await ask(packPath(hash));
  expect(answer.headers.get("cache-control")).toContain("immutable");
  const json = await answer.text();
  expect(sha256(json)).toBe(hash);
  expect(unpackTrials(JSON.parse(json))).toHaveLength(starterTrials.length);
  const squeezed = await ask(packPath(hash), { "accept-encoding": "gzip, br" });
  expect(squeezed.headers.get("content-encoding")).toBe("br");
  expect(brotliDecompressSync(Buffer.from(await squeezed.arrayBuffer())).toString()).toBe(json);
});

test("a change of the store gives another pack, and a difference that leads there from the one before", async () => {
  const before = await index();
  const kept = unpackTrials(await json<CompactPack>(packPath(before.hash)));
  clock = new Date("2026-11-23T10:00:00Z");
  await load(starterTrials[0]!.registryId, { overallStatus: "SUSPENDED" });
  await load(
    "NCT99999999",
    { overallStatus: "RECRUITING", completionDateStruct: { date: "2031-05" } },
    hostile,
  );
  const after = await index();
  expect(after.hash).not.toBe(before.hash);
  expect(after.previous).toContain(before.hash);
  const change = await json<PackDifference>(differencePath(before.hash, after.hash));
  expect(change.put.ids).toEqual([starterTrials[0]!.registryId, "NCT99999999"].sort());
  expect(sha256(JSON.stringify(applyDifference(kept, change)))).toBe(after.hash);
});

test("a pack is published once for a state of the store, whoever does it and at the same time", async () => {
  const [a, b] = await Promise.all([publishTrialPack(store.db, now), publishTrialPack(store.db, now)]);
  expect(a).toBe(b);
  const rows = await store.db.selectFrom("published").selectAll().where("kind", "=", "trial-pack").execute();
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
});

test("states of the store without a change take no pack's place among those a difference leads from", async () => {
  const before = await index();
  for (let day = 1; day <= 32; day++)
    await publish(store.db, { ...nothingNew, key: `state ${day}`, hash: before.hash, at: now() });
  expect((await index()).previous).toEqual(before.previous);
});

test("only the last packs are kept, and what is not published any more is gone", async () => {
  const kind = "a-kind-of-its-own";
  for (let day = 1; day <= 4; day++) {
    const at = new Date(Date.UTC(2026, 0, day));
    await publish(store.db, { kind, key: `${day}`, hash: sha256(`${day}`), content: `${day}`, at });
  }
  await forgetOlder(store.db, kind, 2);
  expect((await publications(store.db, kind, 9)).map(({ hash }) => hash)).toEqual([sha256("4"), sha256("3")]);
  expect(await publishedContent(store.db, sha256("1"))).toBeUndefined();
});

test("what is not kept is not found", async () => {
  const zeros = "0".repeat(64);
  expect((await ask(packPath(zeros))).status).toBe(404);
  expect((await ask(differencePath(zeros, (await index()).hash))).status).toBe(404);
});

test("the feed tells what changed, as XML that holds whatever a title does", async () => {
  const answer = await feedRoutes({ trialPacks: packs, now }).request(paths.feed);
  const xml = await answer.text();
  const titles: string[] = [];
  let text = "";
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  for (const event of ["text", "cdata"] as const)
    parser.on(event, (part) => {
      text += part;
    });
  parser.on("opentag", () => {
    text = "";
  });
  parser.on("closetag", ({ name }) => {
    if (name === "title") titles.push(text);
    if (name === "script") throw new Error("a title became markup");
  });
  parser.write(xml).close();
  expect(titles.join("\n")).toMatch(/its status changed/);
  expect(titles.join("\n")).toMatch(/&lt;script&gt;.*new on our list/);
});

test("the calendar holds planned ends that lie ahead, each once", async () => {
  const answer = await feedRoutes({ trialPacks: packs, now }).request(paths.calendar);
  const events = new ICAL.Component(ICAL.parse(await answer.text())).getAllSubcomponents("vevent");
  const ends = events
    .map((event) => new ICAL.Event(event))
    .filter(({ uid }) => uid.startsWith("NCT99999999"));
  expect(ends.map(({ startDate }) => startDate.toString())).toEqual(["2031-05-31"]);
});

test("trials that come back from the pack are those that were compiled", async () => {
  const found = (await packs.trials()).trials.find(
    ({ trial }) => trial.registryId === starterTrials[1]!.registryId,
  );
  expect(found).toEqual(compileTrial(starterTrials[1]!));
});
