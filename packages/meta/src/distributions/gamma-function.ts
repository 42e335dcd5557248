/**
 * The gamma function, its logarithm and the derivatives of that, for positive arguments.
 * Sources: Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 6.1.33 (series about 2),
 * 6.1.41 (Stirling's series), 6.3.5 and 6.3.18 (digamma), 6.4.6 and 6.4.12 (trigamma).
 */
import { requirePositive } from "../arguments.ts";

export const halfLogTwoPi = 0.9189385332046728;
const eulerGamma = 0.5772156649015329;

/** zeta(n) - 1 for n = 2, 3, ...: the coefficients of lnGamma about 2, where it has a zero to be kept exact. */
const zetaMinusOne = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853,
  0.0004941886041194646, 0.0002460865533080483, 0.0001227133475784891, 0.0000612481350587048,
  0.0000305882363070205, 0.0000152822594086519, 0.0000076371976378998, 0.0000038172932649998,
  0.0000019082127165539, 0.0000009539620338728, 0.0000004769329867878, 0.0000002384505027277,
  0.0000001192199259653, 0.0000000596081890513, 0.0000000298035035147, 0.0000000149015548284,
  0.0000000074507117898, 0.0000000037253340248,
];

/** lnGamma(2 + z) for |z| <= 1/2, with relative accuracy at its zero z = 0. */
function logGammaAboutTwo(z: number): number {
  let sum = 0;
  for (let n = zetaMinusOne.length + 1; n >= 2; n--) sum = (zetaMinusOne[n - 2]! / n - sum) * z;
  return z * (1 - eulerGamma) + sum * z;
}

/** Stirling's correction: lnGamma(x) - ((x - 1/2) ln x - x + ln(2 pi)/2) for x >= 15, A&S 6.1.41. */
function stirlingTail(x: number): number {
  const r = 1 / (x * x);
  return (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - (r * 691) / 360360))))) / x;
}

/**
 * ln Gamma(x).
 * @throws RangeError unless x is finite and above 0.
 */
export function lgamma(x: number): number {
  requirePositive("lgamma x", x);
  if (x >= 15) return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + stirlingTail(x);
  if (x < 0.5) return logGammaAboutTwo(x) - Math.log1p(x) - Math.log(x);
  if (x < 1.5) return logGammaAboutTwo(x - 1) - Math.log1p(x - 1);
  let product = 1;
  let at = x;
  while (at > 2.5) product *= --at;
  return logGammaAboutTwo(at - 2) + (product === 1 ? 0 : Math.log(product));
}

/** Gamma(x) for x > 0; Infinity beyond 171.6, where no double can hold it. */
export function gammaFunction(x: number): number {
  requirePositive("gammaFunction x", x);
  if (x > 171.7) return Number.POSITIVE_INFINITY;
  if (x >= 15) {
    // The power is split, for the whole of it overflows before Gamma does.
    const half = x ** (x / 2 - 0.25);
    return half * Math.exp(-x) * half * Math.exp(halfLogTwoPi + stirlingTail(x));
  }
  if (Number.isInteger(x)) {
    let factorial = 1;
    for (let i = 2; i < x; i++) factorial *= i;
    return factorial;
  }
  if (x < 0.5) return Math.exp(logGammaAboutTwo(x)) / ((1 + x) * x);
  if (x < 1.5) return Math.exp(logGammaAboutTwo(x - 1)) / x;
  let product = 1;
  let at = x;
  while (at > 2.5) product *= --at;
  return Math.exp(logGammaAboutTwo(at - 2)) * product;
}

/**
 * Gamma(x + 1/2) / Gamma(x) by its asymptotic series, reached by recurrence: the difference of two
 * large logarithms would lose digits. Source: Tricomi and Erdelyi (1951), Pacific J Math 1(1):133-142.
 */
export function gammaHalfRatio(x: number): number {
  requirePositive("gammaHalfRatio x", x);
  let product = 1;
  let at = x;
  for (; at < 40; at++) product *= at / (at + 0.5);
  const series = [
    39325 / 33554432,
    869 / 4194304,
    -399 / 262144,
    -21 / 32768,
    5 / 1024,
    1 / 128,
    -1 / 8,
    1,
  ].reduce((sum, coefficient) => sum / at + coefficient, 0);
  return product * Math.sqrt(at) * series;
}

/** ln(x! / (sqrt(2 pi x) (x/e)^x)) for x > 0: what Stirling's formula leaves out. Loader (2000), eq. 3. */
export function stirlingError(x: number): number {
  let sum = 0;
  let at = x;
  // By recurrence upwards, so that no two large logarithms are subtracted.
  for (; at < 15; at++) sum += (at + 0.5) * Math.log1p(1 / at) - 1;
  return sum + stirlingTail(at);
}

/** d/dx ln Gamma(x), x > 0. */
export function digamma(x: number): number {
  requirePositive("digamma x", x);
  let sum = 0;
  let at = x;
  for (; at < 12; at++) sum -= 1 / at;
  const r = 1 / (at * at);
  const tail =
    r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132 - r * (691 / 32760 - r / 12))))));
  return sum + Math.log(at) - 0.5 / at - tail;
}

/** The second derivative of ln Gamma(x), x > 0. */
export function trigamma(x: number): number {
  requirePositive("trigamma x", x);
  let sum = 0;
  let at = x;
  for (; at < 15; at++) sum += 1 / (at * at);
  const r = 1 / (at * at);
  const tail =
    r * (1 / 6 - r * (1 / 30 - r * (1 / 42 - r * (1 / 30 - r * (5 / 66 - r * (691 / 2730 - r * (7 / 6)))))));
  return sum + 1 / at + r / 2 + tail / at;
}

/** ln B(a, b), a and b > 0; without cancellation where one of them is large. */
export function lbeta(a: number, b: number): number {
  requirePositive("lbeta a", a);
  requirePositive("lbeta b", b);
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < 15) return lgamma(small) + lgamma(large) - lgamma(small + large);
  // lnGamma(large) - lnGamma(large + small) written out with Stirling's formula.
  const ratio =
    -small * Math.log(small + large) -
    (large - 0.5) * Math.log1p(small / large) +
    small +
    stirlingTail(large) -
    stirlingTail(large + small);
  return lgamma(small) + ratio;
}

/** ln of the binomial coefficient "n over x", also for fractional n >= x >= 0. */
export function logChoose(n: number, x: number): number {
  if (x === 0 || x === n) return 0;
  return -Math.log(n + 1) - lbeta(n - x + 1, x + 1);
}
