/** The record's words beside our reading of them, line by line, and the whole text with what was read marked. */
import type { TrialPage } from "server/contract";
import { criterionWords, type Locale, reasonWords, type Say } from "visit";
import type { PageMessage } from "../page/locale.ts";

export interface ReadLine {
  readonly id: string;
  /** The record's own words; empty where it is silent. */
  readonly words: string;
  readonly reading: string;
  readonly unread: boolean;
  readonly doubt?: string;
  readonly section?: string;
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
          reading: criterionWords(criterion, say, locale),
          unread: criterion.kind === "unread",
          ...(doubt && { doubt: reasonWords(doubt, say, locale) }),
          ...(section && { section }),
        })),
      },
    ];
  });
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
