import { CliProblem } from "./cli-problem.ts";
import { readCommandLine } from "./command-line.ts";
import { words } from "./words.ts";
import type { World } from "./world.ts";

export async function addJobCommand(args: readonly string[], { jobs, write }: World): Promise<void> {
  const { flags, operands } = readCommandLine("jobs add", args, { flags: ["all", "drift"], operands: 1 });
  const [name] = operands;
  if (name !== "sync" && name !== "pack") throw new CliProblem(2, words.noSuchJob(name));
  const [flag] = flags;
  if (name === "pack" && flag) throw new CliProblem(2, words.onlyWithSync(`--${flag}`));
  const scope = flags.has("all") ? "all" : "conditions";
  const isAdded =
    name === "pack" ? await jobs.addPack() : await jobs.addSync({ scope, drift: flags.has("drift") });
  write(`${isAdded ? words.jobAdded : words.jobWaitsAlready}\n`);
}

export async function jobStatusCommand(args: readonly string[], { jobs, write }: World): Promise<void> {
  readCommandLine("jobs status", args, {});
  for (const state of await jobs.states()) write(`${words.queueState(state)}\n`);
}
