/**
 * Every harm of the data set as whole people, with the exact interval of what was counted. Products and routes are
 * kept apart, and so are children and infusions; where a source does not say which it counted, both readings stand.
 */

import type { HarmCode, HarmInStudy } from "./evidence-pack.ts";
import { exactProportion, type Proportion } from "./exact-interval.ts";
import type { CitedFigure } from "./figure.ts";
import { figureId, figureIndex } from "./figure-index.ts";
import { harmCode } from "./harm-code.ts";
import type { Harm } from "./records.ts";
import { harmInStudy } from "./study-description.ts";
import type { DataSet } from "./tables.ts";

export interface CountedHarm extends Proportion {
  readonly counted: "children" | "infusions";
  /** Those it happened to: the printed number, or the printed share. */
  readonly seen: CitedFigure;
  readonly of: CitedFigure;
}

export interface HarmRate extends HarmInStudy {
  readonly harm: string;
  readonly countedIn: Harm["countedIn"];
  /** Undefined where only a number of events was read, and nothing to count it out of. */
  readonly code: HarmCode | undefined;
  /** One reading; two where the source does not say what it counted; none where no share of people follows. */
  readonly readings: readonly CountedHarm[];
  readonly comparator?: CountedHarm;
  readonly figures: readonly CitedFigure[];
}

/** In the order of the data set. */
export function harmRates(data: DataSet): HarmRate[] {
  const figures = figureIndex(data);
  return data.harms.map((harm) => {
    const study = data.studies.find(({ id }) => id === harm.study)!;
    const at = (slot: keyof Harm["figures"]) => figures.get(figureId(harm.id, slot));
    const code = harmCode(harm);
    const comparator = counted("children", at("comparatorEvents"), at("comparatorOf"));
    return {
      harm: harm.id,
      ...harmInStudy(harm, study),
      countedIn: harm.countedIn,
      code,
      // Of events one child may have several, so they are no share of children.
      readings:
        code === "harm-events-in-children"
          ? []
          : [
              counted("children", at("events") ?? at("percentPrinted"), at("of")),
              counted("infusions", at("events"), at("ofInfusions")),
            ].flatMap((reading) => reading ?? []),
      ...(comparator !== undefined && { comparator }),
      figures: Object.keys(harm.figures).flatMap((slot) => figures.get(figureId(harm.id, slot)) ?? []),
    };
  });
}

function counted(
  what: CountedHarm["counted"],
  seen: CitedFigure | undefined,
  of: CitedFigure | undefined,
): CountedHarm | undefined {
  if (seen === undefined || of === undefined) return undefined;
  // A printed share stands for a whole number of children.
  const number = seen.unit === "percent" ? Math.round((seen.value / 100) * of.value) : seen.value;
  return { counted: what, seen, of, ...exactProportion(number, of.value) };
}
