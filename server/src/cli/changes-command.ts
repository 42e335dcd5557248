/** `cordwise trials changes`: how a trial's eligibility text changed, as on its page, from a terminal. */
import { changeWords, dateWords, say } from "visit";
import { eligibilityHistory } from "../answers/eligibility-history.ts";
import type { EligibilityHistory, EligibilityStep } from "../api/contract.ts";
import { ensureStarterTrials } from "../ingest/starter.ts";
import { countTrials } from "../store/trials.ts";
import { CliProblem } from "./cli-problem.ts";
import { choice, readCommandLine } from "./command-line.ts";
import { inTerminal } from "./in-terminal.ts";
import { withStore } from "./trials-in-hand.ts";
import { words } from "./words.ts";
import type { World } from "./world.ts";

export async function changesCommand(args: readonly string[], world: World): Promise<void> {
  const { values, operands } = readCommandLine("trials changes", args, { values: ["format"], operands: 1 });
  const format = choice("--format", values.format, ["text", "json"]);
  const number = operands[0]?.toUpperCase();
  if (number === undefined) throw new CliProblem(2, words.missingTrialNumber);
  const history = await withStore(world, async ({ db }) => {
    const { all } = await countTrials(db);
    if (all === 0) await ensureStarterTrials(db, world.now);
    return eligibilityHistory(db, number);
  });
  if (history === undefined) throw new CliProblem(1, words.noSuchTrial(inTerminal(number)));
  world.write(format === "json" ? `${JSON.stringify(history, null, 2)}\n` : historyText(history));
}

function historyText({ registryId, steps, hasOlder }: EligibilityHistory): string {
  if (steps.length === 0) return `${words.neverChanged(registryId)}\n`;
  return `${[...steps.map(stepText), ...(hasOlder ? [words.olderChanges] : [])].join("\n\n")}\n`;
}

function stepText({ lastSeenBefore, firstSeenAfter, changes, more, same, cut }: EligibilityStep): string {
  const day = (date: string) => dateWords(date, "en");
  return [
    words.changedBetween(day(lastSeenBefore), firstSeenAfter && day(firstSeenAfter)),
    ...changes.map((change) => `  ${inTerminal(changeWords(change, say("en"), "en"))}`),
    ...(changes.length === 0 ? [`  ${say("en")("feed.criteria.none")}`] : []),
    `  ${words.sameLines(same, more)}`,
    ...(cut ? [`  ${words.comparedInPart}`] : []),
  ].join("\n");
}
