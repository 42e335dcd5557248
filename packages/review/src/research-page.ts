/**
 * "What the research shows", in a fixed order: question, finding, how sure, limits, date; then for whom, harms in
 * short, dose, and our own pools with what another way of pooling would have given.
 */
import { type DataSet, dataSet, dataSetVersion, evidencePack, figureFinder, syntheses } from "evidence";
import {
  dateWords,
  evidenceOverview,
  type Locale,
  type Say,
  type SourceRow,
  type Statement,
  sourceList,
} from "visit";
import { type GroupCard, groupCards } from "./certainty-words.ts";
import { type DoseSection, doseSection } from "./dose-section.ts";
import { harmsInShort } from "./harms-page.ts";
import { pairsInShort } from "./pairs-page.ts";
import { type PoolCard, poolCard } from "./pool-cards.ts";
import { sayReview } from "./words.ts";

export interface ResearchPage {
  readonly finding: Statement;
  readonly size: readonly Statement[];
  readonly sure: ReturnType<typeof evidenceOverview>["certainty"];
  readonly limits: readonly Statement[];
  readonly version: string;
  readonly date: string;
  readonly groups: readonly GroupCard[];
  /** Heads the reasons for a level. */
  readonly why: string;
  readonly harms: readonly Statement[];
  readonly dose: DoseSection;
  readonly pools: readonly PoolCard[];
  readonly sources: readonly SourceRow[];
}

/** Mixtures of routes, and comparisons that a pool already holds in its table, are told in the tables. */
const poolsShown = ["own.12m-vein", "own.6m-cells-or-not", "own.12m-spine", "own.12m-vein.6-to-15"];
/** What a year brought to the children of a blinded trial who got a placebo. */
const untreated = "sun-2017-autologous.pbo.gmfm-66.12m";

export function researchPage(sayVisit: Say, locale: Locale, data: DataSet = dataSet()): ResearchPage {
  const say = sayReview(locale);
  const sources = sourceList(data.works, sayVisit);
  const { found, earlier, certainty, limits } = evidenceOverview(
    evidencePack(data),
    sayVisit,
    locale,
    sources,
  );
  const figure = figureFinder(data, "The page on the research");
  const [gained, spread] = [figure(`${untreated}/change`), figure(`${untreated}/sd`)];
  const month = data.outcomes.find(({ id }) => id === untreated)!.month!;
  const answered = syntheses(data);
  return {
    finding: found,
    size: [
      ...earlier,
      sources.state(say("review.research.untreated", { change: gained.value, sd: spread.value, month }), [
        gained,
        spread,
      ]),
      pairsInShort(data, sources, say),
      sources.state(say("review.research.sizeUnknown"), []),
    ],
    // The other groups are told apart further down.
    sure: certainty.filter(({ group }) => group === "all-children"),
    limits,
    version: dataSetVersion.version,
    date: dateWords(dataSetVersion.date, locale),
    groups: groupCards(data, sources, sayVisit, say, locale),
    why: say("review.group.why"),
    harms: harmsInShort(data, sources, sayVisit, locale),
    dose: doseSection(data, sources, sayVisit, say, locale),
    pools: poolsShown.flatMap((id) => {
      const found = answered.find(({ question }) => question.id === id);
      return found?.nature === "illustrative" ? [poolCard(found, data, sources, sayVisit, say, locale)] : [];
    }),
    sources: sources.rows,
  };
}
