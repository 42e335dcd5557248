/**
 * Splits a line where it bundles criteria that stand for themselves: several sentences or items between semicolons,
 * several limits of different things, several windows of different treatments. One window over two treatments, or a
 * limit told twice in two units, stays whole.
 */
import type { Mark, MarkedLine } from "./marked-line.ts";
import { acronymBefore } from "./measured-acronym.ts";
import { behindTitle, isNotSpecified, runOnStarts } from "./run-on.ts";
import type { Term, TermRole } from "./term.ts";

/** A stretch of tokens of a line, the end exclusive. */
export interface Clause {
  readonly first: number;
  readonly next: number;
}

export function clausesOf(line: MarkedLine): Clause[] {
  const all = { first: 0, next: line.tokens.length };
  const starts = runOnStarts(line);
  if (starts.length > 0) return runningOn(line, starts);
  if (!mayBeSplit(line))
    return unmarkedIn(line, all)
      .map((clause) => trimmed(line, clause))
      .filter(({ first, next }) => next > first);
  return segmentsOf(line)
    .flatMap((segment) => sentencesOf(line, segment))
    .flatMap((sentence) => partsOf(line, sentence))
    .map((clause) => trimmed(line, clause))
    .filter(({ first, next }) => next > first);
}

function runningOn(line: MarkedLine, starts: readonly number[]): Clause[] {
  const bounds = [...new Set([0, ...starts, line.tokens.length])];
  return bounds
    .slice(0, -1)
    .map((first, i) => ({ first, next: bounds[i + 1]! }))
    .filter(({ first, next }) => !isNotSpecified(line, first, next))
    .flatMap((clause) => sentencesOf(line, clause))
    .flatMap((sentence) => partsOf(line, sentence))
    .map((clause) => trimmed(line, clause))
    .filter(({ first, next }) => next > first);
}

/** Most lines hold neither a limit nor a second sentence, and are let through whole. */
function mayBeSplit({ tokens, marks }: MarkedLine): boolean {
  if (marks.length > 0) return true;
  for (let at = 0; at < tokens.length - 1; at++) {
    const { text } = tokens[at]!;
    if (text === ";" || text === ".") return true;
    if (text === ")" && (tokens[at - 1]?.kind === "number" || tokens[at - 1]?.text === "b")) return true;
  }
  return false;
}

/** Between semicolons outside brackets; an item that names nothing of the field goes on from the one before. */
function segmentsOf(line: MarkedLine): Clause[] {
  const { tokens, depths } = line;
  const cuts: number[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (depths[at] !== 0) continue;
    const { text } = tokens[at]!;
    if (text === ";" || ((text === "," || text === ".") && isNumbering(line, at + 1))) cuts.push(at);
  }
  const parts = between(cuts, 0, tokens.length);
  const lettered = /b\)/i.test(line.text) ? parts.flatMap((part) => letteredIn(line, part)) : parts;
  const segments = lettered.flatMap((segment) =>
    numberedIn(line, segment).flatMap((part) => unmarkedIn(line, part)),
  );
  const merged: Clause[] = [];
  for (const segment of segments) {
    const previous = merged.at(-1);
    if (
      previous !== undefined &&
      (!standsAlone(line, segment) ||
        listsFrom(line, previous) ||
        isOfTitle(line, previous, segment) ||
        isRider(line, segment))
    ) {
      merged[merged.length - 1] = { first: previous.first, next: segment.next };
    } else merged.push(segment);
  }
  return merged;
}

/** "..., 8) inability to ...", "...; 3. Participants must ...": a list numbered inside the line. */
function isNumbering({ tokens, text }: MarkedLine, at: number): boolean {
  if (tokens[at]?.kind !== "number" || tokens[at + 2] === undefined) return false;
  const mark = tokens[at + 1]!;
  if (mark.text === ")") return true;
  return (
    mark.text === "." &&
    at > 0 &&
    tokens[at + 2]!.from > mark.to &&
    (tokens[at - 1]!.text === ";" || /[A-Z]/.test(text[tokens[at + 2]!.from]!))
  );
}

/** "Pain from arthritis 3) Use of opioids 4) Speaks Dutch": numbers alone part the items. */
function numberedIn({ tokens, depths, text }: MarkedLine, segment: Clause): Clause[] {
  if (!text.includes(")")) return [segment];
  const parts: Clause[] = [];
  let first = segment.first;
  for (let at = segment.first + 2; at < segment.next - 2; at++) {
    if (tokens[at]!.kind !== "number" || tokens[at + 1]!.text !== ")" || depths[at] !== 0) continue;
    if (tokens[at - 1]!.text === "(" || tokens[at + 1]!.from !== tokens[at]!.to) continue;
    if (!/[A-Z]/.test(text[tokens[at + 2]!.from]!)) continue;
    parts.push({ first, next: at });
    first = at + 2;
  }
  return [...parts, { first, next: segment.next }];
}

/** "A child who (a) cannot cooperate, (b) has a contracture": items of their own where nothing stands over them. */
function letteredIn(line: MarkedLine, segment: Clause): Clause[] {
  const { tokens } = line;
  const marks: Clause[] = [];
  for (let at = segment.first; at < segment.next - 2; at++) {
    if (tokens[at + 1]!.text !== ")" || tokens[at]!.text !== String.fromCharCode(97 + marks.length)) continue;
    const opened = tokens[at - 1]?.text === "(" && at > segment.first;
    if (
      opened ||
      !/^\w/.test(tokens[at - 1]?.text ?? "") ||
      /^(?:and|or|who|has|if)$/.test(tokens[at - 1]!.text)
    )
      marks.push({ first: opened ? at - 1 : at, next: at + 2 });
  }
  if (marks.length < 2 || hasSubject(line, { first: segment.first, next: marks[0]!.first })) return [segment];
  return marks.map(({ next }, i) => ({ first: next, next: marks[i + 1]?.first ?? segment.next }));
}

function hasSubject({ terms }: MarkedLine, clause: Clause): boolean {
  return terms.some(({ role, first, next }) => ownSubject.has(role) && inside(clause, first, next));
}

/** How a criterion often begins; with a capital in the middle of a line it is the next one. */
const beginnings = new Set(
  "patients participants subjects individuals those having no able unable history must being willing diagnosis diagnosed current currently previous prior known pregnant pregnancy active severe presence written signed informed aged evidence any inability failure treatment allergy uncontrolled significant suspected planned".split(
    " ",
  ),
);

/** "Over 18 years Having had surgery, Patients who can read": items run on, and only capitals part them. */
function unmarkedIn({ tokens, depths, text }: MarkedLine, segment: Clause): Clause[] {
  const starts: number[] = [];
  for (let at = segment.first + 2; at < segment.next - 1; at++) {
    const { text: word, from, kind } = tokens[at]!;
    if (kind !== "word" || depths[at] !== 0 || !beginnings.has(word)) continue;
    const before = tokens[at - 1]!;
    if (
      word === "having" &&
      (before.text === "," || (before.text === "not" && tokens[at - 2]!.text === ","))
    ) {
      starts.push(before.text === "not" ? at - 1 : at);
      continue;
    }
    const small = (place: number) => /[a-z0-9)]/.test(text[place]!);
    const bare = before.text === "," ? tokens[at - 2]! : before;
    if (small(from) || !small(bare.from) || bare.to >= from || !/^[a-z0-9)]/.test(text[bare.from]!)) continue;
    starts.push(at);
  }
  // One is enough behind a comma: "..., Patients who ...".
  const named = starts.some(
    (at) =>
      tokens[at - 1]!.text === "," &&
      /^(?:patients|participants|subjects|individuals|those)$/.test(tokens[at]!.text),
  );
  if (starts.length < (named ? 1 : 2)) return [segment];
  const bounds = [segment.first, ...starts, segment.next];
  return bounds.slice(0, -1).map((first, i) => ({ first, next: bounds[i + 1]! }));
}

/** "...; i.e., ...", "...; in cases where ...", "...; however, ...": said about what stands before. */
function isRider({ tokens }: MarkedLine, { first }: Clause): boolean {
  const [one, two, three] = [tokens[first]?.text, tokens[first + 1]?.text, tokens[first + 2]?.text];
  return (
    ((one === "i" || one === "e") && two === "." && (three === "e" || three === "g")) ||
    (one === "in" && (two === "case" || two === "cases")) ||
    /^(?:if|however|such|otherwise|provided|unless|except|although)$/.test(one ?? "")
  );
}

/** Roles that can be what a criterion is about. */
const ownSubject: ReadonlySet<TermRole> = new Set<TermRole>([
  "ability",
  "abuse",
  "allergy",
  "consent",
  "disease",
  "language",
  "medicine",
  "motor-type",
  "operation",
  "palsy",
  "place",
  "pregnancy",
  "scale",
  "therapy",
  "trial",
]);

function standsAlone(line: MarkedLine, clause: Clause): boolean {
  if (isNumbering(line, clause.first)) return true;
  const start =
    line.tokens[clause.first]?.text === "and" || line.tokens[clause.first]?.text === "or"
      ? clause.first + 1
      : clause.first;
  if (hasSubject(line, clause)) return true;
  if (line.marks.some(({ first, next }) => inside(clause, first, next)) || isAllowed(line, clause))
    return true;
  // "Totally dependent", "Gets motion sickness": a predicate of its own rather than a thing in a list.
  return /^(?:has|have|had|is|are|gets|suffers|takes|can|cannot|able|unable|no|not|totally|any)$/.test(
    line.tokens[start]?.text ?? "",
  );
}

/** "Signs of severe abuse: delirium; seizures; liver trouble": what a short title is followed by belongs to it. */
function isOfTitle({ tokens, depths, marks }: MarkedLine, previous: Clause, segment: Clause): boolean {
  const colon = (from: number, to: number) => {
    for (let at = from; at < to; at++) if (tokens[at]!.text === ":" && depths[at] === 0) return at;
    return -1;
  };
  const title = colon(previous.first, Math.min(previous.next - 1, previous.first + 9));
  if (title - previous.first < 3 || colon(segment.first, segment.next) !== -1) return false;
  const all = { first: previous.first, next: segment.next };
  return !marks.some(({ first, next }) => inside(all, first, next));
}

/** "must have a smartphone for downloading X; test versions of Y": the list belongs to what begins it. */
function listsFrom({ tokens }: MarkedLine, { first, next }: Clause): boolean {
  return tokens
    .slice(first, next)
    .some(
      ({ text }, i, all) =>
        text === ":" &&
        i < all.length - 1 &&
        /^(?:following|including|include|as|these|of)$/.test(all[i - 1]?.text ?? ""),
    );
}

const continuing = new Set(
  "with only therefore thus because since example examples but such this these those the it they note if for his her n e however in patients subjects participants please all otherwise as where when a an".split(
    " ",
  ),
);

/** Without sentences that only explain the one before: their numbers are not the criterion's. */
function sentencesOf(line: MarkedLine, clause: Clause): Clause[] {
  const { tokens, depths, text } = line;
  // Most lines hold no second sentence, which is quickly seen.
  if (!/\.\s/.test(text)) return [clause];
  const cuts: number[] = [];
  for (let at = clause.first + 2; at < clause.next - 2; at++) {
    if (tokens[at]!.text !== "." || depths[at] !== 0) continue;
    const after = tokens[at + 1]!;
    const spaced = after.from > tokens[at]!.to;
    const initial = text[after.from]! >= "A" && text[after.from]! <= "Z";
    // Not after "N." or "vs.": a letter alone, or a short word the language abbreviates with.
    const before = tokens[at - 1]!;
    if (!spaced || !initial) continue;
    // "At 40. Walks", unlike "at L4-5. Each".
    const amount = before.kind === "number" && tokens[at - 2]!.to < before.from;
    if (before.text.length > 2 || amount || endings.test(before.text)) cuts.push(at);
  }
  const sentences = between(cuts, clause.first, clause.next);
  const kept: Clause[] = [];
  for (const sentence of sentences) {
    const previous = kept.at(-1);
    if (previous === undefined || !(explains(line, sentence) || consentsAgain(line, previous, sentence)))
      kept.push(sentence);
  }
  return kept;
}

/** "... are willing to consent. Written consent must be obtained before surgery": the same once more. */
function consentsAgain({ terms, marks }: MarkedLine, before: Clause, sentence: Clause): boolean {
  const roles = ({ first, next }: Clause) =>
    terms.filter((term) => inside({ first, next }, term.first, term.next)).map(({ role }) => role);
  return (
    roles(before).includes("consent") &&
    roles(sentence)[0] === "consent" &&
    !marks.some(({ first, next }) => inside(sentence, first, next))
  );
}

/** Short words that are no abbreviation, or one that hardly stands but at an end. */
const endings = /^(?:be|it|so|do|iv|ii|cp|yr|yo|mo|wk|kg|cm|mm|%)$/;

/** A later sentence that adds nothing to satisfy. */
function explains(line: MarkedLine, sentence: Clause): boolean {
  const words = line.tokens.slice(sentence.first, sentence.next).map(({ text }) => text);
  // "Pregnancy is confirmed by:" opens a list.
  if (words.at(-1) === ":") return true;
  // "Failing means ...", "Obesity is defined as ...": a definition asks nothing more.
  if (
    words
      .slice(1, 6)
      .some(
        (word, i, next) =>
          word === "means" ||
          (word === "include" && !/^(?:in|ex)clusion$/.test(words[0]!)) ||
          (word === "defined" && /^(?:is|are)$/.test(next[i - 1] ?? "")),
      )
  )
    return true;
  if (words.includes("contraindication") && !words.includes("no")) return true;
  if (words[0] === "no" && /^restrictions?$/.test(words[1] ?? "")) return true;
  if (isException(` ${words.join(" ")} `)) return false;
  const head = words[0] === "n" && words[1] === "." ? words[4] : words[0];
  // "They must speak English", "Subjects will be excluded if ..." asks for something more.
  const asks =
    /^(?:they|subjects|participants|patients|children) (?:must (?:have|be|speak)|(?:will be|are) excluded if) /;
  if (asks.test(words.join(" ")) && hasSubject(line, sentence)) return false;
  if (continuing.has(head ?? "")) return true;
  return !line.marks.some(({ first, next }) => inside(sentence, first, next)) && !standsAlone(line, sentence);
}

/** "...; an implant does not exclude": what does not is named, and no condition stands before it. */
function isAllowed({ tokens, depths, terms }: MarkedLine, { first, next }: Clause): boolean {
  const names = ({ role, first: from }: Term) => role === "device" && from >= first && from < next;
  if (next - first > 16 || !terms.some(names)) return false;
  if (/^(?:in|if|when|for|with)$/.test(tokens[first]!.text)) return false;
  const words = [""];
  for (let at = first; at < next; at++) if (depths[at] === 0) words.push(tokens[at]!.text);
  return isException(`${words.join(" ")} `);
}

/** "does not exclude", "is allowed", "may be included": an explicit exception. */
export function isException(text: string): boolean {
  if (!/exclu|allow|permit|accept|eligible|enrolled|included|participate/.test(text)) return false;
  return (
    /(?: does not exclude | do not exclude | (?:is|are|will be) (?:also )?(?:allowed|permitted|acceptable|accepted|eligible)(?: |$)| not (?:an )?exclusion| (?:is|are) not excluded | may be (?:included|enrolled|eligible) | (?:may|may still|can still) participate )/.test(
      text,
    ) && !/ (?:not|never) (?:be )?(?:allowed|permitted|acceptable|eligible) /.test(text)
  );
}

const ridingOn = new Set(
  "as measured determined confirmed obtained based documented assessed tested defined verified recorded excluding except unless provided".split(
    " ",
  ),
);
const connectors = new Set([",", "or", "and", ";", "plus", "/"]);
const subjects: ReadonlySet<TermRole> = new Set<TermRole>([
  "operation",
  "therapy",
  "medicine",
  "disease",
  "measure",
  "device",
  "trial",
  "scale",
  "motor-type",
  "pregnancy",
  "finding",
  "abuse",
]);

/** Cuts a clause at the connectors between marks that have a subject of their own. */
function partsOf(line: MarkedLine, clause: Clause): Clause[] {
  if (line.marks.length === 0) return [clause];
  const marks = line.marks
    .filter(({ first, next }) => inside(clause, first, next))
    .filter((mark) => !repeats(line, mark));
  const cuts: number[] = [];
  for (let i = 1; i < marks.length; i++) {
    const cut = cutBetween(line, marks[i - 1]!, marks[i]!);
    if (cut !== undefined) cuts.push(cut);
  }
  const lastMark = marks.at(-1);
  if (cuts.length > 0) cuts.push(...listedBeside(line, clause, marks[0]!.first, lastMark!.next));
  if (lastMark?.is === "age" && tellsWhom(line, lastMark)) return [clause];
  const late = lastMark && abilityAfter(line, lastMark.next, clause.next);
  if (late !== undefined) cuts.push(late);
  const whom = lastMark && whomAfter(line, lastMark, clause.next);
  if (whom !== undefined) cuts.push(whom);
  const early = marks.length === 1 ? verbBefore(line, clause, marks[0]!) : undefined;
  if (early !== undefined) cuts.unshift(early);
  const always = marks.length === 1 ? everAfter(line, clause, marks[0]!) : undefined;
  if (always !== undefined) cuts.push(always);
  const parts = between(cuts, clause.first, clause.next);
  return parts.length > 1 ? parts.map((part, i) => (i === 0 ? withoutLead(line, part) : part)) : parts;
}

/** A limit in brackets right behind another tells the same in other units: "≥3 lines (≥0.3 logMAR)", "10 kg/22 lb". */
function repeats(line: MarkedLine, mark: Mark): boolean {
  const before = line.tokens[mark.first - 1]?.text;
  return (
    (before === "(" || before === "/") &&
    mark.is === "limit" &&
    line.marks.some(
      (other) =>
        other.is === "limit" && other !== mark && other.next <= mark.first && other.next >= mark.first - 3,
    )
  );
}

function cutBetween(line: MarkedLine, left: Mark, right: Mark): number | undefined {
  const { tokens, depths } = line;
  const level = Math.min(depths[left.first]!, depths[right.first]!);
  // "Impaired liver (ALT > 3 x ULN or bilirubin > 2 x ULN)" has two limits in one bracket.
  if (level > 0) {
    if (left.is !== "limit" || right.is !== "limit") return undefined;
    const apart = betweenBrackets(line, left, right);
    if (apart !== undefined || !inOneBracket(line, left, right)) return apart;
  }
  if (left.is === "age" && tellsWhom(line, left)) return undefined;
  for (let at = left.next; at < right.first; at++) {
    const joint = tokens[at]!.text;
    // "Adults of 18 to 50 years with a body mass index of 18 to 32"
    const beside =
      joint === "with" &&
      left.is === "age" &&
      right.is === "limit" &&
      /^(?:an?|body|bmi|weight)$/.test(tokens[at + 1]!.text);
    if (depths[at] !== level || !(connectors.has(joint) || beside)) continue;
    if (tokens[at]!.text === "/" && tokens[at - 1]?.text === "and") continue;
    // "GMFCS level I and CFCS level I" is one condition on both.
    if (isLevel(left) && isLevel(right) && tokens[at]!.text === "and") return undefined;
    // "..., as measured within 12 months" tells how the limit was found.
    if (tokens[at]!.text === "," && ridingOn.has(tokens[at + 1]!.text)) return undefined;
    const rest = { first: at + 1, next: right.first };
    const named =
      (left.is === "limit" && right.is === "limit" && acronymBefore(line, right) !== undefined) ||
      line.terms.some(
        ({ role, first, next }) =>
          (subjects.has(role) && inside(rest, first, next)) ||
          (role === "measure" && first >= rest.first && first < right.next + 1 && next <= right.next + 4),
      );
    const labelled = tokens[right.first - 1]?.text === ":" || isCohortLabel(line, left.next);
    const own =
      right.is === "gmfcs" || right.is === "scale" || right.is === "age"
        ? right.is !== left.is || isCohortLabel(line, left.next)
        : named || labelled;
    if (own || (left.is !== right.is && left.is !== "window" && right.is !== "window" && named)) return at;
    if (left.is === "window" && right.is === "window" && named) return at;
  }
  return undefined;
}

/** "Stress (PSS > 21) and burnout (OLBI > 2)": each bracket measures what stands before it. */
function betweenBrackets({ tokens, depths, terms }: MarkedLine, left: Mark, right: Mark): number | undefined {
  for (let at = left.next; at < right.first; at++) {
    if (depths[at] !== 0 || !connectors.has(tokens[at]!.text)) continue;
    return terms.some(({ first, next }) => first > at && next <= right.first && depths[first] === 0)
      ? at
      : undefined;
  }
  return undefined;
}

/** Of different things: the two pressures of one body stay together. */
function inOneBracket(line: MarkedLine, left: Mark, right: Mark): boolean {
  const { depths, terms } = line;
  for (let at = left.next; at < right.first; at++) if (depths[at]! < 1) return false;
  const measured = (from: number, to: number) =>
    terms.filter(({ role, first }) => role === "measure" && first >= from && first < to).at(-1)?.concept;
  const second = measured(left.next, right.first) ?? acronymBefore(line, right);
  return (
    second !== undefined &&
    !(/^(?:blood-pressure|transaminases)/.test(second) && second === measured(0, left.first))
  );
}

/** "For adolescents under 18 years of age, able to assent": the age says of whom the rest is asked. */
export function tellsWhom({ tokens }: MarkedLine, { first, next }: Mark): boolean {
  let after = next;
  while (/^(?:of|age|old|-)$/.test(tokens[after]?.text ?? "")) after++;
  if (!/^(?:,|:|must|should)$/.test(tokens[after]?.text ?? "")) return false;
  for (let at = first - 1; at >= Math.max(0, first - 5); at--) {
    const { text } = tokens[at]!;
    if (/^(?:for|if|in|when)$/.test(text)) return tokens[after + 2] !== undefined;
    if (
      !/^(?:a|an|the|all|any|who|is|are|aged|age|of|patients?|participants?|subjects?|child|children|adolescents?|adults?|minors?|individuals?|those)$/.test(
        text,
      )
    )
      return false;
  }
  return false;
}

const besideLimits: ReadonlySet<TermRole> = new Set<TermRole>([
  "consent",
  "disease",
  "language",
  "palsy",
  "pregnancy",
]);

/** "A diagnosis of PTSD, PCL above 30, ASI above 24, and fluent English": a list of limits names other things too. */
function listedBeside(
  { tokens, depths, terms }: MarkedLine,
  clause: Clause,
  from: number,
  to: number,
): number[] {
  const names = (first: number, next: number, roles: ReadonlySet<TermRole>) =>
    terms.some((term) => roles.has(term.role) && term.first >= first && term.next <= next);
  const cuts: number[] = [];
  for (let at = from - 1; at > clause.first; at--) {
    if (depths[at] !== 0 || tokens[at]!.text !== ",") continue;
    const own = !qualifies.has(tokens[at + 1]!.text);
    if (own && names(clause.first, at, besideLimits) && names(at, from, new Set<TermRole>(["measure"])))
      cuts.push(at);
    break;
  }
  for (let at = to; at < clause.next - 2; at++) {
    if (depths[at] !== 0 || tokens[at]!.text !== ",") continue;
    // "..., known Gilbert's disease excepted"
    if (
      /^(?:excepted|excluded|permitted|allowed)$/.test(tokens[clause.next - 1]!.text.replace(".", "")) ||
      tokens[clause.next - 2]!.text === "excepted"
    )
      break;
    if (names(at, Math.min(clause.next, at + 6), besideLimits) && !qualifies.has(tokens[at + 1]!.text))
      cuts.push(at);
    break;
  }
  return cuts;
}
/** What such a word begins is said of what stands before. */
const qualifies = new Set(
  "with without in of if as for due because based except unless including include which that such from on who where but whose when however defined has have is are was were".split(
    " ",
  ),
);

const isLevel = ({ is }: Mark): boolean => is === "gmfcs" || is === "scale";

/** "(phase 1)" behind a limit: what follows is for somebody else. */
function isCohortLabel({ tokens }: MarkedLine, at: number): boolean {
  if (
    /^(?:in|for)$/.test(tokens[at]?.text ?? "") &&
    /^(?:males?|females?|men|women|boys|girls)$/.test(tokens[at + 1]?.text ?? "")
  )
    return true;
  return (
    tokens[at]?.text === "(" &&
    /^(?:phase|cohort|group|arm|part|stage|substudy)$/.test(tokens[at + 1]?.text ?? "")
  );
}

/** "Obesity (BMI >30), inability to understand": an ability is a criterion of its own. */
function abilityAfter({ tokens, depths }: MarkedLine, from: number, to: number): number | undefined {
  for (let at = from; at < to - 2; at++) {
    if (depths[at] !== 0 || !connectors.has(tokens[at]!.text)) continue;
    const word =
      tokens[at + 1]!.text === "or" || tokens[at + 1]!.text === "and"
        ? tokens[at + 2]!.text
        : tokens[at + 1]!.text;
    if (tokens[at - 1]?.text !== "willing" && /^(?:inability|unable|ability|able|unwilling)$/.test(word))
      return at;
  }
  return undefined;
}

/** "8 to 12 years, scheduled for surgery": what comes behind an age or a level asks something else. */
function whomAfter({ tokens, depths }: MarkedLine, mark: Mark, to: number): number | undefined {
  if (mark.is !== "age" && mark.is !== "scale" && mark.is !== "gmfcs") return undefined;
  for (let at = mark.next; at < to - 2; at++) {
    if (depths[at] !== 0 || tokens[at]!.text !== ",") continue;
    const word = /^(?:and|who|are)$/.test(tokens[at + 1]!.text) ? tokens[at + 2]!.text : tokens[at + 1]!.text;
    if (/^(?:scheduled|undergoing|diagnosed|willing|receiving|treated|planned|admitted)$/.test(word))
      return at;
  }
  return undefined;
}

/** "Risk of suicide or has attempted suicide within 24 months": a verb begins what the window belongs to. */
function verbBefore({ tokens, depths, terms }: MarkedLine, clause: Clause, mark: Mark): number | undefined {
  if (mark.is !== "window" && mark.is !== "limit") return undefined;
  for (let at = mark.first - 2; at > clause.first + 1; at--) {
    if (
      depths[at] === 0 &&
      tokens[at]!.text === "or" &&
      /^(?:has|have|had|received)$/.test(tokens[at + 1]!.text) &&
      !tokens
        .slice(clause.first, clause.first + 3)
        .some(({ text }) => /^(?:has|have|had|received)$/.test(text)) &&
      terms.some(({ role, first, next }) => role !== "ability" && first >= clause.first && next <= at)
    )
      return at;
  }
  return undefined;
}

/** "Soft tissue surgery within 12 months, or bony surgery at any time": two operations, two times. */
function everAfter(line: MarkedLine, clause: Clause, mark: Mark): number | undefined {
  if (mark.is !== "window" || !/\bever\b|any time/.test(line.text)) return undefined;
  const { tokens, depths, terms } = line;
  for (let at = mark.next; at < clause.next - 2; at++) {
    if (depths[at] !== 0 || !/^(?:or|and|,|;)$/.test(tokens[at]!.text)) continue;
    const isTreatment = ({ role, first, next }: Term) =>
      (role === "operation" || role === "therapy") && first > at && next <= clause.next;
    const rest = tokens.slice(at + 1, clause.next).map(({ text }) => text);
    const ever = rest.some((word, i) => word === "ever" && rest[i - 1] !== "which");
    const always = ever || rest.join(" ").endsWith("at any time");
    return always && terms.some(isTreatment) ? at : undefined;
  }
  return undefined;
}

/** "Kidney or liver impaired: serum creatinine >1.5": the first part begins behind the colon. */
function withoutLead({ tokens, depths, marks }: MarkedLine, part: Clause): Clause {
  const limit = marks.find(({ first, next }) => inside(part, first, next));
  for (let at = part.first; limit !== undefined && at < limit.first; at++) {
    if (tokens[at]!.text === ":" && depths[at] === 0) return { first: at + 1, next: part.next };
  }
  return part;
}

function between(cuts: readonly number[], from: number, to: number): Clause[] {
  const sorted = [...new Set(cuts)].sort((a, b) => a - b);
  const clauses: Clause[] = [];
  let first = from;
  for (const cut of [...sorted, to]) {
    if (cut > first) clauses.push({ first, next: cut });
    first = cut + 1;
  }
  return clauses;
}

export function inside(clause: Clause, first: number, next: number): boolean {
  return first >= clause.first && next <= clause.next;
}

const atEdge = /^(?:and|or|,|;|:|\/)$/;

/** Without connectors at its ends and numbers before it. */
function trimmed(line: MarkedLine, { first, next }: Clause): Clause {
  const { tokens } = line;
  let from = behindTitle(line, first);
  let to = next;
  while (from < to && (atEdge.test(tokens[from]!.text) || isNumbering(line, from)))
    from += isNumbering(line, from) ? 2 : 1;
  while (to > from && /^(?:and|or|;|:)$/.test(tokens[to - 1]!.text)) to--;
  return { first: from, next: to };
}
