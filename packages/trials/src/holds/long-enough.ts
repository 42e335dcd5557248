/**
 * Stretches of time that must have passed: "at least 6 months since the last injection", "no operation for a year",
 * "seizure-free for 6 months". Each is a window turned round: so long without it is not once within that time.
 */
import type { Asked } from "../annotation/annotated-criterion.ts";
import type { TimeWindow } from "../annotation/time-window.ts";
import { type Held, not, of, says, windowsOf } from "./held.ts";

const isLong = ({ op }: TimeWindow): boolean => op === ">=" || op === ">";
export const asksLongEnough = (asked: Asked): boolean => windowsOf(asked).some(isLong);

/** The same line as a question of what happened within the time. */
export const within = (asked: Asked): Asked => ({
  ...asked,
  window: windowsOf(asked).map((one) => (isLong(one) ? { ...one, op: one.op === ">" ? "<=" : "<" } : one)),
});

/** "Not at least 6 months after": what is denied is that the time has passed. */
const deniesTime =
  /\bnot? (?:yet )?(?:\w+ )?(?:at least|more than|longer than|passed|elapsed|wash-?out|interval|[>≥])/i;
/** "Without", "free", and the "no" of a line that is denied: the words are of absence, as the answer then is. */
const isAbsence = (asked: Asked): boolean =>
  says(asked, /\b(?:without|free)\b/i) || (asked.negated && !says(asked, deniesTime));

/** Words of a distance in time, unlike "therapy for at least 3 months", which says how long it took. */
const distance =
  /\b(?:since|after|ago|before|from|last|latest|most recent|elapsed|passed|interval|wash-?out|apart|away|prior to|post)\b/i;
/** Words that count from whatever was last, so that a child who never had it is far enough from it. */
const fromLast = /\b(?:since|last|latest|most recent|any|elapsed|passed|interval|wash-?out|apart|away)\b/i;
/** Words that ask that it was done. */
const wasDone =
  /\b(?:had|has|have|having|received|receiving|underwent|undergone|history|treated|ago|earlier|previous\w*|prior)\b/i;

/**
 * @param inside whether it happened within the time. @param ever whether it ever happened.
 * @returns whether what the line words holds.
 */
export function longEnough(asked: Asked, inside: Held, ever: Held): Held {
  if (isAbsence(asked)) return inside;
  const { fact } = inside;
  if (!says(asked, distance)) return of(fact, ever.answer === "no" ? "no" : "unknown");
  if (inside.answer !== "no") return { ...inside, answer: not(inside.answer) };
  if (ever.answer === "yes") return of(fact, "yes");
  if (asked.section === "exclusion") return of(fact, asked.negated ? "yes" : ever.answer);
  if (says(asked, fromLast)) return of(fact, "yes");
  return of(fact, ever.answer === "no" && says(asked, wasDone) ? "no" : "unknown");
}
