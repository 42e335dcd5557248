/**
 * "100 pairs": how often a child who got cord blood changed more than one who did not, when one of each is drawn by
 * chance. 50 of 100 is no effect. Derived from a difference and the spread of change; the formula is in `derivation.ts`.
 */

import { type WholePeople, wholePeople } from "./exact-interval.ts";
import type { CitedFigure } from "./figure.ts";
import { figureId, figureIndex } from "./figure-index.ts";
import type { PooledResult } from "./records.ts";
import type { DataSet } from "./tables.ts";

export interface Pairs extends WholePeople {
  readonly record: PooledResult;
  /** In percent, with the limits that the difference's interval leads to. */
  readonly figure: CitedFigure;
  /** The difference and the spreads it stands on. */
  readonly inputs: readonly CitedFigure[];
}

/** The record that heads the page: the published difference after 12 months, with the spread of one trial's children. */
export const mainPairs = "pairs.12m";

export function hundredPairs(data: DataSet): Pairs[] {
  const figures = figureIndex(data);
  return data.pooled.flatMap((record) => {
    const figure = figures.get(figureId(record.id, "effect"));
    if (record.about !== "pairs" || figure === undefined) return [];
    const { value, ciLow = 0, ciHigh = 100, derivation } = figure;
    return [
      {
        record,
        figure,
        inputs: (derivation?.inputs ?? []).flatMap((id) => figures.get(id) ?? []),
        ...wholePeople({ share: value / 100, low: ciLow / 100, high: ciHigh / 100 }, 100),
      },
    ];
  });
}
