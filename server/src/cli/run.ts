/** From what was typed to what is answered, with an exit code. */
import { childJsonSchema } from "visit";
import { SourceError } from "../sources/source-error.ts";
import { citusStatements } from "../store/citus.ts";
import { StoreError } from "../store/store-error.ts";
import { changesCommand } from "./changes-command.ts";
import { matchCommand, summaryCommand } from "./child-commands.ts";
import { CliProblem } from "./cli-problem.ts";
import { readCommandLine } from "./command-line.ts";
import { evidenceChangesCommand, evidenceCommand } from "./evidence-command.ts";
import { evidenceExportCommand } from "./evidence-export-command.ts";
import { addJobCommand, jobStatusCommand } from "./jobs-command.ts";
import { loadCommand } from "./load-command.ts";
import { nearest } from "./nearest.ts";
import { reviewScreenCommand } from "./review-screen-command.ts";
import { reviewSearchCommand } from "./review-search-command.ts";
import { reviewStatusCommand } from "./review-status-command.ts";
import { searchCommand } from "./search-command.ts";
import { syncCommand } from "./sync-command.ts";
import { type HelpPage, words } from "./words.ts";
import type { World } from "./world.ts";

/** @returns the exit code. */
type Command = (args: readonly string[], world: World) => Promise<number>;

/** A command that ends well or throws. */
const plain =
  (command: (args: readonly string[], world: World) => Promise<void>): Command =>
  async (args, world) => {
    await command(args, world);
    return 0;
  };

const commands: Readonly<Record<string, Command>> = {
  summary: plain(summaryCommand),
  "trials sync": plain(syncCommand),
  "trials load": plain(loadCommand),
  "trials match": plain(matchCommand),
  "trials search": plain(searchCommand),
  "trials changes": plain(changesCommand),
  "evidence list": plain(evidenceCommand),
  "evidence export": plain(evidenceExportCommand),
  "evidence changes": plain(evidenceChangesCommand),
  "review search": plain(reviewSearchCommand),
  "review screen": plain(reviewScreenCommand),
  "review status": plain(reviewStatusCommand),
  serve: serveCommand,
  "jobs work": workCommand,
  "jobs add": plain(addJobCommand),
  "jobs status": plain(jobStatusCommand),
  "schema child": plain(childSchemaCommand),
  "schema citus": plain(citusCommand),
};
const groups = ["trials", "evidence", "review", "jobs", "schema"];

/** Runs one command line. Whatever happens becomes an exit code and, for people, sentences. */
export async function run(args: readonly string[], world: World): Promise<number> {
  try {
    return await dispatch(args, world);
  } catch (cause) {
    const { exitCode, sentence } = told(cause);
    world.tell(sentence);
    return exitCode;
  }
}

async function dispatch(args: readonly string[], world: World): Promise<number> {
  const [first = "", second = ""] = args;
  const show = (text: string) => {
    world.write(text);
    return 0;
  };
  if (first === "") throw new CliProblem(2, words.help("").trimEnd());
  if (first === "--version" || first === "-v") return show(`${world.version}\n`);
  if (first === "--help" || first === "-h") return show(words.help(""));
  if (first === "help") {
    const page = args.slice(1).join(" ");
    return show(words.help(isHelpPage(page) ? page : ""));
  }
  const grouped = groups.includes(first);
  const name = grouped && !second.startsWith("-") ? `${first} ${second}`.trim() : first;
  const asksForHelp = args.includes("--help") || args.includes("-h");
  if (asksForHelp && isHelpPage(name)) return show(words.help(name));
  const command = commands[name];
  if (command) return command(args.slice(name.split(" ").length), world);
  if (name === first && grouped) throw new CliProblem(2, words.incompleteCommand(first, partsOf(first)));
  const near = nearest(name, Object.keys(commands)) ?? nearest(first, [...Object.keys(commands), ...groups]);
  throw new CliProblem(2, words.unknownCommand(name, near));
}

const partsOf = (group: string) =>
  Object.keys(commands).flatMap((name) =>
    name.startsWith(`${group} `) ? [name.slice(group.length + 1)] : [],
  );

const isHelpPage = (page: string): page is HelpPage =>
  page !== "" && [...groups, ...Object.keys(commands)].includes(page);

async function serveCommand(args: readonly string[], world: World): Promise<number> {
  const { values } = readCommandLine("serve", args, { values: ["port"] });
  const { port = "4173" } = values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new CliProblem(2, words.badPort(port));
  return world.serve(Number(port));
}

async function workCommand(args: readonly string[], world: World): Promise<number> {
  readCommandLine("jobs work", args, {});
  return world.jobs.work();
}

async function childSchemaCommand(args: readonly string[], world: World): Promise<void> {
  readCommandLine("schema child", args, {});
  world.write(`${JSON.stringify(childJsonSchema(), null, 2)}\n`);
}

async function citusCommand(args: readonly string[], world: World): Promise<void> {
  readCommandLine("schema citus", args, {});
  world.write(citusStatements.map((statement) => `${statement};\n`).join(""));
}

function told(cause: unknown): { exitCode: number; sentence: string } {
  if (cause instanceof CliProblem) return { exitCode: cause.exitCode, sentence: cause.message };
  if (cause instanceof StoreError)
    return { exitCode: 1, sentence: words.storeProblem(cause.code, cause.values) };
  if (cause instanceof SourceError) {
    return { exitCode: 1, sentence: words.sourceProblem(cause.code, cause.source, cause.values) };
  }
  throw cause;
}
