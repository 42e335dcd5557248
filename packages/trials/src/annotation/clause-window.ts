/** The time a clause sets for what it is about: windows with a length, and those that words alone name. */
import type { AnnotatedCriterion, AnnotatedKind } from "./annotated-criterion.ts";
import { durationOf } from "./clause-limit.ts";
import type { Reading, Subject } from "./reading.ts";
import type { FoundWindow, TimeWindow } from "./time-window.ts";
import { type WordWindows, wordWindows } from "./word-windows.ts";

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

export function windowOf(reading: Reading, subject: Subject): AnnotatedCriterion["window"] {
  const { kind } = subject;
  if (!timed.has(kind)) return null;
  // "Willing to take part for 8 weeks" tells how long the study lasts.
  if (kind === "language-consent") return null;
  // "Must use contraception during and 3 months after" sets no time for a pregnancy.
  const prevents = kind === "pregnancy" && / (?:contracept|birth control)/.test(reading.said);
  const numeric = reading.marks.flatMap((mark) => (mark.is === "window" && !prevents ? [mark.found] : []));
  // These have a window only where one of a length is named.
  if (numeric.length === 0 && /^(?:lab-threshold|motor-type|geography|body-weight)$/.test(kind)) return null;
  const named = wordWindows(reading.line.tokens, reading.clause.first, reading.clause.next);
  const words = named.planned && plansNothing.test(reading.said) ? { ...named, planned: false } : named;
  const lasting = durationOf(reading, kind);
  const windows: TimeWindow[] = numeric
    .filter(
      (found) =>
        !isOfAnother(reading, subject, found) &&
        !isOfException(reading, found) &&
        !(numeric.length > 1 && isOfExample(reading, found)),
    )
    .map(({ window }) => window)
    .filter((window) => window !== lasting);
  if (windows.length === 1 && words.planned && kind !== "condition" && isOfPlan(reading))
    return { ref: "planned-during-study" };
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
    .slice(Math.max(0, first - 8), first)
    .some(({ text }) => /^(?:except|unless|excluding)$/.test(text));
}

/** "Current use, or within the previous 6 months", "active participation or within 30 days". */
function isAlsoCurrent({ line, clause, marks }: Reading): boolean {
  const window = marks.find(({ is }) => is === "window");
  if (window === undefined) return false;
  const now = line.tokens.findIndex(
    ({ text }, at) =>
      at >= clause.first &&
      /^(?:current|currently|active|ongoing|concurrent|concurrently|receiving|taking|using|undergoing)$/.test(
        text,
      ),
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

const plansNothing =
  / (?:no|not|without) (?:\w+ ){0,3}(?:plan|plans|planned|planning|intend|intention|anticipated|anticipate|scheduled|expected) /;

/** "Surgery scheduled within 12 weeks": the weeks are still to come. */
function isOfPlan({ line: { tokens }, clause, marks }: Reading): boolean {
  const window = marks.find(({ is }) => is === "window")!;
  const past = /^(?:last|past|previous|prior|before|ago|preceding|since|recent)$/;
  if (tokens.slice(window.first, window.next).some(({ text }) => past.test(text))) return false;
  for (let at = window.first - 1; at >= clause.first; at--) {
    if (tokens[at]!.text === "or" || past.test(tokens[at]!.text)) return false;
    if (wordWindows(tokens, at, window.first).planned) return true;
  }
  return false;
}

/** "A change within 4 weeks (e.g., of the dose within 2)". */
function isOfExample({ line }: Reading, { first }: FoundWindow): boolean {
  if (line.depths[first] === 0) return false;
  let open = first;
  while (open > 0 && line.tokens[open]!.text !== "(") open--;
  return line.tokens[open + 1]?.text === "e" && line.tokens[open + 3]?.text === "g";
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
  words: WordWindows,
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
  if (kind !== "other" && isNowOrBefore(reading.said)) return [{ ref: "current" }, { ref: "ever" }];
  if (words.period !== undefined) return [{ ref: words.period }];
  if (kind === "comorbidity" || kind === "condition") {
    if (kind === "comorbidity" && hadBefore(reading, subject)) add("ever");
    else if (kind === "comorbidity" && startsCurrent(reading)) add("current");
    else if (words.recent) add("recent");
    return found;
  }
  if (subject.concept === "life-expectancy") return found;
  if (kind === "other") {
    if (words.planned || words.during) add(words.planned ? "planned-during-study" : "during-study");
    return found;
  }
  if (kind === "device") {
    const bodily = subject.concept === "baclofen-pump" || subject.concept === "ventilatory-support";
    if (bodily || (words.current && subject.concept !== "phone" && subject.concept !== "monitor"))
      add(words.ever && !words.current ? "ever" : "current");
    else if (reading.section === "exclusion" && startsCurrent(reading)) add("current");
    return found;
  }
  if (kind !== "prior-treatment" && kind !== "medication") return found;
  const operated = subject.term?.role === "operation";
  const toCome = operated && isToCome(reading, words);
  const planned = words.planned && !isPlannedElsewhere(reading, subject);
  if (planned || toCome || (operated && isHaving(reading, subject))) {
    if (words.ever) add("ever");
    if (words.current && startsCurrent(reading)) add("current");
    add("planned-during-study");
  } else if (words.during) add("during-study");
  else if (words.ever) {
    add("ever");
    if (startsCurrent(reading) && words.current) found[0] = { ref: "current" };
  } else if (words.recent) add("recent");
  else if (kind === "prior-treatment" && reading.section === "exclusion" && isTreatedWith(reading.said))
    add("ever");
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

/** "Current or past use", "a history of or current ...": either. */
function isNowOrBefore(said: string): boolean {
  if (!/ (?:current|present|ongoing)/.test(said)) return false;
  return (
    / (?:current|currently|present|ongoing) (?:or|and|and \/ or|\/) (?:a )?(?:past|prior|previous|previously|history|lifetime|former|formerly) /.test(
      said,
    ) ||
    / (?:past|prior|previous|previously|history|lifetime|former|formerly)(?: of)? ?,? (?:or|and|and \/ or|\/) (?:a )?(?:current|currently|present|ongoing) /.test(
      said,
    ) ||
    / history of [^.]{0,200} or current /.test(said)
  );
}

/** "Treated with epidural injections" tells of the past, unlike "currently treated with". */
const isTreatedWith = (said: string): boolean =>
  /^ (?:(?:patients?|subjects?|participants?|those|who|were|was) ){0,3}treated with /.test(said);

/** "A history of surgery at the site of the planned operation": the plan is another one. */
function isPlannedElsewhere({ line, clause, said }: Reading, { term }: Subject): boolean {
  const head = wordWindows(line.tokens, clause.first, term?.next ?? clause.first);
  return (
    head.ever &&
    !head.planned &&
    !/ (?:or|and|and \/ or|,|\/) (?:(?:is|are|be|has|have|a|any|currently|who|those|to) ){0,3}(?:plan\w*|schedul\w*|intend\w*|intention|anticipat\w*|upcoming|expected|will|await\w*|waiting) /.test(
      said,
    )
  );
}

function isExpectingBefore({ said }: Reading): boolean {
  const plan = said.search(
    / (?:plan\w*|expect\w*|hop(?:e|es|ing)|prepar\w*|intend\w*|intention|wish\w*|want\w*|trying|attempting|desire|considering) /,
  );
  return plan > 0 && /\b(?:pregnan|lactat|nursing|breast)/.test(said.slice(0, plan));
}

/** "Physical therapy twice a week", "must have regular therapy": what a child to be included has now. */
function isGoingOn({ section, said, negatedAt, marks }: Reading, operated: boolean): boolean {
  if (operated) return false;
  if (marks.some((mark) => mark.is === "limit" && mark.quantity.unit?.includes("/"))) return true;
  return (
    section === "inclusion" &&
    negatedAt === undefined &&
    !/ (?:failed|received|treated|had|undergone|completed|after|post|resistant|resistance|refractory|unresponsive|despite|following|response|responded|responsive|naive|progressed|candidates?|scheduled|who have|has been|have been|injections?|toxin|transplant\w*|chemotherapy|radiotherapy|radiation) /.test(
      said,
    )
  );
}

/** "Elective circumcision" among the inclusions is the operation the trial is about. */
function isToCome({ section, negatedAt, said }: Reading, words: WordWindows): boolean {
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
function hadBefore({ line, clause, said }: Reading, { term }: Subject): boolean {
  const head = wordWindows(line.tokens, clause.first, term?.first ?? clause.first).ever;
  return (
    head ||
    (term !== undefined && clause.next - clause.first <= 5 && /^(?: \S+)+ histor(?:y|ies) $/.test(said)) ||
    / (?:ever|at any time|in the past|in the history|lifetime|(?:illness|disease|surgical) history) /.test(
      said,
    )
  );
}

/** "Current ...", "Currently ..." at the head of the clause. */
function startsCurrent({ line, clause }: Reading): boolean {
  return line.tokens
    .slice(clause.first, clause.first + 4)
    .some(({ text }) => /^(?:current|currently|ongoing)$/.test(text));
}
