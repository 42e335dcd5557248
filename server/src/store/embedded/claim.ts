/**
 * Which process owns a data folder, settled among processes that may be killed at any moment.
 *
 * Claims are files `owner.1.json`, `owner.2.json`, ...; the highest number counts. A claim is taken over by creating
 * the next number, which only one process can do, and the highest is never deleted, so nobody can win with a number
 * that was decided long ago. (One lock file, deleted when stale, can be deleted by two takers in turn, the second
 * deleting the first one's fresh lock.)
 */
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { link, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Address } from "./address.ts";

export interface Claim {
  readonly pid: number;
  /** When the process began, as the system tells it; tells a process from a later one with the same number. */
  readonly began: string | null;
  readonly host: string;
  readonly state: "starting" | "serving" | "released";
  readonly address: Address | null;
}

export interface Ownership {
  /** Makes known where the database listens. */
  announce(address: Address): Promise<void>;
  release(): Promise<void>;
}

export type Claiming =
  | { readonly status: "owner"; readonly ownership: Ownership }
  | { readonly status: "held"; readonly claim: Claim };

const heartbeatMs = 5_000;
/** Of a claim from another machine or container, whose processes cannot be seen from here. */
const silentAfterMs = 30_000;

/** Takes the folder if nobody living holds it; says who does otherwise. */
export async function claimFolder(folder: string): Promise<Claiming> {
  await mkdir(folder, { recursive: true });
  for (;;) {
    const highest = (await numbers(folder)).at(-1) ?? 0;
    const claim = highest > 0 ? await read(folder, highest) : undefined;
    if (claim === "vanished") continue;
    if (claim && !(await isOver(folder, highest, claim))) return { status: "held", claim };
    const mine = highest + 1;
    if (!(await create(folder, mine))) continue;
    const now = await numbers(folder);
    if (now.at(-1) !== mine) {
      await rm(fileOf(folder, mine), { force: true });
      continue;
    }
    for (const older of now.slice(0, -1)) await rm(fileOf(folder, older), { force: true });
    return { status: "owner", ownership: ownershipOf(folder, mine) };
  }
}

function ownershipOf(folder: string, number: number): Ownership {
  const file = fileOf(folder, number);
  const heartbeat = setInterval(() => {
    const now = new Date();
    // The folder may be gone with a test or a tidy user; there is nothing left to keep then.
    utimes(file, now, now).catch(() => clearInterval(heartbeat));
  }, heartbeatMs);
  heartbeat.unref();
  const rewrite = async (changes: Partial<Claim>) => {
    await writeFile(`${file}.next`, JSON.stringify({ ...ownClaim(), ...changes }));
    await rename(`${file}.next`, file);
  };
  return {
    announce: (address) => rewrite({ state: "serving", address }),
    async release() {
      clearInterval(heartbeat);
      await rewrite({ state: "released" });
    },
  };
}

const ownClaim = (): Claim => ({
  pid: process.pid,
  began: beginningOf(process.pid),
  host: hostname(),
  state: "starting",
  address: null,
});

const fileOf = (folder: string, number: number) => join(folder, `owner.${number}.json`);

/** The numbers claimed so far, ascending. */
async function numbers(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names
    .flatMap((name) => name.match(/^owner\.(\d+)\.json$/)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

async function read(folder: string, number: number): Promise<Claim | "vanished"> {
  try {
    return JSON.parse(await readFile(fileOf(folder, number), "utf8")) as Claim;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return "vanished";
    throw cause;
  }
}

/** A link appears whole or not at all, and only where there is none yet. */
async function create(folder: string, number: number): Promise<boolean> {
  const draft = join(folder, `draft-${process.pid}-${randomBytes(4).toString("hex")}`);
  await writeFile(draft, JSON.stringify(ownClaim()));
  try {
    await link(draft, fileOf(folder, number));
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw cause;
  } finally {
    await rm(draft, { force: true });
  }
}

async function isOver(folder: string, number: number, claim: Claim): Promise<boolean> {
  if (claim.state === "released") return true;
  if (claim.host === hostname()) return !isRunning(claim);
  const { mtimeMs } = await stat(fileOf(folder, number));
  return Date.now() - mtimeMs > silentAfterMs;
}

function isRunning({ pid, began }: Claim): boolean {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    // EPERM: it runs, under another user.
    if ((cause as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const now = beginningOf(pid);
  return began === null || now === null || began === now;
}

/** Null where the system does not say. */
function beginningOf(pid: number): string | null {
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      // The second field, the command in parentheses, may hold anything; the start time is the 20th after it.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields[0] === "Z" ? "ended" : (fields[19] ?? null);
    }
    if (process.platform === "win32") return null;
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
  } catch {
    return null;
  }
}
