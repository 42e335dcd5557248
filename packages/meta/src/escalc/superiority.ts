/**
 * The probability of superiority: that a person of arm 1 is above one of arm 2, reported as such, as an area under
 * the curve (AUC), or as a common language effect size (CLES), with the sizes of the arms.
 * Sources: Newcombe (2006), Stat Med 25(4):559-573, method 4 (LS); Hanley and McNeil (1982), Radiology 143(1):29-36,
 * eq. 1 and 2 (LS2); both divided by (n1 - 1)(n2 - 1) as Cho et al. (2019), Stat Methods Med Res 28(2):370-384, advise.
 */
import { demand, requireProbability } from "../arguments.ts";
import { type EffectSize, effectSize } from "./effect-size.ts";

export interface Superiority {
  /** The probability, ties counted as halves. */
  readonly ai: number;
  readonly n1i: number;
  readonly n2i: number;
}

export const superiorityMeasures = ["CLES", "AUC"] as const;
export type SuperiorityMeasure = (typeof superiorityMeasures)[number];

/**
 * CLES and AUC are one measure under two names. From means and SDs see CLESN in `fromTwoMeans`.
 * @throws RangeError unless ai is a probability and both arms have at least 2 people.
 */
export function fromSuperiority(
  measure: SuperiorityMeasure,
  studies: readonly Superiority[],
  { vtype = "LS" }: { readonly vtype?: "LS" | "LS2" } = {},
): EffectSize[] {
  demand(superiorityMeasures.includes(measure), "measure", measure, superiorityMeasures.join(", "));
  demand(vtype === "LS" || vtype === "LS2", "vtype", vtype, "LS or LS2");
  return studies.map(({ ai, n1i, n2i }) => {
    requireProbability(`${measure} ai`, ai);
    for (const [name, n] of Object.entries({ n1i, n2i }))
      demand(n >= 2 && n < Number.POSITIVE_INFINITY, `${measure} ${name}`, n, "at least 2 people");
    // The arms' shares of the variance as if outcomes were exponential; method 4 takes their mean size for each.
    const [m1, m2] = vtype === "LS" ? [(n1i + n2i) / 2 - 1, (n1i + n2i) / 2 - 1] : [n1i - 1, n2i - 1];
    const [above, below] = [ai / (2 - ai) - ai ** 2, (2 * ai ** 2) / (1 + ai) - ai ** 2];
    return effectSize(ai, (ai * (1 - ai) + m1 * above + m2 * below) / ((n1i - 1) * (n2i - 1)));
  });
}
