/**
 * The words, numbers and signs of one line, each with its place, so that what is read from them can be shown
 * in the registry's own words.
 */

export interface Token {
  readonly kind: "word" | "number" | "superscript" | "sign";
  /** Lower case; signs that mean the same are written the same way: `>= <= > < - x`. */
  readonly text: string;
  /** Of a number; absent where the digits could be read in two ways ("1,5"). */
  readonly value?: number;
  readonly from: number;
  readonly to: number;
}

const pattern =
  /[A-Za-z\u00c0-\u024f]+|\d+(?:[.,]\d+)*|[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+|[>＞]\s?\/?=|=>|[<＜]\s?\/?=|=<|[^\s]/gu;

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
  pattern.lastIndex = 0;
  for (let match = pattern.exec(line); match !== null; match = pattern.exec(line)) {
    tokens.push(tokenOf(match[0], match.index));
  }
  return tokens;
}

function tokenOf(raw: string, from: number): Token {
  const to = from + raw.length;
  const code = raw.charCodeAt(0);
  // Plain letters and digits first: they are nearly all there is.
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) {
    return { kind: "word", text: raw.toLowerCase(), from, to };
  }
  if (code >= 48 && code <= 57) return { kind: "number", text: raw, ...numeric(raw), from, to };
  if (raised.includes(raw[0]!)) {
    const digits = Array.from(raw, (digit) => raised.indexOf(digit)).join("");
    return { kind: "superscript", text: digits, value: Number(digits), from, to };
  }
  const letters = roman[raw] ?? (/^[\u00c0-\u024f]/.test(raw) && raw !== "×" ? raw.toLowerCase() : undefined);
  if (letters !== undefined) return { kind: "word", text: letters, from, to };
  const sign = raw.length === 1 ? raw : raw.replace(/\s/g, "");
  return { kind: "sign", text: sameSign[sign] ?? sign, from, to };
}

function numeric(raw: string): { readonly value?: number } {
  if (/^\d+(?:\.\d+)?$/.test(raw)) return { value: Number(raw) };
  if (/^\d{1,3}(?:,\d{3})+$/.test(raw)) return { value: Number(raw.replaceAll(",", "")) };
  return {};
}
