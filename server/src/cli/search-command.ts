/** `cordwise trials search`: the same search as on the page and in the API, from a terminal. */
import { endsEarly, readTrialSearch, type TrialHit, type TrialSearchPage } from "trials";
import { say, searchProblemWords } from "visit";
import { ensureStarterTrials } from "../ingest/starter.ts";
import { searchTrials } from "../store/trial-search.ts";
import { countTrials } from "../store/trials.ts";
import { CliProblem } from "./cli-problem.ts";
import { choice, readCommandLine } from "./command-line.ts";
import { inTerminal } from "./in-terminal.ts";
import { withStore } from "./trials-in-hand.ts";
import { words } from "./words.ts";
import type { World } from "./world.ts";

/** An option for each parameter of the search but its words, in the spelling of a command line. */
const parameterOf = {
  condition: "condition",
  intervention: "intervention",
  country: "country",
  near: "near",
  km: "km",
  age: "ageYears",
  sex: "sex",
  status: "status",
  phase: "phase",
  type: "type",
  sort: "sort",
  page: "page",
  "page-size": "pageSize",
} as const;
const options = Object.keys(parameterOf) as (keyof typeof parameterOf)[];
/** More words than anybody types. */
const mostWords = 100;

export async function searchCommand(args: readonly string[], world: World): Promise<void> {
  const { values, operands } = readCommandLine("trials search", args, {
    values: [...options, "format"],
    operands: mostWords,
  });
  const format = choice("--format", values.format, ["text", "json"]);
  const parameters = options.flatMap((option) =>
    // Several statuses or phases stand with commas, since an option is given once.
    (values[option]?.split(option === "near" ? "\n" : ",") ?? []).map(
      (value) => [parameterOf[option], value] as const,
    ),
  );
  const reading = readTrialSearch([["words", operands.join(" ")], ...parameters]);
  if (reading.status === "refused") {
    const sentences = reading.problems.map((one) => searchProblemWords(one, say("en"), "en"));
    throw new CliProblem(2, sentences.join("\n"));
  }
  const found = await withStore(world, async ({ db }) => {
    const { all } = await countTrials(db);
    if (all === 0) await ensureStarterTrials(db, world.now);
    return searchTrials(db, reading.search);
  });
  world.write(format === "json" ? `${JSON.stringify(found, null, 2)}\n` : pageText(found));
}

function pageText(found: TrialSearchPage): string {
  const { total, hits, matching, ignoredWords, page, lastPage } = found;
  return [
    words.searchFound(total.count, total.isExact),
    ...(matching === "some" ? [words.searchSome] : []),
    ...(ignoredWords.length > 0 ? [words.searchIgnored(ignoredWords)] : []),
    ...hits.map(hitText),
    ...(lastPage > 1 ? [words.searchPage(page, lastPage)] : []),
    ...(endsEarly(found) ? [say("en")("search.ends", { count: total.count })] : []),
    "",
  ].join("\n");
}

function hitText(hit: TrialHit): string {
  const where = hit.countries.map(({ name }) => name).join(", ");
  const ages = [hit.minimumAge?.text ?? "any age", hit.maximumAge?.text ?? "no upper limit"].join(" to ");
  const near =
    hit.nearest && `${Math.round(hit.nearest.kilometres)} km: ${hit.nearest.name ?? hit.nearest.city ?? ""}`;
  const facts = [hit.status ?? "status not given", ...hit.phases, ages, where, near]
    .filter(Boolean)
    .join("; ");
  const snippet = hit.snippets.find(({ from }) => from !== "title")?.text;
  return [
    "",
    `${hit.registryId}  ${inTerminal(hit.title)}`,
    `  ${inTerminal(facts)}`,
    ...(snippet ? [`  ${inTerminal(snippet)}`] : []),
  ].join("\n");
}
