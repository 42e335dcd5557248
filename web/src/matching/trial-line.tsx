/** One line of a trial: why it comes out as it does for the child, and the words it was read from. */
import { trialLine } from "visit";
import type { TrialView } from "./questions-to-worker.ts";
import type { Told } from "./told.ts";

export function TrialLine({ line, t, say, locale }: { readonly line: TrialView["lines"][number] } & Told) {
  const words = trialLine(line, say, locale);
  return (
    <li data-verdict={words.unread ? "unread" : words.verdict}>
      {line.basis === "implied" && <p class="implied">{t("match.implied")}</p>}
      <p>
        <span>{words.because}</span>{" "}
        {line.doubt?.code === "doubt-noted" ? (
          <span class="main-words">{t("trial.lines.mainWords")}</span>
        ) : (
          words.doubt && <span>{words.doubt}</span>
        )}
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
