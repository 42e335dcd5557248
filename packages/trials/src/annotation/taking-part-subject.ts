/** What taking part needs of people rather than of their health: consent, a language, a phone, no other trial. */
import { type Named, subject } from "./named.ts";
import { isLeading, type Reading, type Subject, wordAt } from "./reading.ts";
import type { Term } from "./term.ts";
import { isTaking } from "./treatment-subject.ts";
import { wasUsed } from "./unnamed-subject.ts";

export function takingPart(named: Named): Subject | undefined {
  const { reading, terms } = named;
  const { section, said } = reading;
  const consent = named.of("consent");
  const trial = terms.find((term) => term.role === "trial" && !isOwnTrial(reading, term));
  const legal = named.about("legal");
  if (legal !== undefined && consent !== undefined && legal.first < consent.first)
    return subject("other", legal);
  const device = named.of("device");
  if (device?.concept === "phone" && isPhoneAsked(reading, terms, device))
    return subject(section === "exclusion" && wasUsed.test(said) ? "prior-treatment" : "device", device);
  if (
    consent !== undefined &&
    !(trial !== undefined && !isLeading(reading, consent)) &&
    !isAskedOfDrug(reading, consent) &&
    !isAfterthought(reading, consent)
  )
    return subject("language-consent", consent);
  if (trial !== undefined) return otherThanTrial(named, trial, consent) ?? subject("prior-treatment", trial);
  const language = terms.find((term) => term.role === "language" && !isNationality(reading, term));
  return language && subject("language-consent", language);
}

/** "Relatives in another trial", "judged unsuitable for a trial", "able to attend a trial": asked before the trial. */
function otherThanTrial(named: Named, trial: Term, consent: Term | undefined): Subject | undefined {
  const kin = named.about("relation");
  if (kin !== undefined && kin.first < trial.first) return subject("other", kin);
  const judged = named.about("judgement");
  if (judged !== undefined && judged.first < trial.first && / (?:un)?suitable /.test(named.reading.said))
    return subject("other", judged);
  const complying = named.leading("ability");
  return complying?.concept === "ability" && complying.next < trial.first && consent === undefined
    ? subject("other", complying)
    : undefined;
}

/** A phone is asked for where it is owned or at hand; behind something else that is asked it is only mentioned. */
function isPhoneAsked(reading: Reading, terms: readonly Term[], phone: Term): boolean {
  const near = reading.line.tokens.slice(Math.max(reading.clause.first, phone.first - 7), phone.first);
  const owned = near.some(({ text }) =>
    /^(?:access|acess|own|owns|have|possess|possession|possesses|owner|user|using|use|operate)$/.test(text),
  );
  if (
    earlierWish(reading, phone) &&
    !/ (?:access|acess|own|owns|have|has|possess|possesses|possession) /.test(reading.said)
  )
    return false;
  // "Able to attend every session and to be called by phone" asks for an ability.
  if (!owned && terms.some(({ role, first }) => role === "ability" && first < phone.first)) return false;
  // "The parent (also by phone) is willing ..." only mentions it.
  if (reading.line.depths[phone.first]! > 0 && terms.some(({ role }) => role === "consent")) return false;
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
      concept === "instruction-following" ||
      concept === "ambulation",
  );
  if (first === undefined || first.first > consent.first) return false;
  if (isTaking(reading.said)) return true;
  const between = reading.line.tokens.slice(first.next, consent.first).map(({ text }) => text);
  if (first.concept === "instruction-following" || first.concept === "ambulation")
    return (
      (isLeading(reading, first) || first.first - reading.clause.first <= 2) &&
      between.some((word) => /^(?:and|,)$/.test(word))
    );
  return between.some((word) => /^(?:or|unless)$/.test(word)) && !between.includes("must");
}
