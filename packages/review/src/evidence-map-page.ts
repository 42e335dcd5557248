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
  type PlacedStudy,
  type Product,
  placeStudy,
  products,
  type Route,
  type Study,
} from "evidence";
import { type GmfcsLevel, gmfcsLevels } from "motor";
import {
  type Ground,
  type Locale,
  listWords,
  numberWords,
  type Say,
  type SourceRow,
  type Statement,
  sourceList,
  studyName,
} from "visit";
import { sayReview } from "./words.ts";

const sizes = [
  { name: "few", upTo: 19 },
  { name: "some", upTo: 59 },
  { name: "many", upTo: Number.POSITIVE_INFINITY },
] as const;

/** A row or a column, the last of which is about all. */
export const all = "all";

export interface CellWords {
  readonly level: GmfcsLevel | typeof all;
  readonly state: MapCell["state"];
  /** Of the number counted, for the depth of the fill. */
  readonly size: (typeof sizes)[number]["name"];
  /** What is drawn in the square: short, and nothing where no one was studied. */
  readonly short: string;
  /** The whole of it. */
  readonly words: string;
  readonly outside: boolean;
  /** The one study it leads to, where there is one only. */
  readonly study?: string;
}

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
  const say = sayReview(locale);
  const sources = sourceList(data.works, sayVisit);
  const record = new Map(data.studies.map((study) => [study.id, study]));
  const nameOf = (study: Study) => studyName(data.works.find(({ id }) => id === study.work)!);
  const grounds = (studies: readonly MapStudy[]): Statement =>
    sources.state(
      "",
      studies.flatMap(({ study, figures }): readonly Ground[] =>
        figures.length > 0 ? figures : [record.get(study)!.identity],
      ),
    );
  const maps = products.map((product) => productMap(evidenceMap(data, product)));
  const shown = [...new Set(maps.flatMap(({ grids }) => grids.map(({ route }) => route)))];
  return {
    maps,
    routes: shown.map((route) => ({ route, words: sayVisit(`route.${route}`) })),
    donors: donors.map((donor) => ({ donor, words: sayVisit(`study.donor.${donor}`) })),
    sources: sources.rows,
  };

  function productMap({ product, studies, routes, cells }: EvidenceMap): ProductMap {
    const trials = studies.filter(({ kind }) => kind === "trial");
    const children = trials.reduce((sum, trial) => sum + (trial.children ?? 0), 0);
    return {
      product,
      heading: sayVisit(`study.product.${product}`),
      total: {
        ...grounds(trials),
        text: say("review.map.total", { trials: trials.length, children }),
      },
      grids: routes.flatMap((route) =>
        donors.map((donor) =>
          grid(
            route,
            donor,
            studies,
            cells.filter((cell) => cell.route === route && cell.donor === donor),
          ),
        ),
      ),
      table: studies.map((study) => ({
        id: study.study,
        name: nameOf(record.get(study.study)!),
        columns: [
          childrenWords(study),
          agesWords(study),
          levelsWords(study),
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
        grounds: grounds([study]),
      })),
    };
  }

  function grid(route: Route, donor: Donor, studies: readonly MapStudy[], cells: readonly MapCell[]): Grid {
    const here = studies.filter((study) => placeStudy(study, { route, donor }) !== undefined);
    return {
      route,
      donor,
      heading: say("review.map.grid", {
        route: sayVisit(`route.${route}`),
        donor: sayVisit(`study.donor.${donor}`),
      }),
      grounds: grounds(here),
      rows: [...mapBands, undefined].map((band) => ({
        band: band ?? all,
        words: say(`review.map.band.${band ?? all}`),
        cells: cells.filter((cell) => cell.band === band).map(cellWords),
      })),
      studies: here.map((study) => ({
        id: study.study,
        name: nameOf(record.get(study.study)!),
        kind: study.kind,
        ...grounds([study]),
        text: say("review.map.study", {
          children: childrenWords(study),
          ages: agesWords(study),
          levels: levelsWords(study),
        }),
      })),
    };
  }

  function cellWords(cell: MapCell): CellWords {
    const { level, state, counted, among, trials, outsideTrials } = cell;
    const untold = trials.filter(({ placing }) => placing === "not told").length;
    const outside = outsideTrials.length > 0;
    const words = placedWords();
    const here: readonly PlacedStudy[] = [...trials, ...outsideTrials];
    return {
      level: level ?? all,
      state,
      size: sizes.find(({ upTo }) => counted <= upTo)!.name,
      short: shortWords(),
      words: outside ? say("review.map.cell.outside", { words }) : words,
      outside,
      ...(here.length === 1 && { study: here[0]!.study }),
    };

    function placedWords(): string {
      if (state === "counted") return say("review.map.cell.counted", { count: counted, among, untold });
      if (state === "not told") return say("review.map.cell.not told", { untold });
      if (state === "no one") return say("review.map.cell.no one");
      return among > 0 ? say("review.map.cell.among", { among, untold }) : say("review.map.cell.amongUnread");
    }

    function shortWords(): string {
      if (state === "counted") return numberWords(counted, locale);
      if (state === "no one") return "";
      if (state === "among others" && among > 0)
        return say("review.map.short.among", { among: numberWords(among, locale) });
      return say("review.map.short.untold");
    }
  }

  function childrenWords({ children, othersAmong, mixedDiagnoses }: MapStudy): string {
    if (children === undefined) return say("review.map.study.childrenUnread");
    const kind = othersAmong ? "others" : mixedDiagnoses ? "mixed" : "children";
    return say(`review.map.study.${kind}`, { count: children });
  }

  function agesWords({ ages }: MapStudy): string {
    if (ages === undefined) return say("review.map.study.agesUnread");
    const open = say("review.map.study.age.open");
    const year = (years: number | undefined) => (years === undefined ? open : numberWords(years, locale));
    return say("review.map.study.ages", { low: year(ages.lowYears), high: year(ages.highYears) });
  }

  function levelsWords({ levels, levelCounts }: MapStudy): string {
    if (levelCounts) {
      const counted = gmfcsLevels.map((level) =>
        say("review.map.study.levelCount", { level, count: levelCounts[level] }),
      );
      return say("review.map.study.levelCounts", { levels: listWords(counted, locale) });
    }
    return levels
      ? say("review.map.study.levels", { levels: listWords(levels, locale) })
      : say("review.map.study.levelsUnread");
  }
}
