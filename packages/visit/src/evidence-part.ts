/** What research says for children like this one, in a fixed order: how sure, who was studied, what was found, what it leaves open. */
import { type CitedFigure, type EvidenceForChild, type EvidencePack, evidenceFor } from "evidence";
import type { Child } from "./child.ts";
import { dateWords } from "./local-words.ts";
import type { SourceList, Statement } from "./sources.ts";
import type { Locale, Say } from "./words.ts";

export interface CertaintyRow extends Statement {
  readonly group: string;
  readonly level: "high" | "moderate" | "low" | "very low";
  readonly levelWords: string;
  readonly judged: string;
}

export interface EvidencePart {
  /** The answer for the child's own age group first; `certainty[0]` says how sure it is. */
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
  sourcesOf: (works: EvidenceForChild["works"]) => SourceList,
  say: Say,
  locale: Locale,
): { part: EvidencePart; sources: SourceList } {
  const evidence = evidenceFor(pack, { age, ...(gmfcs !== undefined && { gmfcs }) });
  const sources = sourcesOf(evidence.works);
  const part: EvidencePart = {
    certainty: certainty(evidence, sources, say, locale),
    studied: studied(evidence, sources, say),
    found: found(evidence, sources, say),
    limits: limits(evidence, sources, say),
    untreated: untreated(evidence, sources, say),
    harms: harms(evidence, sources, say),
  };
  return { part, sources };
}

/** The narrower the group, the nearer to the child: all children together come last. */
function certainty(
  { certainty: judged }: EvidenceForChild,
  sources: SourceList,
  say: Say,
  locale: Locale,
): CertaintyRow[] {
  return [...judged].reverse().map(({ group, level, phrase, restsOn, judgedOn, needsReview }) => ({
    group,
    level,
    levelWords: say(`certainty.${level}`),
    ...sources.state(say("evidence.certainty", { group, phrase }), restsOn),
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
  const rows = new Map(evidence.ageCoverage.rows.map((row) => [row.id, row]));
  const coverage = evidence.ageCoverage.counts
    .filter(({ product, kind }) => product === "cord blood" && kind === "trials")
    .map(({ code, values, route, studies }) => {
      const grounds = studies.flatMap((id) => rows.get(id)?.children?.figures ?? []);
      return sources.state(
        say(`evidence.${code}`, { ...values, route: say(`route.${route}` as "route.intravenous") }),
        grounds,
      );
    });
  return [...alone, ...coverage, sources.state(say("evidence.otherProducts"), [])];
}

function found({ headline }: EvidenceForChild, sources: SourceList, say: Say): Statement[] {
  const { treated, control } = headline;
  return [...headline.results]
    .sort((a, b) => b.month - a.month)
    .map(({ month, effect }) => {
      const { value, ciLow, ciHigh } = withInterval(effect);
      const values = {
        month,
        effect: value,
        low: ciLow,
        high: ciHigh,
        treated: treated.value,
        control: control.value,
      };
      return sources.state(say("evidence.headline", values), [effect, treated, control]);
    });
}

/** An estimate is never shown without its interval, so one that has none is a mistake in the data. */
function withInterval({ value, ciLow, ciHigh, id }: CitedFigure) {
  if (ciLow === undefined || ciHigh === undefined)
    throw new RangeError(`the headline figure ${id} has no interval`);
  return { value, ciLow, ciHigh };
}

function limits({ headline }: EvidenceForChild, sources: SourceList, say: Say): Statement[] {
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
  return all
    .filter(({ product, otherProducts }) => product === "cord blood" && otherProducts.length === 0)
    .flatMap((harm) => {
      const { events, of, ofInfusions, comparatorEvents, comparatorOf } = harm.figures;
      const total = of ?? ofInfusions;
      if (!events || !total || harm.countedIn === "units") return [];
      const compared = comparatorEvents && comparatorOf ? "yes" : "no";
      const values = {
        kind: say(`harm.${harm.kind}`),
        events: events.value,
        of: total.value,
        counted: of ? "children" : "infusions",
        route: say(`route.${harm.route}` as "route.intravenous"),
        compared,
        comparatorEvents: comparatorEvents?.value ?? 0,
        comparatorOf: comparatorOf?.value ?? 0,
        limit: harm.upperLimit ? "yes" : "no",
        upper: harm.upperLimit?.value ?? 0,
      };
      const grounds = [events, total, comparatorEvents, comparatorOf].filter(
        (figure) => figure !== undefined,
      );
      return [{ of: total.value, statement: sources.state(say("evidence.harm", values), grounds) }];
    })
    .sort((a, b) => b.of - a.of)
    .slice(0, shownHarms)
    .map(({ statement }) => statement);
}

/** The sheet is one page; the evidence list on the command line and the data set hold them all. */
const shownHarms = 5;
