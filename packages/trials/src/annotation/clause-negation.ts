/** Whether the wording of a clause negates what the clause was found to be about. */
import type { Reading, Subject } from "./reading.ts";

export function isNegated(reading: Reading, { kind, term }: Subject): boolean {
  const { negatedAt, line, clause } = reading;
  if (negatedAt === undefined) return false;
  if (reading.carried) return true;
  const word = line.tokens[negatedAt]!.text;
  if (word === "other" && kind !== "language-consent") return false;
  // "Not seizure-free", "not been without injections": denied twice.
  if (/^(?:not|never)$/.test(word) && isDeniedAgain(reading, negatedAt)) return false;
  // "An injection-free period of less than 3 months".
  if (
    word === "free" &&
    / free (?:period|interval|time) .*(?:less|shorter|<|under|below) /.test(reading.said)
  )
    return false;
  // "Non-spinal disease", "non-surgical treatment" name another disease or treatment.
  if (
    word === "non" &&
    /^(?:comorbidity|condition|prior-treatment|medication|device|lab-threshold)$/.test(kind)
  )
    return false;
  // "Walks without aid", "rises with neither aid nor orthosis": the ability is there.
  if (
    kind === "other" &&
    term?.role === "ability" &&
    negatedAt > term.first &&
    /^(?:without|neither|nor|no)$/.test(word)
  )
    return false;
  // "MACS not worse than III": the "not" belongs to the comparison.
  if (reading.marks.some(({ is, first, next }) => is === "scale" && first <= negatedAt && negatedAt < next))
    return false;
  // "Agrees not to donate", "lives here and does not plan to leave": what was asked stands before the "not".
  if (kind === "language-consent" || kind === "other" || kind === "pregnancy" || kind === "geography")
    return (
      term === undefined ||
      negatedAt < term.next ||
      (kind === "pregnancy" && deniesPregnancy(reading, negatedAt)) ||
      (kind !== "pregnancy" && (isPredicate(reading, negatedAt) || inabilities.test(word)))
    );
  if (kind === "device") return negatedAt - clause.first <= 8;
  if (kind === "lab-threshold" || kind === "gmfcs" || kind === "age" || kind === "body-weight") {
    const limit = reading.marks.find(({ is }) => is !== "window");
    return (
      negatedAt === clause.first ||
      (limit !== undefined && negatedAt < limit.first && limit.first - negatedAt <= 4)
    );
  }
  // Behind the name of a disease or a treatment a "not" says how it is, not that it is absent.
  if (
    term !== undefined &&
    negatedAt > term.first &&
    word !== "free" &&
    !/^(?:has|is|was) not been/.test(word)
  )
    return isPredicate(reading, negatedAt);
  return true;
}

function isDeniedAgain({ line, clause }: Reading, at: number): boolean {
  for (let next = at + 1; next < Math.min(clause.next, at + 5); next++) {
    const { text } = line.tokens[next]!;
    if (text === "without" || (text === "free" && line.tokens[next + 1]?.text !== "to")) return true;
  }
  return false;
}

const inabilities =
  /^(?:other|cannot|unable|inability|incapable|incapacity|unwilling|unwillingness|refuses?|refusal|declines?|fails?|failure|illiterate|illiteracy|insufficient|inadequate)$/;

/** "Of child-bearing potential and not pregnant", unlike "... and not using contraception". */
function deniesPregnancy({ line }: Reading, at: number): boolean {
  if (!/^(?:not|never|no|non|without|neither|nor)$/.test(line.tokens[at]!.text)) return false;
  return line.tokens
    .slice(at + 1, at + 5)
    .some(({ text }) => /^(?:pregnan|lactat|nursing|breast)/.test(text));
}

/** "... is not present", "... has not been diagnosed". */
function isPredicate({ line }: Reading, at: number): boolean {
  return /^(?:present|diagnosed|been|have|had|performed|planned|signed|given|obtained|provided|available|met|possible|sufficient|adequate|fluent|able|agree|want|wish|speak|understand)$/.test(
    line.tokens[at + 1]?.text ?? "",
  );
}
