/**
 * The design matrix of a meta-regression: numeric columns, powers, factors with treatment contrasts (the first
 * level is the reference) and interactions.
 */
import { demand, requireFinite } from "./arguments.ts";

export interface Design {
  /** A label for each column. */
  readonly names: readonly string[];
  /** A row for each effect, in the order of the effects. */
  readonly rows: readonly (readonly number[])[];
}

/** A part of a formula. */
export type Term =
  | { readonly type: "numeric"; readonly name: string; readonly values: readonly number[] }
  | {
      readonly type: "power";
      readonly name: string;
      readonly values: readonly number[];
      readonly exponent: number;
    }
  | {
      readonly type: "factor";
      readonly name: string;
      readonly values: readonly string[];
      /** The first is the reference; those found in `values`, sorted, unless given. */
      readonly levels?: readonly string[];
    }
  | { readonly type: "interaction"; readonly of: readonly Term[] };

interface Block {
  readonly names: string[];
  readonly columns: number[][];
}

/**
 * Without an intercept the first factor keeps a column for each of its levels.
 * @throws RangeError when terms differ in length, a value is not finite, or a level is not listed.
 */
export function designMatrix(
  terms: readonly Term[],
  { intercept = true }: { readonly intercept?: boolean } = {},
): Design {
  const k = Math.max(0, ...terms.map(lengthOf));
  for (const term of terms) demand(lengthOf(term) === k, "terms", lengthOf(term), `${k} values in each term`);
  let full = !intercept;
  const blocks = terms.map((term) => {
    const block = blockOf(term, full && term.type === "factor");
    if (term.type === "factor") full = false;
    return block;
  });
  if (intercept) blocks.unshift({ names: ["intercept"], columns: [new Array<number>(k).fill(1)] });
  const columns = blocks.flatMap((block) => block.columns);
  return {
    names: blocks.flatMap((block) => block.names),
    rows: Array.from({ length: k }, (_, i) => columns.map((column) => column[i]!)),
  };
}

function lengthOf(term: Term): number {
  return term.type === "interaction" ? Math.max(0, ...term.of.map(lengthOf)) : term.values.length;
}

function blockOf(term: Term, allLevels: boolean): Block {
  switch (term.type) {
    case "numeric":
      for (const value of term.values) requireFinite(`moderator ${term.name}`, value);
      return { names: [term.name], columns: [[...term.values]] };
    case "power":
      for (const value of term.values) requireFinite(`moderator ${term.name}`, value);
      return {
        names: [`${term.name}^${term.exponent}`],
        columns: [term.values.map((value) => value ** term.exponent)],
      };
    case "factor": {
      const levels = term.levels ?? [...new Set(term.values)].sort();
      for (const value of term.values) {
        demand(levels.includes(value), `moderator ${term.name}`, value, `one of ${levels.join(", ")}`);
      }
      const kept = allLevels ? levels : levels.slice(1);
      return {
        names: kept.map((level) => `${term.name}${level}`),
        columns: kept.map((level) => term.values.map((value) => (value === level ? 1 : 0))),
      };
    }
    case "interaction":
      return term.of
        .map((part) => blockOf(part, false))
        .reduce((left, right) => ({
          names: right.names.flatMap((r) => left.names.map((l) => `${l}:${r}`)),
          columns: right.columns.flatMap((r) => left.columns.map((l) => l.map((value, i) => value * r[i]!))),
        }));
  }
}
