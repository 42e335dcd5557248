/**
 * Time limits of a criterion that have a length, and what they count from: "within the 6 months before entry", "for
 * at least 12 months". Where the words name no day to count from, it is enrolment.
 */
import { count, type Found, map, oneOf, type Parser, phrase, vocabulary } from "../grammar.ts";
import type { Token } from "../tokens.ts";
import { type TimeUnit, timeUnit } from "./unit-words.ts";
import { type Length, lengthAt, singleUnit } from "./window-length.ts";
import { afterLength, refAfter } from "./window-reference.ts";

export interface TimeWindow {
  /** Absent where the window has no length: ever, current, planned. */
  readonly op?: "<=" | "<" | ">=" | ">";
  readonly value?: number;
  readonly unit?: TimeUnit;
  /** What it counts from, or which stretch of time it is. */
  readonly ref: string;
}

export interface FoundWindow {
  readonly window: TimeWindow;
  readonly first: number;
  readonly next: number;
  /** Stands for a length of time only ("for at least 12 months"), so that it may be a duration instead. */
  readonly duration: boolean;
}

type Side = NonNullable<TimeWindow["op"]>;

const inside = phrase("within | in | during | over | throughout | inside | for | within a | from | since");
const compared: Parser<Side> = oneOf<Side>(
  map(
    phrase(
      ">= | at least | minimum | a minimum of | minimum of | no less than | not less than | greater than or equal to | more than or equal to | at a minimum",
    ),
    () => ">=",
  ),
  map(phrase("> | more than | greater than | longer than | over"), () => ">"),
  map(
    phrase(
      "<= | at most | no more than | not more than | less than or equal to | up to | equal to or less than | maximum of",
    ),
    () => "<=",
  ),
  map(phrase("< | less than | fewer than | under | shorter than"), () => "<"),
);
const past = phrase(
  `the last | the past | the previous | the preceding | the prior | last | past | previous | preceding | prior | the immediate past | the | a | one | the first | this past
  | the most recent | the recent | their last | the six | about | approximately | the immediately preceding`,
);
const around = phrase(
  "about | approximately | approx | approx . | around | ~ | a period of | a | period of | the",
);
/** What can stand in a window before its length. */
export const windowLeads = vocabulary(inside, compared, past, around);

/** What the words of a window say, part by part: within | the last | at least | 6 months | before | entry. */
interface SaidWindow {
  readonly tokens: readonly Token[];
  readonly first: number;
  /** "within", "for" and the like, where one of them leads. */
  readonly lead: string | undefined;
  /** "the last", "previous": the time before now. */
  readonly backwards: boolean;
  readonly side: Side | undefined;
  readonly length: Found<Length>;
  readonly link: Found<string> | undefined;
  readonly reference: Found<string> | undefined;
}

/** A window with a length that begins at this place. */
export function windowAt(tokens: readonly Token[], at: number): FoundWindow | undefined {
  const lasting = lastingAt(tokens, at);
  if (lasting !== undefined) return lasting;
  const said = saidAt(tokens, at);
  return said === undefined || noWindow.some((rule) => rule(said)) ? undefined : windowOf(said);
}

function saidAt(tokens: readonly Token[], first: number): SaidWindow | undefined {
  const lead = inside(tokens, first);
  let next = lead?.next ?? first;
  const early = past(tokens, next);
  if (early !== undefined) next = early.next;
  const side = compared(tokens, next);
  if (side !== undefined) next = side.next;
  next = around(tokens, next)?.next ?? next;
  let late = early === undefined ? past(tokens, next) : undefined;
  // "about one year": the one is counted.
  if (late?.value === "a" || late?.value === "one") late = undefined;
  if (late !== undefined) next = late.next;
  const recent = (early ?? late)?.value;
  const length = lengthAt(tokens, next) ?? singleUnit(tokens, next, recent);
  if (length === undefined) return undefined;
  const link = afterLength(tokens, length.next);
  return {
    tokens,
    first,
    lead: lead && tokens[first]!.text,
    backwards: recent !== undefined && /last|past|previous|preceding|prior|recent/.test(recent),
    side: side?.value,
    length,
    link,
    reference: link && refAfter(tokens, link.next),
  };
}

/** Each knows lengths of time that are no windows. */
const noWindow: readonly ((said: SaidWindow) => boolean)[] = [
  isMinutes,
  isRate,
  isLengthOfStudy,
  isFromNowhere,
  isLengthOnly,
];

/** Minutes that nothing leads to are how long something lasts. */
function isMinutes({ lead, length }: SaidWindow): boolean {
  return lead === undefined && length.value.unit === "minute";
}

/** "5 hours/week", "3 hours of therapy per week": how much, not when. */
function isRate({ tokens, length: { value, next } }: SaidWindow): boolean {
  const after = tokens[next]?.text ?? "";
  if (after === "/" || after === "per") return true;
  if (value.unit !== "hour" || after !== "of") return false;
  return tokens
    .slice(next, next + 6)
    .some(
      ({ text }, i) =>
        /^(?:per|a|each|every)$/.test(text) && /^(?:day|week|month)$/.test(tokens[next + i + 1]?.text ?? ""),
    );
}

/** "During the 14-week intervention". */
function isLengthOfStudy({ tokens, lead = "", length }: SaidWindow): boolean {
  return (
    /^(?:during|within|throughout|over)$/.test(lead) &&
    /^(?:intervention|study|treatment|trial|program|programme|period|follow|course)$/.test(
      tokens[length.next]?.text ?? "",
    )
  );
}

function isFromNowhere({ lead, link }: SaidWindow): boolean {
  return lead === "from" && link === undefined;
}

/** "2 years of age", "6 months of therapy": no word before it, and no day that it counts from. */
function isLengthOnly(said: SaidWindow): boolean {
  return said.lead === undefined && said.side === undefined && !said.backwards && !hasLink(said);
}

/** "Of" and "at" lead from a length only to what a window can count from. */
function hasLink({ link, reference }: SaidWindow): boolean {
  return link !== undefined && ((link.value !== "of" && link.value !== "at") || reference !== undefined);
}

function windowOf(said: SaidWindow): FoundWindow {
  const { tokens, first, lead, backwards, length, link, reference } = said;
  const linked = hasLink(said);
  const sinceDiagnosis =
    /^(?:period|duration|since)$/.test(tokens[first - 1]?.text ?? "") &&
    tokens.slice(Math.max(0, first - 3), first).some(({ text }) => text.startsWith("diagnos"));
  return {
    window: {
      op: sideOf(said),
      value: length.value.value,
      unit: length.value.unit,
      ref: reference?.value ?? (sinceDiagnosis ? "diagnosis" : "enrollment"),
    },
    first,
    next: (reference ?? (linked ? link : undefined) ?? length).next,
    duration: !backwards && !linked && lead !== "within" && lead !== "in" && lead !== "during",
  };
}

function sideOf({ tokens, first, lead, backwards, side, link }: SaidWindow): Side {
  if (side !== undefined) return side;
  // "6 months after rhizotomy", "for 4 weeks", "stable for the last 2 months": at least so long.
  if (lead === undefined) return /^(?:after|since|post|following)$/.test(link?.value ?? "") ? ">=" : "<=";
  const steady = () =>
    tokens
      .slice(Math.max(0, first - 8), first)
      .some(({ text }) => text === "stable" || text === "unchanged" || text === "constant");
  return lead === "for" && link === undefined && (!backwards || steady()) ? ">=" : "<=";
}

/** "Symptoms lasting 6 weeks or more", "a duration of 6 or more weeks". */
function lastingAt(tokens: readonly Token[], at: number): FoundWindow | undefined {
  const number = tokens[at]?.kind === "number" ? count(tokens, at) : undefined;
  if (number === undefined) return undefined;
  const early = orMore(tokens, number.next);
  const unit = timeUnit(tokens, early?.next ?? number.next);
  const late = unit && early === undefined ? orMore(tokens, unit.next) : undefined;
  if (unit === undefined || (early ?? late) === undefined) return undefined;
  const before = tokens.slice(Math.max(0, at - 5), at);
  if (!before.some(({ text }) => /^(?:duration|lasting|lasted|lasts|history|persist\w*|for)$/.test(text)))
    return undefined;
  const window: TimeWindow = { op: ">=", value: number.value, unit: unit.value, ref: "enrollment" };
  return { window, first: at, next: late?.next ?? unit.next, duration: true };
}
const orMore = phrase("or more | or longer | or greater | and more | and longer | or over");
