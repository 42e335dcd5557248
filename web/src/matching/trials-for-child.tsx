/** Trials for the child whose facts are kept on this device: matched in a worker, shown as the answers come in. */
import { useState } from "preact/hooks";
import { type Locale, problemWords } from "visit";
import { address, wordsFor } from "../page/locale.ts";
import type { AskWorker } from "./ask-worker.ts";
import { NoChild, RefusedFacts, Unreachable } from "./before-trials.tsx";
import { useTickedDays } from "./calendar-days.ts";
import { FamilyPart } from "./family-part.tsx";
import { KeepingPart } from "./keeping-part.tsx";
import { LockOutPart } from "./lock-out-part.tsx";
import { useMatchedChild } from "./matched-child.ts";
import { NewsPart } from "./news-part.tsx";
import { NextBestQuestion } from "./next-question.tsx";
import type { Opened } from "./questions-to-worker.ts";
import type { Told } from "./told.ts";
import { TrialListPart } from "./trial-list-part.tsx";
import { useWatchedTrials } from "./watched-trials.ts";

interface Props {
  readonly locale: Locale;
  readonly today: string;
  readonly countries: readonly string[];
  readonly ask: AskWorker;
}

export function TrialsForChild({ locale, today, countries, ask }: Props) {
  const { t, say } = wordsFor(locale);
  const told = { t, say, locale, today };
  const [notice, setNotice] = useState("");
  const notKept = () => setNotice(t("child.kept.failed"));
  const { matched, draft, problems, keep, tryAgain } = useMatchedChild(ask, today, notKept);
  const rows = matched.status === "shown" ? matched.overview.rows : [];
  const all = rows.map(({ registryId }) => registryId);
  const watched = useWatchedTrials(ask, today, all, notKept);
  const days = useTickedDays();

  switch (matched.status) {
    case "working":
      return <p role="status">{t("match.working")}</p>;
    case "no-child":
      return <NoChild locale={locale} />;
    case "refused":
      return <RefusedFacts problems={problems} locale={locale} />;
    case "unreachable":
      return <Unreachable locale={locale} tryAgain={tryAgain} />;
  }
  const { opened, overview } = matched;
  const problemIn = (box: string) => {
    const found = problems.find(({ field }) => field === box || field.endsWith(`.${box}`));
    return found && problemWords(found, say);
  };
  return (
    <div class="matching">
      <Lead opened={opened} notice={notice} {...told} />
      <NewsPart watched={watched} {...told} />
      <NextBestQuestion
        questions={overview.questions}
        total={opened.count}
        keep={keep}
        draft={draft}
        t={t}
        locale={locale}
        today={today}
        countries={countries}
        problemIn={problemIn}
      />
      <TrialListPart overview={overview} ask={ask} watched={watched} {...days} {...told} />
      <KeepingPart ask={ask} count={all.length} watched={watched} ticked={days.ticked} {...told} />
      <LockOutPart ask={ask} overview={overview} {...told} />
      <FamilyPart ask={ask} {...told} />
    </div>
  );
}

function Lead({ opened, notice, t, locale }: { readonly opened: Opened; readonly notice: string } & Told) {
  return (
    <header class="flow">
      <h1>{t("match.heading")}</h1>
      <p>{t("match.lead", { count: opened.count })}</p>
      <p class="small">{t("match.purpose")}</p>
      {opened.restated > 0 && <p class="small">{t("match.restated", { count: opened.restated })}</p>}
      {!opened.isNewest && <p class="caution">{t("match.offline")}</p>}
      <div role="status">{notice}</div>
      <p class="no-print">
        <a class="button plain" href={address(locale, "/child/#check")}>
          {t("summary.change")}
        </a>
      </p>
    </header>
  );
}
