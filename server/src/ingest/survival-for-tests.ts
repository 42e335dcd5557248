/**
 * Days of syncing by the real program in processes of its own, with a registry that has faults and with kills at random
 * moments; and the same days left in peace. Both must end with the same store.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { corpus, later, seeded } from "../sources/corpus-for-tests.ts";
import {
  type Fault,
  startRegistry,
  type TestRegistry,
  type TestStudy,
} from "../sources/registry-for-tests.ts";
import { openStore, type Place } from "../store/open.ts";
import { storeContents } from "../store/store-contents-for-tests.ts";

export interface Ordeal {
  readonly seed: number;
  readonly records: number;
  readonly pageSize: number;
  /** At least as many, over as many days as that takes; none of both is a run in peace over `days`. */
  readonly faults: number;
  readonly kills: number;
  readonly days?: number;
}

export interface Survival {
  readonly days: number;
  readonly faults: number;
  readonly kills: number;
  readonly processes: number;
  readonly requests: number;
  readonly contents: Awaited<ReturnType<typeof storeContents>>;
}

const program = fileURLToPath(new URL("../main.ts", import.meta.url));

/** @throws Error with what the program said when it ends in any way but well, by a kill, or by a fault of the registry. */
export async function live(place: Place, ordeal: Ordeal): Promise<Survival> {
  const random = seeded(ordeal.seed + 7);
  const registry = await startRegistry();
  registry.pageSize = ordeal.pageSize;
  let faults = 0;
  let kills = 0;
  let processes = 0;
  registry.drawFault = ({ path }) => {
    // A third of all requests, so that four in a row, which end the program, happen as well.
    if (faults >= ordeal.faults || random() > 0.33) return undefined;
    faults++;
    return anyFault(random, path);
  };
  let studies: TestStudy[] = corpus(ordeal.seed, ordeal.records, dayAt(0));
  let day = 0;
  try {
    const isOver = () =>
      ordeal.days === undefined ? faults >= ordeal.faults && kills >= ordeal.kills : day >= ordeal.days;
    for (; !isOver(); day++) {
      const isDrift = day % 2 === 1;
      if (day > 0) studies = later(studies, ordeal.seed + day, dayAt(day), isDrift);
      registry.publish(momentAt(day, 9), studies);
      studies = renewOnTheWay(registry, studies, ordeal, day);
      for (let isDone = false; !isDone; ) {
        processes++;
        const args = ["trials", "sync", ...(isDrift ? ["--drift"] : [])];
        const killed = kills < ordeal.kills && random() < 0.8;
        const ended = await run(args, place, registry, killed ? random : undefined);
        if (ended.signal === "SIGKILL") kills++;
        else if (ended.code === 0) isDone = true;
        else if (ended.code !== 1 || !/127\.0\.0\.1/.test(ended.told)) throw new Error(ended.told);
      }
    }
  } finally {
    await registry.stop();
  }
  const store = await openStore(place);
  try {
    const contents = await storeContents(store.db);
    return { days: day, faults, kills, processes, requests: registry.requests.length, contents };
  } finally {
    await store.close();
  }
}

/**
 * Every third day the data are renewed when the third page of a list is asked for, which breaks the token. By then the
 * pages before are in the store, however often the walk was broken off, so that every run sees the same.
 */
function renewOnTheWay(
  registry: TestRegistry,
  studies: TestStudy[],
  { seed, pageSize }: Ordeal,
  day: number,
): TestStudy[] {
  if (day % 3 !== 0) {
    registry.onRequest = () => {};
    return studies;
  }
  const renewed = later(studies, seed + 1000 + day, dayAt(day), false);
  let isDue = true;
  registry.onRequest = (_, page) => {
    if (!isDue || page?.from !== 2 * pageSize) return;
    isDue = false;
    registry.publish(momentAt(day, 15), renewed);
  };
  return renewed;
}

function anyFault(random: () => number, path: string): Fault {
  const general: Fault[] = [
    { status: 429, headers: { "retry-after": "0" } },
    { status: 429, headers: { "retry-after": new Date(0).toUTCString() } },
    { status: 429 },
    { status: 500 },
    { status: 502, body: "<html>Bad gateway</html>" },
    { status: 503, headers: { "retry-after": "0" } },
    { status: 504 },
    { status: 400, body: "Invalid value in parameter `sort`" },
    { status: 200, body: '{"studies": "none"}' },
    "page of HTML",
    "half an answer",
    "half a gzip",
    "hang up",
  ];
  const ofLists: Fault[] = ["empty page", "token expired"];
  const all = path === "/studies" ? [...general, ...ofLists] : general;
  return all[Math.floor(random() * all.length)]!;
}

async function run(
  args: readonly string[],
  place: Place,
  registry: TestRegistry,
  killing: (() => number) | undefined,
): Promise<{ readonly code: number | null; readonly signal: string | null; readonly told: string }> {
  const { DATABASE_URL: _, ...around } = process.env;
  const where = place.kind === "server" ? { DATABASE_URL: place.url } : { CORDWISE_DATA: place.folder };
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program, ...args], {
    env: { ...around, ...where, CORDWISE_REGISTRY_URL: registry.baseUrl },
    stdio: ["ignore", "ignore", "pipe"],
  });
  // A run that is broken off must not leave a program behind.
  const alone = () => child.kill("SIGKILL");
  process.once("exit", alone);
  let told = "";
  child.stderr.on("data", (text) => {
    told += text;
  });
  const ended = once(child, "exit");
  if (killing) await killAtRandom(child, registry, killing);
  const [code, signal] = await ended;
  process.removeListener("exit", alone);
  return { code, signal, told };
}

/** Some requests after the program's start and a little later, so between any two writes and in the middle of them. */
async function killAtRandom(
  child: ChildProcess,
  registry: TestRegistry,
  random: () => number,
): Promise<void> {
  const from = registry.requests.length;
  const requests = Math.floor(random() * 14);
  const laterMs = random() * 40;
  while (child.exitCode === null && registry.requests.length - from < requests) await sleep(2);
  await sleep(laterMs);
  if (child.exitCode === null) child.kill("SIGKILL");
}

const dayAt = (day: number) => new Date(Date.UTC(2026, 10, 16 + day)).toISOString().slice(0, 10);
const momentAt = (day: number, hour: number) => `${dayAt(day)}T${String(hour).padStart(2, "0")}:00:04`;
