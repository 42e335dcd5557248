/**
 * What was wrong with something a person entered, as data; the catalogue turns it into a sentence that says what
 * was expected and what to do (`problem.<code>`).
 */

import { ImplausibleInput } from "motor";
import type * as z from "zod/mini";
import { type MeasuredFact, measured } from "./ranges.ts";

/** Codes of input problems, each with the values its sentence may use. */
export const inputProblemCodes = [
  "not-an-object", // got
  "no-age", // nothing
  "two-ages", // birthMonth, ageYears
  "birth-in-future", // got, today
  "too-old", // got, max
  "bad-month", // got
  "bad-past-month", // got
  "bad-country", // got
  "not-a-number", // got
  "not-text", // got
  "not-yes-or-no", // got
  "not-a-list", // got
  "month-ahead", // got, today
  "too-long", // got
  "not-a-group", // got
  "missing", // nothing
  "out-of-range", // got, min, max, unit, hint ("none" or a code), suggested
  "count-too-small", // got, suggested, million, min, max
  "not-in-list", // got, list
  "gmfcs-as-number", // got, meant
  "unknown-field", // got, nearest ("none" or a fact)
  "unreadable", // got
] as const;

export interface InputProblem {
  /** Path of the fact in a child file, such as `cordBlood.totalNucleatedCells`; empty for the whole file. */
  readonly field: string;
  readonly code: (typeof inputProblemCodes)[number];
  readonly values: Readonly<Record<string, string | number>>;
}

const roman = ["I", "II", "III", "IV", "V"];
/**
 * One issue of the schema library as our own problems: its codes follow its versions, ours are a promise.
 * @param input what was read, for the issue does not carry the offending value.
 * @param facts names a fact may have, for the nearest one is offered when a name is misspelt.
 */
export function problemFrom(
  issue: z.core.$ZodIssue,
  input: unknown,
  facts: readonly string[],
): InputProblem[] {
  const field = issue.path.join(".");
  const got = shown(issue.path.reduce<unknown>((value, key) => (value as never)?.[key], input));
  const problem = (code: InputProblem["code"], values: InputProblem["values"]) => [{ field, code, values }];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        field: [...issue.path, key].join("."),
        code: "unknown-field",
        values: { got: key, nearest: nearest(key, facts) ?? "none" },
      }));
    case "invalid_type":
      if (got === "undefined") return problem("missing", {});
      if (issue.expected === "number") return problem("not-a-number", { got });
      if (issue.expected === "object")
        return field === "" ? problem("not-an-object", { got }) : problem("not-a-group", { got });
      if (issue.expected === "boolean") return problem("not-yes-or-no", { got });
      if (issue.expected === "array") return problem("not-a-list", { got });
      return problem("not-text", { got });
    case "invalid_value":
      if (/^(?:gmfcs|macs|cfcs)$/.test(field) && roman[Number(got) - 1])
        return problem("gmfcs-as-number", { got, meant: roman[Number(got) - 1]! });
      return problem("not-in-list", { got, list: issue.values.map(String).join(", ") });
    case "too_small":
    case "too_big":
      if (issue.origin !== "number") return problem("too-long", { got });
      return [outOfRange(field, Number(got))];
    case "invalid_format":
      if (field === "country") return problem("bad-country", { got });
      return problem(field === "birthMonth" ? "bad-month" : "bad-past-month", { got });
    default:
      return problem("unreadable", { got });
  }
}

/** `motor` knows the usual slips of unit; its first guess is offered as a question. */
function outOfRange(field: string, got: number): InputProblem {
  const { as, unit } = measured[field as MeasuredFact];
  const { min, max, hints } = new ImplausibleInput(as, got).values;
  const hint = hints[0];
  if (hint && unit === "cells") {
    const million = hint.suggested / 1e6;
    return { field, code: "count-too-small", values: { got, suggested: hint.suggested, million, min, max } };
  }
  const guess = hint ? { hint: hint.code, suggested: hint.suggested } : { hint: "none" };
  return { field, code: "out-of-range", values: { got, min, max, unit, ...guess } };
}

function shown(value: unknown): string {
  if (value === undefined) return "undefined";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** The known fact spelled most like a wrong one, or undefined when none is near. */
function nearest(key: string, facts: readonly string[]): string | undefined {
  const near = facts.map((fact) => ({ fact, distance: editDistance(fact.toLowerCase(), key.toLowerCase()) }));
  const best = near.reduce((a, b) => (b.distance < a.distance ? b : a));
  return best.distance <= 1 + key.length / 3 ? best.fact : undefined;
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
