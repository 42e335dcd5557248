/**
 * The standard normal distribution.
 * Sources: Cody (1969), Math Comp 23(107):631-637, rational approximations to erf and erfc;
 * Wichura (1988), Appl Stat 37(3):477-484, algorithm AS 241, PPND16 for the quantile.
 */
import { requireProbability } from "../arguments.ts";

const sqrtHalf = Math.SQRT1_2;
const oneOverSqrtPi = 0.5641895835477563;
/** Beyond this the tail is below 2.2e-308, where a double no longer holds sixteen digits: it is given as 0. */
const lastExactTail = 37.5193;

/** Coefficients from the highest power down. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const c of coefficients) sum = sum * x + c;
  return sum;
}

const erfTop = [
  0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694,
];
const erfBottom = [1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171];
const erfcTop = [
  2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001,
  881.952221241769, 1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
];
const erfcBottom = [
  1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
  4362.619090143247, 3439.3676741437216, 1230.3393548037495,
];
const farTop = [
  0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275,
  0.0006587491615298378,
];
const farBottom = [
  1, 2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918,
];

/** exp(y^2) erfc(y) for y >= 0.46875. */
function scaledErfc(y: number): number {
  if (y <= 4) return polynomial(erfcTop, y) / polynomial(erfcBottom, y);
  const r = 1 / (y * y);
  return (oneOverSqrtPi - (r * polynomial(farTop, r)) / polynomial(farBottom, r)) / y;
}

/** exp(-z^2 / 2), squaring a rounded z exactly so that far tails keep their digits. */
function gaussian(z: number): number {
  const coarse = Math.trunc(z * 16) / 16;
  return Math.exp((-coarse * coarse) / 2) * Math.exp((-(z - coarse) * (z + coarse)) / 2);
}

/** Density at z. */
export function normalDensity(z: number): number {
  return 0.3989422804014327 * gaussian(z);
}

/** ln of the density at z. */
export function normalLogDensity(z: number): number {
  return -0.5 * z * z - 0.9189385332046728;
}

/** P(Z > z), exact in the far tail. */
export function normalUpper(z: number): number {
  const y = Math.abs(z) * sqrtHalf;
  if (y < 0.46875) {
    const erf = (z * sqrtHalf * polynomial(erfTop, y * y)) / polynomial(erfBottom, y * y);
    return 0.5 - erf / 2;
  }
  if (z > lastExactTail) return 0;
  const tail = z < -lastExactTail ? 0 : 0.5 * gaussian(z) * scaledErfc(y);
  return z > 0 ? tail : 1 - tail;
}

/** P(Z <= z), exact in the far tail. */
export function normalLower(z: number): number {
  return normalUpper(-z);
}

/** ln P(Z > z), also where P itself is below what a double can hold. */
export function normalLogUpper(z: number): number {
  if (z < 5) return z < -1 ? Math.log1p(-normalUpper(-z)) : Math.log(normalUpper(z));
  return -0.5 * z * z + Math.log(0.5 * scaledErfc(z * sqrtHalf));
}

/** ln P(Z <= z). */
export function normalLogLower(z: number): number {
  return normalLogUpper(-z);
}

const centreTop = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
];
const centreBottom = [
  5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1,
];
const middleTop = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const middleBottom = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];
const outerTop = [
  2.0103343992922881e-7, 0.000027115555687434876, 0.0012426609473880784, 0.026532189526576124,
  0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const outerBottom = [
  2.0442631033899397e-15, 1.421511758316446e-7, 0.000018463183175100548, 0.0007868691311456133,
  0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
];

/** z with P(Z <= z) = p; -Infinity at 0 and Infinity at 1. */
export function normalQuantile(p: number): number {
  requireProbability("normalQuantile p", p);
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(centreTop, r)) / polynomial(centreBottom, r);
  }
  return q < 0 ? -outerQuantile(p) : outerQuantile(1 - p);
}

/** z with P(Z > z) = p, exact for p near 0. */
export function normalUpperQuantile(p: number): number {
  requireProbability("normalUpperQuantile p", p);
  return p < 0.075 ? outerQuantile(p) : -normalQuantile(p);
}

/** The upper quantile for a tail of at most 0.075. */
function outerQuantile(tail: number): number {
  if (tail === 0) return Number.POSITIVE_INFINITY;
  const r = Math.sqrt(-Math.log(tail));
  if (r <= 5) return polynomial(middleTop, r - 1.6) / polynomial(middleBottom, r - 1.6);
  return polynomial(outerTop, r - 5) / polynomial(outerBottom, r - 5);
}
