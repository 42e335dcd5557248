/**
 * The covariance of log risk ratios that were all compared with the same reference dose, rebuilt from the
 * numbers of cases and participants and the published estimates.
 * Source: Greenland and Longnecker (1992), Am J Epidemiol 135(11):1301-1309: cases A at each dose that agree with
 * the margins and the adjusted estimates (their equations for A by Newton's method), then covariances through
 * s0, the part that comparisons with dose 0 have in common; Orsini, Bellocco and Greenland (2006), Stata J
 * 6(1):40-57, for the three designs.
 */
import { demand, requireFinite, requireNonNegative, requirePositive } from "../arguments.ts";

/** "cc": case-control, n participants; "ir": incidence rates, n person-time; "ci": cumulative incidence, n persons. */
export type DoseDesign = "cc" | "ir" | "ci";

/** One dose of a study, as reported. */
export interface DoseRow {
  readonly dose: number;
  readonly cases: number;
  /** Participants, cases included; person-time for incidence rates. */
  readonly n: number;
  /** Adjusted log risk, odds or rate ratio against the reference dose; 0 there. */
  readonly logrr: number;
  /** Its standard error; 0 marks the reference dose. */
  readonly se: number;
}

export type GreenlandLongnecker =
  | {
      readonly status: "converged";
      /** Cases at each dose, the reference first, that agree with the estimates and the margins. */
      readonly pseudoCases: readonly number[];
      /** Correlations of the estimates other than the reference's, in the order of the rows. */
      readonly correlation: readonly (readonly number[])[];
      readonly covariance: readonly (readonly number[])[];
    }
  /** No cases agree with both the margins and the estimates: a figure is misprinted, or the design another. */
  | { readonly status: "not-converged" };

/** @throws RangeError unless exactly one row is the reference and all numbers can be used. */
export function greenlandLongnecker(rows: readonly DoseRow[], design: DoseDesign): GreenlandLongnecker {
  const of = "greenlandLongnecker";
  rows.forEach(({ cases, n, logrr, se }, i) => {
    requireNonNegative(`${of} rows[${i}].cases`, cases);
    requirePositive(`${of} rows[${i}].n`, n);
    requireFinite(`${of} rows[${i}].logrr`, logrr);
    requireNonNegative(`${of} rows[${i}].se`, se);
    if (design !== "ir") demand(cases < n, `${of} rows[${i}].cases`, cases, `fewer than n, ${n}`);
  });
  const { reference, others } = splitAtReference(of, rows);
  const ordered = [reference, ...others];
  const total = ordered.reduce((sum, { cases }) => sum + cases, 0);
  requirePositive(`${of} cases of all doses`, total);

  /** Cases at each dose given the log odds (rate) at the reference dose. */
  const casesAt = (reference: number) =>
    ordered.map(({ n, logrr }) => {
      const eta = reference + logrr;
      return design === "ir" ? n * Math.exp(eta) : n / (1 + Math.exp(-eta));
    });
  // One equation in the reference's level is left once the ratios are those reported: the cases add up to the
  // margin. Its sum rises with the level, so that Newton's steps, held within a bracket, always arrive.
  const all = ordered.reduce((sum, { n }) => sum + n, 0);
  let level = design === "ir" ? Math.log(total / all) : Math.log(total / (all - total));
  let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  let cases = casesAt(level);
  let settled = false;
  for (let iteration = 0; iteration < 200 && !settled; iteration++) {
    const miss = cases.reduce((sum, a) => sum + a, 0) - total;
    const slope = cases.reduce(
      (sum, a, i) => sum + (design === "ir" ? a : (a * (ordered[i]!.n - a)) / ordered[i]!.n),
      0,
    );
    if (miss > 0) high = level;
    else low = level;
    let next = level - miss / slope;
    if (!(next > low && next < high)) {
      next = Number.isFinite(low) && Number.isFinite(high) ? (low + high) / 2 : level - Math.sign(miss);
    }
    settled = Math.abs(next - level) <= 1e-15 * Math.max(1, Math.abs(level));
    level = next;
    cases = casesAt(level);
  }
  if (!settled && Math.abs(cases.reduce((sum, a) => sum + a, 0) - total) > 1e-9 * total) {
    return { status: "not-converged" };
  }

  const spread = cases.map((a, i) => {
    const { n } = ordered[i]!;
    if (design === "cc") return 1 / a + 1 / (n - a);
    return design === "ci" ? 1 / a - 1 / n : 1 / a;
  });
  const shared = spread[0]!;
  const correlation = others.map((_, i) =>
    others.map((_, j) =>
      i === j ? 1 : shared / Math.sqrt((spread[i + 1]! + shared) * (spread[j + 1]! + shared)),
    ),
  );
  const covariance = correlation.map((row, i) => row.map((r, j) => r * others[i]!.se * others[j]!.se));
  return { status: "converged", pseudoCases: cases, correlation, covariance };
}

/** @throws RangeError unless exactly one row has se 0 and log ratio 0. */
export function splitAtReference<Row extends { readonly se: number; readonly logrr: number }>(
  of: string,
  rows: readonly Row[],
): { readonly reference: Row; readonly others: Row[] } {
  const references = rows.filter(({ se }) => se === 0);
  demand(references.length === 1, `${of} rows`, `${references.length} with se 0`, "one, the reference dose");
  const [reference] = references;
  demand(reference!.logrr === 0, `${of} logrr of the reference dose`, reference!.logrr, "0");
  return { reference: reference!, others: rows.filter(({ se }) => se !== 0) };
}
