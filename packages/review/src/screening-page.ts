/** How new studies are looked for, and what came of it: for its page. */
import type { Chart } from "charts";
import { dataSet, publishedScreening } from "evidence";
import { prismaFlow, screenersNeeded, searchStrategy } from "screening";
import type { Locale } from "visit";
import { readByHand, screeningFlowChart } from "./screening-flow.ts";
import { type SayReview, sayReview } from "./words.ts";

export interface ScreeningPage {
  readonly lead: string;
  /** For a narrow and for a wide screen; the text twin is the same. */
  readonly flow: { readonly narrow: Chart; readonly wide: Chart };
  readonly counted: string;
  readonly searches: readonly {
    readonly source: string;
    readonly last: string;
    /** As it is asked; in the language of the database. */
    readonly query: string;
  }[];
  readonly strategy: string;
}

/** Wide enough for both columns side by side. */
const wideWidth = 700;

export function screeningPage(locale: Locale, dateWords: (day: string) => string): ScreeningPage {
  const t = sayReview(locale);
  const { databases, searches, counted } = publishedScreening;
  const flow = prismaFlow(databases, readByHand(dataSet()));
  const searched = searches.length > 0;
  return {
    lead: searched
      ? t("review.screening.lead", { people: screenersNeeded })
      : t("review.screening.lead.unsearched"),
    flow: {
      narrow: screeningFlowChart(flow, searched, locale),
      wide: screeningFlowChart(flow, searched, locale, wideWidth),
    },
    counted: t("review.screening.counted", { date: dateWords(counted) }),
    searches: searchStrategy.searches.map(({ source, query }) => ({
      source: t(source === "pubmed" ? "review.screening.pubmed" : "review.screening.europePmc"),
      last: lastSearch(source, t, dateWords),
      query,
    })),
    strategy: t("review.screening.strategy", {
      version: searchStrategy.version,
      date: dateWords(searchStrategy.date),
    }),
  };
}

function lastSearch(source: string, t: SayReview, dateWords: (day: string) => string): string {
  const last = publishedScreening.searches.filter((search) => search.source === source).at(-1);
  if (!last) return t("review.screening.never");
  return t("review.screening.last", { date: dateWords(last.finished), count: last.records });
}
