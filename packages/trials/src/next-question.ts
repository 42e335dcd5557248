/**
 * The next best question: which one fact that is not known would settle the most trials. A trial where something is
 * broken already is settled; a line for a person to read is no question a family can answer.
 */
import { type AskedFact, askedFacts } from "./child.ts";
import type { TrialMatch } from "./match.ts";

export interface NextQuestion {
  readonly fact: AskedFact;
  /** Trials with nothing broken in which this is the only fact that is not known. */
  readonly settles: number;
  /** Trials with nothing broken that turn on this fact, among others or alone. */
  readonly concerns: number;
}

/** Those that settle most first; then those that concern most; then in the order of `askedFacts`. */
export function nextQuestions(matches: readonly Pick<TrialMatch, "standing" | "missing">[]): NextQuestion[] {
  const counts = new Map<AskedFact, { settles: number; concerns: number }>();
  for (const { standing, missing } of matches) {
    if (standing === "something-broken") continue;
    for (const fact of missing) {
      const count = counts.get(fact) ?? { settles: 0, concerns: 0 };
      if (missing.length === 1) count.settles++;
      count.concerns++;
      counts.set(fact, count);
    }
  }
  return [...counts]
    .map(([fact, count]) => ({ fact, ...count }))
    .sort(
      (a, b) =>
        b.settles - a.settles ||
        b.concerns - a.concerns ||
        askedFacts.indexOf(a.fact) - askedFacts.indexOf(b.fact),
    );
}
