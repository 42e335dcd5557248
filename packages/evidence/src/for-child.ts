/**
 * What the evidence says for children like one child: a selection from the pack and counts over it, as data
 * before messages. It names groups that were studied; it forecasts nothing for the child.
 * This module never imports the data set: a browser runs it on the pack alone.
 */
import type { CompletedMonths, GmfcsLevel } from "motor";
import { type AgeGroup, ageGroupMonths, ageGroupsOf } from "./age-group.ts";
import { type Includes, includesAge, onlyWithin } from "./age-limits.ts";
import {
  type DoseThreshold,
  type EvidencePack,
  type NaturalCourse,
  type PackedConflict,
  type PackedHarm,
  type PackedHeadline,
  type PackedJudgement,
  type PackedStudy,
  type RouteKey,
  routeKeys,
} from "./evidence-pack.ts";
import { type Checked, type CitedFigure, leastChecked } from "./figure.ts";
import type { JudgedGroup } from "./grade.ts";
import { type Product, products } from "./records.ts";
import type { DataSetVersion } from "./tables.ts";
import type { Work, WorkId } from "./works.ts";

/** Undefined means not known, never "no". */
export interface ChildForEvidence {
  readonly age: CompletedMonths;
  readonly gmfcs?: GmfcsLevel;
}

/**
 * What the headline does not say.
 * - "records-not-children-compared": records, treated, control (figures of the headline)
 * - "mostly-young": meanAge; whether it is of treated or of all children is a named conflict
 * - "wide-age-range": ageLow, ageHigh
 * - "one-average-for-all": none
 * - "number-at-each-month-not-published": none
 * - "routes-and-donors-mixed": none
 */
const headlineLimitCodes = [
  "records-not-children-compared",
  "mostly-young",
  "wide-age-range",
  "one-average-for-all",
  "number-at-each-month-not-published",
  "routes-and-donors-mixed",
] as const;
export type HeadlineLimitCode = (typeof headlineLimitCodes)[number];

export interface Headline extends PackedHeadline {
  /** Points of the scale that the effects are in, from no motor item achieved to all. */
  readonly scale: { readonly name: "GMFM-66"; readonly low: 0; readonly high: 100 };
  readonly limits: readonly HeadlineLimitCode[];
  readonly checked: Checked;
}

export interface CoverageRow extends PackedStudy {
  readonly includesAge: Includes;
}

/**
 * One product, one route, trials apart from series and programmes.
 * - "studies-took-this-age": product, route, studies, controlled, uncontrolled, designNotRead, mixedDiagnoses,
 *   children, studiesWithoutNumber, studiesAgeNotKnown. `mixedDiagnoses` studies treated other conditions too. `children` counts all ages together in the studies that gave a
 *   number; how many were of this age was not published.
 * - "studies-took-this-age-number-not-read": the same without `children`, when no study gave a number
 * - "no-study-took-this-age": product, route, studiesRead
 * - "no-study-known-to-take-this-age": product, route, studiesRead, studiesAgeNotKnown: some did not publish
 *   ages, or end in the year of this age
 */
export const coverageCodes = [
  "studies-took-this-age",
  "studies-took-this-age-number-not-read",
  "no-study-took-this-age",
  "no-study-known-to-take-this-age",
] as const;
export type CoverageCode = (typeof coverageCodes)[number];

export interface CoverageCount {
  readonly code: CoverageCode;
  readonly values: Readonly<Record<string, number | string>>;
  readonly product: Product;
  readonly route: RouteKey;
  readonly kind: "trials" | "series and programmes";
  /** Ids of the rows counted as taking this age. */
  readonly studies: readonly string[];
  readonly checked: Checked;
}

/**
 * - "no-result-for-age-group-alone": product, route, group, ageLow, ageHigh (years; ageHigh only where the
 *   group has one), studiesRead: none of the studies read reports children of this age by themselves
 * - "results-for-age-group-alone": the same and children, studies
 */
export const ageResultCodes = ["no-result-for-age-group-alone", "results-for-age-group-alone"] as const;
export type AgeResultCode = (typeof ageResultCodes)[number];

export interface ResultsForAgeGroup {
  readonly code: AgeResultCode;
  readonly values: Readonly<Record<string, number | string>>;
  readonly group: AgeGroup;
  readonly product: Product;
  readonly route: RouteKey;
  /** Trial children whose result is reported by themselves for the group; 0 is a finding of the search, not of a study. */
  readonly children: number;
  readonly studies: readonly string[];
}

export interface EvidenceForChild {
  readonly dataSet: DataSetVersion;
  readonly groups: readonly AgeGroup[];
  readonly headline: Headline;
  readonly certainty: readonly PackedJudgement[];
  readonly ageCoverage: { readonly rows: readonly CoverageRow[]; readonly counts: readonly CoverageCount[] };
  readonly resultsForAgeGroup: readonly ResultsForAgeGroup[];
  readonly naturalCourse: readonly NaturalCourse[];
  readonly harms: readonly PackedHarm[];
  readonly doseThresholds: readonly DoseThreshold[];
  readonly conflicts: readonly PackedConflict[];
  /** By id, every work cited above; `citation` turns one into data for a reference. */
  readonly works: Readonly<Record<WorkId, Work>>;
}

/**
 * @param pack as published by the server, from `evidencePack()`
 * @throws RangeError when the age is not in completed months from 0 to 371.
 */
export function evidenceFor(pack: EvidencePack, child: ChildForEvidence): EvidenceForChild {
  const groups = ageGroupsOf(child.age);
  const rows = pack.studies.map((study) => ({ ...study, includesAge: includesAge(study.ages, child.age) }));
  return {
    dataSet: pack.dataSet,
    groups,
    headline: headlineOf(pack.headline),
    certainty: pack.judgements.filter(({ group }) => judgedGroupsOf(groups, child.gmfcs).includes(group)),
    ageCoverage: { rows, counts: coverageCounts(rows) },
    resultsForAgeGroup: groups.flatMap((group) => resultsForAgeGroup(pack, group)),
    naturalCourse: pack.naturalCourse.filter(
      ({ gmfcs, fromMonths }) =>
        (gmfcs === undefined || gmfcs === child.gmfcs) && child.age.high >= fromMonths,
    ),
    harms: pack.harms,
    doseThresholds: pack.doseThresholds,
    conflicts: pack.conflicts,
    works: Object.fromEntries(pack.works.map((work) => [work.id, work])),
  };
}

function headlineOf(headline: PackedHeadline): Headline {
  const { results, ...described } = headline;
  const figures: CitedFigure[] = [...results.map(({ effect }) => effect), ...Object.values(described)];
  return {
    ...headline,
    scale: { name: "GMFM-66", low: 0, high: 100 },
    limits: headlineLimitCodes,
    checked: leastChecked(figures.map(({ checked }) => checked)),
  };
}

function judgedGroupsOf(groups: readonly AgeGroup[], gmfcs: GmfcsLevel | undefined): JudgedGroup[] {
  const judged: JudgedGroup[] = ["all-children"];
  if (groups.includes("under-2") || groups.includes("2-to-5")) judged.push("about-under-5");
  if (groups.includes("6-to-15")) judged.push("6-to-15");
  if (groups.includes("16-and-over")) judged.push("16-and-over");
  if (gmfcs === "IV" || gmfcs === "V") judged.push("gmfcs-iv-v");
  return judged;
}

const kindOf = ({ group }: PackedStudy) =>
  group === "series or programme" ? ("series and programmes" as const) : ("trials" as const);

/** Each product and route once, cord blood by vein first. */
function productsAndRoutes(studies: readonly PackedStudy[]) {
  const present = (product: Product, route: RouteKey) =>
    studies.some((study) => study.product === product && study.route === route);
  return products.flatMap((product) =>
    routeKeys.filter((route) => present(product, route)).map((route) => ({ product, route })),
  );
}

function coverageCounts(rows: readonly CoverageRow[]): CoverageCount[] {
  return (["trials", "series and programmes"] as const).flatMap((kind) => {
    const ofKind = rows.filter((row) => kindOf(row) === kind);
    return productsAndRoutes(ofKind).map(({ product, route }) =>
      coverageCount(
        product,
        route,
        kind,
        ofKind.filter((row) => row.product === product && row.route === route),
      ),
    );
  });
}

function coverageCount(
  product: Product,
  route: RouteKey,
  kind: CoverageCount["kind"],
  read: readonly CoverageRow[],
): CoverageCount {
  const taking = read.filter((row) => row.includesAge === "yes");
  const ageNotKnown = read.filter((row) => row.includesAge === "not known").length;
  const counted = taking.flatMap(({ children }) => children ?? []);
  const found = {
    product,
    route,
    kind,
    studies: taking.map(({ id }) => id),
    checked: leastChecked(
      taking.flatMap((row) =>
        [row.ageFigures.low, row.ageFigures.high, ...(row.children?.figures ?? [])].flatMap(
          (figure) => figure?.checked ?? [],
        ),
      ),
    ),
  };
  if (taking.length === 0) {
    return ageNotKnown === 0
      ? { ...found, code: "no-study-took-this-age", values: { product, route, studiesRead: read.length } }
      : {
          ...found,
          code: "no-study-known-to-take-this-age",
          values: { product, route, studiesRead: read.length, studiesAgeNotKnown: ageNotKnown },
        };
  }
  const values = {
    product,
    route,
    studies: taking.length,
    controlled: taking.filter(({ group }) => group === "controlled trial").length,
    uncontrolled: taking.filter(({ group }) => group === "uncontrolled trial").length,
    mixedDiagnoses: taking.filter((row) => row.mixedDiagnoses).length,
    designNotRead: taking.filter(({ group }) => group === "design not read").length,
    studiesWithoutNumber: taking.length - counted.length,
    studiesAgeNotKnown: ageNotKnown,
  };
  if (counted.length === 0) return { ...found, code: "studies-took-this-age-number-not-read", values };
  const children = counted.reduce((sum, { count }) => sum + count, 0);
  return { ...found, code: "studies-took-this-age", values: { ...values, children } };
}

function resultsForAgeGroup(pack: EvidencePack, group: AgeGroup): ResultsForAgeGroup[] {
  const band = ageGroupMonths[group];
  const trials = pack.studies.filter((study) => kindOf(study) === "trials");
  return productsAndRoutes(trials).map(({ product, route }) => {
    const here = (row: { product: Product; route: RouteKey }) =>
      row.product === product && row.route === route;
    const read = trials.filter(here);
    const whole = read.filter((study) => study.resultHeld && onlyWithin(study.ages, band));
    const parts = pack.ageResults.filter(
      (result) =>
        here(result) && result.ageBand.lowMonths >= band.low && result.ageBand.highMonths <= band.high,
    );
    const children =
      whole.reduce((sum, study) => sum + (study.children?.count ?? 0), 0) +
      parts.reduce((sum, part) => sum + (part.children?.value ?? 0), 0);
    const studies = [...whole.map(({ id }) => id), ...parts.map(({ study }) => study)];
    const values = {
      product,
      route,
      group,
      ageLow: band.low / 12,
      ...(group !== "16-and-over" && { ageHigh: (band.high + 1) / 12 - 1 }),
      studiesRead: read.length,
    };
    const found = { group, product, route, children, studies };
    return studies.length === 0
      ? { ...found, code: "no-result-for-age-group-alone", values }
      : {
          ...found,
          code: "results-for-age-group-alone",
          values: { ...values, children, studies: studies.length },
        };
  });
}
