/**
 * One trial against one child, line by line. The result says which lines look met, which do not, and which
 * nobody can tell from the facts given; it never says that a child is eligible, for that is not for a program.
 */
import type { TrialChild } from "./child.ts";
import type { CompiledTrial } from "./compile-trial.ts";
import { evaluate, isForTeam, type Judgement } from "./evaluate.ts";
import type { TrialLine } from "./field-lines.ts";
import { monthsBetween } from "./partial-date.ts";
import { type Reason, reason } from "./reason.ts";
import type { Trial } from "./record.ts";

/** A line of the trial with what was found for the child. */
export interface Finding extends TrialLine, Judgement {}

export interface TrialMatch {
  readonly trial: Trial;
  readonly lines: readonly Finding[];
  /** Every line is in exactly one of them: `unread` are for a person to read or a team to judge, `unknown` turn on a fact not given. */
  readonly counts: {
    readonly met: number;
    readonly notMet: number;
    readonly unknown: number;
    readonly unread: number;
  };
  readonly standing: "nothing-broken" | "something-broken";
  readonly staleness: {
    /** Months since the record was last updated in the registry, where that is known. */
    readonly monthsSinceUpdate?: number;
    /** Months since the date of this copy. */
    readonly monthsSinceCopy: number;
  };
}

/** From this age on a recorded status is doubted: recruitment of a small trial often ends within a year. */
const statusOldMonths = 12;

/** A trial that has ended does not open again, however old the copy that says so. */
const finalStatuses = new Set(["COMPLETED", "TERMINATED", "WITHDRAWN"]);

/**
 * @param compiled from `compileTrial`, once for all children and days: a browser gets trials compiled and never takes
 * the reader of texts along.
 * @param today `yyyy-MM-dd`.
 */
export function matchTrial(compiled: CompiledTrial, child: TrialChild, today: string): TrialMatch {
  const staleness = stalenessOf(compiled.trial, today);
  const lines = compiled.lines.map((line): Finding => {
    const judgement = evaluate(line.criterion, child, today);
    const doubt =
      line.doubt ??
      (line.id === "status" ? statusDoubt(compiled.trial, staleness) : undefined) ??
      (line.criterion.kind === "unread" && !isForTeam(judgement) ? reason("doubt-noted", {}) : undefined);
    return { ...line, ...(doubt && { doubt }), ...judgement };
  });
  const counts = countsOf(lines);
  return {
    trial: compiled.trial,
    lines,
    counts,
    standing: counts.notMet === 0 ? "nothing-broken" : "something-broken",
    staleness,
  };
}

function countsOf(lines: readonly Finding[]): TrialMatch["counts"] {
  const counts = { met: 0, notMet: 0, unknown: 0, unread: 0 };
  for (const line of lines) {
    if (isForTeam(line)) counts.unread++;
    else if (line.verdict === "met") counts.met++;
    else if (line.verdict === "not-met") counts.notMet++;
    else counts.unknown++;
  }
  return counts;
}

function stalenessOf({ lastUpdatePosted, asOf }: Trial, today: string): TrialMatch["staleness"] {
  return {
    ...(lastUpdatePosted && { monthsSinceUpdate: monthsBetween(lastUpdatePosted, today) }),
    monthsSinceCopy: monthsBetween(asOf, today),
  };
}

function statusDoubt(trial: Trial, staleness: TrialMatch["staleness"]): Reason | undefined {
  if (trial.status === undefined || finalStatuses.has(trial.status)) return undefined;
  if (trial.asOfMeans === "restating") return reason("doubt-status-undated", {});
  const asOf = trial.lastUpdatePosted ?? trial.asOf;
  const months = staleness.monthsSinceUpdate ?? staleness.monthsSinceCopy;
  return months >= statusOldMonths ? reason("doubt-status-old", { months, asOf }) : undefined;
}
