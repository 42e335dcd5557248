/** What changed for this child in the watched trials since they were last looked at. */
import type { PackChange } from "trials";
import { dateWords } from "visit";
import { address } from "../page/locale.ts";
import type { Told } from "./told.ts";
import { TrialName } from "./trial-name.tsx";
import type { WatchedTrials } from "./watched-trials.ts";

/** What the record says of a field, in words where we have them. */
function valueWords({ kind }: PackChange, value: string | undefined, { t, locale }: Told): string {
  if (value === undefined) return t("match.news.notGiven");
  if (kind === "status") return t("search.status.one", { status: value });
  return kind === "dates" ? dateWords(value, locale) : value;
}

export function NewsPart({ watched, ...told }: { readonly watched: WatchedTrials } & Told) {
  const { t, locale } = told;
  const { watch, news, markSeen } = watched;
  if (watch === undefined || news.length === 0) return null;
  return (
    <section class="card flow news" aria-labelledby="news">
      <h2 id="news">{t("match.news", { count: news.length, day: dateWords(watch.seenOn, locale) })}</h2>
      <ul class="flow">
        {news.map(({ trial, changes, moved, flipped }) => (
          <li key={trial.registryId}>
            <p>
              <TrialName trial={trial} locale={locale} />
            </p>
            {moved && (
              <p>
                <strong>
                  {t("match.news.moved", {
                    from: t(`match.group.${moved.from}`),
                    to: t(`match.group.${moved.to}`),
                  })}
                </strong>
              </p>
            )}
            {changes.map((change) => (
              <p key={change.kind}>
                {t(`match.news.${change.kind}`)}{" "}
                {(change.from ?? change.to) !== undefined && (
                  <span>
                    {t("match.news.beforeAndNow", {
                      from: valueWords(change, change.from, told),
                      to: valueWords(change, change.to, told),
                    })}
                  </span>
                )}
                {change.kind === "eligibility" && (
                  <a href={address(locale, `/trials/${encodeURIComponent(trial.registryId)}/#changed`)}>
                    {t("match.news.eligibility.more")}
                  </a>
                )}
              </p>
            ))}
            {flipped.map(({ words, from, to }) => (
              <p key={words} class="quote">
                <span>
                  {t("match.news.flipped", {
                    from: t(`match.verdict.${from as "met"}`),
                    to: t(`match.verdict.${to as "met"}`),
                  })}
                </span>{" "}
                <q translate={false} dir="auto">
                  {words}
                </q>
              </p>
            ))}
          </li>
        ))}
      </ul>
      <p>
        <button class="button quiet" type="button" onClick={markSeen}>
          {t("match.news.seen")}
        </button>
      </p>
    </section>
  );
}
