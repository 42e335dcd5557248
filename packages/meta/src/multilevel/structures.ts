/**
 * Covariance structures of random effects: m effects that belong together, such as the outcomes of one trial,
 * have the m x m covariance matrix G. Each structure says which numbers G is made of, within which bounds,
 * and how a slope with respect to G becomes one with respect to them.
 * Standard deviations are the numbers where G has products of them, so that G stays smooth down to 0.
 * Source: Pinheiro and Bates (2000), Mixed-Effects Models in S and S-PLUS, sections 2.2 and 5.3; Jones (1993),
 * Longitudinal Data with Serial Correlation, chapter 3, for the continuous-time autoregression.
 */
import { demand } from "../arguments.ts";
import { symmetricEigen } from "../eigen.ts";
import { cholesky, type Matrix } from "../matrix.ts";

export type StructureName = "ID" | "DIAG" | "CS" | "HCS" | "UN" | "AR" | "HAR" | "CAR";

export interface Structure {
  readonly size: number;
  /** Whether correlations are estimated. */
  readonly correlated: boolean;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** The lowest correlation that `size` effects can have in common, where `lower` goes below it. */
  readonly lowestPossible?: number;
  /**
   * Numbers that give every effect the variance v, and a correlation from weak (0) to strong (1).
   * @param little an effect that has a hundredth of it, where effects have variances of their own.
   */
  start(v: number, strength: number, little?: number): Float64Array;
  /** Writes G, row by row. */
  covariance(theta: Float64Array, g: Float64Array): void;
  /** Given the symmetric matrix E = dl/dG, dl/dtheta. */
  pullBack(theta: Float64Array, e: Float64Array): Float64Array;
  /** What the fit reports: variances, and correlations where the structure has them. */
  report(theta: Float64Array): { readonly tau2: number[]; readonly rho: number[] };
  /** The number that is held when a reported variance or correlation is; undefined when it is made of several. */
  position(kind: "tau2" | "rho", index: number): number | undefined;
  /** The number for a reported value, and back. */
  inward(kind: "tau2" | "rho", value: number): number;
  /** What a change of the effects' unit does: variances times `unit2`. */
  rescale(theta: Float64Array, unit2: number): Float64Array;
}

/** sigma2 times a known correlation matrix; the plain random intercept has the 1 x 1 matrix 1. */
export function known(correlation: Float64Array, size: number): Structure {
  return {
    size,
    correlated: false,
    lower: Float64Array.of(0),
    upper: Float64Array.of(Number.POSITIVE_INFINITY),
    start: (v) => Float64Array.of(v),
    covariance: ([sigma2], g) => {
      for (let i = 0; i < g.length; i++) g[i] = sigma2! * correlation[i]!;
    },
    pullBack: (_, e) => Float64Array.of(e.reduce((sum, value, i) => sum + value * correlation[i]!, 0)),
    report: ([sigma2]) => ({ tau2: [sigma2!], rho: [] }),
    position: (kind) => (kind === "tau2" ? 0 : undefined),
    inward: (_, value) => value,
    rescale: (theta, unit2) => theta.map((value) => value * unit2),
  };
}

/**
 * @param m effects, in the sorted order of their levels.
 * @param positions of the levels in time, for CAR.
 *
 * A common correlation goes down to -1. Below -1 / (m - 1) it is not one that m effects can have; what is
 * observed can still be distributed so, and fits say when it is.
 */
export function structure(name: StructureName, m: number, positions: readonly number[] = []): Structure {
  if (name === "ID") return known(unit(m), m);
  if (name === "DIAG") return diagonal(m);
  if (m === 1) return known(Float64Array.of(1), 1);
  const steps = (i: number, j: number) => Math.abs(i - j);
  const time = (i: number, j: number) => Math.abs(positions[i]! - positions[j]!);
  switch (name) {
    case "CS":
      return common(
        m,
        [-1, 1],
        (rho) => rho,
        () => 1,
      );
    case "AR":
      return common(
        m,
        [-1, 1],
        (rho, i, j) => rho ** steps(i, j),
        (rho, i, j) => slopeOfPower(rho, steps(i, j)),
      );
    case "CAR":
      demand(positions.length === m, "CAR inner", positions.length, `${m} numbers, the times of the levels`);
      return common(
        m,
        [0, 1],
        (rho, i, j) => rho ** time(i, j),
        (rho, i, j) => slopeOfPower(rho, time(i, j)),
      );
    case "HCS":
      return separate(
        m,
        [-1, 1],
        (rho) => rho,
        () => 1,
      );
    case "HAR":
      return separate(
        m,
        [-1, 1],
        (rho, i, j) => rho ** steps(i, j),
        (rho, i, j) => slopeOfPower(rho, steps(i, j)),
      );
    case "UN":
      return m === 2
        ? separate(
            2,
            [-1, 1],
            (rho) => rho,
            () => 1,
          )
        : unstructured(m);
  }
}

/** d rho^d / d rho, with the pole at 0 of powers below 1 cut off. */
function slopeOfPower(rho: number, d: number): number {
  return d === 0
    ? 0
    : d * Math.max(Math.abs(rho), d < 1 ? 1e-8 : 0) ** (d - 1) * (rho < 0 && d % 2 === 0 ? -1 : 1);
}

function unit(m: number): Float64Array {
  const values = new Float64Array(m * m);
  for (let i = 0; i < m; i++) values[i * m + i] = 1;
  return values;
}

function diagonal(m: number): Structure {
  return {
    size: m,
    correlated: false,
    lower: new Float64Array(m),
    upper: new Float64Array(m).fill(Number.POSITIVE_INFINITY),
    start: (v) => new Float64Array(m).fill(v),
    covariance: (theta, g) => {
      g.fill(0);
      for (let i = 0; i < m; i++) g[i * m + i] = theta[i]!;
    },
    pullBack: (theta, e) => theta.map((_, i) => e[i * m + i]!),
    report: (theta) => ({ tau2: [...theta], rho: [] }),
    position: (kind, index) => (kind === "tau2" ? index : undefined),
    inward: (_, value) => value,
    rescale: (theta, unit2) => theta.map((value) => value * unit2),
  };
}

type Correlation = (rho: number, i: number, j: number) => number;

/** One variance and one correlation: theta = (tau2, rho). */
function common(m: number, [low, high]: [number, number], r: Correlation, slope: Correlation): Structure {
  return {
    size: m,
    correlated: true,
    lowestPossible: -1 / (m - 1),
    lower: Float64Array.of(0, low),
    upper: Float64Array.of(Number.POSITIVE_INFINITY, high),
    start: (v, strength) => Float64Array.of(v, 0.9 * strength),
    covariance: ([tau2, rho], g) => {
      for (let i = 0; i < m; i++)
        for (let j = 0; j < m; j++) g[i * m + j] = tau2! * (i === j ? 1 : r(rho!, i, j));
    },
    pullBack: ([tau2, rho], e) => {
      let [byTau2, byRho] = [0, 0];
      for (let i = 0; i < m; i++) {
        byTau2 += e[i * m + i]!;
        for (let j = 0; j < m; j++) {
          if (i === j) continue;
          byTau2 += e[i * m + j]! * r(rho!, i, j);
          byRho += e[i * m + j]! * tau2! * slope(rho!, i, j);
        }
      }
      return Float64Array.of(byTau2, byRho);
    },
    report: ([tau2, rho]) => ({ tau2: [tau2!], rho: [rho!] }),
    position: (kind, index) => (index > 0 ? undefined : kind === "tau2" ? 0 : 1),
    inward: (_, value) => value,
    rescale: ([tau2, rho], unit2) => Float64Array.of(tau2! * unit2, rho!),
  };
}

/** A variance each and one correlation: theta = (s1, ..., sm, rho), standard deviations first. */
function separate(m: number, [low, high]: [number, number], r: Correlation, slope: Correlation): Structure {
  const lower = new Float64Array(m + 1);
  lower[m] = low;
  const upper = new Float64Array(m + 1).fill(Number.POSITIVE_INFINITY);
  upper[m] = high;
  return {
    size: m,
    correlated: true,
    lowestPossible: -1 / (m - 1),
    lower,
    upper,
    start: (v, strength, little) =>
      Float64Array.from({ length: m + 1 }, (_, i) =>
        i < m ? Math.sqrt(v) * (i === little ? 0.1 : 1) : 0.9 * strength,
      ),
    covariance: (theta, g) => {
      for (let i = 0; i < m; i++)
        for (let j = 0; j < m; j++) g[i * m + j] = theta[i]! * theta[j]! * (i === j ? 1 : r(theta[m]!, i, j));
    },
    pullBack: (theta, e) => {
      const result = new Float64Array(m + 1);
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < m; j++) {
          result[i]! += 2 * e[i * m + j]! * theta[j]! * (i === j ? 1 : r(theta[m]!, i, j));
          if (i !== j) result[m]! += e[i * m + j]! * theta[i]! * theta[j]! * slope(theta[m]!, i, j);
        }
      }
      return result;
    },
    report: (theta) => ({ tau2: [...theta.subarray(0, m)].map((s) => s * s), rho: [theta[m]!] }),
    position: (kind, index) => (kind === "tau2" ? index : index === 0 ? m : undefined),
    inward: (kind, value) => (kind === "tau2" ? Math.sqrt(value) : value),
    rescale: (theta, unit2) => theta.map((value, i) => (i < m ? value * Math.sqrt(unit2) : value)),
  };
}

/** Any covariance matrix, as its lower Cholesky factor by rows. */
function unstructured(m: number): Structure {
  const count = (m * (m + 1)) / 2;
  const lower = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  const place = (i: number, j: number) => (i * (i + 1)) / 2 + j;
  for (let i = 0; i < m; i++) lower[place(i, i)] = 0;
  const covariance = (theta: Float64Array, g: Float64Array) => {
    for (let i = 0; i < m; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let l = 0; l <= j; l++) sum += theta[place(i, l)]! * theta[place(j, l)]!;
        g[i * m + j] = sum;
        g[j * m + i] = sum;
      }
    }
  };
  return {
    size: m,
    correlated: true,
    lower,
    upper: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    start: (v, strength, little) => {
      const rho = 0.9 * strength;
      const g: Matrix = { rows: m, columns: m, values: unit(m).map((one) => v * (one === 1 ? 1 : rho)) };
      const l = cholesky(g) ?? { ...g, values: unit(m) };
      const theta = new Float64Array(count);
      for (let i = 0; i < m; i++)
        for (let j = 0; j <= i; j++) theta[place(i, j)] = l.values[i * m + j]! * (i === little ? 0.1 : 1);
      return theta;
    },
    covariance,
    pullBack: (theta, e) => {
      const result = new Float64Array(count);
      for (let i = 0; i < m; i++)
        for (let j = 0; j <= i; j++)
          for (let l = j; l < m; l++) result[place(i, j)]! += 2 * e[i * m + l]! * theta[place(l, j)]!;
      return result;
    },
    report: (theta) => {
      const g = new Float64Array(m * m);
      covariance(theta, g);
      const rho: number[] = [];
      for (let i = 0; i < m; i++) {
        for (let j = i + 1; j < m; j++) {
          const scale = Math.sqrt(g[i * m + i]! * g[j * m + j]!);
          rho.push(scale > 0 ? g[i * m + j]! / scale : 0);
        }
      }
      return { tau2: Array.from({ length: m }, (_, i) => g[i * m + i]!), rho };
    },
    position: () => undefined,
    inward: (_, value) => value,
    rescale: (theta, unit2) => theta.map((value) => value * Math.sqrt(unit2)),
  };
}

/** @throws RangeError unless the matrix is a correlation matrix, singular ones included. */
export function requireCorrelation(name: string, r: Matrix): void {
  const { rows: m, values } = r;
  for (let i = 0; i < m; i++) {
    demand(Math.abs(values[i * m + i]! - 1) <= 1e-8, `${name}[${i}][${i}]`, values[i * m + i], "1");
    for (let j = 0; j < i; j++) {
      const same = Math.abs(values[i * m + j]! - values[j * m + i]!) <= 1e-8;
      demand(same, `${name}[${i}][${j}]`, values[i * m + j], `${values[j * m + i]}, as [${j}][${i}]`);
    }
  }
  const smallest = symmetricEigen(r).values[m - 1]!;
  demand(smallest >= -1e-8, name, `a matrix with an eigenvalue of ${smallest}`, "no eigenvalue below 0");
}
