/**
 * The probability that a study with a normal effect is seen, and its derivatives: A = E w(p(y)), y ~ N(mu, s^2).
 * Derivatives in mu and s^2 are moments of Hermite polynomials, because those are what differentiating a normal
 * density brings down. Source: Hedges (1992), Stat Sci 7(2):246-255, eq. 5; Abramowitz and Stegun (1964), 26.2.31.
 */
import { normalDensity, normalLower, normalUpper } from "../distributions/normal.ts";
import { legendreNodes, legendreWeights } from "../gauss-legendre.ts";

/**
 * Moments of w over y = mu + s t, t standard normal: E w He_n(t) for n to 4, and for each delta l and pair (l, m) those
 * of the derivatives of w.
 */
export interface Visible {
  /** n = 0 to 4 */
  readonly base: Float64Array;
  /** For each delta n = 0 to 2. */
  readonly slopes: Float64Array;
  /** For each pair of deltas, lower triangle by rows. */
  readonly curves: Float64Array;
  /** Everything above was divided by exp(this). */
  logScale: number;
}

export const emptyVisible = (size: number): Visible => ({
  base: new Float64Array(5),
  slopes: new Float64Array(3 * size),
  curves: new Float64Array((size * (size + 1)) / 2),
  logScale: 0,
});

/** Integrals of He_n(t) phi(t), n = 0 to 4, from a to b: -He_(n-1) phi at the ends. */
export function hermiteBetween(a: number, b: number, out: Float64Array): void {
  out[0] = a > 0 ? normalUpper(a) - normalUpper(b) : normalLower(b) - normalLower(a);
  const [fa, fb] = [Number.isFinite(a) ? normalDensity(a) : 0, Number.isFinite(b) ? normalDensity(b) : 0];
  const [ta, tb] = [fa === 0 ? 0 : a, fb === 0 ? 0 : b];
  out[1] = fa - fb;
  out[2] = ta * fa - tb * fb;
  out[3] = (ta * ta - 1) * fa - (tb * tb - 1) * fb;
  out[4] = (ta ** 3 - 3 * ta) * fa - (tb ** 3 - 3 * tb) * fb;
}

/** Where a smooth weight function varies, on the z scale, and its constant value on either side. */
export interface VaryingRange {
  readonly from: number;
  readonly to: number;
  /** Bends inside the range. */
  readonly bends: readonly number[];
  /** Greatest width of a panel over which w is smooth enough for twenty nodes. */
  readonly panel: number;
}

/**
 * @param se of the study: z = y / se.
 * @param logWeight writes ln w, its gradient and second derivatives in delta at z.
 */
export function integrateVisible(
  mu: number,
  s: number,
  se: number,
  size: number,
  { from, to, bends, panel }: VaryingRange,
  logWeight: (z: number, out: Float64Array) => void,
  out: Visible,
): boolean {
  const { base, slopes, curves } = out;
  base.fill(0);
  slopes.fill(0);
  curves.fill(0);
  let scale = Number.NEGATIVE_INFINITY;
  const state = new Float64Array(1 + size + (size * (size + 1)) / 2);
  const rescale = (log: number) => {
    if (log <= scale) return;
    const shrink = Math.exp(scale - log);
    for (let i = 0; i < base.length; i++) base[i]! *= shrink;
    for (let i = 0; i < slopes.length; i++) slopes[i]! *= shrink;
    for (let i = 0; i < curves.length; i++) curves[i]! *= shrink;
    scale = log;
  };
  const add = (h0: number, h1: number, h2: number, h3: number, h4: number) => {
    base[0]! += h0;
    base[1]! += h1;
    base[2]! += h2;
    base[3]! += h3;
    base[4]! += h4;
    for (let l = 0, pair = 0; l < size; l++) {
      slopes[3 * l]! += state[1 + l]! * h0;
      slopes[3 * l + 1]! += state[1 + l]! * h1;
      slopes[3 * l + 2]! += state[1 + l]! * h2;
      for (let m = 0; m <= l; m++, pair++) {
        curves[pair]! += h0 * (state[1 + l]! * state[1 + m]! + state[1 + size + pair]!);
      }
    }
  };
  const part = new Float64Array(5);
  const constant = (z: number, a: number, b: number) => {
    logWeight(z, state);
    hermiteBetween(a, b, part);
    if (!(part[0]! > 0)) return;
    rescale(state[0]!);
    const w = Math.exp(state[0]! - scale);
    add(w * part[0]!, w * part[1]!, w * part[2]!, w * part[3]!, w * part[4]!);
  };
  const tOf = (z: number) => (se * z - mu) / s;
  constant(to, tOf(to), Number.POSITIVE_INFINITY);
  constant(from, Number.NEGATIVE_INFINITY, tOf(from));
  const ends = [from, ...bends.filter((z) => z > from && z < to), to];
  for (let e = 1; e < ends.length; e++) {
    const [low, high] = [ends[e - 1]!, ends[e]!];
    const panels = Math.ceil((high - low) / panel);
    const half = (high - low) / panels / 2;
    for (let j = 0; j < panels; j++) {
      const middle = low + (2 * j + 1) * half;
      for (let i = 0; i < 20; i++) {
        const z = middle + half * legendreNodes[i]!;
        const t = tOf(z);
        logWeight(z, state);
        const log = state[0]! - (t * t) / 2;
        rescale(log);
        const w = half * (se / s) * 0.3989422804014327 * legendreWeights[i]! * Math.exp(log - scale);
        if (w === 0) continue;
        const square = t * t;
        add(w, w * t, w * (square - 1), w * t * (square - 3), w * (square * square - 6 * square + 3));
      }
    }
  }
  out.logScale = scale;
  return Number.isFinite(scale) && base[0]! > 0;
}
