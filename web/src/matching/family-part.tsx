/** Brothers, sisters, parents and children without cerebral palsy: which trials take them, and the words that say so. */
import { useEffect, useState } from "preact/hooks";
import { participants } from "trials";
import type { AskWorker } from "./ask-worker.ts";
import type { ParticipantView } from "./questions-to-worker.ts";
import type { Told } from "./told.ts";
import { TrialName } from "./trial-name.tsx";

export function FamilyPart({ ask, t, locale }: { readonly ask: AskWorker } & Told) {
  const [found, setFound] = useState<readonly ParticipantView[]>([]);
  useEffect(() => {
    ask("participants", {}).then(setFound, () => {});
  }, []);
  return (
    <section class="page-section flow" aria-labelledby="family-part">
      <h2 id="family-part">{t("match.family")}</h2>
      <p>{t("match.family.text")}</p>
      {participants.map((who) => {
        const taking = found.flatMap(({ trial, others }) =>
          others.filter((other) => other.who === who).map((other) => ({ trial, other })),
        );
        // Nothing to open where nothing is inside.
        if (taking.length === 0) return <p key={who}>{t(`match.family.${who}`, { count: 0 })}</p>;
        return (
          <details key={who} class="family-group">
            <summary>{t(`match.family.${who}`, { count: taking.length })}</summary>
            <ul class="flow">
              {taking.map(({ trial, other }) => (
                <li key={trial.registryId}>
                  <p>
                    <TrialName trial={trial} locale={locale} />
                  </p>
                  <p class="quote">
                    <span>{t("match.family.says")}</span>{" "}
                    <q translate={false} dir="auto">
                      {other.words}
                    </q>
                  </p>
                  {other.lines.slice(0, 12).map((line) => (
                    <p class="quote" key={line}>
                      <q translate={false} dir="auto">
                        {line}
                      </q>
                    </p>
                  ))}
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </section>
  );
}
