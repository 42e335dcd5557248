/** A disease, a treatment, or both: which of them a clause is about, and whether the disease is wanted. */
import type { Named } from "./named.ts";
import { type Reading, type Subject, wordAt } from "./reading.ts";
import type { Term } from "./term.ts";
import { isCompound, isLeadingTreatment, isTaking, treatmentSubject } from "./treatment-subject.ts";

export function diseaseOrTreatment(named: Named): Subject | undefined {
  const { reading, terms, treated } = named;
  const disease = named.of("disease");
  if (treated === undefined) return disease && diseaseSubject(reading, disease);
  if (disease === undefined || !isAboutDisease(reading, disease, treated))
    return treatmentSubject(reading, treated, terms);
  return diseaseSubject(reading, disease);
}

function isAboutDisease(reading: Reading, disease: Term, treated: Term): boolean {
  const { section, said } = reading;
  if (treated.role === "device" && section === "exclusion" && disease.first < treated.first) return true;
  if (treated.concept === "vaccination" && treated.first - disease.next <= 4) return false;
  if (treated.role !== "operation" && isTaking(said)) return false;
  // "Hospitalized with pneumonia" has the pneumonia.
  if (
    treated.concept === "hospital-treatment" &&
    section === "inclusion" &&
    disease.first > treated.first &&
    /^(?:with|for|due|because)$/.test(wordAt(reading, treated.next))
  )
    return true;
  const compound =
    treated.first > disease.first &&
    treated.first <= disease.next + 1 &&
    wordAt(reading, disease.next) !== "," &&
    isCompound(reading, disease, treated);
  if (compound) return false;
  if (section === "inclusion" && !denies(reading, disease))
    return !isLeadingTreatment(reading, treated, disease) && !hasFailed(reading, treated, disease);
  const known = reading.underStudy.has(disease.concept);
  if (
    disease.first < treated.first &&
    !(treated.role === "medicine" && isAlsoOn(reading, treated)) &&
    !(known && / on | with | taking | treated | receiving | requiring /.test(said))
  )
    return true;
  // "insulin-dependent diabetes", "drug-induced psychosis": the treatment only qualifies.
  return (
    treated.next + 1 >= disease.first &&
    /^(?:-|induced|dependent|resistant|related)$/.test(wordAt(reading, treated.next))
  );
}

export function diseaseSubject(reading: Reading, disease: Term): Subject {
  const absent =
    reading.negatedAt === reading.clause.first &&
    /^(?:no|not|without|absence|lack)$/.test(wordAt(reading, reading.negatedAt)) &&
    reading.underStudy.has(disease.concept);
  // "Negative results for HIV": it must not be there.
  const tested =
    disease.concept === "infection" &&
    / negative (?:results?|tests?|for|serology|hiv|hbv|hbsag) /.test(reading.said);
  const includes = reading.section === "inclusion" ? !denies(reading, disease) && !tested : absent;
  // "Single-level disease" among the inclusions is the one under study, a "medical illness" is not.
  const other =
    disease.concept === "comorbidity" &&
    (disease.next - disease.first > 1 || !/^(?:diseases?|illness)$/.test(wordAt(reading, disease.first)));
  const kind = includes && !other ? "condition" : "comorbidity";
  return { kind, concept: disease.concept, term: disease };
}

/** A "no" before the name of the disease, or just behind it; "cancer for which no therapy exists" is a cancer. */
function denies({ line, negatedAt, carried }: Reading, disease: Term): boolean {
  if (carried || negatedAt === undefined) return carried;
  // "A fibroid without symptoms" is a fibroid.
  if (negatedAt >= disease.next && line.tokens[negatedAt]!.text === "without") return false;
  return line.tokens
    .slice(disease.next, negatedAt)
    .every(({ text }) => /^(?:is|are|was|were|has|have|had|been|must|should|be|-|\(|:)$/.test(text));
}

/** "Failed conservative treatment for back pain", "unresponsive to ...": the treatment is asked. */
function hasFailed({ said }: Reading, treated: Term, disease: Term): boolean {
  return (
    treated.first < disease.first &&
    /^ (?:(?:patients?|subjects?|participants?|who|has|have|had|the|a|documented) ){0,4}(?:failed|failure|failing|unresponsive|refractory|inadequate response|insufficient response|no response) /.test(
      said,
    )
  );
}

/** "Diagnosed with ... and on methadone": the drug is what is asked. */
export function isAlsoOn(reading: Reading, { first }: Term): boolean {
  const on = [first - 1, first - 2].find((at) => wordAt(reading, at) === "on");
  if (on === undefined) return false;
  return (
    wordAt(reading, on - 1) === "and" ||
    (/^(?:already|currently)$/.test(wordAt(reading, on - 1)) && wordAt(reading, on - 2) === "and")
  );
}
