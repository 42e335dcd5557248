/**
 * The lines of a compiled trial without the registry's words, which the record holds already: a quote from the text is
 * its span. So a registry's criteria take a fraction of the room, and a store can keep them beside the records.
 */
import type { TrialLine } from "./field-lines.ts";

type SpannedLine = Omit<TrialLine, "id" | "quote"> & { readonly span: readonly [from: number, to: number] };
export type CompactLine = SpannedLine | TrialLine;

/** @param eligibility the text the lines were read from; where a quote is not its very letters, it is kept. */
export function compactLines(lines: readonly TrialLine[], eligibility: string): CompactLine[] {
  return lines.map((line) => {
    const { id, quote, ...rest } = line;
    const isImplied =
      quote.from === "text" &&
      quote.text === eligibility.slice(...quote.span) &&
      id === textLineId(quote.span, rest.criterion.kind);
    if (!isImplied) return line;
    return { ...rest, span: quote.span };
  });
}

/** @param eligibility the very text the lines were read from. */
export function wholeLines(compact: readonly CompactLine[], eligibility: string): TrialLine[] {
  return compact.map((line) => {
    if (!("span" in line)) return line;
    const { span, ...rest } = line;
    return {
      id: textLineId(span, rest.criterion.kind),
      ...rest,
      quote: { from: "text", text: eligibility.slice(...span), span },
    };
  });
}

const textLineId = (span: readonly [number, number], kind: string) => `text-${span[0]}-${span[1]}-${kind}`;
