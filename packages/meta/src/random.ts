/**
 * A seeded stream of random numbers, so that what rests on chance can be repeated.
 * Source: Steele, Lea and Flood (2014), OOPSLA, SplitMix; here its 32-bit form with Weyl increment 0x9e3779b9.
 */
import { requireWhole } from "./arguments.ts";
import { normalQuantile } from "./distributions/normal.ts";

export interface RandomStream {
  /** Uniform on the open interval (0, 1), 53 bits. */
  uniform(): number;
  /** Standard normal, by inversion. */
  normal(): number;
  /** A whole number from 0 to n - 1. */
  below(n: number): number;
}

/** @param seed a whole number of at least 0. */
export function randomStream(seed: number): RandomStream {
  requireWhole("seed", seed);
  let state = (seed ^ 0x5851f42d) >>> 0;
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  const uniform = () => ((next() >>> 5) * 67108864 + (next() >>> 6) + 0.5) / 9007199254740992;
  return {
    uniform,
    normal: () => normalQuantile(uniform()),
    below: (n) => Math.min(n - 1, Math.floor(uniform() * n)),
  };
}
