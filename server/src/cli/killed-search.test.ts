/** A real search by the real program, killed with SIGKILL in the middle, several times; nothing it told of may be lost. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { paper, startLiterature, type TestLiterature } from "../sources/literature-for-tests.ts";
import { emptyStoreFolder } from "../store/embedded/folder-for-tests.ts";
import { openStore } from "../store/open.ts";
import { links, queuedRecords, searches } from "../store/review.ts";

const program = fileURLToPath(new URL("../main.ts", import.meta.url));
const total = 40;

let literature: TestLiterature;
const folders: string[] = [];
const processes: ChildProcess[] = [];
beforeAll(async () => {
  literature = await startLiterature();
  literature.pageSize = 5;
  // Every tenth paper is a second copy of the one before it.
  literature.papers = Array.from({ length: total }, (_, index) =>
    paper(index, index % 10 === 9 ? { doi: `10.5555/made-up.${index - 1}` } : {}),
  );
});
afterAll(async () => {
  for (const child of processes) child.kill("SIGKILL");
  await literature?.stop();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

function search(folder: string) {
  const { DATABASE_URL: _, ...around } = process.env;
  const env = {
    ...around,
    CORDWISE_DATA: folder,
    CORDWISE_EUROPE_PMC_URL: literature.europePmcUrl,
    CORDWISE_PUBMED_URL: literature.pubmedUrl,
  };
  const child = spawn(process.execPath, [program, "review", "search", "--source", "europe-pmc"], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  processes.push(child);
  return child;
}

/** How many records the search has told to be in the store, when it is killed after some pages. */
async function killedAfter(pages: number, folder: string): Promise<number> {
  const child = search(folder);
  let acknowledged = 0;
  let told = 0;
  for await (const line of createInterface({ input: child.stderr })) {
    const kept = /^(\d+) of \d+ records in the store/.exec(line)?.[1];
    if (!kept) continue;
    acknowledged = Number(kept);
    if (++told === pages) child.kill("SIGKILL");
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  expect(child.signalCode).toBe("SIGKILL");
  return acknowledged;
}

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

async function storeFolder(): Promise<string> {
  const folder = await emptyStoreFolder();
  folders.push(folder);
  return folder;
}

test("a search killed again and again goes on where it was, and ends as one that was left alone", async () => {
  const folder = await storeFolder();
  for (const pages of [1, 3]) {
    const acknowledged = await killedAfter(pages, folder);
    const { records, searches } = await contents(folder);
    expect(records.length).toBeGreaterThanOrEqual(acknowledged);
    // Whole pages only: what was not told of may be there, but never half of it.
    expect(records.length % 5).toBe(0);
    expect(searches).toMatchObject([{ finishedAt: undefined, records: records.length }]);
  }
  const before = literature.asked.length;
  const [code] = await once(search(folder), "exit");
  expect(code).toBe(0);
  expect(literature.asked[before]!.parameters.cursorMark).not.toBe("*");

  const clean = await storeFolder();
  const [cleanCode] = await once(search(clean), "exit");
  expect(cleanCode).toBe(0);
  const [after, alone] = [await contents(folder), await contents(clean)];
  expect(after.searches).toMatchObject([{ finishedAt: expect.any(Date), records: total }]);
  expect(after.records.map(({ sourceId }) => sourceId)).toEqual(
    alone.records.map(({ sourceId }) => sourceId),
  );
  expect(after.joined).toEqual(alone.joined);
  expect(after.joined).toHaveLength(4);
}, 240_000);
