/** The index that the search page fetches, made with the page. */
import type { APIRoute } from "astro";
import { dataSet } from "evidence";
import MiniSearch from "minisearch";
import { sayReview, searchDocuments } from "review";
import type { Locale } from "visit";
import { wordsFor } from "../../../page/locale.ts";
import { localePaths } from "../../../page/locale-paths.ts";
import { today } from "../../../page/today.ts";
import { type SearchFile, searchOptions } from "../../../search/search-options.ts";

export const getStaticPaths = localePaths;

export const GET: APIRoute<{ locale: Locale }> = ({ props: { locale } }) => {
  const { t } = wordsFor(locale);
  // Words are searched as they are; the marks of the pseudo-locale are only shown.
  const documents = searchDocuments(dataSet(), {
    say: wordsFor("en").say,
    review: sayReview("en"),
    locale: "en",
    today: today(),
  });
  const search = new MiniSearch(searchOptions);
  search.addAll(documents);
  const found = Array.from({ length: documents.length + 1 }, (_, count) => t("find.found", { count }));
  const file: SearchFile = { index: JSON.stringify(search), found };
  return Response.json(file);
};
