/**
 * Annotated criteria against one child: each looks met, not met or cannot be told, with the fact it turned on and,
 * where only time stands in the way, the day it passes.
 */
import type { AnnotatedCriterion } from "./annotation/annotated-criterion.ts";
import type { TrialChild } from "./child.ts";
import { byCohort } from "./cohorts.ts";
import type { Verdict } from "./evaluate.ts";
import type { Answer } from "./event-window.ts";
import { type Held, not } from "./holds/held.ts";
import { holds } from "./holds.ts";
import type { Judged } from "./judged.ts";
import { hasLevelsOrElse } from "./levels-or-else.ts";
import { ofChoices } from "./line-choice.ts";
import { isOfOthers } from "./noted-line.ts";
import { withStudyLimb } from "./study-limb.ts";

const verdictOf: Readonly<Record<Answer, Verdict>> = { yes: "met", no: "not-met", unknown: "unknown" };

/** @param today `yyyy-MM-dd`. */
export function judgeCriteria(
  criteria: readonly AnnotatedCriterion[],
  child: TrialChild,
  today: string,
): Judged[] {
  const meant = withStudyLimb(criteria.filter(({ group, under }) => !isOfOthers(group, under)));
  const aboutPalsy = meant.some(asksForPalsy);
  const judged = (criterion: AnnotatedCriterion) => judgedAlone(criterion, child, { today, aboutPalsy });
  const found = meant.map((criterion) => {
    const own = judged(criterion);
    if (criterion.effect === "allowed") return { criterion, verdict: "met" as const, fact: own.fact };
    // "GMFCS I and CFCS I" excludes who has both: one that fails lets a child through.
    const hasOther = criterion.section === "inclusion" && hasLevelsOrElse(criterion.text);
    const isChoice = criterion.section === "exclusion" || hasOther;
    const together = isChoice ? meant.filter((other) => isSameClause(criterion, other)) : [];
    const partners = together.map((other) => judged(other).verdict);
    const saved = partners.includes("met");
    const open = own.verdict === "not-met" && (partners.includes("unknown") || hasOther);
    const { opensOn, ...plain } = own;
    const verdict = saved ? "met" : open ? "unknown" : own.verdict;
    return {
      criterion,
      ...plain,
      verdict,
      ...(verdict === "not-met" && opensOn !== undefined && { opensOn }),
    };
  });
  return [...byCohort(found, ofChoices)];
}

/** "Intervention group only: ...": a child who does not fit that group may be in the other. */
const oneArm =
  /^\W*(?:intervention|treatment|experimental|injection|control|comparison) (?:group|arm|cohort)\b/i;

function isSameClause(a: AnnotatedCriterion, b: AnnotatedCriterion): boolean {
  return a !== b && a.span[0] === b.span[0] && a.span[1] === b.span[1];
}

const asksForPalsy = ({ section, kind, concepts, negated }: AnnotatedCriterion): boolean =>
  section === "inclusion" &&
  !negated &&
  (kind === "gmfcs" ||
    kind === "motor-type" ||
    concepts.some((concept) => /cerebral-palsy$|^(?:macs|cfcs|spastic|hemiparesis)$/.test(concept)));

function judgedAlone(
  criterion: AnnotatedCriterion,
  child: TrialChild,
  { today, aboutPalsy }: { readonly today: string; readonly aboutPalsy: boolean },
): Omit<Judged, "criterion"> {
  const found: Held = holds(criterion, child, today);
  const held: Held = found.ofPalsy === true ? { ...found, answer: ofPalsy(criterion, aboutPalsy) } : found;
  if (held.given) return { verdict: "met", fact: held.fact, given: true };
  const verdict = verdictOf[criterion.effect === "must" ? held.answer : not(held.answer)];
  if (oneArm.test(criterion.text))
    return verdict === "not-met"
      ? { verdict: "unknown", fact: held.fact }
      : { verdict: "met", fact: held.fact, given: true };
  return { verdict, fact: held.fact, ...(held.opensOn !== undefined && { opensOn: held.opensOn }) };
}

/** A trial about the palsy does not shut out for it, and does not mean healthy people when it asks for them. */
function ofPalsy({ effect, text }: AnnotatedCriterion, aboutPalsy: boolean): Answer {
  if (effect === "must") return aboutPalsy ? "yes" : "no";
  if (aboutPalsy) return "no";
  return /\bcerebral palsy|\bcp\b/i.test(text.slice(0, 1_000)) ? "yes" : "unknown";
}

export interface Fit {
  readonly verdict: Verdict;
  readonly deciding: readonly Judged[];
  /** The day on which the last window has passed, where windows are all that stands in the way. */
  readonly opensOn?: string;
}

/** All criteria together, after Kleene: one that is not met settles it; failing that, one that cannot be told leaves it open. */
export function fitOf(judged: readonly Judged[]): Fit {
  const broken = judged.filter(({ verdict }) => verdict === "not-met");
  if (broken.length > 0) {
    const days = broken.map(({ opensOn }) => opensOn);
    const last = days.every((day) => day !== undefined) ? [...days].sort().at(-1) : undefined;
    return { verdict: "not-met", deciding: broken, ...(last !== undefined && { opensOn: last }) };
  }
  const open = judged.filter(({ verdict }) => verdict === "unknown");
  return open.length > 0 ? { verdict: "unknown", deciding: open } : { verdict: "met", deciding: [] };
}
