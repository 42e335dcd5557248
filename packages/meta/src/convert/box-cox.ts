/**
 * Mean and standard deviation of a skewed positive outcome from a median with quartiles, extremes or both: a
 * Box-Cox power makes the numbers symmetric about their median, mean and SD are estimated on that scale, where the
 * outcome may be taken as normal, and carried back.
 * Sources: McGrath et al. (2020), Stat Methods Med Res 29(9):2520-2537, section 2.3 (Box-Cox method); Luo et al.
 * (2018), Stat Methods Med Res 27(6):1785-1805 (mean), and Wan et al. (2014), BMC Med Res Methodol 14:135 (SD), on the
 * transformed scale.
 *
 * Deterministic: the moments are integrals over the normal distribution, not averages of simulated values. As there, the
 * part of it that lies outside the power's range is left out on both sides, so that it stays symmetric. A negative power's
 * outcome has a tail without a mean; where that tail begins beyond anything that could be seen (8.2 SDs, one in 10^15), as
 * it does for moderate skewness, it is left out as well, else the result is a reason.
 */
import { normalDensity, normalLower } from "../distributions/normal.ts";
import { brentMinimum } from "../minimise.ts";
import { integrate } from "../quadrature.ts";
import { brentRoot } from "../root.ts";
import { type FiveNumbers, fromQuantiles, requireFiveNumbers } from "./quantiles.ts";

export type BoxCoxEstimate =
  | {
      readonly status: "converted";
      readonly mean: number;
      readonly sd: number;
      /** The power; 0 for the logarithm, 1 where the numbers are symmetric as they are. */
      readonly lambda: number;
    }
  | { readonly status: "not-enough"; readonly because: string };

/** Beyond this power a transformation is no more than a cut. */
const largestPower = 50;

/**
 * @throws RangeError when the numbers are out of order, too few, or n is below 2. Numbers of 0 or less, a median equal to
 * one of its neighbours, and a power so negative that the outcome has no mean or SD are results with the reason.
 */
export function boxCoxEstimation(five: FiveNumbers): BoxCoxEstimate {
  const { range, quartiles } = requireFiveNumbers("boxCoxEstimation", five);
  const { median, n } = five;
  const pairs = [range, quartiles].filter((pair) => pair !== undefined);
  if (!(Math.min(...pairs.map(([low]) => low)) > 0))
    return notEnough("a power transformation needs numbers above 0");
  // Relative to the median, so that the unit of measurement does not matter.
  const relative = pairs.map(([low, high]) => [low / median, high / median] as const);
  if (relative.some(([low, high]) => !(low < 1 && high > 1)))
    return notEnough("the median equals a number beside it, and no power makes that symmetric");
  const powers = relative.map(symmetricPower);
  if (powers.some((power) => power === undefined))
    return notEnough("no reasonable power makes these numbers symmetric");
  const [least, most] = [Math.min(...powers.map(Number)), Math.max(...powers.map(Number))];
  // Each pair's asymmetry rises with the power, so that the sum of their squares is least between their zeros.
  const lambda =
    most - least < 1e-12
      ? least
      : brentMinimum(
          (power) => relative.reduce((sum, pair) => sum + asymmetry(pair, power) ** 2, 0),
          least,
          most,
          {
            tolerance: 1e-12,
          },
        ).x;
  const transform = (x: number) => boxCox(x / median, lambda);
  const { mean: mu, sd: sigma } = fromQuantiles(
    {
      ...(range ? { min: transform(range[0]), max: transform(range[1]) } : {}),
      ...(quartiles ? { q1: transform(quartiles[0]), q3: transform(quartiles[1]) } : {}),
      median: 0,
      n,
    },
    { mean: "luo", sd: "wan" },
  );
  const back = moments(lambda, mu, sigma);
  if (!back)
    return notEnough(
      "under the power that makes these numbers symmetric the outcome has no finite mean and SD",
    );
  const [mean, sd] = [median * back.mean, median * back.sd];
  if (!(Number.isFinite(mean) && Number.isFinite(sd)))
    return notEnough("the mean or SD is beyond all numbers");
  return { status: "converted", mean, sd, lambda };
}

const notEnough = (because: string): BoxCoxEstimate => ({ status: "not-enough", because });

function boxCox(x: number, power: number): number {
  return power === 0 ? Math.log(x) : Math.expm1(power * Math.log(x)) / power;
}

/** f(low) + f(high) - 2 f(1) with f(1) = 0: convex over power, and so rising in it. */
function asymmetry([low, high]: readonly [number, number], power: number): number {
  return boxCox(low, power) + boxCox(high, power);
}

/** The one power under which both are equally far from the median. */
function symmetricPower(pair: readonly [number, number]): number | undefined {
  for (let bound = 1; bound < 2 * largestPower; bound *= 2) {
    const at = Math.min(bound, largestPower);
    const root = brentRoot((power) => asymmetry(pair, power), -at, at, { tolerance: 1e-15 });
    if (root.status === "converged") return root.x;
  }
  return undefined;
}

/** P(|z| > 8.2) is 2e-16, the spacing of doubles at 1. */
const beyondSight = 8.2;

/** Mean and SD of (1 + lambda y)^(1/lambda) for y normal on the symmetric part of what the power can reach. */
function moments(lambda: number, mu: number, sigma: number): { mean: number; sd: number } | undefined {
  if (!(sigma > 0)) return undefined;
  // So near to 0 that the power's end is out of reach of a double.
  if (Math.abs(lambda) < 1e-9) {
    const mean = Math.exp(mu + sigma ** 2 / 2);
    return { mean, sd: mean * Math.sqrt(Math.expm1(sigma ** 2)) };
  }
  if (!(1 + lambda * mu > 0)) return undefined;
  const reach = Math.abs((1 + lambda * mu) / (lambda * sigma));
  // At the end of a negative power x rises as distance^(1/lambda), without a mean or, at best, with hardly an SD.
  if (lambda < 0 && reach <= beyondSight) return undefined;
  const end = Math.min(reach, beyondSight);
  const inverse = (z: number) => Math.max(0, 1 + lambda * (mu + sigma * z)) ** (1 / lambda);
  const within = (limit: number) => {
    const mass = 1 - 2 * normalLower(-limit);
    const average = (of: (x: number) => number) => {
      const area = integrate((z) => of(inverse(z)) * normalDensity(z), -limit, limit, {
        relative: 1e-11,
        breakpoints: [-6, -2, 0, 2, 6],
      });
      return (area.status === "converged" ? area.value : area.lastValue) / mass;
    };
    const mean = average((x) => x);
    return { mean, sd: Math.sqrt(average((x) => (x - mean) ** 2)) };
  };
  const found = within(end);
  // A tail that still matters there would make the answer one of where it was cut.
  if (lambda < 0 && Math.abs(within(end - 1).sd / found.sd - 1) > 1e-6) return undefined;
  return found;
}
