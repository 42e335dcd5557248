import { writeFile } from "node:fs/promises";
import { flowText, sayReview, screeningFlowChart } from "review";
import { flowOf, publishedScreening, reviewQueue } from "../answers/review-queue.ts";
import { type SearchRow, searches } from "../store/review.ts";
import { CliProblem } from "./cli-problem.ts";
import { choice, readCommandLine } from "./command-line.ts";
import { reviewWords as words } from "./review-words.ts";
import { withStore } from "./trials-in-hand.ts";
import type { World } from "./world.ts";

/** Wide enough for both columns side by side. */
const pictureWidth = 760;

export async function reviewStatusCommand(args: readonly string[], world: World): Promise<void> {
  const { values, flags } = readCommandLine("review status", args, {
    values: ["format"],
    flags: ["publish"],
  });
  const format = choice("--format", values.format, ["text", "json", "svg"]);
  const { queue, all } = await withStore(world, async ({ db }) => ({
    queue: await reviewQueue(db),
    all: await searches(db),
  }));
  const flow = flowOf(queue);
  const searched = all.some(({ finishedAt }) => finishedAt !== undefined);
  if (format === "json") world.write(`${JSON.stringify({ searches: all, flow }, null, 2)}\n`);
  else if (format === "svg") {
    world.write(`${screeningFlowChart(flow, searched, "en", pictureWidth).svg}\n`);
  } else {
    const people = Map.groupBy(
      queue.flatMap(({ given }) => given),
      ({ by }) => by,
    );
    const parts = [
      all.length === 0 ? [words.noSearches] : all.map(searchText),
      [flowText(flow, searched, sayReview("en"))],
      [...people].map(([name, decisions]) => words.screeners(name, decisions.length)),
    ];
    world.write(`${parts.flatMap((lines) => (lines.length > 0 ? [lines.join("\n")] : [])).join("\n\n")}\n`);
  }
  if (flags.has("publish")) {
    const file = world.screeningFile;
    const json = JSON.stringify(publishedScreening(queue, all, world.today()), null, 2);
    try {
      await writeFile(file, `${json}\n`);
    } catch (cause) {
      throw new CliProblem(1, words.cannotPublish(file, (cause as NodeJS.ErrnoException).code ?? ""), {
        cause,
      });
    }
    world.tell(words.published(file));
  }
}

const dayOf = (date: Date) => date.toISOString().slice(0, 10);

const searchText = ({ source, startedAt, finishedAt, since, records, refused }: SearchRow) =>
  words.search(source, {
    started: dayOf(startedAt),
    finished: finishedAt && dayOf(finishedAt),
    ...{ since, records, refused },
  });
