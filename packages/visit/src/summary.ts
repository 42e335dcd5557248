/**
 * The visit summary: everything the sheet says, in words and as data, for print, screen, Markdown and JSON alike.
 * Pure: the same facts, packs, day and words give the same summary on every machine.
 */
import type { EvidencePack } from "evidence";
import type { Child } from "./child.ts";
import { factRows } from "./child-facts.ts";
import { type CoursePart, coursePart } from "./course-part.ts";
import { type DosePart, dosePart } from "./dose-part.ts";
import { type EvidencePart, evidencePart } from "./evidence-part.ts";
import type { FactRow } from "./fact-row.ts";
import { dateWords } from "./local-words.ts";
import { type QuestionGroup, questionsPart } from "./questions-part.ts";
import { type SourceRow, sourceList } from "./sources.ts";
import { type TrialSet, type TrialsPart, trialsPart } from "./trials-part.ts";
import { directionOf, type Locale, say as sayIn } from "./words.ts";

/** What a summary is made from besides the child's facts. */
export interface Packs {
  readonly evidence: EvidencePack;
  readonly trials: TrialSet;
}

export interface VisitSummary {
  readonly format: 1;
  readonly locale: Locale;
  readonly direction: "ltr" | "rtl";
  readonly title: string;
  /** What the sheet is for and what it never says: beside the figures, not in a footer. */
  readonly purpose: string;
  readonly madeOn: { readonly date: string; readonly words: string };
  readonly child: readonly FactRow[];
  readonly evidence: EvidencePart;
  readonly course: CoursePart;
  readonly dose: DosePart;
  readonly trials: TrialsPart;
  readonly questions: readonly QuestionGroup[];
  readonly sources: readonly SourceRow[];
  readonly versions: readonly string[];
}

/**
 * @param today the day it is made, yyyy-MM-dd: ages, windows and staleness count from it.
 * @param version of Cordwise, printed at the foot.
 */
export function summarise(
  child: Child,
  packs: Packs,
  { today, locale, version }: { readonly today: string; readonly locale: Locale; readonly version: string },
): VisitSummary {
  const say = sayIn(locale);
  const sources = sourceList(packs.evidence.works, say);
  // Parts are made in the order they stand on the sheet, so that sources are numbered as they are met.
  const evidence = evidencePart(packs.evidence, child, sources, say, locale);
  const course = coursePart(child, sources, say);
  const dose = dosePart(child, sources, say, locale);
  const { dataSet } = packs.evidence;
  return {
    format: 1,
    locale,
    direction: directionOf(locale),
    title: say("summary.title"),
    purpose: say("summary.purpose"),
    madeOn: { date: today, words: say("summary.madeOn", { date: dateWords(today, locale) }) },
    child: factRows(child, say, locale),
    evidence,
    course,
    dose,
    trials: trialsPart(child, packs.trials, today, say, locale),
    questions: questionsPart(child, say),
    sources: sources.rows,
    versions: [
      say("summary.version.cordwise", { version }),
      say("summary.version.evidence", { version: dataSet.version, date: dateWords(dataSet.date, locale) }),
      say("summary.version.trials", { version: packs.trials.version }),
    ],
  };
}
