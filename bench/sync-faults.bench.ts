/**
 * Promise: a sync survives 200 faults of the registry and 50 kills of the program, and the store ends equal, record by
 * record, to that of a run left in peace: records, hidden ones, other numbers, reasons, replaced texts, the state of the
 * sync, what the search holds. On the embedded database, then on a PostgreSQL server where there is one.
 * SEED, FAULTS, KILLS and RECORDS ask for another run.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { live } from "../server/src/ingest/survival-for-tests.ts";
import type { Place } from "../server/src/store/open.ts";
import { findPrograms, startServer } from "../server/src/store/server-for-tests.ts";

const asked = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise);
const ordeal = {
  seed: asked("SEED", 1),
  records: asked("RECORDS", 300),
  pageSize: 25,
  faults: asked("FAULTS", 200),
  kills: asked("KILLS", 50),
};

async function measure(name: string, place: () => Promise<Place>): Promise<void> {
  const started = performance.now();
  const troubled = await live(await place(), ordeal);
  const peaceful = await live(await place(), { ...ordeal, faults: 0, kills: 0, days: troubled.days });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const { trials, reasons, texts, aliases } = troubled.contents;
  console.log(
    `${name}: ${troubled.faults} faults (asked ${ordeal.faults}), ${troubled.kills} kills (asked ${ordeal.kills}) ` +
      `over ${troubled.days} days of data, ${troubled.processes} processes, ${troubled.requests} requests; ` +
      `in peace ${peaceful.processes} processes, ${peaceful.requests} requests; ${seconds} s for both`,
  );
  console.log(
    `  ${trials.length} trials (${trials.filter(({ is_hidden }) => is_hidden).length} hidden), ${reasons.length} reasons, ` +
      `${texts.length} eligibility texts kept, ${aliases.length} other numbers`,
  );
  for (const [part, rows] of Object.entries(troubled.contents)) {
    const clean = peaceful.contents[part as keyof typeof peaceful.contents] as readonly unknown[];
    const differing = rows.filter((row, at) => !isDeepStrictEqual(row, clean[at])).length;
    const isEqual = differing === 0 && rows.length === clean.length;
    console.log(`  ${part}: ${isEqual ? "equal" : `BROKEN, ${differing} of ${rows.length} rows differ`}`);
    if (!isEqual) process.exitCode = 1;
  }
}

const folder = await mkdtemp(join(tmpdir(), "cordwise-bench-"));
let stores = 0;
try {
  await measure("embedded database", async () => ({
    kind: "embedded",
    folder: join(folder, String(++stores)),
  }));
} finally {
  await rm(folder, { recursive: true, force: true });
}
const programs = findPrograms();
if (programs.status === "missing") console.log(`PostgreSQL server: left out, ${programs.because}`);
else {
  const server = await startServer(programs);
  try {
    await measure("PostgreSQL server", async () => ({ kind: "server", url: await server.newDatabase() }));
  } finally {
    await server.stop();
  }
}
