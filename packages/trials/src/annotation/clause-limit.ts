/** The limit a clause states of what it is about: which comparison, which numbers, which unit. */
import type { AnnotatedKind } from "./annotated-criterion.ts";
import type { Mark } from "./marked-line.ts";
import { acronymBefore } from "./measured-acronym.ts";
import { measuresBy } from "./measured-subject.ts";
import { isTime, type LimitValue, type Operator } from "./quantity.ts";
import type { Reading, Subject } from "./reading.ts";
import type { TimeWindow } from "./time-window.ts";

interface Limit {
  readonly op: Operator;
  readonly value: LimitValue | null;
  readonly unit: string | null;
}

export function limitOf(reading: Reading, { kind, concept }: Subject): Limit | undefined {
  const first = (...is: readonly Mark["is"][]) => reading.marks.find((mark) => is.includes(mark.is));
  if (kind === "sex") return sexLimit(reading);
  // Who consents, and from which age, measures nothing.
  if (kind === "language-consent") return undefined;
  const away = first("limit");
  if (kind === "geography" && away?.is === "limit" && /^(?:km|miles)$/.test(away.quantity.unit ?? ""))
    return { op: away.quantity.op, value: away.quantity.value, unit: away.quantity.unit };
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
  // "More than 2 hours of sport a week"
  const stretch = unit === "hour" || unit === "minute" ? stretchOf(reading, mark.next) : null;
  if (stretch !== null) return { op, value, unit: `${unit}s/${stretch}` };
  const rate = unit ?? (concept === "developmental-level" ? "year" : rateOf(reading, mark.next));
  if (
    isTime(rate) &&
    (kind === "comorbidity" || kind === "condition") &&
    / (?:expectancy|survival|prognosis) /.test(reading.said)
  )
    return undefined;
  const measured =
    kind === "lab-threshold" ||
    (kind !== "condition" &&
      kind !== "motor-type" &&
      (measuresBy(reading, mark).length > 0 || acronymBefore(reading.line, mark) !== undefined));
  if (rate === null && kind !== "age" && kind !== "body-weight" && !measured) return undefined;
  return { op, value, unit: rate };
}

/** "More than 28 days during the last 6 months": a length beside a window, or of something that is no history. */
export function durationOf(reading: Reading, kind: AnnotatedKind): TimeWindow | undefined {
  const windows = reading.marks.flatMap((mark) => (mark.is === "window" ? [mark.found] : []));
  const lasting = windows.find(({ duration }) => duration);
  return lasting !== undefined && (windows.length > 1 || kind === "other") ? lasting.window : undefined;
}

/** "More than one injection of insulin per day": what is counted, and in which time. */
function rateOf({ line, clause }: Reading, after: number): string | null {
  for (let at = after + 1; at < Math.min(clause.next - 1, after + 7); at++) {
    if (!/^(?:per|a|each|every)$/.test(line.tokens[at]!.text)) continue;
    const stretch = line.tokens[at + 1]!.text;
    // "Injections of insulin per day" are injections, "blood glucose tests per day" are tests.
    const noun = line.tokens[line.tokens[after + 1]!.text === "of" ? after : at - 1];
    if (noun?.kind === "word" && /^(?:day|week|month|year|night)$/.test(stretch))
      return `${noun.text.replace(/s?$/, "s")}/${stretch}`;
  }
  return null;
}

/** "... of sport a week": the stretch of time that so much is in. */
function stretchOf({ line, clause }: Reading, after: number): string | null {
  for (let at = after; at < Math.min(clause.next - 1, after + 6); at++) {
    const stretch = line.tokens[at + 1]!.text;
    if (/^(?:per|a|each|every)$/.test(line.tokens[at]!.text) && /^(?:day|week|month|year)$/.test(stretch))
      return stretch;
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
    /\b(?:[Rr]esid(?:ing|es?|ents?)|[Ll]ives?|[Ll]iving|[Ll]ocated) (?:in|of|within) (?:the )?((?:[A-Z][A-Za-z.]+ ?)+)/.exec(
      text.slice(0, 300),
    );
  return named === null
    ? undefined
    : { op: "==", value: named[1]!.trim().replace(/([^A-Z])\.$/, "$1"), unit: null };
}
