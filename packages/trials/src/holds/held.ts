/** What came of asking whether something is so for a child, and the small rules by which answers join. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import type { TimeWindow } from "../annotation/time-window.ts";
import type { AskedFact, TrialChild } from "../child.ts";
import type { Answer } from "../event-window.ts";

export interface Held {
  readonly answer: Answer;
  readonly fact: AskedFact;
  /** Where time alone turns the answer round: the first day on which it is another. */
  readonly opensOn?: string;
  /** Not a fact about the child but something a team takes as given or judges: consent, cooperation. */
  readonly given?: true;
  /** Turns on the palsy itself, which a trial about it does not mean, and any other does: "healthy", "neurological disease". */
  readonly ofPalsy?: true;
}

export const of = (fact: AskedFact, answer: Answer): Held => ({ fact, answer });
export const known = (fact: AskedFact, is: boolean | undefined): Held =>
  of(fact, is === undefined ? "unknown" : is ? "yes" : "no");
export const isSame = (a: unknown, b: unknown): Answer =>
  a === undefined ? "unknown" : a === b ? "yes" : "no";
export const not = (answer: Answer): Answer =>
  answer === "yes" ? "no" : answer === "no" ? "yes" : "unknown";
/** What nobody mentioned is absent only where everything has been told, and stays open where a trial asks for it. */
export const absent = (fact: AskedFact, { nothingElse }: TrialChild, { section, negated }: Asked): Held =>
  of(fact, nothingElse === true && (section === "exclusion" || negated) ? "no" : "unknown");
export const says = ({ text }: Asked, words: RegExp): boolean => words.test(text.slice(0, 2_000));

/** Worked out once for a line, for every answer of a family asks the same lines again. */
export function perLine<Value>(of: (asked: Asked) => Value): (asked: Asked) => Value {
  const kept = new WeakMap<Asked, { readonly value: Value }>();
  return (asked) => {
    let known = kept.get(asked);
    if (known === undefined) {
      known = { value: of(asked) };
      kept.set(asked, known);
    }
    return known.value;
  };
}

/** Any yes settles it; failing that an unknown leaves it open. The last day decides when a treatment is long enough past. */
export function anyOf(fact: AskedFact, found: readonly Held[]): Held {
  const yes = found.filter(({ answer }) => answer === "yes");
  if (yes.length > 0) {
    const days = yes.map(({ opensOn }) => opensOn);
    const last = days.every((day) => day !== undefined) ? [...days].sort().at(-1) : undefined;
    return { fact: yes[0]!.fact, answer: "yes", ...(last !== undefined && { opensOn: last }) };
  }
  return found.find(({ answer }) => answer === "unknown") ?? of(found[0]?.fact ?? fact, "no");
}

/** Any no settles it; failing that an unknown leaves it open. @param found at least one. */
export const allOf = (found: readonly Held[]): Held =>
  found.find(({ answer }) => answer === "no") ??
  found.find(({ answer }) => answer === "unknown") ??
  found[0]!;

export const windowsOf = ({ window }: Asked): readonly TimeWindow[] =>
  window === null ? [] : Array.isArray(window) ? window : [window as TimeWindow];
export const firstWindow = (asked: Asked): TimeWindow | undefined => windowsOf(asked)[0];
