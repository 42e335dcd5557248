/**
 * What is known of more cells against fewer: the review's tests for trend, one cut that was found afterwards, and why
 * no curve can be fitted. The engine has curves (meta's dose methods); the data do not bear one until a trial gives
 * two doses by lot and tells of each group's change and spread.
 */
import type { CitedFigure } from "./figure.ts";
import { figureId, figureIndex } from "./figure-index.ts";
import type { Arm, Conflict, Outcome } from "./records.ts";
import { studyGroup } from "./study-description.ts";
import type { DataSet } from "./tables.ts";

export interface DoseTrend {
  readonly month: number;
  /** Absent where the review claims nothing for the month. */
  readonly p?: CitedFigure;
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
    /** Sources name different thresholds: both stand. */
    readonly conflict: Conflict;
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
  const figure = (id: string) => need(figures.get(id), id);
  const outcome = (id: string) =>
    need(
      data.outcomes.find((row) => row.id === id),
      id,
    );
  const trends = data.pooled.filter(
    ({ about, month, measure, statement, figures: held }) =>
      about === "dose" &&
      measure !== undefined &&
      month !== undefined &&
      (held.p !== undefined || statement !== undefined),
  );
  const cut = outcome("sun-2017-autologous.acb-high.gmfm-66-oe.12m");
  const controlled = data.studies.filter(
    (study) =>
      study.products.includes("cord blood") &&
      studyGroup(study) === "controlled trial" &&
      study.publication !== "withdrawn",
  );
  const armsOf = (study: string) =>
    data.arms.filter((arm) => arm.study === study && arm.gets === "cord blood");
  return {
    trends: trends
      .filter(({ figures: held }) => held.effect === undefined)
      .map(({ id, month }) => {
        const p = figures.get(figureId(id, "p"));
        return { month: month!, ...(p !== undefined && { p }) };
      }),
    cut: {
      study: cut.study,
      threshold: figure("dose.20m/postHoc"),
      change: figure(figureId(cut.id, "change")),
      below: outcome("sun-2017-autologous.acb-low.gmfm-66-oe.12m"),
      prespecified: cut.prespecified,
      conflict: need(
        data.conflicts.find(({ id }) => id === "sun-2017-threshold"),
        "sun-2017-threshold",
      ),
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
