/**
 * Lines that ask for one fact and nothing else, so plainly that the fact may decide them: a body weight, a level of
 * the MACS, an injection within so many months. Anything less plain is left for a person to read.
 */
import type { AnnotatedCriterion } from "./annotation/annotated-criterion.ts";
import { markedLine } from "./annotation/marked-line.ts";
import type { TermRole } from "./annotation/term.ts";
import type { Criterion } from "./criterion.ts";

const treatments = new Set([
  "botulinum-toxin",
  "selective-dorsal-rhizotomy",
  "surgery",
  "hip-surgery",
  "orthopedic-surgery",
  "neurosurgery",
  "spinal-fusion",
  "cell-therapy",
]);
const diseases = new Set(["seizures", "epilepsy", "visual-impairment", "hearing-impairment"]);
const languages =
  /\b(?:english|french|spanish|dutch|german|italian|portuguese|slovenian|mandarin|arabic|hebrew|turkish|danish|swedish|norwegian|finnish|polish|russian|japanese|korean|hindi|greek)\b/i;

/** @param rows all that was read in one line. @returns undefined unless the line is one plain question. */
export function sureFact(rows: readonly AnnotatedCriterion[], line: string): Criterion | undefined {
  const asked = rows.filter(
    ({ kind, concept }) => !(kind === "condition" && concept === "cerebral-palsy" && rows.length > 1),
  );
  const [row] = asked;
  if (row === undefined || asked.length > 1 || !isSure(row, line)) return undefined;
  const { kind, concept, concepts, op, value, unit, window, text, section, negated, effect } = row;
  return {
    kind: "fact",
    asked: { kind, concept, concepts, op, value, unit, window, text, section, negated },
    wanted: effect === "must",
  };
}

function isSure(row: AnnotatedCriterion, line: string): boolean {
  if (
    row.misplaced ||
    row.ambiguous ||
    row.negated ||
    row.effect === "allowed" ||
    row.tied ||
    row.under !== undefined
  )
    return false;
  // A second sentence or a condition on the condition may turn it round.
  if (
    /\b(?:\d or more|two|multiple|unless|except\w*|if|only|allowed|permitted|may|prefer\w*)\b|[.;]\s+\S/i.test(
      line,
    )
  )
    return false;
  if (!isPlain(line)) return false;
  switch (row.kind) {
    case "body-weight":
      return (
        row.op !== null &&
        (row.unit === "kg" || row.unit === "lb") &&
        row.window === null &&
        /weigh/i.test(line) &&
        markedLine(line).marks.length === 1
      );
    case "other":
      return (row.concept === "macs" || row.concept === "cfcs") && row.op === "in";
    case "motor-type":
      return row.section === "inclusion";
    case "prior-treatment":
      return (
        row.section === "exclusion" &&
        treatments.has(row.concept) &&
        row.concepts.every((concept) => treatments.has(concept) || isSite(concept))
      );
    case "device":
      return row.section === "exclusion" && row.concept === "baclofen-pump";
    case "comorbidity":
      return (
        row.section === "exclusion" &&
        row.concepts.length === 1 &&
        diseases.has(row.concept) &&
        // Glaucoma and the like are diseases of the eye, not how well a child sees.
        (row.concept !== "visual-impairment" || /blind|vision|visual|sight/i.test(line))
      );
    case "lab-threshold":
      return row.op !== null && row.concepts.length === 1 && row.concepts[0] === "migration-percentage";
    case "language-consent":
      return row.section === "inclusion" && languages.test(line) && row.concepts.length === 1;
    default:
      return false;
  }
}

const isSite = (concept: string): boolean =>
  /^(?:arm|elbow|wrist|hand|biceps|leg|calf|ankle|foot|knee|hamstrings|thigh|adductors|hip|spine|injection)$/.test(
    concept,
  );

const plain = new Set(
  "a an the of at in is are be being has have having who that with must should weight weighs weigh weighing body minimum children child patients patient participants participant subjects subject infants individuals people person and kilograms kilogram kilo kg lb pounds for . , ( ) / level levels classified as classification by on their his her type diagnosis diagnosed confirmed clinical form history prior previous previously any major undergone underwent received has had known ever injection injections into both within past last time before or treatment treatments currently uncontrolled controlled not well poorly intractable refractory severe total surgical intervention interventions speak speaks speaking english".split(
    " ",
  ),
);

const coveredRoles: ReadonlySet<TermRole> = new Set<TermRole>([
  "palsy",
  "motor-type",
  "topography",
  "scale",
  "operation",
  "therapy",
  "site",
  "disease",
  "language",
  "measure",
  "device",
]);

/** Nothing on the line but the limit, what it limits, the people and the palsy. */
function isPlain(line: string): boolean {
  const { tokens, marks, terms } = markedLine(line);
  const covered = (at: number) =>
    marks.some(({ first, next }) => at >= first && at < next) ||
    terms.some(({ role, first, next }) => at >= first && at < next && coveredRoles.has(role));
  const told = /\d+\s*(?:kg|kilograms?)\s*\/\s*\d+\s*(?:lbs?|pounds)/i.test(line);
  return tokens.every(({ text, kind }, at) => covered(at) || plain.has(text) || (told && kind === "number"));
}
