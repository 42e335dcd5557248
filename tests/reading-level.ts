/**
 * How many years of school a text asks of its reader, by two formulas.
 * - Flesch-Kincaid grade: Kincaid, Fishburne, Rogers and Chissom (1975), Naval Technical Training Command, Research
 *   Branch Report 8-75: 0.39 x words per sentence + 11.8 x syllables per word - 15.59.
 * - SMOG: McLaughlin (1969), Journal of Reading 12(8):639-646: 3.1291 + 1.0430 x the square root of the words of three
 *   syllables or more in 30 sentences, ten each from the beginning, the middle and the end. A text of fewer sentences
 *   is brought to 30 by proportion, which is rough; `sentences` says on how many a grade rests.
 * Formulas see words and sentences only: they miss layout, order and meaning, and do not replace readers.
 */
import { syllable } from "syllable";

export interface ReadingLevel {
  readonly fleschKincaid: number;
  readonly smog: number;
  readonly sentences: number;
  readonly words: number;
}

/** @param blocks paragraphs and list items, each of one sentence or more; the end of a block ends a sentence. */
export function readingLevel(blocks: readonly string[]): ReadingLevel {
  const sentences = blocks.flatMap(sentencesOf);
  const counts = sentences.map((sentence) => wordsOf(sentence).map(syllable));
  const words = counts.flat();
  if (words.length === 0) return { fleschKincaid: 0, smog: 0, sentences: 0, words: 0 };
  const syllables = words.reduce((sum, count) => sum + count, 0);
  const sampled = thirty(counts);
  const long = sampled.flat().filter((count) => count >= 3).length;
  return {
    fleschKincaid: (0.39 * words.length) / sentences.length + (11.8 * syllables) / words.length - 15.59,
    smog: 3.1291 + 1.043 * Math.sqrt((long * 30) / sampled.length),
    sentences: sentences.length,
    words: words.length,
  };
}

/** The words of three syllables or more, most frequent first: what to look at in a text that reads too hard. */
export function longWords(blocks: readonly string[]): readonly (readonly [word: string, times: number])[] {
  const times = new Map<string, number>();
  for (const word of blocks.flatMap(sentencesOf).flatMap(wordsOf)) {
    if (syllable(word) >= 3) times.set(word.toLowerCase(), (times.get(word.toLowerCase()) ?? 0) + 1);
  }
  return [...times].sort(([, a], [, b]) => b - a);
}

/** Ten sentences each from the beginning, the middle and the end; all of them where there are no more than 30. */
function thirty<Sentence>(sentences: readonly Sentence[]): readonly Sentence[] {
  if (sentences.length <= 30) return sentences;
  const middle = Math.floor(sentences.length / 2) - 5;
  return [...sentences.slice(0, 10), ...sentences.slice(middle, middle + 10), ...sentences.slice(-10)];
}

/** A stop between digits, as in 1.42, ends nothing. */
const sentencesOf = (block: string): string[] =>
  block.split(/[.!?:;]+(?=\s|$|["”’)])/u).filter((sentence) => wordsOf(sentence).length > 0);

/** Words have letters: numerals are read at a glance, and neither formula was made for them. */
const wordsOf = (sentence: string): string[] => sentence.match(/\p{L}[\p{L}’'-]*/gu) ?? [];
