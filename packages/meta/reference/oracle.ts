/**
 * npm run oracle -- DIR runs every case file in DIR and closes with "N passed, N failed" and the failing ids.
 * With --why each failing id is followed by its first difference. The exit code is 1 when a case fails.
 */
import process from "node:process";
import { runCases } from "./run-cases.ts";

const why = process.argv.includes("--why");
const [directory] = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
if (!directory) {
  process.stderr.write(
    "Which folder of case files? Give it after --, as in: npm run oracle -- path/to/cases\n",
  );
  process.exit(2);
}

// npm runs a workspace's script in the workspace; the path is meant from where npm was called.
process.chdir(process.env.INIT_CWD ?? process.cwd());
const outcomes = await runCases(directory);
const failed = outcomes.filter((outcome) => outcome.difference !== undefined);

for (const feature of new Set(outcomes.map((outcome) => outcome.feature))) {
  const ofFeature = outcomes.filter((outcome) => outcome.feature === feature);
  const passed = ofFeature.filter((outcome) => outcome.difference === undefined).length;
  process.stdout.write(`${feature}: ${passed} of ${ofFeature.length}\n`);
}
process.stdout.write(`${outcomes.length - failed.length} passed, ${failed.length} failed\n`);
for (const { id, difference } of failed) process.stdout.write(why ? `${id}\n    ${difference}\n` : `${id}\n`);
process.exitCode = failed.length > 0 || outcomes.length === 0 ? 1 : 0;
