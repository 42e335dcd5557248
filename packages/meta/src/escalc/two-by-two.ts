/**
 * Effect sizes of two arms with a binary outcome. Ratios are natural logarithms, arm 1 over arm 2.
 * Sources: Fleiss and Berlin (2009), in Cooper et al., The Handbook of Research Synthesis, ch. 13 (RR, OR, RD, PHI);
 * Rucker et al. (2009), Stat Med 28(5):721-738 (AS); Yusuf et al. (1985), Prog Cardiovasc Dis 27(5):335-371 (PETO);
 * Yule (1912), J R Stat Soc 75(6):579-652 (YUQ, YUY, and PHI of a cross-section);
 * Sanchez-Meca et al. (2003), Psychol Methods 8(4):448-467 (PBIT, OR2DL, OR2DN);
 * Kirk (1973), Psychometrika 38(2):259-268, and Brown and Benedetti (1977), Psychometrika 42(3):347-355 (RTET).
 */
import { demand, requireNonNegative } from "../arguments.ts";
import { normalQuantile } from "../distributions/normal.ts";
import { amounts, type Continuity } from "./continuity.ts";
import { type EffectSize, effectSize, fisherZ, onScale, undefinedEffect } from "./effect-size.ts";
import { tetrachoric } from "./tetrachoric.ts";

/** Counts: ai with and bi without the event in arm 1, ci and di in arm 2. */
export interface TwoByTwo {
  readonly ai: number;
  readonly bi: number;
  readonly ci: number;
  readonly di: number;
}

export const twoByTwoMeasures = [
  "RR",
  "OR",
  "RD",
  "AS",
  "PETO",
  "PHI",
  "ZPHI",
  "YUQ",
  "YUY",
  "RTET",
  "ZTET",
  "PBIT",
  "OR2D",
  "OR2DN",
  "OR2DL",
] as const;
export type TwoByTwoMeasure = (typeof twoByTwoMeasures)[number];

export interface TwoByTwoOptions extends Continuity {
  /**
   * LS: large-sample. UB: unbiased (RD). AV: with the arms' average risks in place of each study's (RR, OR, RD).
   * ST and CS: PHI and RTET where the arms' sizes were fixed, or one sample was classified twice.
   */
  readonly vtype?: "LS" | "UB" | "AV" | "ST" | "CS";
}

const addNothing: readonly TwoByTwoMeasure[] = ["AS", "PHI", "ZPHI", "RTET", "ZTET"];

/** @throws RangeError when a count is negative or not finite, or an option is not known. */
export function fromTwoByTwo(
  measure: TwoByTwoMeasure,
  tables: readonly TwoByTwo[],
  options: TwoByTwoOptions = {},
): EffectSize[] {
  demand(twoByTwoMeasures.includes(measure), "measure", measure, twoByTwoMeasures.join(", "));
  for (const table of tables) {
    for (const [cell, count] of Object.entries(table)) requireNonNegative(`${measure} ${cell}`, count);
  }
  const adjusted = adjust(tables, options, addNothing.includes(measure) ? 0 : 0.5);
  const averages = averageRisks(adjusted.filter((_, i) => !dropped(tables[i]!, options)));
  return adjusted.map((table, i) => {
    if (dropped(tables[i]!, options)) return undefinedEffect("no event, or only events, in both arms");
    return ofTable(measure, table, options.vtype, averages);
  });
}

/** Tables after the continuity correction. */
export function adjust(tables: readonly TwoByTwo[], continuity: Continuity, add = 0.5): TwoByTwo[] {
  const hasZero = tables.map(({ ai, bi, ci, di }) => ai === 0 || bi === 0 || ci === 0 || di === 0);
  const added = amounts(hasZero, continuity, add);
  return tables.map(({ ai, bi, ci, di }, i) => {
    const more = added[i]!;
    return { ai: ai + more, bi: bi + more, ci: ci + more, di: di + more };
  });
}

function dropped({ ai, bi, ci, di }: TwoByTwo, { drop00 = false }: Continuity): boolean {
  return drop00 && ((ai === 0 && ci === 0) || (bi === 0 && di === 0));
}

function averageRisks(tables: readonly TwoByTwo[]): readonly [number, number] {
  const sum = (of: (table: TwoByTwo) => number) => tables.reduce((total, table) => total + of(table), 0);
  return [sum((t) => t.ai) / sum((t) => t.ai + t.bi), sum((t) => t.ci) / sum((t) => t.ci + t.di)];
}

function ofTable(
  measure: TwoByTwoMeasure,
  table: TwoByTwo,
  vtype: TwoByTwoOptions["vtype"],
  averages: readonly [number, number],
): EffectSize {
  const { ai, bi, ci, di } = table;
  const n1 = ai + bi;
  const n2 = ci + di;
  const p1 = ai / n1;
  const p2 = ci / n2;
  const [v1, v2] = vtype === "AV" ? averages : [p1, p2];
  const logOdds = () => {
    const each = vtype === "AV" ? 1 / (n1 * v1 * (1 - v1)) + 1 / (n2 * v2 * (1 - v2)) : reciprocals(table);
    return effectSize(Math.log((ai / bi / ci) * di), each);
  };
  switch (measure) {
    case "RR":
      return effectSize(Math.log(p1 / p2), (1 - v1) / (n1 * v1) + (1 - v2) / (n2 * v2));
    case "OR":
      return logOdds();
    case "RD": {
      const less = vtype === "UB" ? 1 : 0;
      return effectSize(p1 - p2, (v1 * (1 - v1)) / (n1 - less) + (v2 * (1 - v2)) / (n2 - less));
    }
    case "AS":
      return effectSize(Math.asin(Math.sqrt(p1)) - Math.asin(Math.sqrt(p2)), 1 / (4 * n1) + 1 / (4 * n2));
    case "PETO": {
      const n = n1 + n2;
      const variance = ((ai + ci) * (bi + di) * (n1 / n) * (n2 / n)) / (n - 1);
      return effectSize((ai - ((ai + ci) * n1) / n) / variance, 1 / variance);
    }
    case "PHI":
      return phi(table, vtype);
    case "ZPHI":
      return fisherZ(phi(table, vtype));
    case "YUQ":
      return onScale(
        logOdds(),
        (lor) => Math.tanh(lor / 2),
        (lor) => (1 - Math.tanh(lor / 2) ** 2) / 2,
      );
    case "YUY":
      return onScale(
        logOdds(),
        (lor) => Math.tanh(lor / 4),
        (lor) => (1 - Math.tanh(lor / 4) ** 2) / 4,
      );
    case "RTET":
      return tetrachoric(table, vtype === "CS" || vtype === undefined || vtype === "LS" ? "CS" : "ST");
    case "ZTET":
      return fisherZ(tetrachoric(table, vtype === "ST" ? "ST" : "CS"));
    case "PBIT":
      return probitDifference(p1, n1, p2, n2);
    case "OR2D":
    case "OR2DL":
      return rescale(logOdds(), Math.sqrt(3) / Math.PI);
    case "OR2DN":
      return rescale(logOdds(), 1 / 1.65);
  }
}

const reciprocals = ({ ai, bi, ci, di }: TwoByTwo) => 1 / ai + 1 / bi + 1 / ci + 1 / di;

const rescale = (size: EffectSize, by: number) =>
  onScale(
    size,
    (y) => y * by,
    () => by,
  );

function probitDifference(p1: number, n1: number, p2: number, n2: number): EffectSize {
  if (!(p1 > 0 && p1 < 1 && p2 > 0 && p2 < 1)) return undefinedEffect("a risk of 0 or 1 has no probit");
  const [z1, z2] = [normalQuantile(p1), normalQuantile(p2)];
  const variance = (p: number, z: number, n: number) => (2 * Math.PI * p * (1 - p) * Math.exp(z * z)) / n;
  return effectSize(z1 - z2, variance(p1, z1, n1) + variance(p2, z2, n2));
}

/** The phi coefficient; by default of one sample classified twice ("CS"). */
function phi({ ai, bi, ci, di }: TwoByTwo, vtype: TwoByTwoOptions["vtype"] = "CS"): EffectSize {
  const [n1, n2, x, y] = [ai + bi, ci + di, ai + ci, bi + di];
  const n = n1 + n2;
  const r = (ai * di - bi * ci) / Math.sqrt(n1 * n2 * x * y);
  if (vtype === "ST") {
    // Delta method over the two binomial risks: phi = (p1 - p2) sqrt(n1 n2) / sqrt(x y), x = n1 p1 + n2 p2.
    const [p1, p2] = [ai / n1, ci / n2];
    const root = Math.sqrt((n1 * n2) / (x * y));
    const bend = (r / 2) * (1 / x - 1 / y);
    const [slope1, slope2] = [root - bend * n1, -root - bend * n2];
    return effectSize(r, (slope1 ** 2 * p1 * (1 - p1)) / n1 + (slope2 ** 2 * p2 * (1 - p2)) / n2);
  }
  const [row, column] = [(n1 - n2) / n, (x - y) / n];
  const [rows, columns] = [(n1 * n2) / (n * n), (x * y) / (n * n)];
  const variance =
    1 -
    r * r +
    (r * (1 + (r * r) / 2) * row * column) / Math.sqrt(rows * columns) -
    0.75 * r * r * ((row * row) / rows + (column * column) / columns);
  return effectSize(r, variance / n);
}
