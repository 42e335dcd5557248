/**
 * Maximum likelihood where every study may have one parameter of its own besides those that all studies have in
 * common. The information matrix is then an arrow: each study's own parameter is eliminated by a division, and only
 * a matrix as large as the common part is factored, so that a step costs as much as there are studies.
 * Source: Demidenko (2013), Mixed Models, 2nd ed., section 7.3 (profiling nuisance parameters by Schur complement);
 * Nocedal and Wright (2006), Numerical Optimization, 2nd ed., section 3.4 (adding to the diagonal where the likelihood
 * is not concave).
 */
import { at, cholesky, choleskyInverse, choleskySolve, type Matrix, zeros } from "../matrix.ts";
import {
  type Arm,
  type Derivatives,
  emptyDerivatives,
  type Marginal,
  type RandomEffects,
} from "./marginal.ts";

/** What fills a slot: nothing (0), the study's own parameter, or a sum of common parameters times a study's covariates. */
export type SlotFilling =
  | { readonly kind: "zero" }
  | { readonly kind: "own" }
  | { readonly kind: "common"; readonly first: number; readonly covariates: readonly (readonly number[])[] };

export interface ArrowModel {
  readonly studies: readonly (readonly Arm[])[];
  /** gamma, theta, sigma, tau. */
  readonly slots: readonly [SlotFilling, SlotFilling, SlotFilling, SlotFilling];
  /** Length of the common part. */
  readonly common: number;
  readonly marginal: Marginal;
}

export interface ArrowPoint {
  readonly common: Float64Array;
  /** Each study's own parameter; unused where the model has none. */
  readonly own: Float64Array;
}

export interface ArrowState {
  readonly value: number;
  readonly gradient: Float64Array;
  readonly information: Matrix;
  readonly ownGradient: Float64Array;
  readonly ownInformation: Float64Array;
  /** Study by common parameter. */
  readonly cross: Matrix;
}

export type ArrowFit =
  | {
      readonly status: "converged";
      readonly point: ArrowPoint;
      readonly state: ArrowState;
      /** Inverse information of the common part, own parameters profiled out. */
      readonly covariance: Matrix;
      readonly iterations: number;
    }
  | { readonly status: "not-converged" | "singular"; readonly iterations: number };

const hasOwn = (model: ArrowModel) => model.slots.some(({ kind }) => kind === "own");

function evaluate(model: ArrowModel, point: ArrowPoint, modes: Float64Array): ArrowState {
  const { studies, slots, common: m, marginal } = model;
  const random: RandomEffects = { sigma: slots[2].kind !== "zero", tau: slots[3].kind !== "zero" };
  const derivatives: Derivatives = emptyDerivatives();
  const own = hasOwn(model);
  const gradient = new Float64Array(m);
  const information = zeros(m, m);
  const ownGradient = new Float64Array(own ? studies.length : 0);
  const ownInformation = new Float64Array(own ? studies.length : 0);
  const cross = zeros(own ? studies.length : 0, m);
  const filled = new Float64Array(4);
  const jacobian = new Float64Array(4 * m);
  let value = 0;
  for (let i = 0; i < studies.length; i++) {
    jacobian.fill(0);
    for (let s = 0; s < 4; s++) {
      const filling = slots[s]!;
      filled[s] = filling.kind === "own" ? point.own[i]! : 0;
      if (filling.kind !== "common") continue;
      const covariates = filling.covariates[i]!;
      for (let j = 0; j < covariates.length; j++) {
        filled[s]! += covariates[j]! * point.common[filling.first + j]!;
        jacobian[s * m + filling.first + j] = covariates[j]!;
      }
    }
    marginal(studies[i]!, filled, random, modes.subarray(2 * i, 2 * i + 2), derivatives);
    const { gradient: g, hessian: h } = derivatives;
    value += derivatives.value;
    for (let s = 0; s < 4; s++) {
      const isOwn = slots[s]!.kind === "own";
      if (isOwn) {
        ownGradient[i] = g[s]!;
        ownInformation[i] = -h[4 * s + s]!;
      } else for (let j = 0; j < m; j++) gradient[j]! += jacobian[s * m + j]! * g[s]!;
      for (let t = 0; t < 4; t++) {
        const second = -h[4 * s + t]!;
        if (second === 0) continue;
        for (let j = 0; j < m; j++) {
          const by = jacobian[t * m + j]! * second;
          if (by === 0) continue;
          if (isOwn) cross.values[i * m + j]! += by;
          else for (let l = 0; l < m; l++) information.values[l * m + j]! += jacobian[s * m + l]! * by;
        }
      }
    }
  }
  return { value, gradient, information, ownGradient, ownInformation, cross };
}

/** The information about the common part and its slope, with each study's own parameter at its best. */
function profiled({ gradient, information, ownGradient, ownInformation, cross }: ArrowState) {
  const m = gradient.length;
  const slope = Float64Array.from(gradient);
  const values = Float64Array.from(information.values);
  for (let i = 0; i < ownGradient.length; i++) {
    for (let j = 0; j < m; j++) {
      const share = cross.values[i * m + j]! / ownInformation[i]!;
      slope[j]! -= share * ownGradient[i]!;
      for (let l = 0; l < m; l++) values[j * m + l]! -= share * cross.values[i * m + l]!;
    }
  }
  return { slope, information: { rows: m, columns: m, values } };
}

/** The factor of an information matrix, its diagonal raised until it is positive definite. */
function raisedFactor(information: Matrix): Matrix {
  const m = information.rows;
  let largest = 1e-8;
  for (let j = 0; j < m; j++) largest = Math.max(largest, Math.abs(at(information, j, j)));
  for (let raise = 0; ; raise = raise === 0 ? 1e-6 * largest : raise * 4) {
    const raised = { ...information, values: Float64Array.from(information.values) };
    for (let j = 0; j < m; j++) raised.values[j * m + j]! += raise;
    const factor = cholesky(raised);
    if (factor) return factor;
  }
}

export function arrowNewton(model: ArrowModel, start: ArrowPoint, maxIterations = 100): ArrowFit {
  const modes = new Float64Array(2 * model.studies.length);
  const m = model.common;
  let point = start;
  let state = evaluate(model, point, modes);
  for (let iterations = 0; iterations < maxIterations; iterations++) {
    if (!Number.isFinite(state.value)) return { status: "not-converged", iterations };
    const { slope, information } = profiled(state);
    if (information.values.some((value) => !Number.isFinite(value)))
      return { status: "singular", iterations };
    const step = choleskySolve(raisedFactor(information), slope);
    const ownStep = state.ownGradient.map((g, i) => {
      let sum = g;
      for (let j = 0; j < m; j++) sum -= state.cross.values[i * m + j]! * step[j]!;
      return sum / state.ownInformation[i]!;
    });
    let gain = 0;
    for (let j = 0; j < m; j++) gain += state.gradient[j]! * step[j]!;
    for (let i = 0; i < ownStep.length; i++) gain += state.ownGradient[i]! * ownStep[i]!;
    const longest = [step, ownStep].reduce(
      (most, part) => part.reduce((far, each) => Math.max(far, Math.abs(each)), most),
      0,
    );
    const converged = (): ArrowFit => {
      const factor = cholesky(information);
      if (!factor) return { status: "singular", iterations };
      return { status: "converged", point, state, covariance: choleskyInverse(factor), iterations };
    };
    if (Math.abs(gain) < 1e-16 * Math.max(1, Math.abs(state.value))) return converged();
    // A long step on the logit scale leaves the region where the quadratic says anything.
    let length = Math.min(1, 4 / longest);
    let next = point;
    let nextState = state;
    for (let halving = 0; halving < 40; halving++, length /= 2) {
      next = {
        common: point.common.map((value, j) => value + length * step[j]!),
        own: point.own.map((value, i) => value + length * (ownStep[i] ?? 0)),
      };
      nextState = evaluate(model, next, modes);
      if (nextState.value >= state.value - 1e-13 * Math.abs(state.value)) break;
    }
    // With few nodes the quadrature's error moves with them: its sum then peaks beside where its slope is 0.
    if (nextState.value < state.value && Math.abs(gain) < 1e-5) return converged();
    point = next;
    state = nextState;
  }
  return { status: "not-converged", iterations: maxIterations };
}
