/** The dates on which rules of a trial open or close for the child, each to be ticked for the calendar. */
import { type TickedDays, uidOf } from "./calendar-days.ts";
import { doorWords } from "./door-words.ts";
import type { TrialView } from "./questions-to-worker.ts";
import type { Told } from "./told.ts";

export function TrialDoors({
  view,
  ticked,
  tick,
  ...told
}: { readonly view: TrialView } & TickedDays & Told) {
  const { t } = told;
  if (view.doors.length === 0) return null;
  // A limit that stands in a field and in the text closes once.
  const saidOnce = new Map(view.doors.map((door) => [doorWords(door, told), door]));
  return (
    <>
      <h4>{t("match.dates")}</h4>
      <ul class="trial-doors">
        {[...saidOnce].map(([words, door]) => {
          const uid = uidOf(view.trial.registryId, door);
          return (
            <li key={uid}>
              <label class="tick">
                <input
                  class="no-print"
                  type="checkbox"
                  checked={ticked.has(uid)}
                  onChange={(event) => tick(uid, view.trial.registryId, event.currentTarget.checked)}
                />
                <span>{words}</span>
              </label>
              {"line" in door && (
                <q class="small" translate={false} dir="auto">
                  {door.line.quote.text}
                </q>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
