/** Keeping an eye on trials: watching them all, their dates as a file, the page on paper, the news that are for everyone. */
import type { AskWorker } from "./ask-worker.ts";
import { saveTickedDays, type Ticked } from "./calendar-days.ts";
import type { Told } from "./told.ts";
import type { WatchedTrials } from "./watched-trials.ts";

interface Props extends Told {
  readonly ask: AskWorker;
  /** How many trials there are. */
  readonly count: number;
  readonly watched: WatchedTrials;
  readonly ticked: Ticked;
}

export function KeepingPart({ ask, count, watched: { watch, watchOnly }, ticked, ...told }: Props) {
  const { t } = told;
  return (
    <section class="card flow no-print keeping" aria-labelledby="keeping">
      <h2 id="keeping">{t("match.keeping")}</h2>
      <label class="tick">
        <input
          type="checkbox"
          checked={watch?.ids === "all"}
          onChange={(event) => watchOnly(event.currentTarget.checked ? "all" : [])}
        />
        <span>{t("match.watch.all")}</span>
      </label>
      <p class="small">
        {t("match.watch.text", { count: watch?.ids === "all" ? count : (watch?.ids.length ?? 0) })}
      </p>
      <p class="button-row">
        <button
          class="button quiet"
          type="button"
          disabled={ticked.size === 0}
          onClick={() => void saveTickedDays(ask, ticked, told)}
        >
          {t("match.calendar.save", { count: ticked.size })}
        </button>
        <button class="button quiet" type="button" onClick={() => print()}>
          {t("match.print")}
        </button>
      </p>
      <p class="small">{t("match.calendar.text")}</p>
      <p class="small">
        {t("match.feeds")} <a href="/feeds/cerebral-palsy.atom">{t("match.feeds.atom")}</a>{" "}
        <a href="/feeds/cerebral-palsy.ics">{t("match.feeds.calendar")}</a>
      </p>
    </section>
  );
}
