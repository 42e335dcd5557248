#!/usr/bin/env node
/**
 * The one door: `npm start`, `npm test` and the rest come through here. Plain JavaScript that any Node from 18 on
 * can run, because it is what brings the newer Node the project needs: npm carries that as a package.
 */
import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));
const say = (text) => process.stderr.write(`cordwise: ${text}\n`);
const windows = process.platform === "win32";

const astro = join(root, "node_modules", "astro", "bin", "astro.mjs");
/** What each command runs, one after the other; words typed after the command go to the last. */
const scripts = {
  start: [
    [astro, "build", "--root", "web", "--silent"],
    ["server/src/main.ts", "serve"],
  ],
  test: [["tests/run.ts"]],
  check: [["tests/run.ts", "--checks-only"]],
  bench: [["bench/run.ts"]],
  "bench:screening": [["bench/screening.bench.ts"]],
  "bench:registry": [["bench/registry.bench.ts"]],
  oracle: [["packages/meta/reference/oracle.ts"]],
  "evidence:release": [["packages/evidence/reference/release.ts"]],
  "gold:criteria": [["packages/trials/reference/gold-criteria.ts"]],
  "gold:add": [["packages/trials/reference/gold-add.ts"]],
  "gold:match": [["packages/trials/reference/gold-match.ts"]],
};

/** Runs a program to its end, with our own streams; a signal to us is passed on. */
function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: "inherit", ...options });
    const pass = (signal) => child.kill(signal);
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, pass);
    child.on("error", (error) => {
      say(`${program} could not be started: ${error.message}`);
      resolve(127);
    });
    child.on("exit", (code, signal) => resolve(code ?? (signal ? 128 : 1)));
  });
}

/** npm writes its own lock file last, so an older one means that packages are missing or out of date. */
function installed() {
  const marker = join(root, "node_modules", ".package-lock.json");
  return existsSync(marker) && statSync(marker).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs;
}

/** This Node where it is new enough to run TypeScript as it stands, else the one npm installed. */
function node24() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  const file = windows ? "node.exe" : "node";
  const carried = join(
    root,
    "node_modules",
    `node-${windows ? "win" : process.platform}-${process.arch}`,
    "bin",
    file,
  );
  return existsSync(carried) ? carried : undefined;
}

const [command = "", ...rest] = process.argv.slice(2);
const steps = scripts[command];
if (!steps) {
  say(`"${command}" is not a command of this script. It knows ${Object.keys(scripts).join(", ")}.`);
  process.exit(2);
}
if (!installed()) {
  say("installing packages (once; after that no network is needed) ...");
  // Without its warnings: they are about the Node that called, not the one that will run.
  const quietly = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
  const code = await run(windows ? "npm.cmd" : "npm", ["ci", ...quietly], { shell: windows });
  if (code !== 0) {
    say(
      "the packages could not be installed. Check the network connection and try again; nothing was changed.",
    );
    process.exit(1);
  }
}
const node = node24();
if (!node) {
  say(
    `Node ${process.versions.node} is too old for TypeScript, and npm carries no newer one for ${process.platform} ${process.arch}.`,
  );
  say("Install Node 22.18 or newer from your system's packages, then try again.");
  process.exit(1);
}
process.env.ASTRO_TELEMETRY_DISABLED = "1"; // nothing is sent to anybody, not even by our tools
for (const [index, step] of steps.entries()) {
  if (step[0] === astro) say("building the pages ...");
  const code = await run(node, index === steps.length - 1 ? [...step, ...rest] : step);
  if (code !== 0) process.exit(code);
}
