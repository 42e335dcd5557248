import type { Estimate } from "../src/wald.ts";

/** Coefficients as the reference cases hold them: a column for each part. */
export const coefficientColumns = (coefficients: readonly Estimate[]) => ({
  beta: coefficients.map(({ estimate }) => estimate),
  se: coefficients.map(({ se }) => se),
  stat: coefficients.map(({ statistic }) => statistic),
  pval: coefficients.map(({ p }) => p),
  ci_lb: coefficients.map(({ ciLow }) => ciLow),
  ci_ub: coefficients.map(({ ciHigh }) => ciHigh),
});
