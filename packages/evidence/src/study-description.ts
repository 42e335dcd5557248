/** What a study's record comes to in one word each: its kind, its route, its ages, the children it counts. */
import type { AgeLimits } from "./age-limits.ts";
import {
  type HarmInStudy,
  type RouteKey,
  routeKeys,
  type StudyChildren,
  type StudyGroup,
} from "./evidence-pack.ts";
import type { CitedFigure, FigureId } from "./figure.ts";
import { figureId } from "./figure-index.ts";
import { type Arm, type Harm, type Product, type Route, routes, type Study } from "./records.ts";

type Figures = ReadonlyMap<FigureId, CitedFigure>;

export function studyGroup({ design }: Study): StudyGroup {
  switch (design) {
    case "randomised, blinded":
    case "randomised, open":
    case "not randomised, controlled":
      return "controlled trial";
    case "single arm":
      return "uncontrolled trial";
    case "design not read":
      return "design not read";
    case "case series":
    case "case report":
    case "access programme":
      return "series or programme";
  }
}

export const harmInStudy = (harm: Harm, study: Study): HarmInStudy => ({
  study: study.id,
  work: study.work,
  kind: harm.kind,
  products: harm.products,
  route: routeKey(harm.routes),
  group: studyGroup(study),
  mixedDiagnoses: study.mixedDiagnoses,
});

/**
 * Children of a study with two routes were rarely told apart, so the pair is a key of its own.
 * @throws RangeError when routes come together that have no key yet.
 */
export function routeKey(given: readonly Route[], confirmed = true): RouteKey {
  const inOrder = routes.filter((route) => given.includes(route)).join(" and ");
  const wanted = inOrder === "" ? "not read" : confirmed ? inOrder : `${inOrder}, not confirmed`;
  const key = routeKeys.find((candidate) => candidate === wanted);
  if (key === undefined)
    throw new RangeError(`A route was expected to be one of ${routeKeys.join("; ")}; got ${wanted}.`);
  return key;
}

/** Absent where no limit was read. */
export function ageLimits({ figures, ages }: Study): AgeLimits | undefined {
  const low = ages.onlyUpperLimit ? 0 : inYears(figures.ageLow);
  const high = inYears(figures.ageHigh);
  if (low === undefined && high === undefined) return undefined;
  return {
    ...(low !== undefined && { lowYears: low }),
    ...(high !== undefined && { highYears: high }),
    high: ages.high,
  };
}

function inYears(figure: { readonly value: number; readonly unit: string } | undefined): number | undefined {
  return figure && (figure.unit === "months" ? figure.value / 12 : figure.value);
}

/** The children who count for one product of a study; absent where no number was read. */
export function childrenOf(
  study: Study,
  product: Product,
  arms: readonly Arm[],
  figures: Figures,
): StudyChildren | undefined {
  const enrolled = ["randomised", "treated", "analysed"].flatMap(
    (slot) => figures.get(figureId(study.id, slot)) ?? [],
  );
  if (study.products.length === 1) {
    return enrolled[0] && { count: enrolled[0].value, scope: "all enrolled", figures: [enrolled[0]] };
  }
  const others = study.products.filter((other) => other !== product) as readonly string[];
  const counted = arms
    .filter((arm) => arm.study === study.id && !others.includes(arm.gets))
    .map((arm) => figures.get(figureId(arm.id, "children")));
  if (counted.length > 0 && counted.every((figure) => figure !== undefined)) {
    return {
      count: counted.reduce((sum, { value }) => sum + value, 0),
      scope: "arms of this product and their controls",
      figures: counted,
    };
  }
  return (
    enrolled[0] && { count: enrolled[0].value, scope: "other products among them", figures: [enrolled[0]] }
  );
}
