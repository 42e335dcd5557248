import { expect, test } from "vitest";
import { longWords, readingLevel } from "./reading-level.ts";

test("Flesch-Kincaid is the formula of 1975, on words and syllables counted by hand", () => {
  // 12 words in 2 sentences; 14 syllables: "table" and "water" have two.
  const { fleschKincaid, sentences, words } = readingLevel([
    "The cat sat on the table. It then drank all the water.",
  ]);
  expect([sentences, words]).toEqual([2, 12]);
  expect(fleschKincaid).toBeCloseTo(0.39 * 6 + 11.8 * (14 / 12) - 15.59, 10);
});

test("SMOG is the formula of 1969: 30 sentences with 25 long words in them give 3.1291 + 1.0430 x 5", () => {
  const blocks = Array.from({ length: 30 }, (_, i) => (i < 25 ? "We eat a banana." : "We eat a pear."));
  expect(readingLevel(blocks).smog).toBeCloseTo(8.3441, 4);
});

test("SMOG of a longer text looks at ten sentences from the beginning, the middle and the end", () => {
  const plain = Array.from({ length: 100 }, () => "We eat a pear.");
  const hard = (from: number) =>
    plain.map((text, i) => (i >= from && i < from + 10 ? "We eat a banana." : text));
  for (const from of [0, 45, 90])
    expect(readingLevel(hard(from)).smog).toBeCloseTo(3.1291 + 1.043 * Math.sqrt(10), 4);
  expect(readingLevel(hard(20)).smog).toBeCloseTo(3.1291, 4);
});

test("fewer than 30 sentences are brought to 30 by proportion, and counted", () => {
  const { smog, sentences } = readingLevel(["We eat a banana.", "We eat a pear."]);
  expect(smog).toBeCloseTo(3.1291 + 1.043 * Math.sqrt(15), 4);
  expect(sentences).toBe(2);
});

test("a stop inside a number ends no sentence, and a numeral is no word", () => {
  expect(readingLevel(["The gain was 1.42 points (from 0.31 to 2.52)."])).toMatchObject({
    sentences: 1,
    words: 6,
  });
});

test("the hard words are told", () => {
  expect(longWords(["An infusion and an infusion after a comparison."])).toEqual([
    ["infusion", 2],
    ["comparison", 1],
  ]);
});

test("no text has no level", () => {
  expect(readingLevel([])).toEqual({ fleschKincaid: 0, smog: 0, sentences: 0, words: 0 });
});
