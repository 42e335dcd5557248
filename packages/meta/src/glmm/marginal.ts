/**
 * The likelihood of one study with its random effects integrated out, and its first two derivatives.
 *
 * A study has one or two arms with eta = offset + gamma + theta + sigma b1 + z tau b2, where gamma is its baseline,
 * theta its effect, and b1 (baseline) and b2 (effect) are standard normal; which terms an arm has is in its flags.
 * The four quantities gamma, theta, sigma, tau are the "slots" that a model fills with parameters.
 *
 * Sources: Liu and Pierce (1994), Biometrika 81(3):624-629, and Pinheiro and Bates (1995), J Comput Graph Stat
 * 4(1):12-35, section 2.4 (adaptive Gauss-Hermite quadrature; with one node it is Laplace's approximation).
 * Derivatives of the integral are posterior moments of those of the integrand: Louis (1982), J R Stat Soc B 44(2):226-233.
 */
import { gaussHermite } from "../quadrature.ts";
import type { Response } from "./response.ts";

export interface Arm {
  readonly response: Response;
  readonly offset: number;
  /** 1 where the arm has the study's baseline. */
  readonly gamma: 0 | 1;
  /** 1 where the arm has the study's effect. */
  readonly theta: 0 | 1;
  /** What multiplies tau b2. */
  readonly z: number;
}

export const slots = { gamma: 0, theta: 1, sigma: 2, tau: 3 } as const;

/** Written over by every evaluation. */
export interface Derivatives {
  value: number;
  readonly gradient: Float64Array;
  /** 4 x 4, row-major. */
  readonly hessian: Float64Array;
}

export const emptyDerivatives = (): Derivatives => ({
  value: 0,
  gradient: new Float64Array(4),
  hessian: new Float64Array(16),
});

export interface RandomEffects {
  readonly sigma: boolean;
  readonly tau: boolean;
}

/** @param mode of the random effects, two entries: a start on entry, where the search ended on return. */
export type Marginal = (
  arms: readonly Arm[],
  at: Float64Array,
  random: RandomEffects,
  mode: Float64Array,
  out: Derivatives,
) => void;

const response = new Float64Array(4);
const direction = new Float64Array(4);

const fixedPart = (arm: Arm, at: Float64Array) =>
  arm.offset + (arm.gamma ? at[0]! : 0) + (arm.theta ? at[1]! : 0);

/** Adaptive Gauss-Hermite quadrature with this many nodes in each dimension. */
export function quadratureMarginal(nodes: number): Marginal {
  const rule = gaussHermite(nodes);
  const logWeights = rule.weights.map((w, i) => Math.log(w) + rule.nodes[i]! ** 2);
  const one = [...rule.nodes].map((x, i) => ({ x, y: 0, logWeight: logWeights[i]! }));
  const two = one.flatMap((a) => one.map((b) => ({ x: a.x, y: b.x, logWeight: a.logWeight + b.logWeight })));
  // Nodes this far out add nothing to sixteen digits.
  const far = two.filter(({ x, y, logWeight }) => logWeight - x * x - y * y > -45);
  const scratch = { log: new Float64Array(far.length), moments: emptyDerivatives() };
  return (arms, at, random, mode, out) => {
    if (!random.sigma && !random.tau) return withoutRandomEffects(arms, at, out);
    const curvature = findMode(arms, at, random, mode);
    const both = random.sigma && random.tau;
    const points = both ? far : one;
    // The Cholesky factor of the curvature turns a node into a step of the random effects.
    const l11 = Math.sqrt(random.sigma ? curvature[0]! : curvature[2]!);
    const l21 = both ? curvature[1]! / l11 : 0;
    const l22 = both ? Math.sqrt(curvature[2]! - l21 * l21) : 1;
    let top = Number.NEGATIVE_INFINITY;
    const { log } = scratch;
    const { gradient, hessian } = out;
    gradient.fill(0);
    hessian.fill(0);
    let total = 0;
    for (let n = 0; n < points.length; n++) {
      const { x, y, logWeight } = points[n]!;
      const second = (Math.SQRT2 * y) / l22;
      const first = (Math.SQRT2 * x - l21 * second) / l11;
      const b1 = random.sigma ? mode[0]! + first : 0;
      const b2 = random.tau ? mode[1]! + (both ? second : first) : 0;
      let value = logWeight - (b1 * b1 + b2 * b2) / 2;
      let [g0, g1, g2, g3] = [0, 0, 0, 0];
      let [h00, h01, h02, h03, h11, h12, h13, h22, h23, h33] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
      for (const arm of arms) {
        const d2 = arm.gamma * b1;
        const d3 = arm.z * b2;
        arm.response.at(fixedPart(arm, at) + at[2]! * d2 + at[3]! * d3, response);
        const [r, w] = [response[1]!, response[2]!];
        value += response[0]!;
        if (arm.gamma) {
          g0 += r;
          h00 += w;
          h02 += w * d2;
          h03 += w * d3;
          if (arm.theta) h01 += w;
        }
        if (arm.theta) {
          g1 += r;
          h11 += w;
          h12 += w * d2;
          h13 += w * d3;
        }
        g2 += r * d2;
        g3 += r * d3;
        h22 += w * d2 * d2;
        h23 += w * d2 * d3;
        h33 += w * d3 * d3;
      }
      log[n] = value;
      // Sums are kept relative to the greatest term so far.
      if (value > top) {
        const shrink = Math.exp(top - value);
        total *= shrink;
        for (let a = 0; a < 4; a++) gradient[a]! *= shrink;
        for (let a = 0; a < 16; a++) hessian[a]! *= shrink;
        top = value;
      }
      const weight = Math.exp(value - top);
      if (weight < 1e-18) continue;
      total += weight;
      gradient[0]! += weight * g0;
      gradient[1]! += weight * g1;
      gradient[2]! += weight * g2;
      gradient[3]! += weight * g3;
      hessian[0]! += weight * (g0 * g0 - h00);
      hessian[1]! += weight * (g0 * g1 - h01);
      hessian[2]! += weight * (g0 * g2 - h02);
      hessian[3]! += weight * (g0 * g3 - h03);
      hessian[5]! += weight * (g1 * g1 - h11);
      hessian[6]! += weight * (g1 * g2 - h12);
      hessian[7]! += weight * (g1 * g3 - h13);
      hessian[10]! += weight * (g2 * g2 - h22);
      hessian[11]! += weight * (g2 * g3 - h23);
      hessian[15]! += weight * (g3 * g3 - h33);
    }
    const dimensions = both ? 2 : 1;
    out.value = top + Math.log(total) - Math.log(l11 * l22) - (dimensions / 2) * Math.log(Math.PI);
    for (let a = 0; a < 4; a++) gradient[a]! /= total;
    for (let a = 0; a < 4; a++) {
      for (let b = a; b < 4; b++) {
        const value = hessian[4 * a + b]! / total - gradient[a]! * gradient[b]!;
        hessian[4 * a + b] = value;
        hessian[4 * b + a] = value;
      }
    }
  };
}

function withoutRandomEffects(arms: readonly Arm[], at: Float64Array, out: Derivatives): void {
  out.value = 0;
  out.gradient.fill(0);
  out.hessian.fill(0);
  for (const arm of arms) {
    arm.response.at(fixedPart(arm, at), response);
    out.value += response[0]!;
    for (let a = 0; a < 2; a++) {
      if (!(a === 0 ? arm.gamma : arm.theta)) continue;
      out.gradient[a]! += response[1]!;
      for (let b = 0; b < 2; b++)
        if (b === 0 ? arm.gamma : arm.theta) out.hessian[4 * a + b]! -= response[2]!;
    }
  }
}

const curvature = new Float64Array(3);

/** Newton's method for the mode; the integrand is log-concave, so halving a step that fails is all it takes. */
function findMode(
  arms: readonly Arm[],
  at: Float64Array,
  random: RandomEffects,
  mode: Float64Array,
): Float64Array {
  const [sigma, tau] = [random.sigma ? at[2]! : 0, random.tau ? at[3]! : 0];
  let [b1, b2] = [random.sigma ? mode[0]! : 0, random.tau ? mode[1]! : 0];
  if (!Number.isFinite(b1 + b2)) [b1, b2] = [0, 0];
  let [value, g1, g2] = [0, 0, 0];
  const evaluate = (x1: number, x2: number) => {
    value = -(x1 * x1 + x2 * x2) / 2;
    [g1, g2] = [-x1, -x2];
    let [h11, h12, h22] = [1, 0, 1];
    for (const arm of arms) {
      const [l1, l2] = [arm.gamma * sigma, arm.z * tau];
      arm.response.at(fixedPart(arm, at) + l1 * x1 + l2 * x2, response);
      value += response[0]!;
      g1 += response[1]! * l1;
      g2 += response[1]! * l2;
      h11 += response[2]! * l1 * l1;
      h12 += response[2]! * l1 * l2;
      h22 += response[2]! * l2 * l2;
    }
    curvature[0] = h11;
    curvature[1] = h12;
    curvature[2] = h22;
  };
  evaluate(b1, b2);
  for (let iteration = 0; iteration < 60; iteration++) {
    const determinant = curvature[0]! * curvature[2]! - curvature[1]! ** 2;
    let s1 = (curvature[2]! * g1 - curvature[1]! * g2) / determinant;
    let s2 = (curvature[0]! * g2 - curvature[1]! * g1) / determinant;
    if (g1 * s1 + g2 * s2 < 1e-22) break;
    const before = value;
    for (let halving = 0; halving < 40; halving++, s1 /= 2, s2 /= 2) {
      evaluate(b1 + s1, b2 + s2);
      if (value >= before - 1e-12 * Math.abs(before)) break;
    }
    b1 += s1;
    b2 += s2;
  }
  mode[0] = b1;
  mode[1] = b2;
  return curvature;
}

/** Laplace's approximation. Its gradient is exact; its second derivatives are differences of that. */
export const laplaceMarginal: Marginal = (arms, at, random, mode, out) => {
  if (!random.sigma && !random.tau) return withoutRandomEffects(arms, at, out);
  const moved = Float64Array.from(at);
  const there = Float64Array.from(mode);
  const [above, below] = [new Float64Array(4), new Float64Array(4)];
  out.value = laplaceValue(arms, at, random, mode, out.gradient);
  out.hessian.fill(0);
  for (let a = 0; a < 4; a++) {
    if ((a === 2 && !random.sigma) || (a === 3 && !random.tau)) continue;
    const h = 1e-4 * Math.max(1, Math.abs(at[a]!));
    there.set(mode);
    moved[a] = at[a]! + h;
    laplaceValue(arms, moved, random, there, above);
    there.set(mode);
    moved[a] = at[a]! - h;
    laplaceValue(arms, moved, random, there, below);
    moved[a] = at[a]!;
    for (let b = 0; b < 4; b++) out.hessian[4 * a + b] = (above[b]! - below[b]!) / (2 * h);
  }
  for (let a = 0; a < 4; a++) {
    for (let b = 0; b < a; b++) {
      const mean = (out.hessian[4 * a + b]! + out.hessian[4 * b + a]!) / 2;
      out.hessian[4 * a + b] = mean;
      out.hessian[4 * b + a] = mean;
    }
  }
};

/**
 * f(b^) - ln det(H) / 2 at the mode b^, with H = I + sum of w L L' and L the loadings of an arm. Its derivative adds to
 * that of f the change of det H, to which w contributes through the third moment and through the moving mode.
 */
function laplaceValue(
  arms: readonly Arm[],
  at: Float64Array,
  random: RandomEffects,
  mode: Float64Array,
  gradient: Float64Array,
): number {
  const found = findMode(arms, at, random, mode);
  const [h11, h12, h22] = [found[0]!, found[1]!, found[2]!];
  const determinant = h11 * h22 - h12 * h12;
  // The inverse of H.
  const [i11, i12, i22] = [h22 / determinant, -h12 / determinant, h11 / determinant];
  const [sigma, tau] = [random.sigma ? at[2]! : 0, random.tau ? at[3]! : 0];
  const [b1, b2] = [mode[0]!, mode[1]!];
  let value = -(b1 * b1 + b2 * b2) / 2 - Math.log(determinant) / 2;
  // For each slot: how the gradient of f in b changes with it, from which the mode moves.
  const [push1, push2] = [new Float64Array(4), new Float64Array(4)];
  gradient.fill(0);
  const states = arms.map((arm) => {
    const [l1, l2] = [arm.gamma * sigma, arm.z * tau];
    arm.response.at(fixedPart(arm, at) + l1 * b1 + l2 * b2, response);
    const [r, w, third] = [response[1]!, response[2]!, response[3]!];
    value += response[0]!;
    slotDirection(arm, random, b1, b2);
    for (let a = 0; a < 4; a++) {
      gradient[a]! += r * direction[a]!;
      push1[a]! -= w * direction[a]! * l1;
      push2[a]! -= w * direction[a]! * l2;
    }
    push1[2]! += random.sigma ? r * arm.gamma : 0;
    push2[3]! += random.tau ? r * arm.z : 0;
    return { l1, l2, w, third };
  });
  arms.forEach((arm, j) => {
    const { l1, l2, w, third } = states[j]!;
    slotDirection(arm, random, b1, b2);
    const leverage = i11 * l1 * l1 + 2 * i12 * l1 * l2 + i22 * l2 * l2;
    for (let a = 0; a < 4; a++) {
      const [m1, m2] = [i11 * push1[a]! + i12 * push2[a]!, i12 * push1[a]! + i22 * push2[a]!];
      gradient[a]! -= (third * (direction[a]! + l1 * m1 + l2 * m2) * leverage) / 2;
    }
    if (random.sigma) gradient[2]! -= w * arm.gamma * (i11 * l1 + i12 * l2);
    if (random.tau) gradient[3]! -= w * arm.z * (i12 * l1 + i22 * l2);
  });
  return value;
}

/** The change of an arm's eta with each slot. */
function slotDirection(arm: Arm, random: RandomEffects, b1: number, b2: number): void {
  direction[0] = arm.gamma;
  direction[1] = arm.theta;
  direction[2] = random.sigma ? arm.gamma * b1 : 0;
  direction[3] = random.tau ? arm.z * b2 : 0;
}
