/** The questions, one small step at a time. Everything is kept as it is typed; problems are told at the step they are in. */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { factRows, type InputProblem, type Locale, problemWords, readChild } from "visit";
import { eraseWatch } from "../matching/kept-watch.ts";
import { address, wordsFor } from "../page/locale.ts";
import { saveFile } from "../page/save-file.ts";
import { type Draft, draftFrom, emptyDraft, fileFrom, type Step, stepFor, stepNames } from "./draft.ts";
import { eraseDraft, keepDraft, keptDraft } from "./kept-child.ts";
import { MoreStep } from "./more-questions.tsx";
import { AgeStep, BodyStep, CheckStep, MovingStep, type StepProps, UnitStep } from "./steps.tsx";

/** The made-up children of `examples/`, by file name. */
const examples = [
  { file: "age-6-gmfcs-1", age: 6, gmfcs: "I" },
  { file: "age-9-gmfcs-2", age: 9, gmfcs: "II" },
  { file: "age-12-gmfcs-3", age: 12, gmfcs: "III" },
  { file: "age-14-gmfcs-4", age: 14, gmfcs: "IV" },
  { file: "age-15-gmfcs-5", age: 15, gmfcs: "V" },
] as const;

/** The way through the form; "more" is a side step from the last page and back, for it can be left out. */
type Place = Step | "check" | "more";
const places: readonly Place[] = [...stepNames, "check"];
const placeFromHash = (hash: string): Place =>
  [...places, "more" as const].find((place) => `#${place}` === hash) ?? "age";

/** Which box of the form shows a fact. */
const boxFor = (field: string, draft: Draft) => {
  if (stepFor(field) === "more") return field.replaceAll(".", "-").replace(/-(?:date|last)$/, "$&-year");
  if (field === "birthMonth") return draft.ageBy === "month" ? "birthYear" : "ageYears";
  return field.replace(/^.*\./, "") === "totalNucleatedCells" ? "cells" : field.replace(/^.*\./, "");
};

export function ChildForm({
  locale,
  today,
  countries,
}: {
  locale: Locale;
  today: string;
  countries: readonly string[];
}) {
  const { t, say } = wordsFor(locale);
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [place, setPlace] = useState<Place>(() => placeFromHash(location.hash));
  const [shown, setShown] = useState<readonly InputProblem[]>([]);
  const [notice, setNotice] = useState("");
  const [before, setBefore] = useState<Draft>();
  const [sure, setSure] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const summary = useRef<HTMLDivElement>(null);
  const moved = useRef(false);

  useEffect(() => {
    keptDraft().then(
      (kept) => kept && setDraft(kept),
      () => setNotice(t("child.kept.failed")),
    );
    const onHash = () => {
      moved.current = true;
      setShown([]);
      setPlace(placeFromHash(location.hash));
    };
    addEventListener("hashchange", onHash);
    // The start page leads here before the examples exist, so the browser could not go to them by itself.
    if (location.hash === "#examples") document.getElementById("examples")?.scrollIntoView();
    return () => removeEventListener("hashchange", onHash);
  }, []);
  // In the same breath as the page changes: a focus that moved later would pull fast hands away from their answer.
  useLayoutEffect(() => {
    if (moved.current) heading.current?.focus();
  }, [place]);
  useLayoutEffect(() => {
    if (shown.length > 0) summary.current?.focus();
  }, [shown]);

  const keep = (next: Draft) => {
    setDraft(next);
    setNotice("");
    setBefore(undefined);
    keepDraft(next).catch(() => setNotice(t("child.kept.failed")));
  };
  const set: StepProps["set"] = (fact) => (value) => keep({ ...draft, [fact]: value });

  const reading = readChild(fileFrom(draft), today);
  const problems = reading.status === "refused" ? reading.problems : [];
  const problemsAt = (at: Place) =>
    at === "check" ? problems : problems.filter((p) => stepFor(p.field) === at);
  const words = (problem: InputProblem) => problemWords(problem, say);
  const problemIn = (box: string) => {
    const found = shown.find(({ field }) => field === box || boxFor(field, draft) === box);
    return found && words(found);
  };

  const goOn = () => {
    const here = problemsAt(place);
    if (here.length > 0) return setShown([...here]);
    if (place === "check") location.assign(address(locale, "/summary/"));
    else location.hash = place === "more" ? "check" : places[places.indexOf(place) + 1]!;
  };
  const fill = (file: unknown, otherwise: () => void) => {
    const read = readChild(file, today);
    if (read.status === "refused") return otherwise();
    keep(draftFrom(read.child));
    // A file or a made-up child takes the place of what a family typed, which must not be lost by a slip.
    if (JSON.stringify(draft) !== JSON.stringify(emptyDraft)) setBefore(draft);
    setNotice(t("child.file.read"));
    location.hash = "check";
  };
  const openFile = async (file: File | undefined) => {
    const bad = () => setNotice(t("child.file.bad"));
    try {
      if (file) fill(JSON.parse(await file.text()), bad);
    } catch {
      bad();
    }
  };
  const openExample = async (name: string) =>
    fill(await (await fetch(`/examples/${name}.json`)).json(), () => {});
  const erase = async () => {
    setSure(false);
    try {
      await Promise.all([eraseDraft(), eraseWatch()]);
    } catch {
      return setNotice(t("child.erase.failed"));
    }
    setDraft(emptyDraft);
    setBefore(undefined);
    setNotice(t("child.erased"));
    location.hash = "age";
  };

  const asked: StepProps = { draft, set, problemIn, t, locale, today, countries };
  const step: Record<Place, () => ComponentChildren> = {
    age: () => <AgeStep {...asked} />,
    moving: () => <MovingStep {...asked} />,
    body: () => <BodyStep {...asked} />,
    unit: () => <UnitStep {...asked} />,
    check: () => (
      <>
        <CheckStep facts={reading.status === "read" ? factRows(reading.child, say, locale) : []} t={t} />
        <p>
          <a class="button quiet" href="#more">
            {t("child.more.open")}
          </a>
        </p>
      </>
    ),
    more: () => <MoreStep {...asked} more={draft.more} setMore={(more) => keep({ ...draft, more })} />,
  };

  return (
    <div class="form flow">
      <p class="progress">
        <span class="progress-dots" aria-hidden="true">
          {places.map((at, index) => (
            <span key={at} class={index <= places.indexOf(place) ? "done" : ""} />
          ))}
        </span>
        {place === "more"
          ? t("child.optional")
          : t("child.step", { step: places.indexOf(place) + 1, steps: places.length })}
      </p>
      <div role="status" class={notice ? "caution" : ""}>
        {notice}{" "}
        {before && (
          <button class="button plain" type="button" onClick={() => keep(before)}>
            {t("child.file.undo")}
          </button>
        )}
      </div>
      {shown.length > 0 && (
        <div class="error-summary flow" ref={summary} tabIndex={-1} role="alert">
          <h2>{t("child.problems", { count: shown.length })}</h2>
          <ul>
            {shown.map((problem) => (
              <li key={problem.field + problem.code}>
                <a
                  href={`#${stepFor(problem.field)}`}
                  onClick={(event) => {
                    if (stepFor(problem.field) !== place) return;
                    event.preventDefault();
                    document.getElementById(boxFor(problem.field, draft))?.focus();
                  }}
                >
                  {words(problem)}
                </a>
              </li>
            ))}
          </ul>
          <p>{t("child.problemsKept")}</p>
        </div>
      )}
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
              onClick={() =>
                (location.hash = place === "more" ? "check" : places[places.indexOf(place) - 1]!)
              }
            >
              {t("child.back")}
            </button>
          )}
        </div>
      </form>
      <p class="small">{t("child.private")}</p>
      <section class="examples flow" id="examples" aria-labelledby="examples-heading">
        <h2 id="examples-heading">{t("child.examples")}</h2>
        <p>{t("child.examples.text")}</p>
        <ul>
          {examples.map(({ file, age, gmfcs }) => (
            <li key={file}>
              <button class="button quiet" type="button" onClick={() => void openExample(file)}>
                {t("child.example", { age, gmfcs })}
              </button>
            </li>
          ))}
        </ul>
      </section>
      <div class="button-row">
        <label class="button plain file-button">
          {t("child.file.open")}
          <input
            class="file-input"
            type="file"
            accept=".json,application/json"
            onChange={(event) => {
              void openFile(event.currentTarget.files?.[0]);
              event.currentTarget.value = ""; // so that the same file can be chosen again
            }}
          />
        </label>
        <button
          class="button plain"
          type="button"
          onClick={() => saveFile("child.json", JSON.stringify(fileFrom(draft), null, 2), "application/json")}
        >
          {t("child.file.save")}
        </button>
        <button class="button plain" type="button" onClick={() => setSure(true)}>
          {t("child.erase")}
        </button>
      </div>
      {sure && (
        <div class="caution flow" role="alertdialog" aria-label={t("child.erase")}>
          <p>{t("child.erase.sure")}</p>
          <p class="button-row">
            <button class="button" type="button" onClick={() => void erase()}>
              {t("child.erase.yes")}
            </button>
            <button class="button quiet" type="button" onClick={() => setSure(false)}>
              {t("child.erase.no")}
            </button>
          </p>
        </div>
      )}
    </div>
  );
}
