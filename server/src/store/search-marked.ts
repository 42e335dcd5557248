/** Where the words of a search stand in registry text; shown as marks beside the text, never as HTML. */
import { foldedWords, type Marks, type PlacedWord, placedWords, type Snippet } from "trials";
import type { Phrase } from "./search-terms.ts";

/** A text longer than this is marked in its beginning only: a hostile record must not slow a page down. */
const longestMarked = 8_000;

export interface PlacedText {
  readonly from: Snippet["from"];
  readonly text: string;
  readonly words: readonly PlacedWord[];
}

export function placed(from: Snippet["from"], text: string): PlacedText {
  return { from, text, words: placedWords(text.slice(0, longestMarked)) };
}

/** Whether it is worth looking for marks in a long text; quick, and wrong only in that it may say yes. */
export function mayHold(text: string, phrases: readonly Phrase[]): boolean {
  const words = foldedWords(text.slice(0, longestMarked));
  // A stem may end otherwise than the word does ("palsi"), but it begins alike.
  return phrases.some(({ lexemes: [first] }) => words.includes(first!.lexeme.slice(0, -1)));
}

export function marksIn(
  { words }: PlacedText,
  phrases: readonly Phrase[],
  lexemes: ReadonlyMap<string, string>,
): Marks {
  const firsts = new Map<string, Phrase[]>();
  const beginnings = phrases.filter(({ lexemes, isPrefix }) => isPrefix && lexemes.length === 1);
  for (const phrase of phrases) {
    const { lexeme } = phrase.lexemes[0]!;
    firsts.set(lexeme, [...(firsts.get(lexeme) ?? []), phrase]);
  }
  const lexemeAt = (at: number) => lexemes.get(words[at]?.word ?? "") ?? "";
  const marks: [number, number][] = [];
  for (let at = 0; at < words.length; at++) {
    // Hardly any word begins a phrase; the others must cost next to nothing.
    const possible = firsts.get(lexemeAt(at)) ?? [];
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
