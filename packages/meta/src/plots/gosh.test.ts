import { describe, expect, test } from "vitest";
import { type ConvergedFit, fit } from "../fit.ts";
import { goshPlot } from "./gosh.ts";

const effects = [0.1, 0.2, 0.15, 0.3, 2].map((yi) => ({ yi, vi: 0.02 }));
const fitted = fit(effects, { method: "DL" }) as ConvergedFit;

describe("a GOSH plot", () => {
  test("has the fit of every subset of two or more studies, each once", () => {
    const { points, sampled, failed } = goshPlot(fitted);
    // 2^5 subsets less the empty one and five single studies.
    expect(points).toHaveLength(26);
    expect(new Set(points.map(({ members }) => members.join())).size).toBe(26);
    expect([sampled, failed]).toEqual([false, 0]);
    for (const { members, x, y } of points) {
      const again = fit(
        members.map((i) => effects[i]!),
        { method: "DL" },
      ) as ConvergedFit;
      expect([x, y]).toEqual([again.coefficients[0]!.estimate, again.i2]);
    }
  });

  test("shows whose presence makes the heterogeneity", () => {
    const { table } = goshPlot(fitted, { labels: ["a", "b", "c", "d", "outlier"] });
    const [, , , i2With, i2Without] = table.rows[4]!;
    expect(Number(i2With)).toBeGreaterThan(90);
    expect(Number(i2Without)).toBe(0);
  });

  test("draws different subsets at random beyond the limit, the same ones for the same seed", () => {
    const drawn = goshPlot(fitted, { limit: 10, seed: 7 });
    expect(drawn.sampled).toBe(true);
    expect(drawn.points).toHaveLength(10);
    expect(new Set(drawn.points.map(({ members }) => members.join())).size).toBe(10);
    expect(drawn).toEqual(goshPlot(fitted, { limit: 10, seed: 7 }));
    expect(drawn.points).not.toEqual(goshPlot(fitted, { limit: 10, seed: 8 }).points);
  });

  test("draws from many studies without looking at all their subsets", () => {
    const forty = fit(Array.from({ length: 40 }, (_, i) => ({ yi: Math.sin(i), vi: 1 }))) as ConvergedFit;
    const { points } = goshPlot(forty, { limit: 200, seed: 1 });
    const sizes = points.map(({ members }) => members.length);
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    // Of 40 studies each subset holds 20 on average, with a standard error of sqrt(10 / 200) = 0.22.
    expect(mean).toBeGreaterThan(19);
    expect(mean).toBeLessThan(21);
  });

  test("asks for a seed where chance is needed, and says for how many subsets", () => {
    expect(() => goshPlot(fitted, { limit: 10 })).toThrow("26 subsets are more than 10");
  });
});
