/**
 * Lines that no rule reads as a whole, as a careful reader would note them: "botulinum toxin, whatever serotype or
 * reason, within the last 6 months" turns on injections and their dates. What is noted is weaker than what is read by
 * rule, so the line carries that doubt, and what hangs on a neighbour, a heading or a group never counts against a child.
 */
import type { AnnotatedCriterion } from "./annotation/annotated-criterion.ts";
import type { Criterion } from "./criterion.ts";
import { unescaped } from "./eligibility-lines.ts";
import { reason } from "./reason.ts";

/** Groups a child with cerebral palsy is not in. */
const others =
  /control|typical|healthy|volunteer|parent|mother|father|sibling|caregiver|donor|neurotypical|staff|clinician/i;
const ours = /cerebral palsy|\bCP\b|all participants|patients/i;

/** @param labels headings over a criterion. True where they name people a child with cerebral palsy is not among. */
export function isOfOthers(...labels: readonly (string | undefined)[]): boolean {
  return labels.some(
    (label) => label !== undefined && others.test(label) && !ours.test(label.replace(/\bnon[- ]?CP\b/gi, "")),
  );
}

/** Words that may turn the rest of a line round. */
const turning = /\b(?:unless|except\w*|if|provided|waived?)\b/i;
/** Among what lets children in, one of the clauses may be enough. */
const either = /\b(?:either|or)\b/i;
/** In what keeps them out, both may have to come together. */
const joined = /\b(?:and|plus|(?:in combination|together|combined|along) with)\b/i;
/** Who has it is kept out only where this holds too, which nobody here can tell. */
const narrowed = /\b(?:that|which|interfer\w*|prevent\w*|preclud\w*|limiting|affecting|impeding)\b/i;

/** Whether a clause may mean less than it says by itself, by the words of its line. */
function isQualified(
  { effect, text }: AnnotatedCriterion,
  rows: readonly AnnotatedCriterion[],
  line: string,
): boolean {
  if (turning.test(line)) return true;
  if (effect === "must") return rows.length > 1 && either.test(between(rows, line));
  const alone = rows.filter((row) => row.text === text).length === 1;
  return narrowed.test(text) || (alone && joined.test(text));
}

/** The words of a line that stand between what was noted in it. */
function between(rows: readonly AnnotatedCriterion[], line: string): string {
  return rows.reduce((rest, { text }) => rest.replace(unescaped(text).text, "|"), line);
}

/**
 * @param rows what was noted in one line, and its words. @param hangs whether something outside the line decides what
 * it means.
 * @returns undefined where nothing was noted that is about a child with cerebral palsy.
 */
export function notedLine(
  rows: readonly AnnotatedCriterion[],
  line: string,
  hangs: boolean,
): Criterion | undefined {
  const meant = rows.filter(({ group, under }) => !isOfOthers(group, under));
  const clauses = new Map<string, AnnotatedCriterion[]>();
  for (const row of meant) {
    // What an exclusion names in one clause ("GMFCS I and CFCS I") keeps out only who has all of it.
    const key = row.section === "exclusion" ? row.span.join() : `${clauses.size}`;
    clauses.set(key, [...(clauses.get(key) ?? []), row]);
  }
  const of = [...clauses.values()].map((clause): Criterion => {
    const facts = clause.map((row) => noted(row, hangs || isQualified(row, meant, line)));
    return facts.length === 1 ? facts[0]! : { kind: "any", of: facts };
  });
  if (of.length > 0 && saysMore(rows, line))
    return { kind: "all", of: [...of, { kind: "unread", why: reason("unread-rest-of-line", {}) }] };
  return of.length < 2 ? of[0] : { kind: "all", of };
}

/** Whether a sentence or an item of the line was not noted at all: what it asks leaves the line open. */
function saysMore(rows: readonly AnnotatedCriterion[], line: string): boolean {
  if (!/[.;]\s/.test(line)) return false;
  return between(rows, line)
    .split(/[.;]\s+(?=[A-Z])|;\s+/)
    .some((part) => !part.includes("|") && (part.match(/[A-Za-z]{3,}/g)?.length ?? 0) > 1);
}

function noted(row: AnnotatedCriterion, hangs: boolean): Criterion {
  if (row.effect === "allowed") return { kind: "nothing" };
  const { kind, concept, concepts, op, value, unit, window, text, section, negated, effect } = row;
  const soft = hangs || row.tied === true || row.under !== undefined;
  return {
    kind: "fact",
    asked: { kind, concept, concepts, op, value, unit, window, text, section, negated },
    wanted: effect === "must",
    ...(soft && { soft: true as const }),
  };
}
