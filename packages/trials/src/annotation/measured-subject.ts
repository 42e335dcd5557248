/** What a limit in a clause is a limit of. */

import type { Mark } from "./marked-line.ts";
import { acronymBefore } from "./measured-acronym.ts";
import { circumstances, namedSubject } from "./named-subject.ts";
import { isTime } from "./quantity.ts";
import { type Reading, type Subject, strong, wordAt } from "./reading.ts";
import type { Term } from "./term.ts";

/** "Weight at birth above 1800 g". */
function birthSubject({ said }: Reading, unit: string | null): Subject | undefined {
  if (
    (unit === "kg" || unit === "g" || unit === "lb") &&
    / (?:birth weight|birthweight|weight at birth|weight of birth) /.test(said)
  )
    return { kind: "body-weight", concept: "birth-weight" };
  return undefined;
}

const weightWords = /(?: body ?weight | weigh | weighs | weighing | weight | weights | bodyweight | kgs? )/;

/** A limit with the noun it belongs to. */
export function measuredSubject(reading: Reading): Subject | undefined {
  const limits = reading.marks.filter((mark) => mark.is === "limit");
  const said = reading.said;
  const test = / pregnancy test/.test(said)
    ? reading.terms.find(({ role }) => role === "pregnancy")
    : undefined;
  if (test !== undefined) return { kind: "pregnancy", concept: "pregnancy", term: test };
  if (limits.length === 0) {
    const normal = reading.terms.find(({ role }) => role === "measure");
    if (normal !== undefined && / (?:normal limits?|normal range|limits? of normal|uln|lln) /.test(said))
      return { kind: "lab-threshold", concept: normal.concept, term: normal };
    if (
      / (?:body weight|weight) /.test(said) &&
      !/ weight (?:loss|bearing|gain|training|for (?:height|age|length)|reduction|lifting|management|machine|control) /.test(
        said,
      ) &&
      (said.startsWith(" stable ") || !reading.terms.some(({ role }) => strong.has(role)))
    )
      return { kind: "body-weight", concept: "body-weight" };
    return undefined;
  }
  const limit = limits[0]!;
  if (isDiagnosed(reading, limit)) return namedSubject(reading);
  const quantity = limit.is === "limit" ? limit.quantity : undefined;
  const unit = quantity?.unit ?? null;
  const before = reading.terms.filter(({ first }) => first < limit.first);
  const measure = measuresBy(reading, limit)[0];
  const born = birthSubject(reading, unit);
  if (born !== undefined) return born;
  const survival = reading.terms.find(({ concept }) => concept === "life-expectancy");
  if (
    survival !== undefined &&
    survival.first < limit.first &&
    isTime(unit) &&
    !reading.terms.some(({ role }) => role === "disease" || role === "measure")
  )
    return { kind: "other", concept: survival.concept, term: survival };
  if (/ level of age /.test(said)) return { kind: "other", concept: "developmental-level" };
  if (
    weightWords.test(said) &&
    measure?.concept !== "bmi" &&
    !/ (?:birth weight|weight at birth|[a-z]+ \/ kg|\/ kg|per kg|per kilogram) /.test(said)
  ) {
    if (unit === "SD" || / weight (?:-|for) (?:for )?-? ?height /.test(said))
      return { kind: "lab-threshold", concept: "weight-for-height" };
    if (
      unit === "kg" ||
      unit === "g" ||
      unit === "lb" ||
      unit === "%" ||
      unit === "percentile" ||
      (unit === null && / weigh/.test(said))
    )
      return { kind: "body-weight", concept: "body-weight" };
  }
  if (unit !== null && rates.test(unit)) {
    const named = namedSubject(reading);
    if (named !== undefined && !(named.kind === "other" && measure !== undefined)) return named;
    if (measure === undefined) return { kind: "other", concept: "frequency" };
  }
  if (
    unit === "year" ||
    unit === "month" ||
    unit === "week" ||
    unit === "day" ||
    unit === "hour" ||
    unit === "minute"
  ) {
    const named = namedSubject(reading);
    if (named !== undefined) return named;
    return { kind: "other", concept: "duration" };
  }
  // "Neuropathy of grade 2 or more" is about the neuropathy; "two doses of a vaccine" about the vaccine.
  const graded =
    measure?.concept === "score" &&
    /^grades?$/.test(wordAt(reading, measure.first)) &&
    measure.next - measure.first === 1;
  if (graded && reading.terms.some(({ role }) => role === "disease")) return namedSubject(reading);
  if (unit !== null && /^(?:doses|sessions|injections|times|episodes|attacks)$/.test(unit)) {
    const counted = namedSubject(reading);
    if (counted !== undefined) return counted;
  }
  // "Steroids at a dose of more than 5 mg" is about the steroids.
  if (
    measure?.concept === "count" &&
    / (?:doses?|dosage|equivalents?) /.test(said) &&
    unit !== null &&
    (before.some(({ role }) => role === "medicine" || role === "therapy") ||
      reading.terms.some(({ role, concept }) => role === "medicine" && concept !== "insulin"))
  )
    return namedSubject(reading);
  // "Joint pain of 4 or more": how strong it is.
  const ache = before.at(-1);
  if (
    measure === undefined &&
    unit === null &&
    ache?.concept === "pain" &&
    limit.first - ache.next <= 3 &&
    reading.line.tokens.slice(limit.first, limit.next).some(({ kind }) => kind === "number")
  )
    return { kind: "lab-threshold", concept: "pain", term: ache };
  // "Aspirin (> 325 mg/day)" is about the aspirin.
  if (
    measure === undefined &&
    unit !== null &&
    doses.test(unit) &&
    before.some(({ role }) => role === "medicine")
  )
    return namedSubject(reading);
  if (measure !== undefined) {
    const firstStrong = before.find(
      ({ role }) => role === "medicine" || role === "therapy" || role === "device",
    );
    if (
      firstStrong !== undefined &&
      (unit === "%" || unit === null) &&
      measure.first > firstStrong.next + 3 &&
      firstStrong.role === "device"
    )
      return namedSubject(reading);
    return {
      kind: "lab-threshold",
      concept: nearestMeasure(reading, limit) ?? measure.concept,
      term: measure,
    };
  }
  const acronym = limit.is === "limit" && unit === null ? acronymBefore(reading.line, limit) : undefined;
  if (acronym !== undefined) return { kind: "lab-threshold", concept: acronym };
  const device = reading.terms.find(({ role }) => role === "device");
  if (device !== undefined && (unit === "%" || unit === null))
    return { kind: "device", concept: device.concept, term: device };
  if (
    unit === "snellen" ||
    unit === "degree" ||
    unit?.includes("/") ||
    unit === "ULN" ||
    unit === "percentile" ||
    unit === "SD"
  ) {
    return { kind: "lab-threshold", concept: before.at(-1)?.concept ?? "measure" };
  }
  const place = reading.terms.find(({ role }) => role === "place");
  if (place !== undefined && (unit === "km" || unit === "miles"))
    return { kind: "geography", concept: place.concept, term: place };
  // "More than 14 units of alcohol per week"
  if (measure === undefined && reading.terms.some(({ role }) => role === "abuse"))
    return namedSubject(reading);
  // "Walks at least 10 m"
  const walk = reading.terms.find(({ concept }) => concept === "ambulation");
  if (
    walk !== undefined &&
    measure === undefined &&
    walk.first < limit.first &&
    /^(?:k?m|feet|steps|miles)$/.test(unit ?? "")
  )
    return { kind: "other", concept: walk.concept, term: walk };
  const habit = reading.terms.find(({ concept }) => circumstances.has(concept));
  if (habit !== undefined) return { kind: "other", concept: habit.concept, term: habit };
  // "Haemoptysis of more than 60 mL" is about the haemoptysis.
  if ((unit === "mL" || unit === "L") && before.some(({ role }) => role === "disease"))
    return namedSubject(reading);
  if (unit !== null && unit !== "times") {
    const medicine = before.find(({ role }) => role === "medicine" || role === "abuse" || role === "therapy");
    if (medicine !== undefined) return namedSubject(reading);
    return { kind: "lab-threshold", concept: before.at(-1)?.concept ?? "measure" };
  }
  return namedSubject(reading);
}

/** "Diagnosis of diabetes defined as glucose > 7": the limit tells how the disease was found. */
function isDiagnosed({ section, said, terms, line }: Reading, limit: Mark): boolean {
  if (section !== "inclusion" || !/^ (?:\w+ ){0,5}diagnos\w+ /.test(said)) return false;
  const disease = terms.find(({ role }) => role === "disease" || role === "palsy");
  return (
    disease !== undefined &&
    line.tokens
      .slice(disease.next, limit.first)
      .some(({ text }) =>
        /^(?:defined|according|confirmed|based|criteria|documented|evidenced|determined)$/.test(text),
      )
  );
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

const doses = /^(?:k?g|mg|µg|U|IU|mL|mEq|doses)(?:\/kg)?(?:\/(?:day|week|month|hour))?$/;

const rates =
  /^(?:times|hours?|injections|minutes|min|days|nights|drinks|cigarettes|pack|episodes|attacks|sessions|doses)\/(?:day|week|month|year|night)$/;

function nearestMeasure(reading: Reading, limit: Mark): string | undefined {
  const all = measuresBy(reading, limit);
  // "hemoglobin value", "Ashworth score": the word that says which.
  const telling = all.filter(({ concept }) => concept !== "count" && concept !== "score");
  const measures = telling.length > 0 ? telling : all;
  const before = measures.filter(({ next }) => next <= limit.first + 1).at(-1);
  return (before ?? measures.find(({ first }) => first >= limit.next))?.concept;
}
