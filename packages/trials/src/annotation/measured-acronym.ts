/** A measure that only its capitals name. */
import type { Mark, MarkedLine } from "./marked-line.ts";

/** "TLICS of 5 or more", "AHI ≥ 15": capitals before a bare limit name what is measured. */
export function acronymBefore({ text, tokens, terms }: MarkedLine, { first }: Mark): string | undefined {
  for (let at = first - 1; at >= Math.max(0, first - 4); at--) {
    const { from, to, kind, text: word } = tokens[at]!;
    const written = text.slice(from, to);
    if (kind === "word" && word !== "os" && /^[A-Z][A-Za-z]?[A-Z]{1,7}$/.test(written))
      return terms.some((term) => term.first <= at && at < term.next) ? undefined : word;
    if (!/^(?:of|is|:|\(|\)|=|score|scores|total|a|must|be|was|equal|-|"|value)$/.test(word))
      return undefined;
  }
  return undefined;
}
