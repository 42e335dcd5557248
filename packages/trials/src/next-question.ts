/**
 * The next best question: which one fact that is not known would settle the most trials. A trial where something is
 * broken already is settled; a line for a person to read is no question a family can answer.
 */
import type { AskedFact } from "./child.ts";
import { askedFacts } from "./child.ts";
import type { Finding, TrialMatch } from "./match.ts";

export interface NextQuestion {
  readonly fact: AskedFact;
  /** Trials with nothing broken in which this is the only fact that is not known. */
  readonly settles: number;
  /** Trials with nothing broken that turn on this fact, among others or alone. */
  readonly concerns: number;
}

/** Those that settle most first; then those that concern most; then in the order of `askedFacts`. */
export function nextQuestions(matches: readonly TrialMatch[]): NextQuestion[] {
  const counts = new Map<AskedFact, { settles: number; concerns: number }>();
  for (const { standing, lines } of matches) {
    if (standing === "something-broken") continue;
    const facts = new Set(lines.flatMap(missingFacts));
    for (const fact of facts) {
      const count = counts.get(fact) ?? { settles: 0, concerns: 0 };
      counts.set(fact, { settles: count.settles + (facts.size === 1 ? 1 : 0), concerns: count.concerns + 1 });
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

/** The facts whose absence leaves a line open. */
function missingFacts({ verdict, because }: Finding): AskedFact[] {
  if (verdict !== "unknown") return [];
  switch (because.code) {
    case "fact-not-given":
      return [because.values.fact];
    case "age-near-limit":
      return ["age"];
    case "sex-not-given":
      return ["sex"];
    case "gmfcs-not-given":
      return ["gmfcs"];
    case "country-not-given":
      return ["place"];
    case "cord-blood-not-given":
      return ["cordBlood"];
    case "dose-not-computable":
      return because.values.missing.map((missing) => (missing === "weightKg" ? "weight" : "cordBlood"));
    default:
      return [];
  }
}
