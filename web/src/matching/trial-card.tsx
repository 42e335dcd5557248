/** One trial: how its lines come out, what decides first, its dates, what would have to change, and its own words. */
import { type Door, daysOfDoor, isForTeam, yearlyGainKg } from "trials";
import { dateWords, type Locale, reasonWords, type Say, trialLine } from "visit";
import type { StepProps } from "../child/steps.tsx";
import { address } from "../page/locale.ts";
import type { TrialFacts, TrialView } from "./questions-to-worker.ts";

export interface Told {
  readonly t: StepProps["t"];
  readonly say: Say;
  readonly locale: Locale;
  readonly today: string;
}

interface Props extends Told {
  readonly view: TrialView;
  readonly isWatched: boolean;
  readonly watch: (registryId: string, on: boolean) => void;
  readonly ticked: ReadonlySet<string>;
  readonly tick: (uid: string, on: boolean) => void;
}

export const uidOf = (registryId: string, door: Door) =>
  `${registryId}-${door.kind}${"line" in door ? `-${door.line.id}` : ""}@trials.cordwise`;

/** What decides first: a broken line, then what the family can answer, then a silent record, then what the team judges. */
function decidingLine({ lines }: TrialView) {
  return (
    lines.find(({ verdict }) => verdict === "not-met") ??
    lines.find(({ because }) => /-not-given$|-near-limit$|-not-computable$/.test(because.code)) ??
    lines.find((line) => line.verdict === "unknown" && !isForTeam(line)) ??
    lines.find((line) => isForTeam(line))
  );
}

const inOrder = ["not-met", "unknown", "unread", "met"] as const;

/** What stands in the way before what does not, else as in the record: a family may not read to the end. */
const decidingFirst = (lines: TrialView["lines"]): TrialView["lines"] => {
  const rank = (line: TrialView["lines"][number]) =>
    inOrder.indexOf(isForTeam(line) ? "unread" : line.verdict);
  return [...lines].sort((a, b) => rank(a) - rank(b));
};

export function TrialCard({ view, isWatched, watch, ticked, tick, ...told }: Props) {
  const { t, say, locale } = told;
  const { trial, group, counts } = view;
  const deciding = decidingLine(view);
  return (
    <details class="trial-card" data-group={group} data-trial={trial.registryId}>
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
      </summary>
      <div class="flow trial-body">
        <p class="small">
          <a href={trial.url} rel="noreferrer" translate={false}>
            {trial.registryId}
          </a>{" "}
          <span>{say(`trials.seen.${trial.asOfMeans}`, { date: dateWords(trial.asOf, locale) })}</span>{" "}
          <Staleness view={view} {...told} />{" "}
          <a href={address(locale, `/trials/${encodeURIComponent(trial.registryId)}/`)}>{t("match.more")}</a>
        </p>
        <label class="tick no-print">
          <input
            type="checkbox"
            checked={isWatched}
            onChange={(event) => watch(trial.registryId, event.currentTarget.checked)}
          />
          <span>{t("match.watch.this")}</span>
        </label>
        <Doors view={view} ticked={ticked} tick={tick} {...told} />
        <Changes view={view} {...told} />
        <h4>{t("match.lines")}</h4>
        <ul class="trial-lines">
          {decidingFirst(view.lines).map((line) => (
            <Line key={line.id} line={line} {...told} />
          ))}
        </ul>
      </div>
    </details>
  );
}

const marks = { met: "✓", "not-met": "✕", unknown: "?", unread: "✎" } as const;

export function Line({ line, t, say, locale }: { readonly line: TrialView["lines"][number] } & Told) {
  const words = trialLine(line, say, locale);
  const look = words.unread ? "unread" : words.verdict;
  return (
    <li data-verdict={look}>
      <p class="verdict">
        <span aria-hidden="true" translate={false}>
          {marks[look]}
        </span>{" "}
        <span>{words.verdictWords}</span>
      </p>
      {line.basis === "implied" && <p class="implied">{t("match.implied")}</p>}
      <p>
        <span>{words.because}</span> {words.doubt && <span>{words.doubt}</span>}
      </p>
      <p class="quote">
        <span>{words.from}</span>{" "}
        {line.quote.text === "" ? (
          <span>{words.quote}</span>
        ) : (
          <q translate={false} dir="auto">
            {words.quote}
          </q>
        )}
      </p>
    </li>
  );
}

function Staleness({ view: { staleness }, t }: { readonly view: TrialView } & Told) {
  const months = staleness.monthsSinceUpdate;
  if (months === undefined || months < 12) return null;
  return (
    <strong class="stale">
      {months >= 24 ? t("match.stale.long", { months }) : t("match.stale", { months })}
    </strong>
  );
}

/** A day or a span of days in words. */
function spanWords(door: Door, { t, locale, today }: Told): string {
  const { first, last } = daysOfDoor(door, today);
  const [from, to] = [dateWords(first, locale), dateWords(last, locale)];
  return from === to ? t("match.on", { day: from }) : t("match.between", { from, to });
}

export function doorWords(door: Door, told: Told): string {
  const { t, locale } = told;
  const when = door.kind === "planned-end" ? dateWords(door.on, locale) : spanWords(door, told);
  if (!("atKg" in door)) return t(`match.door.${door.kind}`, { when });
  const { slow, fast } = yearlyGainKg;
  return t(`match.door.${door.kind}`, { when, kg: door.atKg, slow, fast });
}

function Doors({ view, ticked, tick, ...told }: Pick<Props, "view" | "ticked" | "tick"> & Told) {
  const { t } = told;
  if (view.doors.length === 0) return null;
  // A limit that stands in a field and in the text closes once.
  const saidOnce = new Map(view.doors.map((door) => [doorWords(door, told), door]));
  return (
    <>
      <h4>{t("match.dates")}</h4>
      <ul class="trial-doors">
        {[...saidOnce].map(([words, door]) => {
          const uid = uidOf(view.trial.registryId, door);
          return (
            <li key={uid}>
              <label class="tick">
                <input
                  class="no-print"
                  type="checkbox"
                  checked={ticked.has(uid)}
                  onChange={(event) => tick(uid, event.currentTarget.checked)}
                />
                <span>{words}</span>
              </label>
              {"line" in door && (
                <q class="small" translate={false} dir="auto">
                  {door.line.quote.text}
                </q>
              )}
            </li>
          );
        })}
      </ul>
    </>
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

/** A trial by its name, where only the name is needed; it leads to the plain-language page, and that to the registry. */
export function TrialName({ trial, locale }: { readonly trial: TrialFacts; readonly locale: Locale }) {
  return (
    <a
      href={address(locale, `/trials/${encodeURIComponent(trial.registryId)}/`)}
      translate={false}
      dir="auto"
    >
      {trial.title}
    </a>
  );
}
