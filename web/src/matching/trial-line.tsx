/** One line of a trial: how it comes out for the child, why, and the words it was read from. */
import { trialLine } from "visit";
import type { TrialView } from "./questions-to-worker.ts";
import type { Told } from "./told.ts";

const marks = { met: "✓", "not-met": "✕", unknown: "?", unread: "✎" } as const;

export function TrialLine({ line, t, say, locale }: { readonly line: TrialView["lines"][number] } & Told) {
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
