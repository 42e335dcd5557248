/**
 * The few thousand words nearly all texts are made of, each kept once and in lower case. A word is looked up by
 * its letters where it stands in the line, so that it is cut out and lowered only where it is new; and since equal
 * words are one string, what is looked up by them later need not compare letters again.
 */

/** Latin letters end here; every other script is read sign by sign. */
const lettersEnd = 0x250;
const timesSign = 0xd7;
const dividedBySign = 0xf7;

const lowerCase = new Uint16Array(lettersEnd);
const letters = new Uint8Array(lettersEnd);
for (let code = 0; code < lettersEnd; code++) {
  // The first unit only: the Turkish capital of "i" becomes two, and is read as a plain "i".
  lowerCase[code] = String.fromCharCode(code).toLowerCase().charCodeAt(0);
  const latin = code >= 0xc0 && code !== timesSign && code !== dividedBySign;
  letters[code] = Number(latin || (code >= 65 && code <= 90) || (code >= 97 && code <= 122));
}

export function isLetter(code: number): boolean {
  return code < lettersEnd && letters[code] === 1;
}

const slots = 1 << 16;
/** A hostile text brings ever new words; forgetting them keeps the memory bounded, and the table half empty. */
const mostKept = slots / 2;
const longestKept = 40;

let texts: (string | undefined)[] = new Array(slots).fill(undefined);
const hashes = new Int32Array(slots);
let kept = 0;

/** The letters or digits of a line from one place to another, in lower case. Each is below `lettersEnd`. */
export function wordAt(line: string, from: number, to: number): string {
  if (to - from > longestKept) return lowered(line, from, to);
  let hash = 0;
  for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + lowerCase[line.charCodeAt(at)]!) | 0;
  let slot = (hash ^ (hash >>> 15)) & (slots - 1);
  for (let text = texts[slot]; text !== undefined; text = texts[slot]) {
    if (hashes[slot] === hash && stands(text, line, from, to)) return text;
    slot = (slot + 1) & (slots - 1);
  }
  const text = lowered(line, from, to);
  if (kept === mostKept) {
    texts = new Array(slots).fill(undefined);
    kept = 0;
    return text;
  }
  texts[slot] = text;
  hashes[slot] = hash;
  kept++;
  return text;
}

function stands(text: string, line: string, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) !== lowerCase[line.charCodeAt(from + i)]) return false;
  }
  return true;
}

function lowered(line: string, from: number, to: number): string {
  let text = "";
  for (let at = from; at < to; at++) text += String.fromCharCode(lowerCase[line.charCodeAt(at)]!);
  return Object.keys({ [text]: 0 })[0]!;
}
