/**
 * `npm test`: formatting, types, the site as it will be served, then every test; each step says when it starts and
 * what it found. Ends with one line that a machine can read, whatever happened before.
 */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const modules = join(root, "node_modules");
const report = join(root, ".cordwise", "test-report.json");

interface Step {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const tsc = join(modules, "typescript", "bin", "tsc");
const types = (project: string): Step => ({ name: `types: ${project}`, args: [tsc, "-p", project] });
const checks: readonly Step[] = [
  {
    name: "format and lint",
    args: [join(modules, "@biomejs", "biome", "bin", "biome"), "check", "--error-on-warnings"],
  },
  types("tsconfig.pure.json"),
  types("tsconfig.json"),
  types("tests/journeys"),
  types("server"),
  types("web"),
];
/** The site with its pseudo-locale, beside the one that `npm start` serves. */
const site: Step = {
  name: "build the site for the browser tests",
  args: [
    join(modules, "astro", "bin", "astro.mjs"),
    "build",
    "--root",
    "web",
    "--outDir",
    "dist-test",
    "--silent",
  ],
  env: { CORDWISE_PSEUDO_LOCALE: "1", ASTRO_TELEMETRY_DISABLED: "1" },
};

function run({ name, args, env }: Step): Promise<boolean> {
  const started = Date.now();
  console.log(`\n--- ${name}`);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...env },
    });
    child.on("exit", (code) => {
      console.log(
        `--- ${name}: ${code === 0 ? "passed" : "FAILED"} after ${((Date.now() - started) / 1000).toFixed(1)} s`,
      );
      resolve(code === 0);
    });
  });
}

const outcome = { passed: 0, failed: 0, skipped: 0 };
const count = (good: boolean) => void (good ? outcome.passed++ : outcome.failed++);

for (const step of checks) count(await run(step));
if (!process.argv.includes("--checks-only")) {
  count(await run(site));
  mkdirSync(join(root, ".cordwise"), { recursive: true });
  rmSync(report, { force: true });
  const vitest = join(modules, "vitest", "vitest.mjs");
  const finished = await run({
    name: "tests: units, database, browser",
    args: [vitest, "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
  });
  try {
    const counts = JSON.parse(readFileSync(report, "utf8"));
    outcome.passed += counts.numPassedTests;
    outcome.failed += counts.numFailedTests;
    outcome.skipped += counts.numPendingTests + counts.numTodoTests;
    // A file that cannot be loaded has no tests to fail, so the run's own word counts as one.
    if (!finished && counts.numFailedTests === 0) outcome.failed++;
  } catch {
    console.log("The test runner left no report.");
    outcome.failed++;
  }
}
console.log(
  `\n${outcome.passed} passed, ${outcome.failed} failed${outcome.skipped ? `, ${outcome.skipped} skipped` : ""}`,
);
process.exitCode = outcome.failed === 0 ? 0 : 1;
