/**
 * How likely a study is to be seen, given its p value, up to a constant: the weight functions of selection models.
 * Sources: Hedges (1992), Stat Sci 7(2):246-255 (steps); Citkowicz and Vevea (2017), Psychol Methods 22(1):28-41 (beta);
 * Preston, Ashby and Smyth (2004), J Eval Clin Pract 10(2):231-247 (half-normal, negative exponential, logistic, power).
 */
import { normalLogLower, normalLogUpper } from "../distributions/normal.ts";

export type SmoothSelection = "beta" | "halfnorm" | "negexp" | "logistic" | "power";

/** ln of the p value and of 1 - p, each exact where it is small, for a z statistic. */
export type LogPValues = (z: number) => { readonly logP: number; readonly logQ: number };

export const logPValues: Readonly<Record<"greater" | "less" | "two.sided", LogPValues>> = {
  greater: (z) => ({ logP: normalLogUpper(z), logQ: normalLogLower(z) }),
  less: (z) => ({ logP: normalLogLower(z), logQ: normalLogUpper(z) }),
  "two.sided": (z) => {
    const logP = Math.LN2 + normalLogUpper(Math.abs(z));
    return { logP, logQ: Math.log(-Math.expm1(logP)) };
  },
};

export interface WeightFunction {
  /** Number of parameters delta. */
  readonly size: number;
  readonly start: readonly (readonly number[])[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /**
   * p and 1 - p count as at least this. Where w has no finite logarithm at the ends, the bound of Citkowicz and Vevea
   * (2017) is part of the model; elsewhere it lies where w no longer changes.
   */
  readonly smallestP: number;
  /** Writes ln w, its gradient and its second derivatives (lower triangle by rows) in delta. */
  at(logP: number, logQ: number, delta: ArrayLike<number>, out: Float64Array): void;
}

/** Beyond this a weight function falls so steeply that data of a few dozen studies cannot tell it from a cut. */
const steepest = 100;

const single = (
  smallestP: number,
  at: (logP: number, logQ: number, delta: number, out: Float64Array) => void,
): WeightFunction => ({
  size: 1,
  start: [[1], [0.1], [4]],
  lower: [0],
  upper: [steepest],
  smallestP,
  at: (logP, logQ, delta, out) => at(logP, logQ, delta[0]!, out),
});

export const weightFunctions: Readonly<Record<SmoothSelection, WeightFunction>> = {
  /** p^(delta1 - 1) (1 - p)^(delta2 - 1) */
  beta: {
    size: 2,
    start: [
      [1, 1],
      [0.6, 1.2],
      [1.5, 1.5],
    ],
    lower: [1e-5, 1e-5],
    upper: [steepest, steepest],
    smallestP: 1e-5,
    at(logP, logQ, delta, out) {
      out[0] = (delta[0]! - 1) * logP + (delta[1]! - 1) * logQ;
      out[1] = logP;
      out[2] = logQ;
      out.fill(0, 3, 6);
    },
  },
  /** exp(-delta p^2) */
  halfnorm: single(1e-17, (logP, _, delta, out) => {
    const square = Math.exp(2 * logP);
    out[0] = -delta * square;
    out[1] = -square;
    out[2] = 0;
  }),
  /** exp(-delta p) */
  negexp: single(1e-17, (logP, _, delta, out) => {
    const p = Math.exp(logP);
    out[0] = -delta * p;
    out[1] = -p;
    out[2] = 0;
  }),
  /** 2 exp(-delta p) / (1 + exp(-delta p)) */
  logistic: single(1e-17, (logP, _, delta, out) => {
    const p = Math.exp(logP);
    const e = Math.exp(-delta * p);
    out[0] = Math.LN2 - delta * p - Math.log1p(e);
    out[1] = -p / (1 + e);
    out[2] = (-p * p * e) / (1 + e) ** 2;
  }),
  /** (1 - p)^delta */
  power: single(1e-5, (_, logQ, delta, out) => {
    out[0] = delta === 0 ? 0 : delta * logQ;
    out[1] = logQ;
    out[2] = 0;
  }),
};
