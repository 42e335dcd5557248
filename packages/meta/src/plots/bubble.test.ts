import { describe, expect, test } from "vitest";
import { designMatrix } from "../design.ts";
import { type ConvergedFit, fit } from "../fit.ts";
import { predict } from "../predict.ts";
import { bubblePlot } from "./bubble.ts";

const dose = [1, 2, 4, 7, 9];
const age = [3, 8, 5, 2, 6];
const effects = dose.map((each, i) => ({ yi: 0.1 * each + (i % 2 ? 0.05 : -0.05), vi: 0.01 * (i + 1) }));
const design = designMatrix([
  { type: "numeric", name: "dose", values: dose },
  { type: "numeric", name: "age", values: age },
]);
const fitted = fit(effects, { design }) as ConvergedFit;

describe("a bubble plot", () => {
  test("has a bubble for each study at its moderator and effect, the heaviest of area 1", () => {
    const { bubbles } = bubblePlot(fitted, { moderator: "dose" });
    expect(bubbles.map(({ x, y }) => [x, y])).toEqual(effects.map(({ yi }, i) => [dose[i], yi]));
    expect(bubbles.map(({ area }) => area)).toContain(1);
    expect(bubbles.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(100, 9);
  });

  test("draws the model's line over the studies' values and not beyond, the other moderators at their means", () => {
    const { line } = bubblePlot(fitted, { moderator: "dose", points: 3 });
    expect(line.map(({ x }) => x)).toEqual([1, 5, 9]);
    const { estimate, ciLow, prediction } = predict(fitted, [1, 5, 4.8]);
    expect(line[1]).toMatchObject({ estimate, ciLow, prediction });
  });

  test("or at the values asked for", () => {
    const { line } = bubblePlot(fitted, { moderator: "dose", at: [1, 99, 2], points: 2 });
    expect(line[0]!.estimate).toBe(predict(fitted, [1, 1, 2]).estimate);
  });

  test("names the moderators there are when asked for another", () => {
    expect(() => bubblePlot(fitted, { moderator: "colour" })).toThrow("intercept, dose, age");
    expect(() => bubblePlot(fit(effects) as ConvergedFit, { moderator: "dose" })).toThrow(
      "a fit with moderators",
    );
  });

  test("says the same in its table", () => {
    const { table } = bubblePlot(fitted, { moderator: "dose" });
    expect(table.head).toEqual(["Study", "dose", "Effect", "Weight (%)"]);
    expect(table.rows[2]!.slice(0, 3)).toEqual(["Study 3", "4.00", "0.35"]);
  });
});
