/** A real load by the real program, killed with SIGKILL in the middle, several times; nothing it told of may be lost. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyStoreFolder } from "./embedded/folder-for-tests.ts";
import { killable } from "./killed-program-for-tests.ts";
import { loads } from "./loads.ts";
import { openStore } from "./open.ts";
import { countTrials } from "./trials.ts";

const total = 3000;
/** After how many acknowledged batches each load is killed; the last ones are in the middle of the file. */
const kills = [1, 3, 5, 8];

const home = await mkdtemp(join(tmpdir(), "cordwise-killed-"));
afterAll(() => rm(home, { recursive: true, force: true }));
const records = join(home, "records.ndjson");
const load = killable(["trials", "load", records], /^[\d,]+ records read, ([\d,]+) in the store/);
beforeAll(() =>
  writeFile(records, Array.from({ length: total }, (_, index) => JSON.stringify(record(index))).join("\n")),
);

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

test("a load killed again and again loses no batch it told of, and ends as one that was left alone", async () => {
  const folder = await emptyStoreFolder();
  let finished = 0;
  for (const batches of kills) {
    const acknowledged = await load.killedAfter(batches, folder);
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
  expect(await load.finished(folder)).toBe(0);

  const clean = await emptyStoreFolder();
  expect(await load.finished(clean)).toBe(0);

  const after = await contents(folder);
  expect(after.loads[0]).toMatchObject({ added: total - finished, same: finished, changed: 0, refused: 0 });
  expect(after.trials).toHaveLength(total);
  expect(after.trials).toEqual((await contents(clean)).trials);
}, 240_000);
