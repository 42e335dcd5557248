// The contract is Europe PMC's description of its RESTful web service and what clients report; no test goes out to it.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { europePmcManners, searchEuropePmc } from "./europe-pmc.ts";
import { paper, startLiterature, type TestLiterature } from "./literature-for-tests.ts";
import type { World } from "./polite-requests.ts";
import { sleepyWorld } from "./world-for-tests.ts";

let literature: TestLiterature;
let slept: readonly number[];
let world: World;

beforeEach(async () => {
  literature = await startLiterature();
  literature.papers = Array.from({ length: 5 }, (_, index) => paper(index));
  ({ world, slept } = sleepyWorld());
});
afterEach(() => literature.stop());

async function walk({
  mark,
  done = [],
  since,
}: {
  mark?: string;
  done?: readonly string[];
  since?: string;
} = {}) {
  const pages = [];
  const manners = europePmcManners("Cordwise/test (someone@example.org)");
  const resume = { mark, done: new Set(done) };
  const question = { query: "cord blood", since };
  for await (const page of searchEuropePmc(literature.europePmcUrl, question, resume, world, manners)) {
    pages.push(page);
  }
  return { pages, ids: pages.flatMap(({ records }) => records.map(({ sourceId }) => sourceId)) };
}

const all = [0, 1, 2, 3, 4].map((number) => `MED/${30_000_000 + number}`);

test("the cursor is followed until it stays the same", async () => {
  const { pages, ids } = await walk();
  expect(ids).toEqual(all);
  expect(literature.asked.map(({ parameters }) => parameters.cursorMark)).toEqual(["*", "Ao2", "Ao4", "Ao5"]);
  expect(pages.map(({ mark }) => mark)).toEqual(["Ao2", "Ao4", "Ao5", "Ao5"]);
  expect(slept).toEqual([1000, 1000, 1000]);
});

test("a record loses its tags and its full stop is its own; identifiers are read", async () => {
  literature.papers = [paper(1, { pmcid: "PMC12", abstract: "Ages &lt; 6, NCT01234567." })];
  const [page] = (await walk()).pages;
  expect(page!.records[0]).toMatchObject({
    source: "europe-pmc",
    pmid: "30000001",
    pmcid: "PMC12",
    doi: "10.5555/made-up.1",
    abstract: "Background: Ages < 6, NCT01234567.",
    registry: ["NCT01234567"],
    firstAuthor: "Doe J",
    journal: "Journal of Made-up Results",
    year: 2020,
  });
});

test("a search that was broken off goes on behind its mark", async () => {
  const { ids } = await walk({ mark: "Ao2", done: all.slice(0, 2) });
  expect(ids).toEqual(all.slice(2));
  expect(literature.asked[0]!.parameters.cursorMark).toBe("Ao2");
});

test("a mark that is no longer known begins anew, and nothing comes twice", async () => {
  const { ids } = await walk({ mark: "stale", done: all.slice(0, 2) });
  expect(ids).toEqual(all.slice(2));
});

test("since a day is asked for in the query", async () => {
  await walk({ since: "2026-03-01" });
  expect(literature.asked[0]!.parameters.query).toBe(
    "(cord blood) AND (FIRST_IDATE:[2026-03-01 TO 3000-12-31])",
  );
});

describe("a fault on the way is overcome by asking again:", () => {
  test.each([
    ["search 1", { status: 503 }],
    ["search 2", { status: 429, headers: { "retry-after": "3" } }],
    ["search 2", "page of HTML"],
    ["search 3", "half an answer"],
    ["search 3", "hang up"],
    ["search 1", { status: 200, body: '{"errCode":500,"errMsg":"internal"}' }],
  ] as const)("%s: %j", async (at, fault) => {
    literature.faults.set(at, fault);
    expect((await walk()).ids).toEqual(all);
  });
});

test("an empty page before the end is not taken for the end", async () => {
  literature.faults.set("search 2", "empty page");
  await expect(walk()).rejects.toMatchObject({ code: "incomplete", values: { found: 5, got: 2 } });
});

test("a record without a title is told by its number", async () => {
  literature.papers = [];
  const body = { hitCount: 1, resultList: { result: [{ id: "9", source: "PPR" }] } };
  literature.faults.set("search 1", { status: 200, body: JSON.stringify(body) });
  expect((await walk()).pages[0]!.refused).toEqual([{ sourceId: "PPR/9", because: "no-title" }]);
});

test("an answer of an unknown shape names the field", async () => {
  const body = { hitCount: 1, resultList: { result: [{ id: 9, source: "MED" }] } };
  literature.faults.set("search 1", { status: 200, body: JSON.stringify(body) });
  await expect(walk()).rejects.toMatchObject({
    code: "unexpected-shape",
    values: { reason: expect.stringContaining("resultList.result.0.id") },
  });
});
