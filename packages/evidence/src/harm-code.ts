/** How a harm was counted, which decides what can be said of it. */
import { derive } from "./derivation.ts";
import type { HarmCode } from "./evidence-pack.ts";
import type { CitedFigure } from "./figure.ts";
import { figureId } from "./figure-index.ts";
import type { Harm } from "./records.ts";

/** What can be said of a harm; undefined where neither a share nor anything to count it out of was read. */
export function harmCode({ figures, countedIn }: Harm): HarmCode | undefined {
  const { events, of, ofInfusions, comparatorOf, percentPrinted } = figures;
  if (events === undefined) {
    if (percentPrinted === undefined) return undefined;
    return of === undefined ? "harm-share-of-units-number-not-read" : "harm-share-of-children";
  }
  if (of !== undefined && ofInfusions !== undefined) return "harm-of-children-or-infusions";
  if (ofInfusions !== undefined) return "harm-of-infusions";
  if (of === undefined) return undefined;
  if (countedIn === "events") return "harm-events-in-children";
  const compared = comparatorOf !== undefined;
  if (events.value === 0) return compared ? "none-seen-against-comparison" : "none-seen-of-children";
  return compared ? "harm-of-children-against-comparison" : "harm-of-children";
}

/** The percentage that can still be true where none of so many were seen: exact one-sided 95% limit. */
export function upperLimit(of: CitedFigure): CitedFigure {
  const derivation = { formula: "upper limit when none were seen", inputs: [of.id] };
  const [record] = of.id.split("/");
  return {
    id: figureId(record!, "upperLimit"),
    value: derive(derivation.formula, [of]).value,
    unit: "percent",
    n: of.value,
    work: of.work,
    readIn: "computed here",
    checked: of.checked,
    nature: "derived",
    derivation,
  };
}
