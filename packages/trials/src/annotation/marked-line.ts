/**
 * A line with everything on it that can be told apart: the terms of the field, the limits, the windows of time.
 * What a limit limits (an age, a blood value, a stretch of time) is settled here, from the words around it.
 */
import { type Token, tokensOf } from "../tokens.ts";
import { diseaseWords } from "./disease-words.ts";
import { type Levels, levelsAt } from "./levels.ts";
import { measureWords } from "./measure-words.ts";
import { movementWords } from "./movement-words.ts";
import { peopleWords } from "./people-words.ts";
import { isAfterBirth, isTime, limitLeads, type Quantity, quantityAt } from "./quantity.ts";
import { type Term, TermFinder } from "./term.ts";
import { type FoundWindow, windowAt, windowLeads } from "./time-window.ts";
import { treatmentWords } from "./treatment-words.ts";

/** A limit or a window at its place in the line. */
export type Mark =
  | { readonly is: "gmfcs"; readonly levels: Levels; readonly first: number; readonly next: number }
  | { readonly is: "scale"; readonly levels: Levels; readonly first: number; readonly next: number }
  | {
      readonly is: "age" | "limit";
      readonly quantity: Quantity;
      readonly first: number;
      readonly next: number;
    }
  | { readonly is: "window"; readonly found: FoundWindow; readonly first: number; readonly next: number };

export interface MarkedLine {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly terms: readonly Term[];
  readonly marks: readonly Mark[];
  /** How many brackets are open at each token. */
  readonly depths: readonly number[];
}

export const finder = new TermFinder([
  ...movementWords,
  ...diseaseWords,
  ...treatmentWords,
  ...peopleWords,
  ...measureWords,
]);

export function markedLine(text: string): MarkedLine {
  const tokens = tokensOf(text);
  const terms = finder.find(tokens);
  const ofBirth = terms.some(({ concept }) => concept === "birth");
  return { text, tokens, terms, marks: marksOf(tokens, ofBirth), depths: depthsOf(tokens) };
}

function depthsOf(tokens: readonly Token[]): number[] {
  let depth = 0;
  return tokens.map(({ text }) => {
    if (text === "(" || text === "[") return depth++;
    if ((text === ")" || text === "]") && depth > 0) depth--;
    return depth;
  });
}

/** Before a number or a name of time stand at most so many words that belong to its limit. */
const longestLead = 9;
const leads = new Set([...limitLeads, ...windowLeads]);

/** @param ofBirth the line speaks of a birth, so that weeks may be those of the pregnancy. */
function marksOf(tokens: readonly Token[], ofBirth: boolean): Mark[] {
  const marks: Mark[] = [];
  // The next number or name of time, and the last word before it that leads to none.
  let counted = -1;
  let stray = -1;
  for (let at = 0; at < tokens.length; ) {
    if (counted < at) {
      counted = at;
      for (; counted < tokens.length && !isCounted(tokens[counted]!); counted++) {
        if (!leads.has(tokens[counted]!.text)) stray = counted;
      }
    }
    const led = stray < at && counted < tokens.length && counted - at <= longestLead;
    const born = ofBirth && isAfterBirth(tokens, at) && isGestation(tokens, at);
    const mark = markAt(tokens, at, led || born, born);
    if (mark === undefined) at++;
    else {
      marks.push(mark);
      at = mark.next;
    }
  }
  return marks;
}

const countedWords = new Set(
  "once twice thrice zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety half year years yr yrs month months mo week weeks wk day days hour hours h".split(
    " ",
  ),
);
/** Every limit and every window holds one of these. */
function isCounted({ kind, text }: Token): boolean {
  return kind === "number" || (kind === "word" && countedWords.has(text));
}

function markAt(tokens: readonly Token[], at: number, mayBeLimit: boolean, born: boolean): Mark | undefined {
  const levels = levelsAt(tokens, at);
  if (levels !== undefined)
    return {
      is: levels.scale === "gmfcs" ? "gmfcs" : "scale",
      levels: levels.levels,
      first: at,
      next: levels.next,
    };
  if (!mayBeLimit) return undefined;
  const led = born || isLedByAge(tokens, at);
  const window = led ? undefined : windowAt(tokens, at);
  if (
    window !== undefined &&
    !isExpectancy(tokens, at) &&
    !isAge(tokens, window.first, window.next) &&
    !(window.duration && isPeoplesAge(tokens, at, window.next))
  )
    return { is: "window", found: window, first: window.first, next: window.next };
  if (isName(tokens, at)) return undefined;
  const quantity = quantityAt(tokens, at);
  if (quantity === undefined) return undefined;
  const { first, next } = quantity;
  // "Older than 85" needs no unit to be an age.
  const barelyOld = quantity.unit === null && quantity.saysAge && !quantity.bare;
  if (
    barelyOld || led
      ? quantity.unit === null || isTime(quantity.unit)
      : isTime(quantity.unit) && isAge(tokens, first, next, quantity)
  ) {
    const unit = quantity.unit ?? "year";
    return { is: "age", quantity: { ...quantity, unit }, first, next };
  }
  if (quantity.bare || quantity.unit === null) {
    // "L4 - L5", "type 1 - 2", "DSM-5": digits that are names are no limits.
    if (quantity.bare && !measuredBefore(tokens, first)) return undefined;
  }
  return { is: "limit", quantity, first, next };
}

/** "Born before 32 weeks", unlike "born within the last 4 weeks". */
function isGestation(tokens: readonly Token[], at: number): boolean {
  const quantity = quantityAt(tokens, at);
  return quantity?.unit === "week" || (quantity?.unit === "day" && quantity.op !== "<=");
}

/** "Patients under 18 years": a length of time that only people stand beside is their age. */
function isPeoplesAge(tokens: readonly Token[], at: number, next: number): boolean {
  const after = tokens[next]?.text;
  // "A child with palsy under 5 years"
  if (tokens[at]!.text === "under" && (after === undefined || /^[,.;)]$/.test(after)))
    return tokens.some(({ text }) => persons.has(text));
  const beside = persons.has(tokens[at - 1]?.text ?? "");
  if (!beside && (tokens.length > 14 || !tokens.some(({ text }) => persons.has(text)))) return false;
  const quantity = quantityAt(tokens, at);
  return quantity !== undefined && isTime(quantity.unit) && isAge(tokens, at, quantity.next, quantity);
}

/** "A life expectancy of at least 3 months" is no window of time. */
function isExpectancy(tokens: readonly Token[], at: number): boolean {
  const before = tokens.slice(Math.max(0, at - 4), at).map(({ text }) => text);
  // "A duration of surgery over 3 hours", "a stay of 48 hours" are none either.
  const procedure = before.some((word) => /^(?:surgery|operation|procedure|operative|surgical)$/.test(word));
  return before.some(
    (word) =>
      /^(?:expectancy|survival|prognosis|stay)$/.test(word) ||
      (procedure && /^(?:duration|time)$/.test(word)),
  );
}

/** A number glued to letters or a version ("L4", "DSM-5", "iOS 12.0"). */
function isName(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  const token = tokens[at]!;
  if (token.kind !== "number" || before === undefined) return false;
  if (before.kind === "word" && before.to === token.from) return true;
  // "10:00h" is a time of day.
  if (before.text === ":" && tokens[at - 2]?.kind === "number" && before.to === token.from) return true;
  return (
    /^(?:type|types|dsm|icd|phase|stage|stages|grade|grades|covid|visit|version|part|arm|cohort|group|os|ios|android|iphone|l|s|t)$/.test(
      before.text,
    ) ||
    (before.text === "c" && tokens[at - 2]?.text !== "1") ||
    (before.text === "-" &&
      /^(?:dsm|icd|covid|gmfm|phq|gad|l|c|s|t|cd|omega|il|h|cox|glp|sglt|dpp)$/.test(
        tokens[at - 2]?.text ?? "",
      ))
  );
}

const ageLeads = new Set(["gestation", "ga", "age", "aged", "ages", "old", "older", "ageing"]);
const betweenAgeAndLimit = new Set(
  ": . is of must be from range group between the - = are being should have at time enrollment enrolment study entry consent ranged ranging limit limits ( ) eligible inclusion screening , in years year for signing informed date infusion on randomization participation treatment surgery adjusted corrected chronological a registration when visit month months recruitment baseline whose intervention to gestational and above".split(
    " ",
  ),
);

function isLedByAge(tokens: readonly Token[], at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - 9); back--) {
    const { text } = tokens[back]!;
    if (ageLeads.has(text))
      return (
        !/^(?:onset|diagnosis|injury|first|menarche|last)$/.test(tokens[back + 2]?.text ?? "") &&
        !isOtherAge(tokens, back)
      );
    if (!betweenAgeAndLimit.has(text)) return false;
  }
  return false;
}

/** "weight for age", "gestational age", "bone age", "level of age 3". */
function isOtherAge(tokens: readonly Token[], at: number): boolean {
  return (
    /^(?:bone|mental|developmental|for|level)$/.test(tokens[at - 1]?.text ?? "") ||
    tokens[at - 2]?.text === "level"
  );
}

const people = new Set(
  "child children aya youths patient patients participant participants subject subjects individual individuals people person persons adolescent adolescents adult adults infant infants toddler toddlers kids youth teenagers male males female females men women man woman boys girls boy girl both sexes sex gender either genders any and or , . ( ) : with of the a all is are being be between from to in - must aged who were healthy volunteers pediatric paediatric only inclusive eligible minor minors elderly".split(
    " ",
  ),
);
const persons = new Set(
  "child children patient patients participant participants subject subjects individual individuals people persons adolescents adults infants toddlers residents outpatients inpatients students volunteers males females men women boys girls".split(
    " ",
  ),
);
const durationWords =
  /^(?:duration|since|onset|diagnosis|history|ago|for|after|within|evolution|period|lasting|prior|before|least|course|every|life|survival|expectancy|last|past|follow)$/;

/** A stretch of time that is an age: it says so, or nothing else is on the line but people. */
function isAge(tokens: readonly Token[], first: number, next: number, quantity?: Quantity): boolean {
  const after = tokens[next]?.text ?? "";
  const following = tokens[next + 1]?.text ?? "";
  if (quantity?.saysAge) return true;
  if (
    after === "old" ||
    (after === "of" && following === "age") ||
    after === "age" ||
    (after === "-" && following === "old") ||
    after === "olds" ||
    /^(?:gestation|gestational|postmenstrual|postconceptional)$/.test(after === "of" ? following : after)
  )
    return true;
  if (after === "in" && following === "age") return true;
  // "Infants of 3 to 9 months corrected age", unlike "absent at 3 months corrected age".
  if (after === "corrected" && tokens[first - 1]?.text !== "at") return true;
  if (quantity === undefined || (quantity.unit !== "year" && quantity.unit !== "month")) return false;
  const before = tokens.slice(Math.max(0, first - 6), first);
  if (before.some(({ text }) => durationWords.test(text))) return false;
  if (
    /^(?:ago|before|prior|after|since|duration|of|from|post|history|in|and)$/.test(after) &&
    !people.has(after)
  )
    return false;
  const rest = [...tokens.slice(0, first), ...tokens.slice(next)];
  if (rest.every(({ text }) => people.has(text))) return true;
  // "Residents ≥ 65 years who ..."
  if (persons.has(tokens[first - 1]?.text ?? "")) return true;
  const range =
    quantity.op === "between" || quantity.op === "half-open" || quantity.op === "between-exclusive";
  // "6-16 years, spastic palsy", "...; 4 to 16 years; ...": a range of years that opens a line or an item of one.
  const opens = first === 0 || /^[.,:;]$/.test(tokens[first - 1]!.text);
  if (range && quantity.unit === "year" && opens && /^(?:[.,;:(]|with|)$/.test(after)) return true;
  return (
    range &&
    quantity.unit === "year" &&
    before.some(({ text }) =>
      /^(?:children|patients|adults|participants|subjects|adolescents|infants|males?|females?|men|women|child|individuals|volunteers|palsy|cp)$/.test(
        text,
      ),
    )
  );
}

function measuredBefore(tokens: readonly Token[], at: number): boolean {
  return finder
    .find(tokens.slice(Math.max(0, at - 5), at))
    .some(({ role }) => role === "measure" || role === "scale");
}
