/** What stands around the form's pages: how far one is, what is wrong, made-up children, and the draft as a file. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { InputProblem } from "visit";
import { saveFile } from "../page/save-file.ts";
import { fileFrom, stepFor } from "./draft.ts";
import type { DraftOnDevice } from "./draft-on-device.ts";
import { boxFor, type Place, places } from "./form-places.ts";
import type { StepProps } from "./steps.tsx";

type Words = Pick<StepProps, "t">;

export function Progress({ place, t }: Words & { readonly place: Place }) {
  return (
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
  );
}

interface ProblemsProps extends Words, Pick<StepProps, "draft"> {
  readonly problems: readonly InputProblem[];
  readonly place: Place;
  readonly words: (problem: InputProblem) => string;
}

/** Each problem leads to its box, and the list is read out as it appears. */
export function Problems({ problems, place, words, draft, t }: ProblemsProps) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => list.current?.focus(), [problems]);
  if (problems.length === 0) return null;
  return (
    <div class="error-summary flow" ref={list} tabIndex={-1} role="alert">
      <h2>{t("child.problems", { count: problems.length })}</h2>
      <ul>
        {problems.map((problem) => (
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
  );
}

/** The made-up children of `examples/`, by file name. */
const examples = [
  { file: "age-6-gmfcs-1", age: 6, gmfcs: "I" },
  { file: "age-9-gmfcs-2", age: 9, gmfcs: "II" },
  { file: "age-12-gmfcs-3", age: 12, gmfcs: "III" },
  { file: "age-14-gmfcs-4", age: 14, gmfcs: "IV" },
  { file: "age-15-gmfcs-5", age: 15, gmfcs: "V" },
] as const;

export function Examples({ openExample, t }: Words & Pick<DraftOnDevice, "openExample">) {
  return (
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
  );
}

/** The draft as a file, and its end, which is asked about first. */
export function FileRow({
  draft,
  openFile,
  erase,
  t,
}: Words & Pick<DraftOnDevice, "draft" | "openFile" | "erase">) {
  const [isAsked, setIsAsked] = useState(false);
  return (
    <>
      <div class="button-row">
        <label class="button plain file-button">
          {t("child.file.open")}
          <input
            class="file-input"
            type="file"
            accept=".json,application/json"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file) void openFile(file);
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
        <button class="button plain" type="button" onClick={() => setIsAsked(true)}>
          {t("child.erase")}
        </button>
      </div>
      {isAsked && (
        <div class="caution flow" role="alertdialog" aria-label={t("child.erase")}>
          <p>{t("child.erase.sure")}</p>
          <p class="button-row">
            <button
              class="button"
              type="button"
              onClick={() => {
                setIsAsked(false);
                void erase();
              }}
            >
              {t("child.erase.yes")}
            </button>
            <button class="button quiet" type="button" onClick={() => setIsAsked(false)}>
              {t("child.erase.no")}
            </button>
          </p>
        </div>
      )}
    </>
  );
}
