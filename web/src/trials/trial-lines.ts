/** The record's words beside our reading of them, line by line, and the whole text with what was read marked. */
import type { TrialPage } from "server/contract";
import { type AnnotatedKind, annotatedKinds, type Criterion } from "trials";
import { criterionWords, type Locale, reasonWords, type Say } from "visit";
import type { PageMessage } from "../page/locale.ts";

export interface ReadLine {
  readonly id: string;
  /** The record's own words; empty where it is silent. */
  readonly words: string;
  readonly reading: string;
  /** The reading is of some words of the line alone. */
  readonly mainWords: boolean;
  readonly unread: boolean;
  readonly doubt?: string;
  readonly section?: string;
  /** What it is about, in the terms of the gold set. */
  readonly kind: AnnotatedKind;
}

export interface LineGroup {
  readonly heading: string;
  readonly lines: readonly ReadLine[];
}

const groupsInOrder = ["inclusion", "exclusion", "unsectioned", "implied", "field"] as const;

export function lineGroups(page: TrialPage, t: Say<PageMessage>, say: Say, locale: Locale): LineGroup[] {
  const groupOf = ({ basis, section }: TrialPage["lines"][number]) =>
    basis === "written" ? (section ?? "unsectioned") : basis;
  return groupsInOrder.flatMap((group) => {
    const lines = page.lines.filter((line) => groupOf(line) === group && line.id !== "status");
    if (lines.length === 0) return [];
    return [
      {
        heading: t(`trial.lines.${group}`),
        lines: lines.map(({ id, criterion, quote, doubt, section }) => ({
          id,
          words: quote.text,
          ...readingOf(criterion, say, locale),
          kind: kindOf(criterion),
          unread: criterion.kind === "unread",
          ...(doubt && { doubt: reasonWords(doubt, say, locale) }),
          ...(section && { section }),
        })),
      },
    ];
  });
}

/** What is noted of a line that was not read whole is shown with a mark, whose meaning is said once. */
function readingOf(criterion: Criterion, say: Say, locale: Locale): Pick<ReadLine, "reading" | "mainWords"> {
  const noted = criterion.kind === "unread" ? criterion.noted : undefined;
  return { reading: criterionWords(noted ?? criterion, say, locale), mainWords: noted !== undefined };
}

function kindOf(criterion: Criterion): AnnotatedKind {
  if (criterion.kind === "fact") return criterion.asked.kind;
  if (criterion.kind === "unread") return criterion.noted ? kindOf(criterion.noted) : "other";
  if (criterion.kind === "all" || criterion.kind === "any")
    return criterion.of[0] ? kindOf(criterion.of[0]) : "other";
  if (criterion.kind === "cell-dose") return "lab-threshold";
  return annotatedKinds.find((kind) => kind === criterion.kind) ?? "other";
}

export interface TextPart {
  readonly text: string;
  /** Ids of the lines that were read from it by rule. */
  readonly lines: readonly string[];
}

/** The eligibility text cut at the ends of what was read, so that nothing of it is left out and nothing said twice. */
export function markedText({ trial, lines }: TrialPage): TextPart[] {
  const spans = lines.flatMap(({ id, criterion, quote }) =>
    quote.from === "text" && criterion.kind !== "unread"
      ? [{ id, from: quote.span[0], to: quote.span[1] }]
      : [],
  );
  const cuts = [0, trial.eligibility.length, ...spans.flatMap(({ from, to }) => [from, to])];
  const ends = [...new Set(cuts)].sort((a, b) => a - b);
  return ends.slice(1).map((to, index) => {
    const from = ends[index]!;
    return {
      text: trial.eligibility.slice(from, to),
      lines: spans.filter((span) => span.from <= from && to <= span.to).map(({ id }) => id),
    };
  });
}
