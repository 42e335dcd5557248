/** A real load by the real program, killed with SIGKILL in the middle, several times; nothing it told of may be lost. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyStoreFolder } from "./embedded/folder-for-tests.ts";
import { loads } from "./loads.ts";
import { openStore } from "./open.ts";
import { countTrials } from "./trials.ts";

const program = fileURLToPath(new URL("../main.ts", import.meta.url));
const total = 3000;
/** After how many acknowledged batches each load is killed; the last ones are in the middle of the file. */
const kills = [1, 3, 5, 8];

let home: string;
let records: string;
const folders: string[] = [];
const processes: ChildProcess[] = [];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "cordwise-killed-"));
  records = join(home, "records.ndjson");
  await writeFile(
    records,
    Array.from({ length: total }, (_, index) => JSON.stringify(record(index))).join("\n"),
  );
});
afterAll(async () => {
  for (const child of processes) child.kill("SIGKILL");
  for (const folder of [home, ...folders]) await rm(folder, { recursive: true, force: true });
});

/** As large as registry records are on the average without their results. */
const record = (index: number) => ({
  protocolSection: {
    identificationModule: {
      nctId: `NCT${10_000_000 + index}`,
      briefTitle: `Trial ${index} in cerebral palsy`,
    },
    statusModule: { overallStatus: "RECRUITING", lastUpdatePostDateStruct: { date: "2026-10-01" } },
    descriptionModule: { detailedDescription: `${index} `.repeat(1200) },
  },
});

function load(folder: string) {
  const { DATABASE_URL: _, ...around } = process.env;
  const env = { ...around, CORDWISE_DATA: folder };
  const child = spawn(process.execPath, [program, "trials", "load", records], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  processes.push(child);
  return child;
}

/** How many records the load has told to be in the store, when it is killed after some batches. */
async function killedAfter(batches: number, folder: string): Promise<number> {
  const child = load(folder);
  let acknowledged = 0;
  let told = 0;
  for await (const line of createInterface({ input: child.stderr })) {
    const kept = /^([\d,]+) records read, ([\d,]+) in the store/.exec(line)?.[2];
    if (!kept) continue;
    acknowledged = Number(kept.replaceAll(",", ""));
    if (++told === batches) child.kill("SIGKILL");
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  expect(child.signalCode).toBe("SIGKILL");
  return acknowledged;
}

async function contents(folder: string) {
  const { db, close } = await openStore({ kind: "embedded", folder });
  try {
    const trials = await db
      .selectFrom("trial")
      .select(["registry_id", "record", "origin", "as_of", "content_hash", "last_update"])
      .orderBy("registry_id")
      .execute();
    return { trials, count: await countTrials(db), loads: await loads(db) };
  } finally {
    await close();
  }
}

async function storeFolder(): Promise<string> {
  const folder = await emptyStoreFolder();
  folders.push(folder);
  return folder;
}

test("a load killed again and again loses no batch it told of, and ends as one that was left alone", async () => {
  const folder = await storeFolder();
  let finished = 0;
  for (const batches of kills) {
    const acknowledged = await killedAfter(batches, folder);
    const { count, loads: all } = await contents(folder);
    expect(acknowledged).toBe(batches * 250);
    expect(count.all).toBeGreaterThanOrEqual(acknowledged);
    // Whole batches only: what was not told of may be there, but never half of it.
    expect(count.all % 250).toBe(0);
    const [last] = all;
    expect(last).toMatchObject({ finishedAt: null });
    expect((last?.added ?? 0) + (last?.same ?? 0)).toBeGreaterThanOrEqual(acknowledged);
    finished = count.all;
  }
  const rerun = load(folder);
  const [code] = await once(rerun, "exit");
  expect(code).toBe(0);

  const clean = await storeFolder();
  const [cleanCode] = await once(load(clean), "exit");
  expect(cleanCode).toBe(0);

  const after = await contents(folder);
  expect(after.loads[0]).toMatchObject({ added: total - finished, same: finished, changed: 0, refused: 0 });
  expect(after.trials).toHaveLength(total);
  expect(after.trials).toEqual((await contents(clean)).trials);
}, 120_000);
