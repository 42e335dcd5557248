/**
 * Whether two records are of the same report (one paper, found twice) or of two reports of the same study (one trial,
 * told in two papers). Identifiers decide; only where they are silent do the titles.
 */
import type { Identifiers } from "./found-record.ts";

/** What is compared. */
export interface Described extends Identifiers {
  readonly title: string;
  readonly year?: number;
}

/** "same-title" of a report also needs the years to be at most one apart: online and in print. */
export type Sameness =
  | { readonly kind: "report"; readonly because: "doi" | "pmid" | "pmcid" | "same-title" }
  | { readonly kind: "study"; readonly because: "registry-number" | "same-title" };

/** Share of word pairs in common from which on two titles are the same one, misprints and subtitles aside. */
const sameTitleFrom = 0.85;
/** Fewer words than this, as in "Reply" or "Cord blood and cerebral palsy", say too little to join by. */
const fewestTitleWords = 6;

/** @returns undefined where nothing says that the two belong together. */
export function sameness(a: Described, b: Described): Sameness | undefined {
  const agreeing = (["pmid", "doi", "pmcid"] as const).find(
    (name) => a[name] !== undefined && a[name] === b[name],
  );
  if (agreeing) return { kind: "report", because: agreeing };
  if (a.registry.some((number) => b.registry.includes(number))) {
    // The paper itself, where the title agrees too and no identifier says otherwise.
    if (sameTitle(a, b) && !apart(a, b)) return { kind: "report", because: "same-title" };
    return { kind: "study", because: "registry-number" };
  }
  if (!sameTitle(a, b)) return undefined;
  // A preprint and its article, or a talk and its paper, have one title and two identifiers.
  return { kind: apart(a, b) ? "study" : "report", because: "same-title" };
}

/** An identifier of one kind that both have and that differs. */
const apart = (a: Described, b: Described) =>
  (["doi", "pmid", "pmcid"] as const).some(
    (name) => a[name] !== undefined && b[name] !== undefined && a[name] !== b[name],
  );

function sameTitle(a: Described, b: Described): boolean {
  if (a.year !== undefined && b.year !== undefined && Math.abs(a.year - b.year) > 1) return false;
  return titleSimilarity(a.title, b.title) >= sameTitleFrom;
}

/**
 * Dice's coefficient of the pairs of neighbouring letters within words, from 0 to 1; 0 for titles too short to tell,
 * and where they differ in a number: "part 1" and "part 2" are two papers.
 */
export function titleSimilarity(a: string, b: string): number {
  const [wordsA, wordsB] = [titleWords(a), titleWords(b)];
  if (Math.min(wordsA.length, wordsB.length) < fewestTitleWords) return 0;
  if (numbersIn(wordsA) !== numbersIn(wordsB)) return 0;
  const left = letterPairs(wordsA);
  const right = letterPairs(wordsB);
  let common = 0;
  for (const [pair, count] of left) common += Math.min(count, right.get(pair) ?? 0);
  const all = total(left) + total(right);
  return all === 0 ? 0 : (2 * common) / all;
}

/** Lower case, without accents, markup and punctuation. */
export function titleWords(title: string): string[] {
  const plain = title
    .replace(/<[^>]*>/g, "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

const numeral = /^(\d+|i{1,3}|iv|v|vi)$/;
const numbersIn = (words: readonly string[]) => words.filter((word) => numeral.test(word)).join(" ");

function letterPairs(words: readonly string[]): Map<string, number> {
  const pairs = new Map<string, number>();
  for (const word of words) {
    const padded = ` ${word} `;
    for (let at = 0; at < padded.length - 1; at++) {
      const pair = padded.slice(at, at + 2);
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
  }
  return pairs;
}

const total = (pairs: ReadonlyMap<string, number>) =>
  [...pairs.values()].reduce((sum, count) => sum + count, 0);
