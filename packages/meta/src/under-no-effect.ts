/**
 * What a table would hold were its arms alike: the central hypergeometric distribution of ai given all margins.
 * Source: Mantel and Haenszel (1959), J Natl Cancer Inst 22(4):719-748.
 */
import { requireNonNegative } from "./arguments.ts";
import type { TwoByTwo } from "./escalc/two-by-two.ts";

/**
 * Mean and variance of ai; a table of fewer than two people has no variance.
 * @throws RangeError when a count is negative or not finite.
 */
export function underNoEffect({ ai, bi, ci, di }: TwoByTwo): { expected: number; variance: number } {
  for (const [cell, count] of Object.entries({ ai, bi, ci, di })) requireNonNegative(cell, count);
  const [n1, n2, events] = [ai + bi, ci + di, ai + ci];
  const n = n1 + n2;
  if (!(n > 1)) return { expected: ai, variance: 0 };
  return { expected: (n1 * events) / n, variance: ((n1 / n) * (n2 / n) * events * (bi + di)) / (n - 1) };
}
