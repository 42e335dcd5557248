/**
 * Numerical integration.
 * Sources: Golub and Welsch (1969), Math Comp 23(106):221-230, and Newton's method on the orthonormal Hermite
 * recurrence (Abramowitz and Stegun 1964, 25.4.46) for Gauss-Hermite; Piessens et al. (1983), QUADPACK, the
 * (7, 15) Gauss-Kronrod pair with bisection of the worst interval.
 */
import { requireWhole } from "./arguments.ts";

export interface Rule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** Nodes and weights with sum(weights * f(nodes)) = integral of f(x) exp(-x^2) for polynomials up to 2n - 1. */
export function gaussHermite(n: number): Rule {
  requireWhole("gaussHermite n", n, 1);
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  const half = Math.floor((n + 1) / 2);
  let x = 0;
  for (let i = 0; i < half; i++) {
    // Starting values after Stroud and Secrest (1966).
    if (i === 0) x = Math.sqrt(2 * n + 1) - 1.85575 * (2 * n + 1) ** (-1 / 6);
    else if (i === 1) x -= (1.14 * n ** 0.426) / x;
    else if (i === 2) x = 1.86 * x - 0.86 * nodes[0]!;
    else if (i === 3) x = 1.91 * x - 0.91 * nodes[1]!;
    else x = 2 * x - nodes[i - 2]!;
    let slope = 1;
    for (let iteration = 0; iteration < 100; iteration++) {
      let p = Math.PI ** -0.25;
      let before = 0;
      for (let j = 0; j < n; j++) {
        const older = before;
        before = p;
        p = x * Math.sqrt(2 / (j + 1)) * before - Math.sqrt(j / (j + 1)) * older;
      }
      slope = Math.sqrt(2 * n) * before;
      const step = p / slope;
      x -= step;
      if (Math.abs(step) <= 1e-15 * Math.max(1, Math.abs(x))) break;
    }
    nodes[i] = x;
    weights[i] = 2 / (slope * slope);
    nodes[n - 1 - i] = -x;
    weights[n - 1 - i] = weights[i]!;
  }
  if (n % 2 === 1) nodes[half - 1] = 0;
  return { nodes, weights };
}

const kronrodNodes = [
  0.9914553711208126, 0.9491079123427585, 0.8648644233597691, 0.7415311855993945, 0.5860872354676911,
  0.4058451513773972, 0.20778495500789848, 0,
];
const kronrodWeights = [
  0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592, 0.1690047266392679,
  0.19035057806478542, 0.20443294007529889, 0.20948214108472782,
];
const gaussWeights = [
  0, 0.1294849661688697, 0, 0.27970539148927664, 0, 0.3818300505051189, 0, 0.4179591836734694,
];

export type Integral =
  | { readonly status: "converged"; readonly value: number; readonly error: number }
  | { readonly status: "not-converged"; readonly lastValue: number; readonly error: number };

/**
 * The integral of f from low to high, either of them possibly infinite.
 * @param breakpoints points inside where f bends or peaks; intervals are cut there first.
 */
export function integrate(
  f: (x: number) => number,
  low: number,
  high: number,
  {
    relative = 1e-12,
    absolute = 0,
    maxIntervals = 400,
    breakpoints = [],
  }: {
    relative?: number;
    absolute?: number;
    maxIntervals?: number;
    breakpoints?: readonly number[];
  } = {},
): Integral {
  if (low === high) return { status: "converged", value: 0, error: 0 };
  // x = t / (1 - t^2) takes the whole line to (-1, 1), and each half of it to one side.
  const infinite = !Number.isFinite(low) || !Number.isFinite(high);
  const g = infinite
    ? (t: number) => {
        const rest = 1 - t * t;
        const value = f(t / rest);
        return value === 0 ? 0 : (value * (1 + t * t)) / (rest * rest);
      }
    : f;
  const into = (x: number) => {
    if (!infinite) return x;
    if (x === Number.POSITIVE_INFINITY) return 1;
    if (x === Number.NEGATIVE_INFINITY) return -1;
    return (2 * x) / (1 + Math.sqrt(1 + 4 * x * x));
  };
  const cuts = [low, ...breakpoints.filter((x) => x > low && x < high).sort((a, b) => a - b), high].map(into);
  const pieces = cuts.slice(1).map((to, i) => kronrod(g, cuts[i]!, to));
  for (;;) {
    let value = 0;
    let error = 0;
    let worst = 0;
    pieces.forEach((piece, i) => {
      value += piece.value;
      error += piece.error;
      if (piece.error > pieces[worst]!.error) worst = i;
    });
    if (error <= Math.max(absolute, relative * Math.abs(value))) return { status: "converged", value, error };
    const { from, to } = pieces[worst]!;
    const middle = (from + to) / 2;
    if (pieces.length >= maxIntervals || !(middle > from && middle < to)) {
      return { status: "not-converged", lastValue: value, error };
    }
    pieces[worst] = kronrod(g, from, middle);
    pieces.push(kronrod(g, middle, to));
  }
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly error: number;
}

function kronrod(f: (x: number) => number, from: number, to: number): Piece {
  const centre = (from + to) / 2;
  const half = (to - from) / 2;
  const atCentre = f(centre);
  let value = kronrodWeights[7]! * atCentre;
  let gauss = gaussWeights[7]! * atCentre;
  let size = kronrodWeights[7]! * Math.abs(atCentre);
  const pairs: number[] = [atCentre];
  for (let i = 0; i < 7; i++) {
    const x = half * kronrodNodes[i]!;
    const [below, above] = [f(centre - x), f(centre + x)];
    pairs.push(below, above);
    value += kronrodWeights[i]! * (below + above);
    gauss += gaussWeights[i]! * (below + above);
    size += kronrodWeights[i]! * (Math.abs(below) + Math.abs(above));
  }
  const mean = value / 2;
  let deviation = kronrodWeights[7]! * Math.abs(atCentre - mean);
  for (let i = 0; i < 7; i++) {
    deviation +=
      kronrodWeights[i]! * (Math.abs(pairs[1 + 2 * i]! - mean) + Math.abs(pairs[2 + 2 * i]! - mean));
  }
  // QUADPACK's estimate: the difference of the rules, judged against how much f varies here.
  let error = Math.abs((value - gauss) * half);
  const varied = deviation * half;
  if (varied !== 0 && error !== 0) error = varied * Math.min(1, ((200 * error) / varied) ** 1.5);
  const rounding = 50 * Number.EPSILON * size * half;
  return { from, to, value: value * half, error: Math.max(error, rounding < error ? rounding : 0) };
}
