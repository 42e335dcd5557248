/** One row a study, as `cordwise evidence list` prints them. Numbers are figures; words are codes. */
import { dataSet } from "./data-set.ts";
import type { RouteKey, StudyChildren } from "./evidence-pack.ts";
import { type Checked, type CitedFigure, leastChecked } from "./figure.ts";
import { figureId, figureIndex } from "./figure-index.ts";
import {
  type Design,
  type Donor,
  type Measure,
  measures,
  type Outcome,
  type Product,
  type PublicationStatus,
  type Study,
} from "./records.ts";
import { childrenOf, routeKey } from "./study-description.ts";
import type { DataSet } from "./tables.ts";
import { type Citation, citation } from "./works.ts";

/**
 * - "difference": measure, month, figure with its interval
 * - "difference-without-interval": measure, month, direction; the number is withheld, as no estimate goes without one
 * - "change-without-comparison": measure, month, figure and sd: nothing to tell it from growing up
 * - "finding": measure, month, direction: told in words only
 * - "no-result-found": none
 */
const headlineOutcomeCodes = [
  "difference",
  "difference-without-interval",
  "change-without-comparison",
  "finding",
  "no-result-found",
] as const;

export interface HeadlineOutcome {
  readonly code: (typeof headlineOutcomeCodes)[number];
  readonly outcome?: string;
  readonly measure?: Measure;
  readonly month?: number;
  readonly direction?: Outcome["direction"];
  readonly figure?: CitedFigure;
  readonly sd?: CitedFigure;
}

export interface StudyRow {
  readonly id: string;
  readonly citation: Citation;
  readonly year?: number;
  readonly products: readonly Product[];
  readonly donors: readonly Donor[];
  readonly route: RouteKey;
  readonly design: Design;
  readonly publication: PublicationStatus;
  /** Of the first product; absent where no number was read. */
  readonly children?: StudyChildren;
  readonly ageLow?: CitedFigure;
  readonly ageHigh?: CitedFigure;
  readonly inIpdReview: Study["inIpdReview"];
  /** The least checked of what the row shows. */
  readonly checked: Checked;
  readonly headline: HeadlineOutcome;
}

/** In the order of the data set: cord blood first, controlled trials before the rest. */
export function evidenceList(data: DataSet = dataSet()): StudyRow[] {
  const figures = figureIndex(data);
  return data.studies.map((study) => {
    const work = data.works.find(({ id }) => id === study.work)!;
    const children = childrenOf(study, study.products[0]!, data.arms, figures);
    const ageLow = figures.get(figureId(study.id, "ageLow"));
    const ageHigh = figures.get(figureId(study.id, "ageHigh"));
    const headline = headlineOutcome(study, data, figures);
    const shown = [ageLow, ageHigh, headline.figure, ...(children?.figures ?? [])];
    return {
      id: study.id,
      citation: citation(work),
      ...(work.year !== undefined && { year: work.year }),
      products: study.products,
      donors: study.donors,
      route: routeKey(study.routes, study.routesConfirmed),
      design: study.design,
      publication: study.publication,
      ...(children !== undefined && { children }),
      ...(ageLow !== undefined && { ageLow }),
      ...(ageHigh !== undefined && { ageHigh }),
      inIpdReview: study.inIpdReview,
      checked: leastChecked([study.identity.checked, ...shown.flatMap((figure) => figure?.checked ?? [])]),
      headline,
    };
  });
}

function headlineOutcome(
  study: Study,
  { outcomes }: DataSet,
  figures: ReadonlyMap<string, CitedFigure>,
): HeadlineOutcome {
  // A part of the children chosen afterwards never heads a row.
  const [main] = outcomes
    .filter((outcome) => outcome.study === study.id && outcome.subgroup === undefined)
    .map((outcome) => ({
      outcome,
      figure: figures.get(figureId(outcome.id, outcome.kind === "arm" ? "change" : "difference")),
    }))
    .sort((a, b) => rank(a).reduce((order, place, i) => order || place - rank(b)[i]!, 0));
  if (main === undefined) return { code: "no-result-found" };
  const { outcome, figure } = main;
  const sd = figures.get(figureId(outcome.id, "sd"));
  const told = {
    outcome: outcome.id,
    measure: outcome.measure,
    ...(outcome.month !== undefined && { month: outcome.month }),
    direction: outcome.direction,
  };
  if (outcome.kind === "finding" || figure === undefined) return { code: "finding", ...told };
  if (outcome.kind === "arm")
    return { code: "change-without-comparison", ...told, figure, ...(sd !== undefined && { sd }) };
  return figure.ciLow === undefined
    ? { code: "difference-without-interval", ...told }
    : { code: "difference", ...told, figure };
}

/** Against a comparison before without, with an interval before without, published before derived, motor scales first, later months first. */
function rank({ outcome, figure }: { outcome: Outcome; figure: CitedFigure | undefined }): number[] {
  return [
    ["contrast", "arm", "finding"].indexOf(outcome.kind),
    figure?.ciLow === undefined ? 1 : 0,
    figure?.nature === "published" ? 0 : 1,
    measures.indexOf(outcome.measure),
    -(outcome.month ?? 0),
  ];
}
