/**
 * Names of several words ("cerebral palsy", "stem cells") as one word each, which the index holds beside their words.
 * A phrase has to be checked in every text that has its words; a word is simply there, and its own rarity counts.
 *
 * Likewise the index holds one word for all names of a thing: to look for each of ten names takes ten times as long.
 */
import { type SynonymGroup, searchSynonyms } from "./search-synonyms.ts";
import { foldedWords } from "./search-words.ts";

/** Plurals are the only forms that matter in names; words that end in -ss or -is are none. */
export const singular = (word: string) => word.replace(/(?<=[a-z]{2}[^siu])s$/, "");

const inSingular = (words: readonly string[]) => words.map(singular).join(" ");

/** A word that stands where any of a group's names does. The digit makes it one that nobody types and no stemmer cuts. */
export const groupToken = ({ same }: SynonymGroup) =>
  `any0${inSingular(foldedWords(same[0]!).split(" ")).replaceAll(" ", "")}`;

const mostWords = 6;
const tokens = new Map<string, string>();
const groups = new Map<string, string[]>();
const firstWords = new Set<string>();
for (const group of searchSynonyms) {
  for (const name of [...group.same, ...group.kinds]) {
    const words = foldedWords(name).split(" ");
    const key = inSingular(words);
    if (words.length > 1) tokens.set(key, key.replaceAll(" ", ""));
    groups.set(key, [...(groups.get(key) ?? []), groupToken(group)]);
    firstWords.add(singular(words[0]!));
  }
}

/** The one word that stands for a name of several, if it is a name. */
export const nameToken = (words: readonly string[]) => tokens.get(inSingular(words));

/** The tokens of all names in a text of folded words, however they overlap, and once each those of their groups. */
export function nameTokens(folded: string): string[] {
  const words = folded.split(" ");
  const found: string[] = [];
  const ofGroups = new Set<string>();
  for (const [at, word] of words.entries()) {
    const first = singular(word);
    if (!firstWords.has(first)) continue;
    let key = first;
    for (let length = 1; length <= mostWords && at + length <= words.length; length++) {
      if (length > 1) key = `${key} ${singular(words[at + length - 1]!)}`;
      const token = tokens.get(key);
      if (token !== undefined) found.push(token);
      for (const group of groups.get(key) ?? []) ofGroups.add(group);
    }
  }
  return [...found, ...ofGroups];
}
