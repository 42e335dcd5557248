/** Seizures: whether there are any, whether they are controlled, and when the last one was. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import type { TrialChild } from "../child.ts";
import { type Answer, inWindow } from "../event-window.ts";
import { monthsBetween } from "../partial-date.ts";
import { firstWindow, type Held, known, of, perLine, says } from "./held.ts";
import { asksLongEnough, longEnough, within } from "./long-enough.ts";

const severityOpen =
  /\buncontrol|\bnot (?:be )?(?:\w+ )?(?:controlled|under control)|\bintractable\b|\bunstable\b|\brefractory\b|out of control|drug[- ]resistant|\bsevere\b|\bpoorly controlled|well[- ]controlled|\bcontrolled\b/i;

/** "Even if controlled": how well they are controlled is not asked. */
const anyDegree =
  /\b(?:even (?:if|when)|whether|including|regardless|controlled (?:or|and) un|uncontrolled (?:or|and) controlled|irrespective)/i;

/** A syndrome of its own: who has no seizures has none, who has them under control has hardly one. */
export function ofSyndrome(child: TrialChild, today: string): Held | undefined {
  const { seizures } = child;
  if (seizures?.ever === false || isOnlyNewborn(child, today)) return of("seizures", "no");
  return seizures?.controlled === true &&
    seizures.last !== undefined &&
    today !== "" &&
    monthsBetween(seizures.last, today) > 12
    ? undefined
    : of("seizures", "unknown");
}

export function ofSeizures(line: Asked, child: TrialChild, today: string): Held {
  const { seizures } = child;
  if (seizures === undefined) return of("seizures", "unknown");
  const { ever, afterAge2, controlled } = seizures;
  if (!line.negated && asksForControl(line)) return ofControl(line, seizures);
  if (ever === false)
    return asksLongEnough(line)
      ? longEnough(line, of("seizures", "no"), of("seizures", "no"))
      : of("seizures", "no");
  const onlyNewborn = isOnlyNewborn(child, today);
  if (says(line, /\b(?:newborn|neonatal)\b/i)) return ofNewborn(line, seizures, onlyNewborn);
  // A kind of its own, which a child with seizures may or may not have.
  if (says(line, /photosensitiv|\babsence|myoclon|tonic|\bfocal|febrile|status epilepticus|nocturnal/i))
    return of("seizures", onlyNewborn && !says(line, /status/i) ? "no" : "unknown");
  if (says(line, /after (?:the age of )?(?:2|two)\b/i)) return known("seizures", afterAge2);
  if (says(line, anyDegree)) return of("seizures", afterAge2 === true ? "yes" : "unknown");
  if (says(line, /\brequir\w* .*\b(?:drugs?|medic\w+)\b/i)) return of("seizures", "unknown");
  if (says(line, /\bactive (?:epilepsy|seizures?)\b/i))
    return of("seizures", controlled === false ? "yes" : isRecent(seizures, today));
  if (says(line, often)) return of("seizures", controlled === true || onlyNewborn ? "no" : "unknown");
  const asked = asFreeFor(line);
  if (says(asked, severityOpen))
    return controlled === true && says(asked, /\brecent/i)
      ? of("seizures", isRecent(seizures, today))
      : of("seizures", controlled === undefined ? "unknown" : controlled ? "no" : "yes");
  if (ever === true && controlled !== false && says(asked, hindering)) return of("seizures", "unknown");
  if (asksLongEnough(asked))
    return longEnough(asked, ofLastSeizure(within(asked), child, today), known("seizures", ever));
  const window = firstWindow(asked);
  if (window?.op !== undefined) return ofLastSeizure(asked, child, today);
  const isEpilepsy = line.concept === "epilepsy" && !says(line, /seizure|convuls/i);
  if (window?.ref === "ever" || says(asked, /\bever\b|\bhistory\b/i))
    return onlyNewborn && isEpilepsy ? of("seizures", "unknown") : known("seizures", ever);
  if (onlyNewborn && (isEpilepsy || says(asked, free))) return of("seizures", "no");
  // A seizure in the first days of life is not epilepsy to everybody.
  return of("seizures", afterAge2 === true && !says(asked, free) ? "yes" : "unknown");
}

const asksForControl = perLine(
  (asked) =>
    asked.section === "inclusion" &&
    says(asked, /\bcontrolled\b/i) &&
    !says(asked, /\b(?:un-?controlled|not|poor\w*|inadequate\w*|insufficient\w*|difficult\w*|no)\b/i),
);

/** "Epilepsy well controlled" asks for an epilepsy, "seizures absent or controlled" for none that is not. */
function ofControl(asked: Asked, { ever, controlled }: NonNullable<TrialChild["seizures"]>): Held {
  if (ever === false)
    return of("seizures", says(asked, /\b(?:absent|none|free|if (?:any|present)|or)\b/i) ? "yes" : "no");
  return of("seizures", controlled === undefined ? "unknown" : controlled ? "yes" : "no");
}

/** So many in so much time, which seizures that are controlled are not. */
const often =
  /\bseizures? ?(?:a|per|\/|each|every) ?(?:day|week|month)\b|\b(?:daily|weekly|monthly|frequent|multiple) (?:\w+ )?seizures\b/i;

const free = /\bseizure[- ]?free\w*|\bfree (?:of|from) (?:\w+ )?seizures?\b/i;

const freeFor = new RegExp(
  `(?:${free.source})\\D{0,40}?(\\d+|one|two|three|six|twelve)[- ](day|week|month|year)s?\\b`,
  "i",
);

const spelledNumbers = { one: 1, two: 2, three: 3, six: 6, twelve: 12 } as const;

/** "Seizures, unless seizure-free for 6 months": the time stands behind what is let through. */
function asFreeFor(asked: Asked): Asked {
  const found = asked.window === null ? freeFor.exec(asked.text.slice(0, 1_000)) : null;
  if (found === null) return asked;
  const [, amount, unit] = found as unknown as [string, string, "day" | "week" | "month" | "year"];
  const value = spelledNumbers[amount.toLowerCase() as keyof typeof spelledNumbers] ?? Number(amount);
  return { ...asked, window: { op: ">=", value, unit, ref: "enrollment" } };
}

/** Whether the last seizure lies in the window a line names. */
function ofLastSeizure(asked: Asked, { seizures, age }: TrialChild, today: string): Held {
  const window = firstWindow(asked)!;
  const { last, afterAge2 } = seizures!;
  if (last !== undefined) return { fact: "seizures", ...inWindow(last, window, today) };
  const months = (window.value ?? 0) * (window.unit === "year" ? 12 : 1);
  const isAllAfter2 = window.unit !== undefined && age.low - months >= 24;
  return of("seizures", afterAge2 === false && isAllAfter2 ? "no" : "unknown");
}

/** The last one lies in the first weeks of life. */
function isOnlyNewborn({ seizures, age }: TrialChild, today: string): boolean {
  const last = seizures?.last;
  return last !== undefined && today !== "" && age.low > 3 && monthsBetween(last, today) >= age.high - 1;
}

/** "Only in the newborn period", or the other way round, "after it". */
function ofNewborn(
  asked: Asked,
  { ever, afterAge2 }: NonNullable<TrialChild["seizures"]>,
  onlyNewborn: boolean,
): Held {
  const isLater = says(asked, /\b(?:after|beyond|outside|past|other than|except)\b/i);
  if (isLater) return of("seizures", afterAge2 === true ? "yes" : onlyNewborn ? "no" : "unknown");
  if (says(asked, /\bonly\b/i))
    return of(
      "seizures",
      afterAge2 === true ? "no" : onlyNewborn || (ever === true && afterAge2 === false) ? "yes" : "unknown",
    );
  return of("seizures", onlyNewborn ? "yes" : "unknown");
}

/** How long ago "recent" is nobody says; what is more than a year ago is not. */
function isRecent({ last, afterAge2 }: NonNullable<TrialChild["seizures"]>, today: string): Answer {
  if (last === undefined || today === "") return afterAge2 === false ? "no" : "unknown";
  return monthsBetween(last, today) > 12 ? "no" : "unknown";
}

/** Only such seizures as stand in the way, which those that are controlled may or may not. */
export const hindering =
  /\b(?:that|which) (?:(?:may|might|could|would|can) )?(?:rule|interfer|prevent|preclud|limit|contraindicat|disturb|affect|impair|trigger|compromis)/i;
