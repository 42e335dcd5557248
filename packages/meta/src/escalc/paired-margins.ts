/**
 * The marginal log odds ratio of a binary outcome measured twice in the same people where a report gives how many had it
 * each time, not who had it both times (MPORM). How the two times correlate is then an assumption, to be varied.
 * Sources: Becker and Balagtas (1993), J R Stat Soc C 42(4):583-592; Zou (2007), Stat Med 26(17):3369-3381; the covariance
 * of the two logits is phi / (n sqrt(p1 q1 p2 q2)).
 */
import { demand, requireNonNegative } from "../arguments.ts";
import type { Continuity } from "./continuity.ts";
import { type EffectSize, effectSize, undefinedEffect } from "./effect-size.ts";
import { adjust } from "./two-by-two.ts";

/** With and without the outcome at the first time (ai, bi) and at the second (ci, di), of the same people. */
export interface PairedMargins {
  readonly ai: number;
  readonly bi: number;
  readonly ci: number;
  readonly di: number;
  /** The phi coefficient of the two times. */
  readonly ri?: number;
  /** In place of ri: the share of people who had the outcome both times. */
  readonly pi?: number;
}

/** @throws RangeError when a count is negative, the times have different numbers of people, or ri and pi are absent. */
export function fromPairedMargins(
  tables: readonly PairedMargins[],
  continuity: Continuity = {},
): EffectSize[] {
  for (const { ai, bi, ci, di, ri, pi } of tables) {
    for (const [cell, count] of Object.entries({ ai, bi, ci, di }))
      requireNonNegative(`MPORM ${cell}`, count);
    const n = ai + bi;
    demand(Math.abs(n - ci - di) <= 1e-9 * n, "MPORM ci + di", ci + di, `ai + bi = ${n}, the same people`);
    demand(ri !== undefined || pi !== undefined, "MPORM ri", ri, "a correlation, or pi");
    if (ri !== undefined) demand(Math.abs(ri) <= 1, "MPORM ri", ri, "a correlation from -1 to 1");
    else demand(pi! >= 0 && pi! <= 1, "MPORM pi", pi, "a share from 0 to 1");
  }
  return adjust(tables, continuity).map((table, i) => ofMargins(table, tables[i]!));
}

function ofMargins(
  { ai, bi, ci, di }: Pick<PairedMargins, "ai" | "bi" | "ci" | "di">,
  { ri, pi }: PairedMargins,
): EffectSize {
  const n = ai + bi;
  const [p1, p2] = [ai / n, ci / n];
  const spread = Math.sqrt(p1 * (1 - p1) * p2 * (1 - p2));
  if (!(spread > 0)) return undefinedEffect("at one time everybody or nobody has the outcome");
  const phi = ri ?? (pi! - p1 * p2) / spread;
  if (!(Math.abs(phi) <= 1)) return undefinedEffect("no table of pairs has these margins and this share");
  const reciprocals = 1 / ai + 1 / bi + 1 / ci + 1 / di;
  return effectSize(Math.log((ai / bi / ci) * di), reciprocals - (2 * phi) / (n * spread));
}
