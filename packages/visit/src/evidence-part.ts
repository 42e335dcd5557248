/** What research says for children like this one, in a fixed order: how sure, who was studied, what was found, what it leaves open. */
import {
  type CitedFigure,
  type EvidenceForChild,
  type EvidencePack,
  evidenceFor,
  type PackedHarm,
  type Route,
  type RouteKey,
} from "evidence";
import type { Child } from "./child.ts";
import { dateWords } from "./local-words.ts";
import { type SourceList, type Statement, sourceList } from "./sources.ts";
import type { Locale, Say } from "./words.ts";

export interface CertaintyRow extends Statement {
  readonly group: string;
  readonly level: "high" | "moderate" | "low" | "very low";
  readonly levelWords: string;
  readonly judged: string;
}

export interface EvidencePart {
  /** The answer for the narrowest group the child is in comes first. */
  readonly certainty: readonly CertaintyRow[];
  readonly studied: readonly Statement[];
  readonly found: readonly Statement[];
  readonly limits: readonly Statement[];
  readonly untreated: readonly Statement[];
  readonly harms: readonly Statement[];
}

export function evidencePart(
  pack: EvidencePack,
  { age, gmfcs }: Child,
  sources: SourceList,
  say: Say,
  locale: Locale,
): EvidencePart {
  const evidence = evidenceFor(pack, { age, ...(gmfcs !== undefined && { gmfcs }) });
  return {
    // The narrower the group, the nearer to the child: all children together come last.
    certainty: certaintyRows([...evidence.certainty].reverse(), sources, say, locale),
    studied: studied(evidence, sources, say),
    found: found(pack, sources, say),
    limits: limits(pack, sources, say),
    untreated: untreated(evidence, sources, say),
    harms: harms(evidence, sources, say),
  };
}

/** The groups a reader meets before any fact about a child is known. */
const overviewGroups: readonly string[] = ["all-children", "about-under-5", "6-to-15"];

/** What is known today about all children: for a page that knows nothing about anyone's. */
export function evidenceOverview(
  pack: EvidencePack,
  say: Say,
  locale: Locale,
  sources: SourceList = sourceList(pack.works, say),
) {
  const judged = pack.judgements.filter(({ group }) => overviewGroups.includes(group));
  const [longest, ...earlier] = found(pack, sources, say);
  return {
    found: longest!,
    earlier,
    certainty: certaintyRows(judged, sources, say, locale),
    limits: limits(pack, sources, say),
    sources: sources.rows,
  };
}

function certaintyRows(
  judged: EvidencePack["judgements"],
  sources: SourceList,
  say: Say,
  locale: Locale,
): CertaintyRow[] {
  return judged.map(({ group, level, phrase, restsOn, judgedOn, needsReview }) => ({
    group,
    level,
    levelWords: say(`certainty.${level}`),
    ...sources.state(
      say("evidence.certainty", {
        group: say(`evidence.group.${group}`),
        phrase: say(`evidence.phrase.${phrase}`),
      }),
      restsOn,
    ),
    judged: say("evidence.judged", {
      date: dateWords(judgedOn, locale),
      review: needsReview ? "needed" : "done",
    }),
  }));
}

function studied(evidence: EvidenceForChild, sources: SourceList, say: Say): Statement[] {
  const alone = evidence.resultsForAgeGroup
    .filter(({ product, route }) => product === "cord blood" && route === "intravenous")
    .map(({ code, values, group }) =>
      sources.state(
        say(`evidence.${code}`, {
          ...values,
          open: group === "16-and-over" ? "yes" : "no",
          ageHigh: values.ageHigh ?? 0,
        }),
        [],
      ),
    );
  // A study that gave two products stands there twice, so the id alone does not name a row.
  const rows = evidence.ageCoverage.rows.filter(({ product }) => product === "cord blood");
  const coverage = evidence.ageCoverage.counts
    .filter(({ product, kind }) => product === "cord blood" && kind === "trials")
    .map(({ code, values, route, studies }) => {
      const grounds = rows
        .filter(({ id }) => studies.includes(id))
        .flatMap(({ children }) => children?.figures ?? []);
      return sources.state(say(`evidence.${code}`, { ...values, route: routeWords(route, say) }), grounds);
    });
  return [...alone, ...coverage, sources.state(say("evidence.otherProducts"), [])];
}

/** The longest follow-up first. */
function found({ headline }: EvidencePack, sources: SourceList, say: Say): Statement[] {
  const { treated, control } = headline;
  return [...headline.results]
    .sort((a, b) => b.month - a.month)
    .map(({ month, effect }, index) => {
      const { value, ciLow, ciHigh } = withInterval(effect);
      const values = {
        month,
        effect: value,
        low: ciLow,
        high: ciHigh,
        treated: treated.value,
        control: control.value,
      };
      return sources.state(say(index === 0 ? "evidence.headline" : "evidence.headlineEarlier", values), [
        effect,
        treated,
        control,
      ]);
    });
}

/** An estimate is never shown without its interval, so one that has none is a mistake in the data. */
function withInterval({ value, ciLow, ciHigh, id }: CitedFigure) {
  if (ciLow === undefined || ciHigh === undefined)
    throw new RangeError(`the headline figure ${id} has no interval`);
  return { value, ciLow, ciHigh };
}

function limits({ headline }: EvidencePack, sources: SourceList, say: Say): Statement[] {
  const { records, treated, control, meanAge, ageLow, ageHigh } = headline;
  const years = (months: CitedFigure) => (months.unit === "months" ? months.value / 12 : months.value);
  return [
    sources.state(
      say("evidence.limit.records", {
        records: records.value,
        treated: treated.value,
        control: control.value,
      }),
      [records, treated, control],
    ),
    sources.state(
      say("evidence.limit.young", { mean: years(meanAge), low: years(ageLow), high: years(ageHigh) }),
      [meanAge, ageLow, ageHigh],
    ),
    sources.state(say("evidence.limit.scale"), []),
  ];
}

function untreated({ naturalCourse }: EvidenceForChild, sources: SourceList, say: Say): Statement[] {
  return naturalCourse.flatMap(({ code, month = 0, figures }) => {
    if (code !== "untreated-trial-children-gained" && code !== "untreated-trial-children-passed-the-curve")
      return [];
    const { change } = figures;
    if (!change) return [];
    const { value, ciLow, ciHigh } = change;
    const interval = ciLow === undefined || ciHigh === undefined ? "none" : "known";
    const values = { month, change: value, n: change.n ?? 0, interval, low: ciLow ?? 0, high: ciHigh ?? 0 };
    return [sources.state(say(`evidence.${code}`, values), [change])];
  });
}

/** Counts with their denominators, largest groups first: a harm without "out of how many" says nothing. */
function harms({ harms: all }: EvidenceForChild, sources: SourceList, say: Say): Statement[] {
  const outOf = ({ figures: { of, ofInfusions } }: PackedHarm) => of?.value ?? ofInfusions?.value ?? 0;
  return all
    .filter(({ products }) => products.includes("cord blood"))
    .sort((a, b) => outOf(b) - outOf(a))
    .slice(0, shownHarms)
    .map(({ code, kind, route, figures, products, mixedDiagnoses, upperLimit }) => {
      const numbers = Object.fromEntries(Object.entries(figures).map(([slot, { value }]) => [slot, value]));
      const values = {
        ...numbers,
        kind: say(`harm.kind.${kind}`),
        route: routeWords(route, say),
        apart: products.length === 1 ? "yes" : "no",
        mixed: mixedDiagnoses ? "yes" : "no",
        upper: upperLimit === undefined ? 0 : Math.ceil(upperLimit.value),
      };
      return sources.state(say(`harm.${code}`, values), Object.values(figures));
    });
}

/** "into a vein or into the spine": the ways that were used, or that it could not be read. */
export function routeWords(route: RouteKey, say: Say): string {
  if (route === "not read") return say("route.not read");
  const [ways = "", confirmed] = route.split(", ");
  const words = ways.split(" and ").map((way) => say(`route.${way as Route}`));
  const all = words.slice(1).reduce((first, second) => say("route.or", { first, second }), words[0]!);
  return confirmed === "not confirmed" ? say("route.notConfirmed", { route: all }) : all;
}

/** The sheet is one page; the evidence list on the command line and the data set hold them all. */
const shownHarms = 4;
