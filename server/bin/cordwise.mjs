#!/usr/bin/env node
/**
 * Starts Cordwise. Plain JavaScript that any Node from 18 on can run: where that Node is too old to run TypeScript as it
 * stands, the one that npm installed beside the project is used.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const server = dirname(dirname(fileURLToPath(import.meta.url)));
const root = dirname(server);

function newEnough() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

function installedNode() {
  const windows = process.platform === "win32";
  const name = `node-${windows ? "win" : process.platform}-${process.arch}`;
  return [root, server]
    .map((folder) => join(folder, "node_modules", name, "bin", windows ? "node.exe" : "node"))
    .find((file) => existsSync(file));
}

const node = newEnough() ? process.execPath : installedNode();
if (!node) {
  console.error(
    `Node ${process.versions.node} is too old for Cordwise, and npm has installed no newer one for ${process.platform} ${process.arch}. ` +
      "Run npm install in the project's folder, or install Node 22.18 or newer.",
  );
  process.exit(1);
}

const program = join(server, "src", "main.ts");
const child = spawn(node, ["--disable-warning=ExperimentalWarning", program, ...process.argv.slice(2)], {
  stdio: "inherit",
});
// A terminal sends Ctrl+C to both; what comes to this process alone is passed on, and the child decides when to end.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`Cordwise could not be started with ${node}: ${error.message}`);
  process.exit(1);
});
child.on("exit", (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  for (const passedOn of ["SIGINT", "SIGTERM", "SIGHUP"]) process.removeAllListeners(passedOn);
  process.kill(process.pid, signal);
});
