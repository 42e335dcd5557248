/** The evidence map in words: a small grid for each route and donor, its cells, and the studies behind them. */
import {
  type DataSet,
  type Donor,
  dataSet,
  donors,
  type EvidenceMap,
  evidenceMap,
  type MapCell,
  type MapStudy,
  mapBands,
  type Product,
  placeStudy,
  products,
  type Route,
} from "evidence";
import {
  type Ground,
  type Locale,
  listWords,
  type Say,
  type SourceList,
  type SourceRow,
  type Statement,
  sourceList,
  studyName,
} from "visit";
import { agesWords, all, type CellWords, cellWords, childrenWords, levelsWords } from "./map-words.ts";
import { type SayReview, sayReview } from "./words.ts";

export interface StudyLine extends Statement {
  readonly id: string;
  readonly name: string;
  readonly kind: MapStudy["kind"];
}

export interface Grid {
  readonly route: Route;
  readonly donor: Donor;
  readonly heading: string;
  /** The figures that the grid's numbers are made of. */
  readonly grounds: Statement;
  readonly rows: readonly {
    readonly band: string;
    readonly words: string;
    readonly cells: readonly CellWords[];
  }[];
  readonly studies: readonly StudyLine[];
}

export interface ProductMap {
  readonly product: Product;
  readonly heading: string;
  readonly total: Statement;
  readonly grids: readonly Grid[];
  readonly table: readonly {
    readonly id: string;
    readonly name: string;
    readonly columns: readonly string[];
    readonly grounds: Statement;
  }[];
}

export interface EvidenceMapPage {
  readonly maps: readonly ProductMap[];
  readonly routes: readonly { readonly route: Route; readonly words: string }[];
  readonly donors: readonly { readonly donor: Donor; readonly words: string }[];
  readonly sources: readonly SourceRow[];
}

export function evidenceMapPage(sayVisit: Say, locale: Locale, data: DataSet = dataSet()): EvidenceMapPage {
  const sources = sourceList(data.works, sayVisit);
  const telling: MapTelling = { data, sources, sayVisit, say: sayReview(locale), locale };
  const maps = products.map((product) => productMap(evidenceMap(data, product), telling));
  const shown = [...new Set(maps.flatMap(({ grids }) => grids.map(({ route }) => route)))];
  return {
    maps,
    routes: shown.map((route) => ({ route, words: sayVisit(`route.${route}`) })),
    donors: donors.map((donor) => ({ donor, words: sayVisit(`study.donor.${donor}`) })),
    sources: sources.rows,
  };
}

interface MapTelling {
  readonly data: DataSet;
  readonly sources: SourceList;
  readonly sayVisit: Say;
  readonly say: SayReview;
  readonly locale: Locale;
}

const recordOf = ({ study }: MapStudy, { data }: MapTelling) => data.studies.find(({ id }) => id === study)!;

function nameOf(study: MapStudy, telling: MapTelling): string {
  const { work } = recordOf(study, telling);
  return studyName(telling.data.works.find(({ id }) => id === work)!);
}

/** What the numbers of studies rest on: their figures, else what names the study. */
const grounds = (studies: readonly MapStudy[], telling: MapTelling): Statement =>
  telling.sources.state(
    "",
    studies.flatMap((study): readonly Ground[] =>
      study.figures.length > 0 ? study.figures : [recordOf(study, telling).identity],
    ),
  );

function productMap({ product, studies, routes, cells }: EvidenceMap, telling: MapTelling): ProductMap {
  const { sayVisit, say, locale } = telling;
  const trials = studies.filter(({ kind }) => kind === "trial");
  const children = trials.reduce((sum, trial) => sum + (trial.children ?? 0), 0);
  return {
    product,
    heading: sayVisit(`study.product.${product}`),
    total: {
      ...grounds(trials, telling),
      text: say("review.map.total", { trials: trials.length, children }),
    },
    grids: routes.flatMap((route) =>
      donors.map((donor) =>
        grid(
          route,
          donor,
          studies,
          cells.filter((cell) => cell.route === route && cell.donor === donor),
          telling,
        ),
      ),
    ),
    table: studies.map((study) => ({
      id: study.study,
      name: nameOf(study, telling),
      columns: [
        childrenWords(study, telling),
        agesWords(study, telling),
        levelsWords(study, telling),
        listWords(
          [
            ...study.donors.map((donor) => sayVisit(`study.donor.${donor}`)),
            ...(study.routes.length > 0
              ? study.routes.map((route) => sayVisit(`route.${route}`))
              : [sayVisit("route.not read")]),
          ],
          locale,
        ),
        say(`review.map.kind.${study.kind}`),
      ],
      grounds: grounds([study], telling),
    })),
  };
}

function grid(
  route: Route,
  donor: Donor,
  studies: readonly MapStudy[],
  cells: readonly MapCell[],
  telling: MapTelling,
): Grid {
  const { sayVisit, say } = telling;
  const here = studies.filter((study) => placeStudy(study, { route, donor }) !== undefined);
  return {
    route,
    donor,
    heading: say("review.map.grid", {
      route: sayVisit(`route.${route}`),
      donor: sayVisit(`study.donor.${donor}`),
    }),
    grounds: grounds(here, telling),
    rows: [...mapBands, undefined].map((band) => ({
      band: band ?? all,
      words: say(`review.map.band.${band ?? all}`),
      cells: cells.filter((cell) => cell.band === band).map((cell) => cellWords(cell, telling)),
    })),
    studies: here.map((study) => ({
      id: study.study,
      name: nameOf(study, telling),
      kind: study.kind,
      ...grounds([study], telling),
      text: say("review.map.study", {
        children: childrenWords(study, telling),
        ages: agesWords(study, telling),
        levels: levelsWords(study, telling),
      }),
    })),
  };
}
