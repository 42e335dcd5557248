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

/**
 * One of several phrases of words and signs; the longest that fits is taken. Phrases are given one by one, or
 * many in one text with bars between them: "at least | minimum | >=".
 */
export function phrase(...phrases: readonly string[]): Parser<string> {
  const byFirst = new Map<string, string[][]>();
  const single = phrases.flatMap((text) => text.split("|").map((one) => one.trim().split(/\s+/)));
  const longestFirst = single.sort((a, b) => b.length - a.length);
  for (const words of longestFirst) byFirst.set(words[0]!, [...(byFirst.get(words[0]!) ?? []), words]);
  return (tokens, at) => {
    const first = tokens[at];
    const candidates = first === undefined ? undefined : byFirst.get(first.text);
    if (candidates === undefined) return undefined;
    for (const words of candidates) {
      let same = 1;
      while (same < words.length && tokens[at + same]?.text === words[same]) same++;
      if (same === words.length) return { value: words.join(" "), next: at + same };
    }
    return undefined;
  };
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

/** The first of several parsers that fits. */
export function oneOf<Value>(...parsers: readonly Parser<Value>[]): Parser<Value> {
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

const tens = new Map(
  "thirty forty fifty sixty seventy eighty ninety".split(" ").map((word, i) => [word, 30 + 10 * i]),
);

/** A number in digits, or in words: up to twenty, or a round one. */
export const count: Parser<number> = (tokens, at) => {
  const token = tokens[at];
  if (token?.kind === "number" && token.value !== undefined) return { value: token.value, next: at + 1 };
  if (token?.kind !== "word") return undefined;
  const value = tens.get(token.text) ?? spelled.indexOf(token.text);
  return value === -1 ? undefined : { value, next: at + 1 };
};
