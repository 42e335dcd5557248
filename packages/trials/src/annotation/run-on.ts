/**
 * Lines that run on without a mark between their criteria, as older oncology records have them: "Age: Not specified
 * Performance status: ECOG 0-2 Hematopoietic: WBC at least 3,000/mm3 Platelet count at least 100,000/mm3". Labels of
 * the form, a "No" with a capital, and a measure with a capital right behind a limit each begin another one.
 */
import { phrase } from "../grammar.ts";
import type { MarkedLine } from "./marked-line.ts";

const label = phrase(`
  age : | sex : | performance status : | life expectancy : | hematopoietic : | hematologic : | hepatic : | renal : | cardiovascular : | pulmonary : | neurologic : | other :
  | metabolic : | immunologic : | gastrointestinal : | psychiatric : | menopausal status : | fertility : | hormone receptor status : | biologic therapy : | chemotherapy :
  | endocrine therapy : | radiotherapy : | surgery : | patient characteristics : | disease characteristics : | prior concurrent therapy : | prior / concurrent therapy :
`);
/** Fewer are labels of something else. */
const fewestLabels = 3;

/** Where criteria begin in a line that runs on; nothing for every other line. */
export function runOnStarts({ tokens, text, terms, marks }: MarkedLine): readonly number[] {
  // Nearly every line holds fewer colons than a form has labels.
  if (!holdsColons(text, fewestLabels)) return [];
  const capital = (at: number) => /[A-Z]/.test(text[tokens[at]!.from]!);
  const labels: number[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]!.kind === "word" && capital(at) && label(tokens, at) !== undefined) labels.push(at);
  }
  if (labels.length < fewestLabels) return [];
  const starts = new Set(labels);
  for (let at = 1; at < tokens.length; at++) {
    if (tokens[at]!.text === "no" && capital(at) && tokens[at - 1]!.text !== ":") starts.add(at);
  }
  const ends = new Set(marks.map(({ next }) => next));
  for (const { role, first } of terms) {
    if (role === "measure" && ends.has(first) && capital(first)) starts.add(first);
  }
  return [...starts].sort((a, b) => a - b);
}

function holdsColons(text: string, least: number): boolean {
  let at = -1;
  for (let found = 0; found < least; found++) {
    at = text.indexOf(":", at + 1);
    if (at === -1) return false;
  }
  return true;
}

const title = phrase(
  "disease characteristics : | patient characteristics : | prior concurrent therapy : | prior / concurrent therapy :",
);

/** The place behind the name of a part of the form, or a label that a "No" turns round: "Surgery: No prior surgery". */
export function behindTitle({ tokens }: MarkedLine, first: number): number {
  const named = title(tokens, first)?.next ?? first;
  const labelled = label(tokens, named);
  return labelled !== undefined && tokens[labelled.next]?.text === "no" ? labelled.next : named;
}

/** "Surgery: Not specified" asks nothing, nor does the name of a part alone. */
export function isNotSpecified(line: MarkedLine, first: number, next: number): boolean {
  const { tokens } = line;
  if (behindTitle(line, first) === next) return true;
  return next - first <= 6 && tokens[next - 1]?.text === "specified" && tokens[next - 2]?.text === "not";
}
