/** Where the words of a search stand in registry text; shown as marks beside the text, never as HTML. */
import { FirstLetters, type Marks, type PlacedWord, placedWords, type Snippet } from "trials";
import type { Phrase } from "./search-terms.ts";

/** A text longer than this is marked in its beginning only: a hostile record must not slow a page down. */
const longestMarked = 8_000;

export interface PlacedText {
  readonly from: Snippet["from"];
  readonly text: string;
  readonly words: readonly PlacedWord[];
}

/** What is looked for, made ready once for all texts of a page: hardly any word is it, and the others must cost little. */
export interface Sought {
  readonly phrases: readonly Phrase[];
  /** By their first lexeme. */
  readonly byFirst: ReadonlyMap<string, readonly Phrase[]>;
  /** Beginnings of single words, which any word may turn out to be. */
  readonly beginnings: readonly Phrase[];
  /** How a word begins that has a lexeme of the phrases, by its first letter. */
  readonly stems: ReadonlyMap<string, readonly string[]>;
  readonly firstLetters: FirstLetters;
}

export function sought(phrases: readonly Phrase[]): Sought {
  const lexemes = phrases.flatMap(({ lexemes }) => lexemes.map(({ lexeme }) => lexeme));
  // A stem may end otherwise than the word does ("palsi"), but it begins alike.
  const stems = new Set(lexemes.map((lexeme) => lexeme.slice(0, Math.max(1, lexeme.length - 1))));
  return {
    phrases,
    byFirst: Map.groupBy(phrases, ({ lexemes }) => lexemes[0]!.lexeme),
    beginnings: phrases.filter(({ lexemes, isPrefix }) => isPrefix && lexemes.length === 1),
    stems: Map.groupBy(stems, (stem) => stem[0]!),
    firstLetters: new FirstLetters(stems),
  };
}

export function placed(from: Snippet["from"], text: string, { firstLetters }: Sought): PlacedText {
  return { from, text, words: placedWords(text.slice(0, longestMarked), firstLetters) };
}

/** The words whose lexemes tell where marks are: those that begin as a stem does. */
export function wordsToKnow(texts: readonly PlacedText[], { stems }: Sought): Set<string> {
  const found = new Set<string>();
  for (const { words } of texts) {
    for (const { word } of words) {
      if (word !== "" && stems.get(word[0]!)?.some((stem) => word.startsWith(stem))) found.add(word);
    }
  }
  return found;
}

export function marksIn(
  { words }: PlacedText,
  { byFirst, beginnings }: Sought,
  lexemes: ReadonlyMap<string, string>,
): Marks {
  const lexemeAt = (at: number) => lexemes.get(words[at]?.word ?? "") ?? "";
  const marks: [number, number][] = [];
  for (let at = 0; at < words.length; at++) {
    if (words[at]!.word === "") continue;
    const possible = byFirst.get(lexemeAt(at)) ?? [];
    if (possible.length === 0 && beginnings.length === 0) continue;
    const longest = Math.max(0, ...[...possible, ...beginnings].map((phrase) => lengthAt(phrase, at)));
    if (longest === 0) continue;
    marks.push([words[at]!.from, words[at + longest - 1]!.to]);
    at += longest - 1;
  }
  return marks;

  function lengthAt({ lexemes: wanted, isPrefix }: Phrase, at: number): number {
    const first = wanted[0]!.at;
    const fits = wanted.every(({ lexeme, at: offset }, index) => {
      const place = at + offset - first;
      if (isPrefix && index === wanted.length - 1) {
        return Boolean(lexemeAt(place).startsWith(lexeme) || words[place]?.word.startsWith(lexeme));
      }
      return lexemeAt(place) === lexeme;
    });
    return fits ? wanted.at(-1)!.at - first + 1 : 0;
  }
}

const snippetLength = 260;

/** The part of a text that holds most marks, whole words, with the marks counted from its beginning. */
export function snippetOf({ from, text }: PlacedText, marks: Marks): Snippet {
  if (text.length <= snippetLength) return { from, text, marks };
  const starts = marks.map(([start]) => start);
  const best = starts.reduce(
    (best, start) => {
      const count = marks.filter(([a, b]) => a >= start && b <= start + snippetLength - 60).length;
      return count > best.count ? { start, count } : best;
    },
    { start: 0, count: 0 },
  );
  const wordStart = best.start <= 60 ? 0 : text.indexOf(" ", best.start - 60) + 1;
  const begin = wordStart > best.start ? best.start : wordStart;
  const cut = text.lastIndexOf(" ", begin + snippetLength);
  const end =
    begin + snippetLength >= text.length ? text.length : cut > begin + 40 ? cut : begin + snippetLength;
  return {
    from,
    text: text.slice(begin, end),
    marks: marks.filter(([a, b]) => a >= begin && b <= end).map(([a, b]) => [a - begin, b - begin] as const),
  };
}
