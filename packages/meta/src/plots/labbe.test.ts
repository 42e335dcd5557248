import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { labbePlot } from "./labbe.ts";

const count = fc.integer({ min: 1, max: 200 });
const someTables = fc.array(fc.record({ ai: count, bi: count, ci: count, di: count }), {
  minLength: 1,
  maxLength: 8,
});

describe("a L'Abbe plot", () => {
  test("has every trial at its two risks; the diagonal parts those for and against", () => {
    fc.assert(
      fc.property(someTables, (tables) => {
        const { points } = labbePlot(tables);
        for (const [i, { ai, bi, ci, di }] of tables.entries()) {
          const { x, y } = points[i]!;
          expect([x, y]).toEqual([ci / (ci + di), ai / (ai + bi)]);
          if (y !== x) expect(y > x).toBe(Math.log((ai * di) / (bi * ci)) > 0);
        }
        expect(Math.max(...points.map(({ area }) => area))).toBe(1);
      }),
    );
  });

  test.each(["RR", "OR", "RD"] as const)(
    "draws a pooled %s as the risks that it makes, all of them risks",
    (measure) => {
      const effectOf = {
        RR: (x: number, y: number) => Math.log(y / x),
        OR: (x: number, y: number) => Math.log(y / (1 - y)) - Math.log(x / (1 - x)),
        RD: (x: number, y: number) => y - x,
      }[measure];
      fc.assert(
        fc.property(fc.double({ min: -0.9, max: 0.9, noNaN: true }), (estimate) => {
          const { curve } = labbePlot([{ ai: 1, bi: 2, ci: 3, di: 4 }], { pooled: { measure, estimate } });
          expect(curve!.length).toBeGreaterThan(2);
          for (const { x, y } of curve!) {
            for (const risk of [x, y]) {
              expect(risk).toBeGreaterThanOrEqual(0);
              expect(risk).toBeLessThanOrEqual(1);
            }
            if (x > 0.001 && x < 0.999 && y > 0.001 && y < 0.999)
              expect(effectOf(x, y)).toBeCloseTo(estimate, 8);
          }
        }),
      );
    },
  );

  test("draws both ends of the interval where they are given", () => {
    const pooled = { measure: "RR", estimate: 0, ciLow: -1, ciHigh: 1 } as const;
    const { interval, curve } = labbePlot([{ ai: 1, bi: 2, ci: 3, di: 4 }], { pooled });
    expect(curve!.every(({ x, y }) => x === y)).toBe(true);
    expect(interval!.low.at(-1)).toEqual({ x: 1, y: expect.closeTo(Math.exp(-1), 12) });
  });

  test("says the same in its table", () => {
    expect(labbePlot([{ ai: 5, bi: 15, ci: 1, di: 9 }], { labels: ["Riga"] }).table).toEqual({
      head: ["Study", "Risk in arm 1", "Risk in arm 2", "Participants"],
      rows: [["Riga", "25.0%", "10.0%", "30"]],
    });
  });

  test("refuses an arm without participants, which has no risk", () => {
    expect(() => labbePlot([{ ai: 0, bi: 0, ci: 1, di: 1 }])).toThrow(
      "tables[0]: expected participants in arm 1",
    );
    expect(() => labbePlot([{ ai: 1, bi: -1, ci: 1, di: 1 }])).toThrow("tables[0].bi");
  });
});
