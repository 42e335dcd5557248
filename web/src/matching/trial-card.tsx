/** One trial: how its lines come out, what decides first, its dates, what would have to change, and its own words. */
import { isForTeam } from "trials";
import { dateWords, mainWordsNote, reasonWords } from "visit";
import { address } from "../page/locale.ts";
import type { TickedDays } from "./calendar-days.ts";
import type { TrialView } from "./questions-to-worker.ts";
import type { Told } from "./told.ts";
import { TrialDoors } from "./trial-doors.tsx";
import { TrialLine } from "./trial-line.tsx";

interface Props extends Told, TickedDays {
  readonly view: TrialView;
  readonly isOpen: boolean;
  readonly open: (isOpen: boolean) => void;
  readonly isWatched: boolean;
  readonly watch: (on: boolean) => void;
}

/** What decides first: a broken line, then what the family can answer, then a silent record, then what the team judges. */
function decidingLine({ lines }: TrialView) {
  return (
    lines.find(({ verdict }) => verdict === "not-met") ??
    lines.find(({ because }) => /-not-given$|-near-limit$|-not-computable$/.test(because.code)) ??
    lines.find((line) => line.verdict === "unknown" && !isForTeam(line)) ??
    lines.find((line) => isForTeam(line))
  );
}

export function TrialCard({ view, isOpen, open, isWatched, watch, ticked, tick, ...told }: Props) {
  const { t, say, locale } = told;
  const { trial, group, counts } = view;
  const deciding = decidingLine(view);
  return (
    <details
      class="trial-card"
      data-group={group}
      data-trial={trial.registryId}
      open={isOpen}
      onToggle={(event) => open(event.currentTarget.open)}
    >
      <summary>
        <span class="trial-name" translate={false} dir="auto">
          {trial.title}
        </span>
        <span class="trial-group">{t(`match.group.${group}`)}</span>
        <span class="trial-counts">
          {say("trials.counts", {
            notMet: counts.notMet,
            open: counts.unknown + counts.unread,
            met: counts.met,
          })}
        </span>
        {deciding && (
          <span class="trial-deciding">
            {t("match.deciding", { because: reasonWords(deciding.because, say, locale) })}
          </span>
        )}
        <Staleness view={view} {...told} />
      </summary>
      <div class="flow trial-body">
        <p class="small">
          <a href={trial.url} rel="noreferrer" translate={false}>
            {trial.registryId}
          </a>{" "}
          <span>{say(`trials.seen.${trial.asOfMeans}`, { date: dateWords(trial.asOf, locale) })}</span>{" "}
          <a href={address(locale, `/trials/${encodeURIComponent(trial.registryId)}/`)}>{t("match.more")}</a>
        </p>
        <label class="tick no-print">
          <input
            type="checkbox"
            checked={isWatched}
            onChange={(event) => watch(event.currentTarget.checked)}
          />
          <span>{t("match.watch.this")}</span>
        </label>
        <TrialDoors view={view} ticked={ticked} tick={tick} {...told} />
        <Changes view={view} {...told} />
        <Lines view={view} {...told} />
      </div>
    </details>
  );
}

const marks = { "not-met": "✕", unknown: "?", unread: "✎", met: "✓" } as const;
/** What stands in the way before what does not: a family may not read to the end. */
const inOrder = ["not-met", "unknown", "unread", "met"] as const;

function Lines({ view: { lines }, ...told }: { readonly view: TrialView } & Told) {
  const { t, say } = told;
  const mainWords = mainWordsNote(lines, say);
  return (
    <>
      <h4>{t("match.lines")}</h4>
      {mainWords && <p class="small">{mainWords}</p>}
      {inOrder.map((look) => {
        const found = lines.filter((line) => (isForTeam(line) ? "unread" : line.verdict) === look);
        if (found.length === 0) return null;
        return (
          <section key={look} class="trial-verdict">
            <h5>
              <span aria-hidden="true" translate={false}>
                {marks[look]}
              </span>{" "}
              <span>
                {t("match.lines.of", { verdict: say(`trials.verdict.${look}`), count: found.length })}
              </span>
            </h5>
            <ul class="trial-lines">
              {found.map((line) => (
                <TrialLine key={line.id} line={line} {...told} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

function Staleness({ view: { staleness }, t }: { readonly view: TrialView } & Told) {
  const months = staleness.monthsSinceUpdate;
  if (months === undefined || months < 12) return null;
  return (
    <span class="trial-stale" data-long={months >= 24 ? "" : undefined}>
      {months >= 24 ? t("match.stale.long", { months }) : t("match.stale", { months })}
    </span>
  );
}

const changers = ["time", "test", "decision", "trial", "never"] as const;

function Changes({ view: { changes, opensOn }, t, say, locale }: { readonly view: TrialView } & Told) {
  if (changes.length === 0) return null;
  return (
    <>
      <h4>{t("match.change", { count: changes.length })}</h4>
      {opensOn && <p>{t("match.change.opensOn", { day: dateWords(opensOn, locale) })}</p>}
      <dl class="trial-changes">
        {changers
          .filter((by) => changes.some((change) => change.by === by))
          .map((by) => (
            <div key={by}>
              <dt>{t(`match.change.${by}`)}</dt>
              {changes
                .filter((change) => change.by === by)
                .map(({ line }) => (
                  <dd key={line.id}>
                    {reasonWords(line.because, say, locale)}{" "}
                    {line.quote.from === "text" && (
                      <q class="small" translate={false} dir="auto">
                        {line.quote.text}
                      </q>
                    )}
                  </dd>
                ))}
            </div>
          ))}
      </dl>
    </>
  );
}
