/** How a report stands in the queue, from the decisions about it; none of them is ever erased, only withdrawn. */
import type { Decision, ExclusionReason } from "./decision.ts";

/** In the order in which they were made. */
export interface Given {
  /** Who decided. */
  readonly by: string;
  /** "withdrawn" takes back the same person's earlier decision. */
  readonly decision: Decision | { readonly kind: "withdrawn" };
  /** A third person's word on a conflict. */
  readonly resolves: boolean;
}

export type Standing =
  | { readonly status: "waiting"; readonly by: readonly string[] }
  | { readonly status: "conflict"; readonly between: readonly Vote[] }
  | { readonly status: "included" | "resolved-included"; readonly by: readonly string[] }
  | {
      readonly status: "excluded" | "resolved-excluded";
      readonly by: readonly string[];
      readonly because: ExclusionReason;
    };

export interface Vote {
  readonly by: string;
  readonly decision: Decision;
}

/** Two have to decide, each without knowing of the other. */
export const screenersNeeded = 2;

/** What counts now: the last word of each person, withdrawn ones left out. */
export function votes(given: readonly Given[], resolves = false): Vote[] {
  const last = new Map<string, Given["decision"]>();
  for (const one of given) if (one.resolves === resolves) last.set(one.by, one.decision);
  return [...last].flatMap(([by, decision]) => (decision.kind === "withdrawn" ? [] : [{ by, decision }]));
}

/**
 * Two who agree to exclude for different reasons agree; the reason that PRISMA reports first is given.
 * @param reasons in the order in which they are reported.
 */
export function standing(given: readonly Given[], reasons: readonly ExclusionReason[]): Standing {
  const screened = votes(given);
  const [resolution] = votes(given, true);
  const by = screened.map((vote) => vote.by);
  if (screened.length < screenersNeeded) return { status: "waiting", by };
  const kinds = new Set(screened.map(({ decision }) => decision.kind));
  if (kinds.size > 1) {
    if (!resolution) return { status: "conflict", between: screened };
    return settled([...by, resolution.by], [resolution], "resolved-", reasons);
  }
  return settled(by, screened, "", reasons);
}

/** @param telling those who agree, or the third person alone. */
function settled(
  by: readonly string[],
  telling: readonly Vote[],
  how: "" | "resolved-",
  reasons: readonly ExclusionReason[],
): Standing {
  const given = telling.flatMap(({ decision }) => (decision.kind === "exclude" ? [decision.because] : []));
  const because = reasons.find((reason) => given.includes(reason));
  return because === undefined ? { status: `${how}included`, by } : { status: `${how}excluded`, by, because };
}

export const isIncluded = ({ status }: Standing) => status === "included" || status === "resolved-included";
export const isExcluded = ({ status }: Standing) => status === "excluded" || status === "resolved-excluded";

/**
 * What this person's word would be: one of the two, also to change their own; or the third one, where the two do not
 * agree. "settled": two others have agreed, and nothing is left to decide.
 */
export type Role = "screener" | "resolver" | "settled";

export function roleOf(person: string, given: readonly Given[]): Role {
  const screened = votes(given);
  if (screened.length < screenersNeeded || screened.some(({ by }) => by === person)) return "screener";
  return new Set(screened.map(({ decision }) => decision.kind)).size > 1 ? "resolver" : "settled";
}

/** What one person may see of a report: never another's decision before their own is made. */
export function visibleTo(person: string, given: readonly Given[]): Vote[] {
  const screened = votes(given);
  return screened.some(({ by }) => by === person) ? screened : [];
}
