import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore, type Store } from "../open.ts";
import { countTrials } from "../trials.ts";
import { claimFolder } from "./claim.ts";
import { emptyStoreFolder } from "./folder-for-tests.ts";

let folder: string;
const stores: Store[] = [];
const processes: ChildProcess[] = [];

beforeEach(async () => {
  folder = await emptyStoreFolder();
});
afterEach(async () => {
  for (const child of processes.splice(0)) child.kill("SIGKILL");
  for (const store of stores.splice(0)) await store.close();
});

async function open(): Promise<Store> {
  const store = await openStore({ kind: "embedded", folder });
  stores.push(store);
  return store;
}

/** Another process on the same folder. */
function otherProcess(task: "wait" | "leave a transaction open" | "ask a lot") {
  const program = fileURLToPath(new URL("./process-for-tests.ts", import.meta.url));
  const child = spawn(process.execPath, [program, folder, task], { stdio: ["pipe", "pipe", "inherit"] });
  processes.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    says: async (line: string) => expect((await lines.next()).value).toBe(line),
    async finish() {
      child.stdin.write("\n");
      await once(child, "exit");
      expect(child.exitCode).toBe(0);
    },
    async kill() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

test("a second process uses the database of the first, and takes it over when the first ends", async () => {
  const first = otherProcess("wait");
  await first.says("open");
  const { db } = await open();
  await sql`create table note (text text)`.execute(db);
  await first.finish();
  await sql`insert into note values ('kept')`.execute(db);
  expect((await sql`select text from note`.execute(db)).rows).toEqual([{ text: "kept" }]);
});

test("a second process takes over when the first is killed, whose socket and claim stay behind", async () => {
  const first = otherProcess("wait");
  await first.says("open");
  const { db } = await open();
  await sql`create table note (text text)`.execute(db);
  await first.kill();
  // The query that finds the connection broken may fail; the next one must not.
  await sql`select 1`.execute(db).catch(() => {});
  await sql`insert into note values ('kept')`.execute(db);
  expect((await sql`select text from note`.execute(db)).rows).toEqual([{ text: "kept" }]);
});

test("a transaction of a killed process is rolled back and keeps nobody waiting", async () => {
  const { db } = await open();
  const other = otherProcess("leave a transaction open");
  await other.says("open");
  await other.says("done");
  await other.kill();
  const { rows } = await sql`select name from kysely_migration where name = 'half'`.execute(db);
  expect(rows).toEqual([]);
});

test("large statements and another process's small ones never get into each other", async () => {
  const { db } = await open();
  await sql`create table note (number int, text text)`.execute(db);
  const other = otherProcess("ask a lot");
  await other.says("open");
  // 800 kB come in many pieces, between which the other process's messages arrive.
  const long = "z".repeat(800_000);
  for (let number = 0; number < 40; number++)
    await sql`insert into note values (${number}, ${long})`.execute(db);
  await other.says("done");
  const { rows } = await sql<{ count: number }>`select count(*) from note where text = ${long}`.execute(db);
  expect(rows[0]?.count).toBe(40);
});

test("a failed statement fails alone, in a transaction and outside", async () => {
  const { db } = await open();
  await expect(sql`select 1 / 0`.execute(db)).rejects.toThrow("division by zero");
  await expect(db.transaction().execute((trx) => sql`select * from nowhere`.execute(trx))).rejects.toThrow(
    "nowhere",
  );
  expect(await countTrials(db)).toEqual({ all: 0, cerebralPalsy: 0 });
});

test("a first start that was killed half way is done again", async () => {
  const dataFolder = join(folder, "pg");
  for (const made of [dataFolder, join(folder, "pg-is-complete")]) await rm(made, { recursive: true });
  await mkdir(dataFolder);
  await writeFile(join(dataFolder, "PG_VERSION"), "18\n");
  const { db } = await open();
  expect(await countTrials(db)).toEqual({ all: 0, cerebralPalsy: 0 });
});

test.skipIf(process.platform === "win32")(
  "the socket lies in a folder that only this user can enter, and goes when the store is closed (Windows has a port instead)",
  async () => {
    const store = await openStore({ kind: "embedded", folder });
    const claiming = await claimFolder(folder);
    if (claiming.status !== "held" || !claiming.claim.address || !("path" in claiming.claim.address)) {
      throw new Error("the store does not say where it is served");
    }
    const { path } = claiming.claim.address;
    expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
    await store.close();
    expect(existsSync(path)).toBe(false);
  },
);

test("a data folder that cannot be made is refused with the reason", async () => {
  await writeFile(join(folder, "file"), "");
  const opening = openStore({ kind: "embedded", folder: join(folder, "file", "store") });
  await expect(opening).rejects.toMatchObject({
    code: "unwritable",
    values: { folder: join(folder, "file", "store") },
  });
});
