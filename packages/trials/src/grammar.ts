/**
 * Small parsers over tokens, put together into the grammars of ages, levels and cord blood. A parser looks
 * at the tokens from a place on and says what it found and where it ended, or undefined. None goes on for
 * longer than its phrase, so reading a line takes time proportional to its length.
 */
import type { Token } from "./tokens.ts";

export interface Found<Value> {
  readonly value: Value;
  /** The place after the last token used. */
  readonly next: number;
}
export type Parser<Value> = (tokens: readonly Token[], at: number) => Found<Value> | undefined;

/** What a phrase stands for; undefined where it has been refused. */
interface Entry<Value> {
  readonly words: readonly string[];
  readonly value: Value | undefined;
}
/** Phrases by their first word, the longest first. */
type Table<Value> = ReadonlyMap<string, readonly Entry<Value>[]>;

/** A parser of nothing but phrases, which several such can be joined into. */
interface PhraseParser<Value> extends Parser<Value> {
  readonly table: Table<Value>;
}

/**
 * One of several phrases of words and signs; the longest that fits is taken. Phrases are given one by one, or
 * many in one text with bars between them: "at least | minimum | >=".
 */
export function phrase(...phrases: readonly string[]): Parser<string> {
  const single = phrases.flatMap((text) => text.split("|").map((one) => one.trim().split(/\s+/)));
  return phraseParser(single.map((words) => ({ words, value: words.join(" ") })));
}

function phraseParser<Value>(entries: readonly Entry<Value>[]): PhraseParser<Value> {
  const table = new Map<string, Entry<Value>[]>();
  for (const entry of [...entries].sort((a, b) => b.words.length - a.words.length)) {
    const first = entry.words[0]!;
    const same = table.get(first);
    if (same === undefined) table.set(first, [entry]);
    else same.push(entry);
  }
  const parse: Parser<Value> = (tokens, at) => {
    const first = tokens[at];
    const candidates = first === undefined ? undefined : table.get(first.text);
    if (candidates === undefined) return undefined;
    for (const { words, value } of candidates) {
      let same = 1;
      while (same < words.length && tokens[at + same]?.text === words[same]) same++;
      if (same === words.length) return value === undefined ? undefined : { value, next: at + same };
    }
    return undefined;
  };
  return Object.assign(parse, { table });
}

/** Every word and sign of parsers that are nothing but phrases. */
export function vocabulary(...parsers: readonly Parser<unknown>[]): ReadonlySet<string> {
  return new Set(
    parsers.flatMap((parser) => [...(tableOf(parser)?.values() ?? [])].flat().flatMap(({ words }) => words)),
  );
}

function tableOf<Value>(parser: Parser<Value>): Table<Value> | undefined {
  return "table" in parser ? (parser as PhraseParser<Value>).table : undefined;
}

/** Each parser after the other; the values as a tuple. */
export function sequence<Values extends readonly unknown[]>(
  ...parsers: { readonly [K in keyof Values]: Parser<Values[K]> }
): Parser<Values> {
  return (tokens, at) => {
    const values: unknown[] = [];
    let next = at;
    for (const parser of parsers) {
      const found = parser(tokens, next);
      if (found === undefined) return undefined;
      values.push(found.value);
      next = found.next;
    }
    // The loop has filled it in the order of the parsers' types.
    return { value: values as unknown as Values, next };
  };
}

/** The first of several parsers that fits; of parsers that are all phrases, the longest phrase. */
export function oneOf<Value>(...parsers: readonly Parser<Value>[]): Parser<Value> {
  const tables = parsers.map(tableOf);
  // One look into one table, however many lists the phrases were written in.
  if (tables.every((table) => table !== undefined))
    return phraseParser(tables.flatMap((table) => [...table.values()].flat()));
  return (tokens, at) => {
    for (const parser of parsers) {
      const found = parser(tokens, at);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** Always fits; without a value when the parser does not. */
export function maybe<Value>(parser: Parser<Value>): Parser<Value | undefined> {
  return (tokens, at) => parser(tokens, at) ?? { value: undefined, next: at };
}

/** As often as it fits, from `least` to `most` times. */
export function repeated<Value>(
  parser: Parser<Value>,
  least: number,
  most: number,
): Parser<readonly Value[]> {
  return (tokens, at) => {
    const values: Value[] = [];
    let next = at;
    while (values.length < most) {
      const found = parser(tokens, next);
      if (found === undefined) break;
      values.push(found.value);
      next = found.next;
    }
    return values.length < least ? undefined : { value: values, next };
  };
}

/** The parser's value changed, or refused by returning undefined. */
export function map<From, To>(parser: Parser<From>, change: (value: From) => To | undefined): Parser<To> {
  const table = tableOf(parser);
  if (table !== undefined)
    return phraseParser(
      [...table.values()]
        .flat()
        .map(({ words, value }) => ({ words, value: value === undefined ? undefined : change(value) })),
    );
  return (tokens, at) => {
    const found = parser(tokens, at);
    if (found === undefined) return undefined;
    const value = change(found.value);
    return value === undefined ? undefined : { value, next: found.next };
  };
}

/** Fits when the other does not fit here; uses nothing up. */
export function unless(parser: Parser<unknown>): Parser<undefined> {
  return (tokens, at) => (parser(tokens, at) === undefined ? { value: undefined, next: at } : undefined);
}

const spelled =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );

const spelledNumbers = new Map([
  ...spelled.map((word, i) => [word, i] as const),
  ..."thirty forty fifty sixty seventy eighty ninety"
    .split(" ")
    .map((word, i) => [word, 30 + 10 * i] as const),
]);

/** A number in digits, or in words: up to twenty, or a round one. */
export const count: Parser<number> = (tokens, at) => {
  const token = tokens[at];
  if (token?.kind === "number" && token.value !== undefined) return { value: token.value, next: at + 1 };
  if (token?.kind !== "word") return undefined;
  const value = spelledNumbers.get(token.text);
  return value === undefined ? undefined : { value, next: at + 1 };
};
