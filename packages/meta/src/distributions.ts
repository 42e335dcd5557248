/** Distributions: density, both tails, quantiles. Upper tails have functions of their own, exact far out. */
export {
  betaDensity,
  betaLower,
  betaQuantile,
  betaUpper,
  betaUpperQuantile,
} from "./distributions/beta.ts";
export {
  chiSquaredDensity,
  chiSquaredLower,
  chiSquaredQuantile,
  chiSquaredUpper,
  chiSquaredUpperQuantile,
} from "./distributions/chi-squared.ts";
export {
  binomialLower,
  binomialProbability,
  binomialUpper,
  hypergeometricProbability,
  noncentralHypergeometric,
  noncentralHypergeometricProbability,
  poissonLower,
  poissonProbability,
  poissonUpper,
} from "./distributions/discrete.ts";
export { fDensity, fLower, fQuantile, fUpper, fUpperQuantile } from "./distributions/f.ts";
export {
  gammaDensity,
  gammaLower,
  gammaQuantile,
  gammaUpper,
  gammaUpperQuantile,
} from "./distributions/gamma.ts";
export {
  digamma,
  gammaFunction,
  lbeta,
  lgamma,
  logChoose,
  trigamma,
} from "./distributions/gamma-function.ts";
export {
  noncentralChiSquaredLower,
  noncentralChiSquaredUpper,
  noncentralTLower,
  noncentralTUpper,
} from "./distributions/noncentral.ts";
export {
  normalDensity,
  normalLogDensity,
  normalLogLower,
  normalLogUpper,
  normalLower,
  normalQuantile,
  normalUpper,
  normalUpperQuantile,
} from "./distributions/normal.ts";
export { tDensity, tLower, tQuantile, tTwoSided, tUpper, tUpperQuantile } from "./distributions/t.ts";
