/** The program as it is started: the small starter, signals, ports, pipes. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { CompactPack } from "trials";
import { afterAll, expect, test } from "vitest";
import { type PackIndex, packPath, paths } from "../api/contract.ts";
import { ensureStarterTrials } from "../ingest/starter.ts";
import { emptyStoreFolder } from "../store/embedded/folder-for-tests.ts";
import { openStore } from "../store/open.ts";

const starter = fileURLToPath(new URL("../../bin/cordwise.mjs", import.meta.url));
const example = fileURLToPath(new URL("../../../examples/age-9-gmfcs-2.json", import.meta.url));

const folder = await emptyStoreFolder();
const processes: ChildProcess[] = [];
afterAll(() => {
  for (const child of processes) child.kill("SIGKILL");
});

function start(args: readonly string[], more: NodeJS.ProcessEnv = {}) {
  const { DATABASE_URL: _, ...around } = process.env;
  const env = { ...around, CORDWISE_DATA: folder, ...more };
  const child = spawn(process.execPath, [starter, ...args], { env, stdio: ["pipe", "pipe", "pipe"] });
  processes.push(child);
  const said = { output: "", told: "" };
  child.stdout.on("data", (text) => {
    said.output += text;
  });
  child.stderr.on("data", (text) => {
    said.told += text;
  });
  const ended = once(child, "close").then(([code]) => ({ code, ...said }));
  return { child, ended };
}

/** A server that has said where it is. */
async function serving(more: NodeJS.ProcessEnv = {}) {
  const { child, ended } = start(["serve", "--port", "0"], more);
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /^Cordwise is at (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
    if (address) return { child, ended, address };
  }
  throw new Error(`the server ended before it was ready: ${(await ended).told}`);
}

async function packAt(address: string): Promise<CompactPack> {
  const { hash } = (await (await fetch(`${address}${paths.packIndex}`)).json()) as PackIndex;
  return (await (await fetch(`${address}${packPath(hash)}`)).json()) as CompactPack;
}

test("serve tells where it is, answers from the starter trials, and ends well when asked to, even twice at once", async () => {
  const { child, ended, address } = await serving();
  const health = await (await fetch(`${address}${paths.health}`)).json();
  expect(health).toMatchObject({ status: "ok", trials: { cerebralPalsy: 35 } });
  const pack = await packAt(address);
  expect(pack.ids).toHaveLength(35);
  child.kill("SIGINT");
  child.kill("SIGTERM");
  expect((await ended).code).toBe(0);
});

test("a summary can be made while the server runs, from the same store", async () => {
  const { child, ended, address } = await serving();
  const summary = await start(["summary", "--child", example, "--format", "json"]).ended;
  expect(summary.code).toBe(0);
  const { trials } = JSON.parse(summary.output) as { trials: { rows: unknown[] } };
  const pack = await packAt(address);
  expect(trials.rows).toHaveLength(pack.ids.length);
  child.kill("SIGTERM");
  expect((await ended).code).toBe(0);
});

test("a port that is taken ends in a sentence", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const bound = taken.address();
  const port = typeof bound === "object" && bound ? bound.port : 0;
  const { code, told } = await start(["serve", "--port", String(port)]).ended;
  taken.close();
  expect(code).toBe(1);
  expect(told).toContain(`Port ${port} is taken`);
  expect(told).not.toMatch(/\n\s+at /);
});

test("the starter passes on the exit code, and text through pipes", async () => {
  const facts = start(["summary", "--child", "-"]);
  facts.child.stdin.end('{"ageYears": 9');
  const { code, told } = await facts.ended;
  expect(code).toBe(2);
  expect(told).toContain("standard input is not JSON: line 1, column 15");
});

test("a reader that leaves early, as head does, is no mistake", async () => {
  const { child, ended } = start(["evidence", "list", "--format", "json"]);
  child.stdout.destroy();
  const { code, told } = await ended;
  expect([code, told]).toEqual([0, ""]);
});

test("serve answers while it brings trials of an earlier version into the search, and tells how far it is", async () => {
  const older = await emptyStoreFolder();
  const store = await openStore({ kind: "embedded", folder: older });
  await ensureStarterTrials(store.db, () => new Date());
  await store.db.deleteFrom("trial_search").execute();
  await store.close();
  const { child, ended, address } = await serving({ CORDWISE_DATA: older });
  expect((await fetch(`${address}${paths.health}`)).status).toBe(200);
  const found = async () =>
    (await (await fetch(`${address}${paths.search}`)).json()) as {
      readonly total: { readonly count: number };
      readonly note?: string;
    };
  await expect.poll(async () => (await found()).note, { timeout: 20_000 }).toBeUndefined();
  expect((await found()).total.count).toBe(35);
  child.kill("SIGINT");
  const { code, told } = await ended;
  expect(code).toBe(0);
  expect(told).toContain("bringing 35 trials of an earlier version into the search");
  expect(told).toContain("35 of 35 trials are in the search");
});

test("DATABASE_URL that leads nowhere ends in a sentence without its password", async () => {
  const { code, told } = await start(["summary", "--child", example], {
    DATABASE_URL: "postgres://me:secret@127.0.0.1:9/trials",
  }).ended;
  expect(code).toBe(1);
  expect(told).toMatch(/^The PostgreSQL server at 127\.0\.0\.1:9\/trials does not answer\..*\n$/);
});
