/**
 * The lines of a trial that follow from its structured fields and from its treatment, and how a line of its text is
 * named. No text is read here, so a browser can work them out again from the record instead of being sent them.
 */
import { type AgeBound, fromAge, toAge } from "./age-bound.ts";
import type { AgeLimit } from "./age-limit.ts";
import type { Criterion, Sex } from "./criterion.ts";
import { impliedNeeds } from "./implied-needs.ts";
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

/** @param written the criteria of the text, for an age it gives makes up for a field that is not in the copy. */
export function fieldLines(trial: Trial, written: readonly { readonly criterion: Criterion }[]): TrialLine[] {
  return [...statusAndPlace(trial), ...ageFields(trial, written), sexField(trial), ...implied(trial)];
}

/** A criterion of the text as a line of the trial. */
export function textLine(
  trial: Trial,
  {
    criterion,
    section,
    group,
    text,
    span,
  }: {
    readonly criterion: Criterion;
    readonly section: Section;
    readonly group?: string;
    readonly text: string;
    readonly span: readonly [from: number, to: number];
  },
): TrialLine {
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

function ageFields(trial: Trial, written: readonly { readonly criterion: Criterion }[]): TrialLine[] {
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

export function ageCriterion({ text, age }: AgeLimit, side: "from" | "to"): Criterion {
  if (age === undefined)
    return { kind: "not-told", about: "age", why: reason("age-limit-not-readable", { text }) };
  return side === "from" ? { kind: "age", from: fromAge([age]) } : { kind: "age", to: toAge([age]) };
}

export function sexField({ sex }: Trial): TrialLine {
  const sexes = sexesOf(sex);
  if (sexes !== undefined) return fieldLine("sex", "sex", sex!, { kind: "sex", sexes });
  const why = sex === undefined ? reason("sex-not-in-record", {}) : reason("sex-not-readable", { text: sex });
  return fieldLine("sex", "sex", sex ?? "", { kind: "not-told", about: "sex", why });
}

export function sexesOf(sex: string | undefined): readonly Sex[] | undefined {
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
