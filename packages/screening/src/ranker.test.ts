import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyModel, fitLogistic } from "./logistic-regression.ts";
import { naiveBayesScores } from "./naive-bayes.ts";
import { rankerOf } from "./ranker.ts";
import { type Labelled, readInOrder } from "./reading.ts";
import { searchStrategy } from "./search-strategy.ts";
import { allRowsTimes, termMatrix } from "./term-matrix.ts";
import { termsOf } from "./terms.ts";

/** A linear congruential generator (Knuth's MMIX has 64 bits; 32 are enough to draw words). */
function randomStream(seed: number) {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return { uniform, below: (n: number) => Math.floor(uniform() * n) };
}

/** Records of made-up words, some of them of one subject. */
function collection(records: number, every: number, seed = 1): Labelled[] {
  const { below } = randomStream(seed);
  return Array.from({ length: records }, (_, index) => {
    const included = index % every === 0;
    const word = () => (included && below(3) === 0 ? `subject${below(6)}` : `word${below(200)}`);
    const words = (count: number) => Array.from({ length: count }, word).join(" ");
    return { title: words(4), abstract: words(25), included };
  });
}

test("words lose capitals, stop words and plural endings; other words are not cut", () => {
  expect(termsOf("The studies of CP in Children's brains: analysis, 12 viruses")).toEqual([
    "study",
    "cp",
    "children",
    "brain",
    "analysis",
    "12",
    "viruse",
  ]);
});

test("every row has length one, and a record without words has none", () => {
  const matrix = termMatrix(
    [
      { title: "a b", abstract: "" },
      { title: "cord blood", abstract: "blood cells" },
    ],
    { frequency: (n) => n, rarity: 1, commonest: 1, title: 0 },
  );
  expect(matrix.starts).toEqual(Int32Array.of(0, 0, 3));
  expect([...matrix.weights].reduce((sum, w) => sum + w * w, 0)).toBeCloseTo(1, 12);
});

const plain = { frequency: (times: number) => times, rarity: 0, commonest: 1, title: 0 };

test("naive Bayes gives the log odds that can be worked out by hand", () => {
  // Three terms, one a record, so that each row is a single 1. Smoothing 1, both classes count alike.
  const matrix = termMatrix(
    ["alpha", "beta", "gamma"].map((title) => ({ title, abstract: "" })),
    plain,
  );
  const scores = naiveBayesScores(matrix, [0], [1], { smoothing: 1, balance: 1 });
  // (1 + 1) / 4 against 1 / 4, the reverse, and 1 / 4 against 1 / 4.
  expect([...scores]).toEqual([
    expect.closeTo(Math.log(2), 12),
    expect.closeTo(-Math.log(2), 12),
    expect.closeTo(0, 12),
  ]);
});

test("logistic regression ends where the gradient is zero, from wherever it begins", () => {
  const records = collection(40, 4);
  const matrix = termMatrix(records, plain);
  const [included, excluded] = [true, false].map((is) =>
    [...records.keys()].filter((row) => records[row]!.included === is),
  );
  const cold = fitLogistic(matrix, included!, excluded!, 1, emptyModel(matrix.columns));
  let warm = cold;
  for (let again = 0; again < 8; again++) warm = fitLogistic(matrix, included!, excluded!, 1, warm);
  const [a, b] = [allRowsTimes(matrix, cold.terms), allRowsTimes(matrix, warm.terms)];
  for (const [row, score] of a.entries()) expect(score).toBeCloseTo(b[row]!, 1);
  // At the minimum each weight is the sum of its records' pulls: w = sum of c y x (1 - p).
  const pulls = new Float64Array(matrix.columns);
  for (const [rows, sign, cost] of [
    [included!, 1, excluded!.length / included!.length],
    [excluded!, -1, 1],
  ] as const) {
    for (const row of rows) {
      const p = 1 / (1 + Math.exp(-sign * (b[row]! + warm.constant)));
      for (let entry = matrix.starts[row]!; entry < matrix.starts[row + 1]!; entry++) {
        pulls[matrix.terms[entry]!]! += sign * cost * (1 - p) * matrix.weights[entry]!;
      }
    }
  }
  for (const [term, weight] of warm.terms.entries()) expect(weight).toBeCloseTo(pulls[term]!, 3);
});

describe("the ranker", () => {
  test("puts what is like the included records before what is like the excluded ones", () => {
    const records = collection(200, 10);
    const included = [0, 10, 20];
    const excluded = [1, 2, 3, 4, 5];
    const scores = rankerOf(records)({ included, excluded });
    const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!);
    const found = order.slice(0, 20).filter((row) => records[row]!.included).length;
    expect(found).toBeGreaterThanOrEqual(18);
  });

  test("gives finite scores whatever is in the records", () => {
    const text = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constant(""),
      fc.string({ unit: "binary", maxLength: 20 }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.record({ title: text, abstract: text }), { minLength: 2, maxLength: 12 }),
        (records) => {
          const scores = rankerOf(records)({ included: [0], excluded: [1] });
          expect([...scores].every(Number.isFinite)).toBe(true);
        },
      ),
    );
  });

  test("needs one of each to learn from", () => {
    const rank = rankerOf(collection(4, 2));
    expect(() => rank({ included: [], excluded: [1] })).toThrow("at least one included and one excluded");
  });
});

describe("reading in order", () => {
  test("starts from one of each, leaves both out of the count, and stops at 95 %", () => {
    const records = collection(302, 15);
    const reading = readInOrder(records, randomStream(3).uniform)!;
    expect(reading.records).toBe(300);
    expect(reading.wss95).toBeCloseTo(((300 - reading.read) / 300 - 0.05) * 100, 12);
    // 21 included, 20 to be found, 95 % of them are 19.
    expect(reading.read).toBeGreaterThanOrEqual(19);
    expect(reading.wss95).toBeGreaterThan(70);
  });

  test("is the same for the same seed", () => {
    const records = collection(100, 10);
    const run = () => readInOrder(records, randomStream(5).uniform);
    expect(run()).toEqual(run());
  });

  test("has nothing to measure without two included and one excluded", () => {
    expect(readInOrder(collection(5, 9), randomStream(1).uniform)).toBeUndefined();
    expect(readInOrder(collection(5, 1), randomStream(1).uniform)).toBeUndefined();
    expect(readInOrder([], randomStream(1).uniform)).toBeUndefined();
  });
});

test("the search strategy asks both databases for both subjects, is dated, and its brackets close", () => {
  expect(searchStrategy.searches.map(({ source }) => source)).toEqual(["pubmed", "europe-pmc"]);
  expect(searchStrategy.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  for (const { query } of searchStrategy.searches) {
    expect(query).toContain('"cerebral palsy"');
    expect(query).toContain('"cord blood"');
    let depth = 0;
    for (const sign of query) {
      depth += sign === "(" ? 1 : sign === ")" ? -1 : 0;
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
    expect(query.split('"').length % 2).toBe(1);
  }
});
