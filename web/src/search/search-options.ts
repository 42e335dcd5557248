/** How claims and studies are searched: the same for the build, which makes the index, and the page, which asks it. */
import type { Options } from "minisearch";
import type { SearchDocument } from "review";

export const searchOptions: Options<SearchDocument> = {
  fields: ["title", "text", "also"],
  searchOptions: {
    // A slip of the finger in a word of five letters is forgiven, in one of two it would be another word.
    fuzzy: (term) => (term.length > 4 ? 0.25 : false),
    prefix: (term) => term.length > 2,
    boost: { title: 3, text: 1.5 },
    combineWith: "AND",
  },
};

/** The file that the page fetches: the index, and what to say of 0, 1, 2 ... found. */
export interface SearchFile {
  readonly index: string;
  readonly found: readonly string[];
}
