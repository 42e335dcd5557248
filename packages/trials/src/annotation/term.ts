/**
 * The words of the field: which phrases name a disease, a treatment, a medicine and so on, written as lists a
 * reader can take in, and found in a line at a cost that grows with the line alone.
 *
 * A list has one concept a line, `concept: phrase | phrase`. A star at the end of a word stands for any ending
 * (`epilep*`), one at its start for any beginning (`*ectomy`). A concept without a colon is its own phrase.
 */
import { PerWord } from "../known-words.ts";
import type { Token } from "../tokens.ts";

/** What a phrase is the name of. */
const termRoles = [
  "ability",
  "abuse",
  "allergy",
  "consent",
  "device",
  "disease",
  "finding",
  "language",
  "measure",
  "medicine",
  "motor-type",
  "operation",
  "organ",
  "palsy",
  "place",
  "pregnancy",
  "problem",
  "scale",
  "site",
  "therapy",
  "topography",
  "trial",
] as const;
export type TermRole = (typeof termRoles)[number];

/** A phrase of the field found in a line. */
export interface Term {
  readonly role: TermRole;
  readonly concept: string;
  /** Places of its tokens, the last exclusive. */
  readonly first: number;
  readonly next: number;
}

export interface Lexicon {
  readonly role: TermRole;
  readonly list: string;
}

interface Phrase {
  readonly role: TermRole;
  readonly concept: string;
  readonly words: readonly Pattern[];
  /** More letters spelled out make a phrase more certain where two of the same length fit. */
  readonly weight: number;
}

interface Pattern {
  readonly text: string;
  readonly open: "no" | "end" | "start";
}

/** Concepts of one role, written as a list. */
export function lexicon(role: TermRole, list: string): Lexicon {
  return { role, list };
}

/** Open words are looked up by their first or last letters, so each has at least so many. */
const keyLetters = 3;
const nothing: readonly Phrase[] = [];

/** Finds the longest phrase at each place of a line. */
export class TermFinder {
  readonly #exact = new Map<string, Phrase[]>();
  readonly #byStart = new Map<string, Phrase[]>();
  readonly #byEnd = new Map<string, Phrase[]>();
  readonly #candidates = new PerWord((text) => this.#phrasesFrom(text));

  constructor(lexicons: readonly Lexicon[]) {
    for (const { role, list } of lexicons) {
      for (const line of list.split("\n")) this.#add(role, line.trim());
    }
  }

  #add(role: TermRole, line: string): void {
    if (line === "") return;
    const colon = line.indexOf(":");
    const concept = (colon === -1 ? line.replaceAll("*", "") : line.slice(0, colon))
      .trim()
      .replace(/\s+/g, "-");
    for (const text of line.slice(colon + 1).split("|")) {
      const words = text.trim().split(/\s+/).map(patternOf);
      const first = words[0]!;
      const phrase = { role, concept, words, weight: words.reduce((sum, { text: t }) => sum + t.length, 0) };
      if (first.open !== "no" && first.text.length < keyLetters)
        throw new RangeError(
          `"${text.trim()}" is too short to be left open: give at least ${keyLetters} letters`,
        );
      const [index, key] =
        first.open === "no"
          ? [this.#exact, first.text]
          : first.open === "end"
            ? [this.#byStart, first.text.slice(0, keyLetters)]
            : [this.#byEnd, first.text.slice(-keyLetters)];
      index.set(key, [...(index.get(key) ?? []), phrase]);
    }
  }

  /** Phrases that may begin with a word, the longest first. */
  #phrasesFrom(word: string): readonly Phrase[] {
    const exact = this.#exact.get(word) ?? nothing;
    const starting = (this.#byStart.get(word.slice(0, keyLetters)) ?? nothing).filter(({ words }) =>
      word.startsWith(words[0]!.text),
    );
    const ending = (this.#byEnd.get(word.slice(-keyLetters)) ?? nothing).filter(
      ({ words }) => word.length > words[0]!.text.length && word.endsWith(words[0]!.text),
    );
    const all = [...exact, ...starting, ...ending];
    if (all.length === 0) return nothing;
    return all.sort((a, b) => b.words.length - a.words.length || b.weight - a.weight);
  }

  /** Phrases from the first to the last, none overlapping another. */
  find(tokens: readonly Token[]): Term[] {
    const terms: Term[] = [];
    for (let at = 0; at < tokens.length; ) {
      const { word } = tokens[at]!;
      // No phrase of the field begins with a number or a sign.
      const candidates = word === undefined ? nothing : this.#candidates.get(word);
      let phrase: Phrase | undefined;
      for (let i = 0; i < candidates.length && phrase === undefined; i++) {
        if (fits(candidates[i]!.words, tokens, at)) phrase = candidates[i];
      }
      if (phrase === undefined) {
        at++;
        continue;
      }
      const next = at + phrase.words.length;
      terms.push({ role: phrase.role, concept: phrase.concept, first: at, next });
      at = next;
    }
    return terms;
  }
}

function patternOf(text: string): Pattern {
  if (text.length > 1 && text.endsWith("*")) return { text: text.slice(0, -1), open: "end" };
  if (text.length > 1 && text.startsWith("*")) return { text: text.slice(1), open: "start" };
  return { text, open: "no" };
}

function fits(words: readonly Pattern[], tokens: readonly Token[], at: number): boolean {
  // The first word brought the phrase here, so the others decide.
  for (let i = 1; i < words.length; i++) {
    const word = tokens[at + i]?.text;
    const { text, open } = words[i]!;
    if (word === undefined) return false;
    if (!(open === "no" ? word === text : open === "end" ? word.startsWith(text) : word.endsWith(text)))
      return false;
  }
  return true;
}
