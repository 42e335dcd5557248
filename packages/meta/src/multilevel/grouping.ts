/** Labels of groups as whole numbers, in sorted order: what blocks and random effects are indexed by. */

export type Label = string | number;

export interface Grouping {
  /** The number of each row's group, from 0. */
  readonly codes: Int32Array;
  /** The labels, sorted: numbers by value, text by code units. */
  readonly levels: readonly Label[];
}

export function groupBy(labels: readonly Label[]): Grouping {
  const distinct = [...new Set(labels)];
  const numeric = distinct.every((label) => typeof label === "number");
  const levels = distinct.sort((a, b) =>
    numeric ? Number(a) - Number(b) : String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0,
  );
  const code = new Map(levels.map((label, i) => [label, i]));
  return { codes: Int32Array.from(labels, (label) => code.get(label)!), levels };
}

/** Groups by the combinations of several labels a row. */
export function groupByAll(columns: readonly (readonly Label[])[]): Grouping {
  const rows = columns[0]?.length ?? 0;
  return groupBy(
    Array.from({ length: rows }, (_, i) => columns.map((column) => String(column[i])).join("\u0000")),
  );
}

/** Rows that are connected by some pair, directly or through others: the blocks of a block-diagonal matrix. */
export class Connections {
  readonly #parent: Int32Array;

  constructor(rows: number) {
    this.#parent = Int32Array.from({ length: rows }, (_, i) => i);
  }

  #root(i: number): number {
    const parent = this.#parent;
    let root = i;
    while (parent[root] !== root) root = parent[root]!;
    let at = i;
    while (parent[at] !== root) {
      const next = parent[at]!;
      parent[at] = root;
      at = next;
    }
    return root;
  }

  join(i: number, j: number): void {
    const [a, b] = [this.#root(i), this.#root(j)];
    if (a !== b) this.#parent[Math.max(a, b)] = Math.min(a, b);
  }

  joinGroups(codes: ArrayLike<number>): void {
    const first = new Map<number, number>();
    for (let i = 0; i < codes.length; i++) {
      const before = first.get(codes[i]!);
      if (before === undefined) first.set(codes[i]!, i);
      else this.join(before, i);
    }
  }

  /** The rows of every block, in order. */
  blocks(): Int32Array[] {
    const found = new Map<number, number[]>();
    for (let i = 0; i < this.#parent.length; i++) {
      const root = this.#root(i);
      const rows = found.get(root);
      if (rows) rows.push(i);
      else found.set(root, [i]);
    }
    return [...found.values()].map((rows) => Int32Array.from(rows));
  }
}
