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

/** A word in lower case: one object for all its places in all texts, as long as it is kept. */
export interface Word {
  readonly text: string;
  /** What was last worked out for it, and by whom. */
  workedOut: unknown;
  workedOutBy: object | undefined;
}

/** Something worked out once for each word kept. */
export class PerWord<Value> {
  readonly #of: (text: string) => Value;

  constructor(of: (text: string) => Value) {
    this.#of = of;
  }

  get(word: Word): Value {
    // What this object has left there is what its own function gave.
    if (word.workedOutBy === this) return word.workedOut as Value;
    const value = this.#of(word.text);
    word.workedOut = value;
    word.workedOutBy = this;
    return value;
  }
}

const slots = 1 << 16;
/** A hostile text brings ever new words; forgetting them keeps the memory bounded, and the table half empty. */
const mostKept = slots / 2;
const longestKept = 40;

const words: (Word | undefined)[] = new Array(slots).fill(undefined);
const hashes = new Int32Array(slots);
let kept = 0;

/** The word that begins at a letter. */
export function wordFrom(line: string, from: number): Word {
  let hash = 0;
  let to = from;
  for (; to < line.length; to++) {
    const code = line.charCodeAt(to);
    if (!isLetter(code)) break;
    hash = (Math.imul(hash, 31) + lowerCase[code]!) | 0;
  }
  if (to - from > longestKept) return newWord(lowered(line, from, to));
  let slot = (hash ^ (hash >>> 15)) & (slots - 1);
  for (let word = words[slot]; word !== undefined; word = words[slot]) {
    if (hashes[slot] === hash && stands(word.text, line, from, to)) return word;
    slot = (slot + 1) & (slots - 1);
  }
  const word = newWord(lowered(line, from, to));
  if (kept === mostKept) {
    words.fill(undefined);
    kept = 0;
    return word;
  }
  words[slot] = word;
  hashes[slot] = hash;
  kept++;
  return word;
}

const newWord = (text: string): Word => ({ text, workedOut: undefined, workedOutBy: undefined });

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
  // The engine's own copy of a name, so that comparing it with another is comparing places.
  return Object.keys({ [text]: 0 })[0]!;
}
