/**
 * As much of a trial as anybody reads. Registries hold fields to some ten thousand characters; a record of megabytes
 * would otherwise go into every family's pack and onto its page. The store keeps it whole.
 */
import type { CompiledTrial, TrialLine } from "trials";

/** What pages show of a record is limited to 5,000 characters by the registry itself. */
const longestText = 10_000;
/** Beyond it nothing is read by rule. */
const longestEligibility = 60_000;

const cut = (text: string, most: number) =>
  text.length > most ? `${text.slice(0, most).toWellFormed()} ...` : text;

/** The same value with its long texts cut; they then end in dots. */
export function withoutLongTexts<Value>(value: Value): Value {
  if (typeof value === "string") return cut(value, longestText) as Value;
  if (Array.isArray(value)) return value.map(withoutLongTexts) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, withoutLongTexts(part)]),
  ) as Value;
}

export function asMuchAsIsRead({ trial, lines }: CompiledTrial): CompiledTrial {
  const firstBeyond = lines.find(isBeyond);
  return {
    trial: {
      ...withoutLongTexts({ ...trial, eligibility: "" }),
      eligibility: cut(trial.eligibility, longestEligibility),
    },
    // The first line beyond tells that there is more to read.
    lines: withoutLongTexts(lines.filter((line) => !isBeyond(line) || line === firstBeyond)).map(endedInTime),
  };
}

const isBeyond = ({ quote }: TrialLine) => quote.from === "text" && quote.span[0] >= longestEligibility;

/** A line's place within the text as it was cut. */
function endedInTime(line: TrialLine): TrialLine {
  const { quote } = line;
  if (quote.from !== "text" || quote.span[1] <= longestEligibility) return line;
  const [from] = quote.span;
  return { ...line, quote: { ...quote, span: [Math.min(from, longestEligibility), longestEligibility] } };
}
