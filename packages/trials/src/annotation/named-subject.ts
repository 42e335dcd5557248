/**
 * What a clause is about by the words of the field in it: which comes first, what stands side by side, and whether
 * the clause includes or excludes.
 */
import { diseaseOrTreatment, diseaseSubject, isAlsoOn } from "./disease-subject.ts";
import { movement } from "./movement-subject.ts";
import { Named, type SubjectRule, subject } from "./named.ts";
import { isLeading, type Reading, type Subject, strong, wordAt } from "./reading.ts";
import { takingPart } from "./taking-part-subject.ts";
import type { Term } from "./term.ts";
import { isGeneric, isTaking } from "./treatment-subject.ts";

/** Words behind which a clause only says what its subject does or comes from. */
const subordinating = new Set(
  "whether that which whose affecting affect interfere interferes interfering interfered limiting limits preventing prevents precluding precludes precluded likely due because caused if while unless including e eg such following except excepted compromise compromises influencing disturb defined assessed confirmed based according associated impairs impairing impair contraindicating hinder hinders jeopardize confound requiring whereby secondary resulting ie leading rendering warranting demanding necessitating unless".split(
    " ",
  ),
);

/** The first that answers decides, so what names a kind by itself stands before what may only be mentioned. */
const rules: readonly SubjectRule[] = [
  judging,
  pregnant,
  allergic,
  takingPart,
  able,
  abusing,
  living,
  shown,
  movement,
  diseaseOrTreatment,
  problem,
];

export function namedSubject(reading: Reading): Subject | undefined {
  const head = headOf(reading);
  return (head.length > 0 ? decided(reading, head) : undefined) ?? decided(reading, reading.terms);
}

function decided(reading: Reading, terms: readonly Term[]): Subject | undefined {
  const named = new Named(reading, terms);
  for (const rule of rules) {
    const found = rule(named);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The terms before the first subordinating word or bracket, where there are any. */
function headOf({ line, clause, terms }: Reading): readonly Term[] {
  for (let at = clause.first + 1; at < clause.next; at++) {
    const { text } = line.tokens[at]!;
    const cuts =
      subordinating.has(text) ||
      (text === "(" && at > clause.first && !/^(?:and|or)$/.test(line.tokens[at + 1]?.text ?? "")) ||
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

/** "The investigator judges ...", "a researcher thinks ...": a person's judgement is what is asked. */
function judging({ reading }: Named): Subject | undefined {
  return /^ (?:(?:the|a|an|any|treating|attending|study|responsible|principal) ){0,3}(?:investigators?|researchers?|physicians?|clinicians?|doctors?|neonatologists?|surgeons?) (?:judge|judges|thinks?|considers?|believes?|deems?|decides?|feels?|determines?) /.test(
    reading.said,
  )
    ? { kind: "other", concept: "judgement" }
    : undefined;
}

function pregnant(named: Named): Subject | undefined {
  const { reading, terms } = named;
  const pregnancy =
    terms.find(({ role, concept }) => role === "pregnancy" && concept !== "menopause") ??
    named.leading("pregnancy");
  if (pregnancy === undefined) return undefined;
  const disease = named.of("disease");
  // "Diagnosed with a hernia, reflux or pregnancy"
  if (
    disease !== undefined &&
    disease.first < pregnancy.first &&
    pregnancy.next === reading.clause.next &&
    /^(?:or|and|,)$/.test(wordAt(reading, pregnancy.first - 1)) &&
    / (?:diagnosed|history|presence|suffering) /.test(reading.said.slice(0, 40))
  )
    return undefined;
  // "Postpartum women with back pain" have the pain.
  if (
    disease !== undefined &&
    isLeading(reading, pregnancy) &&
    /^(?:women|woman|patients?|females?|mothers?|individuals?)$/.test(wordAt(reading, pregnancy.next)) &&
    /^(?:with|diagnosed|suffering|affected)$/.test(wordAt(reading, pregnancy.next + 1))
  )
    return diseaseSubject(reading, disease);
  return / breastfed | breast - fed /.test(reading.said) ? undefined : subject("pregnancy", pregnancy);
}

function allergic(named: Named): Subject | undefined {
  const allergy = named.of("allergy");
  return allergy && subject("comorbidity", allergy);
}

function able(named: Named): Subject | undefined {
  const { reading } = named;
  const ability = named.leading("ability");
  if (ability === undefined || reading.said.includes(" language barrier")) return undefined;
  const worn = named.of("device");
  if (
    worn !== undefined &&
    / (?:wear|wearing|use|using|operate) /.test(reading.said) &&
    ability.concept === "ability"
  )
    return subject("device", worn);
  // "Ambulant children with spastic palsy": the palsy is asked.
  const adjective =
    reading.section === "inclusion" &&
    named.of("palsy") !== undefined &&
    /^(?:ambulant|ambulatory)$/.test(wordAt(reading, ability.next - 1));
  const disease = named.of("disease");
  return adjective || (disease !== undefined && disease.first < ability.first)
    ? undefined
    : subject("other", ability);
}

function abusing(named: Named): Subject | undefined {
  const { reading, terms } = named;
  const abuse = named.of("abuse");
  const disease = named.of("disease");
  if (abuse === undefined || (disease !== undefined && disease.first < abuse.first)) return undefined;
  if (terms.some((term) => term.role === "medicine" && isAlsoOn(reading, term))) return undefined;
  const isTaken = ({ role, first }: Term) =>
    first < abuse.first && (role === "medicine" || role === "therapy") && isTaking(reading.said);
  const isDrug = (term: Term) => term.first < abuse.first && term.role === "medicine" && !isGeneric(term);
  if (
    !/^(?:abuse|misuse|addict|depend)/.test(wordAt(reading, abuse.next - 1)) &&
    terms.some((term) => isDrug(term) || isTaken(term))
  )
    return undefined;
  return subject(named.asksFor ? "condition" : "comorbidity", abuse);
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

function living(named: Named): Subject | undefined {
  const { reading } = named;
  // "Noted by the staff as ...": who found it is not what is found.
  const circumstance = named.terms.find(
    ({ concept, first }) => circumstances.has(concept) && !isAgent(reading, first),
  );
  if (circumstance === undefined) return undefined;
  const disease = named.of("disease");
  const isMentioned =
    (isTaking(reading.said) && named.of("medicine") !== undefined) ||
    (disease !== undefined && disease.first < circumstance.first);
  return isMentioned ? undefined : subject("other", circumstance);
}

function isAgent({ line, clause }: Reading, at: number): boolean {
  return line.tokens.slice(Math.max(clause.first, at - 4), at).some(({ text }) => text === "by");
}

/** A stored unit, what imaging shows, good health: found by looking, and no disease. */
function shown(named: Named): Subject | undefined {
  const { reading } = named;
  const unit = named.about("cord-blood-unit");
  if (unit !== undefined && !named.of("therapy", "operation")) return subject("other", unit);
  const imaging = named.about("imaging");
  if (imaging !== undefined && isLeading(reading, imaging) && tellsItself(reading, imaging))
    return subject("other", imaging);
  const healthy = named.about("healthy");
  return healthy !== undefined && reading.section === "inclusion" && isLeading(reading, healthy)
    ? subject("other", healthy)
    : undefined;
}

/** "Imaging shows ...", "brain imaging gives no hint of ...", unlike "MRI evidence of a lesion". */
function tellsItself({ line }: Reading, { next }: Term): boolean {
  return line.tokens
    .slice(next, next + 14)
    .some(({ text }) =>
      /^(?:shows?|gives?|demonstrates?|reveals?|indicates?|suggests?|finds?|hints?|suggest|show)$/.test(text),
    );
}

/** "Any serious heart problem", an organ, an ability named late: what is left where nothing else is named. */
function problem(named: Named): Subject | undefined {
  const { reading } = named;
  const { section, said } = reading;
  const trouble = named.of("problem");
  const organ = named.of("organ");
  if (
    trouble !== undefined &&
    (organ !== undefined ||
      / (?:any|other|another|known|medical|significant|serious|severe|symptoms?|risk) /.test(said))
  )
    return subject(named.asksFor ? "condition" : "comorbidity", organ ?? trouble);
  if (organ !== undefined && section === "exclusion") return subject("comorbidity", organ);
  if (named.asksFor && / diagnos(?:is|ed|es|tic) /.test(said))
    return { kind: "condition", concept: "diagnosis" };
  const ability = named.of("ability");
  if (ability !== undefined) return subject("other", ability);
  return trouble !== undefined && section === "exclusion" ? subject("comorbidity", trouble) : undefined;
}
