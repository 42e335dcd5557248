/** What a limit in a clause is a limit of. */
import type { Mark } from "./marked-line.ts";
import { acronymBefore } from "./measured-acronym.ts";
import { circumstances, namedSubject } from "./named-subject.ts";
import { isTime } from "./quantity.ts";
import { type Reading, type Subject, strong, wordAt } from "./reading.ts";
import type { Term, TermRole } from "./term.ts";

/** The first limit of a clause with what stands around it. */
interface Measured {
  readonly reading: Reading;
  readonly limit: Mark;
  readonly unit: string | null;
  /** Terms that begin before the limit. */
  readonly before: readonly Term[];
  /** The first thing named that can be measured. */
  readonly measure: Term | undefined;
}
/** "named": what the clause names is what the limit is about. Undefined where the next rule is to be asked. */
type Rule = (measured: Measured) => Subject | "named" | undefined;

/** The first that answers decides, so what a unit tells for sure stands before what only stands near. */
const rules: readonly Rule[] = [
  definingDiagnosis,
  birthWeight,
  survival,
  development,
  weight,
  often,
  lasting,
  graded,
  counted,
  ache,
  dosed,
  measure,
  withoutMeasure,
  distance,
  habit,
  amount,
];

export function measuredSubject(reading: Reading): Subject | undefined {
  const test = / pregnancy test/.test(reading.said)
    ? reading.terms.find(({ role }) => role === "pregnancy")
    : undefined;
  if (test !== undefined) return { kind: "pregnancy", concept: "pregnancy", term: test };
  const limit = reading.marks.find((mark) => mark.is === "limit");
  if (limit === undefined) return withoutLimit(reading);
  const measured: Measured = {
    reading,
    limit,
    unit: limit.is === "limit" ? limit.quantity.unit : null,
    before: reading.terms.filter(({ first }) => first < limit.first),
    measure: measuresBy(reading, limit)[0],
  };
  for (const rule of rules) {
    const found = rule(measured);
    if (found !== undefined) return found === "named" ? namedSubject(reading) : found;
  }
  return namedSubject(reading);
}

const bodyWeight: Subject = { kind: "body-weight", concept: "body-weight" };

const some = (terms: readonly Term[], ...roles: readonly TermRole[]): boolean =>
  terms.some(({ role }) => roles.includes(role));

function withoutLimit({ terms, said }: Reading): Subject | undefined {
  const normal = terms.find(({ role }) => role === "measure");
  if (normal !== undefined && / (?:normal limits?|normal range|limits? of normal|uln|lln) /.test(said))
    return { kind: "lab-threshold", concept: normal.concept, term: normal };
  return / (?:body weight|weight) /.test(said) &&
    !/ weight (?:loss|bearing|gain|training|for (?:height|age|length)|reduction|lifting|management|machine|control) /.test(
      said,
    ) &&
    (said.startsWith(" stable ") || !terms.some(({ role }) => strong.has(role)))
    ? bodyWeight
    : undefined;
}

/** "Diagnosis of diabetes defined as glucose > 7": the limit tells how the disease was found. */
function definingDiagnosis({ reading, limit }: Measured): "named" | undefined {
  const { section, said, terms, line } = reading;
  if (section !== "inclusion" || !/^ (?:\w+ ){0,5}diagnos\w+ /.test(said)) return undefined;
  const disease = terms.find(({ role }) => role === "disease" || role === "palsy");
  const isDefined =
    disease !== undefined &&
    line.tokens
      .slice(disease.next, limit.first)
      .some(({ text }) =>
        /^(?:defined|according|confirmed|based|criteria|documented|evidenced|determined)$/.test(text),
      );
  return isDefined ? "named" : undefined;
}

function birthWeight({ reading: { said }, unit }: Measured): Subject | undefined {
  return isMass(unit) && / (?:birth weight|birthweight|weight at birth|weight of birth) /.test(said)
    ? { kind: "body-weight", concept: "birth-weight" }
    : undefined;
}

function survival({ reading: { terms }, limit, unit }: Measured): Subject | undefined {
  const life = terms.find(({ concept }) => concept === "life-expectancy");
  return life !== undefined && life.first < limit.first && isTime(unit) && !some(terms, "disease", "measure")
    ? { kind: "other", concept: life.concept, term: life }
    : undefined;
}

function development({ reading: { said } }: Measured): Subject | undefined {
  return / level of age /.test(said) ? { kind: "other", concept: "developmental-level" } : undefined;
}

const isMass = (unit: string | null): boolean => unit === "kg" || unit === "g" || unit === "lb";

const weightWords =
  /(?: body ?weight | weigh | weighs | weighing | weight | weights | bodyweight | kgs? | kilogram(?:me)?s? )/;

function weight({ reading: { said }, unit, measure }: Measured): Subject | undefined {
  if (
    !weightWords.test(said) ||
    measure?.concept === "bmi" ||
    / (?:birth weight|weight at birth|[a-z]+ \/ kg|\/ kg|per kg|per kilogram) /.test(said)
  )
    return undefined;
  if (unit === "SD" || / weight (?:-|for) (?:for )?-? ?height /.test(said))
    return { kind: "lab-threshold", concept: "weight-for-height" };
  const weighs = isMass(unit) || unit === "%" || unit === "percentile";
  return weighs || (unit === null && / weigh/.test(said)) ? bodyWeight : undefined;
}

const rates =
  /^(?:times|hours?|injections|minutes|min|days|nights|drinks|cigarettes|pack|episodes|attacks|sessions|doses)\/(?:day|week|month|year|night)$/;

/** "Two drinks a day" is about the drinks. */
function often({ reading, unit, measure }: Measured): Subject | undefined {
  if (unit === null || !rates.test(unit)) return undefined;
  const named = namedSubject(reading);
  if (named !== undefined && !(named.kind === "other" && measure !== undefined)) return named;
  return measure === undefined ? { kind: "other", concept: "frequency" } : undefined;
}

function lasting({ reading, unit }: Measured): Subject | undefined {
  if (!isTime(unit)) return undefined;
  const named = namedSubject(reading);
  // "Treated at our hospital until 24 weeks after, and the record can be read"
  const place = reading.terms[0]?.role === "place" ? reading.terms[0] : undefined;
  if (place !== undefined && (named === undefined || named.kind === "other"))
    return { kind: "geography", concept: "residence", term: place };
  return named ?? { kind: "other", concept: "duration" };
}

/** "Neuropathy of grade 2 or more" is about the neuropathy. */
function graded({ reading, measure }: Measured): "named" | undefined {
  const isGrade =
    measure?.concept === "score" &&
    /^grades?$/.test(wordAt(reading, measure.first)) &&
    measure.next - measure.first === 1;
  return isGrade && some(reading.terms, "disease") ? "named" : undefined;
}

/** "Two doses of a vaccine" about the vaccine, "steroids at a dose of more than 5 mg" about the steroids. */
function counted({ reading, unit, before, measure }: Measured): Subject | "named" | undefined {
  if (unit === null) return undefined;
  if (/^(?:doses|sessions|injections|times|episodes|attacks)$/.test(unit)) {
    const named = namedSubject(reading);
    if (named !== undefined) return named;
  }
  const isDose = measure?.concept === "count" && / (?:doses?|dosage|equivalents?) /.test(reading.said);
  const isOfDrug =
    some(before, "medicine", "therapy") ||
    reading.terms.some(({ role, concept }) => role === "medicine" && concept !== "insulin");
  return isDose && isOfDrug ? "named" : undefined;
}

/** "Joint pain of 4 or more": how strong it is. */
function ache({ reading, limit, unit, before, measure }: Measured): Subject | undefined {
  const pain = before.at(-1);
  return measure === undefined &&
    unit === null &&
    pain?.concept === "pain" &&
    limit.first - pain.next <= 3 &&
    reading.line.tokens.slice(limit.first, limit.next).some(({ kind }) => kind === "number")
    ? { kind: "lab-threshold", concept: "pain", term: pain }
    : undefined;
}

const doses = /^(?:k?g|mg|µg|U|IU|mL|mEq|doses)(?:\/kg)?(?:\/(?:day|week|month|hour))?$/;

/** "Aspirin (> 325 mg/day)" is about the aspirin. */
function dosed({ unit, before, measure }: Measured): "named" | undefined {
  return measure === undefined && unit !== null && doses.test(unit) && some(before, "medicine")
    ? "named"
    : undefined;
}

function measure({ reading, limit, unit, before, measure }: Measured): Subject | "named" | undefined {
  if (measure === undefined) return undefined;
  const treated = before.find(({ role }) => role === "medicine" || role === "therapy" || role === "device");
  if (treated?.role === "device" && (unit === "%" || unit === null) && measure.first > treated.next + 3)
    return "named";
  return {
    kind: "lab-threshold",
    concept: nearestMeasure(reading, limit) ?? measure.concept,
    term: measure,
  };
}

/** Capitals, a device, or a unit that only a measurement has. */
function withoutMeasure({ reading, limit, unit, before }: Measured): Subject | undefined {
  const acronym = limit.is === "limit" && unit === null ? acronymBefore(reading.line, limit) : undefined;
  if (acronym !== undefined) return { kind: "lab-threshold", concept: acronym };
  const device = reading.terms.find(({ role }) => role === "device");
  if (device !== undefined && (unit === "%" || unit === null))
    return { kind: "device", concept: device.concept, term: device };
  return unit !== null && (/^(?:snellen|degree|ULN|percentile|SD)$/.test(unit) || unit.includes("/"))
    ? { kind: "lab-threshold", concept: before.at(-1)?.concept ?? "measure" }
    : undefined;
}

function distance({ reading: { terms, said }, limit, unit }: Measured): Subject | "named" | undefined {
  const place = terms.find(({ role }) => role === "place");
  if (place !== undefined && (unit === "km" || unit === "miles"))
    return { kind: "geography", concept: place.concept, term: place };
  const home = / (?:live|lives|living|home|away|drive) /.test(said);
  if (home && (unit === "km" || unit === "miles")) return { kind: "geography", concept: "residence" };
  // "More than 14 units of alcohol per week"
  if (some(terms, "abuse")) return "named";
  // "Walks at least 10 m"
  if (unit === "steps") return { kind: "other", concept: "ambulation" };
  const walk = terms.find(({ concept }) => concept === "ambulation");
  return walk !== undefined && walk.first < limit.first && /^(?:k?m|feet|steps|miles)$/.test(unit ?? "")
    ? { kind: "other", concept: walk.concept, term: walk }
    : undefined;
}

function habit({ reading: { terms } }: Measured): Subject | undefined {
  const found = terms.find(({ concept }) => circumstances.has(concept));
  return found && { kind: "other", concept: found.concept, term: found };
}

/** An amount of a medicine or of what a disease brings up is about these, another one about what stands before it. */
function amount({ unit, before }: Measured): Subject | "named" | undefined {
  if ((unit === "mL" || unit === "L") && some(before, "disease")) return "named";
  if (unit === null || unit === "times") return undefined;
  return some(before, "medicine", "abuse", "therapy")
    ? "named"
    : { kind: "lab-threshold", concept: before.at(-1)?.concept ?? "measure" };
}

/** What a limit can be a limit of; in "more than two levels" it only counts them. */
export function measuresBy({ line, terms, marks }: Reading, limit: Mark): readonly Term[] {
  // "At least one symptom in the questionnaire" counts symptoms.
  const alone = marks.filter(({ is }) => is === "limit").length === 1;
  const spelled = alone && line.tokens.slice(limit.first, limit.next).every(({ kind }) => kind !== "number");
  return terms.filter(
    ({ role, concept, first }) =>
      role === "measure" &&
      !(concept === "count" && first >= limit.next && first <= limit.next + 1) &&
      !(spelled && first > limit.next),
  );
}

function nearestMeasure(reading: Reading, limit: Mark): string | undefined {
  const all = measuresBy(reading, limit);
  // "hemoglobin value", "Ashworth score": the word that says which.
  const telling = all.filter(({ concept }) => concept !== "count" && concept !== "score");
  const measures = telling.length > 0 ? telling : all;
  const before = measures.filter(({ next }) => next <= limit.first + 1).at(-1);
  return (before ?? measures.find(({ first }) => first >= limit.next))?.concept;
}
