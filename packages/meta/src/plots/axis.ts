/**
 * The coordinate frame of a plot. Coordinates are values of the field, never pixels: a renderer stretches each axis over
 * whatever room it has, and says the numbers and words in its reader's language.
 */
import { demand } from "../arguments.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Axis {
  /** The ends of the axis, in data coordinates. */
  readonly low: number;
  readonly high: number;
  /** Ascending, all within the axis. */
  readonly ticks: readonly Tick[];
  /** Present where `low` belongs at the top or right: standard errors of a funnel, rows of a forest. */
  readonly reversed?: true;
}

export interface Tick {
  /** Where it stands, in data coordinates. */
  readonly at: number;
  /** What it says: `at` on the scale that people read, such as an odds ratio where `at` is its logarithm. */
  readonly shown: number;
}

/** How effects are shown to people: a rising function of yi, and its inverse. */
export interface ReadingScale {
  readonly show: (yi: number) => number;
  readonly read: (shown: number) => number;
  /** ratio: steps are factors (0.5, 1, 2), for effects that are logarithms. */
  readonly steps: "linear" | "ratio";
}

/** Effects as they are. */
export const plainScale: ReadingScale = { show: (yi) => yi, read: (shown) => shown, steps: "linear" };

/** Effects that are logarithms of ratios (RR, OR, HR, IRR, ROM), read as ratios. */
export const ratioScale: ReadingScale = { show: Math.exp, read: Math.log, steps: "ratio" };

/** About how many ticks an axis gets. */
const tickCount = 6;

/** An axis from `low` to `high`; equal ends are parted, so that there is something to divide by. */
export function axisBetween(low: number, high: number, scale: ReadingScale = plainScale): Axis {
  const apart = high > low ? { low, high } : { low: low - 1, high: high + 1 };
  return { ...apart, ticks: ticksBetween(apart.low, apart.high, scale) };
}

/** An axis over values, with a little air at both ends, so that negated values give the mirrored axis. */
export function axisOver(values: readonly number[], scale: ReadingScale = plainScale): Axis {
  const [least, most] = extent(values);
  const air = 0.04 * (most - least);
  return axisBetween(least - air, most + air, scale);
}

/** An axis from 0 over values that cannot be negative; the greatest stands a little within it. */
export function axisFromZero(values: readonly number[]): Axis {
  return axisBetween(0, Math.max(1.04 * extent(values)[1], Number.MIN_VALUE));
}

/** The least and greatest value; a loop, for a spread of many thousand arguments overflows the stack. */
export function extent(values: readonly number[]): [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

/** @throws RangeError unless both are finite and in order. */
export function requireLimits(name: string, [low, high]: readonly [number, number]): void {
  demand(
    Number.isFinite(low) && Number.isFinite(high) && low < high,
    name,
    [low, high],
    "two finite numbers, lower first",
  );
}

/** Round numbers of the scale that people read, at their places on the axis. */
export function ticksBetween(low: number, high: number, scale: ReadingScale = plainScale): Tick[] {
  const [from, to] = [scale.show(low), scale.show(high)];
  const ratios = scale.steps === "ratio" ? roundRatios(from, to) : [];
  const shown = ratios.length >= 3 ? ratios : roundNumbers(from, to);
  return shown
    .map((value) => ({ at: scale.read(value), shown: value }))
    .filter(({ at }) => at >= low && at <= high);
}

/** Multiples of 1, 2 or 5 times a power of ten. */
function roundNumbers(from: number, to: number): number[] {
  const rough = (to - from) / tickCount;
  // A range too small to divide, or one whose ends run over on the scale that people read.
  if (!(rough > 0 && rough < Number.POSITIVE_INFINITY)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  // Rounded to what the step can tell apart; adding 0 turns -0 into 0.
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, i) => Number(((first + i) * step).toPrecision(12)) + 0,
  );
}

/** As many of 1, 2, 5 and their tenfolds as there is room for, or powers of ten, or every so many of those. */
function roundRatios(from: number, to: number): number[] {
  if (!(from > 0 && to < Number.POSITIVE_INFINITY)) return [];
  const decades: number[] = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power++)
    decades.push(power);
  const within = (value: number) => value >= from && value <= to;
  for (const factors of [[1, 2, 5], [1]]) {
    const found = decades
      .flatMap((power) => factors.map((factor) => Number(`${factor}e${power}`)))
      .filter(within);
    if (found.length <= tickCount + 2) return found;
  }
  const every = Math.ceil(decades.length / tickCount);
  // Counted from 10^0, so that a ratio of 1 keeps its tick.
  return decades
    .filter((power) => power % every === 0)
    .map((power) => Number(`1e${power}`))
    .filter(within);
}
