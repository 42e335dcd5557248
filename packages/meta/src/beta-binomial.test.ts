import fc from "fast-check";
import { expect, test } from "vitest";
import { betaBinomial } from "./beta-binomial.ts";
import { lbeta, logChoose } from "./distributions.ts";
import { numericalGradient } from "./minimise.ts";

const tables = [
  { ai: 14, bi: 38, ci: 4, di: 46 },
  { ai: 1, bi: 30, ci: 5, di: 24 },
  { ai: 0, bi: 44, ci: 0, di: 47 },
  { ai: 31, bi: 174, ci: 19, di: 179 },
  { ai: 6, bi: 84, ci: 17, di: 78 },
];

/** The likelihood from beta functions, as Kuss (2015) writes it, for comparison. */
function logLikelihood(b0: number, b1: number, rho: number): number {
  const total = 1 / rho - 1;
  const arm = (y: number, n: number, eta: number) => {
    const mu = 1 / (1 + Math.exp(-eta));
    const [alpha, beta] = [mu * total, (1 - mu) * total];
    return logChoose(n, y) + lbeta(y + alpha, n - y + beta) - lbeta(alpha, beta);
  };
  return tables.reduce((sum, t) => sum + arm(t.ai, t.ai + t.bi, b0 + b1) + arm(t.ci, t.ci + t.di, b0), 0);
}

function converged(fit: ReturnType<typeof betaBinomial>) {
  if (fit.status !== "converged") throw new Error(`ended as ${fit.status}`);
  return fit;
}

test("the estimate is where the likelihood from beta functions is level, and has its value", () => {
  const { intercept, logOddsRatio, rho, logLik } = converged(betaBinomial(tables));
  const at = Float64Array.from([intercept.estimate, logOddsRatio.estimate, rho]);
  const slope = numericalGradient((x) => logLikelihood(x[0]!, x[1]!, x[2]!), at, 1e-4);
  for (const each of slope) expect(Math.abs(each)).toBeLessThan(1e-5);
  expect(logLikelihood(at[0]!, at[1]!, at[2]!)).toBeCloseTo(logLik, 9);
});

test("arms that vary less than a binomial have rho = 0, and then the crude odds ratio and Woolf's variance", () => {
  const even = Array.from({ length: 4 }, () => ({ ai: 10, bi: 90, ci: 20, di: 80 }));
  const fit = converged(betaBinomial(even));
  expect(fit.rho).toBe(0);
  expect(fit.rhoAtBoundary).toBe(true);
  expect(fit.logOddsRatio.estimate).toBeCloseTo(Math.log((10 * 80) / (90 * 20)), 12);
  expect(fit.logOddsRatio.se ** 2).toBeCloseTo(1 / 40 + 1 / 360 + 1 / 80 + 1 / 320, 12);
});

test("exchanging the arms changes the sign of the effect, whatever the tables", () => {
  const count = fc.integer({ min: 0, max: 20 });
  const table = fc.record({ ai: count, bi: count, ci: count, di: count });
  fc.assert(
    fc.property(fc.array(table, { minLength: 2, maxLength: 6 }), (given) => {
      const one = betaBinomial(given);
      const other = betaBinomial(given.map(({ ai, bi, ci, di }) => ({ ai: ci, bi: di, ci: ai, di: bi })));
      expect(other.status).toBe(one.status);
      if (one.status !== "converged" || other.status !== "converged") return;
      expect(other.logOddsRatio.estimate).toBeCloseTo(-one.logOddsRatio.estimate, 6);
      expect(Number.isFinite(one.logOddsRatio.se) && one.logOddsRatio.se > 0).toBe(true);
    }),
  );
});

test("no event in one arm of any study is separation; one study is too few; a fraction is refused", () => {
  expect(betaBinomial(tables.map((t) => ({ ...t, ai: 0 })))).toMatchObject({ status: "separation" });
  expect(betaBinomial(tables.slice(0, 1))).toEqual({ status: "too-few-studies", k: 1, needed: 2 });
  expect(() => betaBinomial([{ ai: 1.5, bi: 2, ci: 3, di: 4 }])).toThrow("tables[0].ai");
});
