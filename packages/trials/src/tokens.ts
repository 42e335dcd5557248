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
  return Array.from(line.matchAll(pattern), (match) => {
    const raw = match[0];
    const place = { from: match.index, to: match.index + raw.length };
    if (/^\d/.test(raw)) return { kind: "number", text: raw, ...numeric(raw), ...place };
    if (raised.includes(raw[0]!)) {
      const digits = Array.from(raw, (digit) => raised.indexOf(digit)).join("");
      return { kind: "superscript", text: digits, value: Number(digits), ...place };
    }
    const letters =
      roman[raw] ?? (/^[A-Za-z\u00c0-\u024f]/.test(raw) && raw !== "×" ? raw.toLowerCase() : undefined);
    if (letters !== undefined) return { kind: "word", text: letters, ...place };
    return { kind: "sign", text: sameSign[raw.replace(/\s/g, "")] ?? raw.replace(/\s/g, ""), ...place };
  });
}

function numeric(raw: string): { readonly value?: number } {
  if (/^\d+(?:\.\d+)?$/.test(raw)) return { value: Number(raw) };
  if (/^\d{1,3}(?:,\d{3})+$/.test(raw)) return { value: Number(raw.replaceAll(",", "")) };
  return {};
}
