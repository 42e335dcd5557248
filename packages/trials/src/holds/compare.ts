/** A number a child has against the limit a line states. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import type { Operator } from "../annotation/quantity.ts";
import type { Answer } from "../event-window.ts";

export function compare(op: Operator | null, value: Asked["value"], has: number): Answer {
  const numbers = (Array.isArray(value) ? value : [value]).map(Number);
  if (op === null || numbers.some((n) => !Number.isFinite(n))) return "unknown";
  const [a, b = Number.NaN] = numbers as [number, number?];
  const met =
    op === ">="
      ? has >= a
      : op === ">"
        ? has > a
        : op === "<="
          ? has <= a
          : op === "<"
            ? has < a
            : op === "=="
              ? has === a
              : op === "in"
                ? numbers.includes(has)
                : op === "between"
                  ? has >= a && has <= b
                  : op === "between-exclusive"
                    ? has > a && has < b
                    : op === "half-open"
                      ? has >= a && has < b
                      : op === "outside"
                        ? has < a || has > b
                        : undefined;
  return met === undefined ? "unknown" : met ? "yes" : "no";
}

export function level(asked: Asked, has: number | undefined): Answer {
  return has === undefined ? "unknown" : compare(asked.op, asked.value, has);
}
