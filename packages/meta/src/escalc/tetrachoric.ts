/**
 * The tetrachoric correlation of a 2x2 table and its sampling variance.
 * Sources: Kirk (1973), Psychometrika 38(2):259-268 (the estimate: the correlation of a bivariate normal
 * that has the table's proportions); Hamdan (1970), Biometrika 57(1):212-215 (its variance); Plackett (1954), Biometrika 41(3):351-360 (the normal
 * orthant probability as an integral over the correlation).
 */
import { normalDensity, normalLower, normalQuantile } from "../distributions/normal.ts";
import { integrate } from "../quadrature.ts";
import { brentRoot } from "../root.ts";
import { type EffectSize, effectSize, undefinedEffect } from "./effect-size.ts";

/** @param sampling "ST" when the rows' sizes were fixed, "CS" when one sample was classified twice. */
export function tetrachoric(
  { ai, bi, ci, di }: Readonly<Record<"ai" | "bi" | "ci" | "di", number>>,
  sampling: "ST" | "CS",
): EffectSize {
  const n = ai + bi + ci + di;
  const [row, column] = [(ai + bi) / n, (ai + ci) / n];
  if (!(row > 0 && row < 1 && column > 0 && column < 1)) {
    return undefinedEffect("an empty row or column has no tetrachoric correlation");
  }
  // An empty cell puts the estimate at the end of its range, where it has no sampling variance.
  const emptyCell = "an empty cell leaves the tetrachoric correlation at -1 or 1";
  if (ai === 0 || di === 0) return undefinedEffect(emptyCell, -1);
  if (bi === 0 || ci === 0) return undefinedEffect(emptyCell, 1);
  const [z1, z2] = [normalQuantile(row), normalQuantile(column)];
  const target = ai / n;
  const found = brentRoot((r) => bothBelow(z1, z2, r) - target, -1 + 1e-12, 1 - 1e-12, { tolerance: 1e-14 });
  if (found.status !== "converged")
    return undefinedEffect("the tetrachoric correlation is too near to -1 or 1");
  const r = found.x;
  const rest = Math.sqrt(1 - r * r);
  const density = (normalDensity(z1) * normalDensity((z2 - r * z1) / rest)) / rest;
  // The delta method: density * dr = dp11 - byRow * drow - byColumn * dcolumn.
  const byRow = normalLower((z2 - r * z1) / rest);
  const byColumn = normalLower((z1 - r * z2) / rest);
  if (sampling === "ST") {
    const [n1, n2] = [ai + bi, ci + di];
    const [p1, p2] = [ai / n1, ci / n2];
    const [slope1, slope2] = [row * (1 - byColumn), (1 - row) * byColumn];
    const variance = (slope1 ** 2 * p1 * (1 - p1)) / n1 + (slope2 ** 2 * p2 * (1 - p2)) / n2;
    return effectSize(r, variance / density ** 2);
  }
  const mean = target * (1 - byRow - byColumn) - (bi / n) * byRow - (ci / n) * byColumn;
  const square = target * (1 - byRow - byColumn) ** 2 + (bi / n) * byRow ** 2 + (ci / n) * byColumn ** 2;
  return effectSize(r, (square - mean ** 2) / (n * density ** 2));
}

/** P(X <= h, Y <= k) of standard normals with correlation r: Plackett's integral with r = sin(angle). */
function bothBelow(h: number, k: number, r: number): number {
  const f = (angle: number) => {
    const cosine = Math.cos(angle);
    return Math.exp(-(h * h + k * k - 2 * h * k * Math.sin(angle)) / (2 * cosine * cosine));
  };
  const area = integrate(f, 0, Math.asin(r), { relative: 1e-13, absolute: 1e-16 });
  const value = area.status === "converged" ? area.value : area.lastValue;
  return normalLower(h) * normalLower(k) + value / (2 * Math.PI);
}
