import { fromTwoMeans } from "meta";
import { expect, test } from "vitest";
import { dataSet } from "./data-set.ts";
import { derive } from "./derivation.ts";
import { hundredPairs, mainPairs } from "./pairs.ts";

const pairs = hundredPairs(dataSet());
const main = pairs.find(({ record }) => record.id === mainPairs)!;

// pnorm(c(1.42, 0.31, 2.52) / sqrt(6.8^2 + 5.5^2)) of R 4.2.2.
test("the published difference with Sun 2017's spread puts 56 of 100 treated children ahead, 51 to 62", () => {
  expect(main.figure.value).toBeCloseTo(56.4489842, 3);
  expect(main.figure.ciLow).toBeCloseTo(51.4137691, 3);
  expect(main.figure.ciHigh).toBeCloseTo(61.3378857, 3);
  expect(main).toMatchObject({ count: 56, without: 44, low: 51, high: 62 });
});
test("it is derived, and checked no better than the spread it stands on", () => {
  for (const { figure } of pairs) expect([figure.nature, figure.checked]).toEqual(["derived", "secondary"]);
});
test("no difference is 50 of 100, and the sides are mirror images", () => {
  const [difference, sd1, sd2] = main.inputs;
  const better = (value: number) =>
    derive("pairs in which the treated child did better", [
      { ...difference!, value, ciLow: value, ciHigh: value },
      sd1!,
      sd2!,
    ]).value;
  expect(better(0)).toBe(50);
  expect(better(2) + better(-2)).toBeCloseTo(100, 10);
});
test("it is the engine's common language effect size", () => {
  const [, sd1, sd2] = main.inputs;
  const arms = { m1i: 7.5, sd1i: sd1!.value, n1i: 32, m2i: 6.9, sd2i: sd2!.value, n2i: 31 };
  const [effect] = fromTwoMeans("CLESN", [arms]);
  const alone = pairs.find(({ record }) => record.id === "pairs.12m.sun-2017")!;
  expect(effect!.status === "estimated" && 100 * effect!.yi).toBeCloseTo(alone.figure.value, 2);
});
