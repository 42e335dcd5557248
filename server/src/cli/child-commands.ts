/** Commands that answer about one child. */
import { evidencePack } from "evidence";
import { type Child, problemWords, readChild, say, type TrialRow, type VisitSummary } from "visit";
import { rendered, visitSummary } from "../answers/visit-summary.ts";
import { CliProblem } from "./cli-problem.ts";
import { choice, day, readCommandLine, type Typed } from "./command-line.ts";
import { readJson } from "./given-file.ts";
import { trialsInHand } from "./trials-in-hand.ts";
import { words } from "./words.ts";
import type { World } from "./world.ts";

const takes = { values: ["child", "format", "today"] };

export async function summaryCommand(args: readonly string[], world: World): Promise<void> {
  const typed = readCommandLine("summary", args, takes);
  const format = choice("--format", typed.values.format, ["md", "json", "html"]);
  const summary = await summaryFor("summary", typed, world);
  world.write(rendered(summary, format === "md" ? "markdown" : format));
}

export async function matchCommand(args: readonly string[], world: World): Promise<void> {
  const typed = readCommandLine("trials match", args, takes);
  const format = choice("--format", typed.values.format, ["text", "json"]);
  const { trials } = await summaryFor("trials match", typed, world);
  if (format === "json") {
    world.write(`${JSON.stringify(trials, null, 2)}\n`);
    return;
  }
  const lead = [trials.lead, trials.label, trials.mainWords].filter((note) => note !== undefined);
  world.write(`${[...lead, ...trials.rows.map(rowText)].join("\n\n")}\n`);
}

function rowText(row: TrialRow): string {
  const lines = row.lines.map((line) => {
    const doubt = line.doubt ? `\n      ${line.doubt}` : "";
    return `  ${line.verdictWords} | ${line.from}: ${line.quote.replace(/\s+/g, " ")}\n      ${line.because}${doubt}`;
  });
  const head = [
    `${row.registryId}  ${row.title}`,
    `  ${row.standingWords}: ${row.countsWords}`,
    `  ${row.seen}`,
    `  ${row.url}`,
  ];
  return [...head, ...lines].join("\n");
}

async function summaryFor(command: string, { values }: Typed, world: World): Promise<VisitSummary> {
  const today = values.today === undefined ? world.today() : day("--today", values.today);
  const child = await readChildFile(command, values.child, today, world);
  const trials = await trialsInHand(world);
  return visitSummary({ child, trials, evidence: evidencePack(), today, version: world.version });
}

async function readChildFile(
  command: string,
  path: string | undefined,
  today: string,
  world: World,
): Promise<Child> {
  if (path === undefined) throw new CliProblem(2, words.missingChild(command));
  const { name, json } = await readJson(path, world);
  const reading = readChild(json, today);
  if (reading.status === "read") return reading.child;
  const catalogue = say("en");
  throw new CliProblem(
    2,
    words.badChild(
      name,
      reading.problems.map((problem) => problemWords(problem, catalogue)),
    ),
  );
}
