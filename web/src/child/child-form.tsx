/** The questions, one small step at a time. Everything is kept as it is typed; problems are told at the step they are in. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { factRows, type InputProblem, type Locale, problemWords, readChild } from "visit";
import { address, wordsFor } from "../page/locale.ts";
import { Examples, FileRow, Problems, Progress } from "./around-form.tsx";
import { fileFrom, stepFor } from "./draft.ts";
import { useDraftOnDevice } from "./draft-on-device.ts";
import { boxFor, type Place, placeAfter, placeBefore, usePlace } from "./form-places.ts";
import { MoreStep } from "./more-questions.tsx";
import { AgeStep, BodyStep, CheckStep, MovingStep, type StepProps, UnitStep } from "./steps.tsx";

interface Props {
  readonly locale: Locale;
  readonly today: string;
  readonly countries: readonly string[];
}

export function ChildForm({ locale, today, countries }: Props) {
  const { t, say } = wordsFor(locale);
  const kept = useDraftOnDevice(t, today);
  const { draft, notice, keep, putBack } = kept;
  const [shown, setShown] = useState<readonly InputProblem[]>([]);
  const { place, heading } = usePlace(() => setShown([]));
  useEffect(() => {
    // The start page leads here before the examples exist, so the browser could not go to them by itself.
    if (location.hash === "#examples") document.getElementById("examples")?.scrollIntoView();
  }, []);

  const reading = readChild(fileFrom(draft), today);
  const words = (problem: InputProblem) => problemWords(problem, say);
  const asked: StepProps = {
    ...{ draft, t, locale, today, countries },
    set: (fact) => (value) => keep({ ...draft, [fact]: value }),
    problemIn: (box) => {
      const found = shown.find(({ field }) => field === box || boxFor(field, draft) === box);
      return found && words(found);
    },
  };
  const goOn = () => {
    const problems = reading.status === "refused" ? reading.problems : [];
    const here = place === "check" ? problems : problems.filter(({ field }) => stepFor(field) === place);
    if (here.length > 0) return setShown([...here]);
    if (place === "check") location.assign(address(locale, "/summary/"));
    else location.hash = placeAfter(place);
  };
  const step: Record<Place, () => ComponentChildren> = {
    age: () => <AgeStep {...asked} />,
    moving: () => <MovingStep {...asked} />,
    body: () => <BodyStep {...asked} />,
    unit: () => <UnitStep {...asked} />,
    check: () => (
      <CheckStep facts={reading.status === "read" ? factRows(reading.child, say, locale) : []} t={t} />
    ),
    more: () => <MoreStep {...asked} more={draft.more} setMore={(more) => keep({ ...draft, more })} />,
  };

  return (
    <div class="form flow">
      <Progress place={place} t={t} />
      <div role="status" class={notice ? "caution" : ""}>
        {notice}{" "}
        {putBack && (
          <button class="button plain" type="button" onClick={putBack}>
            {t("child.file.undo")}
          </button>
        )}
      </div>
      <Problems problems={shown} place={place} words={words} draft={draft} t={t} />
      <form
        class="flow card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          goOn();
        }}
      >
        <h1 ref={heading} tabIndex={-1}>
          {t(`child.${place}.heading`)}
        </h1>
        {place !== "check" && <p>{t(`child.${place}.why`)}</p>}
        {step[place]()}
        <div class="button-row">
          <button class="button" type="submit">
            {place === "check" ? t("child.show") : t("child.continue")}
          </button>
          {place === "check" && (
            <a class="button quiet" href={address(locale, "/trials/")}>
              {t("child.trials")}
            </a>
          )}
          {place !== "age" && (
            <button
              class="button plain"
              type="button"
              onClick={() => {
                location.hash = placeBefore(place);
              }}
            >
              {t("child.back")}
            </button>
          )}
        </div>
      </form>
      <p class="small">{t("child.private")}</p>
      <Examples openExample={kept.openExample} t={t} />
      <FileRow draft={draft} openFile={kept.openFile} erase={kept.erase} t={t} />
    </div>
  );
}
