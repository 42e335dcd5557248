/**
 * Minimising a smooth function of a few variables between bounds, with its gradient: a projected quasi-Newton
 * search that begins with the matrix of second derivatives and ends by looking at it again, so that a saddle is
 * left and not reported.
 * Sources: Bertsekas (1982), SIAM J Control Optim 20(2):221-246 (which variables are held at their bounds);
 * Nocedal and Wright (2006), Numerical Optimization, 2nd ed., sections 3.1 and 6.1, and Dauphin et al. (2014),
 * arXiv:1406.2572 (negative curvature turned round).
 */
import { symmetricEigen } from "./eigen.ts";
import { type Matrix, zeros } from "./matrix.ts";
import type { Minimum } from "./minimise.ts";

export interface Slope {
  readonly value: number;
  readonly gradient: Float64Array;
}

export interface Bounds {
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
}

/**
 * @param f value and gradient, or undefined where the function is not defined.
 * @param tolerance on g' H^-1 g, twice what a further step could gain; the unit is that of the function.
 */
export function minimiseBounded(
  f: (x: Float64Array) => Slope | undefined,
  start: ArrayLike<number>,
  { lower, upper }: Bounds,
  { tolerance = 1e-18, maxIterations = 200 } = {},
): Minimum {
  const n = start.length;
  let evaluations = 0;
  const at = (x: Float64Array) => {
    evaluations++;
    const slope = f(x);
    return slope && Number.isFinite(slope.value) ? slope : undefined;
  };
  const clip = (x: Float64Array) => x.map((value, i) => Math.min(upper[i]!, Math.max(lower[i]!, value)));
  let x: Float64Array = clip(Float64Array.from(start));
  let here = at(x);
  const unfinished = (): Minimum => ({
    status: "not-converged",
    lastX: x,
    lastValue: here?.value ?? Number.NaN,
    evaluations,
  });
  if (!here) return unfinished();
  if (n === 0) return { status: "converged", x, value: here.value, evaluations };

  const isFree = (i: number) =>
    !(x[i]! <= lower[i]! && here!.gradient[i]! >= 0) && !(x[i]! >= upper[i]! && here!.gradient[i]! <= 0);
  let hessian = secondDerivatives(at, x, here, { lower, upper });
  let fresh = true;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const free = Array.from({ length: n }, (_, i) => i).filter(isFree);
    const { step, decrement, curved } = newtonStep(hessian, here.gradient, free);
    // A saddle's gradient is 0 as well; where a look at it finds the function falling, follow that direction.
    const saddle = fresh && decrement <= tolerance && curved;
    if (decrement <= tolerance && !saddle) {
      if (fresh) return { status: "converged", x, value: here.value, evaluations };
      hessian = secondDerivatives(at, x, here, { lower, upper });
      fresh = true;
      continue;
    }
    const direction = saddle ? curved : step;
    const moved = lineSearch(at, x, here, direction, clip, saddle ? 1e-3 : 1);
    if (!moved) {
      if (!fresh) {
        hessian = secondDerivatives(at, x, here, { lower, upper });
        fresh = true;
        continue;
      }
      // Rounding hides what is left to gain.
      const tiny = decrement <= 1e-9 * Math.max(1, Math.abs(here.value)) || saddle;
      if (tiny) return { status: "converged", x, value: here.value, evaluations };
      return unfinished();
    }
    fresh = !updateBfgs(hessian, x, here, moved.x, moved.slope);
    x = moved.x;
    here = moved.slope;
    if (fresh) hessian = secondDerivatives(at, x, here, { lower, upper });
  }
  return unfinished();
}

/** Central differences of the gradient, one-sided at a bound; symmetric. */
function secondDerivatives(
  f: (x: Float64Array) => Slope | undefined,
  x: Float64Array,
  here: Slope,
  { lower, upper }: Bounds,
): Matrix {
  const n = x.length;
  const result = zeros(n, n);
  for (let i = 0; i < n; i++) {
    const h = 1e-5 * Math.max(0.1, Math.abs(x[i]!));
    const above = Float64Array.from(x);
    above[i] = Math.min(upper[i]!, x[i]! + h);
    const below = Float64Array.from(x);
    below[i] = Math.max(lower[i]!, x[i]! - h);
    const to = above[i] === x[i] ? here : f(above);
    const from = below[i] === x[i] ? here : f(below);
    const [a, b] = [to ?? here, from ?? here];
    const width = (to ? above[i]! : x[i]!) - (from ? below[i]! : x[i]!);
    for (let j = 0; j < n; j++) {
      const second = width > 0 ? (a.gradient[j]! - b.gradient[j]!) / width : i === j ? 1 : 0;
      result.values[i * n + j]! += second / 2;
      result.values[j * n + i]! += second / 2;
    }
  }
  return result;
}

/** The step -|H|^-1 g over the free variables, where |H| has H's eigenvectors and the sizes of its eigenvalues. */
function newtonStep(hessian: Matrix, gradient: Float64Array, free: readonly number[]) {
  const m = free.length;
  const step = new Float64Array(gradient.length);
  if (m === 0) return { step, decrement: 0, curved: undefined };
  const part = zeros(m, m);
  free.forEach((i, a) => {
    free.forEach((j, b) => {
      part.values[a * m + b] = hessian.values[i * gradient.length + j]!;
    });
  });
  const { values, vectors } = symmetricEigen(part);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  let decrement = 0;
  for (let e = 0; e < m; e++) {
    let along = 0;
    for (let a = 0; a < m; a++) along += vectors.values[a * m + e]! * gradient[free[a]!]!;
    const size = Math.max(Math.abs(values[e]!), 1e-10 * largest);
    decrement += along ** 2 / size;
    for (let a = 0; a < m; a++) step[free[a]!]! -= (vectors.values[a * m + e]! * along) / size;
  }
  let curved: Float64Array | undefined;
  if (values[m - 1]! < -1e-6 * largest) {
    curved = new Float64Array(gradient.length);
    for (let a = 0; a < m; a++) curved[free[a]!] = vectors.values[a * m + m - 1]!;
  }
  return { step, decrement, curved };
}

function lineSearch(
  f: (x: Float64Array) => Slope | undefined,
  x: Float64Array,
  here: Slope,
  direction: Float64Array,
  clip: (x: Float64Array) => Float64Array,
  first: number,
): { x: Float64Array; slope: Slope } | undefined {
  let length = first;
  for (let tries = 0; tries < 40; tries++) {
    const to = clip(x.map((value, i) => value + length * direction[i]!));
    let promised = 0;
    let far = false;
    for (let i = 0; i < x.length; i++) {
      promised += here.gradient[i]! * (to[i]! - x[i]!);
      if (to[i] !== x[i]) far = true;
    }
    if (!far) return undefined;
    const slope = f(to);
    const enough = here.value + 1e-4 * Math.min(0, promised);
    if (slope && slope.value <= enough && slope.value < here.value) return { x: to, slope };
    // Where the values agree to rounding the gradient still tells which point is better.
    const level = slope && slope.value <= here.value + 4e-15 * Math.max(1, Math.abs(here.value));
    if (level && pull(slope.gradient, to, clip) < 0.5 * pull(here.gradient, x, clip)) return { x: to, slope };
    length *= tries === 0 ? 0.5 : 0.25;
  }
  return undefined;
}

/** The largest component of the gradient that is not held back by a bound. */
function pull(gradient: Float64Array, x: Float64Array, clip: (x: Float64Array) => Float64Array): number {
  const against = clip(x.map((value, i) => value - gradient[i]!));
  return against.reduce((most, value, i) => Math.max(most, Math.abs(value - x[i]!)), 0);
}

/** False when the step says nothing about the curvature, or the curvature held so far is not positive along it. */
function updateBfgs(hessian: Matrix, from: Float64Array, a: Slope, to: Float64Array, b: Slope): boolean {
  const n = from.length;
  const s = to.map((value, i) => value - from[i]!);
  const y = b.gradient.map((value, i) => value - a.gradient[i]!);
  const bs = new Float64Array(n);
  let sy = 0;
  let sbs = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) bs[i]! += hessian.values[i * n + j]! * s[j]!;
    sy += s[i]! * y[i]!;
    sbs += s[i]! * bs[i]!;
  }
  if (!(sy > 1e-12 * Math.abs(sbs)) || !(sbs > 0)) return false;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) hessian.values[i * n + j]! += (y[i]! * y[j]!) / sy - (bs[i]! * bs[j]!) / sbs;
  }
  return true;
}
