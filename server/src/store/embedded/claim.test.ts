import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Claim, claimFolder } from "./claim.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cordwise-claim-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const fileOf = (number: number) => join(folder, `owner.${number}.json`);
const readClaim = async (number: number): Promise<Claim> =>
  JSON.parse(await readFile(fileOf(number), "utf8"));

/** A claim by somebody else, in place of the one this process would write. */
async function writeClaim(number: number, changes: Partial<Claim>): Promise<void> {
  const own = await claimFolder(folder);
  if (own.status !== "owner") throw new Error("the folder was not free");
  await own.ownership.release();
  const [name] = (await readdir(folder)).filter((entry) => entry.endsWith(".json"));
  const claim: Claim = JSON.parse(await readFile(join(folder, name!), "utf8"));
  await rm(join(folder, name!));
  await writeFile(fileOf(number), JSON.stringify({ ...claim, state: "serving", ...changes }));
}

async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  return child.pid!;
}

test("of many who claim a free folder at once, one gets it", async () => {
  const claims = await Promise.all(Array.from({ length: 20 }, () => claimFolder(folder)));
  expect(claims.filter(({ status }) => status === "owner")).toHaveLength(1);
});

test("a folder that was released is free again", async () => {
  const first = await claimFolder(folder);
  if (first.status === "owner") await first.ownership.release();
  expect((await claimFolder(folder)).status).toBe("owner");
});

test("the claim says who holds the folder and where it is served", async () => {
  const own = await claimFolder(folder);
  if (own.status === "owner") await own.ownership.announce({ path: "/somewhere/socket" });
  expect(await claimFolder(folder)).toMatchObject({
    status: "held",
    claim: { pid: process.pid, state: "serving", address: { path: "/somewhere/socket" } },
  });
});

test("of many who find the claim of an ended process, one takes it over and its file goes", async () => {
  await writeClaim(7, { pid: await endedProcess() });
  const claims = await Promise.all(Array.from({ length: 20 }, () => claimFolder(folder)));
  expect(claims.filter(({ status }) => status === "owner")).toHaveLength(1);
  expect((await readdir(folder)).filter((name) => name.startsWith("owner."))).toEqual(["owner.8.json"]);
  expect((await readClaim(8)).pid).toBe(process.pid);
});

test.skipIf(process.platform === "win32")(
  "a later process with the same number does not keep the folder (Windows does not say when a process began)",
  async () => {
    await writeClaim(1, { began: "long ago" });
    expect((await claimFolder(folder)).status).toBe("owner");
  },
);

test("a claim from another machine counts for as long as its owner gives signs of life", async () => {
  await writeClaim(1, { host: "elsewhere", pid: await endedProcess() });
  expect((await claimFolder(folder)).status).toBe("held");
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(fileOf(1), longAgo, longAgo);
  expect((await claimFolder(folder)).status).toBe("owner");
});
