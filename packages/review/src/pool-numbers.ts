/** Numbers of a pool in the digits that the data set keeps, and the interval that each difference has. */
import type { CitedFigure, Limits } from "evidence";
import type { SayReview } from "./words.ts";

export const decimals = (value: number, digits: number): string => {
  const written = value.toFixed(digits);
  return Number(written) === 0 ? written.replace("-", "") : written;
};

/** A difference of a scale. */
export const points = (value: number): string => decimals(value, 2);

export const rangeWords = ({ low, high }: Limits, say: SayReview): string =>
  say("review.pool.range", { low: points(low), high: points(high) });

/** A figure is never pooled without its interval, which validation has made sure of. */
export function intervalOf({ id, ciLow, ciHigh }: CitedFigure): Limits {
  if (ciLow === undefined || ciHigh === undefined)
    throw new RangeError(`the difference ${id} has no interval`);
  return { low: ciLow, high: ciHigh };
}
