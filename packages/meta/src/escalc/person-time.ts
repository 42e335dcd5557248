/**
 * Effect sizes of event rates in two arms: events x over person-time t.
 * Sources: Rothman et al. (2008), Modern Epidemiology, 3rd ed., ch. 14; the square-root rate is variance-stabilised.
 */
import { demand, requireNonNegative, requirePositive } from "../arguments.ts";
import { amounts, type Continuity } from "./continuity.ts";
import { type EffectSize, effectSize, undefinedEffect } from "./effect-size.ts";

export interface TwoRates {
  /** Events in arm 1 and arm 2. */
  readonly x1i: number;
  readonly x2i: number;
  /** Person-time in arm 1 and arm 2, in one unit. */
  readonly t1i: number;
  readonly t2i: number;
}

/** Log rate ratio, rate difference, difference of square-root rates. */
export const rateMeasures = ["IRR", "IRD", "IRSD"] as const;
export type RateMeasure = (typeof rateMeasures)[number];

/** @throws RangeError when events are negative or person-time is not above 0. */
export function fromRates(
  measure: RateMeasure,
  rates: readonly TwoRates[],
  options: Continuity = {},
): EffectSize[] {
  demand(rateMeasures.includes(measure), "measure", measure, rateMeasures.join(", "));
  for (const { x1i, x2i, t1i, t2i } of rates) {
    requireNonNegative(`${measure} x1i`, x1i);
    requireNonNegative(`${measure} x2i`, x2i);
    requirePositive(`${measure} t1i`, t1i);
    requirePositive(`${measure} t2i`, t2i);
  }
  const hasZero = rates.map(({ x1i, x2i }) => x1i === 0 || x2i === 0);
  const added = amounts(hasZero, options, measure === "IRSD" ? 0 : 0.5);
  return rates.map(({ x1i, x2i, t1i, t2i }, i) => {
    if (options.drop00 && x1i === 0 && x2i === 0) return undefinedEffect("no event in either arm");
    const [x1, x2] = [x1i + added[i]!, x2i + added[i]!];
    const [rate1, rate2] = [x1 / t1i, x2 / t2i];
    if (measure === "IRR") return effectSize(Math.log(rate1 / rate2), 1 / x1 + 1 / x2);
    if (measure === "IRD") return effectSize(rate1 - rate2, rate1 / t1i + rate2 / t2i);
    return effectSize(Math.sqrt(rate1) - Math.sqrt(rate2), 1 / (4 * t1i) + 1 / (4 * t2i));
  });
}
