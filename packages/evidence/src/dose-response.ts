/**
 * What is known of more cells against fewer: the review's tests for trend, one cut that was found afterwards, and why
 * no curve can be fitted. The engine has curves (meta's dose methods); the data do not bear one until a trial gives
 * two doses by lot and tells of each group's change and spread.
 */
import type { CitedFigure, Source } from "./figure.ts";
import { figureFinder, figureId, figureIndex } from "./figure-index.ts";
import type { Arm, Outcome } from "./records.ts";
import { studyGroup } from "./study-description.ts";
import type { DataSet } from "./tables.ts";

export interface DoseTrend {
  readonly month: number;
  /** Absent where the review claims nothing for the month. */
  readonly p?: CitedFigure;
  readonly source: Source;
}

export interface DoseResponse {
  readonly trends: readonly DoseTrend[];
  readonly cut: {
    readonly study: string;
    readonly threshold: CitedFigure;
    /** Observed minus expected change at or above the threshold; neither spread nor number of children was read. */
    readonly change: CitedFigure;
    readonly below: Outcome;
    readonly prespecified: Outcome["prespecified"];
    /** Sources name different thresholds: all stand. */
    readonly thresholds: readonly CitedFigure[];
  };
  /** Controlled trials of cord blood, and those that gave more than one dose by lot. */
  readonly controlled: readonly string[];
  readonly comparedDoses: readonly string[];
  /** Doses that controlled trials of cord blood gave or asked for, in cells per kg. */
  readonly given: readonly { readonly arm: string; readonly figures: readonly CitedFigure[] }[];
}

const doseSlots = [
  "doseMinimum",
  "doseLow",
  "doseMean",
  "doseMedian",
  "doseTarget",
  "doseHigh",
  "doseMaximum",
] as const;

/** @throws Error when a record it tells of is not in the data set, naming it. */
export function doseResponse(data: DataSet): DoseResponse {
  const figures = figureIndex(data);
  const need = <T>(found: T | undefined, id: string): T => {
    if (found === undefined) throw new Error(`The part on doses needs ${id}, which the data set lacks.`);
    return found;
  };
  const figure = figureFinder(data, "The part on doses");
  const outcome = (id: string) =>
    need(
      data.outcomes.find((row) => row.id === id),
      id,
    );
  const cut = outcome("sun-2017-autologous.acb-high.gmfm-66-oe.12m");
  const conflict = need(
    data.conflicts.find(({ id }) => id === "sun-2017-threshold"),
    "sun-2017-threshold",
  );
  const controlled = data.studies.filter(
    (study) =>
      study.products.includes("cord blood") &&
      studyGroup(study) === "controlled trial" &&
      study.publication !== "withdrawn",
  );
  const armsOf = (study: string) =>
    data.arms.filter((arm) => arm.study === study && arm.gets === "cord blood");
  return {
    trends: data.pooled.flatMap(({ id, about, month, figures: held, source }) => {
      // A threshold somebody names is no test for trend.
      if (about !== "dose" || month === undefined || held.effect !== undefined || !source) return [];
      const p = figures.get(figureId(id, "p"));
      return [{ month, ...(p !== undefined && { p }), source }];
    }),
    cut: {
      study: cut.study,
      threshold: figure("dose.20m/postHoc"),
      change: figure(figureId(cut.id, "change")),
      below: outcome("sun-2017-autologous.acb-low.gmfm-66-oe.12m"),
      prespecified: cut.prespecified,
      thresholds: [...new Set(conflict.sides.flatMap(({ figures: ids }) => ids))].map(figure),
    },
    controlled: controlled.map(({ id }) => id),
    comparedDoses: controlled.filter(({ id }) => dosesOf(armsOf(id)).size > 1).map(({ id }) => id),
    given: controlled.flatMap(({ id }) =>
      armsOf(id).flatMap((arm) => {
        const held = doseSlots.flatMap((slot) => figures.get(figureId(arm.id, slot)) ?? []);
        return held.length === 0 ? [] : [{ arm: arm.id, figures: held }];
      }),
    ),
  };
}

/** Different doses among the arms of one trial; arms that share a limit did not differ by dose. */
const dosesOf = (arms: readonly Arm[]): ReadonlySet<string> =>
  new Set(
    arms.flatMap(({ figures }) => {
      const held = doseSlots.flatMap((slot) => (figures[slot] ? [`${slot} ${figures[slot].value}`] : []));
      return held.length === 0 ? [] : [held.join()];
    }),
  );
