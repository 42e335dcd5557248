/** Age and weight. */
import { type AgeBound, beforeAge, fromAge, type SpokenAge, toAge } from "../age-bound.ts";
import type { Asked } from "../annotation/annotated-criterion.ts";
import type { TrialChild } from "../child.ts";
import { compare } from "./compare.ts";
import { type Held, of, says } from "./held.ts";

export function ofAge({ op, value, unit, concept }: Asked, { age }: TrialChild): Held {
  const numbers = (Array.isArray(value) ? value : [value]).map(Number);
  const named = (amount: number): SpokenAge => [
    {
      amount,
      unit: unit === "month" || unit === "week" || unit === "day" || unit === "hour" ? unit : "year",
    },
  ];
  if (op === null || numbers.some((n) => !Number.isFinite(n)))
    return { ...of("age", "unknown"), given: true };
  const [low, high] = numbers as [number, number];
  const bounds: { from?: AgeBound; to?: AgeBound } =
    op === ">="
      ? { from: fromAge(named(low)) }
      : op === ">"
        ? { from: fromAge(named(low), { beyond: true }) }
        : op === "<="
          ? { to: toAge(named(low)) }
          : op === "<"
            ? { to: beforeAge(named(low)) }
            : op === "between"
              ? { from: fromAge(named(low)), to: toAge(named(high)) }
              : op === "half-open"
                ? { from: fromAge(named(low)), to: beforeAge(named(high)) }
                : op === "between-exclusive"
                  ? { from: fromAge(named(low), { beyond: true }), to: beforeAge(named(high)) }
                  : {};
  if (bounds.from === undefined && bounds.to === undefined) return of("age", "unknown");
  if (concept === "gestational-age") return of("age", "unknown");
  // Born up to 18 weeks early: a corrected age is never more than 5 months less.
  const least = /corrected|adjusted/.test(concept) ? Math.max(0, age.low - 5) : age.low;
  const { from, to } = bounds;
  if ((from && age.high < from.months) || (to && least > to.months + to.doubtMonths)) return of("age", "no");
  if ((from && least < from.months + from.doubtMonths) || (to && age.high > to.months))
    return of("age", "unknown");
  return of("age", "yes");
}

const kilograms: Readonly<Record<string, number>> = { kg: 1, g: 0.001, lb: 0.45359237 };

export function ofWeight(asked: Asked, { weightKg }: TrialChild): Held {
  const size = kilograms[asked.unit ?? "kg"];
  if (
    weightKg === undefined ||
    size === undefined ||
    says(asked, /birth|lost|loss|gain|stable|percentile|for age|for height/i)
  )
    return of("weight", "unknown");
  return of("weight", compare(asked.op, asked.value, weightKg / size));
}
