/**
 * Trials against one child, line by line. The result says which lines look met, which do not, and which nobody can
 * tell from the facts given; it never says that a child is eligible, for that is not for a program.
 *
 * Many trials ask the same, so each criterion is judged once for a child and its lines are counted by it; what is shown
 * of a line is made when somebody looks at it. That is what keeps thousands of trials within a blink on a phone.
 */
import { type AskedFact, askedFacts, type TrialChild } from "./child.ts";
import type { CompiledTrial } from "./compile-trial.ts";
import type { Criterion } from "./criterion.ts";
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
  /**
   * Every line is in exactly one of them: `unread` are for a person to read or a team to judge, `unknown` turn on a
   * fact not given.
   */
  readonly counts: {
    readonly met: number;
    readonly notMet: number;
    readonly unknown: number;
    readonly unread: number;
  };
  readonly standing: "nothing-broken" | "something-broken";
  /** Facts a family could give whose absence leaves a line open, each once, in the order of `askedFacts`. */
  readonly missing: readonly AskedFact[];
  /** Whether waiting alone mends every broken line; false where none is broken. */
  readonly opensLater: boolean;
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

/** Trials made ready once for every child and day: each criterion once, and where each trial's lines point. */
export interface ReadyTrials {
  readonly trials: readonly CompiledTrial[];
  readonly criteria: readonly Criterion[];
  /** Per line of all trials, one after the other: its place in `criteria`. */
  readonly at: Int32Array;
}

/** Criteria are told apart as objects: trials from `unpackTrials` share what is the same, others do not. */
export function readyTrials(trials: readonly CompiledTrial[]): ReadyTrials {
  const places = new Map<Criterion, number>();
  const at = new Int32Array(trials.reduce((sum, { lines }) => sum + lines.length, 0));
  let next = 0;
  for (const { lines } of trials) {
    for (const { criterion } of lines) {
      const place = places.get(criterion) ?? places.size;
      places.set(criterion, place);
      at[next++] = place;
    }
  }
  return { trials, criteria: [...places.keys()], at };
}

/**
 * @param compiled from `compileTrial`, once for all children and days: a browser gets trials compiled and never takes
 * the reader of texts along.
 * @param today `yyyy-MM-dd`.
 */
export const matchTrial = (compiled: CompiledTrial, child: TrialChild, today: string): TrialMatch =>
  matchTrials(readyTrials([compiled]), child, today)[0]!;

/** @param today `yyyy-MM-dd`. @returns in the order of the trials. */
export function matchTrials(ready: ReadyTrials, child: TrialChild, today: string): TrialMatch[] {
  const judgements = ready.criteria.map((criterion) => evaluate(criterion, child, today));
  const kinds = Uint8Array.from(judgements, kindOf);
  const missing = judgements.map(missingFacts);
  let next = 0;
  return ready.trials.map((compiled) => {
    const first = next;
    const counts = [0, 0, 0, 0, 0];
    const facts: AskedFact[] = [];
    for (const last = first + compiled.lines.length; next < last; next++) {
      const place = ready.at[next]!;
      counts[kinds[place]!]!++;
      const lacking = missing[place]!;
      // Most lines lack nothing, and asking an empty list for its members is what costs.
      if (lacking.length > 0) for (const fact of lacking) if (!facts.includes(fact)) facts.push(fact);
    }
    return new Match(
      compiled,
      counts,
      facts.length < 2 ? facts : facts.sort((a, b) => askedFacts.indexOf(a) - askedFacts.indexOf(b)),
      (line) => judgements[ready.at[first + line]!]!,
      today,
    );
  });
}

const kind = { met: 0, broken: 1, brokenForNow: 2, unknown: 3, team: 4 } as const;

function kindOf(judgement: Judgement): number {
  if (judgement.verdict === "met") return kind.met;
  if (judgement.verdict === "not-met") return isMendedByTime(judgement) ? kind.brokenForNow : kind.broken;
  return isForTeam(judgement) ? kind.team : kind.unknown;
}

/** Whether waiting alone mends a broken line. */
function isMendedByTime({ because: { code } }: Pick<Judgement, "because">): boolean {
  return code === "age-too-young" || code === "fact-not-met-until";
}

class Match implements TrialMatch {
  readonly trial: Trial;
  readonly counts: TrialMatch["counts"];
  readonly standing: TrialMatch["standing"];
  readonly missing: readonly AskedFact[];
  readonly opensLater: boolean;
  readonly #compiled: CompiledTrial;
  readonly #judgementOf: (line: number) => Judgement;
  readonly #today: string;
  #lines: readonly Finding[] | undefined;

  constructor(
    compiled: CompiledTrial,
    counts: readonly number[],
    missing: readonly AskedFact[],
    judgementOf: (line: number) => Judgement,
    today: string,
  ) {
    this.trial = compiled.trial;
    const broken = counts[kind.broken]!;
    const brokenForNow = counts[kind.brokenForNow]!;
    this.counts = {
      met: counts[kind.met]!,
      notMet: broken + brokenForNow,
      unknown: counts[kind.unknown]!,
      unread: counts[kind.team]!,
    };
    this.standing = broken + brokenForNow === 0 ? "nothing-broken" : "something-broken";
    this.opensLater = broken === 0 && brokenForNow > 0;
    this.missing = missing;
    this.#compiled = compiled;
    this.#judgementOf = judgementOf;
    this.#today = today;
  }

  get staleness(): TrialMatch["staleness"] {
    const { lastUpdatePosted, asOf } = this.trial;
    return {
      ...(lastUpdatePosted && { monthsSinceUpdate: monthsBetween(lastUpdatePosted, this.#today) }),
      monthsSinceCopy: monthsBetween(asOf, this.#today),
    };
  }

  get lines(): readonly Finding[] {
    this.#lines ??= this.#compiled.lines.map((line, at): Finding => {
      const judgement = this.#judgementOf(at);
      const doubt = line.doubt ?? this.#doubtOf(line, judgement);
      return { ...line, ...(doubt && { doubt }), ...judgement };
    });
    return this.#lines;
  }

  #doubtOf(line: TrialLine, judgement: Judgement): Reason | undefined {
    if (line.id === "status") return statusDoubt(this.trial, this.staleness);
    const isNoted = line.criterion.kind === "unread" && !isForTeam(judgement);
    return isNoted ? reason("doubt-noted", {}) : undefined;
  }
}

function statusDoubt(trial: Trial, staleness: TrialMatch["staleness"]): Reason | undefined {
  if (trial.status === undefined || finalStatuses.has(trial.status)) return undefined;
  if (trial.asOfMeans === "restating") return reason("doubt-status-undated", {});
  const asOf = trial.lastUpdatePosted ?? trial.asOf;
  const months = staleness.monthsSinceUpdate ?? staleness.monthsSinceCopy;
  return months >= statusOldMonths ? reason("doubt-status-old", { months, asOf }) : undefined;
}

const none: readonly AskedFact[] = [];

/** The facts whose absence leaves a line open. */
function missingFacts({ verdict, because, parts }: Judgement): readonly AskedFact[] {
  if (verdict !== "unknown") return none;
  if (parts !== undefined && parts.length > 0) return [...new Set(parts.flatMap(missingFacts))];
  switch (because.code) {
    case "fact-not-given":
      return [because.values.fact];
    case "age-near-limit":
      return ["age"];
    case "sex-not-given":
      return ["sex"];
    case "gmfcs-not-given":
      return ["gmfcs"];
    case "country-not-given":
      return ["place"];
    case "cord-blood-not-given":
      return ["cordBlood"];
    case "dose-not-computable":
      return because.values.missing.map((fact) => (fact === "weightKg" ? "weight" : "cells"));
    default:
      return none;
  }
}
