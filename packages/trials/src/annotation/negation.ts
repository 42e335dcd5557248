/**
 * Whether the wording of a clause negates what it is about: "no seizures", "unable to walk", "seizure-free", "a first
 * language other than English". "Epilepsy that is not controlled" negates nothing: it names an epilepsy.
 */
import type { Clause } from "./clauses.ts";
import type { MarkedLine } from "./marked-line.ts";

const negators = new Set(
  "no not never without neither cannot unable inability nor absence lack lacks lacking failure fails failed non unwilling unwillingness refuses refuse refusal declines decline insufficient inadequate illiterate illiteracy noncompliance noncompliant incapable incapacity".split(
    " ",
  ),
);
/** A "not" before these says how bad something is, or that a list is open. */
const qualifying = new Set(
  "controlled corrected limited only responding responsive under well adequately sufficiently related stable treated yet due attributable resolved adequately known explained including necessarily otherwise secondary respond fully completely correctable".split(
    " ",
  ),
);

/** "Failure of the family to comply", unlike "failure of conservative care". */
const isFailingTo = (tokens: MarkedLine["tokens"], at: number): boolean =>
  tokens.slice(at + 2, at + 7).some(({ text }) => text === "to");

/** The place of the first word that negates the clause. */
export function negationOf({ tokens }: MarkedLine, { first, next }: Clause): number | undefined {
  for (let at = first; at < next; at++) {
    const { text } = tokens[at]!;
    // A later sentence explains; it does not turn the first one round.
    if (
      text === "." &&
      at > first + 3 &&
      tokens[at + 1] !== undefined &&
      tokens[at + 1]!.from > tokens[at]!.to
    )
      return undefined;
    const following = tokens[at + 1]?.text ?? "";
    if (text === "other" && following === "than" && at > first) return at;
    if (
      text === "free" &&
      (tokens[at - 1]?.text === "-" || following === "of" || following === "from") &&
      at - first <= 4
    )
      return at;
    if (!negators.has(text)) continue;
    if (
      text === "no" &&
      (following === "." ||
        following === "later" ||
        following === "more" ||
        following === "less" ||
        following === "longer" ||
        following === "greater" ||
        following === "older" ||
        following === "younger")
    )
      continue;
    if (
      text === "not" &&
      /^(?:more|less|older|younger|greater|exceeding|over|above|below|lower|higher|exceed)$/.test(following)
    )
      continue;
    if (text === "failed" && /^(?:to)$/.test(following) === false) continue;
    if (text === "failure" && following !== "to" && !(following === "of" && isFailingTo(tokens, at)))
      continue;
    if (text === "non" && following === "-" && at > first) continue;
    if (
      /^(?:inadequate|insufficient|lack)$/.test(text) &&
      /^(?:improvement|response|relief|control|pain)$/.test(
        following === "of" ? (tokens[at + 2]?.text ?? "") : following,
      )
    )
      continue;
    if (text === "without" && (tokens[at - 1]?.text === "or" || tokens[at - 1]?.text === "/")) continue;
    if (
      text === "not" &&
      (tokens[at - 1]?.text === "or" ||
        tokens[at - 1]?.text === "if" ||
        tokens[at - 1]?.text === "whether" ||
        tokens[at - 1]?.text === "but")
    )
      continue;
    if (text === "not" && qualifying.has(following)) continue;
    return at;
  }
  return undefined;
}
