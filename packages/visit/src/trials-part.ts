/** Trials for this child, in order, each line with its verdict, the words it was read from, and why. */
import {
  type AskedFact,
  type CompiledTrial,
  type Finding,
  isForTeam,
  matchTrials,
  orderMatches,
  type Reason,
  readyTrials,
  type TrialMatch,
} from "trials";
import type { Child } from "./child.ts";
import { ageWords, countryWords, dateWords, listWords, monthsWords } from "./local-words.ts";
import { trialChild } from "./matching-facts.ts";
import type { Locale, Say, Values } from "./words.ts";

/** The trials a server publishes for a condition, with their criteria already read. */
export interface TrialSet {
  /** Changes whenever a record does: a hash of the content. */
  readonly version: string;
  readonly trials: readonly CompiledTrial[];
}

export interface TrialLine {
  readonly verdict: "met" | "not-met" | "unknown";
  /** True where the line was not read by rule: it is shown whole, for a person to read. */
  readonly unread: boolean;
  readonly verdictWords: string;
  /** What the line was read from, in words, and its own words: the registry's, or ours where they are restated. */
  readonly from: string;
  readonly quote: string;
  readonly because: string;
  readonly doubt?: string;
}

export interface TrialRow {
  readonly registryId: string;
  /** Its numbers in other registries. */
  readonly otherNumbers: readonly string[];
  readonly title: string;
  readonly url: string;
  readonly standing: TrialMatch["standing"];
  readonly standingWords: string;
  readonly counts: TrialMatch["counts"];
  readonly countsWords: string;
  readonly seen: string;
  readonly lines: readonly TrialLine[];
}

export interface TrialsPart {
  readonly lead: string;
  /** Said whenever a trial shown is restated rather than a registry's own record. */
  readonly label?: string;
  /** Said once where lines were read in part, so that they need only a mark. */
  readonly mainWords?: string;
  readonly rows: readonly TrialRow[];
}

export function trialsPart(child: Child, set: TrialSet, today: string, say: Say, locale: Locale): TrialsPart {
  if (set.trials.length === 0) return { lead: say("trials.none"), rows: [] };
  const matches = orderMatches(matchTrials(readyTrials(set.trials), trialChild(child), today));
  const restated = matches.filter(({ trial }) => trial.origin === "restated").length;
  const open = matches.filter(({ standing }) => standing === "nothing-broken").length;
  const mainWords = mainWordsNote(
    matches.flatMap(({ lines }) => lines),
    say,
  );
  return {
    lead: say("trials.lead", { count: matches.length, open }),
    ...(restated > 0 && {
      label:
        restated === matches.length
          ? say("trials.restated")
          : say("trials.restatedSome", { count: restated }),
    }),
    ...(mainWords && { mainWords }),
    rows: matches.map((match) => trialRow(match, say, locale)),
  };
}

/** What the mark on lines that were read in part means; undefined where no line has it. */
export const mainWordsNote = (lines: readonly Finding[], say: Say): string | undefined =>
  lines.some(({ doubt }) => doubt?.code === "doubt-noted") ? say("trials.mainWords") : undefined;

function trialRow({ trial, lines, counts, standing }: TrialMatch, say: Say, locale: Locale): TrialRow {
  const open = counts.unknown + counts.unread;
  return {
    registryId: trial.registryId,
    otherNumbers: trial.otherNumbers,
    title: trial.title,
    url: trial.url,
    standing,
    standingWords: say(`trials.standing.${standing}`),
    counts,
    countsWords: say("trials.counts", { notMet: counts.notMet, open, met: counts.met }),
    seen: say(`trials.seen.${trial.asOfMeans}`, { date: dateWords(trial.asOf, locale) }),
    lines: lines.map((line) => trialLine(line, say, locale)),
  };
}

/** A line of a trial in words. */
export function trialLine(finding: Finding, say: Say, locale: Locale): TrialLine {
  const { verdict, quote, because, doubt } = finding;
  const unread = isForTeam(finding);
  return {
    verdict,
    unread,
    verdictWords: say(unread ? "trials.verdict.unread" : `trials.verdict.${verdict}`),
    from: say(`trials.from.${placeOf(finding)}`),
    quote: short(quote.text) || say("trials.silent"),
    because: reasonWords(because, say, locale),
    ...(doubt && { doubt: reasonWords(doubt, say, locale) }),
  };
}

/** More of a line than this is prose; the trial's page has it whole. */
const longestQuote = 1_000;
const short = (text: string) =>
  text.length > longestQuote ? `${text.slice(0, longestQuote).replace(/[\ud800-\udbff]$/, "")} ...` : text;

const fields = ["overallStatus", "locations", "minimumAge", "maximumAge", "sex", "briefTitle"] as const;

/** Which part of the record a line was read from. */
function placeOf({ quote, section }: Finding) {
  if (quote.from === "text") return section ?? quote.from;
  if (quote.from === "field") return fields.find((field) => field === quote.field) ?? quote.from;
  return quote.from;
}

const million = 1e6;

/** A reason of `trials` as a sentence: ages in years and months, doses in millions, countries by name, lists as lists. */
export function reasonWords({ code, values }: Reason, say: Say, locale: Locale): string {
  const raw = values as Readonly<Record<string, string | number | readonly string[]>>;
  const words: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (typeof value === "object") {
      const named = name === "countries" ? value.map((country) => countryWords(country, locale)) : value;
      words[name] = listWords(
        name === "missing" ? named.map((fact) => missingWords(fact, say)) : named,
        locale,
      );
    } else words[name] = name === "country" ? countryWords(String(value), locale) : value;
  }
  const { childLowMonths: low, childHighMonths: high, limitMonths, cellsPerKg, neededCellsPerKg } = raw;
  if (typeof low === "number" && typeof high === "number") words.age = ageWords({ low, high }, say);
  if (typeof limitMonths === "number") words.limit = limitMonthsWords(Math.round(limitMonths), say);
  if (typeof raw.fact === "string") words.about = say(`about.${raw.fact as AskedFact}`);
  if (typeof cellsPerKg === "number") words.dose = cellsPerKg / million;
  if (typeof neededCellsPerKg === "number") words.needed = neededCellsPerKg / million;
  for (const day of ["asOf", "opensOn"])
    if (typeof raw[day] === "string") words[day] = dateWords(raw[day], locale);
  return say(`reason.${code}`, words satisfies Values);
}

/** An upper limit of days or weeks ends before the first month does. */
const limitMonthsWords = (months: number, say: Say) =>
  months < 0 ? say("fact.newborn") : monthsWords(months, say);

const missingWords = (fact: string, say: Say) =>
  fact === "weightKg" ? say("fact.weightKg") : say("fact.cordBlood.totalNucleatedCells");
