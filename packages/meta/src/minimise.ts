/**
 * Minimising a function of several variables: Nelder and Mead's simplex where there are no derivatives to
 * trust, and BFGS with numerical or given gradients to finish near the minimum.
 * Sources: Nelder and Mead (1965), Comput J 7(4):308-313, with the restarts of Kelley (1999);
 * Nocedal and Wright (2006), Numerical Optimization, 2nd ed., algorithm 6.1 and section 8.1;
 * Brent (1973), chapter 5, in one dimension.
 */

export type Minimum =
  | {
      readonly status: "converged";
      readonly x: Float64Array;
      readonly value: number;
      readonly evaluations: number;
    }
  | {
      readonly status: "not-converged";
      readonly lastX: Float64Array;
      readonly lastValue: number;
      readonly evaluations: number;
    };

export type Objective = (x: Float64Array) => number;

/** A point where the objective is undefined counts as infinitely bad, so that a search can walk around it. */
const worth = (value: number) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value);

/** Nelder and Mead's simplex, restarted around its result until a restart no longer helps. */
export function nelderMead(
  objective: Objective,
  start: ArrayLike<number>,
  {
    step = 0.5,
    tolerance = 1e-13,
    maxEvaluations = 20_000,
    maxRestarts = 20,
  }: { step?: number; tolerance?: number; maxEvaluations?: number; maxRestarts?: number } = {},
): Minimum {
  let evaluations = 0;
  const f = (x: Float64Array) => {
    evaluations++;
    return worth(objective(x));
  };
  let best: Float64Array = Float64Array.from(start);
  let value = f(best);
  let size = step;
  for (let restart = 0; restart < maxRestarts; restart++) {
    const found = simplexSearch(f, best, size, tolerance, () => evaluations >= maxEvaluations);
    const gain = value - found.value;
    best = found.x;
    value = found.value;
    if (evaluations >= maxEvaluations) break;
    if (restart > 0 && !(gain > tolerance * (Math.abs(value) + tolerance))) {
      return { status: "converged", x: best, value, evaluations };
    }
    size /= 4;
  }
  return { status: "not-converged", lastX: best, lastValue: value, evaluations };
}

function simplexSearch(
  f: Objective,
  start: Float64Array,
  step: number,
  tolerance: number,
  spent: () => boolean,
): { x: Float64Array; value: number } {
  const n = start.length;
  const points = Array.from({ length: n + 1 }, (_, i) => {
    const x = Float64Array.from(start);
    if (i > 0) x[i - 1]! += step * Math.max(1, Math.abs(x[i - 1]!) * 0.2);
    return { x, value: f(x) };
  });
  const along = (from: Float64Array, to: Float64Array, factor: number) => {
    const x = from.map((value, j) => value + factor * (to[j]! - value));
    return { x, value: f(x) };
  };
  while (!spent()) {
    points.sort((p, q) => p.value - q.value);
    const [best, worst] = [points[0]!, points[n]!];
    const spread = Math.max(...points.map((p) => Math.max(...p.x.map((v, j) => Math.abs(v - best.x[j]!)))));
    const flat = worst.value - best.value <= tolerance * (Math.abs(best.value) + tolerance);
    if (flat && spread < 1e-5) break;
    if (spread < 1e-14) break;
    const centre = new Float64Array(n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) centre[j]! += points[i]!.x[j]! / n;
    const reflected = along(centre, worst.x, -1);
    if (reflected.value < best.value) {
      const expanded = along(centre, worst.x, -2);
      points[n] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < points[n - 1]!.value) points[n] = reflected;
    else {
      const contracted =
        reflected.value < worst.value ? along(centre, reflected.x, 0.5) : along(centre, worst.x, 0.5);
      if (contracted.value < Math.min(reflected.value, worst.value)) points[n] = contracted;
      else for (let i = 1; i <= n; i++) points[i] = along(best.x, points[i]!.x, 0.5);
    }
  }
  points.sort((p, q) => p.value - q.value);
  return points[0]!;
}

/** Central differences with Richardson's extrapolation: about twelve digits of a smooth function's gradient. */
export function numericalGradient(objective: Objective, x: Float64Array, step = 1e-3): Float64Array {
  const at = Float64Array.from(x);
  const central = (j: number, h: number) => {
    const held = at[j]!;
    at[j] = held + h;
    const above = objective(at);
    at[j] = held - h;
    const below = objective(at);
    at[j] = held;
    return (above - below) / (2 * h);
  };
  return at.map((value, j) => {
    const h = step * Math.max(1, Math.abs(value));
    const [d1, d2, d4] = [central(j, h), central(j, h / 2), central(j, h / 4)];
    const [e1, e2] = [(4 * d2 - d1) / 3, (4 * d4 - d2) / 3];
    return (16 * e2 - e1) / 15;
  });
}

/** The matrix of second derivatives as rows, by Richardson-extrapolated central differences. */
export function numericalHessian(objective: Objective, x: Float64Array, step = 1e-2): number[][] {
  const n = x.length;
  const at = Float64Array.from(x);
  const centre = objective(at);
  const width = at.map((value) => step * Math.max(1, Math.abs(value)));
  const moved = (i: number, hi: number, j: number, hj: number) => {
    const [heldI, heldJ] = [at[i]!, at[j]!];
    at[i]! += hi;
    at[j]! += hj;
    const value = objective(at);
    at[j] = heldJ;
    at[i] = heldI;
    return value;
  };
  const second = (i: number, j: number, by: number) => {
    const [hi, hj] = [width[i]! / by, width[j]! / by];
    if (i === j) return (moved(i, hi, j, 0) - 2 * centre + moved(i, -hi, j, 0)) / (hi * hi);
    const mixed = moved(i, hi, j, hj) - moved(i, hi, j, -hj) - moved(i, -hi, j, hj) + moved(i, -hi, j, -hj);
    return mixed / (4 * hi * hj);
  };
  const result = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const [d1, d2, d4] = [second(i, j, 1), second(i, j, 2), second(i, j, 4)];
      const [e1, e2] = [(4 * d2 - d1) / 3, (4 * d4 - d2) / 3];
      const value = (16 * e2 - e1) / 15;
      result[i]![j] = value;
      result[j]![i] = value;
    }
  }
  return result;
}

/** BFGS with a backtracking search; the gradient is numerical unless given. */
export function bfgs(
  objective: Objective,
  start: ArrayLike<number>,
  {
    gradient,
    tolerance = 1e-9,
    maxIterations = 200,
  }: { gradient?: (x: Float64Array) => Float64Array; tolerance?: number; maxIterations?: number } = {},
): Minimum {
  let evaluations = 0;
  const f = (at: Float64Array) => {
    evaluations++;
    return worth(objective(at));
  };
  const slope = gradient ?? ((at: Float64Array) => numericalGradient(f, at));
  const n = start.length;
  let x = Float64Array.from(start);
  let value = f(x);
  let g = slope(x);
  let h = identityRows(n);
  const size = (v: Float64Array) => Math.max(0, ...v.map(Math.abs));
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (size(g) <= tolerance * Math.max(1, Math.abs(value))) {
      return { status: "converged", x, value, evaluations };
    }
    let direction = negate(timesRows(h, g));
    let descent = dot(direction, g);
    if (!(descent < 0)) {
      h = identityRows(n);
      direction = negate(g);
      descent = -dot(g, g);
    }
    let length = iteration === 0 ? Math.min(1, 1 / size(g)) : 1;
    let next = x;
    let nextValue = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 50; tries++, length /= 2) {
      next = x.map((xi, i) => xi + length * direction[i]!);
      nextValue = f(next);
      if (nextValue <= value + 1e-4 * length * descent) break;
    }
    if (!(nextValue < value)) {
      // No step improves: at a minimum to the precision of the objective, or stuck.
      const stuck = size(g) > 1e-4 * Math.max(1, Math.abs(value));
      return stuck
        ? { status: "not-converged", lastX: x, lastValue: value, evaluations }
        : { status: "converged", x, value, evaluations };
    }
    const nextG = slope(next);
    const s = next.map((xi, i) => xi - x[i]!);
    const y = nextG.map((gi, i) => gi - g[i]!);
    const sy = dot(s, y);
    if (sy > 1e-14 * Math.sqrt(dot(s, s) * dot(y, y))) {
      const hy = timesRows(h, y);
      const factor = (1 + dot(y, hy) / sy) / sy;
      h = h.map((row, i) =>
        row.map((hij, j) => hij + factor * s[i]! * s[j]! - (hy[i]! * s[j]! + s[i]! * hy[j]!) / sy),
      );
    }
    [x, value, g] = [next, nextValue, nextG];
  }
  return { status: "not-converged", lastX: x, lastValue: value, evaluations };
}

/** The minimum of a unimodal function on an interval, by golden sections and parabolas. */
export function brentMinimum(
  f: (x: number) => number,
  low: number,
  high: number,
  { tolerance = 1e-9, maxIterations = 200 } = {},
): { readonly x: number; readonly value: number } {
  const golden = 0.3819660112501051;
  let [a, b] = [low, high];
  let x = a + golden * (b - a);
  let [w, v] = [x, x];
  let fx = worth(f(x));
  let [fw, fv] = [fx, fx];
  let [step, before] = [0, 0];
  for (let i = 0; i < maxIterations; i++) {
    const middle = (a + b) / 2;
    const enough = tolerance * Math.abs(x) + 1e-15;
    if (Math.abs(x - middle) <= 2 * enough - (b - a) / 2) break;
    let parabola = false;
    if (Math.abs(before) > enough) {
      const r = (x - w) * (fx - fv);
      let q = (x - v) * (fx - fw);
      let p = (x - v) * q - (x - w) * r;
      q = 2 * (q - r);
      if (q > 0) p = -p;
      else q = -q;
      if (Math.abs(p) < Math.abs(0.5 * q * before) && p > q * (a - x) && p < q * (b - x)) {
        before = step;
        step = p / q;
        parabola = true;
      }
    }
    if (!parabola) {
      before = (x < middle ? b : a) - x;
      step = golden * before;
    }
    const u = x + (Math.abs(step) >= enough ? step : step > 0 ? enough : -enough);
    const fu = worth(f(u));
    if (fu <= fx) {
      if (u < x) b = x;
      else a = x;
      [v, w, x] = [w, x, u];
      [fv, fw, fx] = [fw, fx, fu];
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu <= fw || w === x) {
        [v, w] = [w, u];
        [fv, fw] = [fw, fu];
      } else if (fu <= fv || v === x || v === w) {
        v = u;
        fv = fu;
      }
    }
  }
  return { x, value: fx };
}

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, ai, i) => sum + ai * b[i]!, 0);
const negate = (a: Float64Array) => a.map((ai) => -ai);
const identityRows = (n: number) =>
  Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
const timesRows = (rows: readonly Float64Array[], a: Float64Array) =>
  Float64Array.from(rows, (row) => dot(row, a));
