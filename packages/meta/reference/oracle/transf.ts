/** Cases of `transf`: functions over x, with ni, ti or tau2 where a transformation needs them. */
import * as transform from "../../src/transform.ts";
import type { Adapter, Adapters } from "../case.ts";

/** Applies f to x and the further named arguments, element by element; a single value is meant for each x. */
function over(f: (x: number, ...more: number[]) => number, ...names: string[]): Adapter {
  return ({ args }) => {
    const xs = Array.isArray(args.x) ? args.x : [args.x];
    const at = (name: string, i: number) => {
      const given = args[name];
      return Number(Array.isArray(given) ? given[given.length === 1 ? 0 : i] : given);
    };
    const value = xs.map((x: unknown, i: number) =>
      x === null ? null : f(Number(x), ...names.map((name) => at(name, i))),
    );
    return { value };
  };
}

export const adapters: Adapters = {
  transf_ztor: over(transform.zToR),
  transf_rtoz: over(transform.rToZ),
  transf_logit: over(transform.logit),
  transf_ilogit: over(transform.inverseLogit),
  transf_exp: over(Math.exp),
  transf_arcsin: over(transform.arcsine),
  transf_iarcsin: over(transform.inverseArcsine),
  transf_pft: over(transform.doubleArcsine, "ni"),
  transf_ipft: over(transform.inverseDoubleArcsine, "ni"),
  transf_ipft_hm: ({ args }) => {
    const sizes = args.ni as number[];
    return { value: (args.x as number[]).map((x) => transform.inverseDoubleArcsineHarmonic(x, sizes)) };
  },
  transf_isqrt: over(transform.inverseSquareRoot),
  transf_irft: over(transform.freemanTukeyRate, "ti"),
  transf_iirft: over(transform.inverseFreemanTukeyRate, "ti"),
  transf_abt: over(transform.bonett),
  transf_iabt: over(transform.inverseBonett),
  transf_ahw: over(transform.hakstianWhalen),
  transf_iahw: over(transform.inverseHakstianWhalen),
  transf_dtou1: over(transform.smdToU1),
  transf_dtou2: over(transform.smdToU2),
  transf_dtou3: over(transform.smdToU3),
  transf_dtoovl: over(transform.smdToOverlap),
  transf_dtocles: over(transform.smdToCommonLanguage),
  transf_dtobesd: over(transform.smdToEffectSizeDisplay),
  transf_dtorpb: over((d) => transform.smdToPointBiserial(d)),
  transf_dtomd: over(transform.smdToMeanDifference, "sd"),
  transf_logortord: over(transform.logOddsRatioToRiskDifference, "pc"),
  transf_logortorr: over(transform.logOddsRatioToRiskRatio, "pc"),
  transf_lnortord: over(transform.logOddsRatioToRiskDifference, "pc"),
  transf_lnortorr: over(transform.logOddsRatioToRiskRatio, "pc"),
  transf_exp_int: over(transform.exponentialMean, "tau2"),
  transf_ilogit_int: over(transform.inverseLogitMean, "tau2"),
  transf_ztor_int: over(transform.zToRMean, "tau2"),
};
