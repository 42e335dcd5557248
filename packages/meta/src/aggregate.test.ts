import { expect, test } from "vitest";
import { aggregateEffects } from "./aggregate.ts";

const effects = [0.1, 0.2, 0.4, 0.5, 0.9].map((yi, i) => ({ yi, vi: [0.1, 0.2, 0.15, 0.12, 0.3][i]! }));
const trial = ["b", "b", "a", "a", "a"];
const time = [1, 2, 2, 3, 1.5];

test("aggregates as metafor 3.8-1 does, with correlations that fade in time", () => {
  const [b, a] = aggregateEffects(effects, trial, { structure: "CAR", phi: 0.8, time });
  expect(b).toMatchObject({ cluster: "b", effects: 2 });
  expect([b!.yi, b!.vi]).toEqual([expect.closeTo(0.08218116, 8), expect.closeTo(0.09765912, 8)]);
  expect([a!.yi, a!.vi]).toEqual([expect.closeTo(0.24045053, 8), expect.closeTo(0.10299335, 8)]);
  const [both] = aggregateEffects(effects, trial, { structure: "CS+CAR", rho: 0.5, phi: 0.8, time });
  expect([both!.yi, both!.vi]).toEqual([expect.closeTo(0.03996856, 8), expect.closeTo(0.08362389, 8)]);
});

test("independent effects are weighted by the inverse of their variances", () => {
  const [b] = aggregateEffects(effects, trial, { structure: "ID" });
  expect(b!.vi).toBeCloseTo(1 / (1 / 0.1 + 1 / 0.2), 14);
});

test("effects that are the same thing twice gain nothing from being two", () => {
  const same = [
    { yi: 1, vi: 0.2 },
    { yi: 3, vi: 0.2 },
  ];
  const [pooled] = aggregateEffects(same, [1, 1], { structure: "CS", rho: 1 }, { weighted: false });
  expect(pooled).toMatchObject({ yi: 2, vi: 0.2 });
});

test("impossible correlations and wrong lengths are named", () => {
  expect(() => aggregateEffects(effects, trial, { structure: "CS", rho: -0.9 })).toThrow("cluster a");
  expect(() => aggregateEffects(effects, [1], { structure: "ID" })).toThrow("cluster");
  expect(() => aggregateEffects(effects, trial, { structure: "CS", rho: 2 })).toThrow("rho");
});
