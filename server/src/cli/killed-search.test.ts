/** A real search by the real program, killed with SIGKILL in the middle, several times; nothing it told of may be lost. */
import { afterAll, expect, test } from "vitest";
import { paper, startLiterature } from "../sources/literature-for-tests.ts";
import { emptyStoreFolder } from "../store/embedded/folder-for-tests.ts";
import { killable } from "../store/killed-program-for-tests.ts";
import { openStore } from "../store/open.ts";
import { links, queuedRecords, searches } from "../store/review.ts";

const total = 40;

const literature = await startLiterature();
afterAll(() => literature.stop());
literature.pageSize = 5;
// Every tenth paper is a second copy of the one before it.
literature.papers = Array.from({ length: total }, (_, index) =>
  paper(index, index % 10 === 9 ? { doi: `10.5555/made-up.${index - 1}` } : {}),
);
const search = killable(
  ["review", "search", "--source", "europe-pmc"],
  /^(\d+) of \d+ records in the store/,
  { CORDWISE_EUROPE_PMC_URL: literature.europePmcUrl, CORDWISE_PUBMED_URL: literature.pubmedUrl },
);

async function contents(folder: string) {
  const { db, close } = await openStore({ kind: "embedded", folder });
  try {
    const records = await queuedRecords(db);
    const nameOf = new Map(records.map(({ key, sourceId }) => [key, sourceId]));
    const joined = (await links(db)).map(({ a, b, because }) => [nameOf.get(a), nameOf.get(b), because]);
    return { records, joined, searches: await searches(db) };
  } finally {
    await close();
  }
}

test("a search killed again and again goes on where it was, and ends as one that was left alone", async () => {
  const folder = await emptyStoreFolder();
  for (const pages of [1, 3]) {
    const acknowledged = await search.killedAfter(pages, folder);
    const { records, searches } = await contents(folder);
    expect(records.length).toBeGreaterThanOrEqual(acknowledged);
    // Whole pages only: what was not told of may be there, but never half of it.
    expect(records.length % 5).toBe(0);
    expect(searches).toMatchObject([{ finishedAt: undefined, records: records.length }]);
  }
  const before = literature.asked.length;
  expect(await search.finished(folder)).toBe(0);
  expect(literature.asked[before]!.parameters.cursorMark).not.toBe("*");

  const clean = await emptyStoreFolder();
  expect(await search.finished(clean)).toBe(0);
  const [after, alone] = [await contents(folder), await contents(clean)];
  expect(after.searches).toMatchObject([{ finishedAt: expect.any(Date), records: total }]);
  expect(after.records.map(({ sourceId }) => sourceId)).toEqual(
    alone.records.map(({ sourceId }) => sourceId),
  );
  expect(after.joined).toEqual(alone.joined);
  expect(after.joined).toHaveLength(4);
}, 240_000);
