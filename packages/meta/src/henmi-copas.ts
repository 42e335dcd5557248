/**
 * A confidence interval that publication bias moves less: the equal-effects estimate, with the random-effects variance
 * of it and a quantile that allows for the estimation of tau2.
 * Source: Henmi and Copas (2010), Stat Med 29(29):2969-2983, section 3.
 */
import { requireLevel } from "./arguments.ts";
import { gammaUpper } from "./distributions/gamma.ts";
import { normalDensity } from "./distributions/normal.ts";
import { type Effect, requireEffects } from "./effect.ts";
import { integrate } from "./quadrature.ts";
import { brentRoot } from "./root.ts";

export type HenmiCopas =
  | {
      readonly status: "converged";
      readonly estimate: number;
      readonly se: number;
      readonly ciLow: number;
      readonly ciHigh: number;
      /** DerSimonian and Laird's. */
      readonly tau2: number;
    }
  | { readonly status: "not-converged" };

/** @param effects at least 2. */
export function henmiCopas(effects: readonly Effect[], level = 95): HenmiCopas {
  requireEffects("henmiCopas", effects, { atLeast: 2 });
  requireLevel(level);
  const k = effects.length;
  const power = (n: number) => effects.reduce((sum, { vi }) => sum + vi ** -n, 0);
  const total = power(1);
  // W2, W3, W4: sums of w^2, w^3, w^4 over the sum of w.
  const [w2, w3, w4] = [power(2) / total, power(3) / total, power(4) / total];
  const estimate = effects.reduce((sum, { yi, vi }) => sum + yi / vi, 0) / total;
  const q = effects.reduce((sum, { yi, vi }) => sum + (yi - estimate) ** 2 / vi, 0);
  const excess = total - w2;
  // Equal variances leave W1 - W2 above 0 for any k >= 2.
  const tau2 = Math.max(0, (q - (k - 1)) / excess);
  const ratio = 1 + tau2 * w2;

  // Mean and variance of Q given R = estimate * sqrt(W1) = r, whose own variance is `ratio`.
  const shift = (tau2 / ratio) ** 2 * (w3 - w2 ** 2);
  const meanOfQ = (r: number) => k - 1 + tau2 * excess + shift * (r * r - ratio);
  const base = 2 * (k - 1) + 4 * tau2 * excess + 2 * tau2 ** 2 * (total * w2 - 2 * w3 + w2 ** 2);
  const cross = w3 - w2 ** 2;
  const third = cross + tau2 * (w4 - 2 * w2 * w3 + w2 ** 3);
  const bend = (tau2 / ratio) ** 2;
  const varianceOfQ = (r: number) =>
    base + 4 * bend * (r * r - ratio) * third + (bend * cross) ** 2 * ratio * (2 * ratio - 4 * r * r);
  // The value of Q at which the estimated tau2 would make 1 + tau2 W2 = f^2.
  const qAt = (f: number) => (total / w2 - 1) * (f * f - 1) + (k - 1);
  const goal = (1 - level / 100) / 2;
  const sd = Math.sqrt(ratio);
  const tail = (x: number) => {
    // P(R / sqrt(1 + tau2hat W2) > x): R must be above x, and Q small enough for the ratio to exceed x.
    const area = integrate(
      (r) => {
        const [mean, variance] = [meanOfQ(r), varianceOfQ(r)];
        const below = 1 - gammaUpper(Math.max(0, qAt(r / x)) / (variance / mean), mean ** 2 / variance);
        return (below * normalDensity(r / sd)) / sd;
      },
      x,
      x + 12 * sd + 40,
      { relative: 1e-10, absolute: 1e-14, breakpoints: [x + sd, x + 4 * sd, x + 12 * sd] },
    );
    return (area.status === "converged" ? area.value : area.lastValue) - goal;
  };
  const found = brentRoot(tail, 1e-3, 60, { tolerance: 1e-11 });
  if (found.status !== "converged") return { status: "not-converged" };
  const se = Math.sqrt(ratio / total);
  const half = found.x * se;
  return { status: "converged", estimate, se, ciLow: estimate - half, ciHigh: estimate + half, tau2 };
}
