/** What a clause is about: a level, an age, something measured, something named, or what is left. */
import { ageConcept, ageIsAside, agesWithoutNumber } from "./age-subject.ts";
import { measuredSubject } from "./measured-subject.ts";
import { namedSubject } from "./named-subject.ts";
import { type Reading, type Subject, strong, tokensOf, wordAt } from "./reading.ts";
import { unnamed, usedThing } from "./unnamed-subject.ts";

export function subjectOf(whole: Reading): Subject {
  const reading = withoutProviso(whole);
  const { terms, marks } = reading;
  const gmfcs = marks.find(({ is }) => is === "gmfcs");
  if (gmfcs !== undefined && !isExample(reading, gmfcs.first)) return { kind: "gmfcs", concept: "gmfcs" };
  const scale = marks.find((mark) => mark.is === "scale");
  if (
    scale?.is === "scale" &&
    !isExample(reading, scale.first) &&
    !gradesDisease(reading, scale.levels.scale)
  )
    return { kind: "other", concept: scale.levels.scale };
  if (marks.some(({ is }) => is === "age") && !ageIsAside(reading))
    return { kind: "age", concept: ageConcept(reading) };
  const measured = measuredSubject(reading);
  if (measured !== undefined) return measured;
  if (onlySex(reading) && !reading.said.includes(" healthy ")) return { kind: "sex", concept: "sex" };
  if (agesWithoutNumber(reading) || onlyPeople(reading)) return { kind: "age", concept: "age" };
  const named = namedSubject(reading);
  if (named !== undefined) return named;
  const place = terms.find(({ role }) => role === "place");
  if (place !== undefined) return { kind: "geography", concept: "residence", term: place };
  const used = / use of /.test(reading.said.slice(0, 40)) ? usedThing(reading) : undefined;
  if (used !== undefined) return used;
  const measure = terms.find(({ role }) => role === "measure");
  const tested = terms.find(
    (term) =>
      term.role === "measure" && /^(?:antibod|autoantibod|antigen)/.test(wordAt(reading, term.next - 1)),
  );
  if (measure !== undefined && bloodValues.has(measure.concept) && reading.said.startsWith(" normal "))
    return { kind: "lab-threshold", concept: measure.concept, term: measure };
  if (tested !== undefined && / (?:positive|negative|positivity) /.test(reading.said))
    return { kind: "lab-threshold", concept: tested.concept, term: tested };
  if (measure?.concept === "laboratory" && reading.marks.length === 0)
    return { kind: "lab-threshold", concept: "laboratory", term: measure };
  if (
    measure !== undefined &&
    measure.concept !== "count" &&
    reading.section === "exclusion" &&
    reading.negatedAt === undefined &&
    reading.marks.length === 0
  )
    return { kind: "comorbidity", concept: measure.concept, term: measure };
  const finding = terms.find(
    ({ role }) => role === "finding" || role === "scale" || role === "ability" || role === "measure",
  );
  if (finding !== undefined) return { kind: "other", concept: finding.concept, term: finding };
  return unnamed(reading);
}

/** "Normal hemoglobin" is a limit of the laboratory's; "normal vision" is none. */
const bloodValues = new Set(
  "hemoglobin platelets wbc neutrophils lymphocytes creatinine bilirubin transaminases coagulation glucose lipids".split(
    " ",
  ),
);

/** "If on medication, a stable dose", "if female, ...": what stands before the comma says when the rest is asked. */
function withoutProviso(reading: Reading): Reading {
  const { line, clause, terms, marks } = reading;
  if (!/^(?:if|when)$/.test(wordAt(reading, clause.first))) return reading;
  for (let at = clause.first + 1; at < clause.next - 2; at++) {
    if (line.depths[at] !== 0 || !/^[,:]$/.test(line.tokens[at]!.text)) continue;
    const behind = terms.filter(({ first }) => first > at);
    return behind.some(({ role }) => strong.has(role) || role === "ability")
      ? { ...reading, terms: behind, marks: marks.filter(({ first }) => first > at) }
      : reading;
  }
  return reading;
}

/** "Heart failure of NYHA class III": the class says how bad the disease named beside it is. */
function gradesDisease({ terms }: Reading, scale: string): boolean {
  return /^(?:nyha|hoehn-yahr|pfirrmann|modic)$/.test(scale) && terms.some(({ role }) => role === "disease");
}

/** "e.g., NYHA class IV": what stands behind is only an example. */
function isExample({ line, clause, terms }: Reading, at: number): boolean {
  for (let back = at - 1; back >= Math.max(clause.first, at - 8); back--) {
    if (/^(?:e|eg|example)$/.test(line.tokens[back]!.text)) return terms.some((term) => term.next <= back);
  }
  return false;
}

function onlySex(reading: Reading): boolean {
  // Nearly every clause is longer than a sex takes.
  if (reading.clause.next - reading.clause.first > 24) return false;
  const said = tokensOf(reading).map(({ text }) => text);
  return said.some((word) => sexes.has(word)) && said.every((word) => sexes.has(word) || beside.has(word));
}

/** "All adult patients", "minors": how old, without a number. */
function onlyPeople(reading: Reading): boolean {
  if (reading.clause.next - reading.clause.first > 5) return false;
  const said = tokensOf(reading).map(({ text }) => text);
  return (
    !said.includes("healthy") &&
    said.some((word) => /^(?:adults?|minors?|elderly|adolescents?|child|children)$/.test(word)) &&
    said.every((word) => aged.test(word) || beside.has(word))
  );
}
const aged =
  /^(?:adults?|minors?|elderly|adolescents?|child|children|infants?|people|persons?|individuals?)$/;

const sexes = new Set(
  "male males female females men women man woman boy boys girl girls sex sexes gender genders".split(" "),
);

const beside = new Set(
  "and or / & , . ( ) both either any all of only children patients participants subjects the a is are eligible : - individuals adults adult healthy volunteers who be must should ages age inclusive included races ethnicities any".split(
    " ",
  ),
);
