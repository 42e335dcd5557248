/** How loads and syncs tell what they do and did. */
import { reasonWords, say } from "visit";
import type { LoadReport } from "../ingest/load.ts";
import type { Refusal } from "../ingest/placed-record.ts";
import type { Store } from "../store/open.ts";
import { countTrials } from "../store/trials.ts";
import { words } from "./words.ts";
import type { World } from "./world.ts";

/** Of refused records, after which the rest is only counted. */
const mostToldOf = 20;

/** Written over on a screen; a line of its own elsewhere, so that a log shows what was kept when. */
export function progressLine(world: World) {
  let open = false;
  return {
    tell(text: string) {
      world.tell(world.tellsScreen ? `\r${text}\u001b[K` : text);
      open = world.tellsScreen;
    },
    end() {
      if (open) world.tell("");
      open = false;
    },
  };
}

/** @param sentence what became of the records. */
export async function tellReport(
  db: Store["db"],
  report: LoadReport,
  sentence: string,
  world: World,
): Promise<void> {
  for (const refusal of report.refusals.slice(0, mostToldOf)) {
    world.tell(words.refused(placeOf(refusal), because(refusal)));
  }
  const more = report.refusals.length - mostToldOf;
  if (more > 0) world.tell(words.moreRefused(more));
  const { all, cerebralPalsy } = await countTrials(db);
  world.write(`${sentence}\n${words.storeHolds(all, cerebralPalsy)}\n`);
}

function placeOf({ at }: Refusal): string {
  if (at === undefined) return "";
  return "line" in at ? words.atLine(at.line) : words.atIndex(at.index);
}

export const because = (refusal: Refusal) => reasonWords(refusal.because, say("en"), "en");
