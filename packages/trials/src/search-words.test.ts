import fc from "fast-check";
import { expect, test } from "vitest";
import { FirstLetters, foldedWords, placedWords } from "./search-words.ts";

const written = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."abEo \n-'1É½") }),
  fc
    .array(fc.constantFrom("Oedema", "aemia", "edema", "Oesophagus", "cord", "Élan", "-", "(p=0.5)"))
    .map((words) => words.join(" ")),
  fc.string({ unit: "binary" }),
);

test("words by their first letter stand where all words stand, and none that begins so is left out", () => {
  fc.assert(
    fc.property(
      written,
      fc.constantFrom("e", "ed", "o", "eso", "emi", "co", "1", "é", "a"),
      (text, letter) => {
        const all = placedWords(text);
        const some = placedWords(text, new FirstLetters([letter]));
        expect(some.map(({ from, to }) => [from, to])).toEqual(all.map(({ from, to }) => [from, to]));
        for (const [at, { word }] of all.entries()) {
          if (some[at]!.word !== "" || word.startsWith(letter)) expect(some[at]!.word).toBe(word);
        }
      },
    ),
  );
});

test("a word of one letter is found at the very end", () => {
  expect(placedWords("vitamin E", new FirstLetters(["e"])).at(-1)?.word).toBe("e");
});

test("words are placed where they stand and folded as in the index", () => {
  expect(placedWords("Hypoxic-ischaemic Oedème, 2").map(({ word, from, to }) => [word, from, to])).toEqual([
    ["hypoxic", 0, 7],
    ["ischemic", 8, 17],
    ["edeme", 18, 24],
    ["2", 26, 27],
  ]);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => {
      expect(
        placedWords(text)
          .map(({ word }) => word)
          .join(" "),
      ).toBe(foldedWords(text));
    }),
  );
});
