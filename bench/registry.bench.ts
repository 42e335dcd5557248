/**
 * How long does it take to load a whole registry with its criteria read, and how fast is it searched after? Asked for:
 * 600,000 records in under 40 minutes on 2 cores, 95 of 100 searches under 100 ms with 16 clients, and a server that
 * stays under 1 GiB. The size is the argument: `npm run bench:registry -- 600000`.
 *
 * The clients ask the real server over HTTP, once back to back and once with pauses as people make them. Seconds of
 * processor time are printed beside those of the clock, because other programs stretch only the latter.
 */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { cpus, loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import type { TrialSearch } from "trials";
import { bulkLoad } from "../server/src/ingest/bulk-load.ts";
import type { Line } from "../server/src/ingest/record-file.ts";
import { openStore, type Store } from "../server/src/store/open.ts";
import { countTrials } from "../server/src/store/trials.ts";
import { askedQuery } from "./registry-queries.ts";
import { randomFrom, recordMaker, sourceRecords } from "./registry-records.ts";
import { benchServer } from "./registry-server.ts";

const size = Number(process.argv[2] ?? 20_000);
if (!(Number.isInteger(size) && size > 0)) throw new Error("expected a number of records, such as 20000");
const clients = 16;
const seconds = 30;

const source = sourceRecords();
const started = process.env.CORDWISE_BENCH_POSTGRES ? undefined : await benchServer();
const url = started?.url ?? process.env.CORDWISE_BENCH_POSTGRES!;
const store = await openStore({ kind: "server", url });
try {
  say("records", `${size.toLocaleString("en")}, made of ${source.from}`);
  say("PostgreSQL", `${started?.described ?? "as given"}, ${await one<string>("show server_version")}`);
  sayLoad();
  await load(store);
  const megabytes = (await one<number>("select pg_database_size(current_database())")) / 1e6;
  say(
    "database",
    `${Math.round(megabytes).toLocaleString("en")} MB, ${Math.round((megabytes / size) * 1e3)} kB a record`,
  );
  await search(await rareWords());
  sayLoad();
} finally {
  await store.close();
  await started?.stop();
}

async function load(store: Store): Promise<void> {
  const { all } = await countTrials(store.db);
  if (all >= size) {
    say("load", `left out: the store holds ${all} trials already`);
    return;
  }
  const make = recordMaker(source.texts);
  function* lines(): Generator<Line> {
    for (let number = 0; number < size; number++) yield { number: number + 1, text: make(number) };
  }
  const clock = performance.now();
  const [own, database] = [process.cpuUsage(), await databaseSeconds()];
  let told = 0;
  const report = await bulkLoad(store, lines(), {
    source: "benchmark",
    origin: "registry",
    now: () => new Date(),
    day: { origin: "registry", fileDay: "2026-11-22" },
    threads: Math.max(1, cpus().length),
    onProgress({ read }) {
      if (read - told < size / 10) return;
      told = read;
      say("  so far", `${read.toLocaleString("en")} in ${((performance.now() - clock) / 1000).toFixed(0)} s`);
    },
  });
  const wall = (performance.now() - clock) / 1000;
  const { user, system } = process.cpuUsage(own);
  const ours = (user + system) / 1e6;
  const theirs = (await databaseSeconds()) - database;
  say(
    "load",
    `${wall.toFixed(0)} s (asked: 600,000 in under 2,400 s, which is 250 a second): ${Math.round(report.read / wall)} records a second`,
  );
  say(
    "  processor",
    `${ours.toFixed(0)} s ours and ${theirs.toFixed(0)} s PostgreSQL's: ${(((ours + theirs) / report.read) * 1e3).toFixed(2)} ms a record`,
  );
  const minutes = ((ours + theirs) / report.read / 2 / 60) * 600_000;
  say(
    "  undisturbed",
    `600,000 on two whole cores: about ${minutes.toFixed(0)} minutes, were both kept busy`,
  );
  say(
    "  memory",
    `${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most, the made records' sources included`,
  );
}

async function search(words: readonly string[]): Promise<void> {
  const server = await startOurs();
  try {
    const asking = new Agent({ keepAlive: true, maxSockets: clients });
    await ask(asking, server.address, words, { seconds: 8, pauseMs: 0, seed: 1 });
    for (const [name, pauseMs] of [
      ["back to back", 0],
      ["with pauses of 1 s", 1_000],
    ] as const) {
      const before = [server.seconds(), await databaseSeconds()] as const;
      const found = await ask(asking, server.address, words, { seconds, pauseMs, seed: 2 });
      const ours = server.seconds() - before[0];
      const theirs = (await databaseSeconds()) - before[1];
      const all = found.map(({ ms }) => ms);
      say(
        `search, ${name}`,
        `${clients} clients, ${all.length} searches: p50 ${at(all, 0.5)}, p95 ${at(all, 0.95)} (asked: under 100 ms), p99 ${at(all, 0.99)}`,
      );
      const each = ((ours + theirs) / all.length) * 1e3;
      say(
        "  processor",
        `${((ours / all.length) * 1e3).toFixed(1)} ms ours and ${((theirs / all.length) * 1e3).toFixed(1)} ms PostgreSQL's a search; two whole cores would answer ${Math.round(2_000 / each)} a second`,
      );
      if (pauseMs > 0) continue;
      for (const kind of [...new Set(found.map((one) => one.kind))].sort()) {
        const of = found.filter((one) => one.kind === kind).map(({ ms }) => ms);
        say(`  ${kind}`, `${of.length}: p50 ${at(of, 0.5)}, p95 ${at(of, 0.95)}`);
      }
    }
    asking.destroy();
    say("server memory", `${server.peakMegabytes()} MB at most (asked: under 1,024)`);
  } finally {
    await server.stop();
  }
}

interface Timed {
  readonly kind: string;
  readonly ms: number;
}

async function ask(
  agent: Agent,
  address: string,
  words: readonly string[],
  { seconds, pauseMs, seed }: { seconds: number; pauseMs: number; seed: number },
): Promise<Timed[]> {
  const timed: Timed[] = [];
  const end = performance.now() + seconds * 1000;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      const random = randomFrom(seed * 1_000 + client);
      const someWord = () => words[Math.floor(random() * words.length)] ?? "rare";
      while (performance.now() < end) {
        if (pauseMs > 0) await sleep(pauseMs * 2 * random());
        const { kind, search } = askedQuery(random, someWord);
        const clock = performance.now();
        await answered(agent, `${address}/api/trials?${parameters(search)}`);
        timed.push({ kind, ms: performance.now() - clock });
      }
    }),
  );
  return timed;
}

function parameters({ near, statuses, ...rest }: TrialSearch): URLSearchParams {
  const found = new URLSearchParams();
  for (const [name, value] of Object.entries(rest)) found.append(name, String(value));
  for (const status of statuses ?? []) found.append("status", status);
  if (near) {
    found.append("near", `${near.latitude},${near.longitude}`);
    found.append("km", String(near.kilometres));
  }
  return found;
}

function answered(agent: Agent, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response
        .on("error", reject)
        .on("end", () =>
          response.statusCode === 200
            ? resolve()
            : reject(new Error(`${url} answered ${response.statusCode}`)),
        );
      response.resume();
    }).on("error", reject);
  });
}

/** The program itself, as `npm start` runs it, in a process of its own. */
async function startOurs() {
  const main = fileURLToPath(new URL("../server/src/main.ts", import.meta.url));
  const server = spawn(process.execPath, [main, "serve", "--port", "0"], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const killed = () => server.kill("SIGKILL");
  process.once("exit", killed);
  const address = await new Promise<string>((resolve, reject) => {
    server.stdout.on("data", (text) => {
      const found = /http:\/\/\S+?:\d+/.exec(String(text));
      if (found) resolve(found[0]);
    });
    server.once("exit", () => reject(new Error("the server ended before it listened")));
  });
  return {
    address,
    seconds: () => processSeconds(server.pid!),
    peakMegabytes: () => {
      const status = readFileSync(`/proc/${server.pid}/status`, "utf8");
      return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024);
    },
    async stop() {
      process.removeListener("exit", killed);
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
    },
  };
}

/** Words that stand in a few records only. */
async function rareWords(): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from search_count where body between 2 and 200 and key ~ '^[a-z]{5,20}$'
    order by md5(key) limit 2000`.execute(store.db);
  return rows.map(({ key }) => key);
}

/** Seconds of processor time that PostgreSQL has used, where it runs on this machine and Linux tells. */
async function databaseSeconds(): Promise<number> {
  const backend = await one<number>("select pg_backend_pid()");
  try {
    const postmaster = stat(backend)[1];
    const children = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .filter((name) => parentOf(Number(name)) === Number(postmaster));
    return [Number(postmaster), ...children.map(Number)].reduce((sum, pid) => sum + processSeconds(pid), 0);
  } catch {
    return 0;
  }
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(stat(pid)[1]);
  } catch {
    return undefined;
  }
}

/** The fields of /proc/PID/stat from the state on; a name before them may hold spaces. */
function stat(pid: number): string[] {
  return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
}

/** Its own and those of the processes it has seen end, in hundredths as Linux counts. */
function processSeconds(pid: number): number {
  try {
    return stat(pid)
      .slice(11, 15)
      .reduce((sum, ticks) => sum + Number(ticks) / 100, 0);
  } catch {
    return 0;
  }
}

async function one<Value>(query: string): Promise<Value> {
  const { rows } = await sql.raw<Record<string, Value>>(query).execute(store.db);
  return Object.values(rows[0]!)[0]!;
}

function at(values: readonly number[], share: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return value === undefined ? "none" : `${value.toFixed(0)} ms`;
}

function sayLoad(): void {
  say(
    "machine",
    `${cpus().length} cores; ${loadavg()[0]!.toFixed(1)} programs wanted one in the last minute, ours included`,
  );
}

function say(name: string, text: string): void {
  console.log(`${name.padEnd(26)} ${text}`);
}
