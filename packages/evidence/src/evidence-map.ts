/**
 * Who was studied: children of trials by age, GMFCS level, donor and route, for one product at a time.
 * Most trials tell the limits of who could join and not how many of each kind did. So a child is counted in a cell
 * only when the trial's record says so; otherwise the cell holds the trial as one that took such children among
 * others, or as one that does not tell. Nobody having been there is a fourth thing, and none of them is zero.
 */
import { type CompletedMonths, type GmfcsLevel, gmfcsLevels } from "motor";
import { type AgeLimits, includesAge, onlyWithin } from "./age-limits.ts";
import type { CitedFigure } from "./figure.ts";
import { figureId, figureIndex } from "./figure-index.ts";
import { type Donor, donors, type Product, type Route, routes, type Study } from "./records.ts";
import { ageLimits, childrenOf, studyGroup } from "./study-description.ts";
import type { DataSet } from "./tables.ts";

export const mapBands = ["under-2", "2-to-5", "6-to-9", "10-to-15", "16-and-over"] as const;
export type MapBand = (typeof mapBands)[number];

/** In completed months, inclusive. */
export const mapBandMonths: Readonly<Record<MapBand, CompletedMonths>> = {
  "under-2": { low: 0, high: 23 },
  "2-to-5": { low: 24, high: 71 },
  "6-to-9": { low: 72, high: 119 },
  "10-to-15": { low: 120, high: 191 },
  "16-and-over": { low: 192, high: 371 },
};

/** A kind of child and treatment; what is left out stands for all. */
export interface MapPlace {
  readonly band?: MapBand;
  readonly level?: GmfcsLevel;
  readonly donor?: Donor;
  readonly route?: Route;
}

const placings = ["counted", "among others", "not told"] as const;
/**
 * "counted": so many children of the trial are known to be of this kind. "among others": it took such children, and
 * how many is not told. "not told": it does not tell whether it took them.
 */
export type Placing = (typeof placings)[number];

export interface PlacedStudy {
  readonly study: string;
  readonly placing: Placing;
  /** Counted ones, or all among whom such children were; absent where no number was read. */
  readonly children?: number;
}

export interface MapStudy {
  readonly study: string;
  /** A series or programme treated children outside a trial: they are not trial children. */
  readonly kind: "trial" | "outside trials";
  readonly ages?: AgeLimits;
  readonly levels?: readonly GmfcsLevel[];
  readonly levelCounts?: Readonly<Record<GmfcsLevel, number>>;
  readonly donors: readonly Donor[];
  readonly routes: readonly Route[];
  readonly routesConfirmed: boolean;
  readonly children?: number;
  /** True when the number holds children who got another product. */
  readonly othersAmong: boolean;
  readonly mixedDiagnoses: boolean;
  /** What the placing rests on. */
  readonly figures: readonly CitedFigure[];
}

/** One square. Without a band it is about all ages, without a level about all levels. */
export interface MapCell extends MapPlace {
  readonly donor: Donor;
  readonly route: Route;
  /** Of trials, each at most once. */
  readonly trials: readonly PlacedStudy[];
  /** Of series and programmes. */
  readonly outsideTrials: readonly PlacedStudy[];
  readonly state: Placing | "no one";
  /** Trial children known to be of this kind. */
  readonly counted: number;
  /** Trial children among whom there were such children; those counted are not in it. */
  readonly among: number;
}

export interface EvidenceMap {
  readonly product: Product;
  readonly studies: readonly MapStudy[];
  /** Routes by which the product was given, and the two that a family is offered, which come first. */
  readonly routes: readonly Route[];
  /** For every route and donor: each band and all ages, by each level and all levels. */
  readonly cells: readonly MapCell[];
}

/** The map of one product: cord blood is never counted with cells grown from cord tissue or from cord blood. */
export function evidenceMap(data: DataSet, product: Product): EvidenceMap {
  const studies = mapStudies(data, product);
  const offered: readonly Route[] = ["intravenous", "intrathecal"];
  const others = routes.filter(
    (route) => !offered.includes(route) && studies.some((study) => study.routes.includes(route)),
  );
  const shown = [...offered, ...others];
  const cells = shown.flatMap((route) =>
    donors.flatMap((donor) =>
      [...mapBands, undefined].flatMap((band) =>
        [...gmfcsLevels, undefined].map((level) =>
          mapCell(studies, {
            route,
            donor,
            ...(band !== undefined && { band }),
            ...(level !== undefined && { level }),
          }),
        ),
      ),
    ),
  );
  return { product, studies, routes: shown, cells };
}

/** The studies that took at least one child, or whose number of children was not read. */
export function mapStudies(data: DataSet, product: Product): MapStudy[] {
  const figures = figureIndex(data);
  return data.studies
    .filter(({ products, publication }) => products.includes(product) && publication !== "withdrawn")
    .map((study) => {
      const children = childrenOf(study, product, data.arms, figures);
      const limits = ageLimits(study);
      const counts = levelCounts(study);
      const cited = ["ageLow", "ageHigh", ...gmfcsLevels.map((level) => `gmfcs${level}`)].flatMap(
        (slot) => figures.get(figureId(study.id, slot)) ?? [],
      );
      return {
        study: study.id,
        kind: outsideTrials(study) ? ("outside trials" as const) : ("trial" as const),
        ...(limits !== undefined && { ages: limits }),
        ...(study.gmfcs !== undefined && { levels: study.gmfcs }),
        ...(counts !== undefined && { levelCounts: counts }),
        donors: study.donors,
        routes: study.routes,
        routesConfirmed: study.routesConfirmed,
        ...(children !== undefined && { children: children.count }),
        othersAmong: children?.scope === "other products among them",
        mixedDiagnoses: study.mixedDiagnoses,
        figures: [...(children?.figures ?? []), ...cited],
      };
    });
}

const outsideTrials = (study: Study) => studyGroup(study) === "series or programme";

function levelCounts({ figures }: Study): Record<GmfcsLevel, number> | undefined {
  const counted = gmfcsLevels.flatMap((level) => figures[`gmfcs${level}`] ?? []);
  if (counted.length < gmfcsLevels.length) return undefined;
  return Object.fromEntries(gmfcsLevels.map((level, i) => [level, counted[i]!.value])) as Record<
    GmfcsLevel,
    number
  >;
}

/** Whether, and how surely, a study took children of this kind; nothing when it took none. */
export function placeStudy(study: MapStudy, place: MapPlace): PlacedStudy | undefined {
  const told = [byAge(study, place), byLevel(study, place), byDonor(study, place), byRoute(study, place)];
  if (told.includes("none")) return undefined;
  const { level } = place;
  // A level whose children are counted narrows the number, whatever else is asked for.
  const children =
    level !== undefined && study.levelCounts !== undefined ? study.levelCounts[level] : study.children;
  const known = children !== undefined && !study.othersAmong && !study.mixedDiagnoses;
  const placing = told.includes("not told")
    ? "not told"
    : told.includes("some") || !known
      ? "among others"
      : "counted";
  return { study: study.study, placing, ...(children !== undefined && { children }) };
}

/** "all": every child of the study is of this kind, or so many are counted apart. */
type Told = "all" | "some" | "not told" | "none";

function byAge({ ages }: MapStudy, { band }: MapPlace): Told {
  if (band === undefined) return "all";
  if (ages === undefined) return "not told";
  const months = mapBandMonths[band];
  if (onlyWithin(ages, months)) return "all";
  // One open side: a child of the band may have been in it or not.
  if (includesAge(ages, months) === "no") return "none";
  return ages.lowYears === undefined || ages.highYears === undefined ? "not told" : "some";
}

function byLevel({ levels, levelCounts: counts }: MapStudy, { level }: MapPlace): Told {
  if (level === undefined) return "all";
  if (counts !== undefined) return counts[level] > 0 ? "all" : "none";
  if (levels === undefined) return "not told";
  return levels.includes(level) ? "some" : "none";
}

function byDonor({ donors: from }: MapStudy, { donor }: MapPlace): Told {
  if (donor === undefined) return "all";
  if (!from.includes(donor)) return from.length === 0 ? "not told" : "none";
  return from.length === 1 ? "all" : "some";
}

function byRoute({ routes: by, routesConfirmed }: MapStudy, { route }: MapPlace): Told {
  if (route === undefined) return "all";
  if (by.length === 0) return "not told";
  if (!by.includes(route)) return "none";
  if (!routesConfirmed) return "not told";
  return by.length === 1 ? "all" : "some";
}

/** All studies placed in one cell, each once. */
export function mapCell(
  studies: readonly MapStudy[],
  place: MapPlace & Pick<MapCell, "donor" | "route">,
): MapCell {
  const placed = (kind: MapStudy["kind"]) =>
    studies.filter((study) => study.kind === kind).flatMap((study) => placeStudy(study, place) ?? []);
  const trials = placed("trial");
  const sum = (placing: Placing) =>
    trials.reduce((total, trial) => (trial.placing === placing ? total + (trial.children ?? 0) : total), 0);
  return {
    ...place,
    trials,
    outsideTrials: placed("outside trials"),
    state: placings.find((placing) => trials.some((trial) => trial.placing === placing)) ?? "no one",
    counted: sum("counted"),
    among: sum("among others"),
  };
}
