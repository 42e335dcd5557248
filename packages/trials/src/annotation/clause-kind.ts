/**
 * What a clause is about. Several words of the field may stand in it ("seizure drugs", "infection requiring
 * antibiotics"); what decides is which comes first, what stands side by side, and whether the clause includes.
 */
import type { AnnotatedKind } from "./annotated-criterion.ts";
import { type Clause, tellsWhom } from "./clauses.ts";
import type { Mark, MarkedLine } from "./marked-line.ts";
import type { Term, TermRole } from "./term.ts";

export interface Subject {
  readonly kind: AnnotatedKind;
  readonly concept: string;
  /** The term that decided, where one did. */
  readonly term?: Term;
}

export interface Reading {
  readonly line: MarkedLine;
  readonly clause: Clause;
  readonly section: "inclusion" | "exclusion";
  /** The text is about palsy, so that dystonia is a form of it rather than another disease. */
  readonly aboutPalsy: () => boolean;
  /** Concepts of diseases that the inclusion lines are about. */
  readonly underStudy: ReadonlySet<string>;
  readonly terms: readonly Term[];
  readonly marks: readonly Mark[];
  /** The place of the word that negates the clause, where there is one. */
  readonly negatedAt: number | undefined;
  /** The negation is that of the part of the sentence before. */
  readonly carried: boolean;
  /** The clause stands in one section and plainly means the other. */
  readonly misplaced: boolean;
  /** Its words with a blank around each. */
  readonly said: string;
}

export function subjectOf(whole: Reading): Subject {
  const reading = withoutProviso(whole);
  const { terms, marks } = reading;
  const gmfcs = marks.find(({ is }) => is === "gmfcs");
  if (gmfcs !== undefined) return { kind: "gmfcs", concept: "gmfcs" };
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
  if (agesWithoutNumber(reading)) return { kind: "age", concept: "age" };
  const named = namedSubject(reading);
  if (named !== undefined) return named;
  const sex = onlySex(reading);
  if (sex) return { kind: "sex", concept: "sex" };
  const place = terms.find(({ role }) => role === "place");
  if (place !== undefined) return { kind: "geography", concept: "residence", term: place };
  const used = / use of /.test(reading.said.slice(0, 40)) ? usedThing(reading) : undefined;
  if (used !== undefined) return used;
  const measure = terms.find(({ role }) => role === "measure");
  const tested = terms.find(
    (term) =>
      term.role === "measure" && /^(?:antibod|autoantibod|antigen)/.test(wordAt(reading, term.next - 1)),
  );
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

/** "If on medication, a stable dose", "if female, ...": what stands before the comma says when the rest is asked. */
function withoutProviso(reading: Reading): Reading {
  const { line, clause, terms, marks } = reading;
  if (wordAt(reading, clause.first) !== "if") return reading;
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
  return scale === "nyha" && terms.some(({ role }) => role === "disease");
}

/** "e.g., NYHA class IV": what stands behind is only an example. */
function isExample({ line, clause, terms }: Reading, at: number): boolean {
  for (let back = at - 1; back >= Math.max(clause.first, at - 8); back--) {
    if (/^(?:e|eg|example)$/.test(line.tokens[back]!.text)) return terms.some((term) => term.next <= back);
  }
  return false;
}

function tokensOf({ line, clause }: Reading) {
  return line.tokens.slice(clause.first, clause.next);
}
function wordAt({ line }: Reading, at: number): string {
  return line.tokens[at]?.text ?? "";
}

function ageConcept(reading: Reading): string {
  const said = reading.said;
  if (/ (?:gestation|gestational|postmenstrual|postconceptional) /.test(said)) return "gestational-age";
  return / corrected /.test(said) ? "corrected-age" : / adjusted /.test(said) ? "adjusted-age" : "age";
}

/** "Whose age is outside the target range". */
function agesWithoutNumber(reading: Reading): boolean {
  const said = reading.said;
  if (said.startsWith(" age of majority ") || said.startsWith(" legal age ")) return true;
  return (
    / (?:age|aged) /.test(said) &&
    !/ (?:weight|height|level) (?:for|of) age /.test(said) &&
    !reading.marks.some(({ is }) => is === "age") &&
    !reading.terms.some(({ role }) => strong.has(role)) &&
    !reading.marks.some(({ is }) => is === "limit")
  );
}

/** "If under 18 years of age, a guardian's consent": the age belongs to what is asked. */
function ageIsAside(reading: Reading): boolean {
  const age = reading.marks.find(({ is }) => is === "age")!;
  if (tellsWhom(reading.line, age)) return true;
  const before = wordAt(reading, age.first - 1);
  const pregnancy = reading.terms.find(({ role }) => role === "pregnancy" || role === "consent");
  if (pregnancy !== undefined && pregnancy.first < age.first) return true;
  // "Subjects aged 18 and older must be willing ...": the age says of whom it is asked.
  const asked = reading.line.tokens
    .slice(age.next, age.next + 5)
    .some(({ text }) => text === "must" || text === "should" || text === ":");
  if (
    asked &&
    reading.terms.some(
      ({ role, first }) =>
        first > age.next &&
        (role === "consent" || role === "pregnancy" || role === "disease" || role === "measure"),
    )
  )
    return true;
  if (/^(?:if|despite|although)$/.test(before)) return true;
  const lead = reading.line.tokens.slice(Math.max(reading.clause.first, age.first - 5), age.first);
  if (
    lead.some(({ text }) =>
      /^(?:if|despite|although|onset|diagnosed|diagnosis|began|started|occurred)$/.test(text),
    )
  )
    return true;
  return reading.terms.some(
    ({ role, first }) =>
      (role === "disease" || role === "operation" || role === "therapy") &&
      first < age.first &&
      reading.section === "exclusion",
  );
}

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
function measuredSubject(reading: Reading): Subject | undefined {
  const limits = reading.marks.filter((mark) => mark.is === "limit");
  const said = reading.said;
  const test = / pregnancy test/.test(said)
    ? reading.terms.find(({ role }) => role === "pregnancy")
    : undefined;
  if (test !== undefined) return { kind: "pregnancy", concept: "pregnancy", term: test };
  if (limits.length === 0) {
    if (
      / (?:body weight|weight) /.test(said) &&
      !/ weight (?:loss|bearing|gain|training|for (?:height|age|length)|reduction|lifting|management|machine|control) /.test(
        said,
      ) &&
      !reading.terms.some(({ role }) => strong.has(role))
    )
      return { kind: "body-weight", concept: "body-weight" };
    return undefined;
  }
  const limit = limits[0]!;
  const quantity = limit.is === "limit" ? limit.quantity : undefined;
  const unit = quantity?.unit ?? null;
  const before = reading.terms.filter(({ first }) => first < limit.first);
  const measure = measuresBy(reading, limit)[0];
  const born = birthSubject(reading, unit);
  if (born !== undefined) return born;
  if (/ level of age /.test(said)) return { kind: "other", concept: "developmental-level" };
  if (
    weightWords.test(said) &&
    measure?.concept !== "bmi" &&
    !/ (?:birth weight|weight at birth|mg \/ kg|cells \/ kg) /.test(said)
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
    before.some(({ role }) => role === "medicine" || role === "therapy")
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
  if (unit !== null && unit !== "times") {
    const medicine = before.find(({ role }) => role === "medicine" || role === "abuse");
    if (medicine !== undefined) return namedSubject(reading);
    return { kind: "lab-threshold", concept: before.at(-1)?.concept ?? "measure" };
  }
  return namedSubject(reading);
}

/** What a limit can be a limit of; in "more than two levels" it only counts them. */
export function measuresBy({ terms }: Reading, limit: Mark): readonly Term[] {
  return terms.filter(
    ({ role, concept, first }) =>
      role === "measure" && !(concept === "count" && first >= limit.next && first <= limit.next + 1),
  );
}

/** "TLICS of 5 or more", "AHI ≥ 15": capitals before a bare limit name what is measured. */
export function acronymBefore({ text, tokens, terms }: MarkedLine, { first }: Mark): string | undefined {
  for (let at = first - 1; at >= Math.max(0, first - 4); at--) {
    const { from, to, kind, text: word } = tokens[at]!;
    const written = text.slice(from, to);
    if (kind === "word" && word !== "os" && /^[A-Z][A-Za-z]?[A-Z]{1,7}$/.test(written))
      return terms.some((term) => term.first <= at && at < term.next) ? undefined : word;
    if (!/^(?:of|is|:|\(|\)|=|score|scores|total|a|must|be|was|equal|-|"|value)$/.test(word))
      return undefined;
  }
  return undefined;
}

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

/** Roles that name a kind by themselves. */
const strong: ReadonlySet<TermRole> = new Set<TermRole>([
  "abuse",
  "allergy",
  "consent",
  "device",
  "disease",
  "language",
  "medicine",
  "motor-type",
  "operation",
  "pregnancy",
  "therapy",
  "trial",
  "palsy",
]);

/** Words behind which a clause only says what its subject does or comes from. */
const subordinating = new Set(
  "that which whose affecting affect interfere interferes interfering interfered limiting limits preventing prevents precluding precludes precluded likely due because caused if while unless including e eg such following except excepted compromise compromises influencing disturb defined assessed confirmed based according associated impairs impairing impair contraindicating hinder hinders jeopardize confound requiring whereby secondary resulting ie leading rendering warranting demanding necessitating unless".split(
    " ",
  ),
);

function namedSubject(reading: Reading): Subject | undefined {
  const head = headOf(reading);
  return (head.length > 0 ? decided(reading, head) : undefined) ?? decided(reading, reading.terms);
}

/** The terms before the first subordinating word or bracket, where there are any. */
function headOf({ line, clause, terms }: Reading): readonly Term[] {
  for (let at = clause.first + 1; at < clause.next; at++) {
    const { text } = line.tokens[at]!;
    const cuts =
      subordinating.has(text) ||
      (text === "(" && at > clause.first) ||
      (text === "in" &&
        /^(?:the|opinion|judgment)$/.test(line.tokens[at + 1]?.text ?? "") &&
        /^(?:opinion|judg\w+|investigator)$/.test(
          line.tokens[at + 2]?.text ?? line.tokens[at + 1]?.text ?? "",
        )) ||
      (text === ":" && at > clause.first + 1);
    if (
      cuts &&
      terms.some(
        (term) =>
          term.next <= at && (strong.has(term.role) || term.role === "problem" || term.role === "ability"),
      )
    )
      return terms.filter((term) => term.next <= at);
  }
  return terms;
}

function decided(reading: Reading, terms: readonly Term[]): Subject | undefined {
  const { section, negatedAt } = reading;
  const said = reading.said;
  if (isJudging(said)) return { kind: "other", concept: "judgement" };
  const of = (...roles: readonly TermRole[]) => terms.find(({ role }) => roles.includes(role));
  const start = (role: TermRole) => {
    const term = of(role);
    return term !== undefined && isLeading(reading, term) ? term : undefined;
  };
  const subject = (kind: AnnotatedKind, term: Term): Subject => ({ kind, concept: term.concept, term });

  const pregnancy =
    terms.find(({ role, concept }) => role === "pregnancy" && concept !== "menopause") ?? start("pregnancy");
  if (pregnancy !== undefined && !/ breastfed | breast - fed /.test(said))
    return subject("pregnancy", pregnancy);
  const allergy = of("allergy");
  if (allergy !== undefined) return subject("comorbidity", allergy);

  const consent = of("consent");
  const language = of("language");
  const device = of("device");
  if (device?.concept === "phone" && isPhoneAsked(reading, terms, device)) return subject("device", device);
  if (
    consent !== undefined &&
    !(of("trial") && !isLeading(reading, consent)) &&
    !isAskedOfDrug(reading, consent) &&
    !isAfterthought(reading, consent)
  )
    return subject("language-consent", consent);
  const trial = of("trial");
  const kin = terms.find(({ concept }) => concept === "relation");
  if (kin !== undefined && trial !== undefined && kin.first < trial.first) return subject("other", kin);
  const complying = start("ability");
  if (
    trial !== undefined &&
    complying?.concept === "ability" &&
    complying.next < trial.first &&
    of("consent") === undefined
  )
    return subject("other", complying);
  if (trial !== undefined) return subject("prior-treatment", trial);
  if (language !== undefined) return subject("language-consent", language);

  const ability = start("ability");
  const disease = of("disease");
  if (ability !== undefined) {
    const worn = of("device");
    if (
      worn !== undefined &&
      / (?:wear|wearing|use|using|operate) /.test(said) &&
      ability.concept === "ability"
    )
      return subject("device", worn);
    if (!(disease !== undefined && disease.first < ability.first)) return subject("other", ability);
  }
  const abuse = of("abuse");
  if (
    abuse !== undefined &&
    !(disease !== undefined && disease.first < abuse.first) &&
    !terms.some((term) => term.role === "medicine" && term.first < abuse.first && !isGeneric(term))
  )
    return subject(section === "inclusion" && negatedAt === undefined ? "condition" : "comorbidity", abuse);
  const circumstance = terms.find(({ concept }) => circumstances.has(concept));
  if (
    circumstance !== undefined &&
    !(isTaking(said) && of("medicine") !== undefined) &&
    !(disease !== undefined && disease.first < circumstance.first)
  )
    return subject("other", circumstance);
  const finding = terms.find(({ concept }) => concept === "cord-blood-unit");
  if (finding !== undefined && !of("therapy", "operation")) return subject("other", finding);
  const imaging = terms.find(({ concept }) => concept === "imaging");
  if (imaging !== undefined && isLeading(reading, imaging) && tellsItself(reading, imaging))
    return subject("other", imaging);
  const healthy = terms.find(({ concept }) => concept === "healthy");
  if (healthy !== undefined && section === "inclusion" && isLeading(reading, healthy))
    return subject("other", healthy);

  const palsy = of("palsy");
  // The type may stand behind "that is", so all of the clause is looked at.
  const wide = palsy === undefined ? terms : reading.terms;
  const motor = wide.find(({ role }) => role === "motor-type");
  const topography = wide.find(({ role }) => role === "topography");
  // "Hemiplegic migraine" is a migraine.
  if (
    motor !== undefined &&
    palsy === undefined &&
    disease !== undefined &&
    disease.first === motor.next &&
    motor.concept !== "spastic"
  )
    return diseaseSubject(reading, disease);
  const treated = firstTreatment(reading, terms);
  if (palsy !== undefined && (treated === undefined || treated.first > palsy.first)) {
    if (motor === undefined && topography === undefined) {
      const another = disease !== undefined && disease.first < palsy.first && section === "exclusion";
      if (!another && palsy.concept.startsWith("unilateral"))
        return { kind: "motor-type", concept: "unilateral", term: palsy };
      if (!another) return subject(motorByForm(said) ? "motor-type" : "condition", palsy);
    } else if (
      !(
        disease !== undefined &&
        section === "inclusion" &&
        negatedAt === undefined &&
        disease.first > palsy.next
      )
    ) {
      const first = motor ?? topography!;
      return subject(isAlternative(reading, palsy, first) ? "condition" : "motor-type", first);
    } else return subject("condition", palsy);
  }
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
  if (topography?.concept === "unilateral-or-bilateral") return subject("motor-type", topography);

  if (
    treated !== undefined &&
    treated.role === "device" &&
    section === "exclusion" &&
    disease !== undefined &&
    disease.first < treated.first
  )
    return diseaseSubject(reading, disease);
  if (treated?.concept === "vaccination" && (disease === undefined || treated.first - disease.next <= 1))
    return treatmentSubject(reading, treated, terms);
  if (treated !== undefined && treated.role !== "operation" && isTaking(said))
    return treatmentSubject(reading, treated, terms);
  if (disease !== undefined) {
    const compound =
      treated !== undefined &&
      treated.first > disease.first &&
      treated.first <= disease.next + 1 &&
      wordAt(reading, disease.next) !== "," &&
      isCompound(reading, disease, treated);
    const includes = section === "inclusion" && !denies(reading, disease);
    if (treated === undefined) return diseaseSubject(reading, disease);
    if (!compound) {
      const known = reading.underStudy.has(disease.concept);
      if (includes && !isLeadingTreatment(reading, treated, disease)) return diseaseSubject(reading, disease);
      if (
        !includes &&
        disease.first < treated.first &&
        !(known && / on | with | taking | treated | receiving | requiring /.test(said))
      )
        return diseaseSubject(reading, disease);
      // "insulin-dependent diabetes", "drug-induced psychosis": the treatment only qualifies.
      if (
        !includes &&
        treated.next + 1 >= disease.first &&
        /^(?:-|induced|dependent|resistant|related)$/.test(wordAt(reading, treated.next))
      )
        return diseaseSubject(reading, disease);
    }
  }
  if (treated !== undefined) return treatmentSubject(reading, treated, terms);
  const problem = of("problem");
  const organ = of("organ");
  if (
    problem !== undefined &&
    (organ !== undefined ||
      / (?:any|other|another|known|medical|significant|serious|severe|symptoms?|risk) /.test(said))
  ) {
    return {
      kind: section === "inclusion" && negatedAt === undefined ? "condition" : "comorbidity",
      concept: (organ ?? problem).concept,
      term: organ ?? problem,
    };
  }
  const bare = organ;
  if (bare !== undefined && section === "exclusion")
    return { kind: "comorbidity", concept: bare.concept, term: bare };
  if (section === "inclusion" && negatedAt === undefined && / diagnos(?:is|ed|es|tic) /.test(said))
    return { kind: "condition", concept: "diagnosis" };
  const late = of("ability");
  if (late !== undefined) return subject("other", late);
  if (problem !== undefined && section === "exclusion") return subject("comorbidity", problem);
  return undefined;
}

/** "The investigator judges ...", "a researcher thinks ...": a person's judgement is what is asked. */
function isJudging(said: string): boolean {
  return /^ (?:(?:the|a|an|any|treating|attending|study|responsible|principal) ){0,3}(?:investigators?|researchers?|physicians?|clinicians?|doctors?|neonatologists?|surgeons?) (?:judge|judges|thinks?|considers?|believes?|deems?|decides?|feels?|determines?) /.test(
    said,
  );
}

/** "Imaging shows ...", "brain imaging gives no hint of ...", unlike "MRI evidence of a lesion". */
function tellsItself({ line }: Reading, { next }: Term): boolean {
  return line.tokens
    .slice(next, next + 8)
    .some(({ text }) => /^(?:shows?|gives?|demonstrates?|reveals?|indicates?|suggests?|finds?)$/.test(text));
}

/** A phone is asked for where it is owned or at hand; behind something else that is asked it is only mentioned. */
function isPhoneAsked(reading: Reading, terms: readonly Term[], phone: Term): boolean {
  const near = reading.line.tokens.slice(Math.max(reading.clause.first, phone.first - 7), phone.first);
  const owned = near.some(({ text }) =>
    /^(?:access|acess|own|owns|have|possess|possession|possesses|owner|user|using|use|operate)$/.test(text),
  );
  const earlier = terms.filter(({ first }) => first < phone.first);
  if (
    earlier.some(
      ({ role, concept }) =>
        role === "trial" || concept === "judgement" || (role === "ability" && abilities.has(concept)),
    )
  )
    return false;
  if (terms.some(({ role }) => role === "language") && / (?:read|understand|speak) /.test(reading.said))
    return owned && !/ read /.test(reading.said);
  return owned || !earlier.some(({ role, concept }) => role === "consent" || concept === "judgement");
}

/** Abilities that are asked for themselves, not to use something. */
const abilities = new Set([
  "ambulation",
  "swallowing",
  "grasp",
  "instruction-following",
  "instruction following",
  "communication",
]);

/** "Current use of ...", "receipt of ...": what is taken is asked, not what it is taken for. */
function isTaking(said: string): boolean {
  return /^ (?:(?:any|current|currently|prior|previous|concurrent|concomitant|chronic|regular|systemic|the|patients?|subjects?|participants?) ){0,3}(?:use of|receipt of|taking|intake of|administration of|receiving) /.test(
    said,
  );
}

/** Found in a life rather than in a body; they decide also where a disease or treatment is named behind them. */
const circumstances = new Set([
  "smoking",
  "legal",
  "insurance",
  "contraindication",
  "sport",
  "occupation",
  "relation",
  "evoked",
]);

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

/** A "no" before the name of the disease, or just behind it; "cancer for which no therapy exists" is a cancer. */
function denies({ line, negatedAt, carried }: Reading, disease: Term): boolean {
  if (carried || negatedAt === undefined) return carried;
  return line.tokens
    .slice(disease.next, negatedAt)
    .every(({ text }) => /^(?:is|are|was|were|has|have|had|been|must|should|be|-|\(|:)$/.test(text));
}

function diseaseSubject(reading: Reading, disease: Term): Subject {
  const includes = reading.section === "inclusion" && !denies(reading, disease);
  const kind = includes && disease.concept !== "comorbidity" ? "condition" : "comorbidity";
  return { kind, concept: disease.concept, term: disease };
}

const treatments: ReadonlySet<TermRole> = new Set<TermRole>(["operation", "therapy", "medicine", "device"]);

function firstTreatment(reading: Reading, terms: readonly Term[]): Term | undefined {
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

function isGeneric({ concept }: Term): boolean {
  return (
    concept === "treatment" ||
    concept === "concomitant-medication" ||
    concept === "injection" ||
    concept === "supplement"
  );
}

function isCompound(reading: Reading, disease: Term, treated: Term): boolean {
  return (
    treated.first === disease.next ||
    (treated.first === disease.next + 1 &&
      /^(?:or|-|\/)$/.test(wordAt(reading, disease.next)) &&
      treated.role === "medicine" &&
      isGeneric(treated))
  );
}

function isLeadingTreatment(reading: Reading, treated: Term, disease: Term): boolean {
  if (treated.first > disease.first) return false;
  // "Scheduled to undergo fusion for stenosis" is about the fusion.
  if (
    treated.role !== "medicine" &&
    reading.line.tokens
      .slice(reading.clause.first, treated.first)
      .some(({ text }) =>
        /^(?:scheduled|planned|planning|indicated|undergo|undergoing|candidates?|receive)$/.test(text),
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

function treatmentSubject(reading: Reading, treated: Term, terms: readonly Term[]): Subject {
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
    return { kind: dosed ? "prior-treatment" : "medication", concept, term: treated };
  }
  const past =
    / (?:previously|prior use|previous use|undergone|programme|program) /.test(reading.said) ||
    (reading.section === "exclusion" &&
      reading.marks.some(
        (mark) => mark.is === "window" && !mark.found.duration && mark.found.window.op === "<=",
      ));
  return { kind: past ? "prior-treatment" : "device", concept, term: treated };
}

/** Among the first words of the clause, so that it says what is asked rather than why. */
function isLeading(reading: Reading, term: Term): boolean {
  const { line, clause } = reading;
  return (
    line.tokens.slice(clause.first, term.first).every(({ text }) => leading.has(text)) ||
    term.first - clause.first <= 1
  );
}
const leading = new Set(
  "a an the patient patients participant participants subject subjects child children parent parents guardian guardians caregiver caregivers individual individuals infant infants adult adults who must be is are has have having not no being of any in to should does do with or and / ( ) , legal primary main their his her person people : * lack sufficient adequate at least one good known full current cognitive women men eligible will mental normal fluent intact limited poor impaired reduced insufficient spontaneous independent independently either both those that".split(
    " ",
  ),
);

/** "agrees to use contraception", "willing to stop steroids" ask for consent all the same; "consent" in a remark does not. */
function isAskedOfDrug(reading: Reading, consent: Term): boolean {
  const disease = reading.terms.find(({ role }) => role === "disease");
  return disease !== undefined && disease.first < consent.first && reading.section === "exclusion";
}

/** "No use of vitamins, or willing to stop", "follows instructions and can assent": what comes first is asked. */
function isAfterthought(reading: Reading, consent: Term): boolean {
  const first = reading.terms.find(
    ({ role, concept }) =>
      role === "medicine" ||
      role === "therapy" ||
      role === "operation" ||
      concept === "instruction-following",
  );
  if (first === undefined || first.first > consent.first) return false;
  if (isTaking(reading.said)) return true;
  const between = reading.line.tokens.slice(first.next, consent.first).map(({ text }) => text);
  if (first.concept === "instruction-following")
    return isLeading(reading, first) && between.some((word) => /^(?:and|,)$/.test(word));
  return between.some((word) => /^(?:or|unless)$/.test(word)) && !between.includes("must");
}

function onlySex(reading: Reading): boolean {
  const said = tokensOf(reading).map(({ text }) => text);
  return said.some((word) => sexes.has(word)) && said.every((word) => sexes.has(word) || beside.has(word));
}
const sexes = new Set(
  "male males female females men women man woman boy boys girl girls sex sexes gender genders".split(" "),
);
const beside = new Set(
  "and or / & , . ( ) both either any all of only children patients participants subjects the a is are eligible : - individuals adults adult healthy volunteers who be must should".split(
    " ",
  ),
);

/** A line nothing is known about: a single name under the exclusions is most often a disease. */
function unnamed(reading: Reading): Subject {
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
  const names = reading.section === "exclusion" && said.length <= 3;
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

/** Of a thing nobody here knows the name of, the words around it say how it was met: taken, or had before. */
function usedThing({ said, section }: Reading): Subject | undefined {
  if (
    / (?:prior|previous|previously|past|earlier) .*(?:use|exposure|exposed|treatment|treated|receipt|participation|inclusion|included|randomized|randomised|enrolled|enrollment) /.test(
      said,
    )
  )
    return { kind: "prior-treatment", concept: "earlier-treatment" };
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

export function slug(text: string): string {
  return text.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "");
}
