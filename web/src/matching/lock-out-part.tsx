/** What doing something now would close, and until when: chosen by the family, worked out on the device. */
import { useEffect, useState } from "preact/hooks";
import { type Deed, deeds } from "trials";
import { dateWords, operationKinds, treatedPlaces } from "visit";
import { RadioField, SelectField } from "../child/fields.tsx";
import type { AskWorker } from "./ask-worker.ts";
import type { Overview, Questions, TurnedView } from "./questions-to-worker.ts";
import type { Told } from "./told.ts";
import { TrialLine } from "./trial-line.tsx";
import { TrialName } from "./trial-name.tsx";

interface Props extends Told {
  readonly ask: AskWorker;
  /** Another one whenever the child's facts have changed. */
  readonly overview: Overview;
}

export function LockOutPart({ ask, overview, ...told }: Props) {
  const { t } = told;
  const [deed, setDeed] = useState<Deed | "">("");
  const [place, setPlace] = useState("");
  const [found, setFound] = useState<Questions["lockOut"]["answer"]>();
  const places = deed === "botulinum" ? treatedPlaces : deed === "operation" ? operationKinds : [];
  const closes = found?.closes.filter(isNews);
  const opens = found?.opens.filter(isNews);
  const shutAnyway = found?.closes.filter((turned) => !isNews(turned));
  useEffect(() => {
    setFound(undefined);
    if (deed === "") return;
    let isCurrent = true;
    void ask("lockOut", { deed, place }).then((answer) => isCurrent && setFound(answer));
    return () => {
      isCurrent = false;
    };
  }, [deed, place, overview]);
  return (
    <section class={`page-section flow${deed === "" ? " no-print" : ""}`} aria-labelledby="lock-out">
      <h2 id="lock-out">{t("match.lockOut")}</h2>
      <p>{t("match.lockOut.text")}</p>
      <RadioField
        id="deed"
        label={t("match.lockOut.deed")}
        value={deed}
        choices={[
          ...deeds.map((value) => ({ value, label: t(`match.deed.${value}`) })),
          { value: "", label: t("match.deed.none") },
        ]}
        onValue={(value) => {
          setDeed(value as Deed | "");
          setPlace("");
        }}
      />
      {places.length > 0 && (
        <SelectField
          id="deed-place"
          label={t(deed === "operation" ? "child.more.what" : "child.more.where")}
          value={place}
          choices={[
            { value: "", label: t("child.more.otherOrUnknown") },
            ...places.map((word) => ({
              value: word,
              label: t(`child.more.word.${word.replaceAll(" ", "-")}` as "child.more.word.calf"),
            })),
          ]}
          onValue={setPlace}
        />
      )}
      <div role="status">
        {closes && opens && (
          <p>
            <strong>{t("match.lockOut.found", { closes: closes.length, opens: opens.length })}</strong>
          </p>
        )}
      </div>
      {closes && <Turned title={t("match.lockOut.closes")} turned={closes} {...told} />}
      {opens && <Turned title={t("match.lockOut.opens")} turned={opens} {...told} />}
      {shutAnyway && shutAnyway.length > 0 && (
        <details>
          <summary>{t("match.lockOut.anyway", { count: shutAnyway.length })}</summary>
          <Turned title={t("match.lockOut.closes")} turned={shutAnyway} {...told} />
        </details>
      )}
    </section>
  );
}

const isNews = ({ isShutAnyway }: TurnedView) => !isShutAnyway;

function Turned({
  title,
  turned,
  ...told
}: { readonly title: string; readonly turned: readonly TurnedView[] } & Told) {
  const { t, locale } = told;
  if (turned.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="turned">
        {turned.map(({ trial, lines, until }) => (
          <li class="card flow" key={trial.registryId}>
            <p>
              <TrialName trial={trial} locale={locale} />
            </p>
            {until !== undefined && (
              <p>
                <strong>{t("match.lockOut.until", { day: dateWords(until, locale) })}</strong>
              </p>
            )}
            <ul class="trial-lines">
              {lines.map((line) => (
                <TrialLine key={line.id} line={line} {...told} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}
