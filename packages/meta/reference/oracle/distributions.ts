/** Cases of `distributions`: named functions over columns of arguments, a single value being meant for each. */
import {
  betaLower,
  betaQuantile,
  binomialLower,
  binomialProbability,
  chiSquaredLower,
  chiSquaredQuantile,
  digamma,
  fLower,
  fQuantile,
  gammaFunction,
  gammaLower,
  gammaQuantile,
  lbeta,
  lgamma,
  noncentralChiSquaredLower,
  noncentralHypergeometricProbability,
  noncentralTLower,
  normalDensity,
  normalLower,
  normalQuantile,
  poissonLower,
  poissonProbability,
  tDensity,
  tLower,
  tQuantile,
  trigamma,
} from "../../src/distributions.ts";
import type { Adapter, Adapters } from "../case.ts";

/** Applies f to the named arguments, element by element. */
function over(names: readonly string[], f: (...values: number[]) => number): Adapter {
  return ({ args }) => {
    const given = names.map((name) => args[name]);
    const length = Math.max(...given.map((each) => (Array.isArray(each) ? each.length : 1)));
    const value = Array.from({ length }, (_, i) => {
      const values = given.map((each) =>
        Number(Array.isArray(each) ? each[each.length === 1 ? 0 : i] : each),
      );
      return f(...values);
    });
    return { value };
  };
}

export const adapters: Adapters = {
  pnorm: over(["x"], normalLower),
  dnorm: over(["x"], normalDensity),
  qnorm: over(["p"], normalQuantile),
  pt: over(["x", "df"], tLower),
  dt: over(["x", "df"], tDensity),
  qt: over(["p", "df"], tQuantile),
  pchisq: over(["x", "df"], chiSquaredLower),
  qchisq: over(["p", "df"], chiSquaredQuantile),
  pf: over(["x", "df1", "df2"], fLower),
  qf: over(["p", "df1", "df2"], fQuantile),
  pbeta: over(["x", "a", "b"], betaLower),
  qbeta: over(["p", "a", "b"], betaQuantile),
  pgamma: over(["x", "shape"], gammaLower),
  qgamma: over(["p", "shape"], gammaQuantile),
  gamma: over(["x"], gammaFunction),
  lgamma: over(["x"], lgamma),
  digamma: over(["x"], digamma),
  trigamma: over(["x"], trigamma),
  lbeta: over(["a", "b"], lbeta),
  pt_noncentral: over(["x", "df", "ncp"], noncentralTLower),
  pchisq_noncentral: over(["x", "df", "ncp"], noncentralChiSquaredLower),
  ppois: over(["x", "lambda"], poissonLower),
  dpois: over(["x", "lambda"], poissonProbability),
  pbinom: over(["x", "n", "p"], binomialLower),
  dbinom: over(["x", "n", "p"], binomialProbability),
  dnoncentral_hypergeometric: over(["x", "m1", "m2", "n", "odds"], noncentralHypergeometricProbability),
};
