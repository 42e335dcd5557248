/**
 * Words as the search compares them: without accents, in lower case, in one spelling on both sides of the Atlantic,
 * and without the signs between them, so that "Hypoxic-ischaemic" and "hypoxic ischemic" are the same two words.
 */

const spellings: Readonly<Record<string, string>> = {
  haem: "hem",
  aemia: "emia",
  aemic: "emic",
  anaesth: "anesth",
  paed: "ped",
  oesoph: "esoph",
  oedem: "edem",
  oestr: "estr",
  foet: "fet",
  gynaec: "gynec",
  caesar: "cesar",
  faec: "fec",
  rrhoea: "rrhea",
  tumour: "tumor",
  behaviour: "behavior",
  centre: "center",
  fibre: "fiber",
  randomis: "randomiz",
  programme: "program",
  isation: "ization",
};
const british = new RegExp(Object.keys(spellings).join("|"), "g");

/** No word is longer than this; what is, is a sequence or an attack, and its beginning is enough to find it by. */
const longestWord = 60;

/** The words of a text, with one space between them. */
export function foldedWords(text: string): string {
  const isPlain = isAscii(text);
  const plain = isPlain ? text : text.normalize("NFKD").replace(/\p{M}+/gu, "");
  const words = plain
    .toLowerCase()
    .replace(isPlain ? /[^a-z0-9]+/g : /[^\p{L}\p{N}]+/gu, " ")
    .replace(british, (found) => spellings[found]!)
    .trim();
  return hasLongWord(words)
    ? words
        .split(" ")
        .map((word) => word.slice(0, longestWord))
        .join(" ")
    : words;
}

/** By hand, because a pattern that counts to sixty at every letter takes longer than all the rest. */
function hasLongWord(words: string): boolean {
  for (let start = 0; start < words.length; ) {
    const found = words.indexOf(" ", start);
    const end = found < 0 ? words.length : found;
    if (end - start > longestWord) return true;
    start = end + 1;
  }
  return false;
}

export interface PlacedWord {
  /** Folded; may be several words where one sign stands for more. */
  readonly word: string;
  /** UTF-16 units in the text, the end exclusive. */
  readonly from: number;
  readonly to: number;
}

/** Texts repeat their words, and folding one takes longer than finding it here. */
const folded = new Map<string, string>();
const mostKept = 60_000;

function foldedWord(found: string): string {
  const known = folded.get(found);
  if (known !== undefined) return known;
  const word = foldedWords(found);
  if (folded.size >= mostKept) folded.clear();
  // What is no word of a language would only fill it.
  if (found.length <= longestWord) folded.set(found, word);
  return word;
}

/** The first two letters that words of interest may have. Folding drops an a or o before an e ("oedema", "haem"). */
export class FirstLetters {
  readonly #pairs = new Uint8Array(128 * 128);

  /** @param beginnings of folded words. */
  constructor(beginnings: Iterable<string>) {
    for (const [first = "", second = ""] of beginnings) {
      for (const pair of [
        [first, second],
        ...(first === "e" ? ["ae", "oe"] : []),
        ...(second === "e" ? [`${first}a`, `${first}o`] : []),
      ]) {
        this.#allow(pair[0]!, pair[1]!);
      }
    }
  }

  #allow(first: string, second: string): void {
    const [one, two] = [first.charCodeAt(0), second.charCodeAt(0)];
    if (one >= 128 || two >= 128) return;
    // Of a beginning of one letter, any other letter may follow.
    if (second === "") this.#pairs.fill(1, one * 128, one * 128 + 128);
    else this.#pairs[one * 128 + two] = 1;
  }

  /** Whether the word of an ASCII text that begins there may be of interest. */
  mayBe(text: string, from: number): boolean {
    const second = from + 1 < text.length ? lower(text.charCodeAt(from + 1)) : 0;
    return this.#pairs[lower(text.charCodeAt(from)) * 128 + second] === 1;
  }
}

const lower = (code: number) => (code >= 65 && code <= 90 ? code + 32 : code);

/**
 * The words of a text with where they stand in it.
 * @param first where given, words that do not begin so may be there with an empty `word`.
 */
export function placedWords(text: string, first?: FirstLetters): PlacedWord[] {
  if (isAscii(text)) return placedAsciiWords(text, first);
  const inAscii = text.replace(/[^\0-\x7f\p{L}\p{N}\p{M}]/gu, ({ length }) => " ".repeat(length));
  return isAscii(inAscii) ? placedAsciiWords(inAscii, first) : placedUnicodeWords(text);
}

function placedUnicodeWords(text: string): PlacedWord[] {
  const words: PlacedWord[] = [];
  for (const { 0: found, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const word = foldedWord(found);
    if (word !== "") words.push({ word, from: index, to: index + found.length });
  }
  return words;
}

/** By hand, since a page of results has thousands of words and hardly any of them is looked for. */
function placedAsciiWords(text: string, first: FirstLetters | undefined): PlacedWord[] {
  const words: PlacedWord[] = [];
  for (let from = 0; from < text.length; from++) {
    if (!isAsciiWord[text.charCodeAt(from)]) continue;
    let to = from + 1;
    while (to < text.length && isAsciiWord[text.charCodeAt(to)]) to++;
    const isWanted = first === undefined || first.mayBe(text, from);
    words.push({ word: isWanted ? foldedWord(text.slice(from, to)) : "", from, to });
    from = to;
  }
  return words;
}

const isAscii = (text: string) => /^[\0-\x7f]*$/.test(text);

const isAsciiWord = Uint8Array.from({ length: 128 }, (_, code) =>
  Number(/[a-z0-9]/i.test(String.fromCharCode(code))),
);
