/** Dates of trials that a family ticked, as a calendar file made on the device. */
import { useState } from "preact/hooks";
import { type CalendarDay, calendarFile, type Door, daysOfDoor } from "trials";
import { saveFile } from "../page/save-file.ts";
import type { AskWorker } from "./ask-worker.ts";
import { doorWords } from "./door-words.ts";
import type { TrialView } from "./questions-to-worker.ts";
import type { Told } from "./told.ts";

/** Identifiers of the dates ticked, each with the registry number of its trial. */
export type Ticked = ReadonlyMap<string, string>;

export interface TickedDays {
  readonly ticked: Ticked;
  readonly tick: (uid: string, registryId: string, on: boolean) => void;
}

export function useTickedDays(): TickedDays {
  const [ticked, setTicked] = useState<Ticked>(new Map());
  const tick: TickedDays["tick"] = (uid, registryId, on) => {
    const next = new Map(ticked);
    if (on) next.set(uid, registryId);
    else next.delete(uid);
    setTicked(next);
  };
  return { ticked, tick };
}

export const uidOf = (registryId: string, door: Door) =>
  `${registryId}-${door.kind}${"line" in door ? `-${door.line.id}` : ""}@trials.cordwise`;

/** Asks the worker anew, for a trial ticked before may not be among those in sight, and its dates may have moved. */
export async function saveTickedDays(ask: AskWorker, ticked: Ticked, told: Told): Promise<void> {
  const views = await ask("details", { ids: [...new Set(ticked.values())] });
  const days = views.flatMap((view) =>
    view.doors
      .filter((door) => ticked.has(uidOf(view.trial.registryId, door)))
      .map((door) => dayOf(view, door, told)),
  );
  const { t } = told;
  const file = calendarFile(days, { madeAt: new Date().toISOString(), name: t("match.calendar.name") });
  saveFile("trial-dates.ics", file, "text/calendar");
}

function dayOf({ trial }: TrialView, door: Door, told: Told): CalendarDay {
  const { first, last } = daysOfDoor(door, told.today);
  const opens = door.kind.startsWith("opens");
  return {
    uid: uidOf(trial.registryId, door),
    // Of a span the day that misleads least: a door is open for sure on the last, shut perhaps from the first.
    day: opens || door.kind === "planned-end" ? last : first,
    title: told.t(`match.calendar.${opens ? "opens" : "closes"}`, { title: trial.title }),
    note: doorWords(door, told),
    url: trial.url,
  };
}
