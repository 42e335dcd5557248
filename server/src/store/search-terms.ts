/** Concepts as PostgreSQL's text search wants them. Built from lexemes only, so that no text can break the syntax. */
import type { Alternative, SearchConcept } from "trials";

/** Part of a tsvector: all of it, or the weights named. */
export type Scope = "" | "AB" | "AC";

/** An alternative as lexemes, with the gaps that unindexed words leave. */
export interface Phrase {
  readonly lexemes: readonly { readonly lexeme: string; readonly at: number }[];
  /** The lexeme that the index has for all of them together, where they are a known name. */
  readonly name?: string;
  /** The lexeme that the index has for them and for their synonyms. */
  readonly group?: string;
  readonly isPrefix: boolean;
  readonly isSynonym: boolean;
}

export interface Term {
  /** What was typed, and what else it is called; never both empty. */
  readonly own: readonly Phrase[];
  readonly synonyms: readonly Phrase[];
  readonly scope: Scope;
}

/** @returns undefined where nothing of the concept is indexed. */
export function termOf(
  concept: SearchConcept,
  lexemes: ReadonlyMap<string, string>,
  scope: Scope,
): Term | undefined {
  const phrases = concept
    .map((alternative) => phraseOf(alternative, lexemes))
    .filter((phrase) => phrase !== undefined);
  const own = phrases.filter(({ isSynonym }) => !isSynonym);
  return own.length === 0
    ? undefined
    : { own, synonyms: phrases.filter(({ isSynonym }) => isSynonym), scope };
}

function phraseOf(
  { words, token, group, isPrefix, isSynonym }: Alternative,
  lexemes: ReadonlyMap<string, string>,
): Phrase | undefined {
  const found = words
    // The beginning of a word may happen to be a word that is not indexed ("the" of "therapy").
    .map((word, at) => ({
      lexeme: lexemes.get(word) || (isPrefix && at === words.length - 1 ? word : ""),
      at,
    }))
    .filter(({ lexeme }) => lexeme !== "");
  const name = token && lexemes.get(token);
  const any = group && lexemes.get(group);
  return found.length === 0
    ? undefined
    : { lexemes: found, ...(name && { name }), ...(any && { group: any }), isPrefix, isSynonym };
}

/** Whether it is looked for as one word and not as several that follow one another. */
export const isOneLexeme = ({ name, lexemes }: Phrase) => name !== undefined || lexemes.length === 1;

export const quoted = (lexeme: string) => `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

function phraseText({ lexemes, name, isPrefix }: Phrase, scope: Scope): string {
  if (name !== undefined) return lexemeText(name, scope);
  const parts = lexemes.map(({ lexeme, at }, index) => {
    const label = `${isPrefix && index === lexemes.length - 1 ? "*" : ""}${scope}`;
    const gap = index === 0 ? "" : ` <${at - lexemes[index - 1]!.at}> `;
    return `${gap}${quoted(lexeme)}${label && `:${label}`}`;
  });
  return `(${parts.join("")})`;
}

export const anyOf = (phrases: readonly Phrase[], scope: Scope) =>
  `(${phrases.map((phrase) => phraseText(phrase, scope)).join(" | ")})`;

/** Everything a term finds. Synonyms are found by the lexeme of their group. */
export const termText = ({ own, scope }: Term) =>
  `(${own
    .flatMap((phrase) => [
      // Of a name the group's lexeme stands wherever its own does; of a single word there are more forms than names.
      ...(phrase.group && phrase.name ? [] : [phraseText(phrase, scope)]),
      ...(phrase.group ? [lexemeText(phrase.group, scope)] : []),
    ])
    .join(" | ")})`;

/** Of those that have synonyms, what stands for all of them; undefined where none has. */
export function groupsOf({ own }: Term): string | undefined {
  const groups = own.flatMap(({ group }) => group ?? []);
  return groups.length === 0 ? undefined : groups.map((group) => lexemeText(group, "")).join(" | ");
}

const lexemeText = (group: string, scope: Scope) => `${quoted(group)}${scope && `:${scope}`}`;

export const allOf = (terms: readonly Term[]) => terms.map(termText).join(" & ");
