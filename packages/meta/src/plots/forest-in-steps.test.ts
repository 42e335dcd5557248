import { expect, test } from "vitest";
import { type ConvergedFit, fit } from "../fit.ts";
import { cumulativeForest, leaveOneOutForest } from "./forest-in-steps.ts";

const effects = [0.1, 0.9, 0.4, 0.6].map((yi, i) => ({ yi, vi: 0.02 * (i + 1) }));
const labels = ["a", "b", "c", "d"];
const all = fit(effects) as ConvergedFit;

test("each row of a leave-one-out forest is the fit without that study, and the diamond that of all", () => {
  const { rows, diamonds } = leaveOneOutForest(all, { labels });
  expect(rows.map(({ label }) => label)).toEqual(["Without a", "Without b", "Without c", "Without d"]);
  const withoutB = fit([effects[0]!, effects[2]!, effects[3]!]) as ConvergedFit;
  expect(rows[1]).toMatchObject({ estimate: withoutB.coefficients[0]!.estimate });
  expect(diamonds[0]).toMatchObject({
    label: "Pooled effect",
    estimate: all.coefficients[0]!.estimate,
    y: 4,
  });
});

test("leaving one of two studies out leaves too few, which is said and not drawn", () => {
  const { rows, table } = leaveOneOutForest(fit(effects.slice(0, 2)) as ConvergedFit);
  expect(rows.map(({ kind }) => kind)).toEqual(["not-estimated", "not-estimated"]);
  expect(table.rows[0]).toEqual(["Without Study 1", "not estimated: too few effects", ""]);
});

test("a cumulative forest adds studies in their order and ends with the fit of all", () => {
  const { rows } = cumulativeForest(effects, [2021, 1999, 2010, 2015], { labels });
  expect(rows.map(({ label }) => label)).toEqual(["+ b", "+ c", "+ d", "+ a"]);
  expect(rows[0]).toMatchObject({ estimate: 0.9 });
  expect(rows[3]).toMatchObject({ estimate: expect.closeTo(all.coefficients[0]!.estimate, 10) });
});
