import { expect, test } from "vitest";
import { dataSet } from "./data-set.ts";
import { wholePeople } from "./exact-interval.ts";
import { harmRates } from "./harm-rate.ts";

const rates = harmRates(dataSet());
const of = (harm: string) => rates.find((rate) => rate.harm === harm)!;

test("every harm of the data set is there, and none is counted twice", () => {
  expect(rates.map(({ harm }) => harm)).toEqual(dataSet().harms.map(({ id }) => id));
});
test("where a source does not say if it counted children or infusions, both readings stand", () => {
  const { readings } = of("duke-eap.hypersensitivity");
  expect(readings.map(({ counted }) => counted)).toEqual(["children", "infusions"]);
  // binom.test of R 4.2.2 for 41 of 464 and 41 of 494.
  expect(readings.map((reading) => wholePeople(reading, 100))).toMatchObject([
    { count: 9, low: 6, high: 12 },
    { count: 8, low: 6, high: 12 },
  ]);
});
test("events that one child can have several times are no share of children", () => {
  expect(of("sun-2021-sibling.any").readings).toEqual([]);
});
test("events without a number to count them out of give no share", () => {
  expect(of("sun-2022-accent-cp.infusion-cb")).toMatchObject({ code: undefined, readings: [] });
});
test("none seen among 63 children still allows 5 of 100", () => {
  expect(wholePeople(of("sun-2017-autologous.sae").readings[0]!, 100)).toMatchObject({
    count: 0,
    without: 100,
    high: 5,
  });
});
test("a harm in a trial with a comparison group has both groups, each with its own interval", () => {
  const { readings, comparator } = of("min-2013-ucb-epo.sae");
  expect(wholePeople(readings[0]!, 100)).toMatchObject({ count: 8, without: 92, low: 1, high: 23 });
  expect(wholePeople(comparator!, 100)).toMatchObject({ count: 9, without: 91, low: 3, high: 18 });
});
test("a printed share stands for whole children", () => {
  // 42.6% of 47 is 20 children.
  expect(of("feng-2015-retrospective.fever").readings[0]!.share).toBe(20 / 47);
});
