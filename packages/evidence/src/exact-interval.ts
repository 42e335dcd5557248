/**
 * How many of how many, with what can still be true of everybody: the exact interval for a proportion.
 * Sources: Clopper and Pearson (1934), Biometrika 26(4):404-413; Hanley and Lippman-Hand (1983), JAMA
 * 249(13):1743-1745, for the one-sided limit when none were seen.
 */
import { betaQuantile, betaUpperQuantile } from "meta/distributions";

export interface Proportion {
  /** From 0 to 1, as are the limits. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The two-sided 95% interval; where none were seen, 0 and the one-sided 95% limit, for nothing lies below.
 * @throws RangeError unless the numbers are whole with 0 <= seen <= of and of >= 1.
 */
export function exactProportion(seen: number, of: number): Proportion {
  if (!(Number.isInteger(seen) && Number.isInteger(of) && seen >= 0 && of >= 1 && seen <= of)) {
    throw new RangeError(`Whole numbers were expected, so many of at least as many, got ${seen} of ${of}.`);
  }
  const tail = 0.025;
  const low = seen === 0 ? 0 : betaQuantile(tail, seen, of - seen + 1);
  if (seen === 0) return { share: 0, low, high: -Math.expm1(Math.log(2 * tail) / of) };
  const high = seen === of ? 1 : betaUpperQuantile(tail, seen + 1, of - seen);
  return { share: seen / of, low, high };
}

/** Whole people out of `per`, limits rounded outwards so that no interval looks narrower than it is. */
export interface WholePeople {
  readonly per: number;
  readonly count: number;
  readonly without: number;
  readonly low: number;
  readonly high: number;
}

export function wholePeople({ share, low, high }: Proportion, per: number): WholePeople {
  // Rounding error must not push a limit that is whole to the next person.
  const nudge = 1e-9;
  const count = Math.round(share * per);
  return {
    per,
    count,
    without: per - count,
    low: Math.max(0, Math.floor(low * per + nudge)),
    high: Math.min(per, Math.ceil(high * per - nudge)),
  };
}
