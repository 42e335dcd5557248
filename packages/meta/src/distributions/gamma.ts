/**
 * The gamma distribution with a shape and scale 1: every other scale is a division of x.
 * Sources: Abramowitz and Stegun (1964) 6.5.29 (series) and 6.5.31 (continued fraction);
 * DiDonato and Morris (1986), ACM TOMS 12(4):377-393 for small shapes.
 */
import { requireNonNegative, requirePositive, requireProbability } from "../arguments.ts";
import { lgamma } from "./gamma-function.ts";
import { normalUpperQuantile } from "./normal.ts";
import { positiveQuantile, type Tails } from "./quantile.ts";
import { poissonWeight } from "./saddle-point.ts";

/** Density at x >= 0. */
export function gammaDensity(x: number, shape: number): number {
  requireNonNegative("gammaDensity x", x);
  requirePositive("gammaDensity shape", shape);
  if (x === 0) return shape > 1 ? 0 : shape === 1 ? 1 : Number.POSITIVE_INFINITY;
  return (poissonWeight(shape, x) * shape) / x;
}

/** P(X <= x). */
export function gammaLower(x: number, shape: number): number {
  requirePositive("gammaLower shape", shape);
  return gammaTails(x, shape).lower;
}

/** P(X > x), exact in the far tail. */
export function gammaUpper(x: number, shape: number): number {
  requirePositive("gammaUpper shape", shape);
  return gammaTails(x, shape).upper;
}

/** Both tails at once: the smaller is computed, the other is its complement. */
export function gammaTails(x: number, shape: number): Tails {
  if (!(x > 0)) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  if (shape < 1 && x < 1) return smallShape(x, shape);
  if (x < shape + 1) {
    let sum = 1;
    let term = 1;
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= x / (shape + n);
      sum += term;
    }
    const lower = Math.min(1, poissonWeight(shape, x) * sum);
    return { lower, upper: 1 - lower };
  }
  // Lentz's evaluation of the continued fraction.
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 1e6; n++) {
    const an = -n * (n - shape);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    h *= d * c;
    if (Math.abs(d * c - 1) < 3e-16) break;
  }
  const upper = Math.min(1, poissonWeight(shape, x) * shape * h);
  return { lower: 1 - upper, upper };
}

/** Shape and x below 1: the upper tail can be small although the lower series is the one that converges. */
function smallShape(x: number, shape: number): Tails {
  const logPower = shape * Math.log(x) - lgamma(1 + shape);
  let sum = 0;
  let term = 1;
  for (let n = 1; n < 40; n++) {
    term *= -x / n;
    sum += (shape * term) / (shape + n);
  }
  const power = Math.exp(logPower);
  const lower = power * (1 + sum);
  return lower < 0.5 ? { lower, upper: 1 - lower } : complement(-Math.expm1(logPower) - power * sum);
}

const complement = (upper: number): Tails => ({ lower: 1 - upper, upper });

/** x with P(X <= x) = p. */
export function gammaQuantile(p: number, shape: number): number {
  requireProbability("gammaQuantile p", p);
  return quantile(p, 1 - p, shape);
}

/** x with P(X > x) = p, exact for p near 0. */
export function gammaUpperQuantile(p: number, shape: number): number {
  requireProbability("gammaUpperQuantile p", p);
  return quantile(1 - p, p, shape);
}

function quantile(lower: number, upper: number, shape: number): number {
  requirePositive("gammaQuantile shape", shape);
  if (lower === 0) return 0;
  if (upper === 0) return Number.POSITIVE_INFINITY;
  // Wilson and Hilferty's cube, or the leading term of the series where that fails.
  const z = lower < upper ? -normalUpperQuantile(lower) : normalUpperQuantile(upper);
  const cube = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape));
  const start =
    shape > 0.6 && cube > 0.3 ? shape * cube ** 3 : Math.exp((Math.log(lower) + lgamma(1 + shape)) / shape);
  return positiveQuantile(
    { lower, upper },
    start,
    (x) => gammaTails(x, shape),
    (x) => gammaDensity(x, shape),
  );
}
