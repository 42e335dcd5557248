/**
 * The words, numbers and signs of one line, each with its place, so that what is read from them can be shown
 * in the registry's own words.
 */
import { isLetter, type Word, wordFrom } from "./known-words.ts";

export interface Token {
  readonly kind: "word" | "number" | "superscript" | "sign";
  /** Lower case; signs that mean the same are written the same way: `>= <= > < - x`. */
  readonly text: string;
  /** Of a word of Latin letters. */
  readonly word: Word | undefined;
  /** Of a number; undefined where the digits could be read in two ways ("1,5"). */
  readonly value: number | undefined;
  readonly from: number;
  readonly to: number;
}

/** What is neither a Latin word nor a number: raised digits, signs of several characters, any other, or blanks. */
const pattern = /[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+|[>＞]\s?\/?=|=>|[<＜]\s?\/?=|=<|[^\s]|\s+/uy;

const sameSign: Readonly<Record<string, string>> = {
  "≥": ">=",
  "⩾": ">=",
  "≧": ">=",
  "=>": ">=",
  ">/=": ">=",
  "＞=": ">=",
  "≤": "<=",
  "⩽": "<=",
  "≦": "<=",
  "=<": "<=",
  "</=": "<=",
  "＜=": "<=",
  "＞": ">",
  "˃": ">",
  "＜": "<",
  "˂": "<",
  "–": "-",
  "—": "-",
  "−": "-",
  "‐": "-",
  "‑": "-",
  "~": "-",
  "～": "-",
  "〜": "-",
  "×": "x",
  "✕": "x",
  "·": ".",
  "’": "'",
  "‘": "'",
};
const roman: Readonly<Record<string, string>> = {
  Ⅰ: "i",
  Ⅱ: "ii",
  Ⅲ: "iii",
  Ⅳ: "iv",
  Ⅴ: "v",
  ⅰ: "i",
  ⅱ: "ii",
  ⅲ: "iii",
  ⅳ: "iv",
  ⅴ: "v",
};
const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

export function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < line.length; ) {
    const code = line.charCodeAt(at);
    // Words of Latin letters, whole numbers and plain signs are nearly all there is, and need no pattern.
    if (isLetter(code)) {
      const word = wordFrom(line, at);
      const to = at + word.text.length;
      tokens.push({ kind: "word", text: word.text, word, value: undefined, from: at, to });
      at = to;
    } else if (isBlank(code)) {
      at++;
    } else if (isDigit(code)) {
      const to = numberEnd(line, at);
      const text = line.slice(at, to);
      tokens.push({ kind: "number", text, word: undefined, value: numeric(text), from: at, to });
      at = to;
    } else if (code < 0x80 && !compares(code)) {
      const sign = line[at]!;
      tokens.push(signToken(sign, at, ++at));
    } else {
      pattern.lastIndex = at;
      const [raw] = pattern.exec(line)!;
      if (raw.trim() !== "") tokens.push(rareToken(raw, at));
      at += raw.length;
    }
  }
  return tokens;
}

const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
/** `<`, `=` and `>` may belong to a longer sign. */
const compares = (code: number): boolean => code >= 60 && code <= 62;

/** Behind "1,500", "2.5" or "1.2.3": a point or comma belongs to a number where a digit follows. */
function numberEnd(line: string, from: number): number {
  let to = from + 1;
  for (;;) {
    while (to < line.length && isDigit(line.charCodeAt(to))) to++;
    const mark = line[to];
    if ((mark !== "." && mark !== ",") || !isDigit(line.charCodeAt(to + 1))) return to;
    to += 2;
  }
}

function rareToken(raw: string, from: number): Token {
  const to = from + raw.length;
  if (raised.includes(raw[0]!)) {
    const text = Array.from(raw, (digit) => raised.indexOf(digit)).join("");
    return { kind: "superscript", text, word: undefined, value: Number(text), from, to };
  }
  const text = roman[raw];
  if (text !== undefined) return { kind: "word", text, word: undefined, value: undefined, from, to };
  return signToken(raw.length === 1 ? raw : raw.replace(/\s/g, ""), from, to);
}

function signToken(sign: string, from: number, to: number): Token {
  return { kind: "sign", text: sameSign[sign] ?? sign, word: undefined, value: undefined, from, to };
}

function numeric(digits: string): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(digits)) return Number(digits);
  if (/^\d{1,3}(?:,\d{3})+$/.test(digits)) return Number(digits.replaceAll(",", ""));
  return undefined;
}
