/**
 * Names of several words ("cerebral palsy", "stem cells") as one word each, which the index holds beside their words.
 * A phrase has to be checked in every text that has its words; a word is simply there, and its own rarity counts.
 */
import { searchSynonyms } from "./search-synonyms.ts";
import { foldedWords } from "./search-words.ts";

/** Plurals are the only forms that matter in names; words that end in -ss or -is are none. */
export const singular = (word: string) => word.replace(/(?<=[a-z]{2}[^siu])s$/, "");

const inSingular = (words: readonly string[]) => words.map(singular).join(" ");

const mostWords = 6;
const tokens = new Map<string, string>();
const firstWords = new Set<string>();
for (const { same, kinds } of searchSynonyms) {
  for (const name of [...same, ...kinds]) {
    const words = foldedWords(name).split(" ");
    if (words.length < 2) continue;
    const key = inSingular(words);
    tokens.set(key, key.replaceAll(" ", ""));
    firstWords.add(singular(words[0]!));
  }
}

/** The one word that stands for a name of several, if it is a name. */
export const nameToken = (words: readonly string[]) => tokens.get(inSingular(words));

/** The tokens of all names in a text of folded words, however they overlap. */
export function nameTokens(folded: string): string[] {
  const words = folded.split(" ");
  const found: string[] = [];
  for (const [at, word] of words.entries()) {
    const first = singular(word);
    if (!firstWords.has(first)) continue;
    let key = first;
    for (let length = 2; length <= mostWords && at + length <= words.length; length++) {
      key = `${key} ${singular(words[at + length - 1]!)}`;
      const token = tokens.get(key);
      if (token !== undefined) found.push(token);
    }
  }
  return found;
}
