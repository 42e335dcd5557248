/**
 * Mean and standard deviation of a possibly skewed outcome from a median with quartiles, extremes or both: the
 * normal, log-normal, gamma, Weibull and beta distributions are fitted to the reported quantiles by least
 * squares, and the moments of the nearest one are taken.
 * Source: McGrath et al. (2020), Stat Methods Med Res 29(9):2520-2537, section 2.2 (quantile estimation); the
 * extremes stand for the quantiles 1/n and 1 - 1/n.
 *
 * A deviation that changes no minimum: log-normal, gamma and Weibull are families of scale, and for a given shape
 * the best scale is a regression through the origin, so that one search over the shape finds what the paper
 * searches for in two parameters from a starting value.
 */
import { betaQuantile } from "../distributions/beta.ts";
import { gammaQuantile } from "../distributions/gamma.ts";
import { gammaFunction } from "../distributions/gamma-function.ts";
import { normalQuantile } from "../distributions/normal.ts";
import { brentMinimum, nelderMead } from "../minimise.ts";
import { type FiveNumbers, requireFiveNumbers } from "./quantiles.ts";

export type QuantileFamily = "normal" | "log-normal" | "gamma" | "Weibull" | "beta";

/** A family fitted to the quantiles. */
export interface FittedFamily {
  readonly family: QuantileFamily;
  readonly mean: number;
  readonly sd: number;
  /** Sum of the squared distances of fitted from reported quantiles, in the outcome's unit squared. */
  readonly distance: number;
}

export type QuantileEstimate =
  | ({
      readonly status: "converted";
      /** Every family that could be fitted, nearest first; the first is the one taken. */
      readonly families: readonly FittedFamily[];
    } & FittedFamily)
  | { readonly status: "not-enough"; readonly because: string };

interface Reported {
  readonly values: readonly number[];
  readonly probabilities: readonly number[];
}

/**
 * With a negative number only the normal distribution is tried; beta only where all numbers are within 0 and 1.
 * @throws RangeError when the numbers are out of order, too few, or n is below 2.
 */
export function quantileEstimation(five: FiveNumbers): QuantileEstimate {
  const { range, quartiles } = requireFiveNumbers("quantileEstimation", five);
  const { median, n } = five;
  // With three people 1/n is a third: an extreme of fewer is no tail.
  if (range && n < 3) return notEnough("extremes of fewer than 3 people say nothing about a tail");
  const pairs = [
    ...(range ? [{ value: range[0], p: 1 / n }] : []),
    ...(quartiles ? [{ value: quartiles[0], p: 0.25 }] : []),
    { value: median, p: 0.5 },
    ...(quartiles ? [{ value: quartiles[1], p: 0.75 }] : []),
    ...(range ? [{ value: range[1], p: 1 - 1 / n }] : []),
  ];
  const values = pairs.map(({ value }) => value);
  if (values[0] === values.at(-1)) return notEnough("all numbers are equal, which leaves no spread to fit");
  const reported = { values, probabilities: pairs.map(({ p }) => p) };
  const families = [
    normal(reported),
    ...(values[0]! >= 0 ? [logNormal(reported), gamma(reported), weibull(reported)] : []),
    ...(values[0]! >= 0 && values.at(-1)! <= 1 ? [beta(reported)] : []),
  ]
    .filter(({ mean, sd, distance }) => Number.isFinite(mean + distance) && sd > 0 && Number.isFinite(sd))
    .sort((a, b) => a.distance - b.distance);
  const nearest = families[0];
  if (!nearest) return notEnough("no distribution fits these numbers with a finite mean and spread");
  return { status: "converted", ...nearest, families };
}

const notEnough = (because: string): QuantileEstimate => ({ status: "not-enough", because });

/** Linear in both parameters. */
function normal({ values, probabilities }: Reported): FittedFamily {
  const z = probabilities.map(normalQuantile);
  const average = (of: readonly number[]) => of.reduce((sum, each) => sum + each, 0) / of.length;
  const [zMean, yMean] = [average(z), average(values)];
  let [zz, zy] = [0, 0];
  values.forEach((value, i) => {
    zz += (z[i]! - zMean) ** 2;
    zy += (z[i]! - zMean) * (value - yMean);
  });
  const sd = zy / zz;
  const mean = yMean - sd * zMean;
  const distance = values.reduce((sum, value, i) => sum + (value - mean - sd * z[i]!) ** 2, 0);
  return { family: "normal", mean, sd, distance };
}

/** The best scale for given standard quantiles, and what it leaves. */
function scaled({ values }: Reported, standard: readonly number[]): { scale: number; distance: number } {
  let [ss, sy] = [0, 0];
  values.forEach((value, i) => {
    ss += standard[i]! ** 2;
    sy += standard[i]! * value;
  });
  const scale = sy / ss;
  return { scale, distance: values.reduce((sum, value, i) => sum + (value - scale * standard[i]!) ** 2, 0) };
}

/**
 * The shape with the least distance: on a grid of logarithms first, for there can be several minima, then between
 * the neighbours of the best.
 */
function bestShape(
  reported: Reported,
  standardQuantile: (p: number, shape: number) => number,
  [low, high]: readonly [number, number],
): { shape: number; scale: number; distance: number } {
  const at = (logShape: number) => {
    const shape = Math.exp(logShape);
    const standard = reported.probabilities.map((p) => standardQuantile(p, shape));
    return { shape, ...scaled(reported, standard) };
  };
  const steps = 60;
  const width = Math.log(high / low) / steps;
  const grid = Array.from({ length: steps + 1 }, (_, i) => Math.log(low) + i * width);
  const distances = grid.map((logShape) => at(logShape).distance);
  const lowest = distances.reduce((best, distance, i) => (distance < distances[best]! ? i : best), 0);
  const { x } = brentMinimum(
    (logShape) => at(logShape).distance,
    Math.max(grid[lowest]! - width, grid[0]!),
    Math.min(grid[lowest]! + width, grid[steps]!),
    { tolerance: 1e-12 },
  );
  return at(x);
}

function logNormal(reported: Reported): FittedFamily {
  const { shape, scale, distance } = bestShape(
    reported,
    (p, sigma) => Math.exp(sigma * normalQuantile(p)),
    [1e-3, 10],
  );
  const mean = scale * Math.exp(shape ** 2 / 2);
  return { family: "log-normal", mean, sd: mean * Math.sqrt(Math.expm1(shape ** 2)), distance };
}

function gamma(reported: Reported): FittedFamily {
  const { shape, scale, distance } = bestShape(reported, gammaQuantile, [1e-2, 1e4]);
  return { family: "gamma", mean: shape * scale, sd: Math.sqrt(shape) * scale, distance };
}

function weibull(reported: Reported): FittedFamily {
  const { shape, scale, distance } = bestShape(
    reported,
    (p, power) => (-Math.log1p(-p)) ** (1 / power),
    [5e-2, 1e3],
  );
  const first = gammaFunction(1 + 1 / shape);
  const variance = gammaFunction(1 + 2 / shape) - first ** 2;
  return { family: "Weibull", mean: scale * first, sd: scale * Math.sqrt(variance), distance };
}

/** Two shapes, searched from those with the mean and the spread of the fitted normal distribution. */
function beta(reported: Reported): FittedFamily {
  const start = normal(reported);
  const mean = Math.min(0.99, Math.max(0.01, start.mean));
  const total = Math.max(0.1, (mean * (1 - mean)) / start.sd ** 2 - 1);
  const { values, probabilities } = reported;
  const found = nelderMead(
    ([logA, logB]) => {
      const [a, b] = [Math.exp(logA!), Math.exp(logB!)];
      if (!(a > 1e-3 && a < 1e5 && b > 1e-3 && b < 1e5)) return Number.POSITIVE_INFINITY;
      return probabilities.reduce((sum, p, i) => sum + (betaQuantile(p, a, b) - values[i]!) ** 2, 0);
    },
    [Math.log(mean * total), Math.log((1 - mean) * total)],
  );
  const [point, distance] =
    found.status === "converged" ? [found.x, found.value] : [found.lastX, found.lastValue];
  const [a, b] = [Math.exp(point[0]!), Math.exp(point[1]!)];
  const sd = Math.sqrt((a * b) / (a + b + 1)) / (a + b);
  return { family: "beta", mean: a / (a + b), sd, distance };
}
