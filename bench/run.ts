/** Runs every benchmark in this folder, or those whose names are given, each in a process of its own. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
const asked = process.argv.slice(2);
const found = readdirSync(folder)
  .filter((name) => name.endsWith(".bench.ts"))
  .filter((name) => asked.length === 0 || asked.some((word) => name.startsWith(word)));

console.log(`Node ${process.version}, ${cpus()[0]?.model.trim()} x ${cpus().length}`);
if (found.length === 0) {
  console.error(`No benchmark is named ${asked.join(", ")}.`);
  process.exitCode = 2;
}
for (const name of found) {
  console.log(`\n${name}`);
  const { status } = spawnSync(process.execPath, [`${folder}${name}`], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
