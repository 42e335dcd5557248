/** What a clause is about that holds no word of the field, or only weak ones. */
import { type Reading, type Subject, slug, tokensOf } from "./reading.ts";

/** A line nothing is known about: a single name under the exclusions is most often a disease. */
export function unnamed(reading: Reading): Subject {
  const said = tokensOf(reading).filter(({ kind }) => kind === "word");
  const weak = reading.terms.find(({ role }) => role === "problem" || role === "organ");
  if (weak !== undefined)
    return {
      kind: reading.section === "exclusion" ? "comorbidity" : "other",
      concept: weak.concept,
      term: weak,
    };
  const use = usedThing(reading);
  if (use !== undefined) return use;
  const names =
    reading.section === "exclusion" && said.length <= 3 && !/^(?:no|not|without)$/.test(said[0]?.text ?? "");
  return {
    kind: names ? "comorbidity" : "other",
    concept:
      slug(
        said
          .slice(0, 4)
          .map(({ text }) => text)
          .join(" "),
      ) || "line",
  };
}

/** "Ever used ...", "a former user of ...", "used ... before". */
export const wasUsed =
  / (?:(?:previous|prior|past|former) users?|ever used|(?:has|have) (?:previously |already |ever )?used|used .{0,60} (?:previously|before|in the past)|previous(?:ly)? used?|prior use) /;

/** Of a thing nobody here knows the name of, the words around it say how it was met: taken, or had before. */
export function usedThing({ said, section }: Reading): Subject | undefined {
  if (
    / (?:prior|previous|previously|past|earlier) .*(?:use|exposure|exposed|treatment|treated|receipt|participation|inclusion|included|randomized|randomised|enrolled|enrollment) /.test(
      said,
    )
  )
    return { kind: "prior-treatment", concept: "earlier-treatment" };
  if (section === "exclusion" && wasUsed.test(said))
    return { kind: "prior-treatment", concept: "earlier-use" };
  if (
    section === "inclusion" &&
    !/^ (?:\w+ ){0,3}(?:use|uses|using|taking|takes|receiving|treated) /.test(said)
  )
    return undefined;
  if (
    / (?:use of|uses|using|taking|takes|taken|intake of|treated with|receiving|received|on prophylactic|prescribed) /.test(
      said,
    ) ||
    / use (?:of|within|in|;)?/.test(said)
  )
    return { kind: "medication", concept: "medication" };
  if (/ (?:exposure to|exposed to) /.test(said)) return { kind: "prior-treatment", concept: "exposure" };
  return undefined;
}
