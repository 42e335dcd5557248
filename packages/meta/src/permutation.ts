/**
 * Permutation tests of the coefficients: without moderators the signs of the effects are flipped, with moderators
 * the rows of the design are put in other orders, and the model is fitted anew each time.
 * Sources: Follmann and Proschan (1999), Biometrics 55(3):732-737; Higgins and Thompson (2004), Stat Med
 * 23(11):1663-1682; Viechtbauer et al. (2015), Psychol Methods 20(3):360-374.
 */
import { demand, requireWhole } from "./arguments.ts";
import type { Effect } from "./effect.ts";
import { type ConvergedFit, fit } from "./fit.ts";
import { randomStream } from "./random.ts";

export interface PermutationTest {
  /** Two-sided, for each coefficient. */
  readonly p: readonly number[];
  /** Of the omnibus test; absent without moderators. */
  readonly omnibusP?: number;
  /** How many arrangements were fitted, the observed one included. */
  readonly arrangements: number;
  /** Every arrangement was fitted, so that the p values are exact. */
  readonly exact: boolean;
  /** Arrangements whose fit failed; they count on neither side. */
  readonly failed: number;
}

export interface PermutationOptions {
  /** Exact when there are no more arrangements than this; else that many are drawn at random. */
  readonly maxArrangements?: number;
  /** Of the random draw; needed only then. */
  readonly seed?: number;
}

/** Two statistics that differ by rounding alone count as equal. */
const tolerance = 1e-9;

/** @throws RangeError when a random draw is needed and no seed is given. */
export function permutationTest(
  fitted: ConvergedFit,
  { maxArrangements = 50_000, seed }: PermutationOptions = {},
): PermutationTest {
  requireWhole("maxArrangements", maxArrangements, 1);
  const { effects, options, k } = fitted;
  const { design } = options;
  const count = design ? distinctOrders(design.rows) : 2 ** k;
  const exact = count <= maxArrangements;
  demand(
    exact || seed !== undefined,
    "seed",
    seed,
    `a seed, for ${count} arrangements are more than ${maxArrangements}`,
  );
  const observed = fitted.coefficients.map(({ statistic }) => Math.abs(statistic));
  const omnibus = fitted.moderators?.statistic;
  const atLeast = observed.map(() => 0);
  let [omnibusAtLeast, arrangements, failed] = [0, 0, 0];
  const reached = (value: number, than: number) => value >= than - tolerance * Math.max(1, than);
  const consider = (other: ConvergedFit | undefined) => {
    if (!other) {
      failed++;
      return;
    }
    arrangements++;
    other.coefficients.forEach(({ statistic }, j) => {
      if (reached(Math.abs(statistic), observed[j]!)) atLeast[j]!++;
    });
    if (omnibus !== undefined && other.moderators && reached(other.moderators.statistic, omnibus))
      omnibusAtLeast++;
  };
  const refit = (changed: readonly Effect[], rows?: readonly (readonly number[])[]) => {
    const found = fit(
      changed,
      design && rows ? { ...options, design: { names: design.names, rows } } : options,
    );
    consider(found.status === "converged" ? found : undefined);
  };
  const flip = (negative: (i: number) => boolean) =>
    refit(effects.map(({ yi, vi }, i) => ({ yi: negative(i) ? -yi : yi, vi })));

  if (exact && design) for (const rows of ordersOf(design.rows)) refit(effects, rows);
  else if (exact)
    for (let signs = 0; signs < count; signs++) flip((i) => Math.floor(signs / 2 ** i) % 2 === 1);
  else {
    consider(fitted);
    const random = randomStream(seed!);
    for (let i = 1; i < maxArrangements; i++) {
      if (design) refit(effects, shuffled(design.rows, random.below));
      else flip(() => random.uniform() < 0.5);
    }
  }
  return {
    p: atLeast.map((many) => many / arrangements),
    ...(omnibus === undefined ? {} : { omnibusP: omnibusAtLeast / arrangements }),
    ...{ arrangements, exact, failed },
  };
}

type Rows = readonly (readonly number[])[];

/** Equal rows make equal arrangements: k! over the factorials of how often each row occurs. */
function distinctOrders(rows: Rows): number {
  const counts = new Map<string, number>();
  let orders = 1;
  rows.forEach((row, i) => {
    const key = row.join();
    const seen = (counts.get(key) ?? 0) + 1;
    counts.set(key, seen);
    orders = (orders * (i + 1)) / seen;
  });
  return Math.round(orders);
}

/** Every distinct order of the rows. */
function* ordersOf(rows: Rows): Generator<Rows> {
  const kinds = new Map<string, { row: readonly number[]; left: number }>();
  for (const row of rows) {
    const kind = kinds.get(row.join());
    if (kind) kind.left++;
    else kinds.set(row.join(), { row, left: 1 });
  }
  const order: (readonly number[])[] = [];
  function* extend(): Generator<Rows> {
    if (order.length === rows.length) {
      yield [...order];
      return;
    }
    for (const kind of kinds.values()) {
      if (kind.left === 0) continue;
      kind.left--;
      order.push(kind.row);
      yield* extend();
      order.pop();
      kind.left++;
    }
  }
  yield* extend();
}

/** Fisher and Yates's shuffle. */
function shuffled(rows: Rows, below: (n: number) => number): Rows {
  const result = [...rows];
  for (let i = result.length - 1; i > 0; i--) {
    const j = below(i + 1);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}
