/**
 * Group-sequential boundaries that spend a total alpha over looks at accumulating data.
 * Sources: Lan and DeMets (1983), Biometrika 70(3):659-663 (spending functions); Armitage, McPherson and Rowe (1969),
 * J R Stat Soc A 132(2):235-244 (the recursion over looks); Jennison and Turnbull (2000), Group Sequential Methods with
 * Applications to Clinical Trials, ch. 19 (its numerical integration).
 */
import { demand } from "./arguments.ts";
import { normalDensity, normalLower, normalUpper, normalUpperQuantile } from "./distributions/normal.ts";
import { legendreNodes, legendreWeights } from "./gauss-legendre.ts";
import { brentRoot } from "./root.ts";

export type Spending = "obrien-fleming" | "pocock";

export interface SpendingOptions {
  /** Of all looks together; 0.05 unless given. */
  readonly alpha?: number;
  /** 2: either direction, boundaries symmetric. Default 2. */
  readonly sides?: 1 | 2;
  /**
   * obrien-fleming: 2 (1 - Phi(z(1 - alpha / 2) / sqrt t)), next to nothing early. pocock: alpha ln(1 + (e - 1) t), about
   * the same at every look. Default obrien-fleming.
   */
  readonly spending?: Spending;
}

export interface Look {
  /** Share of the planned information. */
  readonly fraction: number;
  /** Alpha spent up to and with this look. */
  readonly spent: number;
  /** The z statistic that has to be exceeded. */
  readonly z: number;
}

/**
 * @param fractions of the planned information at each look: above 0, increasing, at most 1.
 * @throws RangeError when they are not, or an option is not known.
 */
export function spendingBoundaries(
  fractions: readonly number[],
  { alpha = 0.05, sides = 2, spending = "obrien-fleming" }: SpendingOptions = {},
): Look[] {
  demand(alpha > 0 && alpha < 1, "alpha", alpha, "between 0 and 1");
  demand(sides === 1 || sides === 2, "sides", sides, "1 or 2");
  demand(
    spending === "obrien-fleming" || spending === "pocock",
    "spending",
    spending,
    "obrien-fleming or pocock",
  );
  fractions.forEach((t, i) => {
    const before = i === 0 ? 0 : fractions[i - 1]!;
    demand(t > before && t <= 1, `fractions[${i}]`, t, `above ${before} and at most 1`);
  });
  const spent = fractions.map((t) =>
    spending === "pocock"
      ? alpha * Math.log1p((Math.E - 1) * t)
      : 2 * normalUpper(normalUpperQuantile(alpha / 2) / Math.sqrt(t)),
  );
  // The score process is Brownian motion in t; `inside` is its density where no boundary has been crossed so far.
  let inside: Density | undefined;
  return fractions.map((t, i) => {
    const increment = spent[i]! - (i === 0 ? 0 : spent[i - 1]!);
    const elapsed = t - (i === 0 ? 0 : fractions[i - 1]!);
    const root = Math.sqrt(elapsed);
    const next = fractions[i + 1];
    const before = inside;
    const bound = before
      ? boundaryAfter(before, root, increment, sides) / Math.sqrt(t)
      : normalUpperQuantile(increment / sides);
    const edge = bound * Math.sqrt(t);
    if (next !== undefined) {
      const step = Math.min(root, Math.sqrt(next - t));
      const low = sides === 2 ? -edge : -12 * Math.sqrt(t);
      const density = before
        ? (w: number) => expectation(before, (u) => normalDensity((w - u) / root) / root)
        : (w: number) => normalDensity(w / root) / root;
      inside = tabulate(density, Math.max(low, -12 * Math.sqrt(t)), Math.min(edge, 12 * Math.sqrt(t)), step);
    }
    return { fraction: t, spent: spent[i]!, z: bound };
  });
}

interface Density {
  readonly nodes: Float64Array;
  /** Density times quadrature weight. */
  readonly masses: Float64Array;
}

/** Panels no wider than one and a half steps of the process, within which it is smooth. */
function tabulate(density: (w: number) => number, low: number, high: number, step: number): Density {
  const panels = Math.ceil((high - low) / (1.5 * step));
  const half = (high - low) / panels / 2;
  const nodes = new Float64Array(20 * panels);
  const masses = new Float64Array(20 * panels);
  for (let j = 0; j < panels; j++) {
    for (let i = 0; i < 20; i++) {
      const w = low + (2 * j + 1 + legendreNodes[i]!) * half;
      nodes[20 * j + i] = w;
      masses[20 * j + i] = half * legendreWeights[i]! * density(w);
    }
  }
  return { nodes, masses };
}

function expectation({ nodes, masses }: Density, f: (u: number) => number): number {
  let sum = 0;
  for (let n = 0; n < nodes.length; n++) sum += masses[n]! * f(nodes[n]!);
  return sum;
}

/** The edge that is crossed with the probability to be spent; on a logarithmic scale, for that may be tiny. */
function boundaryAfter(before: Density, root: number, increment: number, sides: 1 | 2): number {
  const crossing = (edge: number) =>
    expectation(before, (u) => {
      const above = normalUpper((edge - u) / root);
      return sides === 2 ? above + normalLower((-edge - u) / root) : above;
    });
  const high = before.nodes[before.nodes.length - 1]! + 12 * root;
  const low = sides === 2 ? 0 : before.nodes[0]!;
  const found = brentRoot((edge) => Math.log(crossing(edge)) - Math.log(increment), low, high, {
    tolerance: 1e-13,
  });
  return found.status === "converged" ? found.x : high;
}
