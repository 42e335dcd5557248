/**
 * From an eligibility text to criteria. Nothing of the text is lost: a line is read, read in part, or kept
 * for a person with the reason why it was not read.
 */
import type { AnnotatedCriterion } from "./annotation/annotated-criterion.ts";
import { readAnnotated } from "./annotation/read-annotated.ts";
import { cohortNamed } from "./cohort-names.ts";
import type { Criterion } from "./criterion.ts";
import { type EligibilityLine, eligibilityLines, sourceOffset } from "./eligibility-lines.ts";
import { hasLevelsOrElse } from "./levels-or-else.ts";
import { isOfOthers, notedLine } from "./noted-line.ts";
import { type LinePart, readLine } from "./read-line.ts";
import { type Reason, reason } from "./reason.ts";
import type { Section } from "./section.ts";
import { sureFact } from "./sure-facts.ts";

/** A criterion with the words of the registry it was read from. */
export interface TextCriterion {
  readonly criterion: Criterion;
  readonly section: Section;
  /** The participants the line is about, in the words of the text, where it names some. */
  readonly group?: string;
  /** The registry's words, unescaped. */
  readonly text: string;
  /** Where they stand in the registry's text: UTF-16 units, the end exclusive. */
  readonly span: readonly [from: number, to: number];
}

/** Longer lines are prose and left to a person. */
const longestLine = 2_000;

/**
 * How far into a text lines are read by rule. Real texts end long before (8,347 characters was the longest of
 * 427 complete records); what a hostile text has beyond is kept without being looked at.
 */
const furthestRead = 60_000;

export function readCriteria(eligibility: string): TextCriterion[] {
  const annotated = new Map<number, AnnotatedCriterion[]>();
  for (const row of readAnnotated(eligibility))
    annotated.set(row.line, [...(annotated.get(row.line) ?? []), row]);
  return eligibilityLines(eligibility).flatMap((line) =>
    line.role === "heading" ? [] : ofLine(line, annotated.get(line.index) ?? []),
  );
}

function ofLine(line: EligibilityLine, annotated: readonly AnnotatedCriterion[]): TextCriterion[] {
  const closed = whyNotByRule(line);
  if (closed !== undefined) return [whole(line, unread(closed, line, annotated))];
  if (line.section === "inclusion" && hasLevelsOrElse(line.text))
    return [whole(line, unread(reason("unread-line", {}), line, annotated, true))];
  const { parts, whole: complete } = readLine(
    line.text,
    line.section === "exclusion" ? "exclusion" : "inclusion",
  );
  const read = parts.map((part) => ofPart(line, part));
  if (complete) return read;
  const fact = read.length === 0 ? sureFact(annotated, line.text) : undefined;
  if (fact !== undefined) return [whole(line, fact)];
  const why = read.length === 0 ? reason("unread-line", {}) : reason("unread-rest-of-line", {});
  const kinds = new Set<string>(read.map(({ criterion }) => criterion.kind));
  const rest = annotated.filter(({ kind }) => !kinds.has(kind));
  return [...read, whole(line, unread(why, line, rest))];
}

/** Reasons that lie in the line itself; behind any other something else decides what the line means. */
const standsAlone = new Set<Reason["code"]>(["unread-line", "unread-rest-of-line"]);
/** Without a section nobody knows which way a line counts, and prose of such length was not looked at. */
const notLookedAt = new Set<Reason["code"]>(["unread-no-section", "unread-too-long"]);

function unread(
  why: Reason,
  line: EligibilityLine,
  rows: readonly AnnotatedCriterion[],
  hangs = !standsAlone.has(why.code),
): Criterion {
  const noted =
    notLookedAt.has(why.code) || isOfOthers(line.group?.label)
      ? undefined
      : notedLine(rows, line.text, hangs);
  return { kind: "unread", why, ...(noted && { noted }) };
}

function whyNotByRule({ text, to, section, group, standing }: EligibilityLine): Reason | undefined {
  if (text.length > longestLine || to > furthestRead)
    return reason("unread-too-long", { characters: text.length });
  if (section === "unsectioned") return reason("unread-no-section", {});
  if (group?.audience === "some") return reason("unread-one-group", { group: group.label });
  const cohort = cohortNamed(text);
  if (cohort !== undefined) return reason("unread-one-group", { group: cohort });
  if (standing.kind === "under") return reason("unread-under-heading", { heading: standing.heading });
  if (standing.kind === "tied") return reason("unread-tied-to-neighbour", {});
  return undefined;
}

function whole(line: EligibilityLine, criterion: Criterion): TextCriterion {
  return ofPart(line, { criterion, from: 0, to: line.text.length });
}

function ofPart(
  line: EligibilityLine,
  part: Omit<LinePart, "criterion"> & { readonly criterion: Criterion },
): TextCriterion {
  return {
    criterion: part.criterion,
    section: line.section,
    ...(line.group && { group: line.group.label }),
    text: line.text.slice(part.from, part.to),
    span: [sourceOffset(line, part.from), sourceOffset(line, part.to)],
  };
}
