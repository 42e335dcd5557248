/** What moved between two readings of one line: a limit, a window, whether something must or must not be. */
import type { AnnotatedCriterion, AnnotatedKind } from "./annotation/annotated-criterion.ts";
import type { Operator } from "./annotation/quantity.ts";
import type { TimeWindow } from "./annotation/time-window.ts";

/** One end of what a line lets in. */
export interface LimitEnd {
  readonly amount: number;
  readonly unit: string | null;
  /** The amount itself is not let in ("under 12 years"). */
  readonly open?: true;
}

export type StatedLimit = Pick<AnnotatedCriterion, "op" | "value" | "unit">;

export type Movement = { readonly kind: AnnotatedKind } & (
  | { readonly what: "lowest" | "highest"; readonly from?: LimitEnd; readonly to?: LimitEnd }
  /** Limits that are no simple range: levels of a scale, "outside". */
  | { readonly what: "limit"; readonly from?: StatedLimit; readonly to?: StatedLimit }
  | { readonly what: "window"; readonly from: readonly TimeWindow[]; readonly to: readonly TimeWindow[] }
  | {
      readonly what: "effect";
      readonly from: AnnotatedCriterion["effect"];
      readonly to: AnnotatedCriterion["effect"];
    }
  /** The line names something it did not name before, or the other way round. */
  | { readonly what: "named" | "not-named" }
);

export function whatMoved(
  before: readonly AnnotatedCriterion[],
  after: readonly AnnotatedCriterion[],
): Movement[] {
  const waiting = [...before];
  const movements = after.flatMap((row): Movement[] => {
    const at = waiting.findIndex((old) => subject(old) === subject(row));
    if (at === -1) return [{ kind: row.kind, what: "named" }];
    return between(waiting.splice(at, 1)[0]!, row);
  });
  return [...movements, ...waiting.map(({ kind }): Movement => ({ kind, what: "not-named" }))];
}

const subject = ({ kind, concept }: AnnotatedCriterion) => `${kind} ${concept}`;

function between(before: AnnotatedCriterion, after: AnnotatedCriterion): Movement[] {
  const { kind } = after;
  const movements: Movement[] = limitMovements(before, after);
  const [from, to] = [windowsOf(before), windowsOf(after)];
  if (JSON.stringify(from) !== JSON.stringify(to)) movements.push({ kind, what: "window", from, to });
  if (before.effect !== after.effect)
    movements.push({ kind, what: "effect", from: before.effect, to: after.effect });
  return movements;
}

const windowsOf = ({ window }: AnnotatedCriterion): readonly TimeWindow[] =>
  window === null ? [] : "ref" in window ? [window] : window;

function limitMovements(before: AnnotatedCriterion, after: AnnotatedCriterion): Movement[] {
  const { kind } = after;
  const [old, now] = [endsOf(before), endsOf(after)];
  if (old === undefined || now === undefined) {
    const stated = ({ op, value, unit }: AnnotatedCriterion): StatedLimit => ({ op, value, unit });
    if (JSON.stringify(stated(before)) === JSON.stringify(stated(after))) return [];
    return [
      {
        kind,
        what: "limit",
        ...(before.op !== null && { from: stated(before) }),
        ...(after.op !== null && { to: stated(after) }),
      },
    ];
  }
  return (["lowest", "highest"] as const).flatMap((what): Movement[] => {
    const [from, to] = [old[what], now[what]];
    if (inSmallUnits(from) === inSmallUnits(to)) return [];
    return [{ kind, what, ...(from && { from }), ...(to && { to }) }];
  });
}

type Ends = { readonly lowest?: LimitEnd; readonly highest?: LimitEnd };

/** Undefined where the limit is no range; a line without a limit has no ends. */
function endsOf({ op, value, unit }: AnnotatedCriterion): Ends | undefined {
  if (op === null || value === null) return {};
  const [first, second] = Array.isArray(value) ? value : [value, value];
  if (typeof first !== "number" || typeof second !== "number") return undefined;
  const end = (amount: number, open: boolean): LimitEnd => ({ amount, unit, ...(open && { open }) });
  const lowest = isOpenBelow[op];
  const highest = isOpenAbove[op];
  if (lowest === undefined && highest === undefined) return undefined;
  return {
    ...(lowest !== undefined && { lowest: end(first, lowest) }),
    ...(highest !== undefined && { highest: end(second, highest) }),
  };
}

const isOpenBelow: { readonly [Op in Operator]?: boolean } = {
  ">=": false,
  ">": true,
  between: false,
  "between-exclusive": true,
  "half-open": false,
};
const isOpenAbove: { readonly [Op in Operator]?: boolean } = {
  "<=": false,
  "<": true,
  between: false,
  "between-exclusive": true,
  "half-open": true,
};

/** "24 months" and "2 years" are one end. */
function inSmallUnits(end: LimitEnd | undefined): string {
  if (end === undefined) return "";
  const [amount, unit] = end.unit === "year" ? [end.amount * 12, "month"] : [end.amount, end.unit];
  return `${amount} ${unit} ${end.open ?? ""}`;
}
