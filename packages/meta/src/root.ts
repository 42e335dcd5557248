/**
 * A root of a continuous function between two points of opposite sign.
 * Source: Brent (1973), Algorithms for Minimization without Derivatives, chapter 4.
 */

export type Root =
  | { readonly status: "converged"; readonly x: number; readonly iterations: number }
  | { readonly status: "no-sign-change"; readonly atLow: number; readonly atHigh: number }
  | { readonly status: "not-converged"; readonly lastX: number };

/** @param tolerance absolute, on x; twice the spacing of doubles is added to it. */
export function brentRoot(
  f: (x: number) => number,
  low: number,
  high: number,
  { tolerance = 0, maxIterations = 200 } = {},
): Root {
  let [a, b] = [low, high];
  let [fa, fb] = [f(a), f(b)];
  if (fa === 0) return { status: "converged", x: a, iterations: 0 };
  if (fb === 0) return { status: "converged", x: b, iterations: 0 };
  if (!(fa * fb < 0)) return { status: "no-sign-change", atLow: fa, atHigh: fb };
  let [c, fc] = [a, fa];
  let step = b - a;
  let stepBefore = step;
  for (let iterations = 1; iterations <= maxIterations; iterations++) {
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const enough = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2;
    const half = (c - b) / 2;
    if (Math.abs(half) <= enough || fb === 0) return { status: "converged", x: b, iterations };
    if (Math.abs(stepBefore) >= enough && Math.abs(fa) > Math.abs(fb)) {
      const s = fb / fa;
      let p: number;
      let q: number;
      if (a === c) {
        p = 2 * half * s;
        q = 1 - s;
      } else {
        const [qq, r] = [fa / fc, fb / fc];
        p = s * (2 * half * qq * (qq - r) - (b - a) * (r - 1));
        q = (qq - 1) * (r - 1) * (s - 1);
      }
      if (p > 0) q = -q;
      else p = -p;
      if (2 * p < Math.min(3 * half * q - Math.abs(enough * q), Math.abs(stepBefore * q))) {
        stepBefore = step;
        step = p / q;
      } else {
        step = half;
        stepBefore = half;
      }
    } else {
      step = half;
      stepBefore = half;
    }
    a = b;
    fa = fb;
    b += Math.abs(step) > enough ? step : half > 0 ? enough : -enough;
    fb = f(b);
    if (fb > 0 === fc > 0) {
      c = a;
      fc = fa;
      step = b - a;
      stepBefore = step;
    }
  }
  return { status: "not-converged", lastX: b };
}
