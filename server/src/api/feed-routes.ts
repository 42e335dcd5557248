/**
 * Public news, the same for everybody: what changed in the list of trials (Atom) and when trials are planned to end
 * (iCalendar). Whoever wants to know what a change means for one child asks the page, which asks nobody.
 */
import { createRoute } from "@hono/zod-openapi";
import { Feed } from "feed";
import { Hono } from "hono";
import { type CalendarDay, calendarFile, daysOfDoor } from "trials";
import { changeWords, dateWords, say as sayIn } from "visit";
import type { PackNews, TrialNews, TrialPacks } from "../answers/trial-packs.ts";
import { paths } from "./contract.ts";

/** More than a reader catches up on, and small enough to be fetched every hour. */
const mostEntries = 200;

interface FeedOptions {
  readonly trialPacks: TrialPacks;
  readonly now: () => Date;
}

export function feedRoutes({ trialPacks, now }: FeedOptions) {
  const caching = { "cache-control": "no-cache" };
  return new Hono()
    .get(paths.feed, async (c) =>
      c.body(atom(await trialPacks.news(), new URL(c.req.url).origin), 200, {
        ...caching,
        "content-type": "application/atom+xml; charset=utf-8",
      }),
    )
    .get(paths.calendar, async (c) => {
      const today = now().toISOString().slice(0, 10);
      const days = plannedEnds((await trialPacks.trials()).trials, today);
      const name = say("feed.calendar.name");
      return c.body(calendarFile(days, { madeAt: now().toISOString(), name }), 200, {
        ...caching,
        "content-type": "text/calendar; charset=utf-8",
      });
    });
}

const say = sayIn("en");

function atom(news: readonly PackNews[], origin: string): string {
  const feed = new Feed({
    id: "tag:cordwise,2026:trials/cerebral-palsy",
    title: say("feed.title"),
    description: say("feed.subtitle"),
    link: `${origin}/trials/`,
    feedLinks: { atom: `${origin}${paths.feed}` },
    updated: news[0]?.at ?? new Date(0),
    author: { name: "Cordwise" },
    copyright: say("feed.rights"),
  });
  const entries = news.flatMap(({ at, hash, changes }) => changes.map((change) => ({ at, hash, change })));
  for (const { at, hash, change } of entries.slice(0, mostEntries)) {
    feed.addItem({
      id: `tag:cordwise,2026:trials/${hash.slice(0, 16)}/${change.registryId}/${change.kind}`,
      title: inert(say("feed.entry", { title: change.title, what: say(`feed.what.${change.kind}`) })),
      link: `${origin}/trials/${encodeURIComponent(change.registryId)}/${change.criteria ? "#changed" : ""}`,
      date: at,
      description: described(change).map(inert).join("<br>"),
    });
  }
  return feed.atom1();
}

/** Lines of words; of a changed eligibility text a line for each criterion. */
function described({ kind, registryId, from, to, criteria, moreCriteria = 0 }: TrialNews): string[] {
  const what = `${registryId}: ${say(`feed.what.${kind}`)}.`;
  if (criteria)
    return [
      what,
      ...criteria.map((change) => changeWords(change, say, "en")),
      ...(criteria.length === 0 ? [say("feed.criteria.none")] : []),
      ...(moreCriteria > 0 ? [say("feed.criteria.more", { count: moreCriteria })] : []),
    ];
  if (from === undefined && to === undefined) return [what];
  return [
    `${what} ${say("feed.beforeAndNow", { from: from ?? say("feed.nothing"), to: to ?? say("feed.nothing") })}`,
  ];
}

/** As HTML, which a feed's entries are, and without what XML cannot hold or what could turn the text around it. */
function inert(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069\ufffe\uffff\p{Cc}\p{Cs}]/gu, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

function plannedEnds(
  trials: Awaited<ReturnType<TrialPacks["trials"]>>["trials"],
  today: string,
): readonly CalendarDay[] {
  return trials.flatMap(({ trial }): CalendarDay[] => {
    const { completionDate, registryId, title, url } = trial;
    if (completionDate === undefined || completionDate < today.slice(0, completionDate.length)) return [];
    const { last: day } = daysOfDoor({ kind: "planned-end", on: completionDate }, today);
    const note = say("feed.calendar.note", { registryId, date: dateWords(completionDate, "en") });
    return [
      {
        uid: `${registryId}-planned-end@trials.cordwise`,
        day,
        title: say("feed.calendar.title", { title }),
        note,
        url,
      },
    ];
  });
}

const text = (mediaType: string, description: string) => ({
  200: { description, content: { [mediaType]: { schema: { type: "string" as const } } } },
  304: { description: "As before: the ETag sent as If-None-Match still holds." },
});

/** For the description of the API. */
export const describedFeedRoutes = [
  createRoute({
    method: "get",
    path: paths.feed,
    summary: "News of trials about cerebral palsy",
    responses: text(
      "application/atom+xml",
      "Atom (RFC 4287): trials new and gone, status, words, planned end.",
    ),
  }),
  createRoute({
    method: "get",
    path: paths.calendar,
    summary: "Planned ends of trials about cerebral palsy",
    responses: text("text/calendar", "iCalendar (RFC 5545), an all-day event a trial."),
  }),
];
