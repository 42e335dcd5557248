/**
 * Three answers to a criterion, after Kleene's strong logic: what is not known stays not known unless what is
 * known settles it. A fact that is added later can turn "unknown" into an answer, never one answer into another.
 */
import { gmfcsLevels } from "motor";
import type { AgeBound } from "./age-bound.ts";
import type { Asked } from "./annotation/annotated-criterion.ts";
import type { TrialChild } from "./child.ts";
import type { Criterion } from "./criterion.ts";
import { familyCanTell } from "./family-facts.ts";
import { correctedAge } from "./holds/body.ts";
import type { Held } from "./holds/held.ts";
import { holds } from "./holds.ts";
import { type Reason, reason } from "./reason.ts";

export const verdicts = ["met", "not-met", "unknown"] as const;
export type Verdict = (typeof verdicts)[number];

export interface Judgement {
  readonly verdict: Verdict;
  readonly because: Reason;
  /** Of "all" and "any": what was found for each. */
  readonly parts?: readonly Judgement[];
}

/**
 * Total: the compiler objects when a kind is not handled here.
 * @param today `yyyy-MM-dd`; without it what turns on windows of time is not known.
 */
export function evaluate(criterion: Criterion, child: TrialChild, today?: string): Judgement {
  switch (criterion.kind) {
    case "age":
      return ofAge(criterion, child);
    case "sex":
      return ofSex(criterion.sexes, child.sex);
    case "gmfcs":
      return ofGmfcs(criterion.levels, child.gmfcs);
    case "cord-blood":
      return ofCordBlood(criterion, child.cordBlood?.[criterion.unit]);
    case "cell-dose":
      return ofCellDose(criterion, child);
    case "fact":
      return ofFact(criterion, child, today);
    case "status":
      return ofStatus(criterion.status);
    case "country":
      return ofCountry(criterion, child.country);
    case "all":
      return combined("not-met", "met", criterion.of, child, today);
    case "any":
      return combined("met", "not-met", criterion.of, child, today);
    case "nothing":
      return { verdict: "met", because: reason("nothing-asked", {}) };
    case "not-told":
      return { verdict: "unknown", because: criterion.why };
    case "unread":
      return ofUnread(criterion, child, today);
  }
}

/** A deciding part settles it; failing that, an unknown one leaves it open. */
function combined(
  deciding: Verdict,
  otherwise: Verdict,
  of: readonly Criterion[],
  child: TrialChild,
  today: string | undefined,
): Judgement {
  const parts = of.map((part) => evaluate(part, child, today));
  const open = parts.filter(({ verdict }) => verdict === "unknown");
  // Of what is open, a question a family can answer goes before what only the team can judge.
  const telling =
    parts.find(({ verdict }) => verdict === deciding) ?? open.find((part) => !isForTeam(part)) ?? open[0];
  const shown = telling ?? parts[0];
  return {
    verdict: telling?.verdict ?? otherwise,
    because: shown?.because ?? reason("nothing-asked", {}),
    parts,
  };
}

function ofAge({ from, to, corrected }: Extract<Criterion, { kind: "age" }>, child: TrialChild): Judgement {
  const { age } = child;
  const { low, high } = corrected === true ? correctedAge(child) : age;
  const values = { childLowMonths: age.low, childHighMonths: age.high };
  // The first months inside for a lower bound, the last inside for an upper one.
  const against = (bound: AgeBound) => ({ ...values, limitMonths: bound.months });
  if (from !== undefined && high < from.months)
    return { verdict: "not-met", because: reason("age-too-young", against(from)) };
  if (to !== undefined && low > to.months + to.doubtMonths)
    return { verdict: "not-met", because: reason("age-too-old", against(to)) };
  if (from !== undefined && low < from.months + from.doubtMonths)
    return { verdict: "unknown", because: reason("age-near-limit", against(from)) };
  if (to !== undefined && high > to.months)
    return { verdict: "unknown", because: reason("age-near-limit", against(to)) };
  return { verdict: "met", because: reason("age-within", values) };
}

function ofSex(sexes: readonly string[], sex: TrialChild["sex"]): Judgement {
  if (sexes.length === 2) return { verdict: "met", because: reason("sex-any", {}) };
  const needed = sexes[0] ?? "";
  if (sex === undefined) return { verdict: "unknown", because: reason("sex-not-given", { needed }) };
  if (sex === needed) return { verdict: "met", because: reason("sex-matches", { sex, needed }) };
  return { verdict: "not-met", because: reason("sex-differs", { sex, needed }) };
}

function ofGmfcs(
  levels: Extract<Criterion, { kind: "gmfcs" }>["levels"],
  level: TrialChild["gmfcs"],
): Judgement {
  if (levels.length === gmfcsLevels.length) return { verdict: "met", because: reason("gmfcs-any", {}) };
  if (level === undefined) return { verdict: "unknown", because: reason("gmfcs-not-given", { levels }) };
  if (levels.includes(level)) return { verdict: "met", because: reason("gmfcs-among", { level, levels }) };
  return { verdict: "not-met", because: reason("gmfcs-not-among", { level, levels }) };
}

function ofCordBlood(
  { unit, wanted, qualified }: Extract<Criterion, { kind: "cord-blood" }>,
  has: "stored" | "none" | undefined,
): Judgement {
  const values = { unit, wanted };
  if (has === undefined) return { verdict: "unknown", because: reason("cord-blood-not-given", values) };
  // Without a unit there is no qualified one either; with one, only the team can say.
  if (has === "stored" && qualified === true) {
    return { verdict: "unknown", because: reason("cord-blood-quality-open", values) };
  }
  const because = reason(has === "stored" ? "cord-blood-stored" : "cord-blood-none", values);
  return { verdict: has === wanted ? "met" : "not-met", because };
}

function ofCellDose(
  { wanted, cellsPerKg: needed, counted }: Extract<Criterion, { kind: "cell-dose" }>,
  { weightKg, cordBlood }: TrialChild,
): Judgement {
  const totalNucleatedCells = cordBlood?.totalNucleatedCells;
  if (weightKg === undefined || totalNucleatedCells === undefined || !(weightKg > 0)) {
    const missing = [
      ...(weightKg === undefined || !(weightKg > 0) ? ["weightKg"] : []),
      ...(totalNucleatedCells === undefined ? ["totalNucleatedCells"] : []),
    ];
    return {
      verdict: "unknown",
      because: reason("dose-not-computable", { neededCellsPerKg: needed, missing }),
    };
  }
  const cellsPerKg = totalNucleatedCells / weightKg;
  const values = { cellsPerKg, neededCellsPerKg: needed, weightKg, totalNucleatedCells };
  // Thawing only loses cells, so a count that is too small before freezing is too small afterwards.
  if (cellsPerKg < needed) {
    return { verdict: wanted === "below" ? "met" : "not-met", because: reason("dose-below", values) };
  }
  if (counted !== "before-freezing") {
    return { verdict: "unknown", because: reason("dose-reaches-before-thaw-only", values) };
  }
  return { verdict: wanted === "below" ? "not-met" : "met", because: reason("dose-reaches", values) };
}

/** What is noted in an unread line settles it, or names the fact that would; failing both, it is for a person to read. */
function ofUnread(
  { why, noted }: Extract<Criterion, { kind: "unread" }>,
  child: TrialChild,
  today: string | undefined,
): Judgement {
  const found = noted && evaluate(noted, child, today);
  // A part of the line that was read may say no while the rest looks met: the line as a whole is then not met.
  const saysTooMuch = why.code === "unread-rest-of-line" && found?.verdict === "met";
  if (found === undefined || saysTooMuch) return { verdict: "unknown", because: why };
  // What the line is about tells more than that no rule reads it.
  return isForTeam(found) && why.code !== "unread-line" ? { verdict: "unknown", because: why } : found;
}

/** Whether a line is open because only a person can read or judge it, not for want of a family's answer. */
export function isForTeam({ verdict, because: { code } }: Pick<Judgement, "verdict" | "because">): boolean {
  return verdict === "unknown" && (code === "fact-for-team" || code.startsWith("unread-"));
}

function ofFact(
  { asked, wanted, soft }: Extract<Criterion, { kind: "fact" }>,
  child: TrialChild,
  today: string | undefined,
): Judgement {
  const { answer, fact, opensOn, given } =
    today === undefined && asked.window !== null ? open(asked) : holds(asked, child, today ?? "");
  const isOpen = answer === "unknown" || given;
  if (isOpen && (given || asked.kind === "geography" || !familyCanTell(fact, child)))
    return { verdict: "unknown", because: reason("fact-for-team", { fact }) };
  if (isOpen) return { verdict: "unknown", because: reason("fact-not-given", { fact }) };
  if ((answer === "yes") === wanted) return { verdict: "met", because: reason("fact-met", { fact }) };
  if (soft) return { verdict: "unknown", because: reason("fact-for-team", { fact }) };
  const because =
    opensOn === undefined
      ? reason("fact-not-met", { fact })
      : reason("fact-not-met-until", { fact, opensOn });
  return { verdict: "not-met", because };
}

/** Which fact a line turns on, for a child nothing is known of. */
function open(asked: Asked): Held {
  return holds({ ...asked, window: null }, { age: { low: 0, high: Number.POSITIVE_INFINITY } }, "");
}

const closedStatuses = new Set([
  "ACTIVE_NOT_RECRUITING",
  "COMPLETED",
  "SUSPENDED",
  "TERMINATED",
  "WITHDRAWN",
  "NO_LONGER_AVAILABLE",
  "TEMPORARILY_NOT_AVAILABLE",
  "APPROVED_FOR_MARKETING",
]);

/** Whether the trial takes new children, by what the record says; how old that is stands beside it as a doubt. */
function ofStatus(status: string | undefined): Judgement {
  if (status === undefined) return { verdict: "unknown", because: reason("status-not-in-record", {}) };
  if (status === "RECRUITING" || status === "AVAILABLE") {
    return { verdict: "met", because: reason("status-open", { status }) };
  }
  if (status === "ENROLLING_BY_INVITATION") {
    return { verdict: "unknown", because: reason("status-by-invitation", { status }) };
  }
  if (status === "NOT_YET_RECRUITING") {
    return { verdict: "unknown", because: reason("status-not-yet-open", { status }) };
  }
  if (closedStatuses.has(status)) return { verdict: "not-met", because: reason("status-closed", { status }) };
  return { verdict: "unknown", because: reason("status-not-known", { status }) };
}

function ofCountry(
  { countries, otherNames }: Extract<Criterion, { kind: "country" }>,
  country: string | undefined,
): Judgement {
  if (countries.length === 0 && otherNames.length === 0) {
    return { verdict: "unknown", because: reason("country-none-in-record", {}) };
  }
  if (country === undefined)
    return { verdict: "unknown", because: reason("country-not-given", { countries }) };
  if (countries.includes(country)) {
    return { verdict: "met", because: reason("country-listed", { country, countries }) };
  }
  if (otherNames.length > 0) {
    return {
      verdict: "unknown",
      because: reason("country-names-not-known", { country, countries, names: otherNames }),
    };
  }
  return { verdict: "not-met", because: reason("country-not-listed", { country, countries }) };
}
