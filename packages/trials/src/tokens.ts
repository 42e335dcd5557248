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
  /[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]+|\d+(?:[.,]\d+)*|[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+|[>＞]\s?\/?=|=>|[<＜]\s?\/?=|=<|[^\s]/gu;

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
    if (code === 32) {
      at++;
      continue;
    }
    // Words of plain letters are nearly all there is, and need no pattern.
    if (isLetter(code)) {
      let to = at + 1;
      while (to < line.length && isLetter(line.charCodeAt(to))) to++;
      tokens.push({ kind: "word", text: lowered(line.slice(at, to)), from: at, to });
      at = to;
      continue;
    }
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    if (match === null) break;
    tokens.push(tokenOf(match[0], match.index));
    at = match.index + match[0].length;
  }
  return tokens;
}

/** The few thousand words nearly all texts are made of, each kept once, so that looking them up again is quick. */
const known = new Map<string, string>();
function lowered(word: string): string {
  const text = known.get(word);
  if (text !== undefined) return text;
  const lower = word.toLowerCase();
  // A hostile text brings ever new words; forgetting keeps the memory bounded.
  if (known.size > 50_000) known.clear();
  if (word.length <= 40) known.set(word, lower);
  return lower;
}

function isLetter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7)
  );
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
