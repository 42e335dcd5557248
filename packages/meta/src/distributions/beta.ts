/**
 * The beta distribution, and with it the t, F and binomial tails.
 * Source: Didonato and Morris (1992), ACM TOMS 18(3):360-373; the leading factor is Loader's (2000), so that
 * large shapes lose no digits.
 */
import { demand, requirePositive, requireProbability } from "../arguments.ts";
import { lbeta } from "./gamma-function.ts";
import { normalUpperQuantile } from "./normal.ts";
import { positiveQuantile, type Tails } from "./quantile.ts";
import { binomialWeight } from "./saddle-point.ts";

/** Density at x from 0 to 1. */
export function betaDensity(x: number, a: number, b: number): number {
  requireShapes("betaDensity", a, b);
  requireProbability("betaDensity x", x);
  if (x === 0) return a > 1 ? 0 : a === 1 ? b : Number.POSITIVE_INFINITY;
  if (x === 1) return b > 1 ? 0 : b === 1 ? a : Number.POSITIVE_INFINITY;
  return density(x, 1 - x, a, b);
}

/** P(X <= x). */
export function betaLower(x: number, a: number, b: number): number {
  requireShapes("betaLower", a, b);
  requireProbability("betaLower x", x);
  return betaTails(x, 1 - x, a, b).lower;
}

/** P(X > x), exact in the far tail. */
export function betaUpper(x: number, a: number, b: number): number {
  requireShapes("betaUpper", a, b);
  requireProbability("betaUpper x", x);
  return betaTails(x, 1 - x, a, b).upper;
}

/** x with P(X <= x) = p. */
export function betaQuantile(p: number, a: number, b: number): number {
  requireShapes("betaQuantile", a, b);
  requireProbability("betaQuantile p", p);
  return quantileParts({ lower: p, upper: 1 - p }, a, b).x;
}

/** x with P(X > x) = p, exact for p near 0. */
export function betaUpperQuantile(p: number, a: number, b: number): number {
  requireShapes("betaUpperQuantile", a, b);
  requireProbability("betaUpperQuantile p", p);
  return quantileParts({ lower: 1 - p, upper: p }, a, b).x;
}

function requireShapes(of: string, a: number, b: number): void {
  requirePositive(`${of} a`, a);
  requirePositive(`${of} b`, b);
}

/** x^a y^b / B(a, b). */
function leadingFactor(x: number, y: number, a: number, b: number): number {
  return (binomialWeight(a, b, x, y) * a * b) / (a + b);
}

function density(x: number, y: number, a: number, b: number): number {
  return leadingFactor(x, y, a, b) / (x * y);
}

/** Both tails at x, with y = 1 - x given exactly because a caller often knows it better. */
export function betaTails(x: number, y: number, a: number, b: number): Tails {
  if (!(x > 0)) return { lower: 0, upper: 1 };
  if (!(y > 0)) return { lower: 1, upper: 0 };
  const lowerFirst = x * (a + b) <= a;
  const first = lowerFirst ? lowerByFraction(x, y, a, b) : lowerByFraction(y, x, b, a);
  if (first <= 0.9)
    return lowerFirst ? { lower: first, upper: 1 - first } : { lower: 1 - first, upper: first };
  // Skewed shapes: the other tail is the small one, so it is the one to be computed.
  const second = lowerFirst ? lowerByFraction(y, x, b, a) : lowerByFraction(x, y, a, b);
  return lowerFirst ? { lower: 1 - second, upper: second } : { lower: second, upper: 1 - second };
}

/**
 * I_x(a, b) for x up to a / (a + b) by the continued fraction of Didonato and Morris, eq. 9, evaluated as Lentz
 * does. Its lambda = a - (a + b) x is taken from the smaller of x and y, for large a hangs on its digits.
 */
function lowerByFraction(x: number, y: number, a: number, b: number): number {
  const lambda = y < x ? (a + b) * y - b : a - (a + b) * x;
  let f = (a * (lambda + 1)) / (a + 1);
  let c = f;
  let d = 0;
  for (let n = 1; n < 1e5; n++) {
    const s = a + 2 * n - 1;
    const alpha = (((a + n - 1) * (a + b + n - 1)) / (s * s)) * n * (b - n) * x * x;
    const beta = n + (n * (b - n) * x) / s + ((a + n) / (s + 2)) * (lambda + 1 + n * (1 + y));
    d = 1 / (beta + alpha * d);
    c = beta + alpha / c;
    f *= c * d;
    if (Math.abs(c * d - 1) < 3e-16) break;
  }
  return Math.min(1, leadingFactor(x, y, a, b) / f);
}

/** The quantile as x and y = 1 - x, both with their own digits: solved for the odds x / y. */
export function quantileParts(target: Tails, a: number, b: number): { x: number; y: number } {
  demand(target.lower >= 0 && target.upper >= 0, "betaQuantile p", target.lower, "a probability from 0 to 1");
  if (target.lower === 0) return { x: 0, y: 1 };
  if (target.upper === 0) return { x: 1, y: 0 };
  const odds = positiveQuantile(
    target,
    startingOdds(target, a, b),
    (o) => betaTails(o / (1 + o), 1 / (1 + o), a, b),
    // dx/do = y^2
    (o) => leadingFactor(o / (1 + o), 1 / (1 + o), a, b) / o,
  );
  return { x: odds / (1 + odds), y: 1 / (1 + odds) };
}

/** Abramowitz and Stegun (1964) 26.5.22 for shapes above 1; else the leading term at the nearer end. */
function startingOdds(target: Tails, a: number, b: number): number {
  if (a > 1 && b > 1) {
    const z =
      target.lower < target.upper ? normalUpperQuantile(target.lower) : -normalUpperQuantile(target.upper);
    const lambda = (z * z - 3) / 6;
    const [ra, rb] = [1 / (2 * a - 1), 1 / (2 * b - 1)];
    const h = 2 / (ra + rb);
    const w = (z * Math.sqrt(Math.max(0, h + lambda))) / h - (rb - ra) * (lambda + 5 / 6 - 2 / (3 * h));
    return (a / b) * Math.exp(-2 * w);
  }
  const log = lbeta(a, b);
  const fromBelow = (Math.log(target.lower) + Math.log(a) + log) / a;
  if (fromBelow < -0.7) return Math.exp(fromBelow);
  const fromAbove = (Math.log(target.upper) + Math.log(b) + log) / b;
  return fromAbove < -0.7 ? Math.exp(-fromAbove) : 1;
}
