/** Devices in and on a child: implants, a baclofen pump, a feeding tube, hearing aids. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import type { TrialChild } from "../child.ts";
import { done } from "./done.ts";
import { absent, anyOf, firstWindow, type Held, known, of, perLine, says } from "./held.ts";
import { withoutLetThrough } from "./site.ts";

const tube = /gastrostom|\bpeg\b|\bg-?tubes?\b|tube[- ](?:fed|feeding)|feeding tube/i;

const asksOfTube = perLine(
  (asked) => tube.test(withoutLetThrough(asked)) && !says(asked, /nasogastric|surg|operat/i),
);

/** "Fed through a gastrostomy": told by the operation. @returns undefined where the line is about something else. */
export function ofTubeFeeding(asked: Asked, child: TrialChild): Held | undefined {
  if (child.operations === undefined || !/^(?:prior-treatment|device|other)$/.test(asked.kind))
    return undefined;
  if (!asksOfTube(asked)) return undefined;
  const had = [...child.operations, ...(child.conditions ?? []).map((words) => ({ words }))];
  const meant = says(asked, /gastrostom|\bpeg\b|\bg-?tube/i)
    ? /gastrostom|\bpeg\b/i
    : /\btube|gastrostom|\bpeg\b/i;
  const found = had.filter(({ words }) => meant.test(words));
  if (found.length > 0) return of("operations", "yes");
  return of("operations", child.nothingElse === true ? "no" : "unknown");
}

function implantsIn({ operations: done, conditions }: TrialChild, kinds: RegExp): boolean {
  return [...(done ?? []).map(({ words }) => words), ...(conditions ?? [])].some((words) =>
    kinds.test(words),
  );
}

/** When a pump was put in stands among the operations, if anywhere. */
function ofPump(asked: Asked, { baclofen, operations: past }: TrialChild, today: string): Held {
  if (baclofen?.pump !== true || firstWindow(asked)?.op === undefined)
    return known("baclofen", baclofen?.pump);
  const dated = past?.filter(({ words }) => /baclofen|\bpump|\bitb\b/i.test(words)) ?? [];
  return dated.length === 0 ? of("baclofen", "unknown") : done("baclofen", dated, asked, today, () => "yes");
}

/** Implants with a name of their own. */
const ownName = /pacemaker|vagus|vagal|deep brain|cochlear/i;

export function ofDevice(asked: Asked, child: TrialChild, today: string): Held {
  if (asked.concept === "baclofen-pump" || asked.concepts.includes("baclofen-pump"))
    return asked.concepts.includes("implant") && implantsIn(child, /cochlear|pacemaker|stimulat|vagus/i)
      ? anyOf("devices", [ofPump(asked, child, today), of("devices", "unknown")])
      : ofPump(asked, child, today);
  if (says(asked, /\bshunts?\b/i) && child.shunt !== false)
    return child.shunt === true ? of("shunt", "yes") : absent("shunt", child, asked);
  if (says(asked, /\bhearing aids?\b/i) && child.hearing !== undefined && !says(asked, /implant/i))
    return of(
      "hearing",
      child.hearing === "corrected" ? "yes" : child.hearing === "normal" ? "no" : "unknown",
    );
  const isBroad = says(asked, /\b(?:(?<!cochlear )implants?|implanted|metal|devices?|electronic)\b/i);
  const named = isBroad ? null : ownName.exec(asked.text.slice(0, 200));
  if (asked.concept === "implant" && named !== null)
    return implantsIn(child, new RegExp(named[0], "i"))
      ? of("devices", "yes")
      : absent("devices", child, asked);
  if (asked.concept === "implant" && says(asked, /\b(?:electronic|electric\w*|active)\b/i)) {
    const isElectronic =
      child.baclofen?.pump === true || implantsIn(child, /cochlear|pacemaker|stimulat|vagus/i);
    if (isElectronic) return of("devices", "yes");
  }
  if (asked.concept === "implant") {
    const inHead = child.shunt === true || implantsIn(child, /shunt|cochlear|deep brain|vagus/i);
    if (inHead && says(asked, /\b(?:head|skull|brain|cranial|intracranial)\b/i)) return of("devices", "yes");
    if (
      inHead ||
      child.baclofen?.pump === true ||
      implantsIn(child, /implant|plate|screw|rod\b|metal|fusion|pacemaker/i)
    )
      return of("devices", "unknown");
  }
  // Whether there is a phone or the internet at home is for the family to see to.
  const mustSee =
    says(asked, /\b(?:see|sees|vision|sight)\b/i) &&
    child.vision !== "normal" &&
    child.vision !== "corrected";
  if (asked.concept === "phone" && mustSee) return of("vision", "unknown");
  if (asked.concept === "phone" && asked.section === "inclusion")
    return { ...of("devices", "yes"), given: true };
  if (asked.section === "inclusion" && !asked.negated) return of("devices", "unknown");
  return absent("devices", child, asked);
}
