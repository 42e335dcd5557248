import { queryFor, type SearchedSource, searchedSources, searchStrategy } from "screening";
import { reviewQueue } from "../answers/review-queue.ts";
import { rankQueue } from "../ingest/review-ranking.ts";
import { type ReviewSearchOptions, searchIntoQueue } from "../ingest/review-search.ts";
import { searchEuropePmc } from "../sources/europe-pmc.ts";
import { searchPubmed } from "../sources/pubmed.ts";
import type { Store } from "../store/open.ts";
import { choice, day, readCommandLine } from "./command-line.ts";
import { progressLine } from "./load-report.ts";
import { reviewWords } from "./review-words.ts";
import { withStore } from "./trials-in-hand.ts";
import type { Literature, World } from "./world.ts";

export async function reviewSearchCommand(args: readonly string[], world: World): Promise<void> {
  const { values } = readCommandLine("review search", args, { values: ["source", "since"] });
  const sources: readonly SearchedSource[] =
    values.source === undefined
      ? searchedSources
      : [choice("--source", values.source, ["pubmed", "europe-pmc"])];
  const since = values.since === undefined ? undefined : day("--since", values.since);
  const { literature } = world;
  await withStore(world, async (store) => {
    for (const source of sources) await searchOne(store, source, since, literature, world);
    const queue = await reviewQueue(store.db);
    await rankQueue(store.db, queue);
    const known = queue.filter(({ knownWork }) => knownWork !== undefined).length;
    const waiting = queue.filter(
      ({ knownWork, standing }) => knownWork === undefined && standing.status === "waiting",
    );
    world.write(`${reviewWords.queue(queue.length, known, waiting.length)}\n`);
  });
}

async function searchOne(
  { db }: Store,
  source: SearchedSource,
  since: string | undefined,
  literature: Literature,
  world: World,
): Promise<void> {
  const { host, pages } = readerOf(source, literature);
  world.tell(reviewWords.asking(host));
  const line = progressLine(world);
  try {
    const report = await searchIntoQueue(db, {
      source,
      strategy: searchStrategy.version,
      question: { query: queryFor(source), since },
      pages,
      now: world.now,
      onPage: ({ kept, found }) => line.tell(reviewWords.page(kept, found)),
      onResume: (kept) => world.tell(reviewWords.resuming(kept)),
    });
    line.end();
    for (const { sourceId, because } of report.refused) {
      world.tell(because === "no-title" ? reviewWords.noTitle(sourceId) : reviewWords.notDelivered(sourceId));
    }
    world.write(`${reviewWords.searched(host, report.kept, report.joined)}\n`);
  } finally {
    line.end();
  }
}

function readerOf(
  source: SearchedSource,
  { pubmed, europePmc, requests }: Literature,
): { readonly host: string; readonly pages: ReviewSearchOptions["pages"] } {
  if (source === "pubmed") {
    const { baseUrl, asker, manners } = pubmed;
    return {
      host: new URL(baseUrl).host,
      pages: (question, resume) => searchPubmed(baseUrl, question, asker, resume, requests, manners),
    };
  }
  const { baseUrl, manners } = europePmc;
  return {
    host: new URL(baseUrl).host,
    pages: (question, resume) => searchEuropePmc(baseUrl, question, resume, requests, manners),
  };
}
