/** What was wrong in a search, what was expected and what to do. */
import type { SearchProblem } from "trials";
import { listWords } from "./local-words.ts";
import type { Locale, Say } from "./words.ts";

export function searchProblemWords(
  { parameter, code, found, expected }: SearchProblem,
  say: Say,
  locale: Locale,
): string {
  const [low = 0, high = 0] = expected.map(Number);
  return say(`search.problem.${code}`, {
    parameter,
    found,
    low,
    high,
    expected: listWords(expected.map(String), locale),
  });
}
