/**
 * Reads a whole eligibility text into annotated criteria. Total: every line that is not a heading gives at least one
 * row, whatever it holds, and a text costs time in proportion to its length.
 */
import { type EligibilityLine, eligibilityLines, sourceOffset } from "../eligibility-lines.ts";
import type { AnnotatedCriterion, AnnotatedKind } from "./annotated-criterion.ts";
import { acronymBefore, measuresBy, type Reading, type Subject, subjectOf } from "./clause-kind.ts";
import { type Clause, clausesOf, inside, isException } from "./clauses.ts";
import { type Mark, type MarkedLine, markedLine } from "./marked-line.ts";
import { negationOf } from "./negation.ts";
import { isTime, type LimitValue, type Operator } from "./quantity.ts";
import type { Term } from "./term.ts";
import { type FoundWindow, type TimeWindow, wordWindows } from "./time-window.ts";

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
  return lines.flatMap((line) => {
    if (line.role === "heading" || isRemark(line) || isTitle(line.text)) return [];
    if (line.text.length > longestLine || line.to > furthestRead) return [unreadRow(eligibility, line)];
    return rowsOf(eligibility, line, { underStudy, aboutPalsy });
  });
}

/** A line that opens a list or says something about the record, and asks nothing itself. */
function isRemark({ text }: EligibilityLine): boolean {
  if (/^(?:note|n\.b\.)\b.*(?:criteria|protocol)/i.test(text.slice(0, 200))) return true;
  // "FOR TREATMENT", "GROUP A": a heading in capitals.
  if (
    text.length <= 40 &&
    /^(?:[A-Z]{2,}|[A-Z]|\d)(?:[ /-](?:[A-Z]+|\d+))+$/.test(text) &&
    /^(?:FOR|GROUP|COHORT|PART|STAGE|ARM|DISEASE|PATIENT|PRIOR|PHASE)\b/.test(text)
  )
    return true;
  if (!/[:]\s*$/.test(text.slice(-3)))
    return /^(?:(?:and|or|and\/or|none|n\/?a|not applicable|not specified|other|unspecified|see disease characteristics)[\s.:,;]*|[^A-Za-z0-9]*)$/i.test(
      text,
    );
  // "..., with injury on MRI and either:" asks for something before it opens the list.
  if (text.length > 60 && / and (?:either|one of|any of|at least one of[^:]{0,40}):$/i.test(text.slice(-80)))
    return false;
  return (
    /\b(?:following|criteria|either|any of|all of|one of|below|if|defined as|must (?:have|be|meet)|groups?|cohort)\b/i.test(
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
    const reading: Reading = {
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
    const subject = subjectOf(reading);
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
  let said = " ";
  for (let at = first; at < next; at++) said += `${tokens[at]!.text} `;
  return said;
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
    else if (kind === "age" && has("disease") !== undefined) add("condition", has("disease")!.concept);
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
  const allowed = isException(reading.said);
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

function isNegated(reading: Reading, { kind, term }: Subject): boolean {
  const { negatedAt, line, clause } = reading;
  if (negatedAt === undefined) return false;
  if (reading.carried) return true;
  const word = line.tokens[negatedAt]!.text;
  if (word === "other" && kind !== "language-consent") return false;
  // "Non-spinal disease", "non-surgical treatment" name another disease or treatment.
  if (
    word === "non" &&
    /^(?:comorbidity|condition|prior-treatment|medication|device|lab-threshold)$/.test(kind)
  )
    return false;
  // "Walks without aid", "rises with neither aid nor orthosis": the ability is there.
  if (
    kind === "other" &&
    term?.role === "ability" &&
    negatedAt > term.first &&
    /^(?:without|neither|nor|no)$/.test(word)
  )
    return false;
  // "Agrees not to donate", "lives here and does not plan to leave": what was asked stands before the "not".
  if (kind === "language-consent" || kind === "other" || kind === "pregnancy" || kind === "geography")
    return (
      term === undefined ||
      negatedAt < term.next ||
      (kind === "pregnancy" && deniesPregnancy(reading, negatedAt)) ||
      (kind !== "pregnancy" && (isPredicate(reading, negatedAt) || inabilities.test(word)))
    );
  if (kind === "device") return negatedAt - clause.first <= 8;
  if (kind === "lab-threshold" || kind === "gmfcs" || kind === "age" || kind === "body-weight") {
    const limit = reading.marks.find(({ is }) => is !== "window");
    return (
      negatedAt === clause.first ||
      (limit !== undefined && negatedAt < limit.first && limit.first - negatedAt <= 4)
    );
  }
  // Behind the name of a disease or a treatment a "not" says how it is, not that it is absent.
  if (
    term !== undefined &&
    negatedAt > term.first &&
    word !== "free" &&
    !/^(?:has|is|was) not been/.test(word)
  )
    return isPredicate(reading, negatedAt);
  return true;
}

const inabilities =
  /^(?:other|cannot|unable|inability|incapable|incapacity|unwilling|unwillingness|refuses?|refusal|declines?|fails?|failure|illiterate|illiteracy|insufficient|inadequate)$/;

/** "Of child-bearing potential and not pregnant", unlike "... and not using contraception". */
function deniesPregnancy({ line }: Reading, at: number): boolean {
  if (!/^(?:not|never|no|non|without|neither|nor)$/.test(line.tokens[at]!.text)) return false;
  return line.tokens
    .slice(at + 1, at + 5)
    .some(({ text }) => /^(?:pregnan|lactat|nursing|breast)/.test(text));
}

/** "... is not present", "... has not been diagnosed". */
function isPredicate({ line }: Reading, at: number): boolean {
  return /^(?:present|diagnosed|been|have|had|performed|planned|signed|given|obtained|provided|available|met|possible|sufficient|adequate|fluent|able|agree|want|wish|speak|understand)$/.test(
    line.tokens[at + 1]?.text ?? "",
  );
}

interface Limit {
  readonly op: Operator;
  readonly value: LimitValue | null;
  readonly unit: string | null;
}

function limitOf(reading: Reading, { kind, concept }: Subject): Limit | undefined {
  const first = (...is: readonly Mark["is"][]) => reading.marks.find((mark) => is.includes(mark.is));
  if (kind === "sex") return sexLimit(reading);
  // Who consents, and from which age, measures nothing.
  if (kind === "language-consent") return undefined;
  if (kind === "geography") return placeLimit(reading);
  if (kind === "gmfcs" || (kind === "other" && first("scale") !== undefined)) {
    const mark =
      kind === "gmfcs"
        ? first("gmfcs")
        : reading.marks.find((one) => one.is === "scale" && one.levels.scale === concept);
    return mark !== undefined && "levels" in mark
      ? { op: mark.levels.op, value: mark.levels.value, unit: null }
      : undefined;
  }
  const mark = kind === "age" ? (first("age") ?? first("limit")) : first("limit");
  if (mark === undefined || !("quantity" in mark)) {
    const lasting = kind === "age" ? undefined : durationOf(reading, kind);
    return lasting && { op: lasting.op ?? "==", value: lasting.value ?? null, unit: lasting.unit ?? null };
  }
  const { op, value, unit } = mark.quantity;
  // "found by more than two specialists" does not measure the condition.
  const rate = unit ?? (concept === "developmental-level" ? "year" : rateOf(reading, mark.next));
  if (
    isTime(rate) &&
    (kind === "comorbidity" || kind === "condition") &&
    / (?:expectancy|survival) /.test(reading.said)
  )
    return undefined;
  const measured =
    kind !== "condition" &&
    kind !== "motor-type" &&
    (measuresBy(reading, mark).length > 0 || acronymBefore(reading.line, mark) !== undefined);
  if (rate === null && kind !== "age" && kind !== "body-weight" && !measured) return undefined;
  return { op, value, unit: rate };
}

/** "More than 28 days during the last 6 months": a length beside a window, or of something that is no history. */
function durationOf(reading: Reading, kind: AnnotatedKind): TimeWindow | undefined {
  const windows = reading.marks.flatMap((mark) => (mark.is === "window" ? [mark.found] : []));
  const lasting = windows.find(({ duration }) => duration);
  return lasting !== undefined && (windows.length > 1 || kind === "other") ? lasting.window : undefined;
}

/** "More than one injection of insulin per day": what is counted, and in which time. */
function rateOf({ line, clause }: Reading, after: number): string | null {
  const noun = line.tokens[after];
  for (let at = after + 1; at < Math.min(clause.next - 1, after + 7); at++) {
    if (!/^(?:per|a|each|every)$/.test(line.tokens[at]!.text)) continue;
    const stretch = line.tokens[at + 1]!.text;
    if (noun?.kind === "word" && /^(?:day|week|month|year|night)$/.test(stretch))
      return `${noun.text.replace(/s?$/, "s")}/${stretch}`;
  }
  return null;
}

function sexLimit({ line, clause }: Reading): Limit | undefined {
  const words = line.tokens.slice(clause.first, clause.next).map(({ text }) => text);
  const female = words.some((word) => /^(?:females?|wom[ae]n|girls?)$/.test(word));
  const male = words.some((word) => /^(?:males?|m[ae]n|boys?)$/.test(word));
  const value = female === male ? "ALL" : female ? "FEMALE" : "MALE";
  return { op: "==", value, unit: null };
}

/** "residing in the United States": the name of the place, in the text's own letters. */
function placeLimit({ line, clause }: Reading): Limit | undefined {
  const text = line.text.slice(line.tokens[clause.first]!.from, line.tokens[clause.next - 1]!.to);
  const named =
    /\b(?:resid(?:ing|es?|ents?)|lives?|living|located) (?:in|of|within) (?:the )?((?:[A-Z][A-Za-z.]+ ?)+)/.exec(
      text.slice(0, 300),
    );
  return named === null
    ? undefined
    : { op: "==", value: named[1]!.trim().replace(/([^A-Z])\.$/, "$1"), unit: null };
}

const timed: ReadonlySet<AnnotatedKind> = new Set<AnnotatedKind>([
  "prior-treatment",
  "medication",
  "device",
  "comorbidity",
  "condition",
  "pregnancy",
  "body-weight",
  "other",
  "lab-threshold",
  "motor-type",
  "language-consent",
  "geography",
]);

function windowOf(reading: Reading, subject: Subject): AnnotatedCriterion["window"] {
  const { kind } = subject;
  if (!timed.has(kind)) return null;
  // "Willing to take part for 8 weeks" tells how long the study lasts.
  if (kind === "language-consent") return null;
  const numeric = reading.marks.flatMap((mark) => (mark.is === "window" ? [mark.found] : []));
  // These have a window only where one of a length is named.
  if (numeric.length === 0 && /^(?:lab-threshold|motor-type|geography|body-weight)$/.test(kind)) return null;
  const words = wordWindows(reading.line.tokens, reading.clause.first, reading.clause.next);
  const lasting = durationOf(reading, kind);
  const windows: TimeWindow[] = numeric
    .filter((found) => !isOfAnother(reading, subject, found) && !isOfException(reading, found))
    .map(({ window }) => window)
    .filter((window) => window !== lasting);
  if (windows.length > 0) {
    if (words.planned && windows.length > 1)
      windows[windows.length - 1] = { ...windows.at(-1)!, ref: "planned-after-intervention" };
    else if (words.planned && kind !== "condition" && windows.length === 1)
      windows.push({ ref: "planned-during-study" });
    else if (words.during) windows.push({ ref: "during-study" });
    else if (windows.length === 1 && isAlsoCurrent(reading)) windows.unshift({ ref: "current" });
    return windows.length === 1 ? windows[0]! : windows;
  }
  const bare = bareWindows(kind, subject, words, reading);
  return bare.length === 0 ? null : bare.length === 1 ? bare[0]! : bare;
}

/** "No transplant, except 3 months after one of the cornea". */
function isOfException({ line }: Reading, { first }: FoundWindow): boolean {
  return line.tokens
    .slice(Math.max(0, first - 2), first)
    .some(({ text }) => /^(?:except|unless|excluding)$/.test(text));
}

/** "Current use, or within the previous 6 months", "active participation or within 30 days". */
function isAlsoCurrent({ line, clause, marks }: Reading): boolean {
  const window = marks.find(({ is }) => is === "window");
  if (window === undefined) return false;
  const now = line.tokens.findIndex(
    ({ text }, at) =>
      at >= clause.first && /^(?:current|currently|active|ongoing|concurrent|concurrently)$/.test(text),
  );
  if (now === -1) return false;
  for (let at = now + 1; at < window.first; at++) {
    if (
      line.tokens[at]!.text === "or" &&
      (at + 1 === window.first ||
        /^(?:has|have|had|was|were|received|participated|participation|recent|past|previous|prior|during|use|used)$/.test(
          line.tokens[at + 1]!.text,
        ))
    )
      return true;
  }
  return false;
}

/** "Kidney disease, on dialysis for 4 weeks": the weeks are those of the dialysis. */
function isOfAnother(reading: Reading, { kind, term }: Subject, { first }: FoundWindow): boolean {
  if (kind !== "condition" || term === undefined) return false;
  return reading.terms.some(
    (other) =>
      (other.role === "therapy" || other.role === "operation") &&
      other.first > term.first &&
      other.next <= first,
  );
}

function bareWindows(
  kind: AnnotatedKind,
  subject: Subject,
  words: ReturnType<typeof wordWindows>,
  reading: Reading,
): TimeWindow[] {
  const found: TimeWindow[] = [];
  const add = (ref: string) => found.push({ ref });
  if (kind === "pregnancy") {
    const now = / (?:currently|current|active pregnancy|active) /.test(reading.said);
    if (words.planned) {
      // "Pregnant or planning a pregnancy" means both.
      if (now || isExpectingBefore(reading)) add("current");
      add("planned-during-study");
    } else if (now && !/ sexually active /.test(reading.said)) add("current");
    else if (words.during && !/ (?:contracept|birth control|prevent|avoid)/.test(reading.said))
      add("during-study");
    return found;
  }
  if (words.period !== undefined) return [{ ref: words.period }];
  if (kind === "comorbidity" || kind === "condition") {
    if (kind === "comorbidity" && hadBefore(reading, subject)) add("ever");
    else if (kind === "comorbidity" && startsCurrent(reading)) add("current");
    else if (words.recent) add("recent");
    return found;
  }
  if (kind === "other") {
    if (words.planned || words.during) add(words.planned ? "planned-during-study" : "during-study");
    return found;
  }
  if (kind === "device") {
    const bodily = subject.concept === "baclofen-pump" || subject.concept === "ventilatory-support";
    if (bodily || (words.current && subject.concept !== "phone" && subject.concept !== "monitor"))
      add(words.ever && !words.current ? "ever" : "current");
    return found;
  }
  if (kind !== "prior-treatment" && kind !== "medication") return found;
  const operated = subject.term?.role === "operation";
  const toCome = operated && isToCome(reading, words);
  if (words.planned || toCome || (operated && isHaving(reading, subject))) {
    if (words.ever) add("ever");
    if (words.current && startsCurrent(reading)) add("current");
    add("planned-during-study");
  } else if (words.during) add("during-study");
  else if (words.ever) {
    add("ever");
    if (startsCurrent(reading) && words.current) found[0] = { ref: "current" };
  } else if (words.recent) add("recent");
  else if (
    kind === "medication" ||
    (words.current && (!operated || undergoes(reading))) ||
    subject.concept === "other-clinical-trial" ||
    subject.concept === "dialysis" ||
    isGoingOn(reading, operated)
  )
    add("current");
  else add("ever");
  return found;
}

function isExpectingBefore({ said }: Reading): boolean {
  const plan = said.search(/ (?:plan\w*|intend\w*|intention|wish\w*|trying|attempting|desire|considering) /);
  return plan > 0 && /\b(?:pregnan|lactat|nursing|breast)/.test(said.slice(0, plan));
}

/** "Physical therapy twice a week", "must have regular therapy": what a child to be included has now. */
function isGoingOn({ section, said, negatedAt, marks }: Reading, operated: boolean): boolean {
  if (operated) return false;
  if (marks.some((mark) => mark.is === "limit" && mark.quantity.unit?.includes("/"))) return true;
  return (
    section === "inclusion" &&
    negatedAt === undefined &&
    !/ (?:failed|received|treated|had|undergone|completed|after|post|resistant|refractory|despite|following|response|responded|responsive|naive|progressed|candidates?|scheduled|who have|has been|have been|injections?|toxin|transplant\w*|chemotherapy|radiotherapy|radiation) /.test(
      said,
    )
  );
}

/** "Elective circumcision" among the inclusions is the operation the trial is about. */
function isToCome({ section, negatedAt, said }: Reading, words: ReturnType<typeof wordWindows>): boolean {
  return (
    section === "inclusion" &&
    negatedAt === undefined &&
    !words.ever &&
    !/ (?:had|undergone|underwent|received|failed|after|following|status|since|post|operated|treated|completed|recovered|performed|done) /.test(
      said,
    )
  );
}

/** "having major surgery of the hip": an operation to come, unlike "having had". */
function isHaving({ line, clause }: Reading, { term }: Subject): boolean {
  const before = line.tokens.slice(clause.first, term?.first ?? clause.first).map(({ text }) => text);
  return before.includes("having") && !before.some((word) => /^(?:had|undergone|received)$/.test(word));
}

/** Words that an operation can be going on by; "on the arm" is not one. */
function undergoes({ line, clause }: Reading): boolean {
  return line.tokens
    .slice(clause.first, clause.next)
    .some(({ text }) => /^(?:undergoing|currently|current|ongoing|receiving)$/.test(text));
}

/** "History of seizures", "ever had", "problems in the past": not the "earlier assessment" of a remark behind it. */
function hadBefore({ line, clause }: Reading, { term }: Subject): boolean {
  const head = wordWindows(line.tokens, clause.first, term?.first ?? clause.first).ever;
  const text = ` ${line.tokens
    .slice(clause.first, clause.next)
    .map((token) => token.text)
    .join(" ")} `;
  return (
    head ||
    / (?:ever|at any time|in the past|in the history|lifetime|(?:illness|disease|surgical) history) /.test(
      text,
    )
  );
}

/** "Current ...", "Currently ..." at the head of the clause. */
function startsCurrent({ line, clause }: Reading): boolean {
  return line.tokens
    .slice(clause.first, clause.first + 4)
    .some(({ text }) => /^(?:current|currently|ongoing)$/.test(text));
}

function groupOf(line: EligibilityLine, { tokens }: MarkedLine, clause: Clause): string | undefined {
  for (let at = clause.first; at < clause.next - 2; at++) {
    if (tokens[at]!.text === "(" && /^(?:phase|cohort|group|arm|part)$/.test(tokens[at + 1]!.text)) {
      return `${tokens[at + 1]!.text} ${tokens[at + 2]!.text}`;
    }
  }
  return line.group?.label;
}
