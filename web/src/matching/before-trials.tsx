/** What stands on the page where there are no trials to show: no child yet, a fact to put right, no connection. */
import { type InputProblem, type Locale, problemWords } from "visit";
import { stepFor } from "../child/draft.ts";
import { address, wordsFor } from "../page/locale.ts";

export function NoChild({ locale }: { readonly locale: Locale }) {
  const { t } = wordsFor(locale);
  return (
    <section class="card flow">
      <h1>{t("match.heading")}</h1>
      <p>{t("summary.noChild")}</p>
      <p class="button-row">
        <a class="button" href={address(locale, "/child/")}>
          {t("summary.enter")}
        </a>
        <a class="button quiet" href={address(locale, "/child/#examples")}>
          {t("start.example")}
        </a>
      </p>
    </section>
  );
}

export function RefusedFacts({
  problems,
  locale,
}: {
  readonly problems: readonly InputProblem[];
  readonly locale: Locale;
}) {
  const { t, say } = wordsFor(locale);
  return (
    <section class="caution flow">
      <h1>{t("summary.refused")}</h1>
      <ul>
        {problems.map((problem) => (
          <li key={problem.field + problem.code}>
            <a href={address(locale, `/child/#${stepFor(problem.field)}`)}>{problemWords(problem, say)}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Unreachable({
  locale,
  tryAgain,
}: {
  readonly locale: Locale;
  readonly tryAgain: () => void;
}) {
  const { t } = wordsFor(locale);
  return (
    <section class="caution flow" role="alert">
      <p>{t("match.unreachable")}</p>
      <p>
        <button class="button" type="button" onClick={tryAgain}>
          {t("summary.again")}
        </button>
      </p>
    </section>
  );
}
