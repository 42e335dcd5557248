/**
 * Quantiles of a distribution on x > 0 by Newton's method on ln(tail) against ln(x), where tails of the gamma,
 * beta and F families are close to straight; each step stays inside the bracket known so far.
 */

/** P(X <= x) and P(X > x); of the two, the smaller is the accurate one. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

const smallest = 1e-308;

export function positiveQuantile(
  target: Tails,
  start: number,
  tails: (x: number) => Tails,
  density: (x: number) => number,
  largest = Number.MAX_VALUE,
): number {
  const useLower = target.lower <= target.upper;
  const goal = Math.log(useLower ? target.lower : target.upper);
  let low = Math.log(smallest);
  let high = Math.log(largest);
  let at = Math.min(high, Math.max(low, Math.log(start)));
  if (!Number.isFinite(at)) at = 0;
  for (let i = 0; i < 200; i++) {
    const x = Math.exp(at);
    const found = tails(x);
    const tail = useLower ? found.lower : found.upper;
    const gap = Math.log(tail) - goal;
    const tooLow = useLower ? gap < 0 : gap > 0;
    if (tooLow) low = at;
    else high = at;
    const slope = ((useLower ? 1 : -1) * density(x) * x) / tail;
    const step = -gap / slope;
    // The last, tiny step is added to x itself: at large |at| the logarithm could not hold it.
    if (Math.abs(step) < 1e-8) return x * (1 + step);
    at = at + step > low && at + step < high ? at + step : (low + high) / 2;
    if (high - low <= 1e-15 * Math.abs(at)) break;
  }
  return Math.exp(at);
}
