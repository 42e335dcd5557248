/**
 * Arguments that only a mistake can make wrong are thrown as RangeError, with the argument's name, the value
 * given and what was expected. Every comparison is written so that NaN fails it.
 */

/** @throws RangeError unless `holds`. */
export function demand(holds: boolean, name: string, value: unknown, expected: string): asserts holds {
  if (holds) return;
  throw new RangeError(`${name}: expected ${expected}, got ${show(value)}.`);
}

export function requireFinite(name: string, value: number): void {
  demand(Number.isFinite(value), name, value, "a finite number");
}

export function requirePositive(name: string, value: number): void {
  demand(value > 0 && value < Number.POSITIVE_INFINITY, name, value, "a finite number above 0");
}

export function requireNonNegative(name: string, value: number): void {
  demand(value >= 0 && value < Number.POSITIVE_INFINITY, name, value, "a finite number of at least 0");
}

export function requireProbability(name: string, value: number): void {
  demand(value >= 0 && value <= 1, name, value, "a probability from 0 to 1");
}

/** A confidence level in percent, such as 95. */
export function requireLevel(level: number): void {
  demand(level > 0 && level < 100, "level", level, "a percentage between 0 and 100, such as 95");
}

export function requireWhole(name: string, value: number, atLeast = 0): void {
  demand(Number.isInteger(value) && value >= atLeast, name, value, `a whole number of at least ${atLeast}`);
}

function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value))
    return `[${value.slice(0, 8).map(show).join(", ")}${value.length > 8 ? ", …" : ""}]`;
  return String(value);
}
