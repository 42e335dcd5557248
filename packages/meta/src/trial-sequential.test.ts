import { expect, test } from "vitest";
import { trialSequentialAnalysis } from "./trial-sequential.ts";

const effects = [
  { yi: 0.5, vi: 0.2 },
  { yi: 0.1, vi: 0.1 },
  { yi: 0.7, vi: 0.15 },
  { yi: 0.4, vi: 0.05 },
];

function analysed(...given: Parameters<typeof trialSequentialAnalysis>) {
  const found = trialSequentialAnalysis(...given);
  if (found.status !== "analysed") throw new Error(found.status);
  return found;
}

test("the required size of a mean difference is that of one trial of like power", () => {
  // Wetterslev et al. (2008), section 2.3: 4 sd^2 (z(1 - alpha/2) + z(power))^2 / delta^2 participants; with sd = 1,
  // delta = 0.5, 5 % and 80 % these are 125.58, and 1 / variance is a quarter of the participants.
  const found = analysed(effects, { delta: 0.5, diversity: 0 });
  expect(found.requiredInformation * 4).toBeCloseTo(
    (4 * (1.959963984540054 + 0.8416212335729143) ** 2) / 0.25,
    8,
  );
  expect(found.requiredInformation * 4).toBeCloseTo(125.58, 2);
});

test("assumed diversity of a half doubles it", () => {
  const [none, half] = [0, 0.5].map((diversity) => analysed(effects, { delta: 0.5, diversity }));
  expect(half!.requiredInformation).toBeCloseTo(2 * none!.requiredInformation, 10);
});

test("early on the boundary is far beyond 1.96, and after the required information there is none", () => {
  const small = analysed(effects, { delta: 0.2, diversity: 0 });
  expect(small.informationReached).toBe(false);
  expect(small.looks[0]!.boundary!).toBeGreaterThan(5);
  const large = analysed([...effects, ...effects], { delta: 1.2, diversity: 0 });
  expect(large.informationReached).toBe(true);
  expect(large.looks.at(-1)!.boundary).toBeUndefined();
});

test("a nominally significant start does not cross, though the ordinary test would", () => {
  const early = analysed([{ yi: 1, vi: 0.2 }], { delta: 0.3 });
  expect(early.looks[0]!.z).toBeGreaterThan(1.96);
  expect(early.crossedAt).toBeUndefined();
});

test("an effect of 0 to look for is refused", () => {
  expect(() => trialSequentialAnalysis(effects, { delta: 0 })).toThrow("delta");
});
