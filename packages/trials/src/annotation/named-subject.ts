/**
 * What a clause is about by the words of the field in it: which comes first, what stands side by side, and whether
 * the clause includes or excludes.
 */
import type { AnnotatedKind } from "./annotated-criterion.ts";
import { isLeading, type Reading, type Subject, strong, wordAt } from "./reading.ts";
import type { Term, TermRole } from "./term.ts";
import {
  firstTreatment,
  isCompound,
  isGeneric,
  isLeadingTreatment,
  isTaking,
  treatmentSubject,
} from "./treatment-subject.ts";
import { wasUsed } from "./unnamed-subject.ts";

/** Words behind which a clause only says what its subject does or comes from. */
const subordinating = new Set(
  "that which whose affecting affect interfere interferes interfering interfered limiting limits preventing prevents precluding precludes precluded likely due because caused if while unless including e eg such following except excepted compromise compromises influencing disturb defined assessed confirmed based according associated impairs impairing impair contraindicating hinder hinders jeopardize confound requiring whereby secondary resulting ie leading rendering warranting demanding necessitating unless".split(
    " ",
  ),
);

export function namedSubject(reading: Reading): Subject | undefined {
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
      (text === ":" && at > clause.first + 1) ||
      (/^(?:determined|diagnosed|evidenced|documented|indicated|demonstrated|shown|detected|verified|measured|reported|established)$/.test(
        text,
      ) &&
        /^(?:by|on|using|from|through|via)$/.test(line.tokens[at + 1]?.text ?? ""));
    if (
      cuts &&
      terms.some(
        (term) =>
          term.next <= at &&
          (strong.has(term.role) ||
            term.role === "problem" ||
            term.role === "ability" ||
            circumstances.has(term.concept)),
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
  // "Postpartum women with back pain" have the pain.
  const ill = of("disease");
  if (
    pregnancy !== undefined &&
    ill !== undefined &&
    isLeading(reading, pregnancy) &&
    /^(?:women|woman|patients?|females?|mothers?|individuals?)$/.test(wordAt(reading, pregnancy.next)) &&
    /^(?:with|diagnosed|suffering|affected)$/.test(wordAt(reading, pregnancy.next + 1))
  )
    return diseaseSubject(reading, ill);
  if (pregnancy !== undefined && !/ breastfed | breast - fed /.test(said))
    return subject("pregnancy", pregnancy);
  const allergy = of("allergy");
  if (allergy !== undefined) return subject("comorbidity", allergy);

  const consent = of("consent");
  const legal = terms.find(({ concept }) => concept === "legal");
  if (legal !== undefined && consent !== undefined && legal.first < consent.first)
    return subject("other", legal);
  const language = terms.find((term) => term.role === "language" && !isNationality(reading, term));
  const device = of("device");
  if (device?.concept === "phone" && isPhoneAsked(reading, terms, device))
    return subject(section === "exclusion" && wasUsed.test(said) ? "prior-treatment" : "device", device);
  if (
    consent !== undefined &&
    !(
      terms.some((term) => term.role === "trial" && !isOwnTrial(reading, term)) &&
      !isLeading(reading, consent)
    ) &&
    !isAskedOfDrug(reading, consent) &&
    !isAfterthought(reading, consent)
  )
    return subject("language-consent", consent);
  const trial = terms.find((term) => term.role === "trial" && !isOwnTrial(reading, term));
  const kin = terms.find(({ concept }) => concept === "relation");
  if (kin !== undefined && trial !== undefined && kin.first < trial.first) return subject("other", kin);
  const judged = terms.find(({ concept }) => concept === "judgement");
  if (
    judged !== undefined &&
    trial !== undefined &&
    judged.first < trial.first &&
    / (?:un)?suitable /.test(said)
  )
    return subject("other", judged);
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
    // "Ambulant children with spastic palsy": the palsy is asked.
    const adjective =
      section === "inclusion" &&
      of("palsy") !== undefined &&
      /^(?:ambulant|ambulatory)$/.test(wordAt(reading, ability.next - 1));
    if (!adjective && !(disease !== undefined && disease.first < ability.first))
      return subject("other", ability);
  }
  const abuse = of("abuse");
  if (
    abuse !== undefined &&
    !(disease !== undefined && disease.first < abuse.first) &&
    !terms.some((term) => term.role === "medicine" && isAlsoOn(reading, term)) &&
    (/^(?:abuse|misuse|addict|depend)/.test(wordAt(reading, abuse.next - 1)) ||
      !terms.some(
        (term) =>
          term.first < abuse.first &&
          ((term.role === "medicine" && !isGeneric(term)) ||
            ((term.role === "medicine" || term.role === "therapy") && isTaking(said))),
      ))
  )
    return subject(section === "inclusion" && negatedAt === undefined ? "condition" : "comorbidity", abuse);
  // "Noted by the staff as ...": who found it is not what is found.
  const circumstance = terms.find(
    ({ concept, first }) => circumstances.has(concept) && !isAgent(reading, first),
  );
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
  if (treated?.concept === "vaccination" && (disease === undefined || treated.first - disease.next <= 4))
    return treatmentSubject(reading, treated, terms);
  if (treated !== undefined && treated.role !== "operation" && isTaking(said))
    return treatmentSubject(reading, treated, terms);
  // "Hospitalized with pneumonia" has the pneumonia.
  if (
    treated?.concept === "hospital-treatment" &&
    section === "inclusion" &&
    disease !== undefined &&
    disease.first > treated.first &&
    /^(?:with|for|due|because)$/.test(wordAt(reading, treated.next))
  )
    return diseaseSubject(reading, disease);
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
      if (includes && !isLeadingTreatment(reading, treated, disease) && !hasFailed(reading, treated, disease))
        return diseaseSubject(reading, disease);
      if (
        !includes &&
        disease.first < treated.first &&
        !(treated.role === "medicine" && isAlsoOn(reading, treated)) &&
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

/** "Diagnosed with ... and on methadone": the drug is what is asked. */
function isAlsoOn(reading: Reading, { first }: Term): boolean {
  const on = [first - 1, first - 2].find((at) => wordAt(reading, at) === "on");
  if (on === undefined) return false;
  return (
    wordAt(reading, on - 1) === "and" ||
    (/^(?:already|currently)$/.test(wordAt(reading, on - 1)) && wordAt(reading, on - 2) === "and")
  );
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
  if (
    earlierWish(reading, phone) &&
    !/ (?:access|acess|own|owns|have|has|possess|possesses|possession) /.test(reading.said)
  )
    return false;
  // "The parent (also by phone) is willing ..." only mentions it.
  if (reading.line.depths[phone.first]! > 0 && terms.some(({ role }) => role === "consent")) return false;
  const owned = near.some(({ text }) =>
    /^(?:access|acess|own|owns|have|possess|possession|possesses|owner|user|using|use|operate)$/.test(text),
  );
  const earlier = terms.filter(({ first }) => first < phone.first);
  if (
    earlier.some(
      ({ role, concept }) =>
        role === "trial" ||
        role === "place" ||
        concept === "judgement" ||
        (role === "ability" && abilities.has(concept)),
    )
  )
    return false;
  if (terms.some(({ role }) => role === "language") && / (?:read|understand|speak) /.test(reading.said))
    return owned && !/ read /.test(reading.said);
  return owned || !earlier.some(({ role, concept }) => role === "consent" || concept === "judgement");
}

/** "Willing to use a phone" asks for the will. */
function earlierWish({ terms, clause }: Reading, phone: Term): boolean {
  return terms.some(
    ({ concept, first }) => concept === "willingness" && first < phone.first && first - clause.first <= 3,
  );
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

function isAgent({ line, clause }: Reading, at: number): boolean {
  return line.tokens.slice(Math.max(clause.first, at - 4), at).some(({ text }) => text === "by");
}

/** "The procedures of the clinical trial": the one that is asked about. */
function isOwnTrial(reading: Reading, { first, next }: Term): boolean {
  return (
    /^(?:the|this)$/.test(wordAt(reading, first - 1)) &&
    /^(?:trial|trials|study|studies|research|investigation)$/.test(wordAt(reading, next - 1))
  );
}

/** "Japanese patients", "French law" name no language. */
function isNationality(reading: Reading, { next }: Term): boolean {
  return /^(?:patients?|subjects?|participants?|population|medicine|law|laws|health|hospitals?|m[ae]n|wom[ae]n|adults?|males?|females?|guidelines?|criteria|society|national|nationals|ancestry|descent|origin|ethnicity|citizens?|residents?|pharmacopoeia|regulations?|diet)$/.test(
    wordAt(reading, next),
  );
}

/** Found in a life rather than in a body; they decide also where a disease or treatment is named behind them. */
export const circumstances = new Set([
  "smoking",
  "legal",
  "insurance",
  "contraindication",
  "sport",
  "occupation",
  "relation",
  "procedure-length",
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
  // "A fibroid without symptoms" is a fibroid.
  if (negatedAt >= disease.next && line.tokens[negatedAt]!.text === "without") return false;
  return line.tokens
    .slice(disease.next, negatedAt)
    .every(({ text }) => /^(?:is|are|was|were|has|have|had|been|must|should|be|-|\(|:)$/.test(text));
}

function diseaseSubject(reading: Reading, disease: Term): Subject {
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
