/** A reference case: a call over inline data and the numbers a correct engine returns. */

export type Cell = number | string | null;
export type Columns = Readonly<Record<string, readonly Cell[]>>;

export interface Tolerance {
  readonly rel: number;
  readonly abs: number;
}

export interface ReferenceCase {
  readonly id: string;
  readonly fn: string;
  readonly data?: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly tol: Tolerance & { readonly keys?: Readonly<Record<string, Tolerance>> };
}

export interface CaseFile {
  readonly format: string;
  readonly feature: string;
  readonly datasets: Readonly<Record<string, { readonly n: number; readonly columns: Columns }>>;
  readonly cases: readonly ReferenceCase[];
}

/** What an adapter is given: the arguments, with columns looked up in the case's data set. */
export interface Call {
  readonly id: string;
  readonly fn: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly columns: Columns;
}

/** Calls the package as its users do and names the results as the cases do. */
export type Adapter = (call: Call) => Readonly<Record<string, unknown>>;

/** Every file of `oracle/` exports `adapters` of this type: one entry for each `fn` it answers. */
export type Adapters = Readonly<Record<string, Adapter>>;

/** A literal array, a column's name, or a sum of columns such as "n1i+n2i"; undefined when the argument is absent. */
export function column(call: Call, role: string): readonly Cell[] | undefined {
  const given = call.args[role];
  if (given === undefined || given === null) return undefined;
  if (Array.isArray(given)) return given;
  if (typeof given === "number") return [given];
  if (typeof given !== "string") throw new RangeError(`${role}: expected a column, got ${String(given)}.`);
  const named = call.columns[given];
  if (named) return named;
  const parts = given.split("+").map((name) => call.columns[name.trim()]);
  const first = parts[0];
  if (parts.length < 2 || !first) throw new RangeError(`${role}: no column ${JSON.stringify(given)}.`);
  return first.map((_, i) =>
    parts.reduce<number | null>((sum, part) => {
      const cell = part?.[i];
      return sum === null || typeof cell !== "number" ? null : sum + cell;
    }, 0),
  );
}

/** A column of numbers; a missing cell is NaN. */
export function numbers(call: Call, role: string): number[] {
  const cells = column(call, role);
  if (!cells) throw new RangeError(`${role}: the case has no such column.`);
  return cells.map((cell) => (typeof cell === "number" ? cell : Number.NaN));
}

/** As `numbers`, but undefined when the case does not give the role. */
export function numbersIfGiven(call: Call, role: string): number[] | undefined {
  return column(call, role) ? numbers(call, role) : undefined;
}

/** A column as text, numbers printed. */
export function labels(call: Call, role: string): string[] {
  const cells = column(call, role);
  if (!cells) throw new RangeError(`${role}: the case has no such column.`);
  return cells.map(String);
}

/** An option with a default. */
export function option<T>(call: Call, name: string, otherwise: T): T {
  const given = call.args[name];
  return given === undefined || given === null ? otherwise : (given as T);
}
