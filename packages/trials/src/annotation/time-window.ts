/**
 * Time limits of a criterion and what they count from: "within the 6 months before entry", "for at least 12
 * months", "ever", "during the study", "planned". Where the words name no day to count from, it is enrolment.
 */
import { count, map, oneOf, type Parser, phrase, vocabulary } from "../grammar.ts";
import type { Token } from "../tokens.ts";
import { type TimeUnit, timeUnit } from "./unit-words.ts";

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

const inside: Parser<Side> = map(
  phrase("within | in | during | over | throughout | inside | for | within a | from | since"),
  () => "<=",
);
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
const afterLength = phrase(
  `before | prior to | prior | preceding | previous to | of | from | after | since | following | ago | post | before or during | pre - | earlier than | , before | from the start of | before the start of | until | at | before , or during , | previous | previously | earlier`,
);

/** Words that a window can count from; the longer phrase wins. */
const references: Parser<string> = oneOf(
  map(phrase("screening | screening visit | visit 1 | screen"), () => "screening"),
  map(phrase("randomization | randomisation | randomized | randomised | randomizing"), () => "randomization"),
  map(phrase("baseline | baseline visit | the baseline"), () => "baseline"),
  map(
    phrase(
      `intervention | start of the intervention | start of intervention | start of treatment | treatment | start of the treatment | first dose | first treatment | study drug
      | study treatment | study medication | dosing | first administration | administration | therapy | first injection | the procedure | start of therapy | initiation of treatment
      | initiation of therapy | beginning of treatment | day 1 | initiation of study | start of study treatment | start of study medication | start of the study medication | start of study drug | injection | study intervention | cycle 1`,
    ),
    () => "intervention-start",
  ),
  map(phrase("initiation visit | study initiation visit"), () => "initiation-visit"),
  map(phrase("infusion"), () => "infusion"),
  map(
    phrase("assessment | evaluation | testing | test | measurement | examination | tests"),
    () => "assessment",
  ),
  map(phrase("surgery | operation | index surgery"), () => "surgery"),
  map(phrase("birth | delivery | life"), () => "birth"),
  map(phrase("diagnosis"), () => "diagnosis"),
  map(
    phrase(
      "onset | symptom onset | injury | stroke | hospitalization | admission | discharge | transplant | transplantation",
    ),
    () => "event",
  ),
  map(phrase("informed consent | consent | signing | study consent"), () => "consent"),
  map(
    phrase(
      `enrollment | enrolment | enrolling | enrolled | study | the study | entry | study entry | inclusion | trial | participation | participating | recruitment | registration | enter | entering
      | study start | start of the study | start of study | beginning of the study | enter the study | joining | the trial | study inclusion | entering the study | the start of the study | study enrollment
      | study participation | being enrolled | first visit`,
    ),
    () => "enrollment",
  ),
);
const skippable = phrase(
  "the | eligibility | signed | written | signing of | signature of | informed | start | of | a | an | this | their | his | her | to | or | during | beginning | initiation | day | date | time | first | begin | , | before | in | on | into | being | current | present | planned",
);

/** What a window counts from, looked for behind its length. */
function refAfter(
  tokens: readonly Token[],
  at: number,
): { readonly ref: string; readonly next: number } | undefined {
  let next = at;
  for (let times = 0; times < 7; times++) {
    const found = references(tokens, next);
    if (found !== undefined) return { ref: found.value, next: found.next };
    const skipped = skippable(tokens, next);
    if (skipped === undefined) return undefined;
    next = skipped.next;
  }
  return undefined;
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

/** A window with a length that begins at this place. */
export function windowAt(tokens: readonly Token[], at: number): FoundWindow | undefined {
  const lasting = lastingAt(tokens, at);
  if (lasting !== undefined) return lasting;
  const lead = inside(tokens, at);
  let next = lead?.next ?? at;
  const recent = past(tokens, next);
  if (recent !== undefined) next = recent.next;
  const side = compared(tokens, next);
  if (side !== undefined) next = side.next;
  const loose = around(tokens, next);
  if (loose !== undefined) next = loose.next;
  const laterRecent = recent === undefined ? past(tokens, next) : undefined;
  if (laterRecent !== undefined && laterRecent.value !== "a" && laterRecent.value !== "one")
    next = laterRecent.next;
  const length =
    lengthAt(tokens, next) ??
    singleUnit(tokens, next, recent?.value ?? laterRecent?.value, lead !== undefined);
  if (length === undefined) return undefined;
  next = length.next;
  // "5 hours/week" is a rate, and minutes last.
  if (length.value.unit === "minute" && lead === undefined) return undefined;
  if (/^(?:\/|per)$/.test(tokens[next]?.text ?? "")) return undefined;
  // "3 hours of therapy per week" is how much, not when.
  if (length.value.unit === "hour" && isRate(tokens, next)) return undefined;
  // "During the 14-week intervention" tells how long the study lasts.
  if (
    /^(?:during|within|throughout|over)$/.test(tokens[at]?.text ?? "") &&
    /^(?:intervention|study|treatment|trial|program|programme|period|follow|course)$/.test(
      tokens[next]?.text ?? "",
    )
  )
    return undefined;
  const link = afterLength(tokens, next);
  const said = recent?.value ?? laterRecent?.value ?? "";
  const backwards = /last|past|previous|preceding|prior|recent/.test(said);
  const leadWord = tokens[at]?.text ?? "";
  if (leadWord === "from" && link === undefined) return undefined;
  if (lead === undefined && side === undefined && link === undefined && !backwards) return undefined;
  // "2 years of age", "a minimum of 6 months of therapy" lead to no day the window counts from.
  const reference = link === undefined ? undefined : refAfter(tokens, link.next);
  if (
    link?.value === "at" &&
    reference === undefined &&
    lead === undefined &&
    side === undefined &&
    !backwards
  )
    return undefined;
  const counts =
    link !== undefined && ((link.value !== "of" && link.value !== "at") || reference !== undefined);
  if (
    link?.value === "of" &&
    reference === undefined &&
    lead === undefined &&
    side === undefined &&
    !backwards
  )
    return undefined;
  // "Stable for the last 2 months": all that time.
  const steady =
    leadWord === "for" &&
    link === undefined &&
    tokens
      .slice(Math.max(0, at - 8), at)
      .some(({ text }) => text === "stable" || text === "unchanged" || text === "constant");
  const op = opOf({
    lead: leadWord,
    leads: lead !== undefined,
    side: side?.value ?? (steady ? ">=" : undefined),
    backwards,
    link: link?.value,
  });
  const sinceDiagnosis =
    /^(?:period|duration|since)$/.test(tokens[at - 1]?.text ?? "") &&
    tokens.slice(Math.max(0, at - 3), at).some(({ text }) => text.startsWith("diagnos"));
  const openEnded =
    !backwards && !counts && leadWord !== "within" && leadWord !== "in" && leadWord !== "during";
  return {
    window: {
      op,
      value: length.value.value,
      unit: length.value.unit,
      ref: reference?.ref ?? (sinceDiagnosis ? "diagnosis" : "enrollment"),
    },
    first: at,
    next: reference?.next ?? (counts ? link.next : next),
    duration: openEnded,
  };
}

function isRate(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.text !== "of") return false;
  return tokens
    .slice(at, at + 6)
    .some(
      ({ text }, i) =>
        /^(?:per|a|each|every)$/.test(text) && /^(?:day|week|month)$/.test(tokens[at + i + 1]?.text ?? ""),
    );
}

function opOf(said: {
  readonly lead: string;
  readonly leads: boolean;
  readonly side: Side | undefined;
  readonly backwards: boolean;
  readonly link: string | undefined;
}): Side {
  if (said.side !== undefined) return said.side;
  // "6 months after rhizotomy", "for 4 weeks": at least so long.
  if (
    !said.leads &&
    (said.link === "after" || said.link === "since" || said.link === "post" || said.link === "following")
  )
    return ">=";
  if (said.lead === "for" && !said.backwards && said.link === undefined) return ">=";
  return "<=";
}

interface Length {
  readonly value: number;
  readonly unit: TimeUnit;
}

const calendarWords = phrase("calendar | full | consecutive | consecutive calendar | complete");

const lengthAt: Parser<Length> = (tokens, at) => {
  const number = count(tokens, behindHalfLives(tokens, at));
  if (number === undefined) return undefined;
  // "four (4) weeks", "30-day", "3-6 months": of a range the longer.
  let { value, next } = number;
  const again = /^[([]$/.test(tokens[next]?.text ?? "") ? count(tokens, next + 1) : undefined;
  if (again !== undefined && /^[)\]]$/.test(tokens[again.next]?.text ?? "")) next = again.next + 1;
  const dash =
    tokens[next]?.text === "-" || tokens[next]?.text === "to" ? count(tokens, next + 1) : undefined;
  if (dash !== undefined && dash.value > value) ({ value, next } = dash);
  if (tokens[next]?.text === "-") next++;
  const calendar = calendarWords(tokens, next);
  const unit = timeUnit(tokens, calendar?.next ?? next);
  if (unit === undefined) return undefined;
  if (/^(?:old|age)$/.test(tokens[unit.next]?.text ?? "")) return undefined;
  if (tokens[unit.next]?.text === "of" && tokens[unit.next + 1]?.text === "age") return undefined;
  return { value: { value, unit: unit.value }, next: halfLives(tokens, unit.next) };
};

/** "5 half-lives or 30 days": the days can be counted. */
function behindHalfLives(tokens: readonly Token[], at: number): number {
  const number = count(tokens, at);
  if (number === undefined || tokens[number.next]?.text !== "half") return at;
  const dash = tokens[number.next + 1]?.text === "-" ? 1 : 0;
  const next = number.next + dash + 2;
  return /^(?:life|lives)$/.test(tokens[next - 1]?.text ?? "") && tokens[next]?.text === "or" ? next + 1 : at;
}

/** "30 days or 5 half-lives (whichever is longer)": the days can be counted. */
function halfLives(tokens: readonly Token[], at: number): number {
  let next = at;
  const number = tokens[next]?.text === "or" ? count(tokens, next + 1) : undefined;
  if (number !== undefined) {
    const dash = tokens[number.next]?.text === "-" ? 1 : 0;
    const half = tokens[number.next + dash]?.text === "half";
    const second = tokens[number.next + dash + 1]?.text === "-" ? 1 : 0;
    if (half && /^(?:life|lives)$/.test(tokens[number.next + dash + 1 + second]?.text ?? ""))
      next = number.next + dash + 2 + second;
  }
  const open = /^[(,]$/.test(tokens[next]?.text ?? "") ? 1 : 0;
  if (tokens[next + open]?.text !== "whichever") return next;
  for (let end = next + open + 1; end <= next + open + 6; end++) {
    if (/^[),]$/.test(tokens[end]?.text ?? "")) return end + 1;
    if (/^(?:prior|before|preceding)$/.test(tokens[end]?.text ?? "")) return end;
  }
  return next;
}

/** "in the last month", "within the year before the study". */
function singleUnit(tokens: readonly Token[], at: number, said: string | undefined, leads: boolean) {
  if (said === undefined && !leads) return undefined;
  if (said === undefined || !/last|past|previous|preceding|prior|^the$|^a$|^one$/.test(said))
    return undefined;
  const unit = timeUnit(tokens, at);
  if (
    unit === undefined ||
    (unit.value !== "year" && unit.value !== "month" && unit.value !== "week" && unit.value !== "day")
  )
    return undefined;
  const plain = said === "the" || said === "a" || said === "one";
  if (plain && afterLength(tokens, unit.next) === undefined) return undefined;
  // "At the day of infusion" is that day.
  if (said === "the" && unit.value === "day" && tokens[unit.next]?.text === "of") return undefined;
  if (plain && refAfter(tokens, afterLength(tokens, unit.next)!.next) === undefined) return undefined;
  return { value: { value: 1, unit: unit.value }, next: unit.next };
}

const everWords = `ever | at any time | any time in the past | lifetime | previously | history | history of | past history | prior | previous | in the past | earlier | status post | status - post | s / p
  | having undergone | has undergone | have undergone | had undergone | underwent | formerly | before | at any time in the past | never | prior history | has had | have had | having had | has participated | have participated | has taken part | have taken part | has received | have received | had received | has used | have used | has taken | have taken | took | has undergone`;
const currentWords = `currently | current | ongoing | concurrent | concurrently | concomitant | simultaneous | simultaneously | at present | presently | receiving | taking | takes | undergoing | chronic use | use | uses | using | on | present use
  | being treated | treatment with | therapy with | at the time of enrollment | at the time of screening | at the time of recruitment | at the time of inclusion | at the time of the study | at time of enrollment | at time of screening | at screening | need | needs | requiring | requires | require | having | regular | is receiving | are receiving | treated with | daily | under`;
const plannedWords = `planned | plan to | plans to | planning | planning to | scheduled | intention to | intending to | intend to | intends to | expected to receive | expected to undergo | expected to need | expected to require | anticipated | anticipates | upcoming | intention of | plan for | plans for | awaiting | will undergo | will receive
  | wish to become | expecting to become | expect to become | expects to become | expecting to | hoping to | hope to become | hopes to become | preparing for pregnancy | prepare for pregnancy | wanting to | want to become | wants to become | trying to | attempting to | wishing to | desire to become | planned for | indicated for | elective | candidate for | candidates for | assigned to undergo | about to undergo | due to receive | considering | plan of | are planning | waiting list`;
const duringWords = `during the study | during the trial | during the intervention | during study | during the study period | during treatment | during the course of the study | throughout the study | during the treatment period
  | or during , the intervention | or during the intervention | and during the study | during the course of the trial | over the course of the study | for the duration of the study | while participating | while on study | during this study | for the study duration | during the course of | throughout the trial | during participation | during the program | during it | during the present study | during the current study | during this trial | during the clinical trial | during the clinical study | during the entire study | during the research | while in the study | while enrolled | throughout the duration of | during the intervention period | study period | for the duration of | during the duration of | at any time during`;
const recentWords = "recent | recently";
/** Phrases that hold a word of the lists above and mean nothing of the kind. */
const neutralWords =
  "prior to | earlier than | regularly scheduled | use of contraception | before the | prior to enrollment | on average";

/** Stretches of time with a name of their own. */
const periods = {
  "pre-trial-period": "pre - trial period | pretrial period",
  "run-in-period": "run - in period | run - in phase | run - in",
  "screening-period": "screening period | screening phase",
};

const lists = {
  ever: everWords,
  current: currentWords,
  planned: plannedWords,
  during: duringWords,
  recent: recentWords,
  neutral: neutralWords,
  ...periods,
};
const meaning = new Map<string, string>();
for (const [label, list] of Object.entries(lists)) {
  for (const words of list.split("|")) meaning.set(words.trim().split(/\s+/).join(" "), label);
}
const anyWindow = phrase(...meaning.keys());

export interface WordWindows {
  readonly ever: boolean;
  readonly current: boolean;
  readonly planned: boolean;
  readonly during: boolean;
  readonly recent: boolean;
  /** The name of a period, where one is named. */
  readonly period: string | undefined;
}

/** Windows without a length that the words of a clause name. */
export function wordWindows(tokens: readonly Token[], first: number, next: number): WordWindows {
  const found = new Set<string>();
  for (let at = first; at < next; ) {
    const words = tokens[at]!.kind === "word" ? anyWindow(tokens, at) : undefined;
    if (words !== undefined) found.add(meaning.get(words.value)!);
    at = words?.next ?? at + 1;
  }
  return {
    ever: found.has("ever"),
    current: found.has("current"),
    planned: found.has("planned"),
    during: found.has("during"),
    recent: found.has("recent"),
    period: Object.keys(periods).find((name) => found.has(name)),
  };
}
