/** The trials a family watches, and what changed in them since they were last looked at. */
import { useEffect, useState } from "preact/hooks";
import type { WatchNews } from "trials";
import type { AskWorker } from "./ask-worker.ts";
import { keepWatch, keptWatch, type Watch } from "./kept-watch.ts";

export interface WatchedTrials {
  readonly watch: Watch | undefined;
  readonly news: readonly WatchNews[];
  readonly isWatched: (registryId: string) => boolean;
  readonly watchOnly: (ids: Watch["ids"]) => void;
  readonly watchOne: (registryId: string, on: boolean) => void;
  readonly markSeen: () => void;
}

/**
 * @param all registry numbers of all trials, in any order; none before they are matched.
 * @param notKept is told when the choice could not be kept.
 */
export function useWatchedTrials(
  ask: AskWorker,
  today: string,
  all: readonly string[],
  notKept: () => void,
): WatchedTrials {
  const [watch, setWatch] = useState<Watch>();
  const [news, setNews] = useState<readonly WatchNews[]>([]);
  const isMatched = all.length > 0;

  async function open(): Promise<void> {
    const watched = await keptWatch().catch(() => undefined);
    setWatch(watched);
    if (watched) setNews(await ask("news", watched));
  }
  useEffect(() => {
    if (isMatched) void open();
  }, [isMatched]);

  async function watchOnly(ids: Watch["ids"]): Promise<void> {
    const next = { ids, seenOn: today, seen: await ask("snapshot", { ids }) };
    setWatch(next);
    await keepWatch(next).catch(notKept);
  }

  return {
    watch,
    news,
    isWatched: (id) => watch?.ids === "all" || (watch?.ids.includes(id) ?? false),
    watchOnly: (ids) => void watchOnly(ids),
    watchOne: (id, on) => {
      const now = watch?.ids === "all" ? all : (watch?.ids ?? []);
      void watchOnly(on ? [...now, id] : now.filter((one) => one !== id));
    },
    markSeen: () => {
      setNews([]);
      if (watch) void watchOnly(watch.ids);
    },
  };
}
