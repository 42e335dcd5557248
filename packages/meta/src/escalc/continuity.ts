/**
 * Continuity corrections: what is added to the cells of which tables.
 * Source: the options add, to and drop00 as Viechtbauer (2010), J Stat Softw 36(3), section 3.1 describes them.
 */
import { demand, requireNonNegative } from "../arguments.ts";

export interface Continuity {
  /** What is added to every cell of a chosen table: 1/2 unless the measure needs nothing. */
  readonly add?: number;
  /** Tables with a zero ("only0"), all tables, all when any has a zero ("if0all"), or none. */
  readonly to?: "only0" | "all" | "if0all" | "none";
  /** Leave out tables with no event, or only events, in both arms. */
  readonly drop00?: boolean;
}

const choices = ["only0", "all", "if0all", "none"];

/** The amount to add to each table. */
export function amounts(
  hasZero: readonly boolean[],
  { add, to = "only0" }: Continuity,
  defaultAdd: number,
): number[] {
  const amount = add ?? defaultAdd;
  requireNonNegative("add", amount);
  demand(choices.includes(to), "to", to, choices.join(", "));
  const any = hasZero.includes(true);
  return hasZero.map((zero) => {
    if (to === "all") return amount;
    if (to === "if0all") return any ? amount : 0;
    return to === "only0" && zero ? amount : 0;
  });
}
