import { expect, test } from "vitest";
import { dataSet } from "./data-set.ts";
import { doseResponse } from "./dose-response.ts";

const found = doseResponse(dataSet());

test("the review's tests for trend stand as printed, and the month without one is told", () => {
  expect(found.trends.map(({ month, p }) => [month, p?.relation ?? "equal", p?.value])).toEqual([
    [3, "less than", 0.001],
    [12, "equal", 0.047],
    [6, "equal", undefined],
  ]);
});
test("the cut of Sun 2017 was made afterwards, and its sources disagree where it lies", () => {
  expect(found.cut.prespecified).toBe("post hoc");
  expect(found.cut.threshold.value).toBe(2e7);
  expect(found.cut.thresholds.map(({ value }) => value)).toEqual([2e7, 2.5e7]);
});
test("no trial gave two doses of cord blood by lot, so no curve is fitted: when one does, fit it", () => {
  expect(found.controlled.length).toBeGreaterThan(5);
  expect(found.comparedDoses).toEqual([]);
});
test("a trial with two doses would be noticed", () => {
  const data = dataSet();
  const arms = data.arms.map((arm) =>
    arm.id === "min-2020-factorial.a"
      ? { ...arm, figures: { ...arm.figures, doseMinimum: { ...arm.figures.doseMinimum!, value: 6e7 } } }
      : arm,
  );
  expect(doseResponse({ ...data, arms }).comparedDoses).toEqual(["min-2020-factorial"]);
});
