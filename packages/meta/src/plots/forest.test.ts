import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { designMatrix } from "../design.ts";
import type { Effect } from "../effect.ts";
import { type ConvergedFit, type FitOptions, fit } from "../fit.ts";
import { predict } from "../predict.ts";
import { ratioScale } from "./axis.ts";
import { forestOf, forestPlot } from "./forest.ts";

// Viechtbauer (2005), J Educ Behav Stat 30(3):261-293, example 1.
const effects = [
  [-0.581, 0.023],
  [0.53, 0.052],
  [0.771, 0.06],
  [1.031, 0.115],
  [0.553, 0.095],
].map(([yi, vi]) => ({ yi: yi!, vi: vi! }));

function converged(of: readonly Effect[], options?: FitOptions): ConvergedFit {
  const found = fit(of, options);
  if (found.status !== "converged") throw new Error(found.status);
  return found;
}

const someEffects = fc.array(
  fc.record({
    yi: fc.double({ min: -5, max: 5, noNaN: true }),
    vi: fc.double({ min: 0.01, max: 4, noNaN: true }),
  }),
  { minLength: 2, maxLength: 12 },
);

describe("a forest of a fit", () => {
  test("draws every study once, in its order, with its weight", () => {
    fc.assert(
      fc.property(someEffects, (studies) => {
        const { rows } = forestPlot(converged(studies));
        expect(rows.map(({ y }) => y)).toEqual(studies.map((_, i) => i));
        expect(rows.map((row) => row.kind === "estimate" && row.estimate)).toEqual(
          studies.map(({ yi }) => yi),
        );
        const weights = rows.map((row) =>
          row.kind === "estimate" ? (row.weight ?? Number.NaN) : Number.NaN,
        );
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(100, 8);
        expect(Math.max(...rows.map((row) => (row.kind === "estimate" ? row.area : 0)))).toBe(1);
      }),
    );
  });

  test("spans the interval of the pooled effect with its diamond, below the studies", () => {
    const fitted = converged(effects, { test: "knha" });
    const [diamond] = forestPlot(fitted).diamonds;
    const { estimate, ciLow, ciHigh } = fitted.coefficients[0]!;
    const [left, top, right, bottom] = diamond!.corners;
    expect([left.x, right.x]).toEqual([expect.closeTo(ciLow, 12), expect.closeTo(ciHigh, 12)]);
    expect([top.x, bottom.x]).toEqual([estimate, estimate]);
    expect([left.y, right.y]).toEqual([effects.length, effects.length]);
    expect(top.y).toBeLessThan(left.y);
    expect(bottom.y).toBeGreaterThan(left.y);
  });

  test("keeps all intervals, the prediction and the line of no effect on the axis", () => {
    fc.assert(
      fc.property(someEffects, fc.constantFrom("DL", "REML", "EE"), (studies, method) => {
        const { x, rows, diamonds, reference } = forestPlot(converged(studies, { method }));
        const all = [
          reference,
          ...rows.flatMap((row) => (row.kind === "estimate" ? [row.ciLow, row.ciHigh] : [])),
          ...diamonds.flatMap(({ ciLow, ciHigh, prediction }) =>
            prediction ? [ciLow, ciHigh, prediction.low, prediction.high] : [ciLow, ciHigh],
          ),
        ];
        for (const value of all) {
          expect(value).toBeGreaterThanOrEqual(x.low);
          expect(value).toBeLessThanOrEqual(x.high);
        }
        expect(
          rows.every((row) => row.kind === "estimate" && !row.line.beyondLow && !row.line.beyondHigh),
        ).toBe(true);
      }),
    );
  });

  test("is mirrored when effects are negated", () => {
    fc.assert(
      fc.property(someEffects, (studies) => {
        const there = forestPlot(converged(studies, { method: "DL" }));
        const back = forestPlot(
          converged(
            studies.map(({ yi, vi }) => ({ yi: -yi, vi })),
            { method: "DL" },
          ),
        );
        expect(back.x.low).toBeCloseTo(-there.x.high, 9);
        for (const [i, row] of there.rows.entries()) {
          const mirror = back.rows[i]!;
          if (row.kind !== "estimate" || mirror.kind !== "estimate")
            throw new Error("a study without an estimate");
          expect(mirror.ciLow).toBeCloseTo(-row.ciHigh, 9);
          expect(mirror.area).toBeCloseTo(row.area, 9);
        }
        expect(back.diamonds[0]!.corners[0].x).toBeCloseTo(-there.diamonds[0]!.corners[2].x, 9);
      }),
    );
  });

  test("shows the prediction interval asked for, or none", () => {
    const fitted = converged(effects);
    const shown = (prediction: "fit" | "riley" | "none") =>
      forestPlot(fitted, { prediction }).diamonds[0]!.prediction;
    expect(shown("fit")).toEqual(predict(fitted).prediction);
    expect(shown("riley")).toEqual(predict(fitted).predictionRiley);
    expect(shown("none")).toBeUndefined();
  });

  test("has no one pooled effect where there are moderators, but one for each study", () => {
    const dose = [1, 2, 3, 4, 5];
    const design = designMatrix([{ type: "numeric", name: "dose", values: dose }]);
    const { rows, diamonds } = forestPlot(converged(effects, { design }));
    expect(diamonds).toEqual([]);
    const expected = rows.map((row) => (row.kind === "estimate" ? row.fitted?.[1]?.x : undefined));
    const step = expected[1]! - expected[0]!;
    for (const [i, value] of expected.entries()) expect(value).toBeCloseTo(expected[0]! + i * step, 9);
  });

  test("says the same in its table, on the scale that people read", () => {
    const two = converged(
      [0, 1].map((yi) => ({ yi: Math.log(2) * yi, vi: 0.04 })),
      { method: "EE" },
    );
    // exp(ln(2) / 2 +/- 1.96 * 0.1414)
    expect(forestPlot(two, { labels: ["Riga 2019", "Oslo 2021"], scale: ratioScale }).table).toEqual({
      head: ["Study", "Effect", "95% CI", "Weight (%)"],
      rows: [
        ["Riga 2019", "1.00", "0.68 to 1.48", "50.0"],
        ["Oslo 2021", "2.00", "1.35 to 2.96", "50.0"],
        ["Pooled effect", "1.41", "1.07 to 1.87", ""],
      ],
    });
  });

  test("refuses names for other studies than it has", () => {
    expect(() => forestPlot(converged(effects), { labels: ["one"] })).toThrow("labels: expected 5");
  });
});

describe("a forest of any rows", () => {
  const wide = { label: "wide", estimate: 0, ciLow: -9, ciHigh: 9 };

  test("cuts an interval at the limits and says on which side it goes on", () => {
    const { rows } = forestOf([{ ...wide, ciLow: -0.5 }, wide], [], { limits: [-1, 1] });
    expect(rows).toMatchObject([
      { line: { from: -0.5, to: 1, beyondLow: false, beyondHigh: true }, ciHigh: 9 },
      { line: { from: -1, to: 1, beyondLow: true, beyondHigh: true } },
    ]);
  });

  test("never draws a row without an estimate as 0", () => {
    const { rows, table } = forestOf([{ label: "none", notEstimated: "all cells are 0" }, wide], []);
    expect(rows[0]).toEqual({ label: "none", y: 0, kind: "not-estimated", because: "all cells are 0" });
    expect(table.rows[0]).toEqual(["none", "all cells are 0", ""]);
  });

  test("refuses an estimate outside its interval, by the name of the row", () => {
    expect(() => forestOf([wide, { ...wide, estimate: 10 }], [])).toThrow("forest entries[1]");
    expect(() => forestOf([{ ...wide, ciHigh: Number.NaN }], [])).toThrow("forest entries[0]");
    expect(() => forestOf([], [])).toThrow("at least one row");
    expect(() => forestOf([wide], [], { limits: [1, 1] })).toThrow("lower first");
  });
});
