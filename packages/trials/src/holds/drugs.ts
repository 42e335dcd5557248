/** The drugs a child takes. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import { conceptsIn } from "../annotation/words-found.ts";
import type { TrialChild } from "../child.ts";
import type { Answer } from "../event-window.ts";
import { isOfNamedClass } from "./drug-classes.ts";
import { anyOf, type Held, known, of, perLine, says } from "./held.ts";
import { longWords } from "./let-through.ts";
import { isLetThroughIn, withoutLetThrough } from "./site.ts";

export const asksOfHelp = perLine((asked) => says(asked, ofNoHelp));

export function ofBaclofen(asked: Asked, { baclofen }: TrialChild): Held {
  const pump = known("baclofen", baclofen?.pump);
  if (says(asked, /intrathecal|pump|\bitb\b/i)) return pump;
  const oral = known("baclofen", baclofen?.oral);
  return says(asked, /\boral/i) ? oral : anyOf("baclofen", [oral, pump]);
}

/** A treatment that did too little: what the child was given says nothing of that. */
const ofNoHelp =
  /\b(?:(?:no|poor|inadequate|insufficient|lack of|incomplete|unsatisfactory) (?:\w+ )?(?:response|improvement|effect|benefit|relief)|fail\w*|(?:did|does|do) not (?:help|respond|improve)|refractory|unresponsive|resistant)\b/i;

/** Whether a medicine the child takes is of a kind that is named; of a kind's members only those that are named. */
export function takenAmong(
  named: readonly string[],
  asked: Asked,
  { medicines }: TrialChild,
): Answer | undefined {
  if (medicines === undefined) return undefined;
  const except = (isLetThroughIn(asked) ?? "").toLowerCase();
  const meant = medicines.filter((words) => !longWords(words).some((word) => except.includes(word)));
  const line = withoutLetThrough(asked).toLowerCase();
  if (isOfNamedClass(line, meant)) return "yes";
  const ofKind = meant.filter((words) =>
    conceptsIn(words).some(({ concept }) => concept !== "baclofen" && named.includes(concept)),
  );
  if (ofKind.length === 0) return "no";
  if (ofKind.some((words) => longWords(words).some((word) => line.includes(word)))) return "yes";
  if (!wholeKind.test(line)) return "no";
  return someOfKind.test(line) ? "unknown" : "yes";
}

/** Only such drugs of a kind as do this too, or so many of them. */
const someOfKind =
  /\b(?:enzyme|induc\w*|inhibit\w*|sedating|more than|two or more|at least (?:two|2)|polytherapy|new|experimental)\b/;

const wholeKind =
  /\banti|drugs?\b|medic(?:ation|ine)|agents?\b|relax|suppress|treat|therap|inhibitor|steroid|stimulant|sedati/;

/** "Treatment for epilepsy": told by the medicines a child takes. */
export function ofEpilepsyTreatment({ medicines }: TrialChild): Held {
  if (medicines === undefined) return of("medicines", "unknown");
  const is = medicines.some((words) =>
    conceptsIn(words).some(({ concept }) => concept === "antiseizure-drug"),
  );
  return of("medicines", is ? "yes" : "no");
}
