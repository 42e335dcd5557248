/** Trials for the child whose facts are kept on this device: matched in a worker, shown as the answers come in. */
import { useEffect, useRef, useState } from "preact/hooks";
import { calendarFile, daysOfDoor, type TrialGroup, trialGroups, type WatchNews } from "trials";
import { type Locale, problemWords, readChild, trialChild } from "visit";
import { type Draft, emptyDraft, fileFrom, stepFor } from "../child/draft.ts";
import { keepDraft, keptDraft } from "../child/kept-child.ts";
import { address, wordsFor } from "../page/locale.ts";
import { saveFile } from "../page/save-file.ts";
import type { AskWorker } from "./ask-worker.ts";
import { FamilyPart } from "./family-part.tsx";
import { keepWatch, keptWatch, type Watch } from "./kept-watch.ts";
import { LockOutPart } from "./lock-out-part.tsx";
import { NewsPart } from "./news-part.tsx";
import { NextBestQuestion } from "./next-question.tsx";
import type { Opened, Overview, TrialView } from "./questions-to-worker.ts";
import { doorWords, TrialCard, uidOf } from "./trial-card.tsx";

/** So many trials are shown at once; more on asking, so that a long list opens as fast as a short one. */
const shownAtFirst = 20;

interface Props {
  readonly locale: Locale;
  readonly today: string;
  readonly countries: readonly string[];
  readonly ask: AskWorker;
}

type State = "working" | "no-child" | "refused" | "unreachable" | "shown";

export function TrialsForChild({ locale, today, countries, ask }: Props) {
  const { t, say } = wordsFor(locale);
  const told = { t, say, locale, today };
  const [state, setState] = useState<State>("working");
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [opened, setOpened] = useState<Opened>();
  const [overview, setOverview] = useState<Overview>();
  const [views, setViews] = useState<ReadonlyMap<string, TrialView>>(new Map());
  const [filter, setFilter] = useState<TrialGroup | "all">("all");
  const [most, setMost] = useState(shownAtFirst);
  const [watch, setWatch] = useState<Watch>();
  const [news, setNews] = useState<readonly WatchNews[]>([]);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [notice, setNotice] = useState("");
  const version = useRef(0);

  const reading = readChild(fileFrom(draft), today);
  const problems = reading.status === "refused" ? reading.problems : [];

  async function match(facts: Draft): Promise<void> {
    const read = readChild(fileFrom(facts), today);
    // While an answer is half typed the list stands as it is.
    if (read.status === "refused") return;
    const mine = ++version.current;
    const found = await ask("match", { child: trialChild(read.child), today });
    if (mine !== version.current) return;
    setOverview(found);
    setViews(new Map());
  }

  async function start(): Promise<void> {
    setState("working");
    const kept = await keptDraft().catch(() => undefined);
    if (kept === undefined) return setState("no-child");
    setDraft(kept);
    if (readChild(fileFrom(kept), today).status === "refused") return setState("refused");
    try {
      setOpened(await ask("open", {}));
      await match(kept);
      setState("shown");
    } catch (error) {
      console.error(error);
      return setState("unreachable");
    }
    const watched = await keptWatch().catch(() => undefined);
    setWatch(watched);
    if (watched) setNews(await ask("news", watched));
  }
  useEffect(() => void start(), []);

  const rows = overview?.rows ?? [];
  const inFilter = filter === "all" ? rows : rows.filter(({ group }) => group === filter);
  const shown = inFilter.slice(0, most);
  const wanted = shown.map(({ registryId }) => registryId).join();
  useEffect(() => {
    let isCurrent = true;
    if (wanted !== "")
      void ask("details", { ids: wanted.split(",") }).then(
        (found) => isCurrent && setViews(new Map(found.map((view) => [view.trial.registryId, view]))),
      );
    return () => {
      isCurrent = false;
    };
  }, [wanted, overview]);

  const keep = (next: Draft) => {
    setDraft(next);
    keepDraft(next).catch(() => setNotice(t("child.kept.failed")));
    void match(next);
  };
  const watching = async (ids: Watch["ids"]) => {
    const next = { ids, seenOn: today, seen: await ask("snapshot", { ids }) };
    setWatch(next);
    await keepWatch(next).catch(() => setNotice(t("child.kept.failed")));
  };
  const isWatched = (id: string) => watch?.ids === "all" || (watch?.ids.includes(id) ?? false);
  const watchOne = (id: string, on: boolean) => {
    const all = rows.map(({ registryId }) => registryId);
    const now = watch?.ids === "all" ? all : (watch?.ids ?? []);
    void watching(on ? [...now, id] : now.filter((one) => one !== id));
  };
  const tick = (uid: string, on: boolean) => {
    const next = new Set(ticked);
    if (on) next.add(uid);
    else next.delete(uid);
    setTicked(next);
  };
  const saveCalendar = () => {
    const days = [...views.values()].flatMap((view) =>
      view.doors.flatMap((door) => {
        const uid = uidOf(view.trial.registryId, door);
        if (!ticked.has(uid)) return [];
        const { first, last } = daysOfDoor(door, today);
        const opens = door.kind.startsWith("opens");
        // Of a span the day that misleads least: a door is open for sure on the last, shut perhaps from the first.
        const day = opens ? last : door.kind === "planned-end" ? last : first;
        const title = t(`match.calendar.${opens ? "opens" : "closes"}`, { title: view.trial.title });
        return [{ uid, day, title, note: doorWords(door, told), url: view.trial.url }];
      }),
    );
    const file = calendarFile(days, { madeAt: new Date().toISOString(), name: t("match.calendar.name") });
    saveFile("trial-dates.ics", file, "text/calendar");
  };

  if (state === "working") return <p role="status">{t("match.working")}</p>;
  if (state === "no-child")
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
  if (state === "refused")
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
  if (state === "unreachable" || overview === undefined || opened === undefined)
    return (
      <section class="caution flow" role="alert">
        <p>{t("match.unreachable")}</p>
        <p>
          <button class="button" type="button" onClick={() => void start()}>
            {t("summary.again")}
          </button>
        </p>
      </section>
    );
  const count = (group: TrialGroup) => rows.filter((row) => row.group === group).length;
  return (
    <div class="matching">
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
      {news.length > 0 && watch && (
        <NewsPart
          news={news}
          since={watch.seenOn}
          markSeen={() => {
            setNews([]);
            void watching(watch.ids);
          }}
          {...told}
        />
      )}
      <NextBestQuestion
        questions={overview.questions}
        total={opened.count}
        keep={keep}
        draft={draft}
        t={t}
        locale={locale}
        today={today}
        countries={countries}
        problemIn={(box) => {
          const found = problems.find(({ field }) => field === box || field.endsWith(`.${box}`));
          return found && problemWords(found, say);
        }}
      />
      <section class="page-section flow" aria-labelledby="trial-list">
        <h2 id="trial-list">{t("match.list")}</h2>
        <p class="small">{t("match.list.text")}</p>
        <fieldset class="filters no-print">
          <legend>{t("match.filter")}</legend>
          {(["all", ...trialGroups] as const).map((group) => (
            <label key={group} class="filter">
              <input
                type="radio"
                name="filter"
                checked={filter === group}
                onChange={() => {
                  setFilter(group);
                  setMost(shownAtFirst);
                }}
              />
              <span>
                {t(`match.filter.${group}`, { count: group === "all" ? rows.length : count(group) })}
              </span>
            </label>
          ))}
        </fieldset>
        <p role="status" class="small">
          {t("match.shown", { shown: shown.length, of: inFilter.length })}
        </p>
        <div class="trial-cards">
          {shown.map(({ registryId }) => {
            const view = views.get(registryId);
            return (
              view && (
                <TrialCard
                  key={registryId}
                  view={view}
                  isWatched={isWatched(registryId)}
                  watch={watchOne}
                  ticked={ticked}
                  tick={tick}
                  {...told}
                />
              )
            );
          })}
        </div>
        {inFilter.length > shown.length && (
          <p>
            <button class="button quiet" type="button" onClick={() => setMost(most + shownAtFirst)}>
              {t("match.showMore")}
            </button>
          </p>
        )}
      </section>
      <section class="card flow no-print keeping" aria-labelledby="keeping">
        <h2 id="keeping">{t("match.keeping")}</h2>
        <label class="tick">
          <input
            type="checkbox"
            checked={watch?.ids === "all"}
            onChange={(event) => void watching(event.currentTarget.checked ? "all" : [])}
          />
          <span>{t("match.watch.all")}</span>
        </label>
        <p class="small">
          {t("match.watch.text", { count: watch?.ids === "all" ? rows.length : (watch?.ids.length ?? 0) })}
        </p>
        <p class="button-row">
          <button class="button quiet" type="button" disabled={ticked.size === 0} onClick={saveCalendar}>
            {t("match.calendar.save", { count: ticked.size })}
          </button>
          <button class="button quiet" type="button" onClick={() => print()}>
            {t("match.print")}
          </button>
        </p>
        <p class="small">{t("match.calendar.text")}</p>
        <p class="small">
          {t("match.feeds")} <a href="/feeds/cerebral-palsy.atom">{t("match.feeds.atom")}</a>{" "}
          <a href="/feeds/cerebral-palsy.ics">{t("match.feeds.calendar")}</a>
        </p>
      </section>
      <LockOutPart ask={ask} version={version.current} {...told} />
      <FamilyPart ask={ask} {...told} />
    </div>
  );
}
