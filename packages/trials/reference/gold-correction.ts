/**
 * From a correction that a trial's page saved ("this reading is wrong") to a row of a gold set: where the line stands,
 * what our reader makes of it, and over that what the correction says. A curator completes it by hand.
 */
import type { AnnotatedCriterion } from "../src/annotation/annotated-criterion.ts";
import { annotatedKinds } from "../src/annotation/annotated-criterion.ts";
import { readAnnotated } from "../src/annotation/read-annotated.ts";
import { type Fields, fieldsOf, GoldFileError } from "./gold-file.ts";
import type { GoldRow } from "./gold-score.ts";

export interface CorrectionFile {
  readonly nct: string;
  readonly title: string;
  readonly textOrigin: string;
  readonly eligibilityCriteria: string;
  /** `text`, `kind`, the `section` whose sense the line has, and whatever else of a row the curator wrote down. */
  readonly criterion: Fields & { readonly text: string; readonly section: string; readonly kind: string };
  readonly readingShown: string;
  readonly note: string;
  /** Undefined until a curator has set it. */
  readonly checked?: { readonly by: string; readonly on: string };
}

/** @throws GoldFileError */
export function readCorrection(file: Fields): CorrectionFile {
  if (file.format !== "cordwise-correction-1")
    throw new GoldFileError(
      `The first file is no correction: its "format" is ${told(file.format)}, expected "cordwise-correction-1". Save one with "This reading is wrong" on a trial's page.`,
    );
  const text = (from: Fields, name: string): string => {
    const value = from[name];
    if (typeof value === "string" && value !== "") return value;
    throw new GoldFileError(`The correction has no usable "${name}" (found ${told(value)}). Correct it.`);
  };
  const given = fieldsOf(file.criterion);
  const criterion = {
    ...given,
    text: text(given, "text"),
    section: text(given, "section"),
    kind: text(given, "kind"),
  };
  if (!annotatedKinds.some((kind) => kind === criterion.kind))
    throw new GoldFileError(
      `The kind ${told(criterion.kind)} is none of ${annotatedKinds.join(", ")}. Correct "criterion".`,
    );
  if (criterion.section !== "inclusion" && criterion.section !== "exclusion")
    throw new GoldFileError(
      `The section ${told(criterion.section)} is neither inclusion nor exclusion. Correct "criterion".`,
    );
  const eligibilityCriteria = text(file, "eligibilityCriteria");
  if (!eligibilityCriteria.includes(criterion.text))
    throw new GoldFileError(
      'The criterion\'s "text" is not a part of "eligibilityCriteria". Take it from there to the letter.',
    );
  return {
    nct: text(file, "nct"),
    title: text(file, "title"),
    textOrigin: text(file, "textOrigin"),
    eligibilityCriteria,
    criterion,
    readingShown: String(file.readingShown ?? ""),
    note: text(file, "note"),
    ...checkedBy(file.checked),
  };
}

const told = (value: unknown) => JSON.stringify(value)?.slice(0, 60) ?? "nothing";

function checkedBy(checked: unknown): Pick<CorrectionFile, "checked"> {
  if (checked === null || checked === undefined) return {};
  const { by, on } = fieldsOf(checked);
  if (typeof by !== "string" || by === "" || typeof on !== "string" || !/^\d{4}-\d\d-\d\d$/.test(on))
    throw new GoldFileError(
      `"checked" is ${told(checked)}; expected who and when, such as {"by": "AB", "on": "2026-11-22"}.`,
    );
  return { checked: { by, on } };
}

/** The row as it would be added: our reading of the line where neither the family nor the curator said otherwise. */
export function goldRow({ nct, eligibilityCriteria, criterion }: CorrectionFile): GoldRow & Fields {
  const from = eligibilityCriteria.indexOf(criterion.text);
  const to = from + criterion.text.length;
  const shared = ({ span }: AnnotatedCriterion) => Math.min(to, span[1]) - Math.max(from, span[0]);
  const [read] = readAnnotated(eligibilityCriteria)
    .filter((row) => shared(row) > 0)
    .sort((a, b) => shared(b) - shared(a));
  if (read === undefined)
    throw new GoldFileError(
      "No line of the text has these words; a heading asks nothing. Correct the criterion's text.",
    );
  const { section, line, concept, op, value, unit, window, negated, effect } = read;
  // A gold set tells where a line stands; what it means, where that is the contrary, is told by the effect.
  const misplaced = criterion.section !== section;
  const turned = misplaced !== read.misplaced;
  return {
    nct,
    line,
    concept,
    op,
    value,
    unit,
    window,
    negated,
    effect: turned ? contrary[effect] : effect,
    ...(misplaced && { misplaced }),
    ...criterion,
    section,
  };
}

const contrary = { must: "must-not", "must-not": "must", allowed: "allowed" } as const;

/** The documents of a gold set with the row in place of an older one of the same words. */
export function withRow(
  documents: readonly Fields[],
  { nct, title, textOrigin, eligibilityCriteria }: CorrectionFile,
  row: GoldRow & Fields,
): readonly Fields[] {
  const isOurs = (document: Fields) =>
    document.nct === nct && document.eligibilityCriteria === eligibilityCriteria;
  const ours = documents.find(isOurs);
  // The other lines were not looked at by anybody.
  const document = ours ?? { nct, title, textOrigin, eligibilityCriteria, partial: true, criteria: [] };
  const others = (document.criteria as readonly Fields[]).filter(
    ({ line, text }) => line !== row.line || text !== row.text,
  );
  const criteria = [...others, row].sort((a, b) => Number(a.line) - Number(b.line));
  const changed = { ...document, criteria };
  return ours ? documents.map((one) => (one === ours ? changed : one)) : [...documents, changed];
}
