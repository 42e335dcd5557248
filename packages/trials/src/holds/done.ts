/** Whether something was done to a child inside the windows of a line, and where only time stands in the way, until when. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import type { TimeWindow } from "../annotation/time-window.ts";
import type { AskedFact, PastTreatment } from "../child.ts";
import { type Answer, type InWindow, inWindow } from "../event-window.ts";
import { anyOf, type Held, of, says, windowsOf } from "./held.ts";
import { asksLongEnough, longEnough, within } from "./long-enough.ts";

/** Of all times it was done, those at these sites, inside these windows. */
export function done(
  fact: AskedFact,
  events: readonly PastTreatment[] | undefined,
  asked: Asked,
  today: string,
  fits: (event: PastTreatment) => Answer,
): Held {
  if (events === undefined) return of(fact, "unknown");
  if (asksLongEnough(asked)) {
    const ever = done(fact, events, { ...asked, window: null }, today, fits);
    return longEnough(asked, done(fact, events, within(asked), today, fits), ever);
  }
  const found = events.flatMap((event) => {
    const meant = fits(event);
    if (meant === "no") return [];
    const inside = countedFrom(asked).map((window) => insideOf(event, window, asked, today));
    const yes = inside.find(({ answer }) => answer === "yes");
    if (yes !== undefined) return [meant === "yes" ? { fact, ...yes } : of(fact, "unknown")];
    return inside.some(({ answer }) => answer === "unknown") ? [of(fact, "unknown")] : [];
  });
  return found.length === 0 ? of(fact, "no") : anyOf(fact, found);
}

const lately =
  /\b(?:in|within|during|over) the (?:last|past|previous|preceding|prior|recent)\b(?! (?:and|or|for|to)\b)(?= \w)/i;

/** A stretch of time that was not understood is no "ever". */
function countedFrom(asked: Asked): readonly TimeWindow[] {
  const windows = windowsOf(asked);
  if (windows.length === 0) return [{ ref: "ever" }];
  const isLate = says(asked, lately) && !says(asked, /\b(?:any time|ever)\b/i);
  return windows.map((window) => {
    if (window.ref === "ever" && isLate) return { ref: "recent" };
    if (window.ref === "current" && says(asked, /\bwithin\b/i)) return { ref: "recent" };
    return window.ref === "current" && says(asked, /\b(?:at least once|ever)\b/i) ? { ref: "ever" } : window;
  });
}

/** What goes on now began nobody knows when: the longer ago it was done, the less it is meant. */
const lastsAtMost: TimeWindow = { op: "<=", value: 6, unit: "month", ref: "enrollment" };

function insideOf(event: PastTreatment, window: TimeWindow, asked: Asked, today: string): InWindow {
  if (window.ref !== "current") return inWindow(event.date, window, today);
  const isOver = inWindow(event.date, lastsAtMost, today).answer === "no";
  return { answer: isOver && (asked.section === "exclusion" || asked.negated) ? "no" : "unknown" };
}
