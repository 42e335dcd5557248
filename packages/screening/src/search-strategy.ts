/**
 * What is asked of each database: children with cerebral palsy, and cells from cord blood, cord tissue or elsewhere.
 * Wide on purpose: no limit of language, age, date or design, since those are judged by people who say why.
 */
import strategy from "../data/search-strategy.json" with { type: "json" };
import type { SearchedSource } from "./found-record.ts";

export interface SearchStrategy {
  readonly version: string;
  /** When it was last changed, yyyy-MM-dd. */
  readonly date: string;
  readonly searches: readonly { readonly source: SearchedSource; readonly query: string }[];
}

export const searchStrategy = strategy as SearchStrategy;

export function queryFor(source: SearchedSource): string {
  const search = searchStrategy.searches.find((one) => one.source === source);
  if (!search) throw new Error(`The search strategy has no query for ${source}.`);
  return search.query;
}
