/** Palsy, its type and the limbs it is in: whether a clause asks for the condition or for the type. */
import { diseaseSubject } from "./disease-subject.ts";
import { type Named, subject } from "./named.ts";
import { type Reading, type Subject, wordAt } from "./reading.ts";
import type { Term } from "./term.ts";

export function movement(named: Named): Subject | undefined {
  const { reading, terms, treated } = named;
  const disease = named.of("disease");
  const palsy = named.of("palsy");
  // The type may stand behind "that is", so all of the clause is looked at.
  const wide = palsy === undefined ? terms : reading.terms;
  const motor = wide.find(({ role }) => role === "motor-type");
  const topography = wide.find(({ role }) => role === "topography");
  // "Hemiplegic migraine" is a migraine.
  if (
    motor !== undefined &&
    palsy === undefined &&
    disease !== undefined &&
    motor.concept !== "spastic" &&
    (disease.first === motor.next || (disease.concept === "pain" && disease.first > motor.next))
  )
    return diseaseSubject(reading, disease);
  // "A severe movement disorder such as dystonia" is a type of the palsy.
  const shown = reading.terms.find(({ role }) => role === "motor-type");
  if (
    shown !== undefined &&
    disease !== undefined &&
    reading.said.includes(" movement disorder") &&
    wordAt(reading, disease.first) === "movement" &&
    reading.aboutPalsy()
  )
    return subject("motor-type", shown);
  if (palsy !== undefined && (treated === undefined || treated.first > palsy.first)) {
    const found = ofPalsy(named, palsy, motor ?? topography);
    if (found !== undefined) return found;
  }
  // "Drugs for spasticity other than baclofen" are drugs.
  if (
    motor !== undefined &&
    wordAt(reading, motor.first - 1) === "for" &&
    terms.some(({ role, next }) => (role === "medicine" || role === "therapy") && next === motor.first - 1)
  )
    return undefined;
  if (
    motor !== undefined &&
    /^(?:dyskinetic|ataxic|hypotonic)$/.test(motor.concept) &&
    !reading.aboutPalsy() &&
    !(treated !== undefined && treated.first < motor.first)
  )
    return diseaseSubject(reading, motor);
  if (
    motor !== undefined &&
    !(disease !== undefined && disease.first < motor.first) &&
    !(treated !== undefined && treated.first <= motor.next)
  )
    return subject("motor-type", motor);
  return topography?.concept === "unilateral-or-bilateral" ? subject("motor-type", topography) : undefined;
}

/** @param type of the palsy, or the limbs it is in, where the clause names them. */
function ofPalsy(named: Named, palsy: Term, type: Term | undefined): Subject | undefined {
  const { reading } = named;
  const disease = named.of("disease");
  if (type !== undefined) {
    // "Hemiparesis from unilateral palsy or stroke" asks for the hemiparesis.
    if (type.role === "motor-type" && type.first < palsy.first && comesFrom(reading, type, palsy))
      return subject("motor-type", type);
    // With another disease behind it, the type only says which palsy.
    if (disease !== undefined && named.asksFor && disease.first > palsy.next)
      return subject("condition", palsy);
    return subject(isAlternative(reading, palsy, type) ? "condition" : "motor-type", type);
  }
  if (disease !== undefined && disease.first < palsy.first && reading.section === "exclusion")
    return undefined;
  if (palsy.concept.startsWith("unilateral"))
    return { kind: "motor-type", concept: "unilateral", term: palsy };
  return subject(motorByForm(reading.said) ? "motor-type" : "condition", palsy);
}

function comesFrom({ line }: Reading, { next }: Term, { first }: Term): boolean {
  return line.tokens
    .slice(next, first)
    .some(({ text }) => /^(?:from|due|caused|because|secondary)$/.test(text));
}

/** "CP of another form", "any other form of cerebral palsy". */
function motorByForm(said: string): boolean {
  return /(?:(?:other|another|different) (?:form|forms|type|types|subtype|subtypes) | of (?:another|other|any other) (?:form|type))/.test(
    said,
  );
}

/** "Cerebral palsy or spastic hemiparesis": either, so that the type is not asked. */
function isAlternative(reading: Reading, palsy: Term, motor: Term): boolean {
  return palsy.next < motor.first && wordAt(reading, palsy.next) === "or" && motor.first === palsy.next + 1;
}
