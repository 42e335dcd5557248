import fc from "fast-check";
import { expect, test } from "vitest";
import { minimiseBounded } from "./minimise-bounded.ts";

const free = (n: number) => ({
  lower: new Array<number>(n).fill(-Infinity),
  upper: new Array<number>(n).fill(Infinity),
});

test("finds the bottom of Rosenbrock's valley", () => {
  const found = minimiseBounded(
    (at) => {
      const [x, y] = [at[0]!, at[1]!];
      return {
        value: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
        gradient: Float64Array.of(-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
      };
    },
    [-1.2, 1],
    free(2),
  );
  expect(found).toMatchObject({ status: "converged" });
  if (found.status === "converged")
    expect([...found.x]).toEqual([expect.closeTo(1, 8), expect.closeTo(1, 8)]);
});

test("finds the lowest point between bounds, be it inside, on a side or in a corner", () => {
  const number = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(number, number, (a, b) => {
      const value = (x: number, y: number) => (x - a) ** 2 + (x - a) * (y - b) + 2 * (y - b) ** 2;
      const found = minimiseBounded(
        ([x, y]) => ({
          value: value(x!, y!),
          gradient: Float64Array.of(2 * (x! - a) + y! - b, x! - a + 4 * (y! - b)),
        }),
        [1, 1],
        { lower: [0, 0], upper: [10, 10] },
      );
      if (found.status !== "converged") throw new Error(found.status);
      const sides = [value(0, Math.max(0, b + a / 4)), value(Math.max(0, a + b / 2), 0)];
      const lowest = a >= 0 && b >= 0 ? 0 : Math.min(...sides);
      expect(found.value).toBeCloseTo(lowest, 12);
      expect(Math.min(...found.x)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("leaves a saddle, where the gradient is 0 as well", () => {
  const found = minimiseBounded(
    (at) => {
      const [x, y] = [at[0]!, at[1]!];
      return { value: x ** 2 - y ** 2 + y ** 4, gradient: Float64Array.of(2 * x, -2 * y + 4 * y ** 3) };
    },
    [0, 0],
    free(2),
  );
  if (found.status !== "converged") throw new Error(found.status);
  expect(Math.abs(found.x[1]!)).toBeCloseTo(Math.SQRT1_2, 8);
});

test("a function without a bottom does not converge", () => {
  const found = minimiseBounded(
    (at) => ({ value: -Math.exp(at[0]!), gradient: Float64Array.of(-Math.exp(at[0]!)) }),
    [0],
    free(1),
  );
  expect(found.status).toBe("not-converged");
});
