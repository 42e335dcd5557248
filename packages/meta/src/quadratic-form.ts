/**
 * The distribution of Cochran's generalised Q = y'Py, P = A - A X (X'AX)^-1 X'A with weights A, when the effects have
 * variances s: a weighted sum of chi-squared variables.
 *
 * Its Laplace transform E exp(-z Q) is det(I + 2 z P S)^(-1/2), which the matrix determinant lemma turns into
 *   prod(1 + 2 z a s)^(-1/2) * (det(X' diag(a / (1 + 2 z a s)) X) / det(X'AX))^(-1/2),
 * linear in k; the distribution function is the inverse transform of that over z, taken on a hyperbola.
 * Sources: Jackson (2013), Res Synth Methods 4(3):220-229 (the distribution of Q); Weideman and Trefethen (2007),
 * Math Comp 76(259):1341-1356, eq. 3.1 and table 1 (the contour).
 */
import type { Problem } from "./weighted-regression.ts";

const points = 16;
const alpha = 1.17210423;

/** P(Q <= x). */
export function quadraticFormLower(
  problem: Problem,
  a: ArrayLike<number>,
  s: ArrayLike<number>,
  x: number,
): number {
  if (!(x > 0)) return 0;
  const h = 1.08179214 / points;
  const mu = (4.49207528 * points) / x;
  const atZero = logTransform(problem, a, s, 0, 0).re;
  let sum = 0;
  for (let j = 0; j < points; j++) {
    const u = (j + 0.5) * h;
    // z = mu (1 + sin(i u - alpha)) and dz/du = i mu cos(i u - alpha)
    const [zr, zi] = [mu * (1 - Math.sin(alpha) * Math.cosh(u)), mu * Math.cos(alpha) * Math.sinh(u)];
    const [dr, di] = [-mu * Math.sin(alpha) * Math.sinh(u), mu * Math.cos(alpha) * Math.cosh(u)];
    const log = logTransform(problem, a, s, zr, zi);
    const size = Math.exp(zr * x + log.re - atZero);
    const angle = zi * x + log.im;
    const [fr, fi] = [size * Math.cos(angle), size * Math.sin(angle)];
    // f * dz / z
    const norm = zr * zr + zi * zi;
    const [qr, qi] = [(dr * zr + di * zi) / norm, (di * zr - dr * zi) / norm];
    sum += fr * qi + fi * qr;
  }
  return Math.min(1, Math.max(0, (sum * h) / Math.PI));
}

/** ln of the transform at z, up to the constant that its value at 0 takes away. */
function logTransform(
  { k, p, q }: Problem,
  a: ArrayLike<number>,
  s: ArrayLike<number>,
  zr: number,
  zi: number,
): { re: number; im: number } {
  let [re, im] = [0, 0];
  const gr = new Float64Array(p * p);
  const gi = new Float64Array(p * p);
  for (let i = 0; i < k; i++) {
    const as = 2 * a[i]! * s[i]!;
    const [br, bi] = [1 + as * zr, as * zi];
    const norm = br * br + bi * bi;
    re += Math.log(norm) / 2;
    im += Math.atan2(bi, br);
    const [cr, ci] = [(a[i]! * br) / norm, (-a[i]! * bi) / norm];
    for (let j = 0; j < p; j++) {
      for (let l = 0; l <= j; l++) {
        const qq = q[i * p + j]! * q[i * p + l]!;
        gr[j * p + l]! += cr * qq;
        gi[j * p + l]! += ci * qq;
      }
    }
  }
  // Pivots one by one: the angle of each stays within half a turn, so their logarithms add on one branch.
  for (let j = 0; j < p; j++) {
    const [pr, pi] = [gr[j * p + j]!, gi[j * p + j]!];
    const norm = pr * pr + pi * pi;
    re += Math.log(norm) / 2;
    im += Math.atan2(pi, pr);
    for (let i = j + 1; i < p; i++) {
      const [ar, ai] = [gr[i * p + j]!, gi[i * p + j]!];
      const [fr, fi] = [(ar * pr + ai * pi) / norm, (ai * pr - ar * pi) / norm];
      for (let l = j + 1; l <= i; l++) {
        const [cr, ci] = [gr[l * p + j]!, gi[l * p + j]!];
        gr[i * p + l]! -= fr * cr - fi * ci;
        gi[i * p + l]! -= fr * ci + fi * cr;
      }
    }
  }
  return { re: -re / 2, im: -im / 2 };
}
