/**
 * Two versions of an eligibility text, criterion by criterion: what is new, what is gone, what was reworded and what
 * stands under the other heading now. The order of lines asks nothing of anybody, so a line that only changed its
 * place is the same line.
 */
import type { AnnotatedCriterion } from "./annotation/annotated-criterion.ts";
import { readAnnotated } from "./annotation/read-annotated.ts";
import { eligibilityLines } from "./eligibility-lines.ts";
import type { Section } from "./section.ts";
import { type Movement, whatMoved } from "./what-moved.ts";

export interface ComparedLine {
  readonly section: Section;
  /** The registry's words, unescaped; of a longer line its beginning. */
  readonly text: string;
}

export type CriterionChange =
  | { readonly kind: "added"; readonly after: ComparedLine }
  | { readonly kind: "removed"; readonly before: ComparedLine }
  /** The same words under another heading: what included may exclude now. */
  | { readonly kind: "moved"; readonly before: ComparedLine; readonly after: ComparedLine }
  | {
      readonly kind: "changed";
      readonly before: ComparedLine;
      readonly after: ComparedLine;
      /** What a careful reader would note; empty where only the wording changed, or our rules read no difference. */
      readonly movements: readonly Movement[];
    };

export interface EligibilityComparison {
  /** In the order of the later text. */
  readonly changes: readonly CriterionChange[];
  /** How many more there are than are told. */
  readonly more: number;
  /** Lines that both texts have. */
  readonly same: number;
  /** The texts are longer than what is compared, and the rest of them differs or was not looked at. */
  readonly cut: boolean;
}

/** As far as criteria are read; the longest of 427 complete records had 8,347 characters. */
const furthestCompared = 60_000;
const mostChanges = 200;
const longestLine = 2_000;
/** Pairing looks at each line that is left beside each other one; real texts leave a few dozen. */
const mostPaired = 150;

export function compareEligibility(before: string, after: string): EligibilityComparison {
  const old = linesOf(before);
  const now = linesOf(after);
  const partners = partnersOf(old, now);
  const told: { readonly at: number; readonly change: CriterionChange }[] = [];
  let same = 0;
  now.forEach((line, at) => {
    const partner = partners.ofNow[at];
    if (partner === undefined) told.push({ at, change: { kind: "added", after: shown(line) } });
    else {
      const change = changeOf(old[partner]!, line);
      if (change === undefined) same++;
      else told.push({ at, change });
    }
  });
  let place = -1;
  old.forEach((line, at) => {
    const partner = partners.ofOld[at];
    if (partner !== undefined) place = partner;
    else told.push({ at: place + 0.5, change: { kind: "removed", before: shown(line) } });
  });
  told.sort((a, b) => a.at - b.at);
  return {
    changes: told.slice(0, mostChanges).map(({ change }) => change),
    more: Math.max(0, told.length - mostChanges),
    same,
    cut: Math.max(before.length, after.length) > furthestCompared,
  };
}

interface Line extends ComparedLine {
  /** The words without what changes nothing: capitals, blanks, the sign at the end. */
  readonly key: string;
  readonly rows: readonly AnnotatedCriterion[];
}

const sectionWord = /\b(?:inclusion|exclusion|eligibility)\b/i;

function linesOf(whole: string): Line[] {
  const text = whole.slice(0, furthestCompared);
  const rows = groupedBy(readAnnotated(text), ({ line }) => line);
  return eligibilityLines(text).flatMap(({ index, role, section, group, text: words }) => {
    // A plain heading is told by the section of its lines; one that names a group asks something itself.
    if (role === "heading" && group === undefined && sectionWord.test(words.slice(0, 200))) return [];
    return [
      {
        section,
        text: words,
        key: words
          .toLowerCase()
          .replace(/\s+/g, " ")
          .replace(/[\s.;,]+$/, ""),
        rows: role === "line" ? (rows.get(index) ?? []) : [],
      },
    ];
  });
}

const shown = ({ section, text }: Line): ComparedLine => ({
  section,
  text: text.length > longestLine ? `${text.slice(0, longestLine)} ...` : text,
});

function changeOf(before: Line, after: Line): CriterionChange | undefined {
  const sides = { before: shown(before), after: shown(after) };
  if (before.key === after.key)
    return before.section === after.section ? undefined : { kind: "moved", ...sides };
  return {
    kind: "changed",
    ...sides,
    movements: whatMoved(before.rows, after.rows),
  };
}

function groupedBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

interface Partners {
  readonly ofOld: (number | undefined)[];
  readonly ofNow: (number | undefined)[];
}

function partnersOf(old: readonly Line[], now: readonly Line[]): Partners {
  const partners: Partners = {
    ofOld: new Array(old.length).fill(undefined),
    ofNow: new Array(now.length).fill(undefined),
  };
  const pair = (one: number, other: number) => {
    partners.ofOld[one] = other;
    partners.ofNow[other] = one;
  };
  for (const keyOf of [({ section, key }: Line) => `${section} ${key}`, ({ key }: Line) => key]) {
    const free = [...old.keys()].filter((at) => partners.ofOld[at] === undefined).reverse();
    const waiting = groupedBy(free, (at) => keyOf(old[at]!));
    now.forEach((line, at) => {
      const found = partners.ofNow[at] === undefined ? waiting.get(keyOf(line))?.pop() : undefined;
      if (found !== undefined) pair(found, at);
    });
  }
  for (const { one, other } of likest(left(old, partners.ofOld), left(now, partners.ofNow)))
    if (partners.ofOld[one] === undefined && partners.ofNow[other] === undefined) pair(one, other);
  return partners;
}

interface LeftLine {
  readonly at: number;
  readonly line: Line;
  readonly words: ReadonlySet<string>;
}

const left = (lines: readonly Line[], partners: readonly (number | undefined)[]): LeftLine[] =>
  lines
    .flatMap((line, at) => (partners[at] === undefined ? [{ line, at }] : []))
    .slice(0, mostPaired)
    .map(({ line, at }) => ({
      line,
      at,
      words: new Set(line.key.slice(0, longestLine).match(/[\p{L}\p{N}]+/gu)),
    }));

/** Lines of which less than this is common are two criteria, not one reworded. */
const leastLike = 0.5;

/** Pairs that may be one criterion reworded, the most alike first. */
function likest(old: readonly LeftLine[], now: readonly LeftLine[]) {
  const pairs = old.flatMap((one) =>
    now.flatMap((other) => {
      const like = likeness(one, other);
      return like < leastLike ? [] : [{ one: one.at, other: other.at, like }];
    }),
  );
  return pairs.sort((a, b) => b.like - a.like || Math.abs(a.one - a.other) - Math.abs(b.one - b.other));
}

/** Shared words against all words (Dice), and more where both lines are about one thing: an age, one treatment. */
function likeness(one: LeftLine, other: LeftLine): number {
  let common = 0;
  for (const word of one.words) if (other.words.has(word)) common++;
  const dice = (2 * common) / (one.words.size + other.words.size || 1);
  const [a, b] = [one.line.rows[0], other.line.rows[0]];
  const sameSubject = a !== undefined && a.kind === b?.kind && a.concept === b.concept && a.kind !== "other";
  return dice + (sameSubject ? 0.3 : 0) + (one.line.section === other.line.section ? 0 : -0.2);
}
