/**
 * Reads a whole eligibility text into annotated criteria. Total: every line that is not a heading gives at least one
 * row, whatever it holds, and a text costs time in proportion to its length.
 */
import { isCohortTitle } from "../cohort-names.ts";
import { type EligibilityLine, eligibilityLines, sourceOffset } from "../eligibility-lines.ts";
import type { AnnotatedCriterion, AnnotatedKind } from "./annotated-criterion.ts";
import { subjectOf } from "./clause-kind.ts";
import { limitOf } from "./clause-limit.ts";
import { isNegated } from "./clause-negation.ts";
import { windowOf } from "./clause-window.ts";
import { type Clause, clausesOf, inside, isException } from "./clauses.ts";
import { type MarkedLine, markedLine } from "./marked-line.ts";
import { negationOf } from "./negation.ts";
import type { Reading, Subject } from "./reading.ts";
import type { Term } from "./term.ts";

/** Longer lines are prose; what a hostile text has beyond is kept without being looked at. */
const longestLine = 4_000;

const furthestRead = 60_000;

const palsyWords = /\b(?:palsy|palsies|[bu]?cp\b|gmfcs|spastic|hemipleg|hemipares)/i;

export function readAnnotated(eligibility: string): AnnotatedCriterion[] {
  const underStudy = new Set<string>();
  // Few lines ask, so the text is searched once one does.
  let palsy: boolean | undefined;
  const aboutPalsy = () => (palsy ??= palsyWords.test(eligibility.slice(0, furthestRead)));
  const lines = eligibilityLines(eligibility);
  // A line that names the group of later lines is their heading, wherever it stands.
  const titles = new Set(lines.flatMap(({ group }) => group?.label ?? []));
  const isTitle = (text: string) =>
    titles.size > 0 && titles.has(text.endsWith(":") ? text.slice(0, -1).trimEnd() : text);
  const rows: AnnotatedCriterion[] = [];
  for (const line of lines) {
    if (line.role === "heading" || isRemark(line) || isTitle(line.text)) continue;
    if (line.text.length > longestLine || line.to > furthestRead) rows.push(unreadRow(eligibility, line));
    else rows.push(...rowsOf(eligibility, line, { underStudy, aboutPalsy }));
  }
  return rows;
}

/** A line that opens a list or says something about the record, and asks nothing itself. */
function isRemark({ text }: EligibilityLine): boolean {
  // "Cohort 2 (GMFCS IV-V):" asks something of its own.
  if (isCohortTitle(text) && /\(.*\d|gmfc/i.test(text)) return false;
  // What most lines begin with is asked first, for it is quickly seen.
  if (/^n/i.test(text) && /^(?:note|n\.b\.)\b.*(?:criteria|protocol)/i.test(text.slice(0, 200))) return true;
  if (text.startsWith("http") && /^https?:\/\/\S+$/.test(text)) return true;
  if (
    /^(?:other|additional|further)\b/i.test(text) &&
    /\b(?:criteria|exclusions?|inclusions?)\b.{0,30}\bappl(?:y|ies|ied)\b/i.test(text.slice(0, 160))
  )
    return true;
  // "FOR TREATMENT", "GROUP A": a heading in capitals.
  if (
    text.length <= 40 &&
    /^(?:[A-Z]{2,}|[A-Z]|\d)(?:[ /-](?:[A-Z]+|\d+))+$/.test(text) &&
    /^(?:FOR|GROUP|COHORT|PART|STAGE|ARM|DISEASE|PATIENT|PRIOR|PHASE)\b/.test(text)
  )
    return true;
  if (
    text.endsWith(":") &&
    /^(?:all |enrolled |healthy )?(?:subjects|patients|participants|controls|children|adults|women|men)\b[^.,:;]{0,70}:$/i.test(
      text,
    )
  )
    return true;
  if (!text.endsWith(":"))
    return /^(?:(?:and|or|and\/or|none|n[/.]?a|not applicable|not specified|other|unspecified|see disease characteristics)[\s.:,;]*|[^A-Za-z0-9]*)$/i.test(
      text,
    );
  // "..., with injury on MRI and either:" asks for something before it opens the list.
  if (text.length > 60 && / and (?:either|one of|any of|at least one of[^:]{0,40}):$/i.test(text.slice(-80)))
    return false;
  return (
    /\b(?:following|criteria|either|any of|all of|one of|below|if|defined as|must (?:have|be|meet)|must:$|groups?|cohort)(?:\b|$)/i.test(
      text.slice(0, 300),
    ) || text.length <= 40
  );
}

function unreadRow(eligibility: string, line: EligibilityLine): AnnotatedCriterion {
  const section = line.section === "exclusion" ? "exclusion" : "inclusion";
  return {
    section,
    line: line.index,
    text: eligibility.slice(line.from, line.to),
    span: [line.from, line.to],
    kind: "other",
    concept: "line",
    op: null,
    value: null,
    unit: null,
    window: null,
    negated: false,
    effect: section === "exclusion" ? "must-not" : "must",
    misplaced: false,
    ambiguous: true,
    concepts: [],
  };
}

interface AboutText {
  readonly underStudy: Set<string>;
  readonly aboutPalsy: () => boolean;
}

function rowsOf(
  eligibility: string,
  line: EligibilityLine,
  { underStudy, aboutPalsy }: AboutText,
): AnnotatedCriterion[] {
  const marked = markedLine(line.text);
  const section = line.section === "exclusion" ? "exclusion" : "inclusion";
  let before: { readonly clause: Clause; readonly denied: boolean; readonly wrong: boolean } | undefined;
  const rows: AnnotatedCriterion[] = [];
  for (const clause of clausesOf(marked)) {
    // "No injection within 3 months or operation within 6": the "no" holds for both.
    const carried = before !== undefined && goesOn(marked, before.clause, clause) ? before : undefined;
    const own = negationOf(marked, clause);
    const said = saidIn(marked, clause);
    const asItStands: Reading = {
      line: marked,
      clause,
      section,
      underStudy,
      aboutPalsy,
      terms: termsOf(marked, clause),
      marks: marked.marks.filter(({ first, next }) => inside(clause, first, next)),
      negatedAt: own ?? (carried?.denied ? clause.first : undefined),
      carried: own === undefined && carried?.denied === true,
      misplaced: carried?.wrong === true || standsWrong(section, said),
      said,
    };
    const subject = subjectOf(asItStands);
    const reading = deniesTheUnwanted(asItStands, subject) ? { ...asItStands, misplaced: true } : asItStands;
    if (subject.kind === "condition" && subject.term !== undefined) underStudy.add(subject.term.concept);
    const denied =
      reading.carried || (own !== undefined && own - clause.first <= 2 && isNegated(reading, subject));
    before = { clause, denied, wrong: reading.misplaced };
    const previous = rows.at(-1);
    const found = [subject, ...facetsOf(reading, subject)].map((one) =>
      rowOf(eligibility, line, reading, one),
    );
    if (previous !== undefined && line.bulleted && listsOn(eligibility, previous, found)) {
      rows[rows.length - 1] = joined(eligibility, previous, found[0]!);
    } else rows.push(...found);
  }
  return rows;
}

/** "Known HIV infection; known hepatitis": one item of a list, with one thing said of several. */
function listsOn(
  eligibility: string,
  left: AnnotatedCriterion,
  found: readonly AnnotatedCriterion[],
): boolean {
  const right = found[0]!;
  const plain = (row: AnnotatedCriterion) => row.op === null && row.window === null;
  return (
    found.length === 1 &&
    left.kind === right.kind &&
    left.effect === right.effect &&
    plain(left) &&
    plain(right) &&
    /^\s*;\s*(?:and|or)?\s*$/.test(eligibility.slice(left.span[1], right.span[0])) &&
    /^[a-z]/.test(right.text)
  );
}

function joined(
  eligibility: string,
  left: AnnotatedCriterion,
  right: AnnotatedCriterion,
): AnnotatedCriterion {
  const span = [left.span[0], right.span[1]] as const;
  return {
    ...left,
    span,
    text: eligibility.slice(...span),
    concepts: [...new Set([...left.concepts, ...right.concepts])],
  };
}

/** Without what a window counts from: in "a transplant within a year of consent" nobody is asked to consent. */
function termsOf({ terms, marks }: MarkedLine, clause: Clause): readonly Term[] {
  const own = terms.filter(({ first, next }) => inside(clause, first, next));
  const windows = marks.filter((mark) => mark.is === "window" && inside(clause, mark.first, mark.next));
  if (windows.length === 0) return own;
  const left = own.filter(
    ({ first }) => !windows.some((window) => window.first <= first && first < window.next),
  );
  return left.length > 0 ? left : own;
}

/** Two parts of one sentence, joined by "or". */
function goesOn({ tokens }: MarkedLine, left: Clause, right: Clause): boolean {
  const between = tokens.slice(left.next, right.first).map(({ text }) => text);
  return (
    between.length <= 3 &&
    between.some((word) => word === "or" || word === "nor") &&
    !between.some((word) => word === ";" || word === ".")
  );
}

function saidIn({ tokens }: MarkedLine, { first, next }: Clause): string {
  const words = [""];
  for (let at = first; at < next; at++) words.push(tokens[at]!.text);
  words.push("");
  return words.join(" ");
}

/** What else a clause asks for in so many words: the sex beside an age, the type beside the palsy. */
function facetsOf(reading: Reading, main: Subject): Subject[] {
  const { kind } = main;
  const facets: Subject[] = [];
  const second = reading.marks.filter(({ is }) => is === "scale")[kind === "gmfcs" ? 0 : 1];
  if (second?.is === "scale") facets.push({ kind: "other", concept: second.levels.scale });
  if (reading.section !== "inclusion" || isNegated(reading, main)) return facets;
  const add = (facet: AnnotatedKind, concept: string) => {
    if (facet !== kind && !facets.some((other) => other.kind === facet))
      facets.push({ kind: facet, concept });
  };
  const has = (role: string) => reading.terms.find((term) => term.role === role);
  if (
    (kind === "age" || kind === "gmfcs") &&
    / (?:males?|females?|men|women|boys|girls|gender|sex) /.test(reading.said) &&
    !/ pregnant women /.test(reading.said)
  )
    add("sex", "sex");
  if (reading.marks.some(({ is }) => is === "age") && kind === "gmfcs") add("age", "age");
  const scaled = kind === "other" && reading.marks.some(({ is }) => is === "scale");
  if (scaled && has("motor-type") !== undefined) add("motor-type", has("motor-type")!.concept);
  if (/^(?:age|gmfcs|motor-type|condition)$/.test(kind)) {
    const motor = has("motor-type");
    if (motor !== undefined && has("palsy") !== undefined && kind !== "condition")
      add("motor-type", motor.concept);
    if (has("palsy") !== undefined) add("condition", "cerebral-palsy");
    else if (motor !== undefined) add("motor-type", motor.concept);
    else if (kind === "age" && has("disease") !== undefined && has("disease")!.concept !== "comorbidity")
      add("condition", has("disease")!.concept);
  }
  return facets;
}

function rowOf(
  eligibility: string,
  line: EligibilityLine,
  reading: Reading,
  subject: Subject,
): AnnotatedCriterion {
  const { line: marked, clause, section } = reading;
  const start = marked.tokens[clause.first]!.from;
  const end = endOf(marked, clause);
  const span = [sourceOffset(line, start), sourceOffset(line, end)] as const;
  const { misplaced } = reading;
  const negated = isNegated(reading, subject);
  // "(injections into the arm are allowed)" lets a part through, not what stands before the bracket.
  const allowed =
    isException(reading.said) && isException(reading.said.replace(/(?<=\w{3,}.*)\([^)]*\)/g, " "));
  const meant = misplaced ? (section === "exclusion" ? "inclusion" : "exclusion") : section;
  const effect = allowed ? "allowed" : (meant === "inclusion") === negated ? "must-not" : "must";
  const limit = limitOf(reading, subject);
  const group = groupOf(line, marked, clause);
  return {
    section,
    line: line.index,
    text: eligibility.slice(...span),
    span,
    kind: subject.kind,
    concept: subject.concept,
    op: limit?.op ?? null,
    value: limit?.value ?? null,
    unit: limit?.unit ?? null,
    window: windowOf(reading, subject),
    negated: negated || (allowed && reading.said.includes(" not ")),
    effect,
    misplaced,
    ...(group !== undefined && { group }),
    ...(line.standing.kind === "under" && { under: line.standing.heading }),
    ...(line.standing.kind === "tied" && { tied: true as const }),
    concepts: [
      ...new Set(reading.terms.filter((term) => !isLeftOut(reading, term)).map(({ concept }) => concept)),
    ],
  };
}

/** "Ataxic, without spasticity", "drugs other than insulin": named only to be left out. */
function isLeftOut({ line, clause }: Reading, { first }: Term): boolean {
  const before = line.tokens[first - 1]?.text;
  const contrasted =
    before === "without" ||
    before === "except" ||
    (before === "than" && line.tokens[first - 2]?.text === "other");
  // A clause that begins with "without" is about what it leaves out.
  return contrasted && first - clause.first > 2;
}

/** A closing full stop belongs to the line's own words. */
function endOf({ tokens, text }: MarkedLine, clause: Clause): number {
  const { to } = tokens[clause.next - 1]!;
  return clause.next === tokens.length ? text.length : to;
}

/** "Must not have had ..." under the exclusions, "... are excluded" under the inclusions. */
function standsWrong(section: "inclusion" | "exclusion", said: string): boolean {
  if (!said.includes(section === "exclusion" ? " must " : "exclu")) return false;
  const text = said.trim();
  if (section === "exclusion")
    return /^(?:(?:patients?|participants?|subjects?|child|children|the|they|\w+) ){0,3}must (?:not |be |have |never )/.test(
      text,
    );
  return (
    /(?:\b(?:is|are|will be|were) excluded\b|^exclu(?:de|ding|ded|sion)\b)/.test(text) &&
    !/not excluded/.test(text)
  );
}

/** What no trial keeps anybody out for lacking. */
const unwanted = new Set<AnnotatedKind>(["comorbidity", "prior-treatment", "medication", "pregnancy"]);
/** What a treatment can be asked to have shown, or a disease to be proved by: lacking that does keep people out. */
const wanted =
  / (?:respon[sd]\w*|improve\w*|benefit\w*|abilit\w+|capacity|access|stable|adequate|sufficient|effective\w*|documented|documentation|confirmed|proof|indication|sampling|registered|regular) /;

/** "No botulinum toxin within 6 months" under the exclusions asks for just that. */
function deniesTheUnwanted({ section, said }: Reading, { kind }: Subject): boolean {
  return (
    section === "exclusion" &&
    unwanted.has(kind) &&
    /^ ?(?:no|without|never) /.test(said) &&
    !wanted.test(said)
  );
}

function groupOf(line: EligibilityLine, { tokens }: MarkedLine, clause: Clause): string | undefined {
  for (let at = clause.first; at < clause.next - 2; at++) {
    if (tokens[at]!.text === "(" && /^(?:phase|cohort|group|arm|part)$/.test(tokens[at + 1]!.text)) {
      return `${tokens[at + 1]!.text} ${tokens[at + 2]!.text}`;
    }
  }
  return line.group?.label;
}
