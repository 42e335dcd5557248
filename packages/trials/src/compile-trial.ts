/**
 * A trial with everything it asks, read once: from its structured fields, from its text, and from what its
 * treatment itself needs. The result is plain data, so that it can be sent and kept in place of the reading.
 */
import { type AgeBound, fromAge, toAge } from "./age-bound.ts";
import type { AgeLimit } from "./age-limit.ts";
import type { Criterion, Sex } from "./criterion.ts";
import { impliedNeeds } from "./implied-needs.ts";
import { readCriteria, type TextCriterion } from "./read-criteria.ts";
import { type Reason, reason } from "./reason.ts";
import type { Trial } from "./record.ts";
import type { Section } from "./section.ts";

/** The registry's words a line was read from. `text` is empty where the record is silent. */
export type Quote =
  | { readonly from: "field"; readonly field: string; readonly text: string }
  | {
      readonly from: "text";
      readonly text: string;
      /** Where they stand in `trial.eligibility`: UTF-16 units, the end exclusive. */
      readonly span: readonly [from: number, to: number];
    }
  | { readonly from: "intervention"; readonly text: string };

export interface TrialLine {
  /** Unique within the trial, and the same as long as the record's words are. */
  readonly id: string;
  readonly criterion: Criterion;
  /** "field": a structured field. "written": the eligibility text. "implied": what the treatment itself needs. */
  readonly basis: "field" | "written" | "implied";
  readonly section?: Section;
  readonly group?: string;
  readonly quote: Quote;
  readonly doubt?: Reason;
}

export interface CompiledTrial {
  readonly trial: Trial;
  readonly lines: readonly TrialLine[];
}

export function compileTrial(trial: Trial): CompiledTrial {
  const written = withoutContradictions(trial, readCriteria(trial.eligibility));
  return {
    trial,
    lines: [
      ...statusAndPlace(trial),
      ...ageFields(trial, written),
      sexField(trial),
      ...implied(trial),
      ...textLines(trial, written),
    ],
  };
}

function fieldLine(id: string, field: string, text: string, criterion: Criterion): TrialLine {
  return { id, criterion, basis: "field", quote: { from: "field", field, text } };
}

function statusAndPlace({ status, countries }: Trial): TrialLine[] {
  const codes = countries.flatMap(({ code }) => code ?? []);
  const otherNames = countries.flatMap(({ name, code }) => (code === undefined ? [name] : []));
  return [
    fieldLine("status", "overallStatus", status ?? "", { kind: "status", ...(status && { status }) }),
    fieldLine("country", "locations", countries.map(({ name }) => name).join("; "), {
      kind: "country",
      countries: codes,
      otherNames,
    }),
  ];
}

function ageFields(trial: Trial, written: readonly TextCriterion[]): TrialLine[] {
  const { minimumAge, maximumAge, origin } = trial;
  if (minimumAge === undefined && maximumAge === undefined) {
    // In the registry an absent age means no limit; a restated copy may simply not have seen it.
    if (origin === "registry" || written.some(({ criterion }) => criterion.kind === "age")) return [];
    const why = reason("age-limits-not-in-copy", {});
    return [fieldLine("age", "minimumAge", "", { kind: "not-told", about: "age", why })];
  }
  return [
    ...(minimumAge
      ? [fieldLine("age-from", "minimumAge", minimumAge.text, ageCriterion(minimumAge, "from"))]
      : []),
    ...(maximumAge
      ? [fieldLine("age-to", "maximumAge", maximumAge.text, ageCriterion(maximumAge, "to"))]
      : []),
  ];
}

function ageCriterion({ text, age }: AgeLimit, side: "from" | "to"): Criterion {
  if (age === undefined)
    return { kind: "not-told", about: "age", why: reason("age-limit-not-readable", { text }) };
  return side === "from" ? { kind: "age", from: fromAge([age]) } : { kind: "age", to: toAge([age]) };
}

function sexField({ sex }: Trial): TrialLine {
  const sexes = sexesOf(sex);
  if (sexes !== undefined) return fieldLine("sex", "sex", sex!, { kind: "sex", sexes });
  const why = sex === undefined ? reason("sex-not-in-record", {}) : reason("sex-not-readable", { text: sex });
  return fieldLine("sex", "sex", sex ?? "", { kind: "not-told", about: "sex", why });
}

function sexesOf(sex: string | undefined): readonly Sex[] | undefined {
  if (sex === "ALL") return ["female", "male"];
  if (sex === "FEMALE") return ["female"];
  return sex === "MALE" ? ["male"] : undefined;
}

function implied(trial: Trial): TrialLine[] {
  return impliedNeeds(trial).map(({ criterion, text, from }, at) => ({
    id: `implied-${at}`,
    criterion,
    basis: "implied",
    quote: from === "title" ? { from: "field", field: "briefTitle", text } : { from: "intervention", text },
  }));
}

function textLines(trial: Trial, written: readonly TextCriterion[]): TrialLine[] {
  return written.map(({ criterion, section, group, text, span }) => {
    const doubt = ageDoubt(trial, criterion);
    return {
      id: `text-${span[0]}-${span[1]}-${criterion.kind}`,
      criterion,
      basis: "written",
      section,
      ...(group && { group }),
      quote: { from: "text", text, span },
      ...(doubt && { doubt }),
    };
  });
}

/** Text and field may both be right (a field for several groups), so both are kept and the difference is told. */
function ageDoubt({ minimumAge, maximumAge }: Trial, criterion: Criterion): Reason | undefined {
  if (criterion.kind !== "age") return undefined;
  const low = minimumAge?.age && fromAge([minimumAge.age]);
  const high = maximumAge?.age && toAge([maximumAge.age]);
  if (low && criterion.from && !touches(low, criterion.from)) {
    return reason("doubt-text-and-field-differ", { field: "minimumAge" });
  }
  if (high && criterion.to && !touches(high, criterion.to)) {
    return reason("doubt-text-and-field-differ", { field: "maximumAge" });
  }
  return undefined;
}

function touches(a: AgeBound, b: AgeBound): boolean {
  return a.months <= b.months + b.doubtMonths && b.months <= a.months + a.doubtMonths;
}

/**
 * A line that would leave no child at all, beside the fields or another line, stands in the wrong section, is
 * about another group, or is a slip. Which of the two is wrong cannot be told, so neither line of the text is
 * held against a child; a field is not doubted for the sake of a line.
 */
function withoutContradictions(trial: Trial, written: readonly TextCriterion[]): TextCriterion[] {
  const fields = [
    ...ageFieldCriteria(trial),
    { text: `sex: ${trial.sex ?? ""}`, criterion: sexField(trial).criterion },
  ];
  const comparable = written.filter(({ criterion }) => comparableKinds.has(criterion.kind));
  return written.map((line) => {
    if (!comparableKinds.has(line.criterion.kind)) return line;
    if (unconfirmedSex(trial, line)) return unread(line, reason("unread-line", {}));
    const rival = [...fields, ...comparable].find((other) =>
      excludeEachOther(line.criterion, other.criterion),
    );
    return rival === undefined ? line : unread(line, reason("unread-contradiction", { other: rival.text }));
  });
}

const comparableKinds: ReadonlySet<Criterion["kind"]> = new Set(["age", "gmfcs", "sex"]);

function unread(line: TextCriterion, why: Reason): TextCriterion {
  return { ...line, criterion: { kind: "unread", why } };
}

function ageFieldCriteria({ minimumAge, maximumAge }: Trial): { text: string; criterion: Criterion }[] {
  return [
    ...(minimumAge
      ? [{ text: `minimumAge: ${minimumAge.text}`, criterion: ageCriterion(minimumAge, "from") }]
      : []),
    ...(maximumAge
      ? [{ text: `maximumAge: ${maximumAge.text}`, criterion: ageCriterion(maximumAge, "to") }]
      : []),
  ];
}

function excludeEachOther(a: Criterion, b: Criterion): boolean {
  if (a.kind === "age" && b.kind === "age")
    return apart(a.from, b.to) || apart(b.from, a.to) || apart(a.from, a.to);
  if (a.kind === "gmfcs" && b.kind === "gmfcs") return !a.levels.some((level) => b.levels.includes(level));
  if (a.kind === "sex" && b.kind === "sex") return !a.sexes.some((sex) => b.sexes.includes(sex));
  return false;
}

function apart(from: AgeBound | undefined, to: AgeBound | undefined): boolean {
  return from !== undefined && to !== undefined && from.months > to.months + to.doubtMonths;
}

/**
 * "Women" as a line may be a condition or the heading of what follows about women. Only the sex field of the
 * record can tell, so a line that names one sex counts where the field names the same one.
 */
function unconfirmedSex(trial: Trial, { criterion }: TextCriterion): boolean {
  if (criterion.kind !== "sex" || criterion.sexes.length === 2) return false;
  const field = sexesOf(trial.sex);
  return field === undefined || field.length !== 1 || field[0] !== criterion.sexes[0];
}
