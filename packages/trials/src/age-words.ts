/**
 * Ages as eligibility texts word them: "aged 6-12 years", "≥24 months and ≤60 months", "3 years to 5 years
 * 11 months", "18 years or older", "under 35 years".
 */
import { type AgeBound, beforeAge, fromAge, type SpokenAge, toAge, upToAge } from "./age-bound.ts";
import type { AgeUnit } from "./age-limit.ts";
import type { ReadCriterion } from "./criterion.ts";
import {
  count,
  type Found,
  map,
  maybe,
  oneOf,
  type Parser,
  phrase,
  repeated,
  sequence,
  unless,
} from "./grammar.ts";
import type { Token } from "./tokens.ts";

export interface AgeWords {
  readonly criterion: ReadCriterion;
  /** The words themselves say that this is an age ("aged", "old"); otherwise it is a bare stretch of time. */
  readonly saysAge: boolean;
}

/** An age whose unit may only be given by the next one: the 3 of "3 to 8 years". */
interface LooseAge {
  readonly parts: SpokenAge;
  readonly bare?: number;
}

const unit: Parser<AgeUnit> = oneOf(
  map(phrase("years", "year", "yrs", "yr", "yrs .", "yr .", "y"), () => "year" as const),
  map(phrase("months", "month", "mos", "mo", "mths", "mth"), () => "month" as const),
  map(phrase("weeks", "week", "wks", "wk"), () => "week" as const),
  map(phrase("days", "day"), () => "day" as const),
  map(phrase("hours", "hour", "hrs", "hr", "h"), () => "hour" as const),
);

const measured = map(sequence(count, maybe(phrase("-")), unit), ([amount, , unit]) => ({ amount, unit }));
const finer = map(sequence(maybe(phrase("and", ",")), measured), ([, part]) => part);
const spoken: Parser<LooseAge> = map(sequence(measured, maybe(finer)), ([first, second]) => {
  if (second === undefined) return { parts: [first] };
  // "5 years 11 months" is one age; "3 years and 8 years" is two.
  return first.unit === "year" && second.unit === "month" ? { parts: [first, second] } : undefined;
});
const spokenOne: Parser<LooseAge> = map(measured, (part) => ({ parts: [part] }));
const bare: Parser<LooseAge> = map(count, (amount) => ({ parts: [], bare: amount }));
const age: Parser<LooseAge> = oneOf(spoken, spokenOne, bare);

const old = phrase(`
  of age | old | - old | - of - age | in age | age | / o | . o . | of age ,
`);
const ageWithOld = map(sequence(age, maybe(old)), ([value, word]) => ({ value, old: word !== undefined }));

type Side = (age: SpokenAge) => AgeBound;
interface Bound {
  readonly side: "from" | "to";
  readonly bound: Side;
}
const atLeast: Bound = { side: "from", bound: fromAge };
const beyond: Bound = { side: "from", bound: (age) => fromAge(age, { beyond: true }) };
const atMost: Bound = { side: "to", bound: toAge };
const beneath: Bound = { side: "to", bound: beforeAge };
const upTo: Bound = { side: "to", bound: upToAge };

const sign: Parser<Bound> = oneOf(
  map(
    phrase(`
      >= | at least | minimum | minimum of | a minimum of | not younger than | no younger than | not less than
      | no less than | older than or equal to | greater than or equal to | more than or equal to |
      equal to or older than | equal to or greater than | equal or older than | equal or greater than |
      equal to or more than | above or equal to | > or = | greater or equal to
    `),
    () => atLeast,
  ),
  map(phrase(">", "older than", "more than", "greater than", "over", "above"), () => beyond),
  map(
    phrase(`
      <= | not older than | no older than | not more than | no more than | not over | at most | maximum |
      maximum of | a maximum of | younger than or equal to | less than or equal to | equal to or less than |
      equal to or younger than | not above | not exceeding | up to and including | < or = | less or equal to |
      not greater than
    `),
    () => atMost,
  ),
  map(phrase("<", "younger than", "less than", "under", "below"), () => beneath),
  map(phrase("up to", "until"), () => upTo),
);

interface Trailing {
  readonly bound: Bound;
  readonly saysAge: boolean;
}
const after: Parser<Trailing> = oneOf<Trailing>(
  map(phrase("or older", "and older", "or elder", "and elder", "or age or older"), () => ({
    bound: atLeast,
    saysAge: true,
  })),
  map(
    phrase(`
      or above | and above | or over | and over | or more | and more | or greater | and greater | and up |
      or up | and upwards | +
    `),
    () => ({ bound: atLeast, saysAge: false }),
  ),
  map(phrase("or younger", "and younger"), () => ({ bound: atMost, saysAge: true })),
  map(phrase("or less", "or under", "or below"), () => ({ bound: atMost, saysAge: false })),
);

/** One bound: "at least 18 years old", "18 years or older". */
interface OneBound {
  readonly by: Bound;
  readonly age: LooseAge;
  readonly old: boolean;
}
/** "Older than 6 months" speaks of age without the word. */
const olderOrYounger: Parser<boolean> = (tokens, at) => {
  const word = tokens[at]?.text === "not" || tokens[at]?.text === "no" ? tokens[at + 1] : tokens[at];
  return { value: word?.text === "older" || word?.text === "younger", next: at };
};
const signed: Parser<OneBound> = map(
  sequence(olderOrYounger, sign, ageWithOld),
  ([said, by, { value, old }]) => ({ by, age: value, old: old || said }),
);
// "18 years and over 65" is two bounds and no age word: what follows "over" must not be a number.
const trailed: Parser<OneBound> = map(
  sequence(ageWithOld, maybe(phrase(",")), after, unless(count), maybe(old)),
  ([{ value, old }, , by, , word]) => ({
    by: by.bound,
    age: value,
    old: old || by.saysAge || word !== undefined,
  }),
);
const oneBound = oneOf(trailed, signed);

const joining = sequence(
  maybe(
    phrase(`
      , | , and | and | but | , but | & | to | - | and is | and are | and age | and aged | , age
    `),
  ),
);

interface Limits {
  readonly from?: AgeBound;
  readonly to?: AgeBound;
  /** "younger than 2 or older than 18". */
  readonly outside?: true;
  readonly old: boolean;
}

/** "between 3 and 8 years", "3-8 years", "4 to <8 years", "from 3 years to 5 years 11 months". */
const span: Parser<Limits> = map(
  oneOf(
    sequence(
      phrase(`
        between | between the ages of | between ages | between ages of | between age | between the age of |
        are between
      `),
      ageWithOld,
      phrase("and", "to", "-", "to <=", "and <="),
      maybe(phrase("<")),
      ageWithOld,
    ),
    sequence(
      maybe(phrase("from", "ranging from", "range", "in the range of", "ages of", "the ages of")),
      ageWithOld,
      phrase("to", "-", "through", "thru", "until", "up to", "to <=", "- <="),
      maybe(phrase("<")),
      ageWithOld,
    ),
  ),
  ([, first, , less, last]) =>
    limits(
      { by: atLeast, age: first.value, old: first.old },
      { by: less === undefined ? atMost : beneath, age: last.value, old: last.old },
    ),
);

/** "≥24 months and ≤60 months", "at least 18 but not older than 40 years". */
const twoBounds: Parser<Limits> = map(sequence(oneBound, joining, signed), ([first, , second]) => {
  if (first.by.side === second.by.side) return undefined;
  return first.by.side === "from" ? limits(first, second) : limits(second, first);
});

/** "younger than 18 or older than 85 years". */
const outside: Parser<Limits> = map(
  sequence(signed, phrase("or", "or age", "or aged"), signed),
  ([first, , second]) => {
    if (first.by.side !== "to" || second.by.side !== "from") return undefined;
    const low = limits(undefined, first, second.age);
    const high = limits(second, undefined, first.age);
    if (low?.to === undefined || high?.from === undefined) return undefined;
    return { to: low.to, from: high.from, outside: true, old: low.old || high.old };
  },
);

const single: Parser<Limits> = map(oneBound, (one) =>
  one.by.side === "from" ? limits(one, undefined) : limits(undefined, one),
);

function limits(
  from: OneBound | undefined,
  to: OneBound | undefined,
  neighbour?: LooseAge,
): Limits | undefined {
  const lower = from && settled(from.age, to?.age ?? neighbour);
  const upper = to && settled(to.age, from?.age ?? neighbour);
  if ((from && lower === undefined) || (to && upper === undefined)) return undefined;
  const low = lower && from?.by.bound(lower);
  const high = upper && to?.by.bound(upper);
  // "8 to 3 years" and the like are slips, and a slip is not an age.
  if (low !== undefined && high !== undefined && low.months > high.months + high.doubtMonths)
    return undefined;
  return {
    ...(low && { from: low }),
    ...(high && { to: high }),
    old: (from?.old ?? false) || (to?.old ?? false),
  };
}

/** The unit is taken from the other age of the pair where this one has none; without any it is not an age. */
function settled(age: LooseAge, other: LooseAge | undefined): SpokenAge | undefined {
  if (age.bare === undefined) return age.parts;
  const unit = other?.parts[0]?.unit;
  return unit === undefined ? undefined : [{ amount: age.bare, unit }];
}

const inclusive = phrase(`
  inclusive | , inclusive | ( inclusive ) | ( inclusive | both inclusive | inclusively
`);
const moment =
  "the time of day date at on start beginning enrollment enrolment study entry entering enrolled enrolling consent consenting informed signing signature form screening visit inclusion randomization randomisation baseline recruitment treatment infusion starts begins icf obtaining giving their intervention when upon as".split(
    " ",
  );
const anchor = sequence(
  phrase("at", "on", "when", "upon", "as of", "at the", "on the", ", at", "( at"),
  repeated(phrase(...moment), 1, 9),
  maybe(phrase(")")),
);
const correctedWord = phrase(`
  ( corrected age ) | ( adjusted age ) | corrected age | adjusted age | ( corrected ) | corrected
`);

const plainLead = phrase(`
  age | ages | aged | age range | age group | chronological age | calendar age | current age | age limit |
  age limits | the age | an age | ages eligible | whose age
`);
const correctedLead = phrase(`
  corrected age | adjusted age | corrected ages | age ( corrected )
`);
const linking = phrase(`
  : | . | is | of | must be | from | range | range of | - | = | are | being | ( years ) | should be | equal to
  | has to be
`);
// Ages of something else than the child today.
const notLead = phrase(`
  age at onset | age of onset | age at diagnosis | age of diagnosis | age at injury | age at first
`);

const lead: Parser<{ readonly corrected: boolean }> = map(
  sequence(
    unless(notLead),
    oneOf(
      map(correctedLead, () => true),
      map(plainLead, () => false),
    ),
    maybe(anchor),
    maybe(linking),
  ),
  ([, corrected]) => ({ corrected }),
);

const range = oneOf(span, twoBounds, outside, single);

/** An age at this place of a line. */
export function ageWords(tokens: readonly Token[], at: number): Found<AgeWords> | undefined {
  const led = lead(tokens, at);
  const found = range(tokens, led?.next ?? at);
  if (found === undefined) return undefined;
  let { next } = found;
  let corrected = led?.value.corrected ?? false;
  let old = found.value.old;
  for (let times = 0; times < 4; times++) {
    const mark = correctedWord(tokens, next);
    const tail = mark ?? inclusive(tokens, next) ?? anchor(tokens, next);
    const oldLater = tail === undefined ? oldWord(tokens, next) : undefined;
    if (mark !== undefined) corrected = true;
    if (oldLater !== undefined) old = true;
    if (tail === undefined && oldLater === undefined) break;
    next = (tail ?? oldLater)!.next;
  }
  // "18-55 years/month", "4 years ago", "2 years or 3 relapses": the phrase goes on, so it was not the whole.
  if (goesOn(tokens, next)) return undefined;
  const { from, to, outside } = found.value;
  const mark = corrected ? { corrected: true as const } : {};
  const criterion: ReadCriterion =
    outside === true
      ? {
          kind: "any",
          of: [
            { kind: "age", to: to!, ...mark },
            { kind: "age", from: from!, ...mark },
          ],
        }
      : { kind: "age", ...(from && { from }), ...(to && { to }), ...mark };
  return { value: { criterion, saysAge: led !== undefined || old }, next };
}

const oldWord = phrase("of age", "old", "- old", "in age");
const more = phrase(`
  - | to | / | + | % | x | >= | <= | < | > | ago | prior | before | after | since | post | from | and older |
  or older
`);

function goesOn(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  return (
    token !== undefined &&
    (token.kind !== "word"
      ? token.kind === "number" || more(tokens, at) !== undefined
      : more(tokens, at) !== undefined)
  );
}
