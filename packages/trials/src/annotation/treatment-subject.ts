/** Operations, therapies, medicines and devices: which of those named a clause is about. */
import { type Reading, type Subject, wordAt } from "./reading.ts";
import type { Term, TermRole } from "./term.ts";

const treatments: ReadonlySet<TermRole> = new Set<TermRole>(["operation", "therapy", "medicine", "device"]);

export function firstTreatment(reading: Reading, terms: readonly Term[]): Term | undefined {
  const treated = terms.filter(
    (term) =>
      treatments.has(term.role) &&
      !isTheStudys(reading, term) &&
      !onlyQualifies(reading, term) &&
      !isNone(reading, term),
  );
  const specific = treated.find((term) => !isGeneric(term));
  const first = treated[0];
  if (first === undefined) return undefined;
  // "treatment with steroids", "therapy with a baclofen pump": the word that says which decides.
  const listed = first.role === "medicine" && /^(?:or|and|,|\/)$/.test(wordAt(reading, first.next));
  const medicine = treated[1];
  // "Nebulised saline" is about the saline.
  if (first.role === "device" && medicine?.role === "medicine" && medicine.first === first.next)
    return medicine;
  // "Failure of conservative treatment with a drug and physiotherapy" asks for the treatment.
  if (
    first.concept === "treatment" &&
    /^(?:failure|failed|unsuccessful)$/.test(wordAt(reading, reading.clause.first))
  )
    return first;
  // "Treatment with drugs that ..." asks about the drugs.
  if (
    first.concept === "treatment" &&
    medicine?.role === "medicine" &&
    medicine.first - first.next <= 5 &&
    wordAt(reading, first.next) === "with"
  )
    return specific !== undefined && specific.first - medicine.first <= 4 ? specific : medicine;
  if (isGeneric(first) && !listed && specific !== undefined && specific.first - first.next <= 4)
    return specific;
  return first;
}

/** "Treatment-resistant depression", "steroid-dependent asthma", "diagnosed with (or treated for) depression". */
function onlyQualifies(reading: Reading, term: Term): boolean {
  // "Pre-transplant diabetes"
  if (wordAt(reading, term.first - 1) === "-" && /^(?:pre|post|peri)$/.test(wordAt(reading, term.first - 2)))
    return reading.terms.some(
      ({ role, first }) => role === "disease" && first >= term.next && first - term.next <= 3,
    );
  const hyphen = wordAt(reading, term.next) === "-" ? 1 : 0;
  const behind = wordAt(reading, term.next + hyphen);
  if (
    /^(?:resistant|refractory|induced|dependent|related|emergent|associated|seeking|requiring)$/.test(behind)
  )
    return reading.terms.some(
      ({ role, first }) => role === "disease" && first > term.first && first - term.next <= 7,
    );
  return (
    term.concept === "treatment" &&
    behind === "for" &&
    reading.terms.some(({ role, first }) => role === "disease" && first > term.next) &&
    / (?:diagnosis|diagnosed|diagnoses) /.test(
      ` ${reading.line.tokens
        .slice(reading.clause.first, term.first)
        .map(({ text }) => text)
        .join(" ")} `,
    )
  );
}

/** "The intervention", "during treatment": the trial's own, not one that a child had. */
function isTheStudys(reading: Reading, term: Term): boolean {
  if (
    /^(?:site|area|areas|field|candidates?|level|levels|risk)$/.test(wordAt(reading, term.next)) &&
    term.role === "operation"
  )
    return true;
  if (term.concept !== "treatment" || term.next - term.first > 1) return false;
  if (wordAt(reading, term.first - 1) === "be" && wordAt(reading, term.first - 2) === "to") return true;
  return (
    /^(?:the|this|study|during|week|day|our|trial|assigned|on)$/.test(wordAt(reading, term.first - 1)) &&
    /^(?:intervention|interventions|treatment|procedure|procedures)$/.test(wordAt(reading, term.first))
  );
}

/** "Non-medication treatment" is no medicine. */
function isNone(reading: Reading, { role, first }: Term): boolean {
  return role === "medicine" && wordAt(reading, first - 1) === "-" && wordAt(reading, first - 2) === "non";
}

export function isGeneric({ concept, first, next }: Term): boolean {
  return (
    concept === "treatment" ||
    concept === "concomitant-medication" ||
    (concept === "injection" && next - first === 1) ||
    concept === "supplement"
  );
}

export function isCompound(reading: Reading, disease: Term, treated: Term): boolean {
  if (disease.concept === "comorbidity") return false;
  return (
    treated.first === disease.next ||
    (treated.first === disease.next + 1 &&
      /^(?:or|-|\/)$/.test(wordAt(reading, disease.next)) &&
      treated.role === "medicine" &&
      isGeneric(treated))
  );
}

export function isLeadingTreatment(reading: Reading, treated: Term, disease: Term): boolean {
  if (treated.first > disease.first) return false;
  if (wordAt(reading, treated.first) === "operated") return true;
  // "Scheduled to undergo fusion for stenosis" is about the fusion.
  if (
    treated.role !== "medicine" &&
    reading.line.tokens
      .slice(reading.clause.first, treated.first)
      .some(({ text }) =>
        /^(?:scheduled|planned|planning|indicated|undergo|undergoing|undergone|underwent|candidates?|receive)$/.test(
          text,
        ),
      )
  )
    return true;
  // "elective discectomy for a prolapsed disc" is about the disc; "taking insulin for diabetes" about the insulin.
  return treated.role === "medicine" || treated.role === "therapy" || treated.role === "device"
    ? !/ (?:for|of) /.test(
        ` ${reading.line.tokens
          .slice(treated.next, disease.first)
          .map(({ text }) => text)
          .join(" ")} `,
      ) || treated.concept === "botulinum-toxin"
    : false;
}

export function treatmentSubject(reading: Reading, treated: Term, terms: readonly Term[]): Subject {
  const concept = treated.concept;
  if (treated.role === "operation" || treated.role === "therapy") {
    // "insulin therapy", "steroid treatment", "drug therapy".
    const medicine = terms.find(({ role, next }) => role === "medicine" && next === treated.first);
    if (medicine !== undefined && treated.concept === "treatment")
      return { kind: "medication", concept: medicine.concept, term: medicine };
    return { kind: "prior-treatment", concept, term: treated };
  }
  if (treated.role === "medicine") {
    const received =
      reading.section === "exclusion"
        ? /^(?:received|had|undergone|treated)$/
        : /^(?:received|had|undergone)$/;
    const before = reading.line.tokens.slice(
      Math.max(reading.clause.first, treated.first - 3),
      treated.first,
    );
    const dosed =
      reading.marks.some((mark) => mark.is === "limit" || (mark.is === "window" && mark.found.duration)) &&
      before.some(({ text }) => received.test(text));
    // "Prior treatment with an inhibitor" is a treatment; "prior use" of it is a drug taken.
    const earlier = / (?:previous|prior|past|earlier) (?:treatment|therapy) with /.test(reading.said);
    return { kind: dosed || earlier ? "prior-treatment" : "medication", concept, term: treated };
  }
  const past =
    / (?:previously|prior use|previous use|(?:former|past|previous|prior) users?|undergone|undergo|fitting|candidates? for|placement of|insertion of|programme|program) /.test(
      reading.said,
    ) ||
    (reading.section === "exclusion" &&
      reading.marks.some(
        (mark) => mark.is === "window" && !mark.found.duration && mark.found.window.op === "<=",
      ));
  return { kind: past ? "prior-treatment" : "device", concept, term: treated };
}

/** "Current use of ...", "receipt of ...": what is taken is asked, not what it is taken for. */
export function isTaking(said: string): boolean {
  return /^ (?:(?:any|current|currently|prior|previous|concurrent|concomitant|chronic|regular|systemic|the|patients?|subjects?|participants?|who|that|is|are|has|have|been|must|be|individuals|women|on|history|of|or|past|recent) ){0,5}(?:use of|receipt of|taking|intake of|administration of|receiving|undergoing|treated with|prescribed|consumption of) /.test(
    said,
  );
}
