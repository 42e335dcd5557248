/**
 * How far the genotypes of a biallelic marker are from Hardy-Weinberg equilibrium, where the log is 0: the log
 * relative excess heterozygosity (REH).
 * Source: Ziegler, Van Steen and Wellek (2011), Eur J Hum Genet 19(1):106-112, eq. 1 and its variance by the delta method.
 */
import { requireNonNegative } from "../arguments.ts";
import { type EffectSize, effectSize, undefinedEffect } from "./effect-size.ts";

/** People who are homozygous for the one allele, heterozygous, and homozygous for the other. */
export interface Genotypes {
  readonly ai: number;
  readonly bi: number;
  readonly ci: number;
}

/**
 * The log of bi / (2 sqrt(ai ci)). A genotype that nobody has leaves the ratio at 0 or beyond all numbers: undefined.
 * @throws RangeError when a count is negative or not finite.
 */
export function fromGenotypes(groups: readonly Genotypes[]): EffectSize[] {
  return groups.map(({ ai, bi, ci }) => {
    for (const [name, count] of Object.entries({ ai, bi, ci })) requireNonNegative(`REH ${name}`, count);
    if (ai === 0 || bi === 0 || ci === 0) return undefinedEffect("nobody has one of the three genotypes");
    const yi = Math.log(bi) - Math.log(2) - (Math.log(ai) + Math.log(ci)) / 2;
    return effectSize(yi, 1 / bi + 1 / (4 * ai) + 1 / (4 * ci));
  });
}
