/**
 * A trial with everything it asks, read once: from its structured fields, from its text, and from what its
 * treatment itself needs. The result is plain data, so that it can be sent and kept in place of the reading.
 */
import type { AgeBound } from "./age-bound.ts";
import type { Criterion } from "./criterion.ts";
import { ageCriterion, fieldLines, sexesOf, sexField, type TrialLine, textLine } from "./field-lines.ts";
import { readCriteria, type TextCriterion } from "./read-criteria.ts";
import { type Reason, reason } from "./reason.ts";
import type { Trial } from "./record.ts";

export interface CompiledTrial {
  readonly trial: Trial;
  readonly lines: readonly TrialLine[];
}

export function compileTrial(trial: Trial): CompiledTrial {
  const written = withoutContradictions(trial, readCriteria(trial.eligibility));
  return {
    trial,
    lines: [...fieldLines(trial, written), ...written.map((line) => textLine(trial, line))],
  };
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
