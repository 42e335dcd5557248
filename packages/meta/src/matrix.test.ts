import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { symmetricEigen } from "./eigen.ts";
import {
  at,
  cholesky,
  choleskyInverse,
  choleskyLogDeterminant,
  crossProduct,
  fromRows,
  identity,
  inverse,
  inverseUpper,
  type Matrix,
  multiply,
  solve,
  thinQr,
  timesVector,
  trace,
  transpose,
  weightedCrossProduct,
} from "./matrix.ts";

const entry = fc.double({ min: -5, max: 5, noNaN: true });
const tall = fc
  .integer({ min: 1, max: 5 })
  .chain((p) =>
    fc.array(fc.array(entry, { minLength: p, maxLength: p }), { minLength: p + 2, maxLength: p + 6 }),
  );

/** A'A + I: positive definite and well conditioned. */
const definite = tall.map((rows) => {
  const a = crossProduct(fromRows(rows));
  for (let i = 0; i < a.rows; i++) a.values[i * a.columns + i]! += 1;
  return a;
});

function expectClose(got: Matrix, wanted: Matrix, digits = 9) {
  for (let i = 0; i < got.rows; i++) {
    for (let j = 0; j < got.columns; j++) expect(at(got, i, j)).toBeCloseTo(at(wanted, i, j), digits);
  }
}

describe("a positive definite matrix", () => {
  test("is the product of its Cholesky factor with its transpose", () => {
    fc.assert(
      fc.property(definite, (a) => {
        const l = cholesky(a)!;
        expectClose(multiply(l, transpose(l)), a);
        expectClose(multiply(a, choleskyInverse(l)), identity(a.rows));
        expectClose(multiply(inverse(a)!, a), identity(a.rows));
      }),
    );
  });
  test("has the product of its eigenvalues for determinant and their sum for trace", () => {
    fc.assert(
      fc.property(definite, (a) => {
        const { values, vectors } = symmetricEigen(a);
        const logs = values.reduce((sum, value) => sum + Math.log(value), 0);
        expect(logs).toBeCloseTo(choleskyLogDeterminant(cholesky(a)!), 9);
        expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(trace(a), 9);
        expectClose(crossProduct(vectors), identity(a.rows), 10);
      }),
    );
  });
});

test("a tall matrix is its orthonormal factor times its triangle", () => {
  fc.assert(
    fc.property(tall, (rows) => {
      const a = fromRows(rows);
      const found = thinQr(a);
      if (!found) return;
      expectClose(multiply(found.q, found.r), a, 10);
      expectClose(crossProduct(found.q), identity(a.columns), 10);
      const [r, back] = [found.r, inverseUpper(found.r)];
      const size = Math.max(...back.values.map(Math.abs));
      if (size < 1e3) expectClose(multiply(r, back), identity(a.columns), 8);
    }),
  );
});

test("a column of numbers whose squares vanish has an orthonormal factor all the same", () => {
  const found = thinQr(fromRows([[0], [-1.5717277847026288e-162], [0]]));
  expect(Array.from(found!.q.values)).toEqual([0, -1, 0].map((value) => value + 0));
});

test("weights of two count a row twice", () => {
  const rows = [
    [1, 2],
    [3, -1],
    [0.5, 4],
  ];
  const twice = crossProduct(fromRows([...rows, rows[1]!]));
  expectClose(weightedCrossProduct(fromRows(rows), [1, 2, 1]), twice, 12);
});

test("a singular matrix gives no solution rather than infinities", () => {
  const singular = fromRows([
    [1, 2],
    [2, 4],
  ]);
  expect(cholesky(singular)).toBeUndefined();
  expect(solve(singular, identity(2))).toBeUndefined();
  expect(
    thinQr(
      fromRows([
        [1, 2],
        [2, 4],
        [3, 6],
      ]),
    ),
  ).toBeUndefined();
});

test("shapes that do not fit are refused", () => {
  expect(() => fromRows([[1, 2], [3]])).toThrow("row 2");
  expect(() => timesVector(identity(2), [1, 2, 3])).toThrow("timesVector x");
  expect(() => multiply(identity(2), identity(3))).toThrow(RangeError);
});
