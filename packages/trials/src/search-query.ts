/**
 * What somebody typed into a search, as concepts. Any text is a query: quotes hold a phrase together, a minus before
 * a word keeps it out, OR (in capitals, or |) joins alternatives, a star ends the beginning of a word. Whatever else
 * is there counts as words; a quote that does not close ends with the text.
 */
import { groupToken, nameToken, singular } from "./search-names.ts";
import { type SynonymGroup, searchSynonyms } from "./search-synonyms.ts";
import { foldedWords } from "./search-words.ts";

export interface Alternative {
  /** Folded words that must follow one another. */
  readonly words: readonly string[];
  /** The one word that the index has for them together, where they are a known name. */
  readonly token?: string;
  /** The one word that the index has for them and for every synonym, where there are any. */
  readonly group?: string;
  /** The last word is only the beginning of one. */
  readonly isPrefix: boolean;
  /** Nobody typed it: it means the same, or is a kind of what was typed. */
  readonly isSynonym: boolean;
}

/** One thing that is looked for; any of its alternatives will do. */
export type SearchConcept = readonly Alternative[];

export interface SearchQuery {
  readonly required: readonly SearchConcept[];
  readonly excluded: readonly SearchConcept[];
  /** Typed beyond the longest query that is answered, or without a letter or a number in it. */
  readonly ignored: readonly string[];
}

/** Nobody types more on purpose; a text pasted by mistake must not become a thousand conditions. */
const mostWords = 32;

export function readSearchQuery(typed: string): SearchQuery {
  const pieces = piecesOf(typed.slice(0, 2_000));
  const kept = pieces.slice(0, mostWords);
  const excluded = kept.filter(({ isExcluded }) => isExcluded).map((piece) => [alternativeOf(piece)]);
  return {
    required: withSynonyms(kept.filter(({ isExcluded }) => !isExcluded)),
    excluded,
    ignored:
      pieces.length === 0 ? signsOnly(typed) : pieces.slice(mostWords).map(({ words }) => words.join(" ")),
  };
}

/** Nothing to look for: whoever typed it is told, for all there is will be found. */
const signsOnly = (typed: string) =>
  typed.trim() === "" ? [] : [[...typed.trim().slice(0, 120)].slice(0, 60).join("")];

interface Piece {
  readonly words: readonly string[];
  readonly isPrefix: boolean;
  readonly isExcluded: boolean;
  /** Joined to the piece before it by OR. */
  readonly isAlternative: boolean;
  /** In quotes, and so taken at its word. */
  readonly isQuoted: boolean;
}

const shape =
  /(?<minus>(?<=^|\s)[-−–](?=\S))?(?:["“”„«»](?<quoted>[^"“”„«»]*)(?:["“”„«»]|$)|(?<plain>[^\s"“”„«»|]+)|(?<bar>\|))/gu;

function piecesOf(typed: string): Piece[] {
  const pieces: Piece[] = [];
  let joins = false;
  for (const { groups } of typed.matchAll(shape)) {
    const { minus, quoted, plain, bar } = groups!;
    if (bar !== undefined || (plain === "OR" && minus === undefined)) {
      joins = pieces.length > 0;
      continue;
    }
    const text = quoted ?? plain ?? "";
    const words = foldedWords(text).split(" ").filter(Boolean);
    if (words.length === 0) continue;
    const isPrefix = quoted === undefined && text.endsWith("*") && words.at(-1)!.length >= 3;
    const isExcluded = minus !== undefined;
    pieces.push({
      words,
      isPrefix,
      isExcluded,
      isAlternative: joins && !isExcluded && !pieces.at(-1)!.isExcluded,
      isQuoted: quoted !== undefined,
    });
    joins = false;
  }
  return pieces;
}

const alternativeOf = ({ words, isPrefix }: Piece) => alternative(words, { isPrefix, isSynonym: false });

function alternative(words: readonly string[], kind: { isPrefix: boolean; isSynonym: boolean }): Alternative {
  const token = kind.isPrefix ? undefined : nameToken(words);
  return { words, ...(token && { token }), ...kind };
}

/** Puts together neighbours that name one thing ("cerebral", "palsy") and adds what else it is called. */
function withSynonyms(pieces: readonly Piece[]): SearchConcept[] {
  const concepts: Alternative[][] = [];
  for (let at = 0; at < pieces.length; ) {
    const piece = pieces[at]!;
    const { group, length } = named(pieces, at) ?? { group: undefined, length: 1 };
    const words = pieces.slice(at, at + length).flatMap((part) => part.words);
    const own = alternative(words, { isPrefix: length === 1 && piece.isPrefix, isSynonym: false });
    const alternatives = [
      { ...own, ...(group && { group: groupToken(group) }) },
      ...synonymsOf(words, group),
    ];
    if (piece.isAlternative) concepts.at(-1)!.push(...alternatives);
    else concepts.push(alternatives);
    at += length;
  }
  return concepts;
}

/** The longest name in the list that begins at this piece. */
function named(pieces: readonly Piece[], at: number) {
  if (pieces[at]!.isQuoted || pieces[at]!.isPrefix) return undefined;
  let found: { group: SynonymGroup; length: number } | undefined;
  let words = "";
  for (let length = 1; length <= 5 && at + length <= pieces.length; length++) {
    const next = pieces[at + length - 1]!;
    if (length > 1 && (next.isQuoted || next.isPrefix || next.isAlternative)) break;
    words = `${words} ${next.words.join(" ")}`.trim();
    const group = groupOf.get(keyOf(words));
    if (group) found = { group, length };
  }
  return found;
}

const keyOf = (words: string) => words.split(" ").map(singular).join(" ");

const groupOf = new Map(
  searchSynonyms.flatMap((group) => group.same.map((name) => [keyOf(foldedWords(name)), group] as const)),
);

function synonymsOf(words: readonly string[], group: SynonymGroup | undefined): Alternative[] {
  if (group === undefined) return [];
  return (
    [...group.same, ...group.kinds]
      .map((name) => foldedWords(name))
      // What has the typed words in it is found by them.
      .filter((name) => !` ${name} `.includes(` ${words.join(" ")} `))
      .map((name) => alternative(name.split(" "), { isPrefix: false, isSynonym: true }))
      .filter(({ token }) => token === undefined || token !== nameToken(words))
  );
}
