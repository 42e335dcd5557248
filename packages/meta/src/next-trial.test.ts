import fc from "fast-check";
import { expect, test } from "vitest";
import { normalUpper } from "./distributions.ts";
import { nextTrialPower, nextTrialVariance } from "./next-trial.ts";
import { randomStream } from "./random.ts";

const effects = [
  { yi: 0.5, vi: 0.2 },
  { yi: 0.1, vi: 0.1 },
  { yi: 0.6, vi: 0.15 },
];
const plan = { delta: 0.4, tau2: 0.05 };

test("the probability is what drawing the next trial again and again gives", () => {
  const vi = 0.08;
  const random = randomStream(7);
  let rejected = 0;
  const draws = 40_000;
  for (let draw = 0; draw < draws; draw++) {
    const yi = plan.delta + Math.sqrt(vi + plan.tau2) * random.normal();
    let [w, wy] = [0, 0];
    for (const each of [...effects, { yi, vi }]) {
      w += 1 / (each.vi + plan.tau2);
      wy += each.yi / (each.vi + plan.tau2);
    }
    if (Math.abs(wy / Math.sqrt(w)) > 1.959963984540054) rejected++;
  }
  const power = nextTrialPower(effects, vi, plan).ofUpdate;
  expect(Math.abs(rejected / draws - power)).toBeLessThan(4 * Math.sqrt((power * (1 - power)) / draws));
});

test("alone and without heterogeneity a trial has the power of the ordinary z test", () => {
  const { ofTrialAlone } = nextTrialPower(effects, 0.04, { delta: 0.4, tau2: 0 });
  expect(ofTrialAlone).toBeCloseTo(
    normalUpper(1.959963984540054 - 2) + normalUpper(1.959963984540054 + 2),
    12,
  );
});

test("the size found has just the power wanted", () => {
  const found = nextTrialVariance(effects, plan, 0.6);
  if (found.status !== "attained") throw new Error(found.status);
  expect(nextTrialPower(effects, found.vi, plan).ofUpdate).toBeCloseTo(0.6, 8);
  expect(nextTrialPower(effects, found.vi * 1.05, plan).ofUpdate).toBeLessThan(0.6);
});

test("where studies differ much, no single trial is large enough, and the answer says so", () => {
  const found = nextTrialVariance(effects, { delta: 0.2, tau2: 2 }, 0.8);
  expect(found.status).toBe("not-attainable");
});

test("every probability is one", () => {
  const positive = fc.double({ min: 1e-4, max: 1e3, noNaN: true });
  fc.assert(
    fc.property(positive, positive, fc.double({ min: -5, max: 5, noNaN: true }), (vi, tau2, delta) => {
      const { ofUpdate, ofTrialAlone } = nextTrialPower(effects, vi, { delta, tau2 });
      for (const p of [ofUpdate, ofTrialAlone]) expect(p >= 0 && p <= 1 + 1e-12).toBe(true);
    }),
  );
});
