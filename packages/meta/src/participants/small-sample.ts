/**
 * Degrees of freedom for tests of a mixed model's fixed effects.
 * Sources: Fai and Cornelius (1996), J Stat Comput Simul 54(4):363-378 (Satterthwaite's method: the variance of
 * an estimate's variance by the delta method); Kenward and Roger (1997), Biometrics 53(3):983-997
 * (adjusted covariance and degrees of freedom), with the sums of Halekoh and Hojsgaard (2014), J Stat Softw
 * 59(9), section 2.
 */
import { symmetricEigen } from "../eigen.ts";
import { at, type Matrix, multiply, submatrix, transpose, zeros } from "../matrix.ts";
import { evaluateAt, factorsAt, freedom, type PreparedMixedModel, slopeAt } from "./prepared-model.ts";

/** 2 v^2 / (g' A g) for each coefficient's variance v, g its slope in the variance parameters, A their covariance. */
export function satterthwaite(model: PreparedMixedModel, theta: Float64Array): (number | undefined)[] {
  const { count, upperInverse, p } = model;
  const df = freedom(model);
  const here = evaluateAt(model, theta)!;
  const logSigma2 = Math.log(here.rss / df);
  const size = count + 1;
  const point = Float64Array.of(...theta, logSigma2);
  /** Minus the log-likelihood's slope in theta and ln sigma2, nothing profiled out. */
  const gradient = (at: Float64Array): Float64Array | undefined => {
    const part = at.subarray(0, count);
    const s2 = Math.exp(at[count]!);
    const slope = slopeAt(model, part, s2);
    const rss = evaluateAt(model, part)?.rss;
    return slope && rss !== undefined ? Float64Array.of(...slope.gradient, (df - rss / s2) / 2) : undefined;
  };
  const variances = (at: Float64Array): Float64Array | undefined => {
    const evaluation = evaluateAt(model, at.subarray(0, count));
    if (!evaluation) return undefined;
    const rotated = multiply(multiply(upperInverse, evaluation.covariance), transpose(upperInverse));
    const s2 = Math.exp(at[count]!);
    return Float64Array.from({ length: p }, (_, j) => s2 * rotated.values[j * p + j]!);
  };
  const hessian = zeros(size, size);
  const slopes: Float64Array[] = [];
  for (let i = 0; i < size; i++) {
    const h = 1e-4 * Math.max(0.1, Math.abs(point[i]!));
    const [above, below] = [1, -1].map((sign) =>
      point.map((value, j) => (i === j ? value + sign * h : value)),
    );
    const [ga, gb, va, vb] = [gradient(above!), gradient(below!), variances(above!), variances(below!)];
    if (!ga || !gb || !va || !vb) return new Array<undefined>(p).fill(undefined);
    for (let j = 0; j < size; j++) {
      const second = (ga[j]! - gb[j]!) / (2 * h);
      hessian.values[i * size + j]! += second / 2;
      hessian.values[j * size + i]! += second / 2;
    }
    slopes.push(va.map((value, j) => (value - vb[j]!) / (2 * h)));
  }
  // A variance at 0 leaves directions the data say nothing about; they are left out.
  const { values, vectors } = symmetricEigen(hessian);
  const own = variances(point)!;
  return Array.from(own, (v, j) => {
    let spread = 0;
    for (let e = 0; e < size; e++) {
      if (!(values[e]! > 1e-8 * values[0]!)) continue;
      let along = 0;
      for (let i = 0; i < size; i++) along += at(vectors, i, e) * slopes[i]![j]!;
      spread += along ** 2 / values[e]!;
    }
    return spread > 0 ? (2 * v * v) / spread : undefined;
  });
}

/**
 * Kenward and Roger's covariance of the coefficients and their degrees of freedom, for REML and one residual
 * variance; undefined when the information on the variances is singular.
 */
export function kenwardRoger(
  model: PreparedMixedModel,
  theta: Float64Array,
): { readonly covariance: Matrix; readonly df: number[] } | undefined {
  const { p, unit, upperInverse } = model;
  const evaluation = evaluateAt(model, theta)!;
  const s2 = evaluation.rss / freedom(model);
  const pieces = sumsOfProducts(model, theta, s2);
  const { first, second, traces } = pieces;
  const r = first.length;
  const phi: Matrix = {
    rows: p,
    columns: p,
    values: evaluation.covariance.values.map((value) => value * s2),
  };
  const phiFirst = first.map((each) => multiply(phi, each));
  const info = zeros(r, r);
  for (let i = 0; i < r; i++) {
    for (let j = 0; j < r; j++) {
      const withSecond = traceOfProduct(phi, second[i]![j]!);
      info.values[i * r + j] = traces[i]![j]! - 2 * withSecond + traceOfProduct(phiFirst[i]!, phiFirst[j]!);
    }
  }
  const { values, vectors } = symmetricEigen(info);
  if (!(values[0]! > 0)) return undefined;
  // Variances differ in size; a direction is empty only when it is so against its own size.
  const w = zeros(r, r);
  for (let e = 0; e < r; e++) {
    if (!(values[e]! > 1e-13 * values[0]!)) continue;
    for (let i = 0; i < r; i++)
      for (let j = 0; j < r; j++)
        w.values[i * r + j]! += (2 * at(vectors, i, e) * at(vectors, j, e)) / values[e]!;
  }
  const u = zeros(p, p);
  for (let i = 0; i < r; i++) {
    for (let j = 0; j < r; j++) {
      const weight = at(w, i, j);
      const product = multiply(first[i]!, phiFirst[j]!);
      for (let a = 0; a < p * p; a++)
        u.values[a]! += weight * (second[i]![j]!.values[a]! - product.values[a]!);
    }
  }
  const adjustment = multiply(multiply(phi, u), phi);
  const adjusted = {
    ...phi,
    values: phi.values.map((value, a) => (value + 2 * adjustment.values[a]!) * unit ** 2),
  };
  const rotate = (a: Matrix) => multiply(multiply(upperInverse, a), transpose(upperInverse));
  const plain = rotate(phi);
  const slopes = phiFirst.map((each) => rotate(multiply(each, phi)));
  const df = Array.from({ length: p }, (_, j) => {
    let a = 0;
    for (let i = 0; i < r; i++)
      for (let l = 0; l < r; l++) a += at(w, i, l) * at(slopes[i]!, j, j) * at(slopes[l]!, j, j);
    // For a single coefficient their scaled F statistic's degrees of freedom reduce to 2 / A.
    return (2 * at(plain, j, j) ** 2) / a;
  });
  return { covariance: rotate(adjusted), df };
}

/** P_r = -X'W M_r W X, Q_rs = X'W M_r W M_s W X and tr(W M_r W M_s) for V = sum gamma_r M_r, group by group. */
function sumsOfProducts(model: PreparedMixedModel, theta: Float64Array, s2: number) {
  const { sums, terms, p, q, columns, n } = model;
  const variances = terms.flatMap(({ width, correlated }, term) => {
    const pairs: { term: number; a: number; b: number }[] = [];
    for (let a = 0; a < width; a++) for (let b = correlated ? 0 : a; b <= a; b++) pairs.push({ term, a, b });
    return pairs;
  });
  const r = variances.length + 1;
  const first = Array.from({ length: r }, () => zeros(p, p));
  const second = Array.from({ length: r }, () => Array.from({ length: r }, () => zeros(p, p)));
  const traces = Array.from({ length: r }, () => new Float64Array(r));
  const factors = factorsAt(model, theta);
  const topCodes = topGroups(model);
  const tops = [...new Set(topCodes)];
  const firstColumn: number[] = [];
  let before = 0;
  for (const { width } of sums.levels) {
    firstColumn.push(before);
    before += width;
  }
  for (const top of tops) {
    const rows = Array.from({ length: n }, (_, i) => i).filter((i) => topCodes[i] === top);
    // The effects of all groups within this one, those of a group side by side.
    const start = new Map<string, number>();
    let effects = 0;
    const places = sums.levels.map((level, at) => {
      const codes = terms.find((term) => term.level === at)!.grouping.codes;
      return rows.map((i) => {
        const key = `${at}:${codes[i]}`;
        let place = start.get(key);
        if (place === undefined) {
          place = effects;
          start.set(key, place);
          effects += level.width;
        }
        return place;
      });
    });
    const z = zeros(rows.length, effects);
    rows.forEach((i, row) => {
      sums.levels.forEach(({ width }, at) => {
        for (let c = 0; c < width; c++) {
          z.values[row * effects + places[at]![row]! + c] = columns[firstColumn[at]! + c]![i]!;
        }
      });
    });
    const x = submatrix(
      q,
      rows,
      Array.from({ length: p }, (_, c) => c),
    );
    const lambda = zeros(effects, effects);
    for (const [key, place] of start) {
      const level = Number(key.split(":")[0]);
      const m = sums.levels[level]!.width;
      for (let a = 0; a < m; a++)
        for (let b = 0; b < m; b++)
          lambda.values[(place + a) * effects + place + b] = factors[level]![a * m + b]!;
    }
    /** Pairs of effects to which a variance (covariance) belongs. */
    const pairs = variances.map(({ term, a, b }) => {
      const { level, column } = terms[term]!;
      const list: [number, number][] = [];
      for (const [key, place] of start) {
        if (Number(key.split(":")[0]) !== level) continue;
        list.push([place + column + a, place + column + b]);
        if (a !== b) list.push([place + column + b, place + column + a]);
      }
      return list;
    });
    addGroup({ z, x, lambda, pairs, s2, first, second, traces });
  }
  return { first, second, traces };
}

interface GroupOfEffects {
  readonly z: Matrix;
  readonly x: Matrix;
  readonly lambda: Matrix;
  readonly pairs: readonly (readonly [number, number][])[];
  readonly s2: number;
  readonly first: readonly Matrix[];
  readonly second: readonly (readonly Matrix[])[];
  readonly traces: readonly Float64Array[];
}

/** Everything through W = (I - Z K Z') / s2 and T = I - Z'Z K, so that no matrix has a row for each participant. */
function addGroup({ z, x, lambda, pairs, s2, first, second, traces }: GroupOfEffects): void {
  const effects = z.columns;
  const p = x.columns;
  const g = multiply(transpose(z), z);
  const h = multiply(transpose(z), x);
  const f = multiply(transpose(x), x);
  const inner = multiply(multiply(transpose(lambda), g), lambda);
  for (let i = 0; i < effects; i++) inner.values[i * effects + i]! += 1;
  const { values, vectors } = symmetricEigen(inner);
  const inverse = zeros(effects, effects);
  for (let e = 0; e < effects; e++)
    for (let i = 0; i < effects; i++)
      for (let j = 0; j < effects; j++)
        inverse.values[i * effects + j]! += (at(vectors, i, e) * at(vectors, j, e)) / values[e]!;
  const k = multiply(multiply(lambda, inverse), transpose(lambda));
  const gk = multiply(g, k);
  const t = { ...gk, values: gk.values.map((value, i) => (i % (effects + 1) === 0 ? 1 : 0) - value) };
  const scaled = (m: Matrix, by: number): Matrix => ({ ...m, values: m.values.map((value) => value / by) });
  const a = scaled(multiply(t, g), s2);
  const b = scaled(multiply(t, h), s2);
  const aa = scaled(multiply(t, a), s2);
  const bb = scaled(multiply(t, b), s2);
  const kh = multiply(k, h);
  const hkh = multiply(transpose(h), kh);
  const gkh = multiply(g, kh);
  const hkgkh = multiply(transpose(kh), gkh);
  const cubic = multiply(transpose(gkh), multiply(k, gkh));
  const combine = (weights: readonly number[], by: number) =>
    f.values.map(
      (value, i) =>
        (value +
          weights[0]! * hkh.values[i]! +
          weights[1]! * hkgkh.values[i]! +
          weights[2]! * cubic.values[i]!) /
        by,
    );
  const r = pairs.length;
  // The residual variance comes last; its M is the identity.
  combine([-2, 1, 0], s2 ** 2).forEach((value, i) => {
    first[r]!.values[i]! -= value;
  });
  combine([-3, 3, -1], s2 ** 3).forEach((value, i) => {
    second[r]![r]!.values[i]! += value;
  });
  traces[r]![r]! += (x.rows - 2 * traceOf(gk) + traceOfProduct(gk, gk)) / s2 ** 2;
  pairs.forEach((list, i) => {
    for (const [u, v] of list) {
      for (let c = 0; c < p; c++)
        for (let d = 0; d < p; d++) first[i]!.values[c * p + d]! -= at(b, u, c) * at(b, v, d);
      traces[i]![r]! += at(aa, u, v);
      traces[r]![i]! += at(aa, u, v);
      for (let c = 0; c < p; c++) {
        for (let d = 0; d < p; d++) {
          second[i]![r]!.values[c * p + d]! += at(b, u, c) * at(bb, v, d);
          second[r]![i]!.values[d * p + c]! += at(b, u, c) * at(bb, v, d);
        }
      }
      pairs.forEach((others, j) => {
        for (const [w, y] of others) {
          const middle = at(a, v, w);
          if (middle === 0) continue;
          traces[i]![j]! += middle * at(a, y, u);
          for (let c = 0; c < p; c++)
            for (let d = 0; d < p; d++)
              second[i]![j]!.values[c * p + d]! += at(b, u, c) * middle * at(b, y, d);
        }
      });
    }
  });
}

function topGroups({ sums, terms, n }: PreparedMixedModel): Int32Array {
  const top = sums.levels.length - 1;
  return terms.find(({ level }) => level === top)?.grouping.codes ?? new Int32Array(n);
}

function traceOf(a: Matrix): number {
  let sum = 0;
  for (let i = 0; i < a.rows; i++) sum += at(a, i, i);
  return sum;
}

function traceOfProduct(a: Matrix, b: Matrix): number {
  let sum = 0;
  for (let i = 0; i < a.rows; i++) for (let j = 0; j < a.columns; j++) sum += at(a, i, j) * at(b, j, i);
  return sum;
}
