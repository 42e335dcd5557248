/** The list of trials, each to be opened, and the order that is kept while a trial is open. */
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";
import type { AskWorker } from "./ask-worker.ts";
import type { TickedDays } from "./calendar-days.ts";
import type { Overview, TrialView } from "./questions-to-worker.ts";
import type { Told } from "./told.ts";
import { TrialCard } from "./trial-card.tsx";
import { TrialFilters } from "./trial-filters.tsx";
import { listed, newList, nextList, shown } from "./trial-list.ts";
import type { WatchedTrials } from "./watched-trials.ts";

interface Props extends Told, TickedDays {
  readonly overview: Overview;
  readonly ask: AskWorker;
  readonly watched: WatchedTrials;
}

export function TrialListPart({ overview, ask, watched, ticked, tick, ...told }: Props) {
  const { t } = told;
  const { rows } = overview;
  const [list, change] = useReducer(nextList, rows, newList);
  useLayoutEffect(() => change({ is: "matched", rows }), [rows]);
  const heading = useRef<HTMLHeadingElement>(null);
  const putInOrder = () => {
    change({ is: "put-in-order" });
    // The button goes, and the list begins here.
    heading.current?.focus();
  };
  const ids = shown(list);
  const views = useViews(ask, ids, overview);
  const count = listed(list).length;
  return (
    <section class="page-section flow" aria-labelledby="trial-list">
      <h2 id="trial-list" ref={heading} tabIndex={-1}>
        {t("match.list")}
      </h2>
      <p class="small">{t("match.list.text")}</p>
      <TrialFilters
        rows={rows}
        filter={list.filter}
        choose={(filter) => change({ is: "filtered", filter })}
        t={t}
      />
      <div role="status" class="small flow">
        <p>{t("match.shown", { shown: ids.length, of: count })}</p>
        {list.kept && <p class="no-print">{t("match.kept")}</p>}
      </div>
      {list.kept && (
        <p class="no-print">
          <button class="button quiet" type="button" onClick={putInOrder}>
            {t("match.putInOrder")}
          </button>
        </p>
      )}
      <div class="trial-cards">
        {ids.map((registryId) => {
          const view = views.get(registryId);
          return (
            view && (
              <TrialCard
                key={registryId}
                view={view}
                isOpen={list.open.has(registryId)}
                open={(isOpen) => change({ is: "opened", registryId, isOpen })}
                isWatched={watched.isWatched(registryId)}
                watch={(on) => watched.watchOne(registryId, on)}
                ticked={ticked}
                tick={tick}
                {...told}
              />
            )
          );
        })}
      </div>
      {count > ids.length && (
        <p>
          <button class="button quiet" type="button" onClick={() => change({ is: "lengthened" })}>
            {t("match.showMore")}
          </button>
        </p>
      )}
    </section>
  );
}

/** What the worker knows of the trials shown; until it has answered they stand as they were, so that none closes. */
function useViews(
  ask: AskWorker,
  ids: readonly string[],
  overview: Overview,
): ReadonlyMap<string, TrialView> {
  const [views, setViews] = useState<ReadonlyMap<string, TrialView>>(new Map());
  const wanted = ids.join();
  useEffect(() => {
    let isCurrent = true;
    if (wanted !== "")
      void ask("details", { ids: wanted.split(",") }).then(
        (found) => isCurrent && setViews(new Map(found.map((view) => [view.trial.registryId, view]))),
      );
    return () => {
      isCurrent = false;
    };
  }, [wanted, overview]);
  return views;
}
