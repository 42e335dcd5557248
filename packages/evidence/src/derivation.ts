/**
 * How derived figures follow from others. Every derived figure of the data set names a formula of this list and
 * its inputs by id, and a test computes it anew.
 * Normal 95% limits throughout: a trial's arms are large enough for that here, a pool of two trials is not,
 * which is why our own pools are marked illustrative.
 */
import { normalLower } from "meta/distributions";
import type { CitedFigure, Figure } from "./figure.ts";

const z = 1.959963984540054;

export interface Derived {
  readonly value: number;
  readonly ciLow?: number;
  readonly ciHigh?: number;
}

type Formula = (inputs: readonly Figure[]) => Derived;

const values = (inputs: readonly Figure[]) => inputs.map(({ value }) => value);
const around = (value: number, se: number): Derived => ({
  value,
  ciLow: value - z * se,
  ciHigh: value + z * se,
});
const fromSds = (sd1: number, n1: number, sd2: number, n2: number) =>
  Math.sqrt(sd1 ** 2 / n1 + sd2 ** 2 / n2);

/** Inputs in the order each formula takes them. */
const byName = {
  /** change, comparator's change */
  "difference of arms": (inputs) => {
    const [first, second] = take(inputs, 2);
    return { value: first - second };
  },
  /** change, comparator's change, sd, n, comparator's sd, n */
  "difference of arms, interval from sds": (inputs) => {
    const [first, second, sd1, n1, sd2, n2] = take(inputs, 6);
    return around(first - second, fromSds(sd1, n1, sd2, n2));
  },
  /** change, comparator's change, se, comparator's se */
  "difference of arms, interval from ses": (inputs) => {
    const [first, second, se1, se2] = take(inputs, 4);
    return around(first - second, Math.hypot(se1, se2));
  },
  /** sd, n, comparator's sd, n */
  "standard error from sds": (inputs) => {
    const [sd1, n1, sd2, n2] = take(inputs, 4);
    return { value: fromSds(sd1, n1, sd2, n2) };
  },
  "standard error from ses": (inputs) => {
    const [se1, se2] = take(inputs, 2);
    return { value: Math.hypot(se1, se2) };
  },
  /** one figure with a 95% interval */
  "standard error from interval": (inputs) => {
    const [{ ciLow, ciHigh } = {} as Partial<Figure>] = inputs;
    if (ciLow === undefined || ciHigh === undefined) {
      throw new RangeError(
        "A standard error from an interval was expected to start from a figure that has one.",
      );
    }
    return { value: (ciHigh - ciLow) / (2 * z) };
  },
  ratio: (inputs) => {
    const [first, second] = take(inputs, 2);
    return { value: first / second };
  },
  /** age in years; assumes score = limit x (1 - exp(-rate x age)) */
  "rate from age at 90 percent": (inputs) => {
    const [age] = take(inputs, 1);
    return { value: Math.log(10) / age };
  },
  /** rate per year, same assumption */
  "share of the limit gained from age 6 to 7": (inputs) => {
    const [rate] = take(inputs, 1);
    return { value: Math.exp(-rate * 6) - Math.exp(-rate * 7) };
  },
  /** fall in points, age at the peak in years; a straight line that the published curve is not */
  "fall per year from peak to age 21": (inputs) => {
    const [fall, peak] = take(inputs, 2);
    return { value: fall / (21 - peak) };
  },
  /** number in whom none was seen; percent, exact one-sided 95% limit */
  "upper limit when none were seen": (inputs) => {
    const [n] = take(inputs, 1);
    return { value: 100 * (1 - 0.05 ** (1 / n)) };
  },
  /**
   * difference with its interval, sd of one arm's change, sd of the other's; percent. A treated child and another,
   * each drawn by chance: their changes differ by a normal with this mean and variance sd1^2 + sd2^2.
   * Source: McGraw and Wong (1992), Psychol Bull 111(2):361-365.
   */
  "pairs in which the treated child did better": (inputs) => {
    const [, sd1, sd2] = take(inputs, 3);
    return inPairs(inputs[0]!, Math.hypot(sd1, sd2));
  },
  /** difference with its interval, se, n, comparator's se, n: the same, each sd being se x sqrt(n) */
  "pairs in which the treated child did better, spread from ses": (inputs) => {
    const [, se1, n1, se2, n2] = take(inputs, 5);
    return inPairs(inputs[0]!, Math.hypot(se1 * Math.sqrt(n1), se2 * Math.sqrt(n2)));
  },
  /** difference, se, difference, se, ... for all pools */
  "fixed pool": (inputs) => ((pool) => around(pool.mean, pool.se))(fixedPool(inputs)),
  "fixed pool, standard error": (inputs) => ({ value: fixedPool(inputs).se }),
  "random pool": (inputs) => ((pool) => around(pool.mean, pool.se))(randomPool(inputs)),
  "random pool, standard error": (inputs) => ({ value: randomPool(inputs).se }),
  "random pool, tau2": (inputs) => ({ value: heterogeneity(inputs).tau2 }),
  "random pool, Q": (inputs) => ({ value: heterogeneity(inputs).q }),
  "random pool, I2": (inputs) => ({ value: heterogeneity(inputs).i2 }),
} as const satisfies Record<string, Formula>;

export type FormulaName = keyof typeof byName;
export const formulaNames = Object.keys(byName) as readonly FormulaName[];

/**
 * @param formula a name from `formulaNames`
 * @param inputs in the formula's order
 * @throws RangeError when the formula is unknown or its inputs are too few or too many.
 */
export function derive(formula: string, inputs: readonly Figure[]): Derived {
  const found: Formula | undefined = (byName as Record<string, Formula>)[formula];
  if (found === undefined) {
    throw new RangeError(`A formula was expected to be one of ${formulaNames.join("; ")}; got ${formula}.`);
  }
  return found(inputs);
}

/** A derived figure computed anew from the figures of the data set. */
export function rederive(figure: Figure, figures: ReadonlyMap<string, CitedFigure>): Derived {
  const { formula, inputs } = figure.derivation ?? { formula: "none", inputs: [] };
  return derive(
    formula,
    inputs.map((id) => {
      const input = figures.get(id);
      if (input === undefined)
        throw new RangeError(`An input of ${formula} was expected in the data set: ${id}.`);
      return input;
    }),
  );
}

type Numbers<N extends number, Found extends number[] = []> = Found["length"] extends N
  ? Found
  : Numbers<N, [...Found, number]>;

function take<N extends number>(inputs: readonly Figure[], count: N): Numbers<N> {
  if (inputs.length !== count) throw new RangeError(`${count} inputs were expected, got ${inputs.length}.`);
  return values(inputs) as Numbers<N>;
}

interface Estimate {
  readonly yi: number;
  readonly vi: number;
}

function estimates(inputs: readonly Figure[]): Estimate[] {
  if (inputs.length < 4 || inputs.length % 2 !== 0) {
    throw new RangeError(
      `A pool was expected to take at least two pairs of difference and SE, got ${inputs.length} figures.`,
    );
  }
  const numbers = values(inputs);
  return numbers.flatMap((yi, i) => (i % 2 === 0 ? [{ yi, vi: numbers[i + 1]! ** 2 }] : []));
}

function weighted(effects: readonly Estimate[], tau2: number): { mean: number; se: number } {
  let total = 0;
  let sum = 0;
  for (const { yi, vi } of effects) {
    total += 1 / (vi + tau2);
    sum += yi / (vi + tau2);
  }
  return { mean: sum / total, se: Math.sqrt(1 / total) };
}

function inPairs({ value, ciLow, ciHigh }: Figure, spread: number): Derived {
  if (ciLow === undefined || ciHigh === undefined)
    throw new RangeError("Pairs were expected to start from a difference that has an interval.");
  const better = (difference: number) => 100 * normalLower(difference / spread);
  return { value: better(value), ciLow: better(ciLow), ciHigh: better(ciHigh) };
}

const fixedPool = (inputs: readonly Figure[]) => weighted(estimates(inputs), 0);
const randomPool = (inputs: readonly Figure[]) => weighted(estimates(inputs), heterogeneity(inputs).tau2);

/** DerSimonian and Laird (1986), Control Clin Trials 7(3):177-188; I2 in percent. */
function heterogeneity(inputs: readonly Figure[]): { q: number; tau2: number; i2: number } {
  const effects = estimates(inputs);
  const { mean } = weighted(effects, 0);
  let q = 0;
  let w1 = 0;
  let w2 = 0;
  for (const { yi, vi } of effects) {
    q += (yi - mean) ** 2 / vi;
    w1 += 1 / vi;
    w2 += 1 / vi ** 2;
  }
  const excess = q - (effects.length - 1);
  return { q, tau2: Math.max(0, excess / (w1 - w2 / w1)), i2: Math.max(0, (100 * excess) / q) };
}
