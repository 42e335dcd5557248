/** The comparison rule of the reference cases: every key and every element within its tolerance. */
import type { ReferenceCase, Tolerance } from "./case.ts";

/** The first difference found, as "key: got … expected …", or undefined when the case passes. */
export function firstDifference(
  { expected, tol }: Pick<ReferenceCase, "expected" | "tol">,
  got: Readonly<Record<string, unknown>>,
): string | undefined {
  for (const [key, wanted] of Object.entries(expected)) {
    // Labels: their order is checked by the numbers they stand for.
    if (key === "coef_names") continue;
    const difference = compare(wanted, got[key], tol.keys?.[key] ?? tol);
    if (difference) return `${key}${difference}`;
  }
  return undefined;
}

function compare(wanted: unknown, got: unknown, tolerance: Tolerance): string | undefined {
  if (Array.isArray(wanted)) {
    // An empty list is what the reference prints for a result it does not have.
    if (wanted.length === 0 && got === undefined) return undefined;
    const list = got instanceof Float64Array ? [...got] : got;
    if (!Array.isArray(list)) return `: got ${show(got)}, expected ${wanted.length} values`;
    if (list.length !== wanted.length) return `: got ${list.length} values, expected ${wanted.length}`;
    for (const [i, each] of wanted.entries()) {
      const difference = compare(each, list[i], tolerance);
      if (difference) return `[${i}]${difference}`;
    }
    return undefined;
  }
  // Booleans only inform.
  if (typeof wanted === "boolean") return undefined;
  if (wanted === null) {
    return got === null || got === undefined || Number.isNaN(got)
      ? undefined
      : `: got ${show(got)}, expected none`;
  }
  if (wanted === "Inf" || wanted === "-Inf") {
    const infinity = wanted === "Inf" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    return got === infinity || got === wanted ? undefined : `: got ${show(got)}, expected ${wanted}`;
  }
  if (typeof wanted === "string")
    return got === wanted ? undefined : `: got ${show(got)}, expected ${wanted}`;
  if (typeof wanted !== "number") return `: cannot compare with ${show(wanted)}`;
  const one = Array.isArray(got) && got.length === 1 ? got[0] : got;
  if (typeof one !== "number") return `: got ${show(got)}, expected ${wanted}`;
  const close = Math.abs(one - wanted) <= tolerance.abs + tolerance.rel * Math.abs(wanted);
  return close ? undefined : `: got ${one}, expected ${wanted}`;
}

const show = (value: unknown) => (value === undefined ? "nothing" : JSON.stringify(value));
